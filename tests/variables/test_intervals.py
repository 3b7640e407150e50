"""Keys of a table that are intervals, and those that only look like one."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from simulator.variables.intervals import Interval, cuts_of, interval, joined, overlap


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("<30", [29, 29.99, -5], [30, 31]),
        ("< 30", [29], [30]),
        ("<=30", [30], [30.1]),
        (">60", [60.1], [60]),
        (">=60", [60], [59.9]),
        ("≥ 60", [60], [59]),
        ("30..59", [30, 45, 59], [29, 60]),
        ("30 to 59", [30, 59], [60]),
        ("1.5..2.5", [1.5, 2.5], [2.6]),
        ("-5..-1", [-5, -1], [0]),
        ("[30, 60)", [30, 59.99], [60]),
        ("(30, 60]", [30.01, 60], [30]),
        ("<2030-03-01", [date(2030, 2, 28)], [date(2030, 3, 1)]),
        ("2030-03-01..2030-03-31", [date(2030, 3, 31)], [date(2030, 4, 1)]),
        ("09:00..11:59", [time(9), time(11, 59)], [time(12)]),
    ],
)
def test_an_interval_holds_what_lies_in_it(text: str, inside: list[Any], outside: list[Any]):
    found = interval(text)
    assert found
    assert all(found.holds(value) for value in inside)
    assert not any(found.holds(value) for value in outside)


@pytest.mark.parametrize("text", ["gold", "18-25", "Oslo to Bergen", "a..b", "<b>", "30+", "", "..", "60"])
def test_other_words_are_no_intervals(text: str):
    assert interval(text) is None


@pytest.mark.parametrize("text", ["60..30", "[5, 5)", "3..2030-01-01"])
def test_an_interval_that_holds_nothing_is_said(text: str):
    with pytest.raises(ValueError, match="nothing lies|mixes"):
        interval(text)


def read(*texts: str) -> list[Interval]:
    return [found for text in texts if (found := interval(text))]


def test_intervals_meet_or_overlap():
    low, middle, high = read("<30", "30..59", ">=59")
    assert overlap([middle, low]) is None
    assert overlap([low, middle, high]) == (middle, high)
    assert cuts_of([low, middle]) == ((30, False), (59, True))


@pytest.mark.parametrize(
    ("texts", "cuts"),
    [
        (("30..59", "60..89"), ((30, False), (60, False), (89, True))),
        (("30..59.99", ">=60"), ((30, False), (60, False))),
        (("<=3.5", ">=3.6"), ((3.6, False),)),
        (("2030-02-01..2030-02-28", ">=2030-03-01"), ((date(2030, 2, 1), False), (date(2030, 3, 1), False))),
        (("30..58", ">=60"), ((30, False), (58, True), (60, False))),
        (("<30", ">30"), ((30, False), (30, True))),
    ],
)
def test_where_one_ends_before_the_next_number_they_meet(texts: tuple[str, ...], cuts: Any):
    assert cuts_of(joined(read(*texts))) == cuts
