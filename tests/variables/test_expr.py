"""Expressions compute with variables and refuse everything else."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.errors import InputError, Place
from simulator.variables.expr import Expression


def test_an_expression_knows_its_names_and_events():
    found = Expression("tier == 'gold' and not happened(later) or max(fee, 1) > 2")
    assert found.names == {"tier", "fee"}
    assert found.events == {"later"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0 if fare == 'flex' else 75", 75),
        ("days(b, a)", 14),
        ("b > a", True),
        ("round(price * 1.1, 2)", 11.0),
        ("fare in ['saver', 'flex']", True),
        ("happened(moved)", True),
        ("happened('gone')", False),
        ("-price // 3", -4),
    ],
)
def test_an_expression_is_computed(text: str, value: object):
    values = {"fare": "saver", "price": 10, "a": date(2030, 3, 1), "b": date(2030, 3, 15)}
    assert Expression(text).evaluate(values, {"moved"}) == value


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.__class__",
        "a[0]",
        "[x for x in a]",
        "(lambda: 1)()",
        "f'{a}'",
        "a" * 1001,
        "happened(1)",
        "happened(a, b)",
        "max(a, key=a)",
        "a :=",
        "",
        "(" * 900,
    ],
)
def test_what_is_no_plain_expression_is_refused_with_its_place(text: str):
    with pytest.raises(InputError) as caught:
        Expression(text, Place("f.yaml", 3, 4))
    assert str(caught.value).startswith("f.yaml:3:4: ")


@pytest.mark.parametrize("text", ["9**9**9", "'x' * 10**10", "1 / 0", "a + 'x'", "int('y')"])
def test_what_cannot_be_computed_is_an_input_error(text: str):
    with pytest.raises(InputError, match="cannot compute|more than"):
        Expression(text).evaluate({"a": 1})


UNUSABLE = {
    "1e308*10": "not finite",
    "[1e308*10]": "not finite",
    "(1e308*10) - (1e308*10)": "not finite",
    "(-1)**0.5": "no number",
    "10**1000": "more than 300 digits",
    "day - day": "length of time",
}


@pytest.mark.parametrize("text", UNUSABLE)
def test_a_result_that_no_record_can_hold_is_refused_with_its_place(text: str):
    with pytest.raises(InputError, match=UNUSABLE[text]) as caught:
        Expression(text, Place("x.yaml", 2, 3)).evaluate({"day": date(2030, 1, 1)})
    assert str(caught.value).startswith("x.yaml:2:3: ")
