"""An assistant's text, read as a patient listener would, by rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.understanding.asking import PREFERENCE
from simulator.understanding.claims import claim_of, claim_signs
from simulator.understanding.confirms import asks_yes_or_no
from simulator.understanding.offers import MAX_OFFERS, listed_offers, said_offers, says_bye
from simulator.understanding.parts import KEEP, Part, clean, cut, find_cue
from simulator.understanding.requests import asked_slots
from simulator.understanding.told import Heard, right_places, told_values
from simulator.understanding.vocabulary import vocabulary
from simulator.values.cues import words_of
from simulator.values.mention import find_value

ENGLISH = frozenset(
    "the a an you your yours i me my mine we us our ours it its they them their he she his her this that these "
    "those here there is are was were be been am has have had do does did will would shall should can could may "
    "might must of to in on at by for from with without within about after before between over under up out off "
    "into than then as if so or and but not no yes any some all each every more most only also just still again "
    "now today tomorrow soon ok okay hi hello hey please thanks thank sure sorry welcome great one two moment "
    "checking bye done wait hold understood noted perfect right well what how when where who why which let get "
    "got take takes go goes make makes new other day days hour hours minute minutes per until since because".split()
)
NOTHING = ("", "?", ".", "!")


def read(text: str, slots: Sequence[Slot], clock: datetime) -> Reading:
    """What the text asks, confirms, says and claims about these slots."""
    shown = clean(text)
    parts = cut(shown)
    if not parts:
        return Reading(understood=False)
    known = vocabulary(slots)

    def has_value(name: str, rest: str) -> bool:
        value = next(slot.value for slot in slots if slot.name == name)
        span = find_value(value, rest[:80], clock) if rest not in NOTHING else None
        return span is not None and span[0] < 4

    asks = asked_slots(parts, known, has_value)
    places = right_places(shown, slots, clock)
    confirms = asks_yes_or_no(parts, bool(asks), bool(places))
    claims, said, byes, wishes = zip(*map(_signs, parts), strict=True)
    claim = claim_of(claims, bool(asks) or confirms)
    heard = Heard(text=shown, known=known, clock=clock, places=places, settled=confirms or bool(claim))
    told = told_values(heard, slots, asks)
    offers = listed_offers(parts, known, bool(asks)) or tuple(dict.fromkeys(chain(*said)))[:MAX_OFFERS]
    bye = any(byes)
    question = confirms or bool(asks) or any(part.question for part in parts)
    placed = bool(claim or told or offers) or bye or question
    return Reading(
        asks=asks,
        confirms=confirms,
        values=told,
        claim=claim,
        offers=offers,
        bye=bye,
        question=question,
        prefers=question and any(wishes),
        understood=placed or not all(ENGLISH.isdisjoint(words_of(part.low)) for part in parts),
    )


class Signs(NamedTuple):
    """What one part says by itself, whatever the slots are."""

    claims: frozenset[str]
    offers: tuple[str, ...]
    bye: bool
    prefers: bool


def _signs(part: Part) -> Signs:
    return _signs_kept(part) if len(part.raw) <= KEEP else _read_signs(part)


def _read_signs(part: Part) -> Signs:
    return Signs(
        claims=frozenset(claim_signs(part)),
        offers=tuple(said_offers(part)),
        bye=says_bye(part),
        prefers=find_cue((PREFERENCE,), part.stems, part.low) is not None,
    )


_signs_kept = lru_cache(maxsize=2048)(_read_signs)
