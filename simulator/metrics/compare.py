"""Whether one assistant is better than another over the same cases, and how small a difference can be seen at all.

Cases are what varies: the trials of a case stand or fall together. Chance comes from named draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from simulator.engine.variants.names import variant_of
from simulator.frozen import dataclass
from simulator.metrics.excluded import excluded
from simulator.metrics.interval import Z, bootstrap, wilson

Record = Mapping[str, Any]
POWER = 0.8416212335729143
"""The quantile for being noticed four times out of five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How far `better` is ahead of `other`, as a share from -1 to 1 with its 95 % interval, over paired cases.

    smallest  the difference that so many cases would show four times out of five
    """

    better: str
    other: str
    difference: float
    low: float
    high: float
    cases: int
    smallest: float

    @property
    def inside_noise(self) -> bool:
        return self.low <= 0 <= self.high

    def __str__(self) -> str:
        points = f"{100 * self.low:.1f} to {100 * self.high:.1f}"
        noise = "yes" if self.inside_noise else "no"
        how = "beats" if self.difference > 0 else "equals"
        by = f" by {100 * self.difference:.1f} points" if self.difference > 0 else ""
        return f"{self.better} {how} {self.other}{by}, 95 % {points}; inside noise: {noise}"


def compare(first: Sequence[Record], second: Sequence[Record], names: tuple[str, str]) -> Comparison | None:
    """The one with more success ahead; None where they share no case that counts."""
    one, two = _shares(first), _shares(second)
    shared = sorted(set(one) & set(two))
    if not shared:
        return None
    ahead = [one[case] - two[case] for case in shared]
    if sum(ahead) < 0:
        ahead, names = [-value for value in ahead], (names[1], names[0])
    mean = sum(ahead) / len(ahead)
    low, high = _interval(ahead, mean, "/".join(names))
    return Comparison(
        better=names[0],
        other=names[1],
        difference=mean,
        low=low,
        high=high,
        cases=len(ahead),
        smallest=_smallest(ahead),
    )


def _shares(records: Sequence[Record]) -> dict[tuple[str, str], float]:
    """Scenario and case -> the share of its counted trials that passed."""
    found: dict[tuple[str, str], list[bool]] = {}
    for record in records:
        if not excluded(record) and not variant_of(record):
            found.setdefault((record["scenario"], record["case_id"]), []).append(bool(record["verdict"]["passed"]))
    return {case: sum(trials) / len(trials) for case, trials in found.items()}


def paired(found: Sequence[tuple[tuple[str, str], float]], name: str) -> tuple[float, float, float]:
    """The mean of differences between -1 and 1 with its 95 % interval; those of one case stand or fall together."""
    by_case: dict[tuple[str, str], list[float]] = {}
    for case, value in found:
        by_case.setdefault(case, []).append(value)
    means = [sum(by_case[case]) / len(by_case[case]) for case in sorted(by_case)]
    mean = sum(means) / len(means)
    return mean, *_interval(means, mean, name)


def _interval(ahead: Sequence[float], mean: float, name: str) -> tuple[float, float]:
    """By bootstrap; where all cases agree, as far as so many cases can exclude another one."""
    if len(set(ahead)) == 1:
        slack = 1 - wilson(1.0, len(ahead))[0]
        return max(-1.0, mean - slack), min(1.0, mean + slack)
    low, high = bootstrap([(value, 1.0) for value in ahead], f"compare/{name}")
    return min(low, mean), max(high, mean)


def _smallest(ahead: Sequence[float]) -> float:
    """From the spread of the paired differences, never less than that of one case in so many."""
    count = len(ahead)
    mean = sum(ahead) / count
    spread = sqrt(sum((value - mean) ** 2 for value in ahead) / max(count - 1, 1))
    return min(1.0, max((Z + POWER) * spread / sqrt(count), 1 / count))


def smallest_difference(share: float, cases: int) -> float:
    """The difference between two assistants that so many cases would show, before a second one was tried."""
    if not cases:
        return 1.0
    likely = (share * cases + 2) / (cases + 4)  # as in the interval: 20 of 20 do not prove that none fails
    spread = sqrt(2 * likely * (1 - likely))
    return min(1.0, (Z + POWER) * spread / sqrt(cases))
