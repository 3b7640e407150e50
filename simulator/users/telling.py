"""How the simulated user says values and opens a request: templates by way of speaking, the plainest first.

Templates are written clean, with a small first letter and all marks; the noise takes away what a person leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.users.grammar import Wordings, table

GREETINGS = table(
    all="hi ~ hello ~ hi there ~ hey ~ hello there ~ quick question: ~ question: ~ hi all",
    casual="hey ~ hey there ~ hiya ~ yo ~ heya",
    formal="good morning ~ hello ~ good day ~ dear team",
    warm="hi there ~ hello there ~ hey there ~ good morning",
)
WANTS = table(
    all=(
        "I need to ~ need to ~ I want to ~ I'd like to ~ I have to ~ I need to ~ I want to ~ I would like to ~ I "
        "wanted to ~ I was trying to ~ can I ~ I'm trying to ~ want to ~ is it possible to ~ I have to ~ I would like "
        "to ~ looking to ~ how do I ~ trying to ~ could I ~ wanted to ~ how do I ~ how can I ~ how would I ~ not sure "
        "how to ~ I'm not sure how to ~ what's the way to ~ I can't work out how to ~ is there any way to ~ any way to "
        "~ any idea how to ~ I'm here to ~ I'm writing to ~ the plan is to ~ I was wondering how to ~ wondering how to "
        "~ would I be able to ~ am I able to ~ what does it take to ~ how does one ~ is it ok to ~ help me ~ I came "
        "here to ~ how would one ~ it's time to ~ my wish is to ~ who can help me ~ I could do with some help to ~ is "
        "there a chance to ~ so, about time to ~ I've got to ~ I ought to ~ my plan is to ~ what would I do to"
    ),
    casual="gotta ~ wanna ~ need to ~ any chance I can ~ so I need to ~ I kinda need to ~ just need to",
    formal="I would like to ~ I wish to ~ I'd like to ~ may I ~ would it be possible to ~ I was hoping to",
    anxious="I really need to ~ I was wondering if I can ~ I think I need to ~ I need some help, have to",
    angry="I still need to ~ I just want to ~ for the second time, I need to ~ I need to",
    chatty="I was hoping to ~ I was wondering if I could ~ so I'd like to ~ I've been meaning to",
    short="need to ~ want to ~ have to ~ just need to",
    warm="I'd love to ~ I was hoping to ~ I'd like to ~ could I maybe",
)
NEEDS = table(
    all=(
        "I need ~ need ~ I'd like ~ can I get ~ looking for ~ I want ~ could I get ~ I'm looking for ~ "
        "I'm after ~ where can I get ~ how do I get ~ I'd need ~ could do with ~ I could use ~ I was hoping for ~ "
        "hoping to get ~ can you get me ~ could you get me ~ any chance of ~ how would I get ~ is it possible to get ~ "
        "trying to get ~ who do I ask for ~ I'd be glad of ~ what I need is ~ I came for ~ I'm writing for ~ "
        "hoping for ~ I was told I can get ~ would you have"
    ),
    casual="need ~ gotta get ~ I'm after ~ got to have ~ just want",
    formal="I would like ~ I require ~ may I have ~ I'd like to have",
    short="need ~ want",
)
ASKS = table(
    all=(
        "can you ~ could you ~ can someone ~ would you ~ I need you to ~ can you maybe ~ could someone ~ are you able "
        "to ~ is it possible that you ~ would it be possible for you to ~ I'd like you to ~ could anybody ~ can one of "
        "you ~ I was hoping you could ~ hoping you can ~ would somebody ~ is there someone who can ~ I'd need you to ~ "
        "do you think you could ~ any chance you could ~ I want you to ~ I was wondering if you could ~ could you "
        "maybe"
    ),
    casual="can you ~ can ya ~ could you just ~ any chance you can",
    formal="could you ~ would you ~ would you be able to",
    angry="can you just ~ I need you to ~ can you finally ~ will you",
)
NEXT = table(
    all=(
        "also, ~ and ~ oh and ~ next, ~ another [thing|point|question]: ~ also ~ and then ~ [one more|the "
        "other|second] thing: ~ then ~ [now|ok,] the [other|next] [thing|part|point]: ~ [while|since] "
        "[you're|we're|I'm] [here|there|on it|at it], ~ on top of that, ~ and [while|since] [I have you|we're "
        "talking|you're in there], ~ [besides|apart from that|that aside], ~ [what's more|as for the rest], ~ still "
        "[open|left|to do]:"
    ),
    casual="oh and ~ btw ~ plus ~ also ~ ok next, ~ ah and ~ ooh and ~ [and|oh,] btw",
    formal="in addition, ~ furthermore ~ there is another matter: ~ also, ~ [further|secondly|moreover],",
    chatty=(
        "oh, while you're at it, ~ and since I'm here, ~ [oh and|and] before [I forget|it slips my mind|I go|you go], "
        "~ there's [something else|one more thing|another thing|something on my list],"
    ),
)
FRAMES = table(
    all=(
        "so ~ ok so ~ right, ~ well, ~ basically ~ here's [the thing|my problem|what I need|my question|the "
        "situation]: ~ the [thing|point|problem|issue|question] is, ~ [my|a] [problem|question|request|situation|"
        "case|worry]: ~ [short|quick|simple] [one|request|thing]: ~ [not sure|I don't know] if this is "
        "[for you|the right chat], but ~ [maybe|perhaps] you can help: ~ it's like this: ~ [I think|I guess|I "
        "suppose|it seems] ~ [to be honest|frankly|as things stand|as it is|in short|in a nutshell|long story short], "
        "~ [let me|I'll] [explain|start|be quick]: ~ "
        "[no big deal|nothing urgent|nothing dramatic], but"
    ),
    casual="so uh ~ soo ~ ok, ~ alright so ~ yeah so ~ um ~ kk so ~ anyway, ~ look,",
    formal="[I have|there is] [a request|a question|the following matter]: ~ [in brief|to be brief], ~ if I may,",
    anxious="[sorry|sorry to bother you], but ~ [um|oh], ~ I'm not good at this, but ~ please help:",
    angry="[look|listen|right], ~ [once more|so], ~ I'll say it [plainly|clearly]:",
    short="ok, ~ so ~ quickly:",
    chatty=(
        "[you won't believe it|it's a funny story|where do I begin], but ~ [as I told|as I said to] my "
        "[neighbour|sister|husband|wife|friend], ~ now [where was I|how do I put it], ~ [well now|so then], "
    ),
    warm="[hope you're well|hope you can help|I hope you had a good start], ~ [quick favour|small favour]: ",
)
"""What leads up to a request."""
TELL_ONE = table(
    all=(
        "{value} ~ {value} ~ it's {value} ~ {value} ~ [the|my|] {word} {is} {value} ~ that's {value} ~ {word} {value} "
        "~ [it|that|this] [should|would|must|ought to] be {value} ~ [I have|I've got|it says|I see|I wrote down|I was "
        "given] {value} ~ {value} ~ {value} [I think|I believe|I guess|from what I see|as far as I know] ~ "
        "[make|call|take] it {value} ~ [for|as] {word} [I have|take|it's|use] {value} ~ I "
        "[think|believe|guess|reckon|suppose] [it's|that's|it would be|it must be] {value} ~ I'll [say|go "
        "with|put|take] {value} ~ I [put|chose|went with|noted|have down] {value} ~ I [don't|didn't] have "
        "[anything|much] else [here|than this], {value}"
    ),
    chatty=(
        "[the|my] {word} {is} {value}, [I believe|as far as I know|if I'm not mistaken] ~ so the {word} [is|would "
        "be] {value}"
    ),
    formal="the {word} {is} {value} ~ it is {value}",
    anxious="I think it's {value} ~ {value}, I think ~ it should be {value}, [is that ok|does that work]?",
    casual="{value} ~ its {value} ~ {value} [i think|i guess|]",
    short="{value} ~ {value}",
    angry="{value} ~ {word} {value} ~ it's {value}",
    warm="that would be {value} ~ it's {value}",
)
TELL_FACT = table(
    all=(
        "{value} ~ {value} ~ it's {value} ~ {value} ~ [the|my|] {word} {is} {value} ~ that's {value} ~ {word} {value} "
        "~ [it|that|this] [should|would|must|ought to] be {value} ~ [I have|I've got|it says|I see|I wrote down|I was "
        "given] {value} ~ {value} ~ {value} [I think|I believe|I guess|from what I see|as far as I know] ~ [for|as] "
        "{word} [I have|it's|I've got] {value} ~ I [think|believe|guess|reckon|suppose] [it's|that's|it would be|it "
        "must be] {value} ~ I'd say {value} ~ I [noted|have down|wrote down] {value}"
    ),
    chatty="[the|my] {word} {is} {value}, [I believe|as far as I know|if I'm not mistaken] ~ so the {word} is {value}",
    formal="the {word} {is} {value} ~ it is {value}",
    anxious="I think it's {value} ~ {value}, I think ~ it should be {value}, [is that ok|does that work]?",
    casual="{value} ~ its {value} ~ {value} [i think|i guess|]",
    short="{value} ~ {value}",
    angry="{value} ~ {word} {value} ~ it's {value}",
    warm="that would be {value} ~ it's {value}",
)
"""For what is as it is: nobody says of a name to "make it" that."""
TELL_OWN = table(
    all=(
        "{value} ~ {value} ~ it's {value} ~ {value} ~ [the|my|] {word} {is} {value} ~ that's {value} ~ {word} "
        "{value} ~ that would be {value} ~ {value} ~ [for|as] {word} [you can take|take|use|I have] {value} ~ "
        "{word}: {value} ~ sure, {value} ~ it should be {value} ~ my {word} {is} {value} ~ yes, it's {value} ~ "
        "{value} [then|as always|for that|in my case] ~ you should have [it|that], {value} ~ [here it is|here you "
        "go|there you go], {value}"
    ),
    chatty="[the|my] {word} {is} {value}[, as always|, of course|] ~ so my {word} {is} {value}",
    formal="my {word} {is} {value} ~ it is {value}",
    anxious="{value}, [is that ok|is that enough]? ~ it's {value}",
    casual="{value} ~ its {value} ~ {value}",
    short="{value} ~ {value}",
    angry="{value} ~ {word} {value} ~ it's {value}",
    warm="that would be {value} ~ it's {value} ~ sure, {value}",
)
TELL_OWN_NAMED = table(
    all=(
        "[the|my|] {word} {is} {value} ~ {word} {value} ~ {value} [for|as] the {word} ~ my {word} {is} {value} ~ "
        "{value} ({word}) ~ {value}, that's my "
        "{word} ~ {word}: {value} ~ {value} as {word} ~ {value} is [the|my] {word} ~ as {word} [I have|use|take] "
        "{value}"
    ),
    chatty="for the {word} it's {value} ~ my {word} would be {value}",
    formal="the {word} {is} {value} ~ {word}: {value}",
    short="{word} {value} ~ {word}: {value} ~ {value} ({word})",
    casual="{word} {value} ~ and {word} {value}",
)
TELL_SEVERAL = table(
    all=(
        "[the|] {word} [would|should] be {value} ~ {word} {value} ~ {value} [for|as] the {word} ~ {word}: {value} ~ "
        "{value} [are|as] the {word} ~ {value} "
        "({word}) ~ [for|as] the {word} [I have|it's|take|put] {value} ~ {value} as {word} ~ {word} [would|should] be "
        "{value}"
    ),
    chatty="for the {word} [I'll say|it's] {value} ~ the {word} would be {value}",
    formal="the {word} would be {value} ~ {word}: {value}",
    short="{word} {value} ~ {word}: {value} ~ {value} ({word})",
    casual="{word} {value} ~ and {word} {value}",
    anxious="{word} would be {value}, I think ~ the {word} should be {value}",
)
TELL_CODE = table(
    all=(
        '[under|next to|beside] [the logo|the bar code|"details"|"reference"|"your data"] [it says|there is] {value} ~ '
        "{value} [AFAIK|IIRC|I think|if I'm right|says the PDF|says the SMS|per WhatsApp|in the PDF/mail] ~ "
        'it says "{value}" [here|<where>|] ~ '
        "{value} ~ {value} is [the|my] {word} ~ {value} [I'm fairly sure|if I'm not wrong|most likely|to my "
        "knowledge|unless I'm wrong] ~ {value} is what I [have|see|got|found] [here|there|in front of me|] ~ {value} "
        "it is ~ {value} is [it|the right one] [I think|I believe|I guess|I hope] ~ {value} [according to|going "
        "by|from] <notes> ~ {value} [as it says|as I see it|as noted] [here|<where>] ~ I [have|see|got|found] {value} "
        "[here|<where>|] ~ {value} if I [read|copied|got|see] it [right|properly|well] ~ {value} [would|should|must] "
        "be [it|the {word}|right]"
    ),
)
"""For values that end in a digit: words may follow them and mean nothing else."""
TELL_NAMED = table(
    all=(
        '[under|next to|beside|below] "{word}" [it says|I have|I see|there is|it is] {value} ~ "{word}": {value} ~ '
        "{word}: {value} ~ the {word} [part|bit] [is|would be] {value} ~ {value}, that's the {word} ~ [the|] {word} "
        "{is} {value} ~ {word} {value} ~ {value} [for|as] the {word} ~ {word} {value} ~ {word} {is} {value} ~ {value} "
        "as {word} ~ [the|my] {word} {is} {value} ~ I [have|put|noted|see|got] {value} [as|for] [the|my] {word} ~ I'll "
        "say {word} {is} {value} ~ {value} [would be|is] [the|my] {word}"
    ),
    chatty="for the {word} [I'll say|it's] {value} ~ the {word} would be {value}",
    formal="the {word} {is} {value} ~ {word}: {value}",
    short="{word} {value} ~ {word}: {value} ~ {value} ({word}) ~ {word} {value}",
    casual="{word} {value} ~ and {word} {value}",
    anxious="{word} {is} {value}, I think ~ the {word} {is} {value}",
)
TELL_AGAIN = table(
    all=(
        "[like|as] I said, {value} ~ [I|] [already|just] [told you|said that|gave you that]: {value} ~ again, "
        "[it's|] {value} ~ {word} {is} {value}, [as before|same as before|like I wrote] ~ it's [still|] {value}"
    ),
    angry="how often do I have to say it, {value} ~ I already told you, {value} ~ read above: {value}",
    short="{value}, see above ~ {value}, again",
    formal="as mentioned, the {word} {is} {value} ~ as stated above, {value}",
    warm="sorry if that got lost, it's {value} ~ no problem, it's {value}",
)
TELL_DOUBT = table(
    all=(
        "[I have|it says|what I have here is] {value} ~ {value} is [all I have|what I have here|what it says "
        "here], [maybe it's wrong|I may have it wrong|could be a mistake] ~ I only have {value}, [maybe I misread "
        "it|it may be wrong]"
    ),
    short="I only have {value} ~ it says {value} here",
    anxious="oh, maybe I have the wrong one, it says {value} here",
    formal="I have {value} in front of me, which may be an error",
)
TELL_RIGHT = table(
    all=(
        "it should be {value} ~ {word} should be {value} ~ [the|] {word} {is} {value} ~ it's {value} ~ {value} ~ "
        "make it {value} ~ {value} is [right|correct|the right one] ~ I need {value}"
    ),
    formal="the {word} should be {value} ~ the correct {word} {is} {value}",
    angry="I said {value} ~ {value}, how hard is it",
)
TELL_NEW = table(
    all=(
        "make [it|that] {value} instead ~ can we [make it|do|change it to] {value}? ~ let's [do|make it|go "
        "with|take] {value} ~ I'd rather have {value} ~ {value} [instead|would be better|works better|is better] "
        "[for me|] ~ can the {word} be {value}? ~ change the {word} to {value} ~ {word} {value} instead"
    ),
    formal="I would prefer {value} as the {word} ~ could you make the {word} {value} instead?",
    chatty="I just checked and {value} would [suit me|be] [much|so much|] better ~ could we say {value} instead?",
)
TELL_HALF = table(
    all=(
        "[I only know|all I know is|I only remember|I wrote down|I was told] [part|a piece|a bit|some] of [it|the "
        "{word}]: {hint} ~ don't have [all of it|the whole {word}|it in full|more], {hint} ~ {hint}, that's "
        "[all|what|as much as] I [know|have|remember|can say] ~ [not sure|no idea] about the "
        "[whole|full|complete|entire] [thing|{word}], {hint} ~ I [don't have|haven't got|can't find|can't read|lost] "
        "the [rest|whole of it|full {word}|whole {word}], [just|only] {hint} ~ [just|only] {hint} [I'm afraid|sorry|so "
        "far|as far as I see|on this slip] ~ my {word}: {hint}, I [don't have|can't see|lost|forgot] the rest ~ "
        "{hint}, the [rest|other part|remainder] [is gone|is missing|is smudged|is cut off|I forgot|isn't readable|got "
        "wet|fell off|I can't make out] ~ I [remember|recall|know|can say] [just|only] this: {hint}"
    ),
)
TELL_UNKNOWN = table(
    all=(
        "I don't know the {word} ~ [I|] don't have [the|a|my] {word} [here|on me|at hand|] ~ no idea about the "
        "{word}, sorry ~ [not sure|no idea] what the {word} {is} ~ can't find the {word} ~ I don't have that ~ no "
        "idea ~ don't know, can you look it up?"
    ),
    short="no idea ~ don't know ~ don't have it",
    anxious=(
        "oh no, I don't have the {word}, [is that bad|do I need it|can we do it without]? ~ I can't find the "
        "{word} anywhere"
    ),
    formal="I am afraid I don't have the {word} ~ unfortunately the {word} is not known to me",
    casual="dunno [the {word}|that one|] ~ no clue ~ havent got that",
    angry="how should I know the {word}? ~ you should have the {word}, I don't",
)
TELL_HALF_STILL = table(
    all=(
        "[like|as] I said, [just|only|] {hint} ~ {hint}, [that's still all I have|I can't say more|more I don't "
        "have] ~ still [just|only] {hint} ~ I [only|just] [have|know] what I said, {hint} ~ [there's|I have] no "
        "more than {hint} ~ [I really|I] can't [tell you|give you|find] more of [it|the {word}], {hint}"
    ),
)
TELL_UNKNOWN_STILL = table(
    all=(
        "[like|as] I said, I don't have [it|that|the {word}] ~ I still don't [have|know] [it|that|the {word}] ~ "
        "[sorry,|] no {word} here ~ I [really|honestly] don't have [it|that|the {word}] ~ [isn't there|is there] "
        "another way, I don't have [it|the {word}] ~ can you [find|look up] [it|the {word}] for me? I don't have "
        "it ~ that's [just|] what I don't [have|know] ~ [again,|] I [can't tell you|don't know] the {word} ~ no "
        "{word}, sorry"
    ),
    formal="as I said, I do not have the {word}",
    angry="I told you, I don't have it ~ how often, I don't have the {word}",
    short="still don't have it ~ as I said, no ~ don't have it",
    casual="like i said, dont have it ~ still no clue",
)
TELL_NONE = table(
    all=(
        "no [strong|real|] preference ~ I don't mind ~ [doesn't|does not] matter [to me|] ~ whatever works ~ "
        "[that's|it's|] up to you ~ any is fine ~ any of them is fine [with me|]"
    ),
    short="don't care ~ any ~ whatever",
    formal="I have no preference ~ that is of no importance to me",
)

TELL_PICK = table(
    all="the one with {value} ~ {value} ~ [that's|it's] the one with {value} ~ {value}, please ~ the {value} one",
    formal="the one with {value}, please",
)
TELL_FLAG = table(
    all="{word}: {value} ~ {word} {value} ~ {value} to the {word} ~ {value} for the {word}",
    formal="{word}: {value} ~ as for the {word}, {value}",
)

TELL: Mapping[str, Wordings] = {
    "one": TELL_ONE,
    "fact": TELL_FACT,
    "own": TELL_OWN,
    "own named": TELL_OWN_NAMED,
    "several": TELL_SEVERAL,
    "code": TELL_CODE,
    "named": TELL_NAMED,
    "again": TELL_AGAIN,
    "doubt": TELL_DOUBT,
    "right": TELL_RIGHT,
    "new": TELL_NEW,
    "flag": TELL_FLAG,
    "pick": TELL_PICK,
    "half": TELL_HALF,
    "unknown": TELL_UNKNOWN,
    "half still": TELL_HALF_STILL,
    "unknown still": TELL_UNKNOWN_STILL,
    "none": TELL_NONE,
}
