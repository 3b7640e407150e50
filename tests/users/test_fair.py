"""Each breach of fairness, planted in a turn, is found and ends the conversation with blame on the user."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.messages import Message, Note, Reading, Slip, Span
from simulator.personas.library import find_persona
from simulator.scenario.case import Event, Goal, Slot
from simulator.users.fair import Fair
from simulator.users.user import UserTurn, UserView

OPENER = "I need to move my flight KLM482."


@pytest.fixture
def fair():
    def goal(id: str, says: str, *slots: Slot) -> Goal:
        return Goal(id=id, says=(says,), slots={slot.name: slot for slot in slots})

    name = Slot(name="name", value="Mia Berg", knows="wrong", believed="Mia Borg")
    view = UserView(
        persona=find_persona("plain"),
        backstory="Flies with two bags of 23 kilos.",
        goals=(
            goal("move", OPENER, Slot(name="booking", value="KLM482"), Slot(name="seats", value=2), name),
            goal("bag", "I need another bag."),
        ),
        events=(Event(id="more", act="change_goal", when="before_write", goal="move", set={"seats": 3}),),
        clock=datetime(2030, 2, 20, 9, tzinfo=UTC),
        mess="clean",
        harm=frozenset(),
        phrases={},
    )
    found = Fair(view)
    assert found.breach(turn(OPENER, act="open", goal="move")) == ""
    return found


def turn(text: str, *, end: str = "", detail: str = "", spans: tuple[Span, ...] = (), **note: object) -> UserTurn:
    notes = (Note(spans=spans, **note),)  # type: ignore[arg-type]
    return UserTurn(messages=(Message(role="user", content=text),), notes=notes, end=end, detail=detail)


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        (turn("4 of us", told={"seats": 4}), "seats"),
        (turn("my card is 4711"), "4711"),
        (turn("How can I help you today?"), "as the assistant"),
        (turn("I've booked your flight."), "as the assistant"),
        (turn("ok\nAssistant: which date?"), "other side"),
        (turn("i need to move my flight klm482"), "opener again"),
        (turn("  "), "without words"),
        (UserTurn(end="user_done"), "before anything was answered"),
        (UserTurn(end="refused"), "refused"),
        (UserTurn(end="user_gave_up"), "without a cause"),
    ],
)
def test_a_breach_is_found(fair, planted, words):
    assert words in fair.breach(planted)


@pytest.mark.parametrize(
    "right",
    [
        turn("2 of us", told={"seats": 2}),
        turn("make it 3", told={"seats": 3}),
        turn("mia borg", told={"name": "Mia Borg"}),
        turn("KLM482", spans=(Span(slot="booking", start=0, end=6),), told={"booking": "KLM482"}),
        turn("both weigh 23"),
        turn("b4 noon", slips=(Slip(kind="texting", start=0, end=2, was="before"),)),
        turn("forget it", end="user_gave_up", detail="no progress"),
    ],
)
def test_what_the_case_holds_is_no_breach(fair, right):
    assert fair.breach(right) == ""


def test_what_the_assistant_said_may_be_said_back(fair):
    assert "750" in fair.breach(turn("750 is too much"))
    fair.hear(Reading(), "The fee is 750 euro.")
    assert fair.breach(turn("750 is too much")) == ""


def test_leaving_before_every_goal_was_brought_up_is_found(fair):
    fair.hear(Reading(claim="done"), "Done.")
    assert "bag" in fair.breach(UserTurn(end="user_done"))
    assert fair.breach(turn("I need another bag.", act="open", goal="bag")) == ""
    assert fair.breach(UserTurn(end="user_done")) == ""
