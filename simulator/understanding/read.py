"""An assistant's text, read as a patient listener would, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter

from simulator.frozen import NamedTuple
from simulator.messages import Reading
from simulator.naming.known import known_slots
from simulator.scenario.case import Slot
from simulator.understanding.asking import ENGLISH, PREFERENCE
from simulator.understanding.claims import claim_of, claim_signs
from simulator.understanding.confirms import asks_yes_or_no, checks, may_confirm, restates, says_again
from simulator.understanding.offers import (
    MAX_OFFERS,
    listed_offers,
    of_words,
    offered_days,
    proposed,
    said_offers,
    says_bye,
)
from simulator.understanding.parts import KEEP, Part, clean, cut, find_cue, part_of
from simulator.understanding.requests import asked_slots
from simulator.understanding.said.codes import labels_of
from simulator.understanding.said.heard import Heard, right_places
from simulator.understanding.said.told import told_values
from simulator.understanding.small_print import has_small_print, without_small_print
from simulator.values.cues import cues, words_of
from simulator.values.mention import find_value

NOTHING = ("", "?", ".", "!")
ITEM, BYE, PREFERS, SMALL = map(attrgetter, ("item", "bye", "prefers", "small"))
RESTATED = 3
"""A text with so many of the listener's values tells what became of them, whatever its words."""
MORE = re.compile(
    r"\b(?:any|some)thing (?:else|more|further)\b|^what else\b|\b(?:any|some) (?:other|more) (?:questions?|requests?)\b"
)


def read(text: str, slots: Sequence[Slot], clock: datetime) -> Reading:
    """What the text asks, confirms, says and claims about these slots."""
    shown = clean(text)
    seen = [_part(*piece) for piece in cut(shown)]
    if not seen:
        return Reading(understood=False)
    parts, signs = [part for part, _ in seen], [one for _, one in seen]
    known = known_slots(slots)

    def has_value(name: str, rest: str) -> bool:
        value = next(slot.value for slot in slots if slot.name == name)
        span = find_value(value, rest[:80], clock) if rest not in NOTHING else None
        return span is not None and span[0] < 4

    places = right_places(shown, slots, clock)
    fresh = _fresh(parts, signs, [shown[start:end] for start, end in places.values()]) if places else parts
    restated = len(fresh) < len(parts)
    asks, unknown = asked_slots(fresh, known, has_value)
    confirms = restated or _confirms(seen, bool(asks), len(places))
    claims = [one.claims for one in signs]
    if any(map(ITEM, parts)) and (only := proposed(parts)):
        claims = [one for place, one in enumerate(claims) if place not in only]
    claim = claim_of(claims, bool(asks) or confirms) if any(claims) else ""
    said_offers = _said_offers(signs)
    if said_offers and not places.keys().isdisjoint(asks):
        asks = _left_open(asks, said_offers, slots, clock)
    settled = confirms or bool(claim) or len(places) >= RESTATED and not (asks or said_offers)
    plain = without_small_print(shown, places, known) if any(map(SMALL, signs)) else shown
    seen_in = cues(plain)
    heard = Heard(plain, *seen_in, labels_of(plain, seen_in.words), known, clock, places, settled, asks=confirms)
    told = told_values(heard, slots, asks)
    tasted = bool(said_offers and asks) and of_words(said_offers) and sum([part.question for part in parts]) == 1
    if tasted:
        # "a window or an aisle seat?" asks for no number of seats
        asks = tuple([name for name in asks if known.kinds[name] != "number"])
    offers = listed_offers(parts, known, bool(asks)) or said_offers
    offers = offers or (() if asks or confirms else offered_days(parts, clock))
    bye = any(map(BYE, signs))
    open_questions = [one.more for part, one in seen if part.question]
    asked = confirms or bool(asks or unknown)
    question = asked or bool(open_questions)
    placed = bool(claim or told or offers) or bye or question
    return Reading(
        asks=asks,
        unknown=unknown,
        confirms=confirms,
        values=told,
        claim=claim,
        offers=offers,
        bye=bye,
        question=question,
        more=not asked and bool(open_questions) and all(open_questions),
        prefers=question and any(map(PREFERS, signs)) or tasted and not asks,
        understood=placed or not all(ENGLISH.isdisjoint(words_of(part.low)) for part in parts),
    )


def _left_open(asks: Sequence[str], offers: Sequence[str], slots: Sequence[Slot], clock: datetime) -> tuple[str, ...]:
    """What is asked for besides what every offer says already: "Two are free: 12 June, 9:45; 12 June, 11:30"."""
    values = {slot.name: slot.value for slot in slots}
    return tuple([name for name in asks if not all(find_value(values[name], one, clock) for one in offers)])


def _confirms(seen: Sequence[Seen], asks: bool, values: int) -> bool:
    """Whether a text that says so many values asks for a yes or no."""
    if asks_yes_or_no([part for part, one in seen if one.may_confirm], asks, values > 0):
        return True
    last = seen[-1][1]
    return values > 0 and not asks and (last.checks or last.checks_several and values > 1)


def _fresh(parts: Sequence[Part], signs: Sequence[Signs], values: Sequence[str]) -> Sequence[Part]:
    """The parts that do not merely say again what was heard."""
    again = [part for part, one in zip(parts, signs, strict=True) if one.restates]
    if len(values) < 2:
        again = [part for part in again if "?" not in part.low and any(value in part.raw for value in values)]
        return [part for part in parts if part not in again] if again else parts
    agreed = bool(again)
    return [part for part in parts if not (part in again or says_again(part, values, agreed=agreed))]


def _said_offers(signs: Sequence[Signs]) -> tuple[str, ...]:
    """The alternatives offered in sentences, each once."""
    return tuple(dict.fromkeys([offer for one in signs for offer in one.offers]))[:MAX_OFFERS]


class Signs(NamedTuple):
    """What one part says by itself, whatever the slots are."""

    claims: frozenset[str]
    offers: tuple[str, ...]
    bye: bool
    prefers: bool
    restates: bool
    more: bool
    may_confirm: bool
    checks: bool
    checks_several: bool
    small: bool


Seen = tuple[Part, Signs]


def _part(raw: str, item: bool, line: int) -> Seen:
    return _part_kept(raw, item, line) if len(raw) <= KEEP else _look(raw, item, line)


def _look(raw: str, item: bool, line: int) -> Seen:
    part = part_of(raw, item, line)
    return part, Signs(
        claims=frozenset(claim_signs(part)),
        offers=tuple(said_offers(part)),
        bye=says_bye(part),
        prefers=find_cue((PREFERENCE,), part.stems, part.low) is not None,
        restates=restates(part),
        more=part.question and MORE.search(part.low) is not None,
        may_confirm=may_confirm(part),
        checks=checks(part, several=False),
        checks_several=checks(part, several=True),
        small=has_small_print(part),
    )


_part_kept = lru_cache(maxsize=2048)(_look)
