"""Each kind draws only what it allows, plainest at 0.0; malformed ones are refused with place and hint."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.build import build
from simulator.variables.variable import Variable
from simulator.variables.yaml import load_yaml

CLOCK = {"clock": datetime(2030, 2, 20, 9)}


def variable(text: str) -> Variable:
    document = load_yaml(text, "f.yaml")
    return build("x", document.data, document.place)


def value(text: str, draw: float | None = None, **values: Any) -> Any:
    draws = Draws("any", {} if draw is None else {"x": draw})
    return variable(text).value({**CLOCK, **values}, draws, "x")


@pytest.mark.parametrize(
    ("text", "plainest", "later"),
    [
        ("choice: [a, b]", "a", "b"),
        ("choice: {basic: 5, gold: 5, never: 0}", "basic", "gold"),
        ("choice: {1: 1, 2: 1}", 1, 2),
        ("choice: {true: 1, false: 1}", True, False),
        ("boolean: 0.5", False, True),
        ("integer: {from: 1, to: 9}", 5, 1),
        ("date: {from: 2030-03-01, within: 60d}", date(2030, 3, 31), date(2030, 3, 7)),
        ("date: {from: clock, to: 2030-02-22}", date(2030, 2, 21), date(2030, 2, 20)),
        ('time: {from: "09:00", to: "17:00", every: 30m}', time(13), time(9, 30)),
        ('pattern: "[A-Z]{2}"', "AA", None),
        ("value: 7", 7, 7),
        ("expr: days(clock, clock) + 1", 1, 1),
    ],
)
def test_a_kind_draws_its_plainest_at_zero_and_others_by_their_draw(text: str, plainest: Any, later: Any):
    found = variable(text).value(CLOCK, Draws("any", {"x": 0.0, "x/1": 0.0, "x/2": 0.0}), "x")
    assert found == plainest
    if later is not None:
        assert value(text, 0.6) == later


def test_a_table_follows_its_parents():
    text = "given: [tier, fast]\ntable:\n  gold: {true: {a: 1}, false: b}\n  default: {default: [c]}\n"
    found = variable(text)
    assert found.parents == ("tier", "fast")
    assert value(text, tier="gold", fast=True) == "a"
    assert value(text, tier="gold", fast=False) == "b"
    assert value(text, tier="basic", fast=True) == "c"


def test_a_table_without_the_row_says_which():
    with pytest.raises(InputError, match="no row for silver") as caught:
        value("given: [tier]\ntable: {gold: a}", tier="silver")
    assert "f.yaml:2:1" in str(caught.value)


def test_weights_are_followed():
    counts = Counter(variable("choice: {a: 7, b: 3}").value(CLOCK, Draws(str(i)), "x") for i in range(20_000))
    # six standard errors of 0.7 over 20,000 draws are 0.0194: a false alarm in 10^9
    assert counts["a"] / 20_000 == pytest.approx(0.7, abs=0.0195)


@given(st.floats(0, 1, exclude_max=True))
def test_numbers_stay_within_their_bounds(draw: float):
    assert -5 <= value("number: {from: -5, to: 5}", draw) <= 5
    assert 0 <= value("number: {mean: 1, spread: 10, from: 0, to: 2}", draw) <= 2
    assert value("integer: {from: 3, to: 3}", draw) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("choise: [a]", "did you mean 'choice'"),
        ("choice: []", "nothing to choose"),
        ("choice: {a: -1}", "no weight"),
        ("choice: {a: 0}", "weights of zero"),
        ("choice: {a: x}", "no weight"),
        ("choice: [[1]]", "must be a text"),
        ("choice: [a]\nboolean: 0.1", "two kinds"),
        ("choice: [a]\ngivn: [b]", "unknown field 'givn'"),
        ("table: {a: b}", "needs the variables"),
        ("given: [a]\ntable: b", "expected a row"),
        ("boolean: 2", "no chance"),
        ("integer: {from: 9, to: 1}", "above"),
        ("integer: {from: 1.5, to: 2}", "whole"),
        ("integer: 5", "takes a mapping"),
        ("number: {form: 1, to: 2}", "did you mean 'from'"),
        ("date: {from: 2030-13-01, within: 3d}", "no date"),
        ("date: {from: 2030-01-01, within: 3 moons}", "no length of time"),
        ("date: {from: 2030-01-01}", "either to or within"),
        ('time: {from: "9", to: "x"}', "f.yaml"),
        ('pattern: "("', "not a pattern"),
        ("expr: a.b.c", "not allowed"),
        ("expr: happened(a)", "only after"),
        ("faker: nonsense_provider", "no provider"),
        ("faker: date_of_birth", "today's date"),
        ("faker: {provider: name, locale: xx_XX}", "no locale"),
        ("faker: seed_instance", "no provider"),
        ("{}", "no kind"),
    ],
)
def test_a_malformed_kind_is_refused_with_its_place(text: str, says: str):
    with pytest.raises(InputError) as caught:
        variable(text)
    assert says in str(caught.value)
    assert str(caught.value).startswith("f.yaml:")


def test_faker_gives_the_same_name_for_the_same_draw():
    found = [value("faker: {provider: name, locale: de_DE}", 0.123) for _ in range(2)]
    assert found[0] == found[1]
    assert value("faker: {provider: name, locale: de_DE}", 0.9) != found[0]


@pytest.mark.parametrize(
    "text",
    [
        "{date: {from: 9999-12-30, within: 60d}}",
        "{date: {from: who, within: 60d}}",
        "{integer: {from: 0, to: 1e999}}",
        "{integer: {from: 0, to: 1e200}}",
        "{number: {mean: 1e308, spread: 1e308}}",
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_place(text: str):
    with pytest.raises(InputError) as caught:
        value(text, 0.4, who="me")
    assert str(caught.value).startswith("f.yaml:1:")


def test_nothing_can_be_chosen_too():
    assert {value("choice: [a, null]", draw) for draw in (0.0, 0.9)} == {"a", None}
