"""What the simulated user says in each dialogue act: templates by way of speaking, the plainest first.

Templates are written clean, with a small first letter and all marks; the noise takes away what a person leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.users.grammar import Wordings, table
from simulator.users.lexicon.manners import MANNERS

REGISTERS: Mapping[tuple[str, str], str] = {
    ("tone", "curt"): "short",
    ("tone", "angry"): "angry",
    ("tone", "anxious"): "anxious",
    ("tone", "cheerful"): "warm",
    ("tone", "friendly"): "warm",
    ("formality", "high"): "formal",
    ("formality", "low"): "casual",
    ("verbosity", "high"): "chatty",
    ("verbosity", "low"): "short",
    ("dialect", "uk"): "uk",
    ("dialect", "indian"): "indian",
    ("dialect", "australian"): "australian",
}
SAY: Mapping[str, Wordings] = {
    **MANNERS,
    "affirm": table(
        all=(
            "yes ~ go ahead ~ yeah ~ [please|] do it ~ sounds good [to me|from here|][, go ahead|, do it|] ~ "
            "[yep|yes|yeah], that's [it|right|correct|the one] ~ [looks|sounds] [good|right|fine] [to me|from"
            " here|so far|like that|] ~ please do ~ go for it ~ all [good|correct|right] [here|from my "
            "side|as far as I see|] ~ that's [it|the one|perfect|good|fine] [then|] ~ you can [go ahead|do"
            " that|do it] [then|like that|from my side|] ~ yes, [go ahead|do it|please do] ~ of course, [do "
            "it|go ahead] ~ do it [like that|then|that way|as you say] ~ [let's|please] go ahead [with "
            "it|with that|then|] ~ [perfect|great|good|lovely], [do that|do it|go ahead] ~ "
            "[correct|exactly|yep][, go ahead|, do it|] ~ [that|it] looks [good|right] [to me|here|][, do "
            "it|, go ahead|] ~ [yes|yeah|ok|okay|sure|right|fine] [go ahead|do that|please do|that works|that"
            " works for me|that's fine|fine by me|fine with me|I'm happy with that|let's do that|let's do it]"
            " ~ I think [that's|it's|that is] [right|correct|fine][, go ahead|, please do|, do it|] ~ I "
            "[agree|confirm|approve][, go ahead|, please do|, do it] ~ I'm [fine|ok|happy] with [that|it|all "
            "of it][, go ahead|, do it|, please do] ~ that's what I [want|need|had in mind|asked for][, go "
            "ahead|, do it|, yes] ~ yes [to all of it|to that|please|that's the plan|exactly][, go ahead|, do"
            " it|] ~ yes, [get it done|put it through|finish it|carry on|proceed]"
        ),
        casual=(
            "yep ~ yeah [do it|go for it|go ahead|sounds good] ~ yup ~ sure, go for it ~ go for it [then|] ~ "
            "yep all good ~ [cool|sweet|nice], [do it|go ahead] ~ [yeah|yes|sure|ok] [that's fine|that "
            "works|sounds fine|do that|all good|for sure] ~ ok [cool|yes|yeah|sure] [do it|go ahead|do that|]"
            " ~ yeah [lets do it|let's do that|please]"
        ),
        formal=(
            "yes, that is correct ~ please go ahead ~ that is correct, please go ahead ~ I [agree|confirm], "
            "please go ahead ~ yes, [please proceed|please go ahead|that is right|that is in order], thank "
            "you ~ that is [in order|fine|right|as I wish], [please go ahead|please do so] ~ I [agree|confirm"
            " this|accept], [please go ahead|please do]"
        ),
        anxious=(
            "yes, [I think so|I hope so|that should be right] ~ [that's|that is] [right|correct], [I think|I "
            "hope|I believe] ~ [ok|yes], please do ~ go ahead, [please|I guess]"
        ),
        angry=(
            "yes, [finally|just do it|get on with it] ~ do it [then|already|finally] ~ [just|so] do it ~ go "
            "ahead, [finally|then] ~ [yes|fine|ok], [do it now|get it done|go ahead|and quickly] ~ yes "
            "[yes|already|obviously], do it"
        ),
        short=(
            "yes ~ yep ~ correct ~ do it ~ go ahead ~ [sounds|looks] good ~ go for it ~ yeah ~ ok do it ~ yes"
            " [do it|please|go ahead|fine|correct] ~ ok [yes|go ahead|fine|do that] ~ fine [do it|go ahead|by"
            " me, yes] ~ right, [do it|go ahead] ~ [correct|exactly], [yes|do it|go ahead]"
        ),
        warm=(
            "[perfect|lovely|great], [go ahead|do it|please do] ~ that would be [great|perfect|lovely], go "
            "ahead ~ sounds [lovely|good|great], [go ahead|do it] ~ [yes|ok|sure], [that's lovely|that's "
            "great|how nice], [go ahead|please do|do it] ~ oh [yes|good|great], [please do|go ahead|do it]"
        ),
        chatty=(
            "that's [fine|all right with me|correct], [go ahead|do it] ~ [go ahead|that's right], I [double "
            "checked|checked it twice|read it twice|compared it all|looked at every line|took my time to read it] ~ "
            "[so yes|well yes|yes], please do"
        ),
        uk="[that's it|go on then|that's fine], go ahead ~ spot on, [go ahead|do it]",
        indian="[please go ahead|please do the needful|that is correct only] ~ correct, go ahead",
        australian="[too easy|sounds good|beauty], go for it ~ that's the one, [go ahead|do it]",
    ),
    "deny": table(
        all=(
            "no ~ no, that's [wrong|not right|not what I said] ~ nope ~ not quite ~ wait, no ~ hang on, that's "
            "[wrong|not it] ~ that's not [right|it]"
        ),
        angry="no, [wrong|that's wrong again] ~ no, did you even read what I wrote",
        formal="no, that is not correct ~ I am afraid that is not right",
        casual="nah ~ nope ~ uh no ~ hm no",
        short="no ~ wrong",
    ),
    "leave": table(
        all=(
            "no, [leave it|just leave it|forget about it] ~ no need ~ no, I don't want it any more ~ no, don't do "
            "anything ~ leave it please"
        ),
    ),
    "correct": table(
        all=(
            "sorry, [my mistake|I got that wrong|wrong {words}] ~ wait, [I made a mistake|I gave you the wrong "
            "{words}|wrong {words}] ~ oops, [wrong {words}|typo|my bad] ~ hang on, I [got the {words} wrong|mixed "
            "something up|mixed up the {words}] ~ [sorry,|actually,] I [misread|looked at the wrong line for] the "
            "{words} ~ no wait, that was wrong"
        ),
        casual="oops ~ ah crap, wrong {words} ~ my bad ~ lol wrong {words}",
        formal="I have to correct the {words} ~ apologies, I gave the wrong {words}",
        anxious="oh no, I [told you|gave you] the wrong {words}, sorry ~ sorry sorry, I mixed up the {words}",
        short="correction ~ wrong {words} ~ sorry",
    ),
    "change_goal": table(
        all=(
            "actually ~ hm, wait ~ [I've|] changed my mind ~ actually, [I changed my mind|hold on|one change] ~ "
            "wait, [before you do that|one change] ~ on second thought ~ hold on ~ [sorry,|hmm,] [something came "
            "up|I need to change something]"
        ),
        casual="actually hmm ~ wait wait ~ ok so actually ~ lol sorry",
        formal="I have reconsidered ~ before you proceed ~ I am sorry, there is a change",
        anxious="oh wait, sorry ~ sorry, I just realised something",
        short="wait ~ change of plan ~ actually",
    ),
    "change_after": table(
        all=(
            "[oh|ah], sorry, [one more change|I need to change that again] ~ hm, actually ~ [great|ok|thanks], but "
            "[I just saw that doesn't work|one change] ~ wait, I have to change that [again|after all] ~ just "
            "[noticed|saw|realised] [that doesn't work|I got my plans wrong]"
        ),
    ),
    "withdraw": table(
        all=(
            "actually, [never mind|forget it|leave it] ~ [you know what|hm], [leave it|leave it as it is|let's "
            "drop it] ~ never mind, [I changed my mind|I don't need it any more] ~ wait, [don't do it|don't|cancel "
            "that], [I changed my mind|I'll leave it as it is] ~ let's [drop|forget] [it|that], [I don't need "
            "it|no need] any more ~ I'll leave it [as it is|for now] ~ stop, I don't want [it|that] any more"
        ),
        formal="I have decided against it, please leave everything as it is ~ please disregard my request",
        casual="nah forget it ~ nvm, leave it ~ actually nah, dont do it",
    ),
    "undo": table(
        all=(
            "actually, can you undo that? [I changed my mind|I don't want it any more] ~ sorry, [please|can you] "
            "take that back, I changed my mind ~ hm, I don't want that after all, can you [undo|reverse] it?"
        ),
    ),
    "puzzled": table(
        all=(
            "sorry, I don't [follow|understand|get it] ~ [not sure|I'm not sure] what you mean ~ [what|what "
            "do you mean|how do you mean that]? ~ that [doesn't help|doesn't answer it] ~ I don't [see|get] "
            "what that [means|has to do with it] ~ sorry, what? ~ I don't [follow|get that|get the "
            "question|see the point] ~ [how|what] do you mean [that|exactly|by that|]? ~ can you "
            "[explain|rephrase|clarify] [that|it|]?"
        ),
        casual="huh? ~ wdym? ~ ?? ~ what?",
        angry="what is that supposed to mean? ~ that's not an answer ~ are you even reading this?",
        formal="I am sorry, I don't understand ~ could you explain what you mean?",
        short="what? ~ huh?",
        anxious="sorry, I'm lost ~ I don't understand, did I do something wrong?",
        indian="sorry, I didn't get you ~ please explain once more",
    ),
    "restate": table(
        all="{request}",
    ),
    "nudge": table(
        all=(
            "so [is it done|did it work|is that done now]? ~ ok, [and|so] [what happens now|what now|now]? ~ "
            "[any|is there any] [news|update]? ~ [so can you do it|can you do that]? ~ did [that|it] go through? ~ "
            "so [what's|what is] the status? ~ are you [still there|there]?"
        ),
        angry="well? ~ so is it done or not? ~ hello?",
        casual="so? ~ and? ~ u there?",
        short="and? ~ done? ~ so?",
    ),
    "wait": table(
        all=("ok ~ [ok|sure|alright], [I'll wait|take your time|no problem] ~ fine ~ alright ~ ok [thanks|waiting|]"),
        angry="fine ~ ok, but hurry",
        uk="right, no rush ~ ok, cheers",
        australian="no worries ~ no rush",
    ),
    "try_again": table(
        all=(
            "can you try [again|it again|once more]? ~ try [it|that] [again|once more], [maybe it works now|could be a "
            "glitch] ~ maybe [try again|give it another go|try once more]? ~ hm, [can|could] you try that again? ~ "
            "[any chance to|can you] [run|do|send] it [again|once more|a second time]? ~ I'd try [again|it again|once "
            "more] ~ maybe it [needs|wants|takes] [another|one more] [try|go]"
        ),
        angry="then try again ~ try it again, that can't be",
        formal=(
            "could you please attempt it once more? ~ [would|could] you [try once more|repeat it|attempt it "
            "again|kindly try again], please? ~ please try [again|once more], if you [can|would]"
        ),
    ),
    "accept": table(
        all=(
            "ok ~ [ok|alright|fine], [then not|I see|got it|understood] ~ [pity|shame|too bad], [but ok|ok] ~"
            " alright then ~ [hm|well], ok ~ ok, can't be helped ~ [oh|ah|hm|hmm], [ok|I see|alright|fair "
            "enough] ~ [ok|fine|right], [fair enough|so be it|understood|good to know|thanks for checking] ~ "
            "I [see|understand|get it|thought so|feared that]"
        ),
        angry="great, [thanks for nothing|very helpful] ~ unbelievable ~ fine",
        formal=(
            "I understand ~ very well, thank you for the information ~ I [see|accept that|understand that], "
            "thank you [all the same|anyway|]"
        ),
        warm=(
            "ah ok, thanks [anyway|for checking|for trying] ~ no worries, [thanks anyway|thanks for looking|good to "
            "know] ~ [that's ok|all right], [I see|never mind|thanks for telling me]"
        ),
        anxious="oh, ok ~ [ok|oh|well], I'll have to think [what to do|it over|about that] [then|now|]",
        uk="right, fair enough ~ fair enough, never mind",
        indian="ok, no issues ~ fine, no problem",
        australian="no worries ~ fair enough[, no worries|, mate|]",
    ),
    "thank": table(
        all=(
            "great ~ [great|perfect|good], [thanks|thank you|that's it|that was it] ~ that's [very|really] "
            "good ~ thanks [a lot|for the help|for your help|] ~ [cheers|wonderful|excellent|brilliant|super]"
            " ~ [good|great|nice] to [hear|know|see] ~ perfect ~ that's [great|good|perfect] [then|news|] ~ "
            "[lovely|nice|glad to hear it|good work|got it|noted] ~ "
            "[ok|good|nice|great|perfect|cool|super|lovely|excellent|wonderful|brilliant], [thanks|thank "
            "you|thanks a lot|thanks for that|many thanks|cheers] ~ thanks for [that|this|sorting it|the "
            "help|your help|your time|the quick help|being quick|doing that] ~ [thank you|thanks] [so "
            "much|very much|again|for now|a bunch|a million|indeed|] ~ I [appreciate|really appreciate] "
            "[it|that|the help|your help] ~ [good|great|nice] [stuff|work|news|service|job][, thanks|, thank "
            "you|] ~ ok [good|great|perfect|nice|noted|got it|I see|cool|then] ~ that [was|went] "
            "[quick|fast|easy|well|smoothly][, thanks|, thank you|, cheers|]"
        ),
        formal=(
            "thank you very much ~ many thanks ~ thank you for your assistance ~ thank you [for your help|for"
            " your time|for your support|for dealing with this|very much indeed|kindly] ~ I [am "
            "grateful|appreciate your help|thank you]"
        ),
        warm=(
            "thank you [so much|very much], [that's great|you've been a great help|have a nice day] ~ lovely,"
            " thanks ~ awesome, thank you ~ [awesome|amazing|wonderful|brilliant|lovely|perfect], [thank "
            "you|thanks|many thanks|thanks so much][ indeed| for that| for everything|] ~ you're [the "
            "best|very kind|a star|wonderful], [thank you|thanks]"
        ),
        casual=(
            "thx ~ cheers ~ sweet, thanks ~ nice one ~ [nice|sweet|cool|great|awesome] [thx|thanks|ty|cheers]"
            " ~ ok [cool|great|nice|sweet|thx] ~ [thanks|cheers] [man|a lot|for that|]"
        ),
        short=(
            "thanks ~ ok thanks ~ great ~ ok ~ good ~ [ok|good|fine], [thanks|thank you] ~ got it ~ noted ~ perfect"
        ),
        angry="finally ~ ok, thanks",
        uk=(
            "[cheers|ta|thanks], that's [lovely|brilliant|sorted] ~ cheers ~ thanks very much ~ "
            "[lovely|brilliant|great|right], [thanks|cheers|ta] [for that|very much|]"
        ),
        indian=(
            "[thanks|thank you] [a lot|so much|very much] [for the help|for the support|for this|] ~ many thanks ~ "
            "thank you [very much|so much|for the help|for the support] ~ [very good|ok good], thank you"
        ),
        australian=(
            "[cheers|ta|thanks], [legend|appreciate it|that's great] ~ cheers ~ no worries, thanks ~ "
            "[cheers|thanks] [for that|heaps|very much|a lot|] ~ [good on you|too good|great], "
            "[thanks|cheers]"
        ),
    ),
    "stand_corrected": table(
        all="I had [that|it] [mixed up|down differently] ~ I must have misread it ~ I got that mixed up",
        formal="I had it down differently, my apologies",
        short="mixed that up ~ misread it",
        casual="oops, mixed that up ~ lol mixed that up",
    ),
    "complain_error": table(
        all=(
            "this [isn't|is not] going well ~ [something|that] went wrong [again|there] ~ [hope|I hope] it works "
            "this time ~ that was [no use|not much help]"
        ),
        angry="what a mess ~ nothing works here ~ this is getting ridiculous",
        anxious="this is [getting a bit much|making me nervous] ~ I hope nothing is broken now",
        formal="this does not inspire confidence",
        short="come on ~ not great",
        casual="ugh ~ this is a pain",
    ),
    "complain_repeated": table(
        all=(
            "you [already asked|asked me] that ~ that's the second time you ask ~ I [gave|told] you that "
            "[before|already] ~ please [read what I write|note it down]"
        ),
        angry="how many times ~ do you even read this? ~ read what I wrote",
        anxious="did it get lost? ~ I thought I had said that",
        formal="I believe I have answered that before",
        short="already said ~ see above",
        casual="asked that already lol ~ u asked that already",
    ),
    "complain_needless": table(
        all=(
            "[I don't see|not sure] what that's for ~ is that really needed? ~ I just want [this done|it done] ~ "
            "can we get to the point?"
        ),
        angry="what has that to do with it? ~ get to the point",
        formal="I fail to see the relevance",
        short="is that needed? ~ and?",
        casual="do u need that ~ why tho",
    ),
    "complain_wait": table(
        all=(
            "this is taking [a while|long|ages] ~ [I don't have|haven't got] all day ~ how [long|much longer] will "
            "it take?"
        ),
        angry="I haven't got all day ~ how long is this going to take?",
        anxious="is it still working? ~ should it take this long?",
        formal="I would be glad if this could be quicker",
        short="hurry please ~ still waiting",
        casual="taking ages tbh ~ cmon",
    ),
    "that_is_all": table(
        all=(
            "no, that's [all|it|everything] ~ that's [all|it|everything] [for now|] ~ nope, [that's it|all "
            "good|all done] ~ no ~ nothing else ~ all good ~ [no|nope|nah|not really], [nothing else|that's "
            "all|that's it|that was all|I'm good|all done] [for now|I think|] ~ [no|nope], [I'm|we're] "
            "[good|done|all set|fine]"
        ),
        formal=(
            "no, that is all[, thank you|] ~ no, thank you, [that is|that was] [all|everything] ~ no, nothing "
            "[else|further][, thank you|]"
        ),
        warm=(
            "no, that's everything[, thanks|, thank you|] ~ that's all[, have a good one|, have a nice day|, take "
            "care] ~ [no|nope], all good now[, thanks|, thank you|]"
        ),
        casual="[nah|nope|no], [thats it|all good|im good|were good|thats all]",
    ),
    "bye": table(
        all="bye ~ ok bye ~ that's it [then|], bye ~ [ok|alright], bye [then|]",
        warm="bye, have a nice day ~ take care",
        formal="goodbye",
    ),
    "hold_on": table(
        all=(
            "wait, [we're not done|I'm not done|that's not done yet] ~ hang on, [not finished|there's still "
            "something open] ~ wait ~ but [it's|that's] not done yet"
        ),
    ),
    "none_fit": table(
        all=(
            "no, [none of those|those don't work|that doesn't work] [for me|] ~ [not really|none of them] ~ no "
            "thanks, [not what I need|I don't want that] ~ that's not what I [need|want]"
        ),
        short="no ~ none of those",
    ),
    "unsure": table(
        all=(
            "not sure which one ~ I don't know which, [sorry|that's all I know] ~ [no idea|I can't tell] which [one|], "
            "sorry ~ not sure [which one|which|which of them], sorry ~ [I only know|I just know|all I know is] it's "
            "the one [I wrote about|I mean|from my first message|I described|I told you about] ~ [they look|it all "
            "looks|all of them look] [alike|the same] to me ~ [how|what] [would|should|do] I tell them apart [by|]? ~ "
            "[which would|what did] you [pick|guess|see first|have for me]? ~ [mine|the one in my name|whichever is "
            "mine], I [can't tell|don't know] [more|which|]"
        ),
        short="not sure which ~ no idea which",
        formal="I am afraid I cannot say which one ~ I am not certain which one it is",
        casual="no clue which tbh ~ dunno which one",
    ),
    "give_up": table(
        all=(
            "forget it, [this isn't working|this is going nowhere|I'll try elsewhere] ~ never mind, I'll "
            "[call|phone|try somewhere else|do it another way] ~ [ok|right], I give up ~ this [isn't|is not] "
            "[working|getting us anywhere], [bye|I'm out] ~ I'll try [again later|another time|by phone]"
        ),
        angry="this is a waste of time, bye ~ useless, I'll complain ~ forget it, I'm done with this",
        formal="I will contact you by another way, goodbye ~ I see no point in going on, goodbye",
        casual="nvm, bye ~ ok whatever, i'm off ~ forget it lol",
        anxious="sorry, I can't do this, I'll call instead ~ I'd better phone someone",
    ),
    "come_back": table(
        all=(
            "[ok|alright], I'll [look for it|find out|go and look] and come back ~ let me [find it|look for it] "
            "first, I'll be back [later|] ~ then I have to look for it first, bye"
        ),
    ),
}
EMOTICONS = (":)", ":-)", ";)", ":D", "=)")
HAPPY = frozenset({"affirm", "left_it", "thank", "that_is_all", "open", "wait", "bye"})
