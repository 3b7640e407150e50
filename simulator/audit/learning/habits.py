"""The habits of the people in a log: how each is spread over people, and how closely it goes with the others.

A person's few turns show a habit only roughly, so the spread is that of a beta distribution with the same mean and
the same share of variance between people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.stats import beta

from simulator.audit.persons import people
from simulator.audit.style import (
    ASKS,
    BARE,
    EMOJI,
    FACE,
    LETTER,
    LONE_I,
    TEXTING,
    WITH_APOSTROPHE,
    misspelt,
    starts_small,
)
from simulator.audit.turns import Spoken
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.noise.style import RANKS

FEWEST = 20
FEWEST_FOR_LEAN = 30
NARROW, WIDE = 0.02, 0.95
LEAST = 0.0005
SHOWN: Mapping[str, float] = {"slips": 0.4, "burst": 0.77, "exclaim": 0.67, "emoticon": 0.16}
"""The share of a habit that a reader of the text alone detects, as `benchmarks/habits.py` measures it; of others all.
Slips also fall on capitals and short words or make another word, a turn of one clause is not sent in two, and only a
statement can end in an exclamation mark, only a glad one in an emoticon."""
WHOLE_WORDS = re.compile(
    r"\b(?:you|your|are|thanks|please|because|though|tomorrow|going to|want to|got to)\b", re.IGNORECASE
)

Counts = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """One habit: its levels at the ranks of a calibrated profile, how it leans on carelessness, and its mean."""

    levels: tuple[float, ...]
    lean: float
    mean: float


def _starts(turn: Spoken) -> Counts:
    return int(starts_small(turn.text)), int(bool(LETTER.search(turn.text)))


def _ends(turn: Spoken) -> Counts:
    """Statements only: a question lacks another mark."""
    text = turn.text.rstrip()
    counted = bool(LETTER.search(text)) and text[-1:] not in ("?", "!") and not ASKS.match(text)
    return int(counted and text[-1:] not in (".", "…")), int(counted)


def _questions(turn: Spoken) -> Counts:
    asks = bool(ASKS.match(turn.text.strip()))
    return int(asks and "?" not in turn.text), int(asks)


def _apostrophes(turn: Spoken) -> Counts:
    bare = len(BARE.findall(turn.text))
    return bare, bare + len(WITH_APOSTROPHE.findall(turn.text))


def _small_i(turn: Spoken) -> Counts:
    found = LONE_I.findall(turn.text)
    return found.count("i"), len(found)


def _texting(turn: Spoken) -> Counts:
    short = len(TEXTING.findall(turn.text))
    return short, short + len(WHOLE_WORDS.findall(turn.text))


MEASURES: Mapping[str, Callable[[Spoken], Counts]] = {
    "lower_start": _starts,
    "small_i": _small_i,
    "no_stop": _ends,
    "no_question": _questions,
    "no_apostrophe": _apostrophes,
    "slips": lambda turn: (len(misspelt(turn.text)), len(turn.text.split())),
    "exclaim": lambda turn: (int("!" in turn.text), 1),
    "burst": lambda turn: (int(turn.burst), 1),
    "texting": _texting,
    "emoticon": lambda turn: (int(bool(EMOJI.search(turn.text) or FACE.search(turn.text))), 1),
}


def habits(turns: Sequence[Spoken]) -> dict[str, Learnt]:
    """The habits that the log shows; one that too few people had occasion for is left out."""
    size = len(people(turns))
    if size < FEWEST:
        raise InputError(f"a log of {size} conversations", hint=f"{FEWEST} or more are needed for a style profile")
    counted = {name: _by_person(turns, measure) for name, measure in MEASURES.items()}
    if not any(turn.burst for turn in turns):
        del counted["burst"]  # a log that does not say which messages follow each other shows none
    enough = {name: rows for name, rows in counted.items() if (rows[:, 1] > 0).sum() >= FEWEST}
    leans = _leans(enough)
    return {name: _learnt(rows, leans[name], SHOWN.get(name, 1.0)) for name, rows in enough.items()}


def _by_person(turns: Sequence[Spoken], measure: Callable[[Spoken], Counts]) -> np.ndarray:
    rows: dict[str, list[Counts]] = {}
    for turn in turns:
        rows.setdefault(turn.conv, []).append(measure(turn))
    return np.array([np.sum(own, axis=0) for own in rows.values()], dtype=float)


def _learnt(rows: np.ndarray, lean: float, shown: float) -> Learnt:
    """The levels behind what is counted, of which a share is shown."""
    rows = rows[rows[:, 1] > 0]
    hits, chances = rows[:, 0], rows[:, 1]
    mean = float(hits.sum() / chances.sum())
    if mean in (0.0, 1.0):
        return Learnt(levels=(mean,) * len(RANKS), lean=lean, mean=mean)
    share = _between(hits, chances, mean)
    left, right = mean * (1 - share) / share, (1 - mean) * (1 - share) / share
    levels = [min(float(level) / shown, 1.0) for level in beta.ppf(np.clip(RANKS, 0.01, 0.99), left, right)]
    return Learnt(levels=tuple(_short(level) for level in levels), lean=lean, mean=mean)


def _short(level: float) -> float:
    return 0.0 if level < LEAST else float(f"{level:.3g}") if level < 0.1 else round(level, 2)


def _between(hits: np.ndarray, chances: np.ndarray, mean: float) -> float:
    """The share of a habit's variance that lies between people (moments of a beta-binomial)."""
    total = chances.sum()
    inner = chances.sum() - (chances**2).sum() / total
    seen = (chances * (hits / chances - mean) ** 2).sum()
    noise = mean * (1 - mean)
    people_less_one = len(hits) - 1
    share = (seen - noise * people_less_one) / (noise * max(inner - people_less_one, 1e-9))
    return float(np.clip(share, NARROW, WIDE))


def _leans(counted: Mapping[str, np.ndarray]) -> dict[str, float]:
    """How each habit goes with the mean of the others over the people who show both."""
    rates = {name: _rates(rows) for name, rows in counted.items()}
    scaled = {name: (rate - np.nanmean(rate)) / (np.nanstd(rate) or 1.0) for name, rate in rates.items()}
    return {name: _lean(name, scaled) for name in scaled}


def _rates(rows: np.ndarray) -> np.ndarray:
    return np.where(rows[:, 1] > 0, rows[:, 0] / np.maximum(rows[:, 1], 1), np.nan)


def _lean(name: str, scaled: Mapping[str, np.ndarray]) -> float:
    others = np.array([np.nan_to_num(rate) for other, rate in scaled.items() if other != name])
    known = ~np.isnan(scaled[name])
    if not len(others) or known.sum() < FEWEST_FOR_LEAN:
        return 0.0
    mine, rest = scaled[name][known], others[:, known].mean(axis=0)
    if not mine.std() or not rest.std():
        return 0.0
    return round(float(np.clip(np.corrcoef(mine, rest)[0, 1], -0.9, 0.9)), 2)
