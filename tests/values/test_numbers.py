"""Numbers are read in digits and words, and never inside something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.values.numbers import NUMBER_FORMS, read_numbers, write_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("costs 100", 100),
        ("-5 degrees", -5),
        ("minus five", -5),
        ("1.5", 1.5),
        ("two seats", 2),
        ("a dozen eggs", 12),
        ("half a dozen", 6),
        ("a couple of bags", 2),
        ("twenty-five", 25),
        ("one thousand two hundred and fifty", 1250),
        ("1,250", 1250),
        ("1.250,00", 1250),
        ("1 250", 1250),
        ("1'250", 1250),
        ("$1,250.50", 1250.5),
        ("12,50 EUR", 12.5),
        ("5k", 5000),
        ("1.2 million", 1_200_000),
        ("20%", 20),
        ("seats:5,please", 5),
        ("(5)", 5),
        ("a 5-day trip", 5),
        ("I want one please", 1),
        ("in two weeks", 2),
        ("0.0000001", 1e-7),
        ("1234567.89", 1234567.89),
    ],
)
def test_number_is_read(text: str, number: float) -> None:
    assert [found.value for found in read_numbers(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "ABC-123",
        "LX 318",
        "10:30",
        "2030-03-05",
        "5 March",
        "half past two",
        "5th",
        "+41 44 123 45 67",
        "4111 1111 1111 1111",
        "one moment",
        "that one",
        "5/10",
        "v1.2.3",
        "007",
        "3A",
        "5@x.com",
        "bob5@x.com",
        "one two three",
        "none",
        "phone",
        "5.3.2",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_numbers(text) == ()


def test_several_numbers_in_order() -> None:
    assert [found.value for found in read_numbers("two, one and 3 bags for 1, 2 or 12.5")] == [2, 1, 3, 1, 2, 12.5]


@given(st.integers(-(10**9), 10**9), st.sampled_from(NUMBER_FORMS))
def test_written_integer_is_read_again(number: int, form: str) -> None:
    assert [found.value for found in read_numbers(write_number(number, form))] == [number]


@given(st.decimals(-10_000, 10_000, places=2).map(float), st.sampled_from(NUMBER_FORMS))
def test_written_amount_is_read_again(number: float, form: str) -> None:
    assert [found.value for found in read_numbers(write_number(number, form))] == [number]
