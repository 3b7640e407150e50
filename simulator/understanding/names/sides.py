"""From where and to where: which of two places a text speaks of, and whether they are told the wrong way round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import NAMING, concepts, side_of
from simulator.naming.sides import two_sides
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard
from simulator.values.late import Late


def exchanged(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Two places, each where the other should be: "from X to Y" the wrong way round."""
    found = {}
    sided = [
        (slot, side)
        for slot in slots
        if slot.name in heard.places and (side := side_of_place(slot.name, heard.known)) is not None
    ]
    if len(sided) < 2:
        return {}
    for slot, side in sided:
        start = heard.places[slot.name][0]
        before = heard.text[max(0, start - 24) : start].lower()
        after = heard.text[heard.places[slot.name][1] :][:16].lower()
        says = 0 if SOURCE.search(before) or NEXT_TO.match(after) else 1 if TARGET.search(before) else None
        says = says if says is not None else _label_side(start, heard)
        says = says if says is not None else _clause_side(start, heard)
        if says == side:
            return {}
        if says is not None:
            found[slot.name] = "wrong"
    return found


def _label_side(start: int, heard: Heard) -> int | None:
    """The side a line's label speaks for: "Return: Seville"."""
    line = heard.text[heard.text.rfind("\n", 0, start) + 1 : start].lower()
    label, colon, between = line.rpartition(":")
    label = label.strip(" -*•0123456789.)")
    side = side_of(concepts(label, NAMING), timed=False) if colon and len(between) < 4 and label.count(" ") < 2 else 0
    return None if not side else 0 if side < 0 else 1


def _clause_side(start: int, heard: Heard) -> int | None:
    """The side the verb of a clause speaks for: "you pick up the car at Union Station"."""
    clause = CLAUSES.split(heard.text[max(0, start - 48) : start].lower())[-1]
    side = side_of([word for word in concepts(clause) if word in STRONG], timed=False)
    return None if not side else 0 if side < 0 else 1


CLAUSES = Late(r"[,;.:\n]| and ")
STRONG = frozenset(map(concept, "pickup collect dropoff return deliver delivery start end destination".split()))
NEXT_TO = Late(r"[ \t]*(?:to(?! be\b)|-|–|→|->)\s")
SOURCE = Late(
    r"\b(?:from|leav\w+|depart\w+|pick(?:ed|ing)?[ -]?up(?: it)?(?: at| in| from)?|departure"
    r"|collect\w*(?: it)?(?: at| in| from)?):?\**\s*\Z|\bfrom:\s*\Z"
)
TARGET = Late(
    r"(?:\b(?:to|destination|drop(?:ped|ping)?[ -]?off(?: it)?(?: at| in)?|(?:arriv\w+|lands?|landing) (?:in|at)"
    r"|reach(?:es|ing)?)|→|->| –| -):?\**\s*\Z"
)


def side_of_place(name: str, known: Known) -> int | None:
    if "place" not in known.profiles[name].tags:
        return None
    ends = _place_ends(known)
    return ends.index(name) if name in ends else None


@lru_cache(maxsize=256)
def _place_ends(known: Known) -> list[str]:
    return two_sides(known.tagged("place"), known)


def leads_to(text: str, end: int, heard: Heard) -> bool:
    """Whether "to" and a place that was looked for follow."""
    hit = NEXT_TO.match(text, end)
    if hit is None:
        return False
    return any(
        abs(span[0] - hit.end()) < 2 and side_of_place(slot, heard.known) == 1 for slot, span in heard.places.items()
    )
