"""Lengths of time are read as people write them and written as machines read them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.variables.durations import iso_span, span, spoken_span

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "length", "iso", "spoken"),
    [
        ("90m", 90 * MINUTE, "PT1H30M", "1 hour 30 minutes"),
        ("1h30m", 90 * MINUTE, "PT1H30M", "1 hour 30 minutes"),
        ("PT1H30M", 90 * MINUTE, "PT1H30M", "1 hour 30 minutes"),
        ("2w", 14 * DAY, "P14D", "14 days"),
        ("1d 2h", DAY + 2 * HOUR, "P1DT2H", "1 day 2 hours"),
        ("-3d", -3 * DAY, "-P3D", "3 days"),
        ("0m", 0 * DAY, "PT0M", "0 minutes"),
    ],
)
def test_a_length_of_time_is_read_and_written(text: str, length: timedelta, iso: str, spoken: str):
    assert (span(text), iso_span(length), spoken_span(length)) == (length, iso, spoken)


@given(st.integers(-(10**6), 10**6))
def test_what_is_written_is_read_back(minutes: int):
    assert span(iso_span(minutes * MINUTE)) == minutes * MINUTE


@pytest.mark.parametrize("text", ["", "P", "PT", "5", "3 moons", "h", "1h -3m", "9999999999999d"])
def test_what_is_no_length_of_time_is_said(text: str):
    with pytest.raises(ValueError, match="length of time|longer than any calendar"):
        span(text)
