"""How long something is to last, said in another unit or as a range: "a year and a half", "from 1:30 to 3 pm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard
from simulator.understanding.said.listing import said_beside, sentence_ends
from simulator.understanding.said.ranges import dates_in
from simulator.values.found import Found
from simulator.values.late import Late

COUNTS: dict[str, float] = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
COUNTS |= {"a": 1, "an": 1, "eighteen": 18, "fifteen": 15, "twenty": 20, "thirty": 30, "half a": 0.5, "half an": 0.5}
_UNITS = "minute min hour hr h day night week fortnight month year"
SPAN = Late(
    rf"\b(?<!of )(?P<count>\d+(?:\.5)?|half an?|an?|{'|'.join(word for word in COUNTS if len(word) > 2)})"
    rf"(?P<half> and a half)?[ -]?(?P<unit>{_UNITS.replace(' ', '|')})s?\b(?P<more> and a half)?"
    r"(?: (?:and )?(?P<minutes>\d+|fifteen|twenty|thirty) min(?:ute)?s?\b)?"
)
UNIT = Late(r"(minute|hour|day|night|week|month|year)s?")
UNIT_WORDS = frozenset(f"{unit}{end}" for unit in _UNITS.split() for end in ("", "s"))
LENGTHS = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60, "day": 1440, "night": 1440, "week": 10_080}
LENGTHS |= {"fortnight": 20_160}
MONTHS = {"month": 1, "year": 12}
TERM = Late(r"(?:\b(?:term|period|duration|contract|lasting|runs?|over)\b[^.\n]{0,12}|[,(:] ?)\Z")
LASTS = Late(
    r"\b(?:for|last(?:s|ing)?|runs?|tak(?:es?|ing)|duration:?|length:?)"
    r"(?: (?:about|around|the next|the first|a total of|up to))?\s*\Z"
)
HOW_LONG = Late(r"(?:minute|hour|day|night|week|month|year)s\b|\b(?:length|long|duration)")
PER = Late(r"(?i)(?:\A|_)per(?:_|\Z)|(?-i:Per[A-Z])")
TO = Late(r"\s*(?:to|until|till|-|–|—)\s*\Z")
HALF_DAY = 720


def lengths_of(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What lengths in other units say: "a year and a half" of 18 months, "1.5 hours" of 90 minutes."""
    lasting = [slot for slot in slots if slot.name not in heard.places and _unit_of(slot, heard)]
    return {slot.name: verdict for slot in lasting if (verdict := _in_words(slot, heard))}


def ranges_of(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What "from 1:30 to 3 pm" says of these slots."""
    lasting = [slot for slot in slots if slot.name not in heard.places and _unit_of(slot, heard)]
    return {slot.name: verdict for slot in lasting if (verdict := _as_range(slot, heard))}


def _unit_of(slot: Slot, heard: Heard) -> str:
    """The unit a slot is counted in, if it is a length."""
    if PER.search(slot.name) or "duration" not in heard.known.profiles[slot.name].tags:
        return ""
    own = UNIT.search(slot.name.lower()) or UNIT.search(slot.about.lower())
    return own[1] if own else ""


def _in_words(slot: Slot, heard: Heard) -> str:
    """What the lengths of a text say of a slot."""
    if heard.words.isdisjoint(UNIT_WORDS):
        return ""
    low, unit = heard.low, _unit_of(slot, heard)
    kinds = MONTHS if unit in MONTHS else LENGTHS
    said: dict[float, bool] = {}
    for hit in SPAN.finditer(low):
        lasts = LASTS.search(low, max(0, hit.start() - 24), hit.start()) is not None
        if hit["unit"] in kinds and (lasts or hit["more"] or hit["count"] not in ("a", "an")):
            said[_amount(hit) * kinds[hit["unit"]] / kinds[unit]] = _is_broken(hit) or _is_term(hit, low, slot, heard)
    if slot.value in said:
        return "right"
    return "wrong" if len(said) == 1 and all(said.values()) else ""


def _is_broken(hit: re.Match[str]) -> bool:
    """Whether a length is one and a half or half a of something, which nobody says in passing."""
    return bool(hit["half"] or hit["more"]) or hit["count"].startswith("half")


def _is_term(hit: re.Match[str], low: str, slot: Slot, heard: Heard) -> bool:
    """Whether it is said of how long something is to last: in years, or among the values of a sentence."""
    front = max(0, hit.start() - 24)
    if hit["unit"] == "year" and TERM.search(low, front, hit.start()):
        return True
    lasts = LASTS.search(low, front, hit.start())
    if not (lasts and HOW_LONG.search(f"{slot.name} {slot.about}".lower())):
        return False
    return not lasts[0].startswith("for") or said_beside(hit.start(), sentence_ends(heard), heard) > 1


def _amount(hit: re.Match[str]) -> float:
    count = hit["count"]
    whole = (COUNTS.get(count) or float(count)) + (0.5 if hit["half"] or hit["more"] else 0.0)
    minutes = hit["minutes"] if LENGTHS.get(hit["unit"]) == LENGTHS["hour"] else None
    return whole + (COUNTS.get(minutes) or float(minutes)) / 60 if minutes else whole


def _as_range(slot: Slot, heard: Heard) -> str:
    """What "from 1:30 to 3 pm" says of a length, where the first of both is right and the last is no slot's."""
    unit = _unit_of(slot, heard)
    kind = "time" if unit in ("minute", "hour") else "date" if unit in ("day", "night") else ""
    if not kind or [heard.known.kinds[name] for name in heard.known.profiles].count(kind) != 1:
        return ""
    right = next((span for name, span in heard.places.items() if heard.known.kinds[name] == kind), None)
    found = [one for one in dates_in(heard.text, heard.clock) if one.kind == kind]
    for first, last in pairwise(found):
        if right and first.start < right[1] and right[0] < first.end and TO.match(heard.text[first.end : last.start]):
            return "right" if slot.value in _apart(first, last, unit) else "wrong"
    return ""


def _apart(first: Found, last: Found, unit: str) -> Iterator[float]:
    """How far two times or days are apart, days counted with and without the last one."""
    for one in first.readings:
        for other in last.readings:
            if first.kind == "date":
                days = (date.fromisoformat(other) - date.fromisoformat(one)).days
                yield from (days, days + 1)
            else:
                minutes = (_minutes(other) - _minutes(one)) % HALF_DAY
                yield from (minutes / LENGTHS[unit], (minutes + HALF_DAY) / LENGTHS[unit])


def _minutes(moment: str) -> int:
    return int(moment[:2]) * 60 + int(moment[3:5])
