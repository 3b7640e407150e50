"""What the embedded assistants say is understood as it is meant, in every one of its forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from simulator.assistants.speech import phrases
from simulator.assistants.speech.policy import reason
from simulator.assistants.speech.results import read_answer
from simulator.assistants.speech.talk import Speech
from simulator.draws import Draws
from simulator.scenario.case import Slot
from simulator.tools.spec import ToolSpec
from simulator.understanding.read import read
from simulator.values.mention import mentions

CLOCK = datetime.fromisoformat("2030-02-20T09:00+01:00")
DAY = {"type": "string", "format": "date", "description": "The new day of the flight."}
MOVE = ToolSpec(
    name="move_booking",
    description="Move a booking to another day.",
    writes=True,
    parameters={"properties": {"booking_id": {"description": "The booking reference."}, "date": DAY}},
)
BAGS = ToolSpec(
    name="add_bag",
    description="Add checked bags.",
    writes=True,
    parameters={"properties": {"booking_id": {}, "bags": {"type": "integer", "description": "How many bags."}}},
)
MOVED = {"booking_id": "ABC234", "date": "2030-03-05"}
PACKED = {"booking_id": "ABC234", "bags": 2}
SLOTS = [
    Slot(name="booking_id", value="ABC234", words=("booking reference",)),
    Slot(name="date", value="2030-03-05", words=("new day", "date")),
    Slot(name="bags", value=2, words=("number of bags",)),
]


class Same(dict[str, float]):
    """The same draw for everything."""

    def __init__(self, value: float) -> None:
        super().__init__(any=value)

    def get(self, _name: str, _default: Any = None) -> float:
        return self["any"]


def speeches() -> list[Speech]:
    return [Speech(draws=Draws("x", Same(at / 60)), policy="", clock=CLOCK) for at in range(60)]


@pytest.mark.parametrize(("tool", "args"), [(MOVE, MOVED), (BAGS, PACKED)])
def test_every_confirmation_restates_all_values_and_is_heard_as_one(tool, args):
    texts = {text for speech in speeches() for text in (speech.confirm(tool, args), speech.confirm(tool, args))}
    assert len(texts) > 9
    for text in texts:
        reading = read(text, SLOTS, CLOCK)
        assert reading.confirms, text
        assert not reading.asks, text
        assert {name: reading.values.get(name) for name in args} == dict.fromkeys(args, "right"), text


def test_a_wrong_value_in_a_confirmation_is_heard():
    for speech in speeches():
        for text in [speech.confirm(MOVE, {**MOVED, "date": "2030-03-06"}) for _ in range(2)]:
            assert read(text, SLOTS, CLOCK).values.get("date") == "wrong", text


@pytest.mark.parametrize(("tool", "args"), [(MOVE, MOVED), (BAGS, PACKED), (MOVE, {"booking_id": "ABC234"})])
def test_every_report_is_heard_as_done_and_holds_what_is_new(tool, args):
    texts = {speech.done(tool, args) for speech in speeches()}
    assert len(texts) >= len(phrases.DONE)
    for text in texts:
        assert read(text, SLOTS, CLOCK).claim == "done", text
        new = [value for name, value in args.items() if name != "booking_id"]
        assert all(mentions(value, text, CLOCK) for value in new), text
        assert "(" not in text


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"disabled": False}, "Disabled: no."),
        ({"is_public": True}, "Public: yes."),
        ({"created_at": "2030-03-05"}, "Created: 5 March 2030."),
        ({"name": "Ana"}, "The name is Ana."),
        ({"ok": True}, "That worked."),
    ],
)
def test_a_fact_reads_as_a_sentence(row, text):
    assert speeches()[0].summary(MOVE, row) == text


def test_addresses_and_flags_come_after_what_people_want_to_hear():
    row = {"url": "https://example.com/a", "open": True, "name": "Ana", "day": "2030-03-05", "size": 3}
    assert speeches()[0].summary(MOVE, row) == "The name is Ana. The day is 5 March 2030. The size is 3. Open: yes."


@pytest.mark.parametrize("verb", ["Request", "Calculate", "List"])
def test_a_deed_that_sounds_like_a_look_up_is_still_heard_as_done(verb):
    tool = replace(MOVE, description=f"{verb} a page build.")
    for speech in speeches():
        assert read(speech.done(tool, MOVED), SLOTS, CLOCK).claim == "done"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"message": "The session was deleted."}', "ok"),
        ('{"message": "The session was not deleted."}', "error"),
        ('{"message": "The request was malformed."}', "error"),
    ],
)
def test_a_message_alone_is_good_news_only_where_it_says_so(text, kind):
    assert read_answer(text).kind == kind


def test_the_last_word_on_what_was_asked_claims_nothing():
    for text in phrases.ALL_SAID:
        reading = read(text, SLOTS, CLOCK)
        assert (reading.claim, reading.asks, reading.confirms) == ("", (), False)


def test_what_the_assistant_is_to_ask_is_no_reason_for_a_no():
    asking = "If a traveller does not have the reference, ask for the e-mail address."
    policy = f"{asking} Saver fares may not be refunded."
    assert reason(policy, "I wish the e-mail had warned me, the reference was there") == ""
    assert reason(policy, "a refund of a saver fare") == "Saver fares may not be refunded."
