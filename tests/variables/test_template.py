"""Templates fill named holes and nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from simulator.errors import InputError, Place
from simulator.variables.durations import span
from simulator.variables.template import Template, to_json

VALUES = {
    "n": 3,
    "name": "Ana Maria Lopez",
    "day": date(2030, 3, 5),
    "at": datetime(2030, 3, 5, 14, 30),
    "fee": 12.5,
    "much": 1240,
    "ok": True,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{n}", 3),
        ("{day}", date(2030, 3, 5)),
        ("{day|plus:1w}", date(2030, 3, 12)),
        ("{day|minus:5d}", date(2030, 2, 28)),
        ("on {day}", "on 2030-03-05"),
        ("{day|long_date}", "5 March 2030"),
        ("{day|short_date}", "5 Mar"),
        ("{day|weekday}", "Tuesday"),
        ("{at|time}", "14:30"),
        ("{name|first}", "Ana"),
        ("{name|last|upper}", "LOPEZ"),
        ("ends in {name|last3}", "ends in pez"),
        ("{fee|money} euro", "12.50 euro"),
        ("{fee|round}", 12),
        ("{{n}} is {n}", "{n} is 3"),
        ("{day|month}", "March"),
        ("{day|month} {day|year}", "March 2030"),
        ("{day|about}", "early March"),
        ("{day|plus:2w|about}", "mid March"),
        ("{day|plus:3w|about}", "late March"),
        ("{at|part_of_day}", "afternoon"),
        ("{name|first3}", "Ana"),
        ("{n|about}", 3),
        ("{much|about}", 1200),
        ("{fee|about}", 10),
        ("{ok}", True),
        ("say {ok}", "say yes"),
        ("", ""),
    ],
)
def test_a_template_renders(text: str, value: object):
    assert Template(text).render(VALUES) == value


@pytest.mark.parametrize(
    "text", ["{n", "n}", "{n.}", "{n.a.b}", "{n!r}", "{0}", "{}", "{n|nope}", "{n[0]}", "{n|last99}", "{__class__.x}"]
)
def test_what_is_no_template_is_refused_with_its_place(text: str):
    with pytest.raises(InputError) as caught:
        Template(text, Place("f.yaml", 2, 2))
    assert str(caught.value).startswith("f.yaml:2:2: ")


def test_a_filter_that_does_not_fit_its_value_is_an_input_error():
    with pytest.raises(InputError, match="fails on"):
        Template("{name|long_date}").render(VALUES)


def test_a_yes_or_no_is_not_remembered_roughly():
    with pytest.raises(InputError, match="no rough form"):
        Template("{ok|about}").render(VALUES)
    with pytest.raises(InputError, match="no length of time"):
        Template("{day|plus:3 moons}")


def test_json_has_no_dates():
    assert to_json({"a": [date(2030, 3, 5)], "b": datetime(2030, 3, 5, 9)}) == {
        "a": ["2030-03-05"],
        "b": "2030-03-05T09:00",
    }


def test_a_length_of_time_beyond_the_calendar_is_no_span():
    with pytest.raises(ValueError, match="longer than any calendar"):
        span("9999999999999d")


def test_yes_and_no_are_words_already():
    assert Template("{paid|words}").render({"paid": True}) == "yes"
