"""A mood: where it starts, what the assistant does to it, and what it does to patience; by tables, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from simulator.messages import Reading
from simulator.personas.persona import Persona

START: Mapping[str, int] = {"calm": 0, "glad": 1, "tense": -1, "upset": -2}
LOWEST, HIGHEST = -4, 3
LOW, GOOD = -2, 1
"""From LOW down somebody complains, says less and bears one useless turn fewer; from GOOD up thanks come easier."""
LEAST = 2
"""So many useless turns everybody bears."""
MOVES: Mapping[str, Mapping[str, int]] = {
    "normal": {"error": -1, "needless": -1, "repeated": -1, "wait": 0, "success": 2},
    "high": {"error": -1, "needless": 0, "repeated": -1, "wait": 0, "success": 2},
    "low": {"error": -2, "needless": -1, "repeated": -2, "wait": -1, "success": 2},
}
"""By patience: how far each happening moves the mood."""
TONES: Mapping[str, Mapping[str, int]] = {
    "angry": {"wait": -1, "success": -1},
    "anxious": {"wait": -1, "error": -1},
    "cheerful": {"error": 1},
}
"""What the tone adds to that."""
COMPLAINS: Mapping[str, float] = {
    "angry": 0.9, "curt": 0.5, "anxious": 0.4, "neutral": 0.4, "friendly": 0.2, "cheerful": 0.15,
}  # fmt: skip
"""By tone: how often a bad mood is put into words where there is a cause."""


class Aim(Protocol):
    """What the mood needs to know of the goal under way."""

    @property
    def told(self) -> Mapping[str, Any]: ...

    @property
    def wants_information(self) -> bool: ...

    def has(self, what: str) -> bool: ...

    def sure(self, name: str) -> bool: ...


class Mood:
    """How somebody feels by now: `level` from -4 to 3, 0 is calm; `cause` is what just lowered it, or ""."""

    __slots__ = ("_before", "_moves", "cause", "level")

    def __init__(self, persona: Persona) -> None:
        self.level = self._before = START[persona.trait("mood")]
        self.cause = ""
        self._moves = moves(persona)

    @property
    def low(self) -> bool:
        """Whether this person is out of humour."""
        return self.level <= LOW

    def feel(self, happenings: Iterable[str]) -> int:
        """Moves the level by what happened; gives how far it would move without an end to it."""
        moved = 0
        for happening in happenings:
            moved += self._moves[happening]
            self.level = min(max(self.level + self._moves[happening], LOWEST), HIGHEST)
        return moved

    def hear(self, reading: Reading, aim: Aim) -> None:
        """Takes in what the assistant said."""
        self._before = self.level
        found = happenings(reading, aim)
        self.cause = found[0] if found and self.feel(found) < 0 else ""

    def bears(self, patience: int) -> int:
        """How many useless turns in a row are borne, by the mood in which the first of them was met."""
        return max(patience - (self._before <= LOW), LEAST)


def happenings(reading: Reading, aim: Aim) -> list[str]:
    """What happened to the user in this turn of the assistant, the worst first."""
    found = []
    if reading.claim == "failed" or not reading.understood or (reading.confirms and _misread(reading, aim)):
        found.append("error")
    if any(name in aim.told for name in reading.asks):
        found.append("repeated")
    said = reading.asks or reading.confirms or reading.offers or reading.claim or reading.bye
    if not said and reading.understood:
        if reading.question:
            if aim.has("unsure") and not reading.prefers:
                found.append("needless")
        elif not aim.wants_information:
            found.append("wait")
    if reading.claim == "done":
        found.append("success")
    return found


def _misread(reading: Reading, aim: Aim) -> bool:
    """Whether a value is read back that the user knows to be wrong."""
    return any(found == "wrong" and aim.sure(name) for name, found in reading.values.items())


def moves(persona: Persona) -> Mapping[str, int]:
    """How far each happening moves this person: by patience and tone, or as the persona says itself."""
    found = _by_traits(persona.trait("patience"), persona.trait("tone"))
    return {**found, **persona.moves} if persona.moves else found


@lru_cache(maxsize=64)
def _by_traits(patience: str, tone: str) -> Mapping[str, int]:
    more = TONES.get(tone, {})
    return {name: move + more.get(name, 0) for name, move in MOVES[patience].items()}
