"""Days and times, each tied to a slot by the words beside it, else by what fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts, side_of
from simulator.naming.scoring import score
from simulator.naming.sides import STAYS, two_sides
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard, Said, clearest, hits, is_misnamed, is_old, with_words
from simulator.understanding.said.ranges import dates_in
from simulator.values.found import Found
from simulator.values.late import Late

BOUND = Late(r"\b(?:before|after|until|till)\b(?: \w+)?\s*\Z")
SINCE = Late(r"\bfrom\b(?: \w+)?\s*\Z")
FIRST_SIDE = Late(
    r"\b(?:from|leaving|departing|out of|starting|starts?|begin\w*|arriv\w+|out on|first day)\b[^.\n,;]{0,14}\Z"
)
LAST_SIDE = Late(
    r"(?:\b(?:to|until|till|til|through|thru|back|home|return\w*|ending|ends?|last day|out by|check(?:ing)?[ -]?out"
    r"|drop(?:ping)?[ -]?off)\b(?: it)?(?: on)?(?: the)?|[–→]|->| - )\s*\Z"
)
LEAVES = Late(r"\b(?:leave|leaving|departing|departure)\b:?(?: on)?(?: the)?\s*\Z")
RANGE = Late(r"\s*(?:to|until|till|through|-|–|→|and)\s*\Z")
BEFORE_CLAUSE = Late(r"[.;?!]\s|, (?=[^,]{12,}\Z)")
AFTER_CLAUSE = Late(r"[,.;:?!(]| and | to | until | for | at | on | with ")
NOT_SAID = frozenset(("today", "tonight", "now"))
BACK = Late(r"\b(?:back|returned|ready|finished|done)(?: again)?(?: on| by| at)?(?: the)?\s*\Z")
STAYING = Late(r"(?i)\b(?:arrival|check(?:ing)?[ -]?in|nights?|stay(?:ing)?|arriving)\b")
TRIP = frozenset(map(concept, "flight return trip journey travel fly ride".split()))
ARRIVES = Late(
    r"\b(?:arriv\w+|lands?|landing|gets? (?:to|in|into)|reach\w*|closes|opens|(?:we|they|doors?) (?:close|open)|doors?"
    r"|picks? (?:you|it|them) up|collects? you|meets? you)\b[^.,;\n]{0,30}\Z"
)
COMES = frozenset(map(concept, "arrival arrive land end close open pickup pick meet".split()))
PICKS = Late(r"\b(?:pick(?:ing|ed)?|drop(?:ping|ped)?)[ -]?(?:up|off)?\b")
PICKED = frozenset(map(concept, ("pickup", "dropoff")))
WAYS = frozenset(map(concept, ("to", "from", "new", "old", "out", "home", "destination", "origin")))
BIRTH = Late(r"(?i)\b(?:birth|born|dob)[^.;\n]{0,24}\Z|^[^.;,\n]{0,14}\b(?:birth|born)")
LAST_DONE = Late(
    r"\blast(?:[ -](?:updated?|modified|changed?|edited|seen|used|login|log-?in|visit|checked|synced|opened))\b:?"
    r"(?: (?:on|at|was|is|of|in))?:?\s*\Z"
)
MADE = Late(
    r"\b(created|issued|registered|received|opened|filed|due|expires|expiry|valid)(?: (?:on|at|until|from))?:?\s*\Z"
)
YEARS_APART = 5
PARTED = ("datetime", "", "text")
"""Kinds of values of which a day or time may be a part: "at 9 Quarry Close" is not nine o'clock."""
CLEAR = 1.6
SIDE = 2.0
NO_DAY = "{}?"
"""How a day reads that is called by another weekday than its own."""


def _readings(one: Found, text: str) -> tuple[str, ...]:
    days = map(str, one.readings)
    return tuple(map(NO_DAY.format, days) if is_misnamed(one.readings, one.start, text) else days)


def told_days(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What the days, times or moments of a text say of these slots, all of one of these kinds."""
    said = _said_dates(heard.known.kinds[slots[0].name], heard)
    return _assigned(slots, said, heard) if said else {}


def _said_dates(kind: str, heard: Heard) -> list[Said]:
    text = heard.text
    # a day that is a part of another value, as of a list of weekdays, is no value of its own
    whole = [span for name, span in heard.places.items() if heard.known.kinds[name] in PARTED and kind != "datetime"]
    dates = dates_in(text, heard.clock)
    found = [
        (one.start, one.end, _readings(one, text))
        for one in dates
        if one.kind == kind and text[one.start : one.end].lower() not in NOT_SAID
    ]
    held = [span for name, span in heard.places.items() if heard.known.kinds[name] == kind]
    free = [one for one in found if one[:2] in held or not any(a <= one[0] < b for a, b in whole)] if whole else found
    return with_words(free, heard.low)


def _cue(slots: Sequence[Slot], said: Said, heard: Heard, ends: Mapping[str, int]) -> list[float]:
    """How clearly the words beside a value speak for each slot."""
    words = dict.fromkeys(concepts(_clause_after(said.after)), 1.0)
    words |= dict.fromkeys(concepts(_clause_before(said.before)), 1.5)
    marks = score([slot.name for slot in slots], words, heard.known) if words else [0.0] * len(slots)
    if not ends:
        return marks
    side = _side_said(slots, said, heard)
    if side is None:
        side = 0 if RANGE.match(said.after) else 1 if said.before.strip() == "and" else None
    return [mark + (SIDE if ends.get(slot.name) == side else 0) for slot, mark in zip(slots, marks, strict=True)]


def _side_said(slots: Sequence[Slot], said: Said, heard: Heard) -> int | None:
    """0 where the words before a day speak of the first of two, 1 for the last, None where they do not tell."""
    before = said.before
    profiles = heard.known.profiles
    handed = ("pick" in before or "drop" in before) and PICKS.search(before)
    if handed and all(PICKED.isdisjoint(profiles[slot.name].terms) for slot in slots):
        return None
    if ("leav" in before or "depart" in before) and LEAVES.search(before):
        return 1 if _stays(slots, heard) else 0
    if LAST_SIDE.search(before):
        return 1
    if FIRST_SIDE.search(before):
        return 0
    side = side_of([word for word in concepts(_clause_before(before))[-2:] if word not in WAYS], timed=True)
    return None if not side else 0 if side < 0 else 1


def _stays(slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether the days are those of a stay, at whose end one leaves."""
    own = frozenset[str]().union(*(heard.known.profiles[slot.name].own for slot in slots))
    return not STAYS.isdisjoint(own) or TRIP.isdisjoint(own) and STAYING.search(heard.text) is not None


def _clause_before(before: str) -> str:
    return str(BEFORE_CLAUSE.split(before)[-1])


def _clause_after(after: str) -> str:
    return str(AFTER_CLAUSE.split(after)[0])[:20]


def _ends(slots: Sequence[Slot], known: Known) -> dict[str, int]:
    """Of two values of time (of one decade) the earlier is where it begins, the later where it ends."""
    if len(slots) < 2:
        return {}
    if ends := two_sides([slot.name for slot in slots], known):
        values = {slot.name: str(slot.value) for slot in slots}
        begins, stops = sorted(ends, key=values.__getitem__)
        return {begins: 0, stops: 1}
    if len(slots) != 2:
        return {}
    first, last = sorted(slots, key=lambda slot: str(slot.value))
    if str(first.value)[:3] != str(last.value)[:3] and "-" in str(first.value):
        return {}
    return {first.name: 0, last.name: 1} if first.value != last.value else {}


def _assigned(slots: Sequence[Slot], said: Sequence[Said], heard: Heard) -> dict[str, str]:
    """What the values say of these slots: by the words beside them, else by what fits, else by what is left."""
    ends = _ends(slots, heard.known)
    told: dict[str, str] = {}
    left: list[tuple[Said, list[float]]] = []
    said = [one for one in said if not _is_another(one, slots, heard)]
    for one in said:
        marks = _cue(slots, one, heard, ends)
        marks = [mark if _plausible(slot, one, heard) else 0.0 for mark, slot in zip(marks, slots, strict=True)]
        best = clearest(slots, marks, CLEAR)
        if len(best) == 1:
            right = hits(best[0], one, heard)
            told[best[0].name] = "right" if right or told.get(best[0].name) == "right" else "wrong"
        else:
            left.append((one, marks))
    first = next((slot for slot in slots if ends.get(slot.name) == 0), None) if ends else None
    if len(said) == 1 and left and first:
        told[first.name] = "right" if hits(first, said[0], heard) else "wrong"
    elif left:
        _fill(told, left, slots, heard)
    return {slot.name: "" for slot in slots if slot.name in heard.places} | told if said else told


def _is_another(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether it is none that the slots are about: what was, when a record was made, or no birthday."""
    if not any(hits(slot, one, heard) for slot in slots):
        if _is_past(one, slots, heard) or LAST_DONE.search(one.before):
            return True
        made = MADE.search(one.before)
        if made and not (heard.asks and made[1] == "due"):
            return all(concept(made[1]) not in heard.known.profiles[slot.name].own for slot in slots)
    return _is_no_birthday(one, slots, heard)


def _is_past(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether it is said as what was before, or as a bound, and is none of their values."""
    if is_old(one, heard) or _ends_there(one, slots, heard) or _is_other_end(one, slots, heard):
        return True
    if not any(_plausible(slot, one, heard) for slot in slots):
        return True
    if heard.settled and all(slot.name not in heard.places for slot in slots):
        return False
    ranged = SINCE.search(one.before) and RANGE.match(one.after)
    return len(slots) == 1 and bool(ranged or BOUND.search(one.before))


def _is_no_birthday(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether a day is years away from the birthdays that the slots are about, and not called one."""
    today = heard.clock.year
    born = [int(str(slot.value)[:4]) for slot in slots if heard.known.kinds[slot.name] == "date"]
    if len(born) < len(slots) or max(born) >= today:
        return False
    if BIRTH.search(one.before) or BIRTH.search(one.after[:20]):
        return False
    return all(abs(int(str(day)[:4]) - year) > YEARS_APART for day in one.readings for year in born)


def _is_other_end(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether a day is when something comes back, where the slots are all about when it goes."""
    return BACK.search(one.before) is not None and all(heard.known.profiles[slot.name].side < 0 for slot in slots)


def _ends_there(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether a time is when something arrives or opens, which none of the slots is about."""
    if heard.known.kinds[slots[0].name] != "time" or not ARRIVES.search(one.before):
        return False
    return all(COMES.isdisjoint(heard.known.profiles[slot.name].own) for slot in slots)


def _fill(told: dict[str, str], left: Sequence[tuple[Said, list[float]]], slots: Sequence[Slot], heard: Heard) -> None:
    """Values that no words claim go to the slot they fit; those that fit none to a slot that waits for one."""
    ends = _ends(slots, heard.known)
    if heard.settled and _turned_round(told, left, ends, heard):
        told.update(dict.fromkeys(ends, "wrong"))
        return
    waiting = []
    for one, marks in left:
        free = [slot for slot in slots if hits(slot, one, heard) and told.get(slot.name) != "wrong"]
        if free:
            told[free[0].name] = "right"
        else:
            waiting.append((one, marks))
    for one, marks in waiting if heard.settled else ():
        rest = [(mark, slot) for slot, mark in zip(slots, marks, strict=True) if slot.name not in told]
        rest = [pair for pair in rest if len(slots) == 1 or _plausible(pair[1], one, heard)]
        if rest:
            told[_likely(rest, ends).name] = "wrong"


def _turned_round(
    told: Mapping[str, str], left: Sequence[tuple[Said, list[float]]], ends: Mapping[str, int], heard: Heard
) -> bool:
    """Whether two days that no words tell apart are said with the later one first."""
    if told or len(left) != 2 or len(ends) != 2 or not heard.places.keys() >= ends.keys():
        return False
    starts = {name: heard.places[name][0] for name in ends}
    first, last = sorted(ends, key=lambda name: ends[name])
    return {one.start for one, _ in left} == set(starts.values()) and starts[first] > starts[last]


def _plausible(slot: Slot, one: Said, heard: Heard) -> bool:
    """A day to come is no birthday, and a birthday no day to come."""
    if heard.known.kinds[slot.name] != "date":
        return True
    long_ago = _long_ago(heard.clock.year, heard.clock.month)
    return any((str(reading) < long_ago) == (slot.value < long_ago) for reading in one.readings)


@lru_cache(maxsize=64)
def _long_ago(year: int, month: int) -> str:
    """The first day of this month two years ago."""
    return f"{year - 2:04}-{month:02}-01"


def _likely(rest: Sequence[tuple[float, Slot]], ends: Mapping[str, int]) -> Slot:
    top = max(mark for mark, _ in rest)
    best = [slot for mark, slot in rest if mark >= top]
    return min(best, key=lambda slot: ends.get(slot.name, 0))
