"""Intervals: Wilson where cases are a plain yes or no, a bootstrap over cases where they are not."""

from __future__ import annotations

import pytest

from simulator.metrics.interval import bootstrap, rate, wilson


@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [(0.5, 10, 0.2366, 0.7634), (0.9, 100, 0.8256, 0.9448), (0.0, 20, 0.0, 0.1611), (1.0, 20, 0.8389, 1.0)],
)
def test_wilsons_interval_as_published(share, count, low, high):
    assert wilson(share, count) == pytest.approx((low, high), abs=1e-4)


def test_one_trial_a_case_is_wilsons():
    found = rate([(1.0, 1.0)] * 9 + [(0.0, 1.0)], "x")
    assert (found.value, found.method, found.cases) == (0.9, "wilson", 10)


def test_all_passed_over_several_trials_counts_cases_and_not_trials():
    found = rate([(4.0, 4.0)] * 20, "x")
    assert (found.value, found.high, found.method) == (1.0, 1.0, "wilson")
    assert found.low == pytest.approx(0.8389, abs=1e-4)


def test_trials_of_one_case_do_not_narrow_the_interval():
    alike = rate([(4.0, 4.0)] * 10 + [(0.0, 4.0)] * 10, "x")
    mixed = rate([(2.0, 4.0)] * 20, "x")
    assert alike.method == mixed.method == "bootstrap"
    assert alike.high - alike.low > 0.3
    assert (mixed.low, mixed.high) == pytest.approx(wilson(0.5, 80))


def test_the_bootstrap_agrees_with_theory():
    low, high = bootstrap([(1.0, 1.0)] * 80 + [(0.0, 1.0)] * 20, "x")
    assert low == pytest.approx(0.72, abs=0.02)
    assert high == pytest.approx(0.88, abs=0.02)


def test_the_same_name_gives_the_same_interval_in_any_order():
    clusters = [(float(n % 4), 3.0) for n in range(40)]
    clusters = [(min(num, den), den) for num, den in clusters]
    assert bootstrap(clusters, "x") == bootstrap(list(reversed(clusters)), "x")


def test_no_case_says_nothing():
    found = rate([], "x")
    assert (found.low, found.high, found.cases, found.method) == (0.0, 1.0, 0, "none")


def test_few_cases_that_agree_are_no_proof():
    found = rate([(1.0, 2.0)] * 6, "halves")
    assert found.value == 0.5
    assert (found.low, found.high) == pytest.approx(wilson(0.5, 12))
