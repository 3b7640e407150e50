"""Which slots' values a text mentions, and whether they are the right ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.scenario.case import Slot
from simulator.understanding.naming import Named, named_slots
from simulator.understanding.vocabulary import Vocabulary, tokens
from simulator.values.cues import cues
from simulator.values.dates import read_dates
from simulator.values.found import Found
from simulator.values.late import Late
from simulator.values.mention import find_value, kind_of
from simulator.values.numbers import read_numbers

EMAIL = Late(r"[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
BESIDE = Late(
    r"[\s:='\"#(\-–]*(?:(?:is|are|was|to|as|of|for|on|at|be|number|will be|set to|now|which is|that is"
    r"|from)\b[\s:='\"#(]*)*\Z"
)
OLD = Late(
    r"\b(?:current(?:ly)?|original(?:ly)?|old|existing|previous(?:ly)?|from|instead of|was|were|rather than"
    r"|not|before|until|after|today)\b(?: \w+){0,2}\s*\Z"
)
LABEL = Late(r"^[ \t\-•*]*(?P<label>[A-Za-z][A-Za-z ]{1,30}?)[ \t]*:[ \t]*(?P<rest>\S[^\n]{0,80})$", re.MULTILINE)
OTHER_UNIT = Late(
    r"\s*(?:%|minutes?|mins?|hours?|days?|weeks?|months?|years?|business|working|km|characters?|digits?|pm\b|am\b|st\b|nd\b|th\b)"
)
REACH = 48
MAX_CANDIDATES = 40
JOINED = Late(r"[0-9](?<=[A-Za-z][0-9])")
SEARCHED = frozenset(("date", "time", "datetime", "number", "id", "email"))
UNIT = Late(r" (?:\w+ )?\w+\Z")
NOT_SAID = frozenset(("today", "tonight", "now"))
Span = tuple[int, int]
Candidate = tuple[int, int, tuple[Any, ...]]


class Heard(NamedTuple):
    """A cleaned text and where it says right values; `settled`: it confirms or claims, so a lone value counts."""

    text: str
    known: Vocabulary
    clock: datetime
    places: Mapping[str, Span]
    settled: bool


def right_places(text: str, slots: Sequence[Slot], clock: datetime) -> dict[str, Span]:
    """Where the text says each slot's right value."""
    return {slot.name: span for slot in slots if (span := find_value(slot.value, text, clock))}


def told_values(heard: Heard, slots: Sequence[Slot], asked: Sequence[str]) -> dict[str, str]:
    """Slot name -> "right" or "wrong"."""
    told = dict.fromkeys(heard.places, "right")
    open_slots = [slot for slot in slots if slot.name not in asked]
    others = {slot.name: found for slot in open_slots if (found := _others(slot, heard))}
    if others:
        names = _names_near(others, heard)
        for slot in open_slots:
            if slot.name in others and _is_wrong(slot, others[slot.name], names, heard, slots):
                told[slot.name] = "wrong"
    labels = list(LABEL.finditer(heard.text)) if ":" in heard.text else []
    for slot in open_slots if labels else ():
        if slot.name not in told and _labelled_wrong(slot, labels, heard):
            told[slot.name] = "wrong"
    return told


def _names_near(others: Mapping[str, Sequence[Candidate]], heard: Heard) -> list[Named]:
    """The slots named close to these values of theirs."""
    found: dict[Named, None] = {}
    low = cues(heard.text).low
    for start, end in sorted({one[:2] for several in others.values() for one in several})[:MAX_CANDIDATES]:
        first = low.rfind(" ", 0, max(0, start - REACH)) + 1
        near = tokens(low[first : end + REACH // 2])
        if not any(heard.known.may_name(slot, near.words) for slot in others):
            continue
        for name in named_slots(near, heard.known):
            found[name._replace(start=name.start + first, end=name.end + first)] = None
    return list(found)


def _others(slot: Slot, heard: Heard) -> list[Candidate]:
    """What the text says of the slot's kind that is not its value."""
    kind = heard.known.kinds[slot.name]
    found = _candidates(kind, slot.value, heard.text, heard.clock) if kind in SEARCHED else []
    return [one for one in found if not _same(one, heard.places.get(slot.name), slot.value)] if found else found


def _candidates(kind: str, value: Any, text: str, clock: datetime) -> list[Candidate]:
    if kind in ("date", "time", "datetime"):
        return [
            _as_candidate(found)
            for found in read_dates(text, clock)
            if found.kind == kind and text[found.start : found.end].lower() not in NOT_SAID
        ]
    if kind == "number":
        return [_as_candidate(found) for found in read_numbers(text)]
    if kind == "id":
        shape = _shape(value)
        if not cues(text).digits or shape.joined and not JOINED.search(text):
            return []
        hits = shape.pattern.finditer(text)
        return [(hit.start(), hit.end(), (hit[0],)) for hit in hits if not _glued(text, hit.start())]
    if kind == "email" and "@" in text:
        return [(hit.start(), hit.end(), (hit[0].lower(),)) for hit in EMAIL.finditer(text)]
    return []


def _glued(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_/")


def _as_candidate(found: Found) -> Candidate:
    return found.start, found.end, found.readings


class Shape(NamedTuple):
    """Finds ids with letters and digits at the same places; `joined` where a digit follows a letter."""

    pattern: Late
    joined: bool


@lru_cache(maxsize=2048)
def _shape(written: str) -> Shape:
    parts = ("[0-9]" if char.isdigit() else "[A-Za-z]" if char.isalpha() else re.escape(char) for char in written)
    return _shaped("".join(parts))


@lru_cache(maxsize=512)
def _shaped(parts: str) -> Shape:
    return Shape(Late(parts + r"(?![\w-])"), "[A-Za-z][0-9]" in parts)


def _same(candidate: Candidate, place: Span | None, value: Any) -> bool:
    if place is not None and candidate[0] < place[1] and place[0] < candidate[1]:
        return True
    return value in candidate[2] or str(value).lower() in candidate[2]


def _is_wrong(
    slot: Slot, others: Sequence[Candidate], names: Sequence[Named], heard: Heard, slots: Sequence[Slot]
) -> bool:
    if any(_stands_beside(one, slot.name, heard.text, names) for one in others):
        place = heard.places.get(slot.name)
        return place is None or not _stands_beside((*place, ()), slot.name, heard.text, names)
    return slot.name not in heard.places and len(others) == 1 and _is_lone(slot, others[0], heard, slots)


def _stands_beside(candidate: Candidate, slot: str, text: str, names: Sequence[Named]) -> bool:
    """Whether the words of the slot stand right before the value, or right after a number."""
    start, end, _ = candidate
    for name in names:
        if name.slot != slot or not name.sure:
            continue
        if (
            name.end <= start
            and start - name.end < 24
            and BESIDE.match(text[name.end : start])
            and not OLD.search(text[max(0, name.start - 20) : name.start])
        ):
            return "from" not in text[name.end : start]
        if name.start <= start and end < name.end and UNIT.match(text, end, name.end):
            return not OLD.search(text[max(0, start - 16) : start])
    return False


def _is_lone(slot: Slot, candidate: Candidate, heard: Heard, slots: Sequence[Slot]) -> bool:
    """The only value of its kind, where no other slot has that kind, and not said as what was before."""
    start, end, _ = candidate
    kind = kind_of(slot.value)
    if any(other.name != slot.name and kind_of(other.value) == kind for other in slots):
        return False
    if OLD.search(heard.text[max(0, start - 24) : start]):
        return False
    if kind == "number":
        return heard.settled and not OTHER_UNIT.match(heard.text, end)
    return heard.settled or kind in ("id", "email")


def _labelled_wrong(slot: Slot, labels: Sequence[re.Match[str]], heard: Heard) -> bool:
    """A line "Seat: aisle" where the seat is another."""
    if kind_of(slot.value) not in ("text", "id"):
        return False
    for hit in labels:
        names = named_slots(tokens(hit["label"].lower()), heard.known)
        if any(name.slot == slot.name and name.sure for name in names) and not hit["rest"].rstrip().endswith(
            ("?", ")")
        ):
            return find_value(slot.value, hit["rest"], heard.clock) is None
    return False
