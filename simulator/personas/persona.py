"""Who the user is: traits that steer what is said, and style ranges that steer how it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TRAITS: Mapping[str, tuple[str, ...]] = {
    "tone": ("neutral", "friendly", "curt", "anxious", "angry", "cheerful"),
    "patience": ("normal", "high", "low"),
    "tech": ("normal", "high", "low"),
    "literacy": ("normal", "high", "low"),
    "formality": ("normal", "high", "low"),
    "verbosity": ("normal", "high", "low"),
    "channel": ("desktop", "phone", "dictated"),
    "language": ("en",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A person: `traits` is complete (see TRAITS, plainest first), `style` overrides single habits, each 0 to 1."""

    name: str
    about: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    style: Mapping[str, float] = field(default_factory=dict)

    def trait(self, name: str) -> str:
        """The value of a trait; the plainest where the persona leaves it open."""
        return self.traits.get(name) or TRAITS[name][0]
