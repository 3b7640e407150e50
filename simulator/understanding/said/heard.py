"""A text as it was heard, and the values in it with the words beside each: whose they are, and what was before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from simulator.frozen import dataclass
from simulator.naming.known import Known
from simulator.scenario.case import Slot
from simulator.values.late import Late
from simulator.values.mention import find_value
from simulator.values.words import SHORT_WEEKDAYS, WEEKDAY_NUMBERS

REACH = 48
MAX_CANDIDATES = 40
_DONE = "made|booked|scheduled|reserved|set|confirmed|placed|moved|changed|updated|added|sent|arranged|rescheduled"
OLD = Late(
    r"\b(?:current(?:ly)?|right now|at the moment|at present|presently|original(?:ly)?|old|existing|previous(?:ly)?"
    r"|instead of"
    rf"|(?:was|were)(?! (?:now |just )?(?:{_DONE})\b)|rather than|not|today)\b(?: \w+){{0,2}}\s*\Z"
)
OLD_WORDS = frozenset(
    "current currently original originally old existing previous previously instead was were rather not today now "
    "moment present presently".split()
)
BORN = Late(r"\bborn\b")
ALL_WEEKDAYS = WEEKDAY_NUMBERS | SHORT_WEEKDAYS
DAY_FORMS = {
    day: Late(rf"(?i)\b(?:{day}s?|{'|'.join(short for short, other in SHORT_WEEKDAYS.items() if other == number)})\b")
    for day, number in WEEKDAY_NUMBERS.items()
}
"""How a weekday is written in a list: "Mondays", "Mon"."""
WEEKDAY = Late(rf"(?i)({'|'.join(ALL_WEEKDAYS)})\b[.,]? (?=\w)")
WEEKDAY_STARTS = frozenset("mtwfsMTWFS")
LISTS = (list, tuple)
DAY = Late(r"\d{4}-\d\d-\d\d(?![^T])")
Span = tuple[int, int]
Place = tuple[int, int, tuple[Any, ...]]
"""Where a value stands, and how it may be read."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A cleaned text, its cues and labels, and where it says right values.

    `settled`: it confirms or claims, so a lone value counts; `asks`: it wants a yes or no to what it says.
    """

    text: str
    low: str
    words: frozenset[str]
    digits: int
    labels: Sequence[re.Match[str]]
    known: Known
    clock: datetime
    places: Mapping[str, Span]
    settled: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A value in a text: where, how it may be read, and the words before and after it."""

    start: int
    end: int
    readings: tuple[Any, ...]
    before: str
    after: str


def right_places(text: str, slots: Sequence[Slot], clock: datetime) -> dict[str, Span]:
    """Where the text says each slot's right value."""
    found = {
        slot.name: span for slot in slots if (span := find_value(slot.value, text, clock) or _days(slot.value, text))
    }
    for slot in slots:
        if isinstance(slot.value, LISTS) and slot.name in found:
            span = found[slot.name] = _closest(slot.value, found[slot.name], text, clock)
            _leave_out(span, found, {one.name: one.value for one in slots}, text, clock)
    for slot in slots:
        if slot.name in found and is_misnamed((slot.value,), found[slot.name][0], text):
            del found[slot.name]
    return found


def _days(value: Any, text: str) -> Span | None:
    """Where the text says all of several weekdays, as "Mondays" or "Mon"."""
    if not isinstance(value, LISTS) or not all(str(day).lower() in DAY_FORMS for day in value):
        return None
    spans = [hit.span() for day in value if (hit := DAY_FORMS[str(day).lower()].search(text))]
    whole = len(spans) == len(value) > 0
    return (min(start for start, _ in spans), max(end for _, end in spans)) if whole else None


def _leave_out(whole: Span, found: dict[str, Span], values: Mapping[str, Any], text: str, clock: datetime) -> None:
    """Moves the places of values that are items of a list to where they are said besides, if anywhere."""
    for name, span in list(found.items()):
        if span != whole and whole[0] <= span[0] and span[1] <= whole[1] and isinstance(values[name], str):
            rest = text[: whole[0]] + "\n" * (whole[1] - whole[0]) + text[whole[1] :]
            again = find_value(values[name], rest, clock)
            if again:
                found[name] = again
            else:
                del found[name]


def is_misnamed(days: Sequence[Any], start: int, text: str) -> bool:
    """Whether the day there is called by a weekday of none of these: "Friday the 23rd" of a Thursday."""
    hit = WEEKDAY.match(text, start) if text[start : start + 1] in WEEKDAY_STARTS else None
    if hit is None:
        return False
    weekday = ALL_WEEKDAYS[hit[1].lower()]
    return all(DAY.match(str(day)) and date.fromisoformat(str(day)[:10]).weekday() != weekday for day in days)


def _closest(values: Any, span: Span, text: str, clock: datetime) -> Span:
    """The shortest place where all of several values are said, from the first on: not each where it is said at all."""
    best = span
    while again := find_value(values, text[span[0] + 1 :], clock):
        span = again[0] + span[0] + 1, again[1] + span[0] + 1
        best = min(best, span, key=lambda one: one[1] - one[0])
    return best


def with_words(found: Sequence[Place], low: str) -> list[Said]:
    """The values with the words beside each, up to its neighbours and the end of its line."""
    told = []
    behind = 0
    several = "\n" in low
    ends = [one[0] for one in found[1:]]
    ends.append(len(low))
    for (first, last, readings), end in zip(found[:MAX_CANDIDATES], ends, strict=False):
        start = max(behind, first - REACH, low.rfind("\n", 0, first) + 1 if several else 0)
        after = low[last : min(end, last + REACH // 2)]
        after = after.partition("\n")[0] if several else after
        told.append(Said(first, last, readings, _from_word(low, start, first), after))
        behind = last
    return told


def _from_word(low: str, start: int, end: int) -> str:
    if start and low[start - 1].isalnum() and low[start].isalnum():
        start = low.find(" ", start, end) + 1 or end
    return low[start:end]


def hits(slot: Slot, said: Said, heard: Heard) -> bool:
    place = heard.places.get(slot.name)
    if place is not None and said.start < place[1] and place[0] < said.end:
        return True
    return slot.value in said.readings or str(slot.value).lower() in said.readings


def old(one: Said, heard: Heard) -> re.Match[str] | None:
    """The words just before a value that say it is what was."""
    return None if OLD_WORDS.isdisjoint(heard.words) else OLD.search(one.before)


def is_old(one: Said, heard: Heard) -> bool:
    """Whether the words before say that it is what was, where they are no value themselves."""
    hit = old(one, heard)
    if hit is None or BORN.search(hit[0]):
        return False
    at = one.start - len(one.before) + hit.start()
    return not any(start <= at < end for start, end in heard.places.values())


def clearest(slots: Sequence[Slot], marks: Sequence[float], enough: float) -> list[Slot]:
    top = max(marks)
    if top < enough:
        return []
    return [slot for slot, mark in zip(slots, marks, strict=True) if mark >= top * 0.85] if len(slots) > 1 else [*slots]
