"""Numbers and amounts, each tied to a slot by the words and units beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from simulator.frozen import NamedTuple, replace
from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import WEAK_CONCEPTS, concepts
from simulator.naming.scoring import score
from simulator.naming.vocabulary import normal_words
from simulator.scenario.case import Slot
from simulator.understanding.said.days import CLEAR
from simulator.understanding.said.heard import OLD_WORDS, Heard, Said, clearest, hits, is_old, with_words
from simulator.understanding.said.lengths import lengths_of, ranges_of
from simulator.understanding.said.listing import said_beside, sentence_ends
from simulator.values.late import Late
from simulator.values.numbers import read_numbers
from simulator.values.words import ORDINALS

FEE = Late(
    r"\b(?:fee|price|total|cost|costs|fare|charge|charged|rate|per|each|deposit|tax|balance|comes to"
    r"|worth)\b[^.\n,]{0,18}\Z"
)
PER = Late(
    r"\s*(?:per|an?|each|every|/)\s?(?:day|night|person|month|week|hour|h(?:r|rs)?|head|guest|pp?)\b|\s*pp\b"
    r"|\s*(?:fee|in total|total)\b"
)
PEOPLE_BEFORE = Late(r"\b(?:for|table for|party of|group of)\s*\Z")
LEAVES_YOU = Late(r"\bleav(?:es|ing) (?:you|him|her|them|us|me)(?: with)?\s*(?:[$€£¥]\s?)?\Z")
LEFT = Late(r"\s*quarters? of\b|[^.,;?!]{0,24}\b(?:left|available|remaining|free)\b")
LEFT_WORDS = frozenset("quarter quarters left available remaining free".split())
PARTY = Late(r"\b(?:party|group|table) (?:of|for)\s*\Z")
PEOPLE_AFTER = Late(
    r"\s*(?:[.,;?!]|$|\n|people|persons?|of (?:you|us|them)|pax|(?:in|on|at|and|x|going|travell?ing|to|from|please)\b)"
)
COUNT_AFTER = Late(r"\s*(?:of (?:you|us|them)|people|persons?|pax)\b")
OTHER_UNIT = Late(
    r"\s*(?:%|quarters?\b|minutes?|mins?|hours?|days?|weeks?|months?|years?|business|working|km|characters?|digits?|pm\b|am\b"
    r"|st\b|nd\b|th\b)"
)
TIME_UNIT = Late(r"[\s\-]*(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|(?:business|working) days?)\b")
TIME_WORDS = frozenset("minute minutes min mins hour hours day days week weeks month months year years".split())
SUMS = frozenset(map(concept, ("amount", "sum", "transfer", "send")))
QUANTITY = Late(r"\b(?:quantity|qty\.?|number|count|how many|units)\W*\Z")
QUANTITY_WORDS = frozenset("quantity qty number count how units".split())
DAY_OF = Late(r"(?i)(?<!per_)(?:day|date)\Z")
TIMES = Late(r"x\b|. ?[x×]\b")
ANY_COUNT = frozenset(map(concept, "quantity number count item items pieces".split()))
THING_NEXT = Late(
    r"(?: ?[x×])? (?!(?:cm|mm|km|kg|percent|degrees?|minutes?|mins?|hours?|days?|weeks?|months?|years?|of|to|or|and"
    r"|in|on|at|per|for|from|with|by|into|as|if|please|more|other|euros?|dollars?|pounds?|francs?|cents?|business|working|people|persons?|is|are|was|will)\b)[a-z]{3,}"
)
HALF_MORE = Late(r" and a half\b")
FOR_A_START = Late(r"[^.,;?!]{0,8}\b(?:for|in|during) (?:the|your) first\b")
FREE_FOR = Late(r"\b(?:free|trial)\b[^.,;]{0,16}\Z")
WAS = Late(r"\bw(?:as|ere)\s*\Z")
BOUNDS = frozenset(map(concept, "budget limit max maximum most cap day date".split()))
OF_RATE = Late(r"\s*(?:cents?|pence|in total|total|off\b|discount)")
NOTED = Late(r"\b(?:noted|recorded|registered|entered|received|saved|logged|put down)\b(?: [a-z]+){0,2}\s*\Z")
LIMIT = Late(r"\b(?:max(?:imum)?|at most|up to|under|below|limit|no more than|less than)\b[^.\n,]{0,8}\Z")
_UNITS = (
    "kg kilograms/kilo kilograms/km kilometers/cm centimeters/gb gigabytes/min minutes/sqm square/m meters/degree "
    "temperature/percent percent"
)
UNITS = {unit: concept(word) for unit, word in (pair.split() for pair in _UNITS.split("/"))}
CENTS = Late(r"\s*(?:cents?|pence|ct)\b")
CENT_WORDS = frozenset("cent cents pence ct".split())
AND = Late(r" (?:and )?")
LISTED_BEFORE = Late(r"[,:;(][\s*]*\Z")
LISTED_AFTER = Late(r"[\s*]*(?:[,;)?!]|\.(?!\d)|\Z)")
AGE = concept("age")
YEAR = concept("year")
PRICED = Late(r"price|cost|rate|fare|fee|total|rent|premium")
OF_ONE = Late(r"per_|per[A-Z]|hourly|daily|nightly|weekly|monthly|each|rate")
OF_PRICE = Late(r"price|total|cost|comes to|fare")
NONE_OF = Late(
    rf"\b(?:no|(?P<which>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th))"
    r" (?P<what>[a-z-]{3,}(?: [a-z-]{3,})?)"
)
NONE_WORDS = frozenset(["no", "st", "nd", "rd", "th", *(word.split("-")[0].split()[0] for word in ORDINALS)])
GLUED = Late(r"(?<=[\d ])(?:°|[a-zA-Z]{1,4}\Z)")
DEGREE = "degree"
UNIT_AFTER = Late(r"[\s\-]*[a-z]*")
BEFORE_NUMBER = Late(r"[,;(]|[.!?] | with | and | plus ")
AFTER_NUMBER = Late(r"[,.;:?!()\n]| for | to | with | at | in ")
SURE = 1.0


def told_numbers(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What the numbers of a text say of these slots."""
    numbers = read_numbers(heard.text)
    if not numbers:
        return none_of(slots, heard) | ranges_of(slots, heard) | lengths_of(slots, heard) if heard.settled else {}
    kinds = {one.start: one.kind for one in numbers}
    told: dict[str, str] = {}
    names = tuple([slot.name for slot in slots])
    free = _free(with_words([(one.start, one.end, one.readings) for one in numbers], heard.low), names, heard)
    unclear: list[Said] = []
    for one in free:
        owner = _owner(_number_cue(names, one, kinds[one.start], heard), slots, one, heard)
        right = owner is not None and hits(owner, one, heard)
        if owner is None or told.get(owner.name) == "right" and not right:
            unclear.append(one)
        else:
            told[owner.name] = "right" if right else "wrong"
    taken = {one.start for one in free if one not in unclear}
    for slot in slots:
        place = heard.places.get(slot.name)
        if place and slot.name not in told and place[0] in taken:
            told[slot.name] = ""
        # a price beside the sum that is wanted is another one
        elif place and told.get(slot.name) == "wrong" and place[0] not in taken and _is_sum(slot, heard):
            told[slot.name] = "right"
    missing = [slot.name for slot in slots if slot.name not in told and slot.name not in heard.places]
    if missing:
        plain = [one for one in unclear if kinds[one.start] == "number"]
        told |= _by_strange_ones(Unclear(unclear, plain), missing, slots, told, heard)
    if not heard.settled:
        return told
    return none_of(slots, heard) | ranges_of(slots, heard) | told | lengths_of(slots, heard)


def _free(said: list[Said], names: Sequence[str], heard: Heard) -> list[Said]:
    """The numbers that may be those of a slot: none of what was or is left, nor a piece of another value."""
    if not CENT_WORDS.isdisjoint(heard.words):
        said = _with_cents(said, heard.text)
    if "half" in heard.words:
        said = [_with_half(one) for one in said]
    if "first" in heard.words:
        said = [one for one in said if not FOR_A_START.match(one.after)]
    if not LEFT_WORDS.isdisjoint(heard.words):
        said = [one for one in said if not (LEFT.match(one.after) or FREE_FOR.search(one.before))]
    if "leaves" in heard.words or "leaving" in heard.words:
        said = [one for one in said if not LEAVES_YOU.search(one.before)]
    if not OLD_WORDS.isdisjoint(heard.words):
        said = [one for one in said if not is_old(one, heard) or len(said) == 1 and WAS.search(one.before)]
    others = [span for name, span in heard.places.items() if name not in names]
    return [one for one in said if not any(a <= one.start and one.end <= b for a, b in others)] if others else said


def _with_half(one: Said) -> Said:
    """A number with "and a half" behind it."""
    if not HALF_MORE.match(one.after):
        return one
    more = len(" and a half")
    readings = tuple([reading + 0.5 for reading in one.readings])
    return replace(one, end=one.end + more, readings=readings, after=one.after[more:])


def _with_cents(said: Sequence[Said], text: str) -> list[Said]:
    """The numbers, with "132 dollars and 75 cents" as one."""
    found: list[Said] = []
    for one in said:
        last = found[-1] if found else None
        if (
            last
            and last.readings
            and one.readings
            and CENTS.match(one.after)
            and AND.fullmatch(text[last.end : one.start])
        ):
            found[-1] = replace(
                last,
                end=one.end,
                after=one.after,
                readings=tuple(whole + one.readings[0] / 100 for whole in last.readings),
            )
        else:
            found.append(one)
    return found


def _by_strange_ones(
    unclear: Unclear, missing: Sequence[str], slots: Sequence[Slot], told: Mapping[str, str], heard: Heard
) -> dict[str, str]:
    """The missing slots in whose place a number stands that no words explain."""
    plain = [one for one in unclear.plain if not TIMES.match(heard.text, one.end - 1)]
    heeded = heard.asks or len(unclear.every) == 1 and NOTED.search(unclear.every[0].before)
    if heeded and _is_strange(slots, unclear._replace(plain=plain), told, heard):
        return {missing[0]: "wrong"}
    sums = [name for name in missing if _is_amount(name, heard)]
    amounts = [one for one in unclear.every if one not in unclear.plain]
    return {sums[0]: "wrong"} if heard.settled and len(sums) == 1 and _is_strange_sum(amounts, heard) else {}


def _is_sum(slot: Slot, heard: Heard) -> bool:
    return "money" in heard.known.profiles[slot.name].tags


class Unclear(NamedTuple):
    """The numbers no words tie to a slot, and those of them that are no amount of money."""

    every: Sequence[Said]
    plain: Sequence[Said]


def _owner(marks: Sequence[float], slots: Sequence[Slot], one: Said, heard: Heard) -> Slot | None:
    """The slot the words beside a number speak for; of several the one it fits, else the first where it is clear."""
    if one.readings and not any(float(reading).is_integer() for reading in one.readings):
        marks = [0.0 if isinstance(slot.value, int) else mark for slot, mark in zip(slots, marks, strict=True)]
    best = clearest(slots, marks, SURE)
    if len(best) < 2:
        return best[0] if best else None
    fits = [slot for slot in best if hits(slot, one, heard)]
    if fits:
        return fits[0]
    return slots[marks.index(max(marks))] if heard.settled and max(marks) > CLEAR else None


def _is_strange(slots: Sequence[Slot], unclear: Unclear, told: Mapping[str, str], heard: Heard) -> bool:
    """Whether a number that no words explain is another than that of the slot not spoken of."""
    if len(slots) == 1:
        lone = [one for one in unclear.plain if not OTHER_UNIT.match(heard.text, one.end)]
        return len(lone) == 1 == len(unclear.every) and not FEE.search(lone[0].before)
    return any(_is_bare(one) for one in _left_over(unclear.plain, slots, told))


def _is_amount(slot: str, heard: Heard) -> bool:
    """Whether a slot is a sum, and neither the most that something may cost nor the day it is paid."""
    profile = heard.known.profiles[slot]
    return "money" in profile.tags and profile.own.isdisjoint(BOUNDS)


def _is_strange_sum(said: Sequence[Said], heard: Heard) -> bool:
    """Whether the one sum of a text stands among values and is not called a fee or price."""
    if len(said) != 1 or FEE.search(said[0].before) or LIMIT.search(said[0].before) or OF_RATE.match(said[0].after):
        return False
    return said_beside(said[0].start, sentence_ends(heard), heard) > 1


def _left_over(said: Sequence[Said], slots: Sequence[Slot], told: Mapping[str, str]) -> list[Said]:
    """The numbers that are no slot's value, or only of one that was said already."""
    free = [slot for slot in slots if told.get(slot.name) != "right"]
    found = []
    for one in said:
        fits = [slot for slot in free if one.readings and slot.value in one.readings]
        if fits:
            free.remove(fits[0])
        else:
            found.append(one)
    return found


def _is_bare(one: Said) -> bool:
    """Whether a number stands in a list of values with no word beside it."""
    return LISTED_BEFORE.search(one.before) is not None and LISTED_AFTER.match(one.after) is not None


def _number_cue(names: tuple[str, ...], one: Said, kind: str, heard: Heard) -> list[float]:
    """How clearly the words beside a number speak for each slot."""
    known = heard.known
    marks = list(_named_beside(names, *_beside(one), known))
    if kind == "money" or not CENT_WORDS.isdisjoint(heard.words) and CENTS.match(one.after):
        if _is_fee(names, one, heard):
            return [0.0] * len(names)
        return [_as_money(mark, name, one, heard) for mark, name in zip(marks, names, strict=True)]
    if counted := _counted(names, one, heard):
        marks[names.index(counted)] += SURE
    unit = _unit_of(one, heard)
    timed = not TIME_WORDS.isdisjoint(heard.words) and TIME_UNIT.match(one.after) is not None
    for place, name in enumerate(names):
        profile = known.profiles[name]
        if timed and (DAY_OF.search(name) or not ("duration" in profile.tags or profile.named & {concept(unit), AGE})):
            marks[place] = 0.0
        elif unit and (unit in known.words[name] or UNITS.get(unit, unit) in profile.own):
            marks[place] += 1.5
        marks[place] += 1.5 if "people" in profile.tags and _is_of_people(one) else 0.0
        if YEAR in profile.named and all(1900 < reading < 2100 for reading in one.readings):
            marks[place] += 1.0
        if "option" in profile.tags and marks[place] < 1.5 or "money" in profile.tags and THING_NEXT.match(one.after):
            marks[place] = 0.0
    return marks


def _counted(names: Sequence[str], one: Said, heard: Heard) -> str:
    """The one slot that counts things, where a number is called a quantity or stands before a thing; "" for none."""
    profiles = heard.known.profiles
    counts = [name for name in names if "count" in profiles[name].tags]
    if len(counts) != 1:
        return ""
    called = not QUANTITY_WORDS.isdisjoint(heard.words) and QUANTITY.search(one.before)
    return counts[0] if called or profiles[counts[0]].core <= ANY_COUNT and THING_NEXT.match(one.after) else ""


def _beside(one: Said) -> tuple[str, str]:
    """The last words of the clause before a number, and the first of the clause after it."""
    before = one.before.lstrip().partition(" ")[2] if one.before[:1] == " " else one.before
    last, first = BEFORE_NUMBER.split(before)[-1], AFTER_NUMBER.split(one.after, 1)[0]
    return " ".join(last.split()[-4:]), " ".join(first.split()[:3])


@lru_cache(maxsize=1024)
def _named_beside(names: tuple[str, ...], before: str, after: str, known: Known) -> tuple[float, ...]:
    """How clearly the words on both sides name each slot."""
    words = dict.fromkeys(concepts(before), 1.0) | dict.fromkeys(concepts(after), 1.5)
    return tuple(score(names, words, known)) if words else (0.0,) * len(names)


def _is_of_people(one: Said) -> bool:
    """Whether it says how many people there are."""
    if COUNT_AFTER.match(one.after) or PARTY.search(one.before):
        return True
    return PEOPLE_BEFORE.search(one.before) is not None and PEOPLE_AFTER.match(one.after) is not None


def _as_money(mark: float, name: str, one: Said, heard: Heard) -> float:
    profile = heard.known.profiles[name]
    if "duration" in profile.tags:
        return 0.0
    if profile.tags.isdisjoint(("money", "count")) and not profile.own.isdisjoint(BOUNDS):
        return mark + 1.5 if mark > 0 else 0.0
    limit = LIMIT.search(one.before)
    if limit and mark <= 0 and "up to" in limit[0] and profile.own.isdisjoint(BOUNDS):
        return 0.0
    plain = mark > 0 or limit or not SUMS.isdisjoint(profile.named) or PRICED.search(name)
    return mark + 1.5 if "money" in profile.tags and plain else 0.0


def _unit_of(one: Said, heard: Heard) -> str:
    """The word after a number or glued to it, in normal form: "kg" of "4 kg"."""
    glued = GLUED.search(heard.text, one.start, one.end)
    if glued:
        return DEGREE if glued[0][0] == "°" else _unit(glued[0].lower())
    hit = UNIT_AFTER.match(one.after)
    return _unit(hit[0]) if hit else ""


@lru_cache(maxsize=512)
def _unit(text: str) -> str:
    return next(iter(normal_words(text)), "")


def _is_fee(names: Sequence[str], one: Said, heard: Heard) -> bool:
    """Whether an amount is what something costs, and not what one of the slots is about."""
    fee, per = FEE.search(one.before), PER.match(one.after)
    hit = fee or per
    if hit is None or any(_is_price(name, fee, per) for name in names if name not in heard.places):
        return False
    profiles = heard.known.profiles
    sums = [profiles[name].own for name in names if "money" in profiles[name].tags]
    return not sums or not any(word in own for word in concepts(hit[0]) if word not in SUMS for own in sums)


def _is_price(name: str, fee: re.Match[str] | None, per: re.Match[str] | None) -> bool:
    """Whether a slot is what something costs: the whole of it, or one of it where the words are of one."""
    if not PRICED.search(name.lower()):
        return False
    if OF_ONE.search(name.lower()):
        return per is not None or fee is not None and "total" not in fee[0]
    return per is None and fee is not None and OF_PRICE.search(fee[0]) is not None


def none_of(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What "no children" says of their number, and "the third floor" of that of the floor."""
    found: dict[str, str] = {}
    able = [slot for slot in slots if slot.name not in heard.places and not _is_sum(slot, heard)]
    if not able or heard.words.isdisjoint(NONE_WORDS):
        return found
    for hit in NONE_OF.finditer(heard.low):
        said = [frozenset(concepts(word)) - WEAK_CONCEPTS for word in hit["what"].split()]
        number = ORDINALS.get(hit["which"] or "", 0) or int(hit["digits"] or 0)
        for slot in able:
            core = heard.known.profiles[slot.name].core
            about = any(words and (words == core or not number and words <= core) for words in said)
            if about and not (number and "count" in heard.known.profiles[slot.name].tags):
                found[slot.name] = "wrong" if slot.value != number else "right"
    return found
