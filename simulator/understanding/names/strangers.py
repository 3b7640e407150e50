"""A name that nothing explains, where the text reads back the rest: it stands for the name that is not said."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.naming.profile import concepts
from simulator.scenario.case import Slot
from simulator.understanding.names.bare import ATTRIBUTE, NOUN_AFTER, TEXT, TOWN, Name
from simulator.understanding.said.heard import Heard
from simulator.understanding.said.listing import said_beside, sentence_ends
from simulator.understanding.said.near import short_for
from simulator.values.late import Late

READ_BACK = 2
"""So many right values make a text one that reads back."""
GREETED = Late(r"\b(?:choosing|welcome to|thanks?|thank you|hello|hi|dear|behalf of|powered by)[ ,]+(?:the )?\Z")
ASIDE = Late(
    r"\b(?:team|here at|near|close to|walk to|opposite|behind|past|beside|from our|at our|called|account|card|via"
    r"|with our|next to|like|such as|part of|member of|under our|per|from|off|app|in the|[a-z]{3,} is|[a-z]{3,} was)"
    r" (?:the )?\Z"
)
"""Before a name that is said in passing."""
NUMBERED = Late(r"(?<!\S)\d+(?!\S)")
TITLE = Late(r"(?:Dr|Mr|Mrs|Ms|Prof|Chef)\b")
WITH_HOUSE = Late(r"\b(?:plac|order|book|reserv|appoint|fly|travel|sail|stay)[a-z]* with(?: the)? \Z")
BY_SOMEBODY = Late(r"\b(?:by|with)(?: the)? \Z")
NO_NAME = Late(r"\W|\d+(?: and \d+)*\Z|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\Z")
FROM_YOURS = Late(r"(?:\byour(?: [a-z]+){1,2}|\() ?from (?:the )?\Z")
SOMEWHERE = Late(r"\b(?:in|at|into|on|near|off|through|a|an|the|this|that)\s*\Z")
THERE = Late(r"(?:\A|[,;:(|·•→–-]|\b(?:in|at|to|from|of|is|visit|leave|reach|near|for)(?: the)?)\s*\Z")
TO_WHOM = Late(r"[a-z], \Z|\b(?:thanks|thank you|hi|hello|hey|dear|welcome)[, ]+\Z")
WHOM = Late(r"\s?[:!?.](?!\w)")
LED = Late(
    r"(?:\A|[^a-z ]|\b(?:in|with|from|to|into|for|of|an?|the|your|my|by|at|on|and|or|is|are|called|named|see|meet"
    r"|under)) ?\Z"
)
"""What stands before a name of one word that may be another value: no verb and no noun."""
NAMELIKE = Late(r"[^\W\d_a-z]|\d+[a-z]? [A-Z]")
ROLE = Late(
    r"\b(?:our|your|the) (?:[a-z]+ )?(?P<role>[a-z]{3,}(?:er|or|ist|ian|ant|ent|man|woman|ess)|guide|host|chef|vet) \Z"
)
SMALL = Late(r"\A[^a-z]*\Z|\A[A-Z][a-z]?\Z")


def stranger_owner(names: Sequence[Name], missing: Sequence[Slot], slots: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot whose value is not said while a name is that belongs to nothing."""
    able = [slot for slot in missing if _may_be_exchanged(slot, heard)]
    if len(heard.places) < READ_BACK or not able:
        return None
    ends = sentence_ends(heard)
    values = [str(slot.value) for slot in slots]
    beside = [name for name in names if is_spoken_to(name, heard) or name.label or said_beside(name.start, ends, heard)]
    for name in [name for name in beside if not _is_explained(name, values, heard)]:
        fits = [slot for slot in able if _fits(name, slot, heard)]
        if fits:
            return fits[0]
    return None


def is_of_the_house(name: Name, heard: Heard) -> bool:
    """Whether it is somebody who is told by a role of which no slot is: "our driver Yusuf"."""
    role = ROLE.search(name.before)
    if role is None or " " in name.text:
        return False
    words = concepts(role["role"])
    return not any(word in one.own for word in words for one in heard.known.profiles.values())


def is_spoken_to(name: Name, heard: Heard) -> bool:
    """Whether it is the full name of who is spoken to: "Let me sum up, Alice Monroe:"."""
    return " " in name.text and TO_WHOM.search(name.before) is not None and WHOM.match(heard.text, name.end) is not None


def _may_be_exchanged(slot: Slot, heard: Heard) -> bool:
    """Whether its value is a name that would be said in a read-back: not the town that everything is in."""
    profile = heard.known.profiles[slot.name]
    return NAMELIKE.match(str(slot.value)) is not None and not profile.named & TOWN


def _is_explained(name: Name, values: Sequence[str], heard: Heard) -> bool:
    """Whether a name is of the house, short for a value, said in passing or a word of a slot."""
    if ASIDE.search(name.before) and not FROM_YOURS.search(name.before) or NO_NAME.match(name.text):
        return True
    if any(short_for(name.text, value) for value in values):
        return True
    words = concepts(name.text.lower())
    return all(any(word in one.terms for one in heard.known.profiles.values()) for word in words)


def _fits(name: Name, owner: Slot, heard: Heard) -> bool:
    """Whether a name may stand for the owner's value: a person for a person, of one word for one word."""
    tags, value = heard.known.profiles[owner.name].tags, str(owner.value)
    if SMALL.match(name.text) and "firm" not in tags:
        return False
    if BY_SOMEBODY.search(name.before) and not (_is_somebody(name, value, tags) or WITH_HOUSE.search(name.before)):
        return False
    if "person" in tags and SOMEWHERE.search(name.before):
        return False
    if " " not in name.text and not (LED.search(name.before) or _is_kind(name, heard)):
        return False
    if tags & {"place", "venue"} and not (name.label or WITH_HOUSE.search(name.before) or THERE.search(name.before)):
        return False
    return _form(name.text) == _form(value)


def _is_somebody(name: Name, value: str, tags: frozenset[str]) -> bool:
    """Whether a value is a person's name, by its slot or by how it is written."""
    return "person" in tags or TITLE.match(value) is not None or tags <= TEXT and " " in name.text


def _is_kind(name: Name, heard: Heard) -> bool:
    """Whether it tells what kind of thing follows: "a refundable Iberia fare"."""
    return ATTRIBUTE.search(name.before) is not None and NOUN_AFTER.match(heard.text, name.end) is not None


def _form(name: str) -> tuple[bool, bool, bool]:
    """Whether it is of several words, with a number, and with a title."""
    return " " in name, NUMBERED.search(name) is not None, TITLE.match(name) is not None
