"""Laws that numbers follow, as pure mathematics: `quantile(p)`, `below(x)` = P(X < x), `upto(x)` = P(X <= x).

`within` truncates: what lies outside is never drawn, and what is left is scaled up; nothing is moved to the bounds.
Every search is bounded, so a law of any parameters answers at once.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from itertools import accumulate
from statistics import NormalDist
from typing import Any, Protocol

from simulator.frozen import dataclass

INFINITY = math.inf
LEAST = 1e-12
LEAST_MASS = 1e-250
MAX_MEAN = 1e6
_STANDARD = NormalDist()
_ROOT = math.sqrt(2)


class Law(Protocol):
    """A distribution over ordered values."""

    def quantile(self, p: float) -> Any: ...

    def below(self, x: Any) -> float: ...

    def upto(self, x: Any) -> float: ...


def invert(below: Callable[[float], float], p: float, low: float, high: float) -> float:
    """Where a rising function reaches p between low and high: bisection with secant steps, at most 100 of them."""
    left, right = below(low) - p, below(high) - p
    if left >= 0:
        return low
    if right <= 0:
        return high
    for step in range(100):
        width = high - low
        if width <= 1e-13 * max(abs(low), abs(high), 1e-3):
            break
        middle = low - left * width / (right - left) if step % 3 else low + width / 2
        # a step that stays at an end would never shrink the bracket
        middle = min(max(middle, low + width * 1e-3), high - width * 1e-3)
        value = below(middle) - p
        if value < 0:
            low, left = middle, value
        elif value > 0:
            high, right = middle, value
        else:
            return middle
    return low + (high - low) / 2


@dataclass(frozen=True)
class Uniform:
    """Evenly from low to high."""

    low: float
    high: float

    def quantile(self, p: float) -> float:
        return self.low + (self.high - self.low) * p

    def below(self, x: float) -> float:
        if x <= self.low:
            return 0.0
        return 1.0 if x > self.high else (x - self.low) / (self.high - self.low)

    def upto(self, x: float) -> float:
        return 1.0 if x >= self.high else self.below(x)

    def within(self, low: float, high: float) -> Uniform:
        return Uniform(max(low, self.low), min(high, self.high))


@dataclass(frozen=True)
class Normal:
    """Around a mean; with bounds, the part of it between them."""

    mean: float
    spread: float
    low: float = -INFINITY
    high: float = INFINITY

    @cached_property
    def _share(self) -> tuple[bool, float, float]:
        """Whether it is mirrored, and the mass below the low and the high bound.

        Far above the mean the mass below is 1 to the last digit, so that side is read in the mirror.
        """
        if not self.spread:
            if not self.low <= self.mean <= self.high:
                raise ValueError(f"{self.mean:g} does not lie from {self.low:g} to {self.high:g}")
            return False, 0.0, 1.0
        mirrored = self.low > self.mean
        ends = (2 * self.mean - self.high, 2 * self.mean - self.low) if mirrored else (self.low, self.high)
        low, high = (_normal(end, self.mean, self.spread) for end in ends)
        if high - low < LEAST_MASS:
            raise ValueError(f"hardly any of a normal around {self.mean:g} lies from {self.low:g} to {self.high:g}")
        return mirrored, low, high

    def quantile(self, p: float) -> float:
        mirrored, low, high = self._share
        if not self.spread:
            return self.mean
        mass = low + (high - low) * (1 - p if mirrored else p)
        least = LEAST if not low else LEAST_MASS
        found = self.mean + self.spread * _STANDARD.inv_cdf(min(max(mass, least), 1 - LEAST))
        return min(max(2 * self.mean - found if mirrored else found, self.low), self.high)

    def below(self, x: float) -> float:
        if not self.spread:
            return float(self.mean < x)
        if x <= self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        mirrored, low, high = self._share
        at = _normal(2 * self.mean - x if mirrored else x, self.mean, self.spread)
        return (high - at if mirrored else at - low) / (high - low)

    def upto(self, x: float) -> float:
        return self.below(x) if self.spread else float(self.mean <= x)

    def within(self, low: float, high: float) -> Normal:
        return Normal(self.mean, self.spread, max(low, self.low), min(high, self.high))


def _normal(x: float, mean: float, spread: float) -> float:
    return 0.5 * math.erfc((mean - x) / spread / _ROOT)


@dataclass(frozen=True)
class LogNormal:
    """The logarithm is normal: never below 0, with a long tail."""

    log: Normal

    def quantile(self, p: float) -> float:
        return math.exp(min(self.log.quantile(p), 700.0))

    def below(self, x: float) -> float:
        return self.log.below(math.log(x)) if x > 0 else 0.0

    def upto(self, x: float) -> float:
        return self.log.upto(math.log(x)) if x > 0 else 0.0

    def within(self, low: float, high: float) -> LogNormal:
        if high <= 0:
            raise ValueError(f"a lognormal number is above 0, never up to {high:g}")
        ends = (math.log(end) if end > 0 else -INFINITY for end in (low, high))
        return LogNormal(self.log.within(*ends))


@dataclass(frozen=True)
class Beta:
    """Between low and high, leaning to either by the shapes a and b."""

    a: float
    b: float
    low: float = 0.0
    high: float = 1.0

    def quantile(self, p: float) -> float:
        return self.low + (self.high - self.low) * _beta_quantile(self.a, self.b, p)

    def below(self, x: float) -> float:
        return _beta(self.a, self.b, (x - self.low) / (self.high - self.low))

    upto = below

    def within(self, low: float, high: float) -> Law:
        return Within(self, max(low, self.low), min(high, self.high))


@lru_cache(maxsize=64)
def _knots(a: float, b: float) -> list[float]:
    """The mass of a beta below 0, 1/256 … 1: where to begin to look for a quantile."""
    return [_beta(a, b, index / 256) for index in range(257)]


def _beta_quantile(a: float, b: float, p: float) -> float:
    knots = _knots(a, b)
    index = min(max(bisect_left(knots, p), 1), 256)
    return invert(lambda x: _beta(a, b, x), p, (index - 1) / 256, index / 256)


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    upper, lower = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = lower
    for m in range(1, 400):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            lower = 1 / _not_zero(1 + term * lower)
            upper = _not_zero(1 + term / upper)
            found *= lower * upper
        if abs(lower * upper - 1) < 1e-15:
            break
    return min(front * found / a, 1.0)


def _not_zero(x: float) -> float:
    return x if abs(x) > 1e-300 else 1e-300


@dataclass(frozen=True)
class Mixture:
    """One of several laws, by weight."""

    parts: tuple[tuple[float, Law], ...]

    @cached_property
    def _total(self) -> float:
        return sum(weight for weight, _ in self.parts)

    def quantile(self, p: float) -> float:
        found = [law.quantile(p) for _, law in self.parts]
        return invert(self.upto, p, min(found), max(found))

    def below(self, x: float) -> float:
        return sum(weight * law.below(x) for weight, law in self.parts) / self._total

    def upto(self, x: float) -> float:
        return sum(weight * law.upto(x) for weight, law in self.parts) / self._total

    def within(self, low: float, high: float) -> Law:
        return Within(self, low, high)


@dataclass(frozen=True)
class Within:
    """The part of a law between two bounds, scaled up."""

    law: Law
    low: float
    high: float

    @cached_property
    def _share(self) -> tuple[float, float]:
        low, high = self.law.below(self.low), self.law.upto(self.high)
        if high - low < LEAST:
            raise ValueError(f"hardly any of it lies from {self.low:g} to {self.high:g}")
        return low, high

    def quantile(self, p: float) -> float:
        low, high = self._share
        return min(max(float(self.law.quantile(low + (high - low) * p)), self.low), self.high)

    def below(self, x: float) -> float:
        low, high = self._share
        return min(max((self.law.below(x) - low) / (high - low), 0.0), 1.0) if x > self.low else 0.0

    def upto(self, x: float) -> float:
        low, high = self._share
        return min(max((self.law.upto(x) - low) / (high - low), 0.0), 1.0) if x >= self.low else 0.0


@dataclass(frozen=True)
class Rounded:
    """A law whose values are rounded; the rounded ones stay within the bounds."""

    law: Law
    decimals: int
    low: float = -INFINITY
    high: float = INFINITY
    whole: bool = False

    def quantile(self, p: float) -> float:
        found = min(max(round(float(self.law.quantile(p)), self.decimals), self.low), self.high)
        return int(found) if self.whole else found

    def below(self, x: float) -> float:
        if x <= self.low or x > self.high:
            return float(x > self.high)
        return self.law.below((math.ceil(self._steps(x)) - 0.5) / 10.0**self.decimals)

    def upto(self, x: float) -> float:
        if x < self.low or x >= self.high:
            return float(x >= self.high)
        return self.law.below((math.floor(self._steps(x)) + 0.5) / 10.0**self.decimals)

    def _steps(self, x: float) -> float:
        """How many steps of rounding x is from 0, whole where only floating point says otherwise."""
        steps = x * 10.0**self.decimals
        near = round(steps)
        return float(near) if abs(steps - near) <= 1e-9 * max(abs(steps), 1.0) else steps


@dataclass(frozen=True)
class Listed:
    """Values in order, each with its weight."""

    values: tuple[Any, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[Any, float]) -> Listed:
        values = tuple(sorted(value for value, weight in weights.items() if weight > 0))
        return cls(values, tuple(accumulate(weights[value] for value in values)))

    def quantile(self, p: float) -> Any:
        return self.values[min(bisect_right(self.sums, p * self.sums[-1]), len(self.values) - 1)]

    def below(self, x: Any) -> float:
        return self._mass(bisect_left(self.values, x))

    def upto(self, x: Any) -> float:
        return self._mass(bisect_right(self.values, x))

    def _mass(self, count: int) -> float:
        return self.sums[count - 1] / self.sums[-1] if count else 0.0


@dataclass(frozen=True)
class Steps:
    """Evenly over `count` values in order: `at` gives one, `before(x)` and `through(x)` count those < x and <= x."""

    count: int
    at: Callable[[int], Any]
    before: Callable[[Any], int]
    through: Callable[[Any], int]

    def quantile(self, p: float) -> Any:
        return self.at(min(int(p * self.count), self.count - 1))

    def below(self, x: Any) -> float:
        return min(max(self.before(x), 0), self.count) / self.count

    def upto(self, x: Any) -> float:
        return min(max(self.through(x), 0), self.count) / self.count


def whole_numbers(low: int, high: int) -> Steps:
    """Evenly over the whole numbers from low to high, both included."""
    return Steps(
        high - low + 1,
        lambda index: low + index,
        lambda x: math.ceil(x) - low,
        lambda x: math.floor(x) + 1 - low,
    )


@lru_cache(maxsize=256)
def poisson(mean: float) -> Mapping[int, float]:
    """The counts a Poisson law gives, each with its chance; those below 1e-18 of the likeliest are left out."""
    if not 0 <= mean <= MAX_MEAN:
        raise ValueError(f"a Poisson mean is from 0 to {MAX_MEAN:,.0f}, not {mean:g}")
    if not mean:
        return {0: 1.0}
    mode = int(mean)
    top = math.exp(mode * math.log(mean) - mean - math.lgamma(mode + 1))
    found: dict[int, float] = {mode: top}
    chance, count = top, mode
    while count > 0 and chance > top * 1e-18:
        chance *= count / mean
        count -= 1
        found[count] = chance
    chance, count = top, mode
    while chance > top * 1e-18:
        count += 1
        chance *= mean / count
        found[count] = chance
    return dict(sorted(found.items()))


def between(weights: Mapping[Any, float], low: float, high: float) -> Mapping[Any, float]:
    """The weights of the values from low to high."""
    found = {value: weight for value, weight in weights.items() if low <= value <= high and weight > 0}
    if not found:
        raise ValueError(f"no value lies from {low:g} to {high:g}")
    return found


def moments(mean: float, spread: float) -> Normal:
    """The logarithm of a lognormal number of this mean and spread."""
    variance = math.log1p((spread / mean) ** 2)
    return Normal(math.log(mean) - variance / 2, math.sqrt(variance))
