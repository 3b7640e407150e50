"""Dates and times are read as people write them, against the scenario's clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.values.dates import DATE_FORMS, read_dates, same_moment, write_date

CLOCK = datetime(2030, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))  # a Wednesday


def read(text: str, kind: str) -> list[str]:
    return [found.value for found in read_dates(text, CLOCK) if found.kind == kind]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2030-03-05", "2030-03-05"),
        ("on 5 March", "2030-03-05"),
        ("March 5th please", "2030-03-05"),
        ("Tuesday, March 5th, 2030", "2030-03-05"),
        ("the fifth of march", "2030-03-05"),
        ("5/3/2030", "2030-03-05"),
        ("05.03.2030", "2030-03-05"),
        ("3/25/2030", "2030-03-25"),
        ("5 Mar '31", "2031-03-05"),
        ("the 5th", "2030-03-05"),
        ("make it the 5th, please", "2030-03-05"),
        ("the twenty-first works", "2030-02-21"),
        ("12 January", "2031-01-12"),
        ("born 7 May 1985", "1985-05-07"),
        ("today", "2030-02-20"),
        ("tomorrow?", "2030-02-21"),
        ("the day after tomorrow", "2030-02-22"),
        ("yesterday", "2030-02-19"),
        ("Friday", "2030-02-22"),
        ("this friday", "2030-02-22"),
        ("next friday", "2030-03-01"),
        ("next Monday", "2030-02-25"),
        ("last monday", "2030-02-18"),
        ("in two weeks", "2030-03-06"),
        ("in 10 days", "2030-03-02"),
        ("a week from tomorrow", "2030-02-28"),
        ("three days ago", "2030-02-17"),
        ("in a month", "2030-03-20"),
        ("on 12/6", "2030-06-12"),
    ],
)
def test_date_is_read(text: str, day: str) -> None:
    assert read(text, "date") == [day]


@pytest.mark.parametrize(
    "text",
    [
        "ABC-2030-03-05",
        "the 5th floor",
        "you may go",
        "5/10 stars",
        "version 1.2.3",
        "192.168.1.10",
        "sun cream",
        "2030-13-40",
        "12345-03-05",
        "the first one",
        "we march on",
        "30 February",
        "Booking 2030-03-05-77",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read(text, "date") == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        ("at 2:30 pm.", "14:30"),
        ("2.30pm", "14:30"),
        ("2 p.m.", "14:00"),
        ("12 am", "00:00"),
        ("half past two", "14:30"),
        ("quarter to nine in the morning", "08:45"),
        ("ten past ten", "10:10"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("two o'clock in the afternoon", "14:00"),
        ("14h30", "14:30"),
        ("at 3", "15:00"),
        ("02:30", "02:30"),
    ],
)
def test_time_is_read(text: str, time: str) -> None:
    assert read(text, "time") == [time]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2030-03-05T14:30", "2030-03-05T14:30"),
        ("2030-03-05T14:30:00+01:00", "2030-03-05T14:30+01:00"),
        ("5 March at 2:30 pm", "2030-03-05T14:30"),
        ("tomorrow at noon", "2030-02-21T12:00"),
        ("2 p.m. on Tuesday, 5 March 2030", "2030-03-05T14:00"),
    ],
)
def test_date_and_time_together_are_a_datetime_and_both_parts(text: str, moment: str) -> None:
    assert read(text, "datetime") == [moment]
    assert read(text, "date") == [moment[:10]] and read(text, "time")[0][:5] == moment[11:16]


def test_readings_keep_the_other_order_and_the_near_past() -> None:
    assert read_dates("5/3/2030", CLOCK)[0].readings == ("2030-03-05", "2030-05-03")
    assert read_dates("12 January", CLOCK)[0].readings == ("2031-01-12", "2030-01-12")
    assert read_dates("half past two", CLOCK)[0].readings == ("14:30", "02:30")


def test_found_says_where() -> None:
    text = "Fly on Tuesday 5 March, thanks"
    found = read_dates(text, CLOCK)[0]
    assert text[found.start : found.end] == "Tuesday 5 March"


def test_moments_compare_across_zones() -> None:
    assert same_moment("2030-03-05T14:30+01:00", "2030-03-05T13:30+00:00", CLOCK)
    assert same_moment("2030-03-05T14:30+01:00", "2030-03-05T14:30", CLOCK)
    assert not same_moment("2030-03-05T14:30Z", "2030-03-05T14:30", CLOCK)


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.sampled_from(DATE_FORMS))
def test_what_is_written_is_read_as_that_day_alone(day: date, form: str) -> None:
    written = write_date(day, form, CLOCK)
    found = [one for one in read_dates(written, CLOCK) if one.kind == "date"]
    assert [one.readings for one in found] == [(day.isoformat(),)]


def test_every_form_is_used_for_some_day() -> None:
    days = [date(2030, 2, 20) + timedelta(days=ahead) for ahead in range(40)]
    for form in DATE_FORMS:
        written = {write_date(day, form, CLOCK) for day in days}
        plain = {write_date(day, "day_month_year", CLOCK) for day in days}
        assert form == "day_month_year" or written - plain, form


def test_a_moment_without_seconds_in_a_zone_is_read():
    clock = datetime.fromisoformat("2030-06-01T09:00+02:00")
    assert [one.value for one in read_dates('{"at": "2030-06-10t17:45+02:00", "n": 14}', clock)]
