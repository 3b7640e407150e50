"""The Hungarian method against every permutation."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from simulator.matching.assign import cheapest, complete


@st.composite
def tables(draw):
    height = draw(st.integers(1, 5))
    width = draw(st.integers(height, 6))
    cell = st.integers(-5, 20)
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))


@given(tables())
def test_the_cheapest_assignment_is_found(table):
    found = cheapest(table)
    assert len(set(found.column_of)) == len(table)
    price = sum(table[row][column] for row, column in enumerate(found.column_of))
    every = permutations(range(len(table[0])), len(table))
    assert price == min(sum(table[row][column] for row, column in enumerate(columns)) for columns in every)


@given(tables())
def test_the_duals_prove_it(table):
    found = cheapest(table)
    for row, line in enumerate(table):
        for column, cost in enumerate(line):
            assert found.rows[row] + found.columns[column] <= cost
        assert found.rows[row] + found.columns[found.column_of[row]] == line[found.column_of[row]]
    unused = set(range(len(table[0]))) - set(found.column_of)
    assert all(found.columns[column] == 0 for column in unused)
    assert all(dual <= 0 for dual in found.columns)


@given(st.lists(st.lists(st.integers(0, 4), max_size=4, unique=True), max_size=4))
def test_complete_finds_a_place_for_every_row_or_says_which_has_none(fits):
    possible = any(all(c in fits[r] for r, c in enumerate(columns)) for columns in permutations(range(5), len(fits)))
    assert (complete(fits, 5) is None) == possible
