"""A goal knows whether words alone can be its answer."""

from __future__ import annotations

import pytest

from simulator.messages import Reading
from simulator.users.agenda.pursuit import pursue


@pytest.mark.parametrize(
    "opener",
    [
        "Could you look up my hire?",
        "I'd like to see my loan.",
        "Hi, can you check the status of my order?",
        "Please find the flight.",
        "Show me my bookings.",
        "Can I see my invoice?",
        "I want to look my booking up.",
        "Tell me the price.",
        "What is my balance?",
        "Hello, is my table still free?",
        "My parcel, any news?",
    ],
)
def test_an_opener_that_looks_something_up_asks_for_information(make_goal, opener):
    assert pursue(make_goal("g", opener, order="A1"), (), first=True).wants_information


@pytest.mark.parametrize(
    "opener",
    [
        "I need to move my flight.",
        "Can you cancel my order?",
        "I need to see a doctor.",
        "I want to check in for my flight.",
        "Can you check two bags for me?",
        "Could you check my order and cancel it?",
        "I can't find my ticket, please cancel it.",
        "Would you take my yoga mat back?",
    ],
)
def test_an_opener_that_wants_a_deed_does_not(make_goal, opener):
    assert not pursue(make_goal("g", opener, order="A1"), (), first=True).wants_information


def test_a_plain_statement_serves_a_goal_that_looks_something_up(talk, make_goal):
    one = talk(make_goal("g", "Could you look up my hire?", hire="H-204"))
    one.hears(None, Reading(asks=("hire",), question=True), Reading())
    assert one.end == "user_done"
