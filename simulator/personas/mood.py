"""A mood: where it starts and what moves it; a table, so that the same talk moves the same person alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.personas.persona import Persona

START: Mapping[str, int] = {"calm": 0, "glad": 1, "tense": -1, "upset": -2}
LOWEST, HIGHEST = -4, 3
LOW, GOOD = -2, 1
"""From LOW down somebody complains, says less and bears one useless turn fewer; from GOOD up thanks come easier."""
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


class Mood:
    """How somebody feels in one conversation: a level from -4 to 3, 0 is calm."""

    __slots__ = ("_moves", "level")

    def __init__(self, persona: Persona) -> None:
        self.level = START[persona.trait("mood")]
        self._moves = moves(persona)

    def feel(self, happenings: Iterable[str]) -> int:
        """Moves the level by what happened; gives how far it would move without an end to it."""
        moved = 0
        for happening in happenings:
            moved += self._moves[happening]
            self.level = min(max(self.level + self._moves[happening], LOWEST), HIGHEST)
        return moved


def moves(persona: Persona) -> Mapping[str, int]:
    """How far each happening moves this person: by patience and tone, or as the persona says itself."""
    tone = TONES.get(persona.trait("tone"), {})
    found = {name: move + tone.get(name, 0) for name, move in MOVES[persona.trait("patience")].items()}
    return {**found, **persona.moves}
