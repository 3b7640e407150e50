"""Tables find the row of their parents: by value, by interval, by default; rows may be laws of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

AGES = 'given: age\ntable: {"<30": young, "30..59": middle, ">=60": senior}'


@pytest.mark.parametrize(
    ("age", "group"), [(18, "young"), (29, "young"), (30, "middle"), (59, "middle"), (60, "senior")]
)
def test_an_interval_finds_its_row(age: int, group: str, many):
    assert set(many(AGES, 3, age=age)) == {group}


def test_the_cuts_are_where_the_intervals_meet(declare):
    assert declare(AGES).cuts == {"age": ((30, False), (60, False))}


def test_a_value_wins_over_an_interval_and_both_over_the_default(many):
    text = 'given: n\ntable: {"0": none, "1..9": few, "5": five, default: many}'
    assert [many(text, 1, n=n)[0] for n in (0, 1, 5, 9, 10, 2.5)] == ["none", "few", "five", "few", "many", "few"]


def test_days_are_cut_like_numbers(many):
    text = 'given: day\ntable: {"<2030-06-01": spring, "2030-06-01..2030-08-31": summer, default: autumn}'
    found = [many(text, 1, day=date(2030, month, 1))[0] for month in (5, 6, 8, 9)]
    assert found == ["spring", "summer", "summer", "autumn"]


def test_a_text_that_looks_like_an_interval_is_a_value(many):
    assert many('given: band\ntable: {"<30": low, "30..59": middle}', 1, band="30..59") == ["middle"]


def test_rows_may_be_laws(declare, many):
    text = (
        "given: tier\ntable:\n  basic: {number: {mean: 50, spread: 1}}\n  gold: {choice: {200: 1, 300: 1}}\n"
        "  free: {value: 0}\n"
    )
    assert declare(text).spread
    assert 45 < min(many(text, tier="basic")) < 50
    assert set(many(text, tier="gold")) == {200, 300}
    assert set(many(text, tier="free")) == {0}


def test_a_row_with_a_law_of_other_variables_needs_them_too(declare, many):
    text = "given: tier\ntable: {a: {expr: base * 2}, b: {expr: base}}"
    assert declare(text).parents == ("tier", "base")
    assert many(text, 1, tier="a", base=4) == [8]
    assert declare(text).decide


def test_rows_of_every_kind_stand_beside_each_other(declare, many):
    text = 'given: kind\ntable: {code: {pattern: "[A-B]{3}"}, word: [x, y]}'
    assert declare(text).draw
    assert set("".join(many(text, kind="code"))) == {"A", "B"}
    assert set(many(text, kind="word")) == {"x", "y"}


def test_chances_by_the_parents(many):
    text = "given: rain\ntable: {true: {boolean: 0.75}, false: {boolean: 0.0}}"
    assert sum(many(text, rain=True)) == 300
    assert sum(many(text, rain=False)) == 0


def test_a_table_in_a_row(many):
    text = "given: a\ntable: {x: {given: b, table: {1: one, 2: two}}, y: z}"
    assert many(text, 1, a="x", b=2) == ["two"]
    assert many(text, 1, a="y", b=2) == ["z"]


def test_a_word_that_is_also_a_kind_may_be_chosen(many):
    assert set(many("given: a\ntable: {x: {date: 1, number: 1}}", a="x")) == {"date", "number"}
    assert set(many("given: a\ntable: {x: {date: 1}}", a="x")) == {"date"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('given: n\ntable: {"<30": a, "20..40": b}', "'<30' and '20..40' overlap"),
        ('given: n\ntable: {">5": a, ">9": b}', "overlap"),
        ('given: n\ntable: {"9..3": a}', "nothing lies in '9..3'"),
        ('given: n\ntable: {"<3": a, ">2030-01-01": b}', "different kinds"),
        ("given: [n, n]\ntable: {1: {1: a}}", "twice"),
        ("given: n\ntable: {1: {number: {mean: x y}}}", "not an expression"),
        ("given: n\ntable: {1: {nmber: {mean: 1}}}", "no weight"),
        ("given: n\ntable: {1: {integer: {form: 1}}}", "did you mean 'from'"),
        ("given: n\ntable: {}", "expected a row"),
        ("given: n\ntable: {1: {a: -1}}", "no weight"),
        ("given: n\ntable: {1: {a: 0}}", "weights of zero"),
        ("given: n\ntable: {2: a}", "no row for 1 (n)"),
    ],
)
def test_a_malformed_table_is_refused(text: str, says: str, refused: Any):
    assert says in refused(text, n=1)
