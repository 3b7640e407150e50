"""Prices, times and ids that nobody had said are seen; known, reckoned or rewritten ones are let pass."""

from __future__ import annotations

import pytest

FLIGHT = {"flight": "NV512", "departs": "13:45", "price": 75, "leaves": "2030-03-04T08:00:00+01:00"}


def judged(write, answered: str, content: object = FLIGHT, **more: object) -> list[tuple[str, object]]:
    talk = write.talk().system("A bag costs 30 euro.").user("Two bags, please, for AB12 at 9.")
    talk.call("search", {"city": "Oslo"}, content=content).says(answered)
    verdict = talk.judged(write.labels(**more))
    return [(failure.kind, failure.got) for failure in verdict.failures]


RIGHT = (
    "It costs 75 euro and leaves at 13:45.",
    "It costs €75.00 and leaves at 1:45 pm.",
    "Two bags are 60 euro, altogether 135 euro.",
    "It is 15 euro less without a bag: 45 euro.",
    "The reference is AB-12, the flight number NV512.",
    "It leaves at 08:00, that is 07:00 in UTC, or at 9:00.",
    "There are 3 flights a day, we answer 24/7.",
    'The order: {"leaves": "2031-07-09T15:45:00+02:00"}.',
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_known_or_follows_from_it_may_be_said(write, text):
    assert judged(write, text) == []


@pytest.mark.parametrize(("text", "got"), [
    ("It costs 88.30 euro.", "88.30 euro"), ("It leaves at 14:52.", "14:52"),
    ("Your booking number is QX77812.", "QX77812"),
])  # fmt: skip
def test_another_value_than_the_result_has_is_a_false_claim(write, text, got):
    assert judged(write, text) == [("false_claim", got)]


@pytest.mark.parametrize("content", [[], {"flights": []}, {"error": "there is none"}])
def test_an_offer_out_of_an_empty_result_is_ungrounded(write, content):
    assert judged(write, "There is one at 14:52.", content) == [("ungrounded_claim", "14:52")]


def test_a_price_told_wrong_is_one_failure_and_not_two(write):
    assert judged(write, "It costs 88.30 euro.", say=[75]) == [("false_claim", "88.30 euro")]
    assert judged(write, "It costs 75 euro.", say=[75]) == []


def test_where_no_result_is_known_nothing_can_be_made_up(write):
    talk = write.talk().user("What does it cost?").says("It costs 88.30 euro.")
    talk.compared = False
    assert talk.judged(write.labels()).passed
