"""Days and times that take a part of themselves from others, and lengths told by two times or in other units."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.scenario.case import Slot
from simulator.understanding.read import read
from simulator.understanding.said.ranges import dates_in

CLOCK = datetime(2031, 5, 12, 10, tzinfo=UTC)
ROOM = (
    Slot(name="room", value="Kingfisher", about="Room to book"),
    Slot(name="day", value="2031-05-20", about="Day of the meeting", type="date"),
    Slot(name="start", value="13:30", about="When it begins", type="time"),
    Slot(name="minutes", value=90, about="How long it lasts, in minutes", type="integer"),
)
TERM = (
    Slot(name="magazine", value="Coastal Living", about="Title of the magazine"),
    Slot(name="first_issue", value="2031-07-01", about="Day of the first issue", type="date"),
    Slot(name="period_months", value=24, about="Length of the subscription in months", type="integer"),
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("20 to 27 June", ["2031-06-20", "2031-06-27"]),
        ("June 20 to 27", ["2031-06-20", "2031-06-27"]),
        ("from the 20th to the 27th of June", ["2031-06-20", "2031-06-27"]),
        ("on Friday, June 20, and back the 27th", ["2031-06-20", "2031-06-27"]),
        ("Saturday the 14th", ["2031-06-14"]),
        ("on Tuesday next week", ["2031-05-20"]),
    ],
)
def test_a_day_takes_its_month_or_week_from_what_stands_beside_it(text, days):
    said = [one.readings for one in dates_in(text, CLOCK) if one.kind == "date"]
    assert all(any(day in readings for readings in said) for day in days), said


@pytest.mark.parametrize("text", ["from 8 until 10 pm", "8-10 pm", "from eight to ten in the evening"])
def test_an_hour_takes_its_half_of_the_day_from_the_end_of_its_range(text):
    said = [one.readings for one in dates_in(text, CLOCK) if one.kind == "time"]
    assert "20:00" in said[0] and "22:00" in said[1], said


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("1:30 to 3 pm", "right"),
        ("1:30 to 2:30 pm", "wrong"),
        ("1:30 pm, lasting an hour and a half", "right"),
        ("1:30 pm, lasting an hour", "wrong"),
        ("1:30 pm for 1 h 30 min", "right"),
    ],
)
def test_a_length_is_told_by_two_times_or_in_other_units(told, verdict):
    read_back = read(f"I'll book the Kingfisher on May 20 from {told}. Okay?", ROOM, CLOCK)
    assert read_back.values.get("minutes") == verdict


@pytest.mark.parametrize(("told", "verdict"), [("two years", "right"), ("three years", "wrong")])
def test_years_are_held_against_months(told, verdict):
    text = f"You get Coastal Living for {told}, starting on the first of July. Is this correct?"
    assert read(text, TERM, CLOCK).values.get("period_months") == verdict


@pytest.mark.parametrize(("told", "verdict"), [("Tuesday the 20th", "right"), ("Friday the 20th", "wrong")])
def test_a_day_that_is_called_by_another_weekday_is_not_agreed_to(told, verdict):
    assert read(f"I'll book the Kingfisher for {told} at 1:30 pm. Okay?", ROOM, CLOCK).values["day"] == verdict
