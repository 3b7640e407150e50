"""Codes, addresses and labelled lines in a text that are others than the listener's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from simulator.frozen import NamedTuple
from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.named import named_slots
from simulator.naming.profile import ABOUT, concepts
from simulator.naming.resolve import of_phrase
from simulator.naming.scoring import PLENTY
from simulator.naming.vocabulary import tokens
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import MAX_CANDIDATES, Heard
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.mention import find_value
from simulator.values.numbers import digit_chains

EMAIL = Late(r"[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
LABEL = Late(
    r"(?:^[ \t\-•*\d.)]*|[,;.•·] )(?P<label>[A-Za-z][A-Za-z ]{1,30}?)(?:[ \t]*:[ \t]*|"
    r" (?=[\"“]))(?P<rest>[^\s,;](?:[^\n,;.?!]|[.?!](?=\S)){0,80})",
    re.MULTILINE,
)
CALLED = Late(
    r"\b(?P<label>called|named|titled|entitled) (?P<rest>[^\s,;.?!][^\n,;.?!]{0,40}?)"
    r"(?=[\n,;.?!]|\Z| (?:for|at|on|to|with|from|in|and|of|is|has)\b)"
)
CALLED_WORDS = frozenset("called named titled entitled".split())
LABELLING = frozenset(map(concept, ("label", "title", "caption", "heading")))
AHEAD = 80
JOINED = Late(r"[0-9](?<=[A-Za-z][0-9])")
OF_OTHERS = Late(
    r"\b(?:us|our|agent|office|driver|courier|hotline|support|desk|landlord|host|team|him|her|them|questions?|reached"
    r"|contacted)\b[^.;\n]{0,24}\Z"
)
"""Before a number under which others than the listener are called."""
DIALLED = Late(r"(?<![\w-])\+?\d{7,15}(?![\w-])")


def labels_of(text: str, words: frozenset[str]) -> Sequence[re.Match[str]]:
    """The labels of a text with these words, with what they are for: "Seat: aisle", "an alarm called gym"."""
    found: list[re.Match[str]] = []
    at, last = 0, max(text.rfind(":"), text.rfind('"'), text.rfind("“"))
    while at < last and (hit := LABEL.search(text, at)):
        found.append(hit)
        at = hit.end()
    return found if words.isdisjoint(CALLED_WORDS) else [*found, *CALLED.finditer(text)]


def told_codes(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Slot name -> "wrong" for the slots of whose shape the text holds another code."""
    return {slot.name: "wrong" for slot in slots if _other_code(slot, heard)}


def _other_code(slot: Slot, heard: Heard) -> bool:
    """Whether the text holds another code of the slot's shape, address or phone number, and not its own."""
    if slot.name in heard.places:
        return False
    kind, text = heard.known.kinds[slot.name], heard.text
    if kind == "email":
        return "@" in text and EMAIL.search(text) is not None
    if kind == "phone":
        return heard.settled and heard.digits > 6 and _dials(heard)
    shape = _shape(slot.value)
    if not heard.digits or shape.joined and not JOINED.search(text):
        return False
    taken = [span for name, span in heard.places.items()]
    found = [hit.span() for hit in shape.pattern.finditer(text) if not _glued(text, hit.start())]
    free = [span for span in found if not any(start < span[1] and span[0] < end for start, end in taken)]
    masks = [(one.start, one.end) for one in read_dates(text, heard.clock)]
    free = [span for span in free if not any(start < span[1] and span[0] < end for start, end in masks)]
    before = [heard.low[max(0, start - REACH) : start] for start, _ in free[:MAX_CANDIDATES]]
    before = [words for words in before if not _of_another(slot.name, words, heard)]
    if slot.value.isdigit() and len(slot.value) < 5:
        return bool(before) and heard.settled and any(_beside(slot.name, words, heard) for words in before)
    return len(before) == 1 or any(_beside(slot.name, words, heard) for words in before)


def _dials(heard: Heard) -> bool:
    """Whether the text has digits to dial, dates left out."""
    low = heard.low
    for one in read_dates(heard.text, heard.clock):
        low = low[: one.start] + " " * (one.end - one.start) + low[one.end :]
    chains = [start for start, _ in digit_chains(low)] or [hit.start() for hit in DIALLED.finditer(low)]
    return any(not OF_OTHERS.search(low, max(0, start - AHEAD), start) for start in chains)


def _beside(slot: str, before: str, heard: Heard) -> bool:
    if any(name.slot == slot for name in named_slots(tokens(before[-NEAR:]), heard.known)):
        return True
    last = concepts(before[-NEAR:])[-1:]
    return bool(last) and [name for name, one in heard.known.profiles.items() if last[0] in one.named] == [slot]


def _glued(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_/")


class Shape(NamedTuple):
    """Finds ids with letters and digits at the same places; `joined` where a digit follows a letter."""

    pattern: Late
    joined: bool


@lru_cache(maxsize=2048)
def _shape(written: str) -> Shape:
    parts = ("[0-9]" if char.isdigit() else "[A-Za-z]" if char.isalpha() else re.escape(char) for char in written)
    same = "".join(parts)
    if not LONG_RUN.search(written) or written.isdigit():
        return _shaped(same)
    return _shaped(f"(?:{same}|{LONG_RUN.sub(_about_as_long, re.escape(written))})")


def _about_as_long(run: re.Match[str]) -> str:
    return f"[0-9]{{{len(run[0]) - 1},{len(run[0]) + 1}}}"


LONG_RUN = Late(r"[0-9]{4,}")
"""So many figures in a row may be one too few or too many."""
OTHERS = frozenset(
    map(
        concept,
        "confirmation entry tracking invoice receipt ticket case claim transaction voucher waybill pickup request "
        "message gate seat coach platform room locker desk call hotline office fax extension".split(),
    )
)


def _of_another(slot: str, before: str, heard: Heard) -> bool:
    """Whether the words before a code say that it is one the slot is not about: "confirmation number HX-2291"."""
    before = LAST_CLAUSE.split(before)[-1]
    other = OTHERS.intersection(concepts(before)) - heard.known.profiles[slot].own
    return bool(other) and not any(name.slot == slot for name in named_slots(tokens(before), heard.known))


REACH = 32
NEAR = 24
LAST_CLAUSE = Late(r"[.;,!?\n]")


@lru_cache(maxsize=512)
def _shaped(parts: str) -> Shape:
    return Shape(Late(parts + r"(?![\w-])"), "[A-Za-z][0-9]" in parts)


BARE_NUMBER = Late(r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\W*\Z")


@lru_cache(maxsize=2048)
def labelled(label: str, known: Known) -> list[str]:
    """The slots a label names; "title" or "called" is the name of the one thing that has one."""
    named = [name.slot for name in named_slots(tokens(label), known) if name.sure]
    if named:
        return named
    if concepts(label) == ("name",):
        titled = [slot for slot in known.tagged("title") if "person" not in known.profiles[slot].tags]
        titled = titled or [name for name, one in known.profiles.items() if not one.named.isdisjoint(LABELLING)]
        return titled if len(titled) == 1 else []
    words = frozenset(concepts(label))
    found = [slot for slot in of_phrase(label, known, PLENTY) if words and words <= known.profiles[slot].terms.keys()]
    return found or _about(words, known)


def _about(words: frozenset[str], known: Known) -> list[str]:
    """The one slot with a value in words that these words are about: "Restaurant" for the name of a grill."""
    profiles = [known.profiles[slot] for slot, kind in known.kinds.items() if kind == "text"]
    able = [one for one in profiles if words and "person" not in one.tags and not one.options]
    marks = {one.name: min(one.terms.get(word, 0.0) for word in words) for one in able}
    best = [name for name, mark in marks.items() if mark >= ABOUT and mark == max(marks.values())]
    return best if len(best) == 1 else []


def labelled_wrong(slot: Slot, heard: Heard) -> bool:
    """A line "Seat: aisle" where the seat is another."""
    if heard.known.kinds[slot.name] not in ("text", "id") or slot.options:
        return False
    for hit in heard.labels:
        bracket = heard.text.find("(", hit.start("rest") + 1, hit.end("rest"))
        end = bracket if bracket > 0 else hit.end("rest")
        if heard.text[hit.start("rest") : end].rstrip().endswith(("?", ")")):
            continue
        if any(hit.start("rest") <= place[0] < end for place in heard.places.values()):
            continue
        if slot.name in labelled(hit["label"].lower(), heard.known) and not BARE_NUMBER.match(hit["rest"]):
            return find_value(slot.value, heard.text[hit.start("rest") :][:AHEAD], heard.clock) is None
    return False
