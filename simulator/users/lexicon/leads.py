"""What stands before an answer: a word or two, or that it has to be looked for first; by way of speaking."""

from __future__ import annotations

from simulator.users.grammar import table

LEADS = table(
    all=(
        "so ~ ok ~ well ~ right ~ found it, ~ here you go, ~ let me see, ~ um ~ hm ~ there you go, ~ here it is, ~ got "
        "it here, ~ FYI ~ AFAIK ~ OK so ~ IIRC ~ oh ~ hmm ~ ah ~ ok so ~ let me check, ~ I see, ~ easy, ~ good "
        "question,"
    ),
    casual="ok ~ hm ~ uh ~ so ~ lemme see, ~ oh",
    formal="certainly, ~ of course, ~ gladly,",
    anxious="um ~ oh ~ let me see, ~ uh",
    angry="fine, ~ again, ~ well",
    warm="sure, ~ of course, ~ gladly, ~ with pleasure,",
)
SEEKING = table(
    all=(
        "[just a|give me a|wait a] [sec|moment|minute][, I have to look| while I look|, looking| to find it|] "
        "[<where>|] ~ [wait|hang on|hold on|let's see], [it's|that's|should be|must be] [somewhere|] <where> ~ [now "
        "where|where] did I [put|save|write|keep] [it|that] ~ I [know|think|believe|hope] [it's|I have it|I put that|I "
        "kept it] <where> ~ [found|got|had to find] [it|that] [finally|at last|I think|<where>] ~ [had to|have to|let "
        "me] [look|check|dig] [<where>|for that] ~ [I hate|I never remember|nobody remembers|I keep forgetting] [such "
        "things|things like that|those|that kind of thing] ~ [I should have|I must have|I had] [it|that] <where> ~ "
        "[let me|I'll|I have to] [scroll|go] [back|up] [a bit|for that|to find it] ~ [sure|yes|ok], [that's|it's] [no "
        "secret|<easy>|easy enough] ~ [reading|copying|typing] [it|that] [off|from] <notes> ~ [thought|knew|figured] "
        "you'd [ask|need it|want that] ~ [opening|looking at|checking] <notes> [now|] ~ [putting|need] my glasses on "
        "[first|for that]"
    ),
    casual="[uh|um|hmm] [where is it|where was that|lemme look] ~ [sec|hang on|wait], [looking|checking|scrolling]",
    formal="[please allow me|allow me] [to look|to check|a moment] ~ I am [looking|checking] <where>",
    anxious="oh [where is it now|I hope I find it|I had it a minute ago] ~ [wait|hang on], I'll find it",
    angry="[fine|again], [if you must know|if it helps|whatever you need]",
)
"""What people say who are asked for something that they do not know by heart."""
