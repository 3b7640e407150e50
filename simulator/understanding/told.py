"""Which slots' values a text mentions, and whether they are the right ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from simulator.scenario.case import Slot
from simulator.understanding.naming import Named, named_slots
from simulator.understanding.vocabulary import Vocabulary, tokens
from simulator.values.dates import read_dates
from simulator.values.found import Found
from simulator.values.mention import find_value, kind_of
from simulator.values.numbers import read_numbers

ID = re.compile(r"#?(?=[A-Za-z\-_/]*\d)[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*|\d{4,}")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
BESIDE = re.compile(r"[\s:='\"#(\-–]*(?:(?:is|are|was|to|as|of|for|on|at|be|number|will be|set to|now|which is|that is|from)\b[\s:='\"#(]*)*\Z")
OLD = re.compile(r"\b(?:current(?:ly)?|original(?:ly)?|old|existing|previous(?:ly)?|from|instead of|was|were|rather than|not|before|until|after|today)\b(?: \w+){0,2}\s*\Z")
LABEL = re.compile(r"^[ \t\-•*]*(?P<label>[A-Za-z][A-Za-z ]{1,30}?)[ \t]*:[ \t]*(?P<rest>\S[^\n]{0,80})$", re.MULTILINE)
OTHER_UNIT = re.compile(r"\s*(?:%|minutes?|mins?|hours?|days?|weeks?|months?|years?|business|working|km|characters?|digits?|pm\b|am\b|st\b|nd\b|th\b)")
NOT_SAID = frozenset(("today", "tonight", "now"))
Candidate = tuple[int, int, tuple[Any, ...]]


def told_values(text: str, slots: Sequence[Slot], known: Vocabulary, clock: datetime, settled: bool, asked: Sequence[str]) -> dict[str, str]:
    """Slot name -> "right" or "wrong"; `settled` says the text confirms or claims, so a lone number counts too."""
    found: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for slot in slots:
        span = find_value(slot.value, text, clock)
        if span is not None:
            found[slot.name], places[slot.name] = "right", span
    by_kind = {slot.name: _candidates(kind_of(slot.value), slot.value, text, clock) for slot in slots}
    if not any(by_kind.values()) and ":" not in text:
        return found
    names = named_slots(tokens(text.lower()), known) if len(text.lower()) == len(text) else []
    for slot in slots:
        if slot.name not in asked and _is_wrong(slot, text, by_kind[slot.name], names, places, settled, slots):
            found[slot.name] = "wrong"
    for slot in slots:
        if slot.name not in found and slot.name not in asked and _labelled_wrong(slot, text, known, clock):
            found[slot.name] = "wrong"
    return found


def _candidates(kind: str, value: Any, text: str, clock: datetime) -> list[Candidate]:
    if kind in ("date", "time", "datetime"):
        return [_as_candidate(found) for found in read_dates(text, clock) if found.kind == kind and text[found.start : found.end].lower() not in NOT_SAID]
    if kind == "number":
        return [_as_candidate(found) for found in read_numbers(text)]
    if kind == "id":
        shape = _shape(str(value))
        return [(hit.start(), hit.end(), (hit[0],)) for hit in ID.finditer(text) if _shape(hit[0]) == shape]
    if kind == "email" and "@" in text:
        return [(hit.start(), hit.end(), (hit[0].lower(),)) for hit in EMAIL.finditer(text)]
    return []


def _as_candidate(found: Found) -> Candidate:
    return found.start, found.end, found.readings


def _shape(written: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[A-Za-z]", "A", written.lstrip("#")))


def _same(candidate: Candidate, place: tuple[int, int] | None, value: Any) -> bool:
    if place is not None and candidate[0] < place[1] and place[0] < candidate[1]:
        return True
    return value in candidate[2] or str(value).lower() in candidate[2]


def _is_wrong(
    slot: Slot,
    text: str,
    candidates: Sequence[Candidate],
    names: Sequence[Named],
    places: dict[str, tuple[int, int]],
    settled: bool,
    slots: Sequence[Slot],
) -> bool:
    others = [one for one in candidates if not _same(one, places.get(slot.name), slot.value)]
    beside = [one for one in others if _stands_beside(one, slot.name, text, names)]
    if beside:
        own = [one for one in candidates if one not in others and _stands_beside(one, slot.name, text, names)]
        return not own
    if slot.name in places or len(candidates) != 1 or not others:
        return False
    return _is_lone(slot, text, others[0], places, settled, slots)


def _stands_beside(candidate: Candidate, slot: str, text: str, names: Sequence[Named]) -> bool:
    """Whether the words of the slot stand right before the value, or right after a number."""
    start, end, _ = candidate
    for name in names:
        if name.slot != slot or not name.sure:
            continue
        if name.end <= start and start - name.end < 24 and BESIDE.match(text[name.end : start]) and not OLD.search(text[max(0, name.start - 20) : name.start]):
            return "from" not in text[name.end : start]
        if end <= name.start and name.start - end < 2 and not text[end : name.start].strip() and text[start:end].strip()[-1:].isdigit():
            return not OLD.search(text[max(0, start - 16) : start])
    return False


def _is_lone(slot: Slot, text: str, candidate: Candidate, places: dict[str, tuple[int, int]], settled: bool, slots: Sequence[Slot]) -> bool:
    """The only value of its kind, said of no other slot, and not as what was before."""
    start, end, readings = candidate
    kind = kind_of(slot.value)
    rivals = [other for other in slots if other.name != slot.name and kind_of(other.value) == kind]
    if any(other.value in readings or _same(candidate, places.get(other.name), other.value) for other in rivals) or rivals:
        return False
    if OLD.search(text[max(0, start - 24) : start]):
        return False
    if kind == "number":
        return settled and not OTHER_UNIT.match(text, end)
    return settled or kind in ("id", "email")


def _labelled_wrong(slot: Slot, text: str, known: Vocabulary, clock: datetime) -> bool:
    """A line "Seat: aisle" where the seat is another."""
    if kind_of(slot.value) not in ("text", "id") or ":" not in text:
        return False
    for hit in LABEL.finditer(text):
        names = named_slots(tokens(hit["label"].lower()), known)
        if any(name.slot == slot.name and name.sure for name in names) and not hit["rest"].rstrip().endswith(("?", ")")):
            return find_value(slot.value, hit["rest"], clock) is None
    return False
