"""Other words for what an author wrote: small phrases that mean the same, so that one opener is said in many ways.

Nouns and verbs of the matter itself stay; a pattern is tried where it fits, and its first wording is the author's own.
"""

from __future__ import annotations

OTHER_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bI can't fly\b", ("can't fly", "won't be flying", "flying is off for me", "I can't make the flight")),
    (
        r"\bI (?:can't|won't) (?:come|make it)\b(?! to\b)",
        (
            "can't make it",
            "won't make it",
            "can't be there",
            "I won't be there",
            "it doesn't work for me",
            "I'm not able to come",
            "can't come in",
            "it won't work out for me",
        ),
    ),
    (r"\bI won't be able to\b", ("won't be able to", "can't", "I can't", "I'm not able to", "no way I can")),
    (
        r"\b[Ss]omething came up\b",
        (
            "something has come up",
            "something got in the way",
            "plans shifted",
            "my schedule fell apart",
            "it doesn't suit me any longer",
            "there's a clash",
        ),
    ),
    (
        r"\b[Mm]y plans changed\b",
        (
            "plans changed",
            "my plans have changed",
            "had to change my plans",
            "my plans fell through",
            "plans got mixed up",
        ),
    ),
    (
        r"\bI(?:'ve| have) moved\b",
        ("just moved", "I moved", "we moved house", "moved house", "I don't live there any more"),
    ),
    (r"\bI bought\b", ("I ordered", "I got", "I got from you", "bought from you", "from my order", "I purchased")),
    (r"\bI ordered\b", ("I bought", "I got from you", "from my order", "ordered from you", "you sent me")),
    (
        r"\bdoesn't fit\b",
        ("isn't fitting", "won't fit me", "doesn't really fit", "doesn't sit right", "just won't fit"),
    ),
    (
        r"\bI want my money back\b",
        (
            "want my money back",
            "I'd like my money back",
            "need the money back",
            "would like to get the money back",
            "I need my money returned",
            "am hoping to get my money back",
        ),
    ),
    (r"\bget my money\b", ("get the money back", "have the money back", "get my money back", "be paid back")),
    (r"\bafter all\b", ("now", "this time", "in the end", "")),
    (r"\bon another day\b", ("some other day", "on a different day", "another day", "on some other date")),
    (r"\banother time\b", ("a different time", "some other time", "a new time", "another slot")),
    (r"\banother address\b", ("a different address", "some other address", "a new address", "the new place")),
    (r"\banother size\b", ("a different size", "some other size", "a size that fits", "another one of the sizes")),
    (
        r"\ba different size of\b",
        ("another size of", "some other size of", "another size for", "to change the size of"),
    ),
    (r"\bOne of the things\b", ("something", "a thing", "some item", "part of what", "an item")),
    (r"\b[Oo]ne of my\b", ("one of the", "one of my", "one of those")),
    (r"\bsomewhere\b(?! else)", ("someplace", "somewhere near", "anywhere", "at some counter")),
    (r"\bwaiting for\b", ("still waiting for", "waiting on", "expecting", "still expecting")),
    (r"\bhas to go\b", ("needs to go", "must go", "should go", "has got to go")),
    (r"\bhas to be\b", ("needs to be", "must be", "should be", "has got to be")),
    (r"\bhave to\b", ("need to", "must", "got to", "have got to")),
    (r"\bneed to\b", ("have to", "must", "got to", "have got to")),
    (
        r"\bI(?: would|'d) like to\b",
        ("I want to", "would like to", "want to", "I'm looking to", "hoping to", "I wanna"),
    ),
    (r"(?:^|(?<=[.,!?] ))can I\b", ("could I", "may I", "am I able to", "is there a way to", "how can I")),
    (r"(?<=[a-z] )can I\b", ("could I", "may I", "am I able to")),
    (r"\bcan you\b", ("could you", "would you", "can someone", "will you", "are you able to", "could somebody")),
    (r"\bcould you\b", ("can you", "would you", "can someone", "will you", "are you able to", "could somebody")),
    (r"\bI lost\b", ("lost", "I've lost", "I mislaid", "can't find", "I misplaced", "no longer have")),
    (r"\bI missed\b", ("missed", "I've missed", "I just missed", "seems I missed")),
    (r"\bnobody was home\b", ("no one was home", "nobody was in", "wasn't home", "I wasn't home", "no one was there")),
    (r"\bon the (?=waiting|list)", ("onto the ", "on your ", "on that ", "onto your ")),
    (r"\bon your (?=waiting|list)", ("onto your ", "on the ", "on that ", "onto the ")),
    (r"\bgets free\b", ("opens up", "becomes free", "is free again", "turns up")),
    (r"\bthere's an?\b", ("I have a", "got a", "I've got a", "there is a")),
    (r"\bin the (?=morning|afternoon|evening)", ("during the ", "some time in the ", "in the ", "sometime in the ")),
    (r"\bnext visit\b", ("visit", "upcoming visit", "coming visit", "next visit")),
    (r"\bright dose\b", ("correct dose", "proper dose", "usual dose", "normal dose")),
    (r"\bHow much is\b", ("what is the price of", "what's the cost of", "how much would be", "what's the price for")),
    (
        r"\bwhat do you charge for\b",
        ("how much do you take for", "what's the price of", "how much is", "what does it cost for"),
    ),
    (
        r"\bwhat's the price of\b",
        ("what's the cost of", "how much is", "what do you charge for", "how much do you take for"),
    ),
    (r"\b[Ww]hat time do you\b", ("when do you", "at what time do you")),
    (
        r"\bmy (?!(?:friend|son|daughter|wife|husband|partner|mother|father|child|kid|old|new|other)s?\b)(?=[a-z]+ )",
        ("my ", "the ", "my ", "this ", "that "),
    ),
    (r"\bmyself\b", ("on my own", "in person", "myself", "")),
)
ADVERBS = ("just", "really", "only", "simply", "kind of", "basically", "urgently", "actually", "still")
"""What may stand between I and a verb such as need."""
BESIDE_NOT = ("just", "really", "simply", "actually", "sadly", "probably")
"""The same before can't and won't."""
