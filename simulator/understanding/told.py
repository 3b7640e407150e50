"""Which slots' values a text mentions, and whether they are the right ones, by the words beside each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.naming.heads import SIDES
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts
from simulator.naming.scoring import score
from simulator.scenario.case import Slot
from simulator.understanding.codes import labelled_wrong, labels_of, other_code
from simulator.understanding.flags import told_flags
from simulator.understanding.heard import Heard, Said, Span, with_words
from simulator.understanding.names import told_names
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.normal import fold
from simulator.values.numbers import read_numbers

OLD = Late(
    r"\b(?:current(?:ly)?|original(?:ly)?|old|existing|previous(?:ly)?|instead of|was|were|rather than"
    r"|not|today)\b(?: \w+){0,2}\s*\Z"
)
BOUND = Late(r"\b(?:before|after|until|till)\b(?: \w+)?\s*\Z")
SINCE = Late(r"\bfrom\b(?: \w+)?\s*\Z")
FEE = Late(
    r"\b(?:fee|price|total|cost|costs|fare|charge|charged|rate|per|each|deposit|tax|balance|comes to"
    r"|worth)\b[^.\n,]{0,18}\Z"
)
PER = Late(r"\s*(?:per|a|each|/)\s?(?:day|night|person|month|week|hour|head)|\s*(?:fee|in total|total)\b")
PEOPLE_BEFORE = Late(r"\b(?:for|table for|party of|group of)\s*\Z")
PEOPLE_AFTER = Late(r"\s*(?:[.,;?!]|$|\n|people|persons?|of (?:you|us|them)|pax|in\b|on\b|at\b|and\b|x\b)")
COUNT_AFTER = Late(r"\s*(?:of (?:you|us|them)|people|persons?|pax)\b")
FIRST_SIDE = Late(
    r"\b(?:from|leaving|departing|out of|starting|starts?|begin\w*|arriv\w+|out on|first day)\b[^.\n,;]{0,14}\Z"
)
LAST_SIDE = Late(
    r"(?:\b(?:to|until|till|til|through|thru|back|return\w*|ending|ends?|last day|out by|leave|leaving)\b(?:"
    r" on)?(?: the)?|[–→]|->| - )\s*\Z"
)
RANGE = Late(r"\s*(?:to|until|till|through|-|–|→|and)\s*\Z")
OTHER_UNIT = Late(
    r"\s*(?:%|minutes?|mins?|hours?|days?|weeks?|months?|years?|business|working|km|characters?|digits?|pm\b|am\b"
    r"|st\b|nd\b|th\b)"
)
BEFORE_CLAUSE = Late(r"[.;?!]\s|, (?=[^,]{12,}\Z)")
AFTER_CLAUSE = Late(r"[,.;:?!(]| and | to | until | for | at | on | with ")
AFTER_NUMBER = Late(r"[,.;:?!()\n]| for | to | with | at | in ")
NOT_SAID = frozenset(("today", "tonight", "now"))
TEMPORAL = ("date", "time", "datetime")
SURE = 1.0
CLEAR = 1.6
SIDE = 2.0


def told_values(heard: Heard, slots: Sequence[Slot], asked: Sequence[str]) -> dict[str, str]:
    """Slot name -> "right" or "wrong"."""
    told = dict.fromkeys(heard.places, "right")
    free = [slot for slot in slots if slot.name not in asked]
    kinds: dict[str, list[Slot]] = {}
    for slot in free:
        kinds.setdefault(heard.known.kinds[slot.name], []).append(slot)
    for kind in TEMPORAL:
        if kind in kinds:
            told |= _assigned(kinds[kind], _dates(kind, heard), heard)
    if "number" in kinds:
        told |= _numbers(kinds["number"], heard)
    for slot in (*kinds.get("id", ()), *kinds.get("email", ()), *kinds.get("phone", ())):
        if other_code(slot, heard):
            told[slot.name] = "wrong"
    if heard.settled:
        told |= _options(free, heard)
        told |= told_flags(free, heard.text, heard.known)
        told |= told_names(kinds.get("text", ()), heard, told)
    labels = labels_of(heard.text)
    for slot in free if labels else ():
        if slot.name not in told and labelled_wrong(slot, labels, heard):
            told[slot.name] = "wrong"
    return {name: verdict for name, verdict in told.items() if verdict}


# --- values of one kind, each tied to a slot ------------------------------------------------------------------------


def _dates(kind: str, heard: Heard) -> list[Said]:
    text = heard.text
    found = [
        Said(one.start, one.end, one.readings)
        for one in read_dates(text, heard.clock)
        if one.kind == kind and text[one.start : one.end].lower() not in NOT_SAID
    ]
    return with_words(found, text)


def _hits(slot: Slot, said: Said, heard: Heard) -> bool:
    place = heard.places.get(slot.name)
    if place is not None and said.start < place[1] and place[0] < said.end:
        return True
    return slot.value in said.readings or str(slot.value).lower() in said.readings


def _cue(slots: Sequence[Slot], said: Said, heard: Heard, ends: Mapping[str, int]) -> list[float]:
    """How clearly the words beside a value speak for each slot."""
    words = dict.fromkeys(concepts(_clause_after(said.after)), 1.0)
    words |= dict.fromkeys(concepts(_clause_before(said.before)), 1.5)
    marks = score([slot.name for slot in slots], words, heard.known) if words else [0.0] * len(slots)
    side = 1 if LAST_SIDE.search(said.before) else 0 if FIRST_SIDE.search(said.before) else None
    if side is None and RANGE.match(said.after):
        side = 0
    if side is None and said.before.strip() == "and" and ends:
        side = 1
    if side is not None:
        marks = [mark + (SIDE if ends.get(slot.name) == side else 0) for slot, mark in zip(slots, marks, strict=True)]
    return marks


def _clause_before(before: str) -> str:
    return str(BEFORE_CLAUSE.split(before)[-1])


def _clause_after(after: str) -> str:
    return str(AFTER_CLAUSE.split(after)[0])[:20]


def _ends(slots: Sequence[Slot]) -> dict[str, int]:
    """Of two values of time (of one decade) the earlier is where it begins, the later where it ends."""
    if len(slots) != 2:
        return {}
    first, last = sorted(slots, key=lambda slot: str(slot.value))
    if str(first.value)[:3] != str(last.value)[:3] and "-" in str(first.value):
        return {}
    return {first.name: 0, last.name: 1} if first.value != last.value else {}


def _assigned(slots: Sequence[Slot], said: Sequence[Said], heard: Heard) -> dict[str, str]:
    """What the values say of these slots: by the words beside them, else by what fits, else by what is left."""
    ends = _ends(slots)
    told: dict[str, str] = {}
    left: list[tuple[Said, list[float]]] = []
    said = [one for one in said if not _is_past(one, slots, heard)]
    for one in said:
        marks = _cue(slots, one, heard, ends)
        best = _clearest(slots, marks, CLEAR)
        if len(best) == 1:
            right = _hits(best[0], one, heard)
            told[best[0].name] = "right" if right or told.get(best[0].name) == "right" else "wrong"
        else:
            left.append((one, marks))
    first = next((slot for slot in slots if ends.get(slot.name) == 0), None)
    if len(said) == 1 and left and first:
        told[first.name] = "right" if _hits(first, said[0], heard) else "wrong"
    elif left:
        _fill(told, left, slots, heard)
    return dict.fromkeys((slot.name for slot in slots if said and slot.name in heard.places), "") | told


def _is_past(one: Said, slots: Sequence[Slot], heard: Heard) -> bool:
    """Whether it is said as what was before, or as a bound."""
    if any(_hits(slot, one, heard) for slot in slots):
        return False
    if OLD.search(one.before):
        return True
    ranged = SINCE.search(one.before) and RANGE.match(one.after)
    return len(slots) == 1 and bool(ranged or BOUND.search(one.before))


def _clearest(slots: Sequence[Slot], marks: Sequence[float], enough: float) -> list[Slot]:
    top = max(marks)
    return [slot for slot, mark in zip(slots, marks, strict=True) if mark >= top * 0.85] if top >= enough else []


def _fill(told: dict[str, str], left: Sequence[tuple[Said, list[float]]], slots: Sequence[Slot], heard: Heard) -> None:
    """Values that no words claim go to the slot they fit; those that fit none to a slot that waits for one."""
    ends = _ends(slots)
    waiting = []
    for one, marks in left:
        free = [slot for slot in slots if _hits(slot, one, heard) and told.get(slot.name) != "wrong"]
        if free:
            told[free[0].name] = "right"
        else:
            waiting.append((one, marks))
    for one, marks in waiting if heard.settled else ():
        rest = [(mark, slot) for slot, mark in zip(slots, marks, strict=True) if slot.name not in told]
        rest = [pair for pair in rest if len(slots) == 1 or _plausible(pair[1], one, heard)]
        if rest:
            told[_likely(rest, ends).name] = "wrong"


def _plausible(slot: Slot, one: Said, heard: Heard) -> bool:
    """A day to come is no birthday, and a birthday no day to come."""
    if heard.known.kinds[slot.name] != "date":
        return True
    today = heard.clock.date().isoformat()
    return any((str(reading) < today) == (slot.value < today) for reading in one.readings)


def _likely(rest: Sequence[tuple[float, Slot]], ends: Mapping[str, int]) -> Slot:
    top = max(mark for mark, _ in rest)
    best = [slot for mark, slot in rest if mark >= top]
    return min(best, key=lambda slot: ends.get(slot.name, 0))


def _numbers(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    text = heard.text
    said = with_words([Said(one.start, one.end, one.readings) for one in read_numbers(text)], text)
    kinds = {one.start: one.kind for one in read_numbers(text)} if said else {}
    told: dict[str, str] = {}
    unclear: list[Said] = []
    taken: set[int] = set()
    names = [slot.name for slot in slots]
    own = {name: span for name, span in heard.places.items() if name not in names}
    for one in said:
        if OLD.search(one.before) or any(a <= one.start and one.end <= b for a, b in own.values()):
            continue
        marks = _number_cue(names, one, kinds[one.start], heard)
        best = _clearest(slots, marks, SURE)
        fits = [slot for slot in best if _hits(slot, one, heard)]
        if fits:
            told[fits[0].name] = "right"
            taken.add(one.start)
        elif len(best) == 1 and told.get(best[0].name) != "right":
            told[best[0].name] = "wrong"
            taken.add(one.start)
        else:
            unclear.append(one)
    for slot in slots:
        place = heard.places.get(slot.name)
        if slot.name not in told and place and place[0] in taken:
            told[slot.name] = ""
    if len(slots) == 1 and heard.settled and slots[0].name not in told and slots[0].name not in heard.places:
        lone = [one for one in unclear if not OTHER_UNIT.match(text, one.end) and kinds[one.start] == "number"]
        if len(lone) == 1 == len(unclear) and not FEE.search(lone[0].before):
            told[slots[0].name] = "wrong"
    return told


def _number_cue(names: Sequence[str], one: Said, kind: str, heard: Heard) -> list[float]:
    known = heard.known
    words = dict.fromkeys(concepts(" ".join(one.before.split(",")[-1].split()[-4:])), 1.0)
    words |= dict.fromkeys(concepts(" ".join(AFTER_NUMBER.split(one.after)[0].split()[:3])), 1.5)
    marks = score(names, words, known) if words else [0.0] * len(names)
    money = kind == "money"
    fee = FEE.search(one.before) or PER.match(one.after)
    people = COUNT_AFTER.match(one.after) or PEOPLE_BEFORE.search(one.before) and PEOPLE_AFTER.match(one.after)
    for place, name in enumerate(names):
        tags = known.profiles[name].tags
        if money:
            marks[place] = marks[place] + 1.5 if "money" in tags and not fee else 0.0
        elif people and "people" in tags:
            marks[place] += 1.5
        if YEAR in known.profiles[name].named and all(1900 < reading < 2100 for reading in one.readings):
            marks[place] += 1.0
        if "option" in tags and marks[place] < 1.5:
            marks[place] = 0.0
    return marks


def _options(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Slots whose values are listed: the values of theirs that the text names."""
    listed = [slot for slot in slots if len(slot.options) > 1 and not isinstance(slot.value, int | float)]
    if not listed:
        return {}
    folded = fold(heard.text)
    spans = [span for name, span in heard.places.items() if not heard.known.profiles[name].options]
    said: dict[Span, list[tuple[Slot, str]]] = {}
    for slot in listed:
        for option in heard.known.profiles[slot.name].options:
            for span in _places_of(option, folded):
                if not any(start <= span[0] and span[1] <= end for start, end in spans):
                    said.setdefault(span, []).append((slot, option))
    outer = [span for span in said if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in said)]
    told: dict[str, str] = {}
    held = with_words([Said(*span, ()) for span in sorted(outer)], heard.text)
    wrong: dict[str, None] = {}
    for one in held:
        pairs = said[one.start, one.end]
        chosen = _option_of(pairs, one, heard, told)
        right = fold(str(chosen[0].value)).replace("_", " ") == chosen[1]
        if right:
            told[chosen[0].name] = "right"
        elif not OLD.search(one.before):
            wrong[chosen[0].name] = None
    return {name: "wrong" for name in wrong if told.get(name) != "right"} | told


def _option_of(pairs: Sequence[tuple[Slot, str]], one: Said, heard: Heard, told: Mapping[str, str]) -> tuple[Slot, str]:
    if len(pairs) == 1:
        return pairs[0]
    names = [slot.name for slot, _ in pairs]
    words = dict.fromkeys(concepts(one.before[-24:]), 1.0) | dict.fromkeys(concepts(one.after.split(",")[0][:16]), 1.0)
    marks = score(names, words, heard.known) if words else [0.0] * len(names)
    source, target = SOURCE.search(one.before), TARGET.search(one.before)
    for place, (slot, _) in enumerate(pairs):
        named = heard.known.profiles[slot.name].named
        theirs = bool(named & SIDES[1]) or RECIPIENT in named
        marks[place] += 1.5 if source and not theirs or target and theirs else 0.0
        marks[place] -= 0.5 if slot.name in told else 0.0
    return pairs[marks.index(max(marks))]


YEAR = concept("year")
RECIPIENT = concept("recipient")
SOURCE = Late(r"\b(?:from|out of)(?: (?:your|my|the))?\s*\Z")
TARGET = Late(r"(?:'s|\btheir|\bhis|\bher|\brecipient)\s*\Z")


def _places_of(option: str, folded: str) -> Iterable[Span]:
    at = folded.find(option)
    while at >= 0:
        end = at + len(option)
        if not (at and (folded[at - 1].isalnum() or folded[at - 1] == "-")) and not folded[end : end + 1].isalnum():
            yield at, end
        at = folded.find(option, end)
