"""Other words for the deeds and things that openers are about, and for who owns them, so that none is said in one way.

In a wording `\\1` is what the pattern's first group found; a wording that is the author's own keeps that one likely.
"""

from __future__ import annotations

OWNED = "booking|appointment|ride|order|flight|visit|reservation|trip|ticket|delivery|payment|parcel|slot"
OWN = "|".join(
    """
    friend son daughter wife husband partner mother father child kid boss mate neighbour secretary doctor
    colleague brother sister guest employee companion old new other own next name back money health work life
    job birthday age home head knee tooth phone email plan wish
    """.split()
)
"""Of whose people and of oneself nobody says "that"; and words that mean something else then."""
MATTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"\bmy ({OWNED})(?= ?[.,?!]|$| (?:and|but|so|too)\b)",
        (
            r"the \1 I have",
            r"that \1 of mine",
            r"this \1 of mine",
            r"the \1 I've got",
            r"that \1 I have with you",
            r"my \1",
            r"the \1",
            r"this \1",
            r"my own \1",
        ),
    ),
    (rf"\bmy (?!(?:{OWN})\b)(?=[a-z]+(?<!s) [a-z])", ("my ", "the ", "my ", "this ", "that ")),
    (rf"\bmy (?!(?:{OWN})s?\b)(?=[a-z]+s\b|$)", ("my ", "the ")),
    (r"(?<!on )\ban? $", ("the ", "")),
    (r"\ban appointment\b", ("a visit", "a slot", "an appt", "a time slot", "an appointment")),
    (r"\b(my|the) (?:visit|appointment)\b", (r"\1 visit", r"\1 appointment", r"\1 slot", r"\1 time slot", r"\1 appt")),
    (r"\b(?!an )(\w+) appointment\b(?! (?:number|id))", (r"\1 visit", r"\1 appointment", r"\1 slot", r"\1 appt")),
    (r"^ appointment\b(?! (?:number|id))", (" visit", " appointment", " slot", " appt", " time slot")),
    (r"^ visit\b", (" visit", " appointment", " slot", " appt")),
    (r"\bwaiting list\b", ("waiting list", "list", "wait list", "waitlist", "queue", "waiting list")),
    (r"\bput me on (?=the|your|a|that)", ("put me on ", "put me down for ", "let me onto ", "get me onto ")),
    (r"\bdispute\b", ("dispute", "contest", "challenge", "complain about", "dispute")),
    (r"\bone of my (\w+)\b", (r"one of the \1 I have", r"one of those \1 of mine", r"one of my \1", r"one of the \1")),
    (r"\bI (booked|ordered|bought)\b", (r"I've \1", r"I had \1", r"I \1", r"I \1")),
    (r"\bI forgot\b", ("I forgot", "forgot", "I've forgotten", "somehow I forgot", "silly me, I forgot")),
    (r"\bdo I get\b", ("can I get", "could I have", "would I get", "am I getting", "do I get")),
    (
        r"\bdo I (?=cancel|return|send|change|book|move|add|call)",
        ("can I ", "would I ", "should I ", "could I ", "do I "),
    ),
    (
        r"\bwhat do I do to\b",
        ("what's needed to", "what must I do to", "what does it take to", "how can I"),
    ),
    (r"\bis there (?=still|room|another|a )", ("would there be ", "is there maybe ", "is there ", "might there be ")),
    (r"\bis it (?=possible|too late|ok|expensive)", ("would it be ", "is it maybe ", "is it ")),
    (r"\bcan be\b", ("could be", "may be", "can be")),
    (r"\bshould be\b", ("ought to be", "needs to be", "must be", "has to be", "should be")),
    (r"\bshould go\b(?! back)", ("ought to go", "needs to go", "has to go", "must go", "should go")),
    (r"\bneed to be\b", ("need to be", "must be", "have to be", "want to be", "ought to be")),
    (
        r"\bdoesn't suit me\b(?! any)",
        ("is no good for me", "won't do for me", "is bad for me", "doesn't work out", "doesn't suit me"),
    ),
    (
        r"\b(trip|ride|flight|meeting|visit|journey|holiday|outing|party|plan|conference) is off\b",
        (r"\1 isn't happening", r"\1 got called off", r"\1 won't happen", r"\1 is off now", r"\1 is cancelled"),
    ),
    (
        r"\bneed another\b",
        ("want another", "would like another", "could do with another", "need some other", "need another"),
    ),
    (r"\bwith my (booking|ticket|order|flight)\b", (r"on my \1", r"under my \1", r"with my \1", r"with the \1")),
    (r"\bto my booking\b", ("to the booking I have", "to what I booked", "to this booking", "to my booking")),
    (r"\bchecked (luggage|bags|baggage)\b", (r"check-in \1", r"checked-in \1", r"hold \1", r"checked \1")),
    (r"(?<!hand )luggage\b", ("luggage", "baggage", "luggage")),
    (r"\ba refund\b", ("my money back", "some refund", "the refund", "a refund", "a refund")),
    (r"(?:^|(?<=[.,!?] ))I can't\b", ("can't", "I cannot", "I'm unable to", "there's no way I can", "I can't")),
    (r"(?<=[a-z] )I can't\b", ("I cannot", "I'm unable to", "there's no way I can", "I can't", "I can't")),
    (r"\bI won't\b(?! be able)", ("I'm not going to", "I don't intend to", "I don't plan to", "I won't", "I will not")),
    (r"\bI'm not going to\b", ("I'm no longer going to", "I won't", "I don't plan to", "I'm not going to")),
    (r"\bI don't have\b(?! to)", ("I haven't got", "I'm missing", "I can't find", "I don't have", "I've lost")),
    (r"\bI don't need\b", ("I've no need for", "I have no use for", "I don't need")),
    (
        r"\bI don't want\b(?! to)",
        ("I have no use for", "I'm no longer interested in", "I won't be needing", "I don't want"),
    ),
    (r"\bI got from you\b", ("you sent me", "that came from you", "I got here", "I got from you")),
    (r"^got an? (?=[a-z]|$)", ("I got a ", "there's a ", "I have a ", "got a ", "I've got a ")),
    (
        r"\bit goes back\b",
        ("back it goes", "it's going back", "I'm sending it back", "I want it to go back", "it goes back"),
    ),
    (
        r"\bwhat do you need\b(?! it)",
        ("what's needed", "what do you want", "which details do you need", "what do you need", "what would you need"),
    ),
    (r"\banother (?=branch|day|flight|place|doctor|room|car)", ("a different ", "some other ", "another ")),
    (r"\ba bad (day|time)\b", (r"the wrong \1", r"an awkward \1", r"a stupid \1", r"a bad \1")),
    (r"\bis there a way to\b", ("any way to", "is there some way to", "can I somehow", "is there a way to")),
    (r"\b[Ww]hat's the\b", ("what is the", "what would be the", "tell me the", "what's the")),
    (r"\btell me (?=the|where|what|when)", ("let me know ", "tell me ", "say ")),
    (r"\bfor ages\b", ("in ages", "for a long time", "for a good while", "in a long while", "for ages")),
    (r"\bby mistake\b", ("by accident", "in error", "without meaning to", "by mistake")),
    (r"\bthe other (order|booking|one|child|kid|guest)\b", (r"that other \1", r"my other \1", r"the other \1")),
    (r"\bas well\b", ("too", "also", "as well")),
    (r"\bbe cancelled\b", ("be called off", "be dropped", "be scrapped", "be taken out", "be cancelled")),
    (r"\b(?:in|under) my name\b", ("under my name", "with my name on it", "in my name")),
    (r"\bto book\b(?! you)", ("to reserve", "to get", "to arrange", "to book")),
    (r"\bbook (?=an? )", ("reserve ", "arrange ", "get ", "set up ", "book ")),
    (r"\bwe need\b(?! to)", ("we'd need", "we're after", "we want", "we could use", "we need")),
    (r"\bwe need to\b", ("we have to", "we've got to", "we must", "we need to")),
    (r"(?:^|(?<=and ))need (?=an? |$)", ("want ", "could use ", "require ", "could do with ", "need ")),
    (r"\ba ride\b", ("a lift", "some transport", "a ride", "a ride")),
    (r"\bnot a (car|van|coach|bus)\b", (r"no \1", r"but no \1", r"a \1 won't do", r"not in a \1", r"not a \1")),
    (r"\bthe room of\b", ("the room number of", "the room for", "the room of")),
    (r"\bdose of\b", ("amount of", "dosage of", "dose of")),
    (r"\bdo you close\b(?! the)", ("do you shut", "does it close", "do you lock up", "are you closed", "do you close")),
    (r"\bare you open\b", ("is it open", "do you stay open", "are you open")),
    (r"\bto wait for\b", ("to wait for", "to queue for", "to be in line for", "to stand by for")),
    (r"\bplease put\b", ("put", "do put", "please put", "kindly put")),
    (r"\bcomes? along\b", ("comes along", "comes too", "rides along", "joins us")),
    (r", so (?!that|we can|back)(?=[a-z])", (", that's why ", " and so ", ", so ", ", which is why ")),
)
"""For most scenarios' words; a pattern is as narrow as its wordings need it."""
