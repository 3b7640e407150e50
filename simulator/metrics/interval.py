"""Rates with their 95 % intervals: Wilson where cases are independent yes-or-no, else a bootstrap over cases, which is
never narrower than Wilson's over as many single trials.

Chance comes from named draws, so the same records give the same interval on every machine.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from hashlib import shake_256
from math import sqrt

from simulator.draws import Draws
from simulator.frozen import dataclass

Z = 1.959963984540054
TAIL = 0.025
ROUNDS = 1_000
LEAST_ROUNDS = 200
WORK = 2_000_000
"""Cases times rounds: more cases are resampled less often."""
CELLS = 65_536

Cluster = tuple[float, float]
"""What one case adds above and below the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with its 95 % interval; `cases` is what it rests on, `method` is wilson, bootstrap or none."""

    value: float
    low: float
    high: float
    cases: int
    method: str


def rate(clusters: Sequence[Cluster], name: str) -> Rate:
    """The sum above the line over the sum below it, cases being what varies; `name` names the draws."""
    below = sum(den for _, den in clusters)
    if not below:
        return Rate(value=0.0, low=0.0, high=1.0, cases=0, method="none")
    value = sum(num for num, _ in clusters) / below
    single = all(den in (0, 1) and num in (0, den) for num, den in clusters)
    cases = sum(den > 0 for _, den in clusters)
    if single or value in (0.0, 1.0):
        low, high = wilson(value, cases)
        return Rate(value=value, low=low, high=high, cases=cases, method="wilson")
    low, high = bootstrap(clusters, name)
    floor = wilson(value, max(round(below), cases))  # few cases that agree do not prove more than single trials would
    return Rate(value=value, low=min(low, floor[0]), high=max(high, floor[1]), cases=cases, method="bootstrap")


def wilson(share: float, count: int) -> tuple[float, float]:
    """Wilson's interval of a share among independent trials."""
    if not count:
        return 0.0, 1.0
    square = Z * Z / count
    middle = share + square / 2
    spread = Z * sqrt(share * (1 - share) / count + square / (4 * count))
    low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
    return (0.0 if share == 0 else max(0.0, low)), (1.0 if share == 1 else min(1.0, high))


def bootstrap(clusters: Sequence[Cluster], name: str) -> tuple[float, float]:
    """The middle 95 % of the rate over resampled cases."""
    ordered = sorted(clusters)
    count = len(ordered)
    rounds = max(LEAST_ROUNDS, min(ROUNDS, WORK // count))
    cells = [ordered[cell * count // CELLS] for cell in range(CELLS)]
    above, below = [num for num, _ in cells], [den for _, den in cells]
    draws = Draws("metrics").at("bootstrap", name)
    found = []
    for turn in range(rounds):
        chosen = picks(draws, turn, count)
        den = sum(map(below.__getitem__, chosen))
        if den:
            found.append(sum(map(above.__getitem__, chosen)) / den)
    found.sort()
    last = len(found) - 1
    return found[round(TAIL * last)], found[round((1 - TAIL) * last)]


def picks(draws: Draws, turn: int, count: int) -> array[int]:
    """So many numbers below CELLS, from one named draw."""
    seed = repr(draws.value(turn)).encode()
    found = array("H", shake_256(seed).digest(2 * count))
    if sys.byteorder == "big":
        found.byteswap()
    return found
