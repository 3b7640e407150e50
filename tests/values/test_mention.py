"""A value is found where it is said, in any form, at token borders, and nowhere else."""

from __future__ import annotations

import string
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.values.dates import read_dates
from simulator.values.mention import find_value, kind_of, mentions
from simulator.values.written import forms

CLOCK = datetime(2030, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))
SENTENCES = ("{}", "It is {}, thanks.", "My answer would be {}", "well ({}) of course", "so: {}!\nok?")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("ABC123", "abc 123"),
        ("ABC123", "my code is ABC-123."),
        ("ABC123", "a b c 1 2 3"),
        ("12A", "seat 12 A"),
        ("ORD-2030-77", "ord 2030 77"),
        ("2030-03-05", "the 5th of March"),
        ("2030-03-05", "05.03.2030"),
        ("2030-03-05", "5/3/2030"),
        ("2030-03-05", "leaves 2030-03-05T14:30"),
        ("2030-02-21", "tomorrow"),
        ("14:30", "half past two"),
        ("2030-03-05T14:30:00+01:00", "5 March at 2:30 pm"),
        ("2030-03-05T14:30:00+01:00", "On 5 March the flight leaves at 14:30"),
        (1250, "1,250 francs"),
        (2, "two of us"),
        ("2", "two of us"),
        (75, "the fee is €75.00"),
        ("bob.smith@x.com", "Bob.Smith@X.com."),
        ("bob.smith@x.com", "bob dot smith at x dot com"),
        ("+41441234567", "044 123 45 67"),
        ("555-123-4567", "(555) 123 4567"),
        ("Zurich", "to Zürich!"),
        ("Zürich", "zurich"),
        ("New York", "in new\n york"),
        ("window_seat", "a window seat"),
        ("nextDay", "next day please"),
        ("don't know", "I dont know"),
        ("AT&T", "at and t"),
        ([5, "red"], "red ones, five of them"),
        ({"a": "red"}, "RED"),
    ],
)
def test_value_is_found(value: Any, text: str) -> None:
    assert mentions(value, text, CLOCK)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10", "costs 100"),
        (10, "costs 100"),
        (5, "-5"),
        ("5", "-5"),
        (5, "1.5"),
        ("15", "1.5"),
        (5, "2030-03-05"),
        (5, "5 March"),
        (14, "14:30"),
        (123, "ABC-123"),
        (44, "+41 44 123 45 67"),
        ("1111", "4111 1111 1111 1111"),
        ("ABC123", "XABC1234"),
        ("ABC123", "ABC123-45"),
        ("12-3", "1-23"),
        ("A1", "buy a 1 kg bag"),
        ("2030-11-02", "2030-01-12"),
        ("14:30", "4:30 pm"),
        ("2030-03-05T14:30", "5 March at 15:30"),
        ("ab@x.com", "a.b@x.com"),
        ("a@x.com", "a@x.com.au"),
        ("refundable", "non-refundable"),
        ("large", "x-large"),
        ("art", "start party"),
        ([5, "red"], "five blue ones"),
        (True, "true yes 1"),
        (None, "none null"),
        (False, "false 0 no"),
        ([], "anything"),
        ("", "anything"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_value_is_not_found(value: Any, text: str) -> None:
    assert find_value(value, text, CLOCK) is None


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        ("ABC123", "code abc 123, ok", "abc 123"),
        ("Zurich", "ﬁrst Zürich!", "Zürich"),
        (1250, "pay 1,250.00 now", "1,250.00"),
        (["red", 5], "red and five.", "red and five"),
    ],
)
def test_span_is_what_was_said(value: Any, text: str, said: str) -> None:
    span = find_value(value, text, CLOCK)
    assert span is not None and text[span[0] : span[1]] == said


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2030-03-05", "date"),
        ("14:30", "time"),
        ("2030-03-05T14:30Z", "datetime"),
        (3, "number"),
        ("1.5", "number"),
        ("AB12", "id"),
        ("123456", "id"),
        ("a@b.co", "email"),
        ("+41441234567", "phone"),
        ("two words", "text"),
        (True, ""),
        (None, ""),
        ([1], ""),
        (" ", ""),
    ],
)
def test_kind_of_value(value: Any, kind: str) -> None:
    assert kind_of(value) == kind


LETTERS = st.text(string.ascii_letters, min_size=2, max_size=6)
IDS = st.builds(lambda a, n: f"{a.upper()}{n}", LETTERS, st.integers(100, 999_999))
DASHED = st.builds(lambda a, n, m: f"{a}-{n}-{m}", LETTERS, st.integers(10, 9999), st.integers(10, 9999))
DATES = st.dates(date(1950, 1, 1), date(2060, 12, 31)).map(date.isoformat)
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
MOMENTS = st.builds(lambda day, time: f"{day}T{time}:00+01:00", DATES, TIMES)
NUMBERS = st.integers(-(10**7), 10**7) | st.decimals(0, 10_000, places=2).map(float)
EMAILS = st.builds(lambda name, host: f"{name}@{host}.com", LETTERS, LETTERS)
PHONES = st.integers(10**8, 10**9 - 1).map(lambda number: f"+41{number}")
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäöüéñß", min_size=3, max_size=8), min_size=1, max_size=3).map(
    " ".join
)
KINDS = (IDS, DASHED, DATES, TIMES, MOMENTS, NUMBERS, EMAILS, PHONES, WORDS)
PAIRS = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(kind, kind, st.sampled_from(SENTENCES)))


@given(PAIRS)
def test_every_form_is_found_alone_and_in_a_sentence(pair: tuple[Any, Any, str]) -> None:
    value, _, sentence = pair
    written = forms(value, CLOCK)
    assert written
    for form in written:
        assert mentions(value, form, CLOCK) and mentions(value, sentence.format(form), CLOCK), form


@given(PAIRS)
def test_another_value_of_the_kind_is_not_found_there(pair: tuple[Any, Any, str]) -> None:
    value, other, sentence = pair
    assume(_plainly_different(value, other))
    for form in forms(value, CLOCK):
        assert not mentions(other, sentence.format(form), CLOCK), form


def _plainly_different(value: Any, other: Any) -> bool:
    if not isinstance(value, str) or not isinstance(other, str):
        return bool(value != other)
    if " " in value + other or value.isalpha():
        return not set(value.lower().replace("ß", "ss").split()) & set(
            other.lower().replace("ß", "ss").split()
        ) and not mentions(other, value, CLOCK)
    return "".join(filter(str.isalnum, value)).lower() != "".join(filter(str.isalnum, other)).lower()


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_is_searched_without_error_and_found_in_itself(value: str, text: str) -> None:
    span = find_value(value, text, CLOCK)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    for form in forms(value, CLOCK):
        assert mentions(value, form, CLOCK)


@given(st.text(alphabet="0123456789 -/:.,apmfrich\n", max_size=40))
def test_any_digits_are_read_without_error(text: str) -> None:
    for found in read_dates(text, CLOCK):
        assert text[found.start : found.end].strip() and found.readings
    assert find_value(5, text, CLOCK) is None or "5" in text or "f" in text


def test_a_megabyte_is_searched_in_linear_time() -> None:
    text = "abc 12 a-b 1,2 5 march " * 45_000
    for value in ("ABC124", "2030-07-09", 77, "New York", "x@y.com", "+41441234567"):
        assert find_value(value, text, CLOCK) is None


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        (2, "It is the flight of 2030, gate 12, seat 22.", False),
        (2, "In 2030 there are 22 of 2.", True),
        (2, "about 2.00 each", True),
        (2, "number 2,5", False),
        (12, "112 and 120 and 1.12", False),
        (0, "10 and 0.", True),
        (1250, "1,250 of them", True),
    ],
)
def test_small_number_is_found_only_where_its_digits_stand_alone(value: int, text: str, found: bool) -> None:
    assert mentions(value, text, CLOCK) is found


@pytest.mark.parametrize(
    ("value", "text", "span"),
    [
        ("FEN455", "fen 455, no, FEN455", (0, 7)),
        ("FEN455", "xFEN455 or FEN455", (11, 17)),
        ("wool sweater", "a wool-sweater, the wool sweater", (2, 14)),
        ("wool sweater", "woolsweaters", None),
        ("ada@x.com", "ada at x dot com or ada@x.com", (0, 16)),
        ("ada@x.com", "adada@x.com", None),
        ("ada@x.com", "ada@x.com.au", None),
    ],
)
def test_the_first_spelling_is_found_plain_or_not(value: str, text: str, span: tuple[int, int] | None) -> None:
    assert find_value(value, text, CLOCK) == span
