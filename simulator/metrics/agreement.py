"""How far two judges of the same things agree: Cohen's kappa with quadratic weights, and its interval over the things.

Cohen 1968, "Weighted kappa"; 1 is agreement everywhere, 0 no more than by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.metrics.interval import CELLS, LEAST_ROUNDS, ROUNDS, TAIL, WORK, picks

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Kappa with its 95 % interval over `things`; `same` is the share judged exactly alike.

    `kappa` is None where it is not defined: where nobody ever gave two different marks.
    """

    kappa: float | None
    low: float
    high: float
    same: float
    things: int


def agreement(pairs: Sequence[Pair], name: str) -> Agreement | None:
    """The agreement in pairs of marks, one for each thing; None where there are none. `name` names the draws."""
    if not pairs:
        return None
    kappa = weighted_kappa(pairs)
    low, high = _interval(pairs, name) if kappa is not None else (-1.0, 1.0)
    same = sum(one == other for one, other in pairs) / len(pairs)
    if kappa is None:
        return Agreement(kappa=None, low=low, high=high, same=same, things=len(pairs))
    return Agreement(kappa=kappa, low=min(low, kappa), high=max(high, kappa), same=same, things=len(pairs))


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """1 minus the squared distance observed over the one expected of independent judges with the same habits."""
    count = len(pairs)
    observed = sum((one - other) ** 2 for one, other in pairs) / count
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    expected = _mean_square(first) + _mean_square(second) - 2 * sum(first) * sum(second) / count**2
    return None if expected == 0 else 1 - observed / expected


def _mean_square(marks: Sequence[int]) -> float:
    return sum(mark * mark for mark in marks) / len(marks)


def _interval(pairs: Sequence[Pair], name: str) -> tuple[float, float]:
    """The middle 95 % of kappa over resampled things; a sample without any spread says nothing."""
    draws, count = Draws("metrics").at("agreement", name), len(pairs)
    rounds = max(LEAST_ROUNDS, min(ROUNDS, WORK // count))
    ordered = sorted(pairs)
    kappas = (
        weighted_kappa([ordered[at * count // CELLS] for at in picks(draws, turn, count)]) for turn in range(rounds)
    )
    found = sorted(kappa for kappa in kappas if kappa is not None)
    if not found:
        return -1.0, 1.0
    last = len(found) - 1
    return found[round(TAIL * last)], found[round((1 - TAIL) * last)]
