"""Who the user is: traits that steer what is said, and style levels that steer how it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from simulator.errors import Place
from simulator.frozen import dataclass

TRAITS: Mapping[str, tuple[str, ...]] = {
    "tone": ("neutral", "friendly", "curt", "anxious", "angry", "cheerful"),
    "patience": ("normal", "high", "low"),
    "tech": ("normal", "high", "low"),
    "literacy": ("normal", "high", "low"),
    "formality": ("normal", "high", "low"),
    "verbosity": ("normal", "high", "low"),
    "channel": ("desktop", "phone", "dictated"),
    "language": ("en", "de", "es", "fr", "hi", "zh", "pl", "pt", "ar", "ru"),
    "dialect": ("us", "uk", "indian", "australian"),
    "mood": ("calm", "glad", "tense", "upset"),
}
"""Every trait and its values, the plainest first. `language` is the mother tongue: all of them write English."""

HAPPENINGS = ("error", "needless", "repeated", "wait", "success")
"""What moves a mood: an error of the assistant, a question that was not needed or asked before, a wait, a success."""

Level = float | tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A condition on the case; one of the library has no place and counts only where its variables are there."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A person.

    traits  complete (see TRAITS); one that is open here has its plainest value
    style   a level or a range of levels for single habits, each 0 to 1
    needs   conditions over the scenario's variables that every case with this persona meets
    moves   how far what happens moves the mood, where it differs from what the traits say
    open    traits that are drawn: a declaration as a variable has it, `choice` or `given` and `table`
    """

    name: str
    about: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    style: Mapping[str, Level] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    moves: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def trait(self, name: str) -> str:
        """The value of a trait; the plainest where the persona leaves it open."""
        return self.traits.get(name) or TRAITS[name][0]
