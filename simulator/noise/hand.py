"""Whose hand types: a person's style with the draws of one turn, and the pieces of wording it is given."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import Any

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.noise.style import Style

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of clean wording; with `slot`, the text is how that slot's `value` is written."""

    text: str
    slot: str = ""
    value: Any = None


@dataclass(slots=True)
class Hand:
    """Whose hand types, with the draws of this turn and how often each word came up in it."""

    style: Style
    draws: Draws
    harm: AbstractSet[str]
    seen: dict[str, int] = field(default_factory=dict)

    def does(self, chance: float, name: str) -> bool:
        return chance > 0 and self.draws.chance(chance, name)


def word_at(text: str, place: int) -> str:
    """The word that begins there, in small letters; "" where none does."""
    found = WORD.match(text, place)
    return found.group().lower() if found else ""
