"""What flags say of variables: read as text, matched to the values a variable has."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.variables.evidence import as_value, is_bound, read_evidence


def test_values_and_bounds_are_told_apart():
    found = read_evidence(["tier=gold", "age >= 60", "age<80", "place.city=Bern", "note=a=b"], "--given")
    assert found == {"tier": "gold", "age": {">=": "60", "<": "80"}, "place.city": "Bern", "note": "a=b"}
    assert [name for name, said in found.items() if is_bound(said)] == ["age"]


@pytest.mark.parametrize(
    "texts",
    [["tier"], ["=gold"], ["1st=2"], ["a b=c"], ["tier=gold", "tier=basic"], ["age>=1", "age>=2"], ["a=1", "a>2"]],
)
def test_what_says_nothing_or_two_things_is_refused(texts: list[str]):
    with pytest.raises(InputError, match="--given"):
        read_evidence(texts, "--given")


FEW = [
    (("saver", "flex"), "flex", "flex"),
    ((True, False), "true", True),
    ((1, 2, 3), "2", 2),
    ((1, 2, 3), "2.0", 2),
    (("1", "2"), "2", "2"),
    ((None, "x"), "null", None),
    ((date(2030, 3, 1),), "2030-03-01", date(2030, 3, 1)),
    ((1, True), True, True),
    ((0.5, 1.5), 0.5, 0.5),
]


@pytest.mark.parametrize(("values", "said", "meant"), FEW)
def test_a_value_is_one_of_those_there_are(values: tuple[Any, ...], said: Any, meant: Any):
    found = as_value("x", said, values=values)
    assert found == meant
    assert type(found) is type(meant)


def test_a_value_that_never_comes_is_refused_with_the_closest():
    with pytest.raises(InputError, match="never 'flx'") as wrong:
        as_value("fare", "flx", values=("saver", "flex"))
    assert wrong.value.hint == "did you mean 'flex'?"


LIKE = [
    (date(2030, 1, 1), "2030-03-01", date(2030, 3, 1)),
    (time(9), "10:15", time(10, 15)),
    (3, "7", 7),
    (2.5, "7", 7),
    (2.5, "7.25", 7.25),
    ("ABC", "007", "007"),
    (date(2030, 1, 1), date(2030, 3, 1), date(2030, 3, 1)),
]


@pytest.mark.parametrize(("like", "said", "meant"), LIKE)
def test_a_text_is_read_as_the_variable_is_written(like: Any, said: Any, meant: Any):
    assert as_value("x", said, like=like) == meant


@pytest.mark.parametrize(
    ("like", "said"), [(date(2030, 1, 1), "soon"), (3, "many"), (3, True), (3, "true"), (time(9), "25:00"), ("A", 3)]
)
def test_a_text_of_another_kind_is_refused(like: Any, said: Any):
    with pytest.raises(InputError, match="'x' cannot be"):
        as_value("x", said, like=like)
