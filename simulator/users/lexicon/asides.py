"""What people add before and behind what they have to say: feelings, circumstances, small questions, by dialogue act.

None of it states anything about the case: no number, date, name, yes, no or order; a turn means the same without it.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.users.grammar import Wordings, table

TOLD = table(
    all=(
        "I [hope|guess|think|suppose] you can [work|do something|go on] with [it|that|this] ~ I'm [never|not] very "
        "[quick|organised|tidy|good] with such things ~ I [keep|have] [a folder|a list|a pile|a whole drawer] for "
        "[such things|that kind of thing|all this] ~ I [only|just] [found|noticed|saw] [it|that] [by chance|after a "
        "while|with some help] ~ I [know|admit|see] [it's|that's] [not much|hard to read|a strange place for it] ~ I "
        "[was hoping|had hoped] for [something easier|fewer steps|less typing], <honestly> ~ I [want|would like] to "
        "[get|have] this [off my desk|off my mind|over with] <soon> ~ I [wonder|was wondering] [why|what for] [anybody "
        "needs|people need|you keep] [that|it|such things] ~ I [put|had] it [aside|down] [for this|just in case|on "
        "purpose|] ~ I [might|may|will] [need|want] [it|that] back [later|some day|] ~ I [hate|love|dislike] [this "
        "part|typing such things|forms like that] ~ <hope> [that|it|this] <helps> ~ [had to|I had to|needed to] <seek> "
        "[it|that|this] [<where>|for <ages>|again|a bit|just now|] ~ [that's|it's|this is] what I <have> <where> ~ [at "
        "least|as far as I can see] [that's|it's] what I <have> [here|there|<where>|] ~ [let me know|say so|tell "
        "me|shout|just write] if you [need|want|require|are missing] <more> ~ [do you|will you|would you] "
        "[need|want|require] <more> [from me|for this|to go on|to continue|]? ~ is that [enough|all you need|what you "
        "need|what you meant|clear|readable|the kind you need] [for now|to go on|to start|]? ~ [can|could] "
        "[you|somebody|anyone|they] <find> <mine> [with that|with it|<there>]? ~ what [else|more] [is needed|is "
        "missing|would you like to know|should I send|can I give you|would help] [to continue|then|now|]? ~ what do "
        "you [need|want|use] [it|that|this] for [btw|by the way|anyway|if I may ask|]? ~ took me <ages> to [find|get "
        "to|locate|dig up] [it|that|this] ~ <honestly> I <thought> [you|the system|your side|somebody] [had|knew|kept] "
        "[that|it|all this] [already|on file|somewhere|by now|] ~ [I|I|I|] [copied|typed|pasted|took] [it|that] "
        "[straight|directly|off|word for word|] from <notes> ~ would be <great> to [get|have] [this|it|that] <sorted> "
        "<soon> ~ this <thing> is <bit> <hard> [for me|<honestly>|so far|] ~ [I|I|I|] [just|really|only] want to "
        "<sort> [this|it|the whole <thing>] <soon> ~ [can we|could we|shall we] <sort> [it|the rest|this <thing>] "
        "[like that|with this|now|from here|]? ~ [it's|that's] [right here|all there|written] <where> ~ [what|so "
        "what|and what] [happens|comes|follows|do I do|would you do|will you do] [now|next|with it|after that|from "
        "there|behind the scenes]? ~ <honestly> [that's|it's] [all|everything|the best] I <have> ~ [I|I|I|] "
        "[keep|kept] [it|that|such things] <where> ~ <could> you [let me know|tell me] what [comes next|else is "
        "missing|that is good for|you do with it]? ~ [I'm|I'm|] reading [it|that|this] [off|from] <notes> ~ [let me "
        "know|tell me] if [it|that] [looks odd|makes no sense|needs to look different|is the other kind|should be "
        "longer] ~ how [long|much longer] [does|will|would|might] [this|it|the whole <thing>|that] [take|last|go on] "
        "[usually|roughly|from here|]? ~ is [that|it|this] enough to <find> <mine> <there>? ~ I [don't|didn't|never] "
        "[know|find|see|get] <more> [<where>|anywhere|so far|] ~ I [couldn't|can't|could not] [get|read|make out] "
        "[it|that|this] any [clearer|better|plainer] [<where>|] ~ I [haven't got|haven't|don't have] <more> [at "
        "hand|<where>|to hand|to give you|] ~ I [can|could] [send|show|give] you [a screenshot|a photo|a copy|the "
        "letter|the PDF|the whole thing] [too|if that <helps>|as well|] ~ I [wasn't|am not|wasn't really] sure "
        "[you'd|you would] need [it|that|this] [at all|too|] ~ I [hope|think|believe|guess|suppose] [that|it|this] "
        "<helps> ~ I [had|kept] it [under <label>|<where>|on a sticky note|somewhere safe|all along|] ~ it "
        "[wasn't|isn't] [that|so|very|too] <easy> to find [to be fair|] ~ I don't [usually|often|normally|really] "
        "[deal with|look at|need|use] [that|this|such things|this <thing>] [much|at all|] ~ <could> you "
        "[double-check|re-check|cross-check|check] [it|that] [<there>|for me|quickly|]? ~ it's "
        "[listed|filed|down|saved] under <label> [<where>|here|I think|] ~ [doesn't|does] [it|that|my case|my "
        "name|this] [show up|come up|appear] <there>? ~ why [do you|would you|does anybody] [need|ask for|want] "
        "[it|that|this] [btw|again|anyway|]? ~ I [just|only] [want|need] [the <thing>|this|it|my <thing>] <sorted> "
        "[<soon>|] ~ I [won't|can't] [be long|be at my desk for long|stay on here for <ages>|find <notes> any faster] "
        "~ what [happens|comes|goes on] after that [then|btw|]? ~ I'm [reading|typing|copying] [it|this|that] "
        "[off|from] <notes> ~ sorry [it|this|that] took <ages> ~ [but|] I'm not [sure|certain|convinced] "
        "[it|that|this] [is of use|is what you need|<helps>] ~ not a [big|huge|real] fan of [such "
        "things|<site>|forms|paperwork] [but here we are|but ok|] ~ I'm not much of a [computer|phone|forms|chat] "
        "person [but I try|sorry|] ~ but [tell me|say so|shout] if [there's|you see] a [mistake|typo|problem|mix-up] "
        "in [it|that|this] ~ is [there a problem with it|there a problem|that a problem|there a catch|there a better "
        "way|there a snag]? ~ [how do I know|how can I tell|what tells me|can I be sure] [you got "
        "[it|that|this]|[it|that] went through|that's enough|you can read [it|that|this]]? ~ what if [it|my case|my "
        "record|my file|the entry] [isn't|is not] <there>? ~ why is [a [thing|detail] like that|that sort of "
        "thing|such a thing|it] so [important|hard to find|well hidden|long|special|hard to spot]? ~ how come you "
        "[need|don't have|want] [it|that|this] [at all|in the first place|]? ~ where does [it|that|this] [show "
        "up|go|end up] [after that|then|]? ~ I have a [copy|photo|screenshot|note] of [it|that|this] [<where>|too|if "
        "you want|] ~ a [friend|colleague|neighbour|man on the phone|woman at the desk] [told me|said] to have "
        "[it|that|this] ready ~ I had a [hard|bad|tough] time [finding|reading|getting to] [it|that|this] [<where>|] ~ "
        "but [it|that|this] was a [pain|bit of a pain|puzzle|chore] to find [<where>|] ~ who [sees|gets|reads] "
        "[it|that|this] [then|on your side|]? ~ when [do|will|would] I hear [more|about it|about that|from you]? ~ is "
        "[it|that] [the same|still the same|any different] [as last time|in your files|with you]? ~ [can|could] you "
        "[see|tell] [from that|by that|already] [who I am|what I mean|if it's mine]? ~ [anything|something] "
        "[unclear|missing|odd|wrong] [about it|there|so far|]? ~ [shall|should] I [spell|write|copy] [it|that] out "
        "[again|once more|in full|]? ~ did you [get|catch|read|note] [that|it] [alright|properly|in full|]? ~ "
        "[are|aren't] there [other|better|quicker] ways to [check|do] [it|that]? ~ [will|would] that be "
        "[everything|all|the lot] [from me|for this|you need|]? ~ [was|is] that the [part|bit|line] you "
        "[meant|wanted|were after]? ~ [is that|was this] what you call <label>? ~ [the heading|the box|that line] says "
        "<label> [btw|here|I think|] ~ FYI [it's|that's] [from|off|copied from] <notes> ~ [do|will] you "
        "[keep|store|save] [that|it|such things] [somewhere|for next time|on file|]? ~ [am|was] I "
        "[quick|clear|precise] enough [for you|there|]?"
    ),
    anxious=(
        "[I'm|I'm|] <bit> <worried> [about it|about this|that it fails|about the whole <thing>|] ~ [I|I|I|] "
        "[really|] don't want to [mess it up|get it wrong|do this wrong|lose it again] ~ [is that|would that "
        "be] [ok|alright|acceptable] [for you|like that|]? ~ [please|] tell me if [it|that|this] [looks "
        "odd|is trouble|won't do]"
    ),
    chatty=(
        "[my|our] [sister|neighbour|cousin|friend|colleague|daughter|son] [said|told me|reminded me] to [keep "
        "it|bring it|have it ready|write it down] [somewhere safe|for this|just in case|] ~ [I'm|I'm|] always "
        "[losing|misplacing|mixing up] such things [you know|I'm afraid|at my age|as my family will tell you|]"
    ),
)
AGREED = table(
    all=(
        "I'm [glad|happy|relieved] you [found|understood|got] [it|that] [so quickly|at all|right away|] ~ I [was|had "
        "been] [a bit|rather|quite] [unsure|sceptical|nervous] [at first|before|] ~ I [was|had been] [putting it "
        "off|meaning to get to it|thinking about it] for <ages> ~ I [have to|want to|should|can] tell my "
        "[family|partner|boss|colleague|mother] [about it|then|too|later|] ~ I [count on you|trust you with it|rely "
        "on you] [then|from here|there] ~ I [had|have had] [the same thing|something like that|just that] in mind [all "
        "along|anyway|from the start|] ~ I [need|want] to [get|have] it [off my desk|out of my head|over with] <soon> "
        "~ I [like|love] how [simple|short|quick] this is ~ [that's|it's|this is] <exactly> what <wanted> ~ "
        "[glad|happy|relieved|pleased|good|nice] [we're|we are] [getting somewhere|moving along|getting there|moving "
        "forward] ~ [let me know|drop me a line|tell me|send word|write] [when|once|as soon as] [it's|that "
        "is|everything is|this is|the <thing> is] [done|sorted|settled|finished|through] ~ how long "
        "[does|will|would|might] [it|that|this|the <thing>] [usually|normally|roughly|typically|] take [to go "
        "through|to show up|from here|]? ~ [will|do|would] I get <proof> [for that|afterwards|about it|from "
        "you|somewhere|]? ~ looking forward to [having|getting] [it|this|that|the whole thing] <sorted> ~ [would be "
        "<great>|I'd be glad|I'd be happy|I'd love] to have [it|this|that|the <thing>] <sorted> <soon> ~ [so|and] what "
        "[happens|comes|follows] [next|after that|then]? ~ what [should I do|do I do|is there left to do|remains to "
        "do|must I do|is my part|would be my part] [next|after that|then|now]? ~ <hope> [it|that|this|everything] "
        "<goes> ~ everything [is|looks] [as it should be|in order|as I had it in mind|as planned] ~ then [that's|this "
        "is|the <thing> is] <sorted> ~ [makes|that makes|it makes] [perfect|good|total|] sense [to me|so far|from "
        "here|] ~ [I|I|I|] [read|checked|looked at|went over] [it|that|everything] "
        "[carefully|again|properly|quickly|line by line] ~ do you need <more> [from me|on my side|]? ~ is there "
        "[anything|something|more] [left to do|I should do|to do for me]? ~ [please|] [carry on|continue|get it "
        "<sorted>|proceed] [like that|from here|with it|] ~ [all|everything] [matches|agrees with|fits with] <notes> ~ "
        "<could> [you|someone|somebody] [send|write|give|mail] me <proof> [when it's done|afterwards|too|then|]? ~ [do "
        "I have to|should I|must I|am I to|shall I] [do|send|sign|show|bring|print] [anything|something] [for "
        "it|afterwards|then|too|]? ~ I [didn't expect|hadn't expected|couldn't expect] it to [be|go|run] [this|so] "
        "<easy> ~ I [read|went through|looked over] [it|that|the whole <thing>] [again|properly|line by line|] and "
        "[it|that|all of it] [matches|fits|agrees with <notes>] ~ I [can|could] [live|work|go along] with that "
        "[happily|nicely|easily|] ~ I [hope|trust|guess|think|suppose] [it|that|this|all of it] <goes> ~ "
        "[couldn't|couldn't really] [be|get] any [easier|quicker|simpler|smoother|clearer] ~ I [need|want|would "
        "like|could use] <proof> [of it|for my files|afterwards|by e-mail|too|for <notes>] ~ [will|would|does|could] "
        "[it|that|the whole <thing>] [show up|appear|turn up] <place> [then|too|right away|later|]? ~ that's <exactly> "
        "[the way|how] [I|we] [pictured|planned|wanted] it ~ should I [keep|print|save|bring] "
        "[anything|something|<proof>] [for it|then|too|]? ~ that [takes|took] [a weight|a load|some stress] off [my "
        "mind|me|my shoulders] ~ I [looked at|compared|checked] [it|that|everything] [with|against] <notes> ~ how "
        "[do|will|would] I [know|see|hear|find out] [when|if] [it|that|this] [went through|is done|worked]? ~ what if "
        "[I lose|somebody loses|I can't find|I delete|I mislay|I never get] [the letter|the slip|the mail|the "
        "note|it|my copy]? ~ where [do|can|would] I [see|find|check|follow] [it|that|this] [afterwards|then|later|]? ~ "
        "when [do|will|would] I [hear back|get a message|hear more] [roughly|then|]? ~ when [does|will|would] it [show "
        "up|start|go through] [roughly|then|]? ~ I [like|love|enjoy] a [quick|clear|simple|clean] "
        "[solution|answer|way] ~ that's a [load|weight|worry] off my mind ~ is there a [form|paper|mail|link] [for "
        "me|to print|to keep|to sign|] [too|then|]? ~ who [do|should|would] I [ask|tell|write to] [later|then|if I "
        "have questions]? ~ [will|would] [anybody|somebody|someone] [write|get back|reply] to me [about "
        "it|afterwards|then|]? ~ [does|will] [it|that] [happen|start|count] [right away|at once|straight off|by "
        "itself]? ~ [can|could|may] I [look at|check|find] [it|that] [later|afterwards|again] [if need be|somewhere|]? "
        "~ [anything|something] [left|else] [to sign|to do|to watch out for|I should read]? ~ where "
        "[will|do|can|would] I [see|notice] that [it worked|it's through|it's <sorted>]? ~ [and|] nothing else to "
        "[fill in|sign|send|print]? ~ [do|will] you [need|want] [a signature|anything in writing|a screenshot] [for "
        "that|too|]?"
    ),
    anxious=(
        "<hope> [it|that] <goes> this time ~ [is [it|that] really|will [it|that] really be] [ok|safe|alright] "
        "[now|like that|]? ~ [I'm|I'm|] still <bit> <worried> ~ please [be careful|keep me posted|take care with "
        "it]"
    ),
    chatty=(
        "my [sister|neighbour|cousin|friend|colleague] will be <glad> to hear [it|that] ~ [that|this] "
        "[saves|spares] me [a lot of|some|all that|the] <trouble> ~ [you really made|it really makes] it <easy> for me"
    ),
)
UNKNOWN = table(
    all=(
        "<could> [you|someone|anybody|somebody] [look it up|check it|look for it|check that|see that] "
        "<there>? ~ is there [another|some other|a different] way to <find> <mine> [without it|then|]? ~ "
        "where [would|do|should] I [find|see|look for|get] [it|that|this]? ~ [I|I|I|] never [wrote it "
        "down|noted it|saved it|kept that|put that down] [anywhere|properly|back then|] ~ <honestly> I'd "
        "have to <seek> it [<where>|for <ages>|] ~ does it [work|go|do] without [it|that]? ~ "
        "[must|should|could] be <where> [somewhere|but where|I suppose|] ~ [nobody|no one] [told|gave|sent] "
        "me [that|it|such a thing] ~ what does [it|that|such a thing] look like [normally|exactly|usually|]? "
        "~ [can|could] [you|somebody|anyone|they] <find> <mine> [some other way|without it|anyway|all the "
        "same|by name]? ~ [looked|I looked] [in|through|on] <notes> [but|and] [it's gone|found nothing|no "
        "luck|nothing there] ~ what do you [need|want|use] [it|that] for [btw|by the way|anyway|]? ~ "
        "[do|would] you [really|] need [it|that] to <sort> [this|it|the <thing>]? ~ I [don't see|can't "
        "find|couldn't find] [it|that|this] [anywhere|<where>|right now|at all|] ~ I [didn't get|never "
        "got|didn't receive|never saw] [anything like it|it|such a thing] [<honestly>|] ~ I [haven't|never] "
        "[seen|noticed|had|needed] [it|that|such a thing] [before|so far|] ~ isn't [it|that] "
        "[somewhere|saved|listed|on record] <there>? ~ [shouldn't|doesn't] [it|that] [show up|come "
        "up|appear] <there>? ~ it [isn't|wasn't] <where> [at least|I'm afraid|as far as I see|] ~ what "
        "[should|would|could] I [search|look] for [exactly|then|<where>]? ~ <site> [doesn't|didn't|won't] "
        "[show|list|mention] [it|that|such things] [at all|anywhere|] ~ I [just|only] [know|have|remember] "
        "what I [wrote|told you|gave you] [above|so far|already|] ~ can't you [go by|use|search by] "
        "[something else|my details|the rest|what you have] [instead|]? ~ but I [know|have] [a lot of|a "
        "few|some] other [details|bits|things] ~ not [<where>|on the slip|in the mail|anywhere I looked] [at "
        "least|I'm afraid|] ~ how do [people|others|customers] [usually|normally|] find [it|that|theirs]? ~ "
        "why isn't [it|that|such a thing] <there>? ~ a [letter|note|mail|slip] [came|was here|got lost] "
        "[but|and] I [threw it out|can't find it|never kept it] ~ but [can|could] you [go by|use|try] a "
        "[name|date|mail|different detail] [instead|]?"
    ),
)
OPENED = table(
    all=(
        "I had [a busy|a long|a strange|an odd|a full] [day|morning|week] [so bear with me|so sorry if I'm "
        "short|already|] ~ I [thought|hoped|assumed] [this|it|that] would be [a matter of minutes|quick|easy|simple] "
        "<online> ~ I [asked|phoned|tried] [a friend|my neighbour|the hotline|somebody] [first|before|] but [no "
        "luck|nobody knew|no answer] ~ I [usually|normally|always] [leave|put off|postpone] [such things|things like "
        "this] [for too long|till the last moment|] ~ I [know|realise] [it's|this is] [short notice|a bit odd|not "
        "ideal|a lot to ask] ~ I don't [want|like] to [phone|call|queue|fill in forms] [for that|again|if I can help "
        "it|] ~ I [hope|guess|suppose] I'm not [bothering you|making it complicated] ~ I "
        "[meant|wanted|planned] to [write|ask|do this] [much earlier|before|ages ago] ~ I [read|saw|heard] somewhere "
        "that [you|people here] can [help|do that] ~ I'd [be glad of|appreciate|like] [some help|a hint|a quick "
        "answer] [there|with it|] ~ [I|I|I|] [tried|looked|clicked around|searched] <online> [but|and] <stuck> ~ "
        "[I|I|I|] [couldn't|could not|didn't] [see|work out|figure out|understand] <how> [<online>|myself|alone|] ~ "
        "[I've been|been|I was|I kept] [meaning|wanting|trying|planning|hoping] to <sort> [this|it|this <thing>|that] "
        "for <ages> ~ what [do|would|will|might] you [need|want|require|ask for] [from me|to start|for that|to get "
        "going|to <sort> it]? ~ how [does|would|will] <case> work [exactly|here|with you|normally|online|]? ~ [is "
        "<case>|would <case> be] [possible|doable|something you do] [here|online|in this chat|]? ~ <hope> [I'm in|this "
        "is|I found|I've got] [the right|the proper|a good] [place|chat|spot|channel|address] [for that|for this|] ~ "
        "[it's|this is|the whole <thing> is] [getting|becoming|turning] <bit> <hard> ~ [let me know|tell "
        "me|say|explain] [what to do|how it works|what you need|where to start|what's possible|where to go] ~ <site> "
        "[is|was] <very> <hard> [to use|for me|to read|] ~ would be <great> to [get|have] [it|this|that] <sorted> "
        "<soon> ~ [things|plans|circumstances] [changed|shifted|got mixed up] [on my end|here|a bit|again|] ~ "
        "<honestly> this <thing> [is|was|has been] <bit> <hard> ~ <could> [you|someone|somebody] [help me with|guide "
        "me through|walk me through|assist with] [it|that|this <thing>]? ~ who [do|should|would|could] I [ask|talk "
        "to|contact|write to|bother] about <case>? ~ [I|I|I|] [really|just|simply] want [it|this|that] <sorted> <soon> "
        "~ what are [my options|the options|the steps|the rules|the next steps] [there|here|for that|]? ~ [and|] do "
        "you [do|handle|take care of] [that|this|such things] [here|in this chat|or does somebody else|]? ~ I "
        "[can't|couldn't|don't] [see|find|work out|figure out] <how> [<online>|anywhere|by myself|] ~ <site> "
        "[says|keeps saying|shows|only says|told me] <error> [when I try|each time|all the time|] ~ I [don't|didn't] "
        "[know|see|find out] <how> [so I'm here|so I'm asking|] [<online>|] ~ it [doesn't|didn't|won't] [work|go "
        "through|load] <online> [for me|at all|either|] ~ I [haven't|never] [done|tried|needed|asked for] "
        "[this|that|such a thing|anything like it] [before|here|<online>|] ~ I'd [rather|much rather] [do it|have it "
        "done|get it <sorted>] here than [by phone|<online>|at the counter|in person] ~ I [looked|searched|checked] "
        "<online> and [there's|there is|I see] no [button|option|menu|link|hint] for <case> ~ I "
        "[hope|guess|think|believe] [that's|this is|it is] [possible|no big thing|<easy> to do|something you can do] ~ "
        "what's [the easiest|the quickest|the usual|the best] way to do [it|that|this]? ~ [isn't|is] there [some|any] "
        "[easy|quick|simple|other] way [for it|to do it|]? ~ I [wasn't|am not] sure [who to ask|where to write|if this "
        "is the place|<how>] ~ my [friend|colleague|neighbour|sister|brother] [said|told me|thinks] [you|this chat] "
        "could [help|do it|sort it] ~ [nothing|none of it] [happens|works] when I [try|click|press the button] "
        "<online> ~ is [anybody|someone|anyone] [there|around|free|able to help]? ~ I have a [question|small "
        "problem|bit of a problem|request] [here|there|] ~ but I don't [want|need] a [link|long story|phone call|form] "
        "[please|] ~ [it's not|it isn't|not] [urgent|a big deal|that important] but [would be <great>|I'd like "
        "[it|that|this] <sorted>|soon would be <great>] ~ what [do I have to|would I need to|must I|should I|am I "
        "to|is there to] [do|send|prepare|fill in|click|sign] [for that|for it|first|exactly|]? ~ how [does that "
        "work|do people usually do that|do you handle that] [here|normally|]? ~ where do I [start|begin|go] [for "
        "that|]? ~ I'm not a [computer|form|phone] person [so|and] <site> is not for me ~ I tried a [few "
        "times|different browser|second time|phone call] but [no luck|no answer|nothing|it failed] ~ is there a "
        "[form|rule|catch|deadline] [for <case>|I should know about|]? ~ why is [it|that|this] [not|so hard to find|so "
        "well hidden|nowhere|not to be found] [on the site|online|in the app|on your page|in the menu|anywhere]? ~ "
        "[can|could] that be [done|sorted|arranged|handled] [here|from my sofa|in a chat|quickly|]? ~ [what|which] "
        "[papers|details|info] [do|would] you [need|want] [for that|to start|from me|]? ~ am I [right|too late|wrong] "
        "[here|for that|with that|]? ~ [any|is there any] [chance|way|hope] [of that|at all|here|]? ~ "
        "[does|will|would] [it|that] [cost anything|take long|need paperwork|be difficult]? ~ have you "
        "[done|seen|handled] [that|such a thing] [before|often]? ~ [who|which desk|which team] [handles|decides|looks "
        "after] [that|such things] [with you|there|]? ~ [what do I have|is there anything|what is there|what would be "
        "good|what else is there] to [know|watch out for|keep in mind|consider|mind] [first|there|beforehand|]? ~ [is "
        "that|would that be|is this] [a big thing|a problem|much work] [for you|at your end|]? ~ [can|could] "
        "[you|anyone] [have a look|take a look|look into it] [for me|quickly|]?"
    ),
    anxious=(
        "[I'm|I'm|] <bit> <worried> [about it|about this|about the whole <thing>|] ~ [I|I|I|] [really|do] hope "
        "[it's not too late|that's still possible|somebody can help] ~ [I've been|been] [losing sleep over|putting "
        "off|worrying about] [it|this|this <thing>] for <ages>"
    ),
    angry=(
        "[your people|nobody|no one] [ever|really|] [picked up|answered|got back to me] ~ [and|] [don't|please "
        "don't] send me [a link|to the faq|somewhere else|round in circles] ~ [I've|] had [enough|it] with <site>"
    ),
    chatty=(
        "my [sister|son|daughter|neighbour|wife|husband|colleague|friend|cousin] [told me|said] [to ask here|you "
        "can do that|to write to you|this is the place] ~ [long story|it's a long story], [plans got mixed "
        "up|don't ask|I'll spare you the details]"
    ),
)
THANKED = table(
    all=(
        "I [was|had been] [dreading|putting off|worried about] [this|that|it] [for <ages>|a bit|the whole time|] ~ I "
        "[will|can|might] [remember|come back to|use] [this chat|that] [again|next time|] ~ I [feel|am] "
        "[better|relieved|calmer] [now|already|] ~ I [can|may|will] tell my [family|boss|partner] [now|then] ~ I [must "
        "say|have to say|find] that was <easy> ~ I [owe|owed] [myself|somebody|my neighbour] that [for <ages>|] ~ that "
        "[was|went] <very> <easy> ~ <glad> [that's|it's|this is|the <thing> is] <sorted> ~ [you|that] [saved|spared] "
        "me [a lot of|some|plenty of|all that|the] <trouble> ~ [that's|it's|this was] <exactly> what <wanted> ~ "
        "[much|way|far|a lot] [easier|quicker|simpler|smoother|less bother] than [<online>|I <thought>|last time] ~ "
        "[finally|at last] [that's|it's|the <thing> is] <sorted> ~ <very> <easy> [this way|with you|in the end|after "
        "all] ~ [I|I|I|] can [relax|breathe|get on with my day|stop worrying|forget about it] [now|again|] ~ "
        "[will|do|would|should] I [get|have|see|receive] <proof> [too|about it|by post|somewhere|]? ~ [that|it] helps "
        "[a lot|me out|quite a bit|more than you think] ~ <great> to have [it|that|the <thing>] <sorted> ~ I [didn't "
        "think|hadn't thought|didn't expect] [it|that|this] would be [so|this|that] <easy> ~ [wasn't|it wasn't] "
        "[as|nearly as|half as] <hard> as I <thought> ~ I [can|could] [stop|quit] [worrying|thinking|bothering] about "
        "[it|that|the <thing>] [now|then|] ~ I [really|do|quite] [like|appreciate] how <easy> [it was|this is|that "
        "was] ~ that's [another|yet another] [thing|chore|errand|headache|worry] [off my list|out of the way|I can "
        "forget about] ~ I'll [keep|save|print] [it|that|this] [for later|just in case|to be safe|for my files] ~ "
        "[wish|I wish] [everything|all of it|such things] [was|were|went] [this|that|so] <easy> ~ I [won't|don't] "
        "[need|want] <more> [for now|I think|] ~ not [as|half as] <hard> as [I feared|expected|<site>] ~ what a "
        "[relief|nice surprise|quick chat|good service] ~ [last time|the other day|by phone] [it|that] took [ages|far "
        "longer] ~ a [lot|whole lot|good bit] [easier|quicker|nicer] [than|this way than] [<online>|by phone]"
    ),
)
REFUSED = table(
    all=(
        "[that's|it's|this is] <bit> <sad> ~ [I was|was] [really|so|] <matters> ~ [that's|it's] <very> <sad> "
        "[for me|<honestly>|I find|] ~ what [else|] [can|could|should] I do [about it|instead|then]? ~ who "
        "[else|] [could|can|should] I [ask|talk to|turn to] [about it|then|instead]? ~ <honestly> [I|I|I|] "
        "<thought> [it|that|this] [was|would be] [possible|doable|allowed|normal|standard] ~ [why is "
        "that|how come that is] [so|the rule|the case]? ~ <site> [should|could] [say|mention|tell people] "
        "[that|so] [somewhere|clearly|up front|] ~ would have been <great> ~ that makes [things|it|the whole "
        "thing] <bit> <hard> ~ I [don't|didn't|can't] [get|see|understand] [why|the reason|the point] "
        "[<honestly>|] ~ I [didn't know|hadn't expected|hadn't seen] [that|it|such a rule] [<honestly>|] ~ "
        "[that's|it's] not what [<site>|your people|the letter] [said|told me] ~ isn't there "
        "[someone|anybody|a person] [who|that] [can|could|may] [decide|look at it|change that]? ~ I "
        "[wish|only wish] [somebody|<site>] [had|would have] [told|warned] me [before|sooner|]"
    ),
)
PUZZLED = table(
    all=(
        "<could> you [say|put|explain|write] [it|that] [differently|in plain words|more simply|another "
        "way|again]? ~ [I'm|I'm|] <bit> lost [here|now|with that|] ~ [that's|it's] <bit> <hard> [for "
        "me|<honestly>|] ~ what [should I|do I|am I supposed to] do [with that|now|there]? ~ [I|I|I|] only "
        "want [it|this|that] <sorted> ~ I [don't|didn't|can't] [follow|see|get|understand] [that|it|what you "
        "mean|the question] [<honestly>|at all|] ~ what [does that mean|do you mean by that|is that for] "
        "[exactly|<honestly>|]?"
    ),
)
STATUS = table(
    all=(
        "how long [does|will|would] [it|that|this] [usually|normally|roughly|still|] take? ~ [I'm|I'm|] "
        "<bit> <worried> [by now|already|here|] ~ would be <great> to [know|hear] ~ [can|could] you see "
        "[anything|it|something] <there>? ~ [I|I|I|] only want [it|this|the <thing>] <sorted> <soon> ~ this "
        "is [getting|becoming] <bit> <hard> ~ I [don't|can't|didn't] see [anything|any change|it] <place> "
        "[yet|so far|] ~ isn't [it|that|this] [through|done|ready|finished] [yet|by now|]? ~ I'm "
        "[still|just] [here|waiting|watching|reading]"
    ),
)
CHANGED = table(
    all=(
        "[sorry|apologies] [about|for] [that|the mix-up|the fuss|the confusion|the extra work] ~ [I|I|I|] "
        "[looked at|read|checked] [it|<notes>] [too quickly|again|more closely] ~ my plans are [a bit "
        "messy|all over the place|up in the air|a bit of a mess] [at the moment|these days|] ~ <hope> "
        "[that's|it's|this is] [possible|okay|still fine|doable|no bother] ~ [is that|would that be] "
        "[possible|okay|doable|still fine|any trouble]? ~ [silly me|my head is elsewhere|too many things "
        "going on|long day] ~ I didn't [look|read|think] [closely|properly|far] enough ~ I [should "
        "have|could have|must have] [looked|checked|read it] [again|properly|before|more closely] ~ "
        "[wasn't|I wasn't] [paying attention|fully awake|reading properly|concentrating]"
    ),
)
DROPPED = table(
    all=(
        "[sorry|apologies] [about|for] [that|the fuss|the trouble|wasting your time|the back and forth] ~ [I|I|I|] "
        "[thought|slept|talked] [it over|about it] [again|properly|] ~ [turns out|it turns out|seems] "
        "[it's|that's] [easier|better|simpler|cheaper] [that way|for me|this way|in the end] ~ thanks [anyway|all "
        "the same|though]"
    ),
)
ASIDES: Mapping[str, Wordings] = {
    "answer": TOLD,
    "affirm": AGREED,
    "unknown": UNKNOWN,
    "open": OPENED,
    "open_next": OPENED,
    "thank": THANKED,
    "accept": REFUSED,
    "push_back": REFUSED,
    "puzzled": PUZZLED,
    "nudge": STATUS,
    "wait": STATUS,
    "try_again": STATUS,
    "hold_on": STATUS,
    "correct": CHANGED,
    "change_goal": CHANGED,
    "change_after": CHANGED,
    "withdraw": DROPPED,
    "undo": DROPPED,
    "leave": DROPPED,
}
"""What may stand behind each act."""
CIRCUMSTANCES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("channel", "phone"): (
        "[I'm|I'm|] [on|typing on|writing from|using] [my|a|this] [phone|mobile|cell] [btw|here|right now|]",
        "[bear with me|excuse the typing|don't mind the typos|sorry for typos], [phone|mobile keyboard|fat fingers]",
        "[tiny|small|annoying|stupid|cramped] [keyboard|screen|keys|phone] [here|on this thing|for my thumbs|]",
        "[my|the] [battery|signal|reception|screen] is [bad|low|poor|about to go] [here|btw|]",
        "[I'm|I'm|] [on the bus|on the train|in a queue|between two things|out and about|on a break] [here|now|btw|]",
        "[autocorrect|this phone|my thumb] [hates me|keeps changing words|has its own mind|is useless]",
    ),
    ("channel", "dictated"): (
        "[I'm|I'm|] [talking into|dictating to|speaking to] my phone [btw|so it may look odd|]",
        "[my hands are full|I can't type right now|I have to say it aloud], [the phone writes|hope it came out right]",
    ),
    ("tech", "low"): (
        (
            "[I'm|I'm|] <bit> [slow|clumsy|lost|old-fashioned] with [computers|such things|these machines|"
            "chats|all that typing]"
        ),
        "[I|I|I|] [usually|normally|always] [settle|arrange] [this|such things|it] [in person|at a counter|by letter]",
        "my [grandson|daughter|nephew|neighbour] [usually|normally] [does|types|handles] [this|such things|it] for me",
    ),
    ("patience", "low"): (
        "[I'm|I'm|] in [a bit of |kind of |quite |]a [rush|hurry] [here|right now|]",
        "[quickly|fast|without long talk] [if possible|if you can|]",
        "[I|] haven't got [long|much time|all day|the time for this]",
        "[I'm|] [short of time|pressed for time|late already]",
        "[can we|could we] [make it quick|speed this up|be quick about it]?",
        "[my break is short|people are waiting for me|I have to run soon|got a meeting to catch]",
    ),
    ("tone", "anxious"): (
        "[I'm|I'm|] <bit> <worried> [with|about] [such things|all this|it]",
        "[I|I|I|] [barely slept|keep thinking about it|hate surprises|worry too much], [sorry|you know|]",
    ),
}
"""Circumstances that a persona's traits vouch for."""
