"""An assistant's text, read as a patient listener would, by rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.understanding.asking import PREFERENCE
from simulator.understanding.claims import claim_of
from simulator.understanding.confirms import asks_yes_or_no
from simulator.understanding.offers import offers_of, says_bye
from simulator.understanding.parts import Part, clean, cut, find_cue, kept
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
    claim = claim_of(parts, bool(asks) or confirms)
    heard = Heard(text=shown, known=known, clock=clock, places=places, settled=confirms or bool(claim))
    told = told_values(heard, slots, asks)
    offers = offers_of(parts, known, bool(asks))
    bye = says_bye(parts)
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
        prefers=question and any(map(_prefers, parts)),
        understood=placed or not all(ENGLISH.isdisjoint(words_of(part.low)) for part in parts),
    )


@kept
def _prefers(part: Part) -> bool:
    """Whether it asks for what the listener would like best."""
    return find_cue((PREFERENCE,), part.stems, part.low) is not None
