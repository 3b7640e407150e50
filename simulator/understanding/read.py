"""An assistant's text, read as a patient listener would, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from simulator.frozen import dataclass
from simulator.messages import Reading
from simulator.naming.known import known_slots
from simulator.scenario.case import Slot
from simulator.understanding.asking import ENGLISH, PREFERENCE
from simulator.understanding.claims import claim_of, claim_signs
from simulator.understanding.confirms import (
    asks_again,
    asks_yes_or_no,
    checks,
    may_confirm,
    may_repeat,
    restates,
)
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
RESTATED = 2
"""A text with so many of the listener's values tells what became of them, whatever its words."""
MORE = re.compile(
    r"\b(?:any|some)thing (?:else|more|further)\b|^what else\b|\b(?:any|some) (?:other|more) (?:questions?|requests?)\b"
)


def read(text: str, slots: Sequence[Slot], clock: datetime) -> Reading:
    """What the text asks, confirms, says and claims about these slots."""
    shown = clean(text)
    seen = [_look(*piece) if len(piece[0]) <= KEEP else _seen(*piece) for piece in cut(shown)]
    if not seen:
        return Reading(understood=False)
    parts = [one.part for one in seen]
    signs = frozenset[str]().union(*[one.signs for one in seen])
    known = known_slots(slots)

    def has_value(name: str, rest: str) -> bool:
        value = next(slot.value for slot in slots if slot.name == name)
        span = find_value(value, rest[:80], clock) if rest not in NOTHING else None
        return span is not None and span[0] < 4

    places = right_places(shown, slots, clock)
    fresh = _fresh(parts, seen, [shown[start:end] for start, end in places.values()]) if places else parts
    restated = len(fresh) < len(parts)
    asks, unknown = asked_slots(fresh, known, has_value)
    confirms = restated or _confirms(seen, bool(asks), len(places))
    claim = claim_of(_stated(seen) if "item" in signs else signs, bool(asks) or confirms)
    said_offers = _said_offers(seen) if "offers" in signs else ()
    if said_offers and not places.keys().isdisjoint(asks):
        asks = _left_open(asks, said_offers, slots, clock)
    settled = confirms or bool(claim) or len(places) >= RESTATED and not said_offers
    plain = without_small_print(shown, places, known) if "small print" in signs else shown
    plainly = cues(plain)
    labels = labels_of(plain, plainly.words)
    heard = Heard(plain, *plainly, labels, known, clock, places, settled, asks=confirms)
    told = told_values(heard, slots, asks)
    tasted = bool(said_offers and asks) and of_words(said_offers) and sum([part.question for part in parts]) == 1
    if tasted:
        # "a window or an aisle seat?" asks for no number of seats
        asks = tuple([name for name in asks if known.kinds[name] != "number"])
    offers = (listed_offers(parts, known, bool(asks)) if "item" in signs else ()) or said_offers
    offers = offers or (() if asks or confirms else offered_days(parts, clock))
    bye = "bye" in signs
    asked = confirms or bool(asks or unknown)
    question = asked or "asks" in signs or "asks for more" in signs
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
        more=not asked and "asks for more" in signs and "asks" not in signs,
        prefers=question and "prefers" in signs or tasted and not asks,
        understood=placed or not all(ENGLISH.isdisjoint(words_of(part.low)) for part in parts),
    )


def _left_open(asks: Sequence[str], offers: Sequence[str], slots: Sequence[Slot], clock: datetime) -> tuple[str, ...]:
    """What is asked for besides what every offer says already: "Two are free: 12 June, 9:45; 12 June, 11:30"."""
    values = {slot.name: slot.value for slot in slots}
    return tuple([name for name in asks if not all(find_value(values[name], one, clock) for one in offers)])


def _confirms(seen: Sequence[Seen], asks: bool, values: int) -> bool:
    """Whether a text that says so many values asks for a yes or no."""
    if asks_yes_or_no([one.part for one in seen if "may confirm" in one.signs], asks, values > 0):
        return True
    last = seen[-1].signs
    return values > 0 and not asks and ("checks" in last or "checks several" in last and values > 1)


def _fresh(parts: Sequence[Part], seen: Sequence[Seen], values: Sequence[str]) -> Sequence[Part]:
    """The parts that do not merely say again what was heard."""
    again = [one.part for one in seen if "restates" in one.signs]
    if len(values) < 2:
        again = [part for part in again if "?" not in part.low and any(value in part.raw for value in values)]
    else:
        # before a "yes?" any sentence may say them again
        able = [one.part for one in seen if ("may repeat" if again else "repeats") in one.signs]
        again += _listed_again(parts, again) if again else ()
        again += [part for part in able if sum([value in part.raw for value in values]) > 1]
    return [part for part in parts if part not in again] if again else parts


def _listed_again(parts: Sequence[Part], again: Sequence[Part]) -> list[Part]:
    """The items under a header that says again what was heard."""
    found: list[Part] = []
    listing = False
    for part in parts:
        listing = part in again and part.header or listing and part.item and not part.question
        found += [part] if listing else []
    return found


def _stated(seen: Sequence[Seen]) -> frozenset[str]:
    """The signs of all but the list items that are only proposed."""
    only = proposed([one.part for one in seen])
    return frozenset[str]().union(*[one.signs for place, one in enumerate(seen) if place not in only])


def _said_offers(seen: Sequence[Seen]) -> tuple[str, ...]:
    """The alternatives offered in sentences, each once."""
    return tuple(dict.fromkeys([offer for one in seen for offer in one.offers]))[:MAX_OFFERS]


@dataclass(frozen=True, slots=True)
class Seen:
    """A part, what it says by itself, whatever the slots are, and the alternatives it offers."""

    part: Part
    signs: frozenset[str]
    offers: tuple[str, ...]


def _seen(raw: str, item: bool, line: int) -> Seen:
    part = part_of(raw, item, line)
    more = part.question and MORE.search(part.low) is not None
    offers = tuple(said_offers(part))
    signs = {
        "item": item,
        "asks": part.question and not more,
        "asks for more": more,
        "offers": bool(offers),
        "bye": says_bye(part),
        "prefers": find_cue((PREFERENCE,), part.stems, part.low) is not None,
        "restates": restates(part),
        "may repeat": may_repeat(part),
        "repeats": may_repeat(part) and asks_again(part),
        "may confirm": may_confirm(part),
        "checks": checks(part, several=False),
        "checks several": checks(part, several=True),
        "small print": has_small_print(part),
    }
    return Seen(part, frozenset(claim_signs(part)).union([sign for sign, holds in signs.items() if holds]), offers)


_look = lru_cache(maxsize=2048)(_seen)
