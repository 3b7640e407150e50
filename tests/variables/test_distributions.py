"""Each law is a law: its quantile, `below` and `upto` agree, and it is the one its name says."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.variables.distributions import (
    Beta,
    Listed,
    LogNormal,
    Mixture,
    Normal,
    Rounded,
    Uniform,
    between,
    moments,
    poisson,
    whole_numbers,
)

LAWS: Mapping[str, Any] = {
    "uniform": Uniform(2, 9),
    "normal": Normal(20, 5),
    "normal in bounds": Normal(20, 5, 18, 40),
    "normal far above": Normal(0, 1, 9, 12),
    "normal far below": Normal(0, 1, -30, -9),
    "normal from the mean": Normal(0, 1, 0),
    "lognormal": LogNormal(Normal(3, 0.5)),
    "lognormal in bounds": LogNormal(Normal(3, 0.5)).within(10, 30),
    "beta": Beta(2, 5, 0, 100),
    "beta at the ends": Beta(0.9, 0.8),
    "beta narrow": Beta(3000, 2000),
    "mixture": Mixture(((3, Normal(20, 2)), (1, Uniform(60, 70)))),
    "mixture in bounds": Mixture(((3, Normal(20, 2)), (1, Uniform(60, 70)))).within(19, 65),
}
STEPPED: Mapping[str, Any] = {
    "rounded": Rounded(Normal(20, 5, 0, 32), 1, 0, 32),
    "whole": Rounded(Normal(20, 5, 9.5, 30.5), 0, 10, 30, whole=True),
    "whole numbers": whole_numbers(3, 9),
    "poisson": Listed.of(poisson(3.0)),
    "listed": Listed.of({5: 1.0, 1: 3.0, 9: 0.0, 7: 2.0}),
    "zero-inflated": Rounded(Mixture(((1, Listed.of({0.0: 1.0})), (3, Normal(20, 2)))), 2),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_quantile_is_where_the_mass_below_reaches_it(name: str):
    law = LAWS[name]
    for p in (0.001, 0.1, 0.37, 0.5, 0.84, 0.999):
        assert law.below(law.quantile(p)) == pytest.approx(p, abs=1e-9)
        assert law.upto(law.quantile(p)) == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize("name", STEPPED)
def test_a_stepped_law_has_its_quantile_between_below_and_upto(name: str):
    law = STEPPED[name]
    for p in (0.0001, 0.1, 0.37, 0.5, 0.84, 0.999):
        value = law.quantile(p)
        assert law.below(value) <= p + 1e-12
        assert law.upto(value) >= p - 1e-12
        assert law.quantile((law.below(value) + law.upto(value)) / 2) == value


@pytest.mark.parametrize("name", [*LAWS, *STEPPED])
def test_quantiles_never_fall_and_answer_at_both_ends(name: str):
    law = {**LAWS, **STEPPED}[name]
    found = [law.quantile(p) for p in (0.0, 1e-15, 0.2, 0.5, 0.8, 1 - 1e-15, 1.0)]
    assert found == sorted(found)
    assert all(math.isfinite(value) for value in found)
    assert (law.below(found[0] - 1), law.upto(found[-1] + 1)) == (
        pytest.approx(0, abs=1e-9),
        pytest.approx(1, abs=1e-9),
    )


def above(x: float) -> float:
    """The mass of a standard normal above x."""
    return math.erfc(x / math.sqrt(2)) / 2


# by their closed forms: the beta of 2 and 5 is a binomial sum, that of two halves an arc sine
@pytest.mark.parametrize(
    ("law", "x", "mass"),
    [
        (Normal(0, 1, -1, 2), 0.5, (above(-1) - above(0.5)) / (above(-1) - above(2))),
        (Normal(0, 1, 9, 12), 9.1, (above(9) - above(9.1)) / (above(9) - above(12))),
        (LogNormal(Normal(0, 1)), 2.0, 1 - above(math.log(2))),
        (Beta(2, 5), 0.3, sum(math.comb(6, k) * 0.3**k * 0.7 ** (6 - k) for k in range(2, 7))),
        (Beta(0.5, 0.5), 0.25, 1 / 3),
        (Listed.of(poisson(3.0)), 3, math.exp(-3) * (1 + 3 + 4.5)),
    ],
)
def test_a_law_has_the_mass_of_its_name(law: Any, x: float, mass: float):
    assert law.below(x) == pytest.approx(mass, abs=1e-6)


def test_a_truncated_law_is_scaled_up_and_not_moved_to_its_bounds():
    law = Rounded(Normal(0, 1, 0, 10), 3, 0, 10)
    drawn = [law.quantile((index + 0.5) / 10_000) for index in range(10_000)]
    assert drawn.count(0.0) < 10
    assert sum(drawn) / len(drawn) == pytest.approx(math.sqrt(2 / math.pi), abs=0.001)


def test_a_lognormal_of_a_mean_and_spread_has_them():
    law = LogNormal(moments(30, 15))
    drawn = [law.quantile((index + 0.5) / 20_000) for index in range(20_000)]
    mean = sum(drawn) / len(drawn)
    assert mean == pytest.approx(30, abs=0.05)
    assert math.sqrt(sum((x - mean) ** 2 for x in drawn) / len(drawn)) == pytest.approx(15, abs=0.2)


def test_poisson_counts_sum_to_one_for_any_mean():
    for mean in (0.0, 0.01, 3.0, 900.0, 1e6):
        assert sum(poisson(mean).values()) == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize("law", [Normal(0, 1, 60, 61), Normal(5, 0, 6, 7)])
def test_bounds_that_leave_nothing_are_said(law: Normal):
    with pytest.raises(ValueError, match="lies|lie"):
        law.quantile(0.5)


def test_bounds_that_leave_no_count_are_said():
    with pytest.raises(ValueError, match="no value"):
        between(poisson(2.0), 10_000, 10_001)


@given(
    a=st.floats(1e-3, 1e4),
    b=st.floats(1e-3, 1e4),
    p=st.floats(0, 1),
    low=st.floats(-1e9, 1e9),
    width=st.floats(1e-6, 1e9),
)
def test_any_beta_answers_at_once_and_within_its_bounds(a: float, b: float, p: float, low: float, width: float):
    law = Beta(a, b, low, low + width)
    began = time.perf_counter()
    assert low <= law.quantile(p) <= low + width
    assert time.perf_counter() - began < 1
