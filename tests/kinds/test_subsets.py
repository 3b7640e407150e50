"""Subsets have the size, the order and the chances that are said."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

FOUR = "[chess, golf, tennis, rowing]"


def test_every_pair_is_as_likely_and_in_the_order_listed(many):
    found = Counter(many(f"subset: {{of: {FOUR}, size: 2}}", 600))
    assert set(found.values()) == {100}
    assert all(list(pair) == sorted(pair, key="chess golf tennis rowing".split().index) for pair in found)


def test_the_order_drawn_is_kept_where_it_counts(many):
    assert len(set(many(f"subset: {{of: {FOUR}, size: 2, ordered: true}}", 1200))) == 12


def test_the_chance_of_a_subset_is_that_of_taking_one_after_the_other(declare):
    weights = declare("subset: {of: {a: 3, b: 2, c: 1}, size: 2}").weights({})
    assert weights[("a", "b")] == pytest.approx(3 / 6 * 2 / 3 + 2 / 6 * 3 / 4)
    assert sum(weights.values()) == pytest.approx(1)


def test_many_possible_subsets_are_drawn_with_the_same_chances(many):
    items = ", ".join(f"i{number}: {3 if number == 0 else 1}" for number in range(20))
    text = f"subset: {{of: {{{items}}}, size: 5}}"
    found = many(text, 4000)
    assert {len(one) for one in found} == {5}
    # the heavy one is left out with chance 19/22 * 18/21 * 17/20 * 16/19 * 15/18; four standard errors are 0.031
    assert sum("i0" in one for one in found) / 4000 == pytest.approx(1 - 0.4416, abs=0.031)


def test_a_size_may_differ_or_come_from_a_parent(many, declare):
    assert {len(one) for one in many(f"subset: {{of: {FOUR}, size: {{from: 0, to: 4}}}}")} == {0, 1, 2, 3, 4}
    assert {len(one) for one in many(f"subset: {{of: {FOUR}, size: [1, 2]}}")} == {1, 2}
    assert declare(f"subset: {{of: {FOUR}, size: much}}").parents == ("much",)
    assert {len(one) for one in many(f"subset: {{of: {FOUR}, size: much}}", much=3)} == {3}


def test_the_plainest_subset_is_the_first(declare):
    from simulator.draws import Draws

    assert declare(f"subset: {{of: {FOUR}, size: 2}}").value({}, Draws("", {"x": 0.0}), "x") == ("chess", "golf")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("subset: [a, b]", "takes a mapping"),
        ("subset: {of: [a, b]}", "needs a size"),
        ("subset: {size: 2}", "values to take from"),
        ("subset: {of: [a, b], size: 3}", "3 of 2 values cannot be taken"),
        ("subset: {of: [a, b], size: -1}", "cannot be taken"),
        ("subset: {of: [a, b], size: 1.5}", "whole number"),
        ("subset: {of: [a, b], size: {from: 2, to: 1}}", "cannot be taken"),
        ("subset: {of: [a, a], size: 1}", "twice"),
        ("subset: {of: {a: x}, size: 1}", "no weight"),
        ("subset: {of: [a, b], size: 1, orderd: true}", "did you mean 'ordered'"),
        ("subset: {of: [a, b], size: 1, ordered: yes}", "true or false"),
        ("subset: {of: [a, b], size: count}", "7 of 2"),
        ("subset: {of: [[a], b], size: 1}", "must be a text"),
    ],
)
def test_a_malformed_subset_is_refused(text: str, says: str, refused: Any):
    assert says in refused(text, count=7)
