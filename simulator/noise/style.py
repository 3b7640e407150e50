"""How one person types: a vector of habits drawn once, correlated, 0 everywhere for clean text.

Careful people are careful in most things: every habit leans on one hidden draw, moved by the persona's traits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from functools import lru_cache
from math import erf, sqrt
from statistics import NormalDist
from typing import Protocol

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.frozen import dataclass
from simulator.values.late import Late

PROFILES = ("realistic", "clean", "fuzz")
NORMAL = NormalDist()
EDGE = 1e-12
SQRT_2 = sqrt(2.0)


class Typist(Protocol):
    """What the noise needs to know of a persona."""

    @property
    def traits(self) -> Mapping[str, str]: ...

    @property
    def style(self) -> Mapping[str, float | tuple[float, float]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One person's habits, each the chance that it shows where it can.

    `slips` counts per word, `talk` per turn; `joint` says what stands for a full stop that is left out; `double` marks
    as in "??", `gap` before them, `shout` in capitals, `aside` in brackets; `autocorrect` is a phone that puts another
    word, `misheard` one that takes a word for another of the same sound.
    """

    lower_start: float = 0.0
    small_i: float = 0.0
    no_stop: float = 0.0
    no_question: float = 0.0
    no_apostrophe: float = 0.0
    no_comma: float = 0.0
    slips: float = 0.0
    courtesy: float = 0.0
    exclaim: float = 0.0
    burst: float = 0.0
    texting: float = 0.0
    emoticon: float = 0.0
    repair: float = 0.0
    talk: float = 0.0
    joint: float = 0.0
    double: float = 0.0
    gap: float = 0.0
    shout: float = 0.0
    aside: float = 0.0
    autocorrect: float = 0.0
    misheard: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A mess setting: which population the person is drawn from, and factors on single habits."""

    name: str
    factors: Mapping[str, float] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=lambda: HABITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a habit is spread over people: `curve` maps the person's rank to a level, `lean` ties it to carelessness."""

    curve: tuple[tuple[float, float], ...]
    lean: float
    extreme: float = 0.98

    @property
    def own(self) -> float:
        """How much of it is this habit's own."""
        share: float = (1 - self.lean**2) ** 0.5
        return share


HABITS: Mapping[str, Habit] = {
    "lower_start": Habit(curve=((0, 0), (0.25, 0.05), (0.4, 0.5), (0.53, 0.9), (1, 0.97)), lean=0.85),
    "small_i": Habit(curve=((0, 0), (0.6, 0.01), (0.7, 0.5), (0.8, 0.92), (1, 0.98)), lean=0.85),
    "no_stop": Habit(curve=((0, 0), (0.18, 0.1), (0.35, 0.7), (0.55, 0.95), (1, 0.99)), lean=0.82),
    "no_question": Habit(curve=((0, 0), (0.6, 0.02), (0.85, 0.25), (1, 0.9)), lean=0.6),
    "no_apostrophe": Habit(curve=((0, 0), (0.76, 0.01), (0.82, 0.92), (1, 0.98)), lean=0.75),
    "no_comma": Habit(curve=((0, 0), (0.15, 0.25), (0.35, 0.6), (0.65, 0.9), (1, 0.98)), lean=0.55),
    "slips": Habit(curve=((0, 0), (0.25, 0), (0.3, 0.01), (0.8, 0.02), (1, 0.04)), lean=0.3, extreme=0.3),
    "courtesy": Habit(curve=((0, 0), (0.6, 0.01), (0.85, 0.12), (1, 0.6)), lean=0.0),
    "exclaim": Habit(curve=((0, 0), (0.6, 0), (0.9, 0.06), (1, 0.5)), lean=0.1),
    "burst": Habit(curve=((0, 0), (0.3, 0.2), (0.8, 0.55), (1, 0.85)), lean=0.45),
    "texting": Habit(curve=((0, 0), (0.7, 0.01), (0.88, 0.2), (1, 0.8)), lean=0.7),
    "emoticon": Habit(curve=((0, 0), (0.6, 0), (0.85, 0.15), (1, 0.5)), lean=0.2),
    "repair": Habit(curve=((0, 0), (0.6, 0.02), (1, 0.25)), lean=0.0),
    "talk": Habit(curve=((0, 0), (0.17, 0.05), (0.27, 0.4), (0.38, 0.95), (1, 1)), lean=-0.1),
    "joint": Habit(curve=((0, 0), (1, 1)), lean=0.35, extreme=1.0),
    "double": Habit(curve=((0, 0), (0.75, 0), (0.95, 0.08), (1, 0.4)), lean=0.3),
    "gap": Habit(curve=((0, 0), (0.85, 0), (0.95, 0.3), (1, 0.8)), lean=0.1),
    "shout": Habit(curve=((0, 0), (0.65, 0), (0.93, 0.08), (1, 0.3)), lean=0.0),
    "aside": Habit(curve=((0, 0), (0.5, 0), (0.9, 0.3), (1, 0.7)), lean=-0.1),
    "autocorrect": Habit(curve=((0, 0), (0.8, 0), (0.95, 0.02), (1, 0.05)), lean=0.2, extreme=0.3),
    "misheard": Habit(curve=((0, 0), (0.5, 0), (0.9, 0.06), (1, 0.15)), lean=0.2, extreme=0.3),
}
SPOKEN_HABITS = ("courtesy", "talk", "aside")
ALL_HABITS = tuple(item.name for item in fields(Style))
LEANS: Mapping[tuple[str, str], Mapping[str, float]] = {
    ("literacy", "low"): {"careless": 0.6, "slips": 0.8},
    ("literacy", "high"): {"careless": -0.6, "slips": -0.5},
    ("formality", "high"): {"careless": -0.9, "courtesy": 0.9, "texting": -1.5, "emoticon": -0.8, "double": -1.0},
    ("formality", "low"): {"careless": 0.6, "texting": 0.3},
    ("channel", "desktop"): {"autocorrect": -6.0, "misheard": -6.0},
    ("channel", "phone"): {
        "careless": 0.4, "burst": 0.3, "slips": 0.2, "texting": 0.2, "autocorrect": 0.5, "misheard": -6.0,
    },
    ("channel", "dictated"): {
        "no_comma": 1.4, "no_stop": 0.5, "no_question": 0.8, "slips": -3.0, "texting": -4.0, "emoticon": -4.0,
        "no_apostrophe": -4.0, "burst": -1.5, "small_i": -3.0, "lower_start": -1.0, "repair": -2.0,
        "autocorrect": -6.0, "misheard": 0.7, "double": -2.0, "gap": -4.0, "shout": -4.0, "aside": -4.0,
    },
    ("tech", "high"): {"careless": 0.3},
    ("tech", "low"): {"burst": -0.4, "slips": 0.3, "texting": -0.5},
    ("tone", "friendly"): {"courtesy": 0.8, "exclaim": 0.4, "emoticon": 0.6},
    ("tone", "cheerful"): {"courtesy": 0.6, "exclaim": 1.1, "emoticon": 0.9},
    ("tone", "curt"): {"courtesy": -1.5, "exclaim": -0.6, "no_stop": 0.3, "emoticon": -1.5},
    ("tone", "angry"): {"courtesy": -2.5, "exclaim": 0.7, "emoticon": -4.0, "double": 0.6, "shout": 1.0},
    ("tone", "anxious"): {"burst": 0.4, "exclaim": 0.2},
    ("verbosity", "low"): {"no_stop": 0.3, "courtesy": -0.4, "talk": -1.2},
    ("verbosity", "high"): {"talk": 0.9},
}  # fmt: skip
CALIBRATED = re.compile(r"(calibrated:[\w.-]+)\(([^()]*)\)")
RANKS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0)
"""The ranks among people at which a calibrated profile gives the levels of a habit."""
FACTOR = Late(r"([a-z_]+)=(\d+(?:\.\d+)?)x?")


@lru_cache(maxsize=256)
def parse_mess(text: str) -> Profile:
    """The profile behind a mess setting: `realistic`, `realistic+slips=2`, a calibrated one with its levels."""
    name, *parts = text.replace(" ", "").split("+")
    factors = dict(_factor(part) for part in parts)
    if learnt := CALIBRATED.fullmatch(name):
        return Profile(name=learnt[1], factors=factors, habits=_habits(learnt[2]))
    if name not in PROFILES:
        raise InputError(f"unknown mess profile {name!r}", hint=closest(name, PROFILES))
    return Profile(name=name, factors=factors)


def _habits(text: str) -> Mapping[str, Habit]:
    """The habits of a calibrated setting, the others as everybody has them; the lowest rank stays clean."""
    found = dict(HABITS)
    for part in text.split(";"):
        name, _, rest = part.partition("=")
        lean, _, levels = rest.partition(":")
        if name in found:
            curve = ((0.0, 0.0), *zip(RANKS[1:], map(float, levels.split("/")[1:]), strict=True))
            found[name] = Habit(curve=curve, lean=float(lean), extreme=found[name].extreme)
    return found


def _factor(part: str) -> tuple[str, float]:
    found = FACTOR.fullmatch(part)
    if not found:
        raise InputError(f"mess setting {part!r} is no factor", hint="write HABIT=NUMBER, for example slips=2")
    name, number = found.groups()
    if name not in ALL_HABITS:
        raise InputError(f"unknown habit {name!r} in a mess setting", hint=closest(name, ALL_HABITS))
    return name, float(number)


def draw_style(persona: Typist, profile: Profile, draws: Draws) -> Style:
    """One person's style; all draws at 0.0 give clean text."""
    names = SPOKEN_HABITS if profile.name == "clean" else ALL_HABITS
    draw = _extremes if profile.name == "fuzz" else _typical
    levels = draw([name for name in names if name not in persona.style], persona, profile, draws)
    for name, found in persona.style.items():
        if name in names:
            rank = found if isinstance(found, float) else found[0] + (found[1] - found[0]) * draws.value("range", name)
            levels[name] = _curve(profile.habits[name].curve, rank)
    for name, factor in profile.factors.items():
        if name in levels:
            levels[name] = min(levels[name] * factor, HABITS[name].extreme)
    return Style(**levels)


@lru_cache(maxsize=1024)
def _shifts(traits: tuple[tuple[str, str], ...]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for trait in traits:
        for name, shift in LEANS.get(trait, {}).items():
            found[name] = found.get(name, 0.0) + shift
    return found


def _typical(names: Sequence[str], persona: Typist, profile: Profile, draws: Draws) -> dict[str, float]:
    """The levels of somebody in the crowd: careful in most things or in few."""
    shifts = _shifts(tuple(persona.traits.items()))
    careless = _z(draws.value("careless")) + shifts.get("careless", 0.0)
    levels = {}
    for name, drawn in zip(names, draws.many(names), strict=True):
        habit = profile.habits[name]
        rank = habit.lean * careless + habit.own * _z(drawn) + shifts.get(name, 0.0)
        levels[name] = _curve(habit.curve, 0.5 * (1.0 + erf(rank / SQRT_2)))
    return levels


def _extremes(names: Sequence[str], persona: Typist, profile: Profile, draws: Draws) -> dict[str, float]:
    """Levels as no crowd has them; a good part of the habits is missing altogether."""
    drawn = {name: draws.value(name) for name in names}
    return {name: HABITS[name].extreme * value if value >= 0.3 else 0.0 for name, value in drawn.items()}


def _z(value: float) -> float:
    return NORMAL.inv_cdf(value if EDGE <= value <= 1 - EDGE else EDGE if value < EDGE else 1 - EDGE)


def _curve(points: tuple[tuple[float, float], ...], rank: float) -> float:
    """The level at a rank, straight between the points."""
    left, low = points[0]
    for right, high in points:
        if rank <= right and right > left:
            return low + (high - low) * (rank - left) / (right - left)
        left, low = right, high
    return low
