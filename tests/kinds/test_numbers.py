"""Numbers follow the law that is written, within its bounds; malformed laws are refused where they stand."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from typing import Any

import pytest


def test_a_truncated_number_does_not_pile_up_at_its_bounds(many):
    found = many("number: {mean: 20, spread: 5, from: 18, to: 40}", 2000)
    assert min(found) >= 18
    assert found.count(18.0) <= 5
    # the mean of a normal above 18: 20 + 5 * phi(0.4) / Phi(0.4)
    assert statistics.fmean(found) == pytest.approx(20 + 5 * 0.36827 / 0.65542, abs=0.05)


@pytest.mark.parametrize(
    ("text", "median"),
    [
        ("number: {from: 5, to: 20}", 12.5),
        ("number: {uniform: [5, 20]}", 12.5),
        ("number: {normal: {mean: 20, spread: 5}}", 20),
        ("number: {normal: [20, 5]}", 20),
        ("number: {lognormal: {median: 30, sigma: 0.5}}", 30),
        ("number: {lognormal: [3, 0.5]}", 20.09),
        ("number: {beta: [2, 2], from: 0, to: 100}", 50),
        ("number: {mixture: [{weight: 1, value: 3}]}", 3),
        ("integer: {mean: 20, spread: 5}", 20),
        ("integer: {poisson: 3}", 3),
        ("integer: {poisson: 900, from: 2}", 900),
        ("integer: {from: 1, to: 100000001}", 50000001),
        ("integer: {mixture: [{from: 1, to: 3}, {weight: 3, number: {mean: 50, spread: 2}}]}", 49),
        ("integer: {beta: [2, 2], from: 0, to: 10}", 5),
    ],
)
def test_the_plainest_number_is_the_median(text: str, median: float, declare):
    from simulator.draws import Draws

    found = declare(text).value({}, Draws("any", {"x": 0.0}), "x")
    assert found == pytest.approx(median, abs=0.01)
    assert isinstance(found, int if text.startswith("integer") else float)


def test_a_mixture_has_its_shares(many):
    found = many("number: {mixture: [{weight: 3, mean: 20, spread: 1}, {weight: 1, from: 60, to: 70}, 0]}", 1000)
    shares = Counter("zero" if x == 0 else "low" if x < 40 else "high" for x in found)
    assert shares == {"low": 600, "high": 200, "zero": 200}


def test_a_parameter_may_be_a_variable_or_an_expression(many, declare):
    text = "number: {mean: base * 1.2, spread: '{wide}', from: base}"
    assert set(declare(text).parents) == {"base", "wide"}
    assert statistics.median(many(text, base=100, wide=1)) == pytest.approx(120, abs=0.1)
    assert min(many(text, base=100, wide=40)) >= 100
    assert declare("integer: {mean: base, spread: 2, from: 0, to: 20}").weights
    assert set(many("integer: {from: low, to: 9}", low=7)) == {7, 8, 9}


def test_a_whole_normal_counts_what_lies_half_around_each_number(declare):
    weights = declare("integer: {mean: 0, spread: 1, from: -1, to: 1}").weights({})
    total = sum(weights.values())
    outer = math.erf(1.5 / math.sqrt(2)) - math.erf(0.5 / math.sqrt(2))
    assert weights[1] / total == pytest.approx(outer / 2 / math.erf(1.5 / math.sqrt(2)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("number: {mean: 1, sd: 2}", "write spread"),
        ("number: {min: 1, max: 2}", "write from"),
        ("number: {lognrmal: [1, 2]}", "did you mean 'lognormal'"),
        ("number: {lognormal: {mean: 1}}", "lognormal: {mu: …, sigma: …}"),
        ("number: {lognormal: {median: -1, sigma: 1}}", "not above 0"),
        ("number: {lognormal: {mu: 1, sigma: -1}}", "negative"),
        ("number: {beta: [2]}", "other parameters"),
        ("number: {beta: [0, 1]}", "not above 0"),
        ("number: {beta: [2, 2], from: 1}", "both from and to"),
        ("number: {poisson: 3}", "integer: {poisson: 3}"),
        ("integer: {poisson: -3}", "from 0"),
        ("integer: {poisson: 3, from: 100000}", "no value"),
        ("number: {normal: [1, 2], beta: [1, 2]}", "two laws"),
        ("number: {mean: 0, spread: 1, from: 99}", "hardly any"),
        ("number: {spread: 3}", "needs a mean"),
        ("number: {mixture: []}", "a list of laws"),
        ("number: {mixture: [a]}", "no part"),
        ("number: {mixture: [{weight: -1, value: 2}]}", "no weight"),
        ("number: {mixture: [{weight: 0, value: 2}]}", "weights of zero"),
        ("number: {mixture: [{value: 1, mean: 2}]}", "no law beside"),
        ("number: {mean: a.b.c}", "not allowed"),
        ("number: {mean: __import__('os')}", "not allowed"),
        ("number: {mean: '1 +'}", "not an expression"),
        ("number: {mean: [1]}", "not a number"),
        ("number: {mean: .5, decimals: 99}", "0 to 12"),
        ("integer: {from: 1, to: 5, decimals: 2}", "use number"),
        ("number: {mean: word}", "gives 'abc', not a number"),
        ("number: {mean: 1, from: 9, to: low}", "above"),
    ],
)
def test_a_malformed_law_is_refused(text: str, says: str, refused: Any):
    assert says in refused(text, word="abc", low=3)
