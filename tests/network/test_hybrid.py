"""Numbers and dates beside finite variables: comparisons bound the draw, causes move, and nothing is drawn in vain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import erf, exp, sqrt
from time import process_time

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.build import family
from simulator.network.network import Network
from simulator.variables.expr import Expression
from simulator.variables.yaml import load_yaml

CLOCK = datetime(2030, 3, 31, 9, tzinfo=UTC)
NUMBERS = "a: {number: {from: 0, to: 10}}\nb: {number: {from: 0, to: 10}}\nt: {choice: [p, q]}\n"
DATES = "a: {date: {from: 2030-03-01, within: 60d}}\nb: {date: {from: a, within: 10d}}\nt: {boolean: 0.5}\n"


def network(text: str, *require: str) -> Network:
    document = load_yaml(text, "f.yaml")
    variables = [
        one
        for name, declared in document.data.items()
        for one in family(name, declared, lambda *keys, name=name: document.place(name, *keys))
    ]
    return Network("test", variables, [Expression(text, document.place()) for text in require], {"clock": CLOCK})


def cases(net: Network, count: int = 2000) -> list[dict]:
    return [net.sample(Draws(str(number))) for number in range(count)]


@pytest.mark.parametrize(
    "condition",
    [
        "a < 4",
        "4 >= a",
        "a == 7.25",
        "3 < a < 4",
        "a > 2 and b <= 1",
        "2 * a < 5",
        "-a > -3",
        "a / 2 >= 4",
        "10 - a <= 3",
    ],
)
def test_a_comparison_with_constants_is_exact(condition: str):
    net = network(NUMBERS, condition)
    assert net.error == "exact"
    assert all(Expression(condition).evaluate(values) for values in cases(net, 300))


@pytest.mark.parametrize(
    "condition",
    ["a < b", "a + 3 < b", "b - a > 9.9", "2 * a <= b - 1", "a * b < 0.5", "(a - 5) * b > 20", "a + b == 7"],
)
def test_a_comparison_of_two_numbers_is_kept_without_a_fixed_series(condition: str):
    net = network(NUMBERS, condition)
    net.prove()
    assert net.warnings == ()
    assert all(Expression(condition).evaluate(values) for values in cases(net, 300))


@pytest.mark.parametrize(
    "condition", ["days(b, a) >= 2", "b > a", "days(clock, a) > 3 or t", "a <= clock", "days(a, clock) == 5"]
)
def test_a_comparison_of_days_is_exact(condition: str):
    net = network(DATES, condition)
    assert net.error == "exact"
    assert all(Expression(condition).evaluate(values) for values in cases(net, 300))


def test_two_numbers_in_order_are_spread_as_order_statistics():
    found = cases(network(NUMBERS, "a < b"), 8000)
    # of two uniform numbers the lesser has the mean 10/3 and a deviation of 2.36: six standard errors are 0.16
    assert sum(values["a"] for values in found) / 8000 == pytest.approx(10 / 3, abs=0.16)
    assert sum(values["b"] for values in found) / 8000 == pytest.approx(20 / 3, abs=0.16)


def test_what_happens_once_in_a_trillion_is_drawn_all_the_same():
    net = network("a: {number: {mean: 10, spread: 1}}\nb: {number: {mean: 0, spread: 1}}", "a < b")
    found = cases(net, 2000)
    # given a < b both lie near 5: the mean of a is 5 - 0.0974, its deviation 0.71, six standard errors are 0.095
    assert sum(values["a"] for values in found) / 2000 == pytest.approx(4.903, abs=0.095)
    assert net.warnings == ()


def test_the_value_of_a_number_moves_its_causes():
    text = "t: {choice: [p, q]}\nx: {given: t, table: {p: {number: %s}, q: {number: %s}}}"
    text %= ("{mean: 1, spread: 1}", "{mean: 3, spread: 1}")
    shares = dict(network(text).under({"x": 3}).posterior()["t"].shares)
    assert shares["q"] == pytest.approx(1 / (1 + exp(-2)), abs=1e-4)  # to the rounding of x

    above = [0.5 - 0.5 * erf((2.5 - mean) / sqrt(2)) for mean in (1, 3)]
    shares = dict(network(text).under(conditions=[Expression("x >= 2.505")]).posterior()["t"].shares)
    assert shares["q"] == pytest.approx(above[1] / sum(above), abs=0.003)


def test_a_table_by_intervals_lets_its_number_move():
    text = "age: {number: {from: 0, to: 100, decimals: 0}}\n"
    text += "card: {given: age, table: {'<20': {none: 1}, '>=20': [none, full]}}"
    net = network(text).under({"card": "full"})
    assert net.error == "exact"
    assert min(values["age"] for values in cases(net, 500)) >= 20
    assert network(text).posterior()["card"].error == "exact"


def test_whole_numbers_leave_no_gap_between_59_and_60():
    text = 'age: {integer: {from: 18, to: 90}}\ng: {given: [age], table: {"<30": y, "30..59": m, ">=60": s}}\n'
    assert dict(network(text).posterior()["g"].shares) == pytest.approx({"y": 12 / 73, "m": 30 / 73, "s": 31 / 73})
    seniors = network(text).under({"g": "s"}, {})
    assert min(values["age"] for values in cases(seniors, 300)) >= 60


def test_a_condition_on_a_sum_bounds_what_is_summed():
    text = "price: {number: {from: 10, to: 100}}\nnights: {integer: {from: 1, to: 5}}\n"
    net = network(text + "fee: {value: 20}\ntotal: {expr: price * nights + fee}", "total <= 120")
    assert net.error == "exact"
    found = cases(net, 4000)
    assert all(values["total"] == values["price"] * values["nights"] + 20 <= 120 for values in found)
    # prices to 100, 50, 33.33 … of 90: 90, 40, 23.33, 15 and 10 ninetieths are kept; six standard errors are 0.048
    assert sum(values["nights"] == 1 for values in found) / 4000 == pytest.approx(90 / 178.33, abs=0.048)
    assert all(values["total"] == 100 for values in cases(net.under({"total": 100}), 50))


def test_other_conditions_are_met_by_candidates_and_their_error_is_stated():
    net = network('p: {pattern: "[A-C]{2}"}\nq: {choice: [AA, BB, CC]}', "p == q")
    assert "candidates are accepted at 0." in net.error
    assert all(values["p"] == values["q"] for values in cases(net, 200))


def test_a_condition_that_hardly_any_candidate_meets_is_warned_of():
    net = network('p: {pattern: "[A-C]{4}"}\nq: {value: ABCA}', "p == q")
    (warning,) = net.warnings
    assert warning.startswith("f.yaml:1:1: 'p == q' holds for ")
    assert "come from a series of 512" in warning


def test_any_draws_keep_a_bound():
    net = network(NUMBERS, "a < b", "t == 'q' or b < 5", "a != 2.5")
    for draw in (0.0, 0.25, 0.5, 0.999999, 1 - 2**-53):
        for name in ("a", "b", "t", "a/keep"):
            values = net.sample(Draws("x", {name: draw}))
            assert values["a"] < values["b"] and (values["t"] == "q" or values["b"] < 5) and values["a"] != 2.5


def test_the_plainest_case_is_the_median_within_the_bounds():
    plainest = dict.fromkeys(("a", "b", "t"), 0.0)
    assert network(NUMBERS, "a > 4").sample(Draws("x", plainest)) == {"clock": CLOCK, "a": 7.0, "b": 5.0, "t": "p"}
    assert network(DATES, "a > clock").sample(Draws("x", plainest))["a"] == date(2030, 4, 16)


@pytest.mark.parametrize(
    ("text", "require", "names"),
    [
        (
            NUMBERS,
            ("a > 5", "a < b", "b < 4"),
            "require 'a > 5', require 'a < b' .* and require 'b < 4' .* cannot hold",
        ),
        (NUMBERS, ("a > 11",), "require 'a > 11' can never hold"),
        (DATES, ("days(b, a) > 10", "t"), r"require 'days\(b, a\) > 10' can never hold"),
        (DATES, ("a > clock", "days(clock, b) > 0"), "require 'a > clock' and require 'days.clock, b. > 0'"),
    ],
)
def test_what_cannot_be_is_named_at_once(text: str, require: tuple[str, ...], names: str):
    begun = process_time()
    with pytest.raises(InputError, match=names):
        network(text, *require).prove()
    assert process_time() - begun < 1


def test_a_column_of_a_row_cannot_be_forced_apart_from_its_row():
    net = network("place: {row: [{city: Oslo, country: NO}, {city: Lyon, country: FR}]}")
    with pytest.raises(InputError, match=r"'place.city' is a part of 'place'"):
        net.under({}, {"place.city": "Oslo"})
    assert net.under({"place.city": "Oslo"}, {}).sample(Draws("x"))["place"]["country"] == "NO"
