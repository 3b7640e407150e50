"""Requests for what no goal has are not taken for a request for something near it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from simulator.lookup import shipped_scenarios
from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.scenario.load import load
from simulator.understanding.read import read


@lru_cache(maxsize=16)
def _case(name: str):
    return load(next(path for path in shipped_scenarios() if path.stem == name)).case("0.0")


def heard(name: str, text: str) -> Reading:
    case = _case(name)
    return read(text, tuple(slot for goal in case.goals for slot in goal.slots.values()), case.clock)


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("desk_down", "What is the number of passengers?"),
        ("desk_down", "Could you give me the kind of vehicle?"),
        ("which_ride", "What is the kind of vehicle?"),
        ("exchange_size", "Could you give me the customer number?"),
        ("dispute_charge", "Could you give me the customer number?"),
        ("airport_shuttle", "What is the language of the driver?"),
        ("airport_shuttle", "Would you tell me how many meals?"),
        ("airport_shuttle", "I can't go on without the seat."),
        ("bags_and_seat", "Could you tell me how much the insurance covers?"),
        ("bags_and_seat", "What is the number of the new flight?"),
        ("pick_flight", "Which kind of seat would you like?"),
        ("cancel_and_wait", "What is the time of day?"),
        ("cancel_and_wait", "Could you give me the part of the day?"),
        ("cancel_and_wait", "Could you give me the date of birth?"),
        ("cancel_and_wait", "I still need to know this to go on: how do you want to be reminded?"),
        ("cancel_and_wait", "Would you say this is a first visit?"),
        ("cancel_and_wait", "Sorry, yes or no: do you want the cancellation confirmed by letter?"),
        ("cancel_and_wait", "I'm afraid I can't go on without the letter."),
        ("cancel_too_late", "What date of the appointment would you like?"),
        ("move_visit", "I need to know: for how many weeks do you want to stay on the list?"),
        ("return_item", "Could you tell me the name of somebody else?"),
        ("collect_parcel", "What is the house number and street?"),
        ("collect_parcel", "May I have the town or city, please?"),
        ("two_guests", "May I have the destination, please?"),
        ("which_visit", "Which date of the appointment would you like?"),
    ],
)
def test_what_no_goal_has_is_asked_for_in_vain(scenario: str, text: str) -> None:
    assert heard(scenario, text).asks == ()


@pytest.mark.parametrize(
    ("scenario", "text", "slot"),
    [
        ("desk_down", "What is the number of the ride?", "ride_id"),
        ("exchange_size", "What is the order number?", "order_id"),
        ("exchange_size", "What is the number of your order?", "order_id"),
        ("airport_shuttle", "How many people are coming?", "passengers"),
        ("airport_shuttle", "Which kind of vehicle would you like?", "vehicle"),
        ("cancel_and_wait", "For how many weeks?", "weeks"),
        ("book_visit", "Which part of the day do you prefer?", "part_of_day"),
        ("book_visit", "When were you born?", "birth_date"),
        ("which_visit", "How old are you?", "birth_date"),
        ("return_item", "What is the name of the item?", "item"),
        ("airport_shuttle", "What is your destination?", "destination"),
    ],
)
def test_what_a_goal_has_is_heard_in_other_words(scenario: str, text: str, slot: str) -> None:
    assert heard(scenario, text).asks == (slot,)


@pytest.mark.parametrize(
    ("scenario", "text", "words"),
    [
        ("which_booking", "Could you tell me the new day of the flight (date)?", "new day of the flight"),
        ("which_booking", "What date do you want for the new day of the flight?", "date"),
        ("which_visit", "Could you give me the department?", "department"),
        ("which_visit", "And which date of the appointment would you like?", "date of the appointment"),
        ("which_ride", "What is the kind of vehicle?", "kind of vehicle"),
        ("which_ride", "What is your room number?", "room number"),
    ],
)
def test_what_is_asked_for_in_vain_is_known_by_its_words(scenario: str, text: str, words: str) -> None:
    assert heard(scenario, text).unknown == (words,)


@pytest.mark.parametrize(
    "text",
    [
        "Could you give me a moment?",
        "Please give me the chance to check.",
        "Could you tell me the first and last name?",
    ],
)
def test_not_everything_with_an_article_is_asked_for(text: str) -> None:
    assert heard("which_visit", text).unknown == ()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What is the ID of the log?", ("log_id",)),
        ("Could you give me the ID of the campaign?", ()),
        ("Could you give me the campaign ID?", ()),
        ("May I have the color of the log?", ()),
        ("Could you tell me the name of the log?", ()),
        ("What is the contact's mobile?", ()),
        ("I need the contact ID.", ("contact_id",)),
    ],
)
def test_an_id_belongs_to_one_thing(text: str, asks: tuple[str, ...]) -> None:
    slots = (
        Slot(name="log_id", value="L-4711", words=("log ID", "ID of the log"), about="The ID of the log."),
        Slot(name="contact_id", value="C-0815", about="The ID of the contact."),
    )
    assert read(text, slots, _case("which_ride").clock).asks == asks
