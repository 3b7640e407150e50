"""What people say back to odd turns: to silence, small talk, advertisements, refusals, secrets asked for, and questions
beside the point; templates by way of speaking, the plainest first."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.users.grammar import Wordings, table

MANNERS: Mapping[str, Wordings] = {
    "silent": table(
        all=(
            "hello? ~ are you [still|] there? ~ [is|] anybody there? ~ [there was nothing in that|that came through "
            "empty|I got an empty message|nothing came through|your message is empty] ~ hello, [are you there|is "
            "somebody there]?"
        ),
        casual="hellooo? ~ u there? ~ hello? anyone? ~ that was blank",
        formal="your last message was empty ~ are you still with me? ~ I received no answer",
        short="hello? ~ and? ~ you there?",
        angry="hello?! ~ nothing? ~ are you asleep?",
        anxious="hello? did it [break|crash|get lost]? ~ is it still working?",
    ),
    "keep_secret": table(
        all=(
            "I'd rather not [give that out here|put that in a chat|share that] ~ I won't [give you|share|type] that "
            "[here|in a chat|] ~ no, [that stays with me|I keep that to myself|not in a chat] ~ [why would you "
            "need that|what would you need that for]? I'm not sharing it ~ not [comfortable|happy] [sharing|giving "
            "out] that"
        ),
        formal="I would prefer not to disclose that ~ that is private, I am afraid",
        casual="nah not giving you that ~ no way im typing that in here",
        short="no, that's private ~ not sharing that",
        angry="certainly not ~ you don't need that and you won't get it",
        anxious="should I really give that out? I'd rather not ~ I was told never to share that",
    ),
    "not_mine": table(
        all=(
            "no idea what [you mean|that is|that means], that's your [side|end|job] ~ I don't know [anything|] about "
            "that, I'm [just|only] a customer ~ you should know that, not me ~ how would I know that?"
        ),
        formal="I cannot tell you that, it is your system ~ that is a matter for your side",
        casual="no clue, thats ur thing ~ how should i know lol",
        short="no idea ~ that's your job",
        angry="how should I know? that's your job",
    ),
    "no_thanks": table(
        all=(
            "no thanks ~ no, [not interested|not now|I don't need that|that's not what I came for] ~ [not|I'm not] "
            "interested, [thanks|sorry] ~ no thank you ~ [no|nah], just [what I asked for|my request]"
        ),
        formal="no, thank you ~ thank you, but I am not interested",
        casual="nah im fine ~ no thx ~ nah, not now",
        short="no ~ no thanks ~ not interested",
        angry="no, I don't want that ~ stop trying to sell me things",
        warm="no thank you, I'm fine ~ that's kind, but no",
    ),
    "unasked": table(
        all=(
            "I [didn't ask|never asked] for that ~ that's not what I [wanted|asked for|wrote in for] ~ [what|huh]? I "
            "didn't want that ~ [ok|hm], but that wasn't my question"
        ),
        formal="that is not what I asked for",
        casual="uh didnt ask for that ~ not what i wanted tho",
        short="not what I asked ~ didn't want that",
        angry="I never asked for that ~ who told you to do that?",
    ),
    "fine": table(
        all=(
            "fine[, thanks|] ~ [good|fine|all right|not bad][, thanks|, thank you|] ~ [busy|long day] but [ok|fine] "
            "~ can't complain ~ I'm [good|fine|ok][, thanks|]"
        ),
        formal="quite well, thank you",
        casual="all good ~ yeah not bad ~ same old",
        short="fine ~ ok",
        angry="I've had better days ~ I'm not here to chat",
        anxious="a bit stressed to be honest ~ ok I guess",
        warm="great, thanks, and you? ~ lovely, thank you",
    ),
    "other_way": table(
        all=(
            "I think you [mixed something up|got that the wrong way round], I'm the [customer|one asking] ~ "
            "[what|sorry]? I'm the one [asking|who needs help] [here|] ~ isn't that [what I should ask|my part]?"
        ),
        formal="I believe that is the wrong way round",
        casual="lol wrong way round ~ um im the customer",
        short="wrong way round ~ I'm the customer",
    ),
    "what_for": table(
        all=(
            "what do you need {words} for? ~ why [do you need|would you need] {words}? ~ I don't have {words} ~ is "
            "{words} [really|] [needed|necessary] [for this|]? ~ {words}? [what for|not that I know of|never heard "
            "of it] ~ can't we do it without {words}?"
        ),
        formal="may I ask what {words} is needed for? ~ I am afraid I have no such thing",
        casual="why u need {words}? ~ {words}? dunno",
        short="what for? ~ {words}? no idea ~ why?",
        angry="what has {words} to do with it? ~ why on earth {words}?",
        anxious="{words}? I don't think I have that ~ oh, do I need {words}?",
    ),
    "strange": table(
        all=(
            "I don't have {words} ~ no idea [about that|what that is|, sorry] ~ I [can't|couldn't] tell you "
            "that ~ don't know about {words} ~ [that one|that] I don't [have|know] ~ I have nothing like that"
        ),
        formal="I am afraid I cannot tell you that ~ that I do not have",
        casual="no clue about that ~ dunno, havent got that",
        short="don't have that ~ no idea",
        angry="I don't have that ~ how should I know that?",
    ),
    "push_back": table(
        all=(
            "really? [no way around it|nothing you can do|not even once|no exceptions at all]? ~ [is there|there's] "
            "[really|] nothing [you can do|to be done|anybody can do]? ~ are you sure? [there must be a way|] ~ not "
            "even as [an exception|a one-off|a favour]? ~ come on, isn't there [some way|a way|something you can do]? "
            "~ that can't be right, [can you check again|are you sure]? ~ any way around [that|it]? ~ [can't|couldn't] "
            "[you|somebody] [bend the rules|make an exception|find a way] [just once|this time|for me|]? ~ is there "
            "anybody who [can|could] [decide that|allow it] then?"
        ),
        angry=(
            "that's ridiculous, [there must be a way|I want this done] ~ seriously? [who can do it then|I pay "
            "enough for this]"
        ),
        anxious=(
            "oh no, really? [isn't there anything|is there no way at all|is that final]? ~ but I [really|] need this, "
            "[is there no way|isn't there anything]? ~ oh, isn't there [some|any] [other way|way]?"
        ),
        formal=(
            "is there [no possibility of|really no room for] an exception? ~ could [an exception be made|you look into "
            "it once more|somebody else decide that]? ~ is that [really|] final?"
        ),
        casual=(
            "[srsly|really|for real]? [no way at all|not even a bit|nothing]? ~ [aw come on|oh man|ugh], [no way "
            "around it|isn't there some trick|nothing to be done]?"
        ),
    ),
    "affirm_retry": table(
        all=(
            "yes, [try again|please try again|try it again|once more, please|give it another go] ~ [yes|ok|sure], "
            "[try|do try] [it|that] [again|once more|one more time] ~ [please|] [try again|try it again|try once "
            "more], yes ~ ok, [one more try|once more|another try] ~ [hm|hmm], yes, try [again|it again|that again] ~ "
            "yes, [have|give it] another [go|try|shot] ~ [yes|yes please], [once more|one more time|again] ~ "
            "[yes|sure|ok], [please do|do that], [maybe it works now|it may work now|let's see] ~ yes, [go on|carry "
            "on] [trying|then]"
        ),
        formal="yes, please [try again|try once more|do so|repeat it] ~ please [do|try again|try once more], yes",
        casual=(
            "[yeah|yep|sure|ok], [try again|give it another go|once more|go again|try it again] ~ yeah [try it|do "
            "that|please do]"
        ),
        short="[yes|ok|sure], [again|try it|try again|once more]",
        angry="yes, [and get it right this time|try again then|again] ~ yes, [try|do it] again [then|already|]",
        anxious="yes please, [I hope|hopefully] it works this time ~ oh dear, yes, [please try again|once more]",
    ),
    "somebody": table(
        all=(
            "[then|ok,] [a human|a person|a colleague|an agent], please ~ [put me through|connect me] to [a human|a "
            "person|somebody|a colleague] then ~ I'd rather talk to [a person|somebody|a human] [now|then|]"
        ),
        formal="I would prefer to speak to a person, please",
        casual="a human pls ~ just get me a human",
        short="a human, please ~ then a person, please",
        angry="give me a human ~ then I want to speak to a person",
    ),
    "too_quick": table(
        all=(
            "[already|so soon]? you [don't even have|didn't even ask for] [my|the] details ~ [really|that was quick], "
            "[but with which details|don't you need anything from me]? ~ [hm|wait], how? I haven't [told|given] you "
            "anything yet ~ are you sure? I haven't [said|told you] which one"
        ),
        formal="may I ask how? I have not given you any details yet",
        casual="wait what, already? i didnt even tell you anything",
        short="already? ~ how?",
        anxious="really? but I haven't told you anything yet",
    ),
    "no_tongue": table(
        all=(
            "sorry, [English please|in English please|I only speak English] ~ [I don't|I can't] [understand|read|speak]"
            " that language[, sorry|, English please|] ~ can we do this in English? ~ [what|sorry]? in English, please"
        ),
        formal="I am afraid I only understand English ~ could you please write in English?",
        casual="english pls ~ uh in english?",
        short="English please ~ in English?",
        angry="write English, please ~ what language is that supposed to be?",
        anxious="oh, I don't understand that, could you write in English?",
    ),
    "left_it": table(
        all=(
            "ok, [thanks|thank you] ~ [good|fine|alright|ok][, thanks|, thank you|] ~ thanks [anyway|for that|all the "
            "same] ~ [good|right], then [we leave|let's leave] it [at that|like that] ~ ok, [that's fine|all right]"
        ),
        formal="thank you for your understanding ~ thank you, that is fine",
        casual="ok thx ~ cool, cheers",
        short="ok ~ thanks ~ fine",
        warm="thank you, [that's kind|and sorry for the trouble]",
        anxious="ok, thank you, sorry again",
    ),
    "not_that": table(
        all=(
            "not that I know of ~ [no|no], I don't think so ~ [I don't think so|not really|no], why? ~ no, [not that I "
            "remember|not at all|nothing like that]"
        ),
        formal="not to my knowledge",
        casual="nah dont think so ~ nope",
        short="no ~ don't think so",
    ),
    "affirm_again": table(
        all=(
            "yes, [as I said|like I said|again] ~ [I said yes|I already said yes|still yes] ~ yes, [it's all "
            "right|that's right], [go ahead|please go on] ~ [yes|yep], [same as before|nothing changed|still "
            "correct] ~ I [just|already] [confirmed|agreed to] that"
        ),
        formal="as I confirmed before, yes ~ yes, that remains correct",
        casual="yep again ~ yes yes ~ said yes already",
        short="yes ~ still yes ~ yes, again",
        angry="yes, for the last time ~ I said yes, just do it",
        anxious="yes, did it get lost? ~ yes, I did say yes ~ yes, [still|again] ~ yes, is [there a problem|it stuck]?",
        warm="yes, still fine ~ yes please, as before",
    ),
}
AGAIN = table(
    all="like I said ~ as I said ~ as I wrote ~ again: ~ like I wrote ~ so again: ~ as I said before ~ same as before:",
    formal="as I mentioned ~ as stated before",
    casual="like i said ~ again:",
    angry="I said it already: ~ once more:",
    short="again: ~ as I said",
)
"""Before a request that comes in the very words it was made in before."""
