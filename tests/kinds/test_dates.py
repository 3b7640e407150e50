"""Days, times, moments and durations lie where they are said to lie, relative to others or to the clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

D = date.fromisoformat
DEPART = D("2030-03-15")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date: {from: 2030-03-01, to: 2030-03-03}", "2030-03-01", "2030-03-03"),
        ("date: {from: depart, within: 14d}", "2030-03-15", "2030-03-29"),
        ("date: {after: depart, within: 14d}", "2030-03-16", "2030-03-29"),
        ("date: {from: depart, within: -14d}", "2030-03-01", "2030-03-15"),
        ("date: {before: depart, within: 2w}", "2030-03-01", "2030-03-14"),
        ("date: {to: depart, within: stay}", "2030-03-12", "2030-03-15"),
        ("date: {within: 3d}", "2030-02-20", "2030-02-23"),
        ("date: {after: clock, before: depart}", "2030-02-21", "2030-03-14"),
        ("date: {from: depart + 3d, to: depart + 1w}", "2030-03-18", "2030-03-22"),
        ("date: {from: '{depart|plus:stay}', within: 1d}", "2030-03-18", "2030-03-19"),
        ("date: {from: clock, within: 30d, weekdays: [mon..fri]}", "2030-02-20", "2030-03-22"),
        ("date: {from: clock, within: 30d, weekdays: [sat, Sunday]}", "2030-02-23", "2030-03-17"),
        ("date: {from: 2030-03-01, within: 9999d, weekdays: fri..mon}", "2030-03-01", "2057-07-16"),
    ],
)
def test_days_lie_between_their_ends(text: str, first: str, last: str, many):
    found = many(text, 20_000 if "9999" in text else 400, depart=DEPART, stay=timedelta(days=3))
    assert (min(found), max(found)) == (D(first), D(last))


def test_only_the_days_of_the_week_that_are_said_and_each_alike(many):
    found = many("date: {from: 2030-03-01, within: 27d, weekdays: [tue, thu]}", 800)
    assert {day.weekday() for day in found} == {1, 3}
    assert {found.count(day) for day in found} == {100}


def test_what_lies_below_a_day_is_what_is_counted_there(declare):
    law = declare("date: {from: 2030-03-01, within: 60d, weekdays: [mon..fri]}").spread({})
    days = [law.at(index) for index in range(law.count)]
    assert days == sorted(days)
    for offset in range(-3, 70):
        day = D("2030-03-01") + timedelta(days=offset)
        assert law.below(day) == sum(one < day for one in days) / len(days)
        assert law.upto(day) == sum(one <= day for one in days) / len(days)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ('time: {from: "09:00", to: "17:00", every: 30m}', time(9), time(17)),
        ("time: {from: opens, within: 2h}", time(8, 30), time(10, 30)),
        ("time: {after: opens, before: 09:30, every: 15m}", time(8, 45), time(9, 15)),
        ("time: {from: opens + 1h, to: 11:00}", time(9, 30), time(11)),
        ("time: {from: 23:00, within: 5h, every: 30m}", time(23), time(23, 30)),
        ("time: {from: clock, within: 1h}", time(9), time(10)),
    ],
)
def test_times_of_day_lie_on_their_grid(text: str, first: time, last: time, many):
    found = many(text, opens=time(8, 30))
    assert (min(found), max(found)) == (first, last)


def test_moments_are_in_the_zone_of_the_clock(many):
    found = many("datetime: {from: clock, within: 3h, every: 30m}")
    assert min(found).isoformat() == "2030-02-20T09:00:00+01:00"
    assert max(found).isoformat() == "2030-02-20T12:00:00+01:00"
    found = many('datetime: {from: 2030-02-20T09:00, to: "2030-02-20T10:00+00:00", every: 1h}')
    assert {moment.isoformat() for moment in found} == {f"2030-02-20T{hour}:00:00+01:00" for hour in ("09", "10", "11")}
    assert min(many("datetime: {from: depart, within: 1d}", depart=DEPART)).isoformat() == "2030-03-15T00:00:00+01:00"


def test_durations_have_steps(many):
    hours = many("duration: {from: 30m, to: 4h, every: 15m}")
    assert (min(hours), max(hours), len(set(hours))) == (timedelta(minutes=30), timedelta(hours=4), 15)
    assert set(many("duration: {from: 2d, to: 1w}")) == {timedelta(days=days) for days in range(2, 8)}
    assert max(many("duration: {from: 1h, to: longest}", longest=timedelta(hours=2))) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date: {from: 2030-02-30, within: 3d}", "no date"),
        ("date: {from: depart, after: depart, within: 3d}", "both from and after"),
        ("date: {from: depart, to: depart, within: 3d}", "either to or within"),
        ("date: {from: depart}", "either to or within"),
        ("date: {form: depart, within: 3d}", "did you mean 'from'"),
        ("date: {from: depart, to: 2030-01-01}", "no value between 2030-03-15 and 2030-01-01"),
        ("date: {from: 2030-03-02, within: 1d, weekdays: [mon]}", "no value"),
        ("date: {within: 3d, weekdays: [noday]}", "no day of the week"),
        ("date: {within: 3d, weekdays: []}", "no day of the week"),
        ("date: {from: 9999-12-30, within: 60d}", "no calendar"),
        ("date: {from: name, within: 60d}", "'Ann' is no date"),
        ("date: {from: 3, within: 60d}", "no date"),
        ("date: {from: today, within: 60d}", "never relative to today"),
        ("date: 2030-01-01", "takes a mapping"),
        ("time: {from: 25:00, to: 26:00}", "no time of day"),
        ("time: {to: 17:00}", "needs a start"),
        ("time: {from: 17:00, to: 09:00}", "no value"),
        ("time: {from: 09:00, to: 17:00, every: 0m}", "a minute or more"),
        ("duration: {from: 30m}", "needs from and to"),
        ("duration: {from: 3 moons, to: 4h}", "no length of time"),
        ("datetime: {from: clock, within: 3d, evry: 15m}", "did you mean 'every'"),
    ],
)
def test_a_malformed_date_is_refused(text: str, says: str, refused: Any):
    assert says in refused(text, depart=DEPART, name="Ann")


def test_a_moment_counts_as_its_day_beside_a_day(declare):
    law = declare("date: {from: 2030-03-01, to: 2030-03-10}").spread({})
    assert law.below(datetime.fromisoformat("2030-03-06T12:00+01:00")) == 0.5
