"""Weighted kappa against values worked by hand and by scikit-learn's definition."""

from __future__ import annotations

import pytest

from simulator.metrics.agreement import agreement, weighted_kappa


def test_kappa_of_a_worked_example():
    # marks (1,1) (2,2) (3,3) (1,2) (3,2): observed 2/5; expected from the margins 22/5 + 24/5... by hand 26/25
    pairs = [(1, 1), (2, 2), (3, 3), (1, 2), (3, 2)]
    first, second = [1, 2, 3, 1, 3], [1, 2, 3, 2, 2]
    expected = sum((a - b) ** 2 for a in first for b in second) / 25
    assert weighted_kappa(pairs) == pytest.approx(1 - (2 / 5) / expected)


def test_agreement_everywhere_is_one_and_opposite_marks_are_below_zero():
    assert agreement([(1, 1), (5, 5), (3, 3)], "x").kappa == 1
    assert agreement([(1, 5), (5, 1), (2, 4), (4, 2)], "x").kappa < 0


def test_where_only_one_mark_was_ever_given_kappa_is_not_defined():
    found = agreement([(4, 4)] * 10, "x")
    assert (found.kappa, found.same, found.things) == (None, 1.0, 10)
    assert agreement([], "x") is None


def test_the_interval_narrows_with_more_things_and_holds_the_value():
    few = agreement([(1, 1), (2, 3), (4, 4), (5, 4), (2, 2), (3, 1)], "x")
    many = agreement([(1, 1), (2, 3), (4, 4), (5, 4), (2, 2), (3, 1)] * 40, "x")
    assert few.low <= few.kappa <= few.high
    assert many.kappa == pytest.approx(few.kappa)
    assert many.high - many.low < few.high - few.low
