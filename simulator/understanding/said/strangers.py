"""A name that nothing explains, where the text reads back the rest: it stands for the name that is not said."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.naming.profile import concepts
from simulator.scenario.case import Slot
from simulator.understanding.said.bare import TOWN, Name
from simulator.understanding.said.heard import Heard
from simulator.understanding.said.listing import said_beside, sentence_ends
from simulator.understanding.said.near import short_for
from simulator.values.cues import cues
from simulator.values.late import Late

READ_BACK = 2
"""So many right values make a text one that reads back."""
GREETED = Late(r"\b(?:choosing|welcome to|thanks?|thank you|hello|hi|dear|behalf of|powered by)[ ,]+(?:the )?\Z")
ASIDE = Late(
    r"\b(?:team|here at|near|opposite|called|account|card|via|with our|next to|like|such as|part of|member of"
    r"|under our|per|from|off|app|in the|[a-z]{3,} is|[a-z]{3,} was) (?:the )?\Z"
)
TITLE = Late(r"(?:Dr|Mr|Mrs|Ms|Prof|Chef)\b")
BY_SOMEBODY = Late(r"\b(?:by|with)(?: the)? \Z")
SMALL = Late(r"\A[^a-z]*\Z|\A[A-Z][a-z]?\Z")


def stranger_owner(names: Sequence[Name], missing: Sequence[Slot], slots: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot whose value is not said while a name is that belongs to nothing."""
    if len(heard.places) < READ_BACK or not heard.asks:
        return None
    able = [slot for slot in missing if _may_be_exchanged(slot, heard)]
    if len(able) != 1:
        return None
    ends = sentence_ends(heard)
    beside = [name for name in names if said_beside(name.start, ends, heard)]
    values = [str(slot.value) for slot in slots]
    return able[0] if any(_strange(name, able[0], values, heard) for name in beside) else None


def _may_be_exchanged(slot: Slot, heard: Heard) -> bool:
    """Whether its value is a name that would be said in a read-back: not the town that everything is in."""
    profile = heard.known.profiles[slot.name]
    return str(slot.value)[:1].isupper() and not profile.named & TOWN


def _strange(name: Name, owner: Slot, values: Sequence[str], heard: Heard) -> bool:
    """Whether a name is of the owner's form, and neither of the house, nor short for a value, nor a word of a slot."""
    if SMALL.match(name.text) or ASIDE.search(name.before) or _form(name.text) != _form(str(owner.value)):
        return False
    if BY_SOMEBODY.search(name.before) and "person" not in heard.known.profiles[owner.name].tags:
        return False
    if any(short_for(name.text, value) for value in values):
        return False
    words = frozenset(concepts(name.text.lower()))
    return not any(words & frozenset(one.terms) for one in heard.known.profiles.values())


def _form(name: str) -> tuple[int, bool, bool]:
    """How many words, whether with a number, whether with a title."""
    return name.count(" "), bool(cues(name).digits), TITLE.match(name) is not None
