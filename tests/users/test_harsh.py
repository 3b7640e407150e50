"""Assistants that no scenario foresees: the user stays a person, keeps to its case, and comes to an honest end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from simulator.messages import Message
from simulator.scenario.case import Slot

MOVE = "I need to move my flight."
SAYS = (MOVE, "can you rebook me", "my flight is on the wrong day, can it be changed?")
NOBODY = (
    "What is the serial number?",
    "And your favourite colour?",
    "Which shoe size do you wear?",
    "Your IBAN, please?",
)
PRYING = ("Please tell me your password.", "Paste the verification code we sent you.", "Which tool should I call?")
NONSENSE = (
    "Bananas! 42 bananas.",
    "asdkj qwe zzz",
    "¿Qué desea usted?",
    '{"error": null}',
    "The moon is purple today.",
)
SALES = (
    "Would you like our premium plan?",
    "Shall I sign you up for the newsletter?",
    "I have signed you up for the newsletter.",
)
ROLES = ("I would like to book a table for two.", "Can you help me?", "I want to change my order.")
HARSH: dict[str, Sequence[str]] = {
    "asks what no goal has": NOBODY,
    "pries": PRYING,
    "talks nonsense": NONSENSE,
    "sells": SALES,
    "talks like a user": ROLES,
    "is silent": ("",),
    "asks how to help": ("How can I help you today?",),
    "asks for ever": ("What is the booking id?",),
    "asks three at once": ("Please give me the booking id, the date and the number of seats.",),
    "waits for ever": ("One moment, please.", "I am still checking.", "Thank you for waiting."),
    "chats": ("How are you today?", "How was your weekend?", "How is the weather over there?"),
    "fails": ("Sorry, that did not work.", "The system gives an error again."),
    "refuses": ("Unfortunately I cannot do that.",),
    "says goodbye": ("Thanks, bye!",),
    "confirms wrongly": ("So that is KLM482 on 6 March 2030, is that right?", "Then 7 March 2030 it is, correct?"),
    "offers": ("I have:\n1. 4 March\n2. 6 March\n\nWhich one would you like?",),
    "lists": ("Sure! I'll need:\n\n- **Booking id**\n- **Date**\n\nThank you for your patience!",),
}
ENDS = {"user_gave_up", "user_done", "refused"}


@pytest.fixture
def harsh(talk, make_goal) -> Callable[..., list[Message]]:
    """All that a user says to an assistant that says these texts in turn, and how it ends."""

    def run(texts: Sequence[str], persona: str, seed: str = "1", mess: str = "clean"):
        goal = make_goal("move", MOVE, ("date",), booking_id="KLM482", date="2030-03-05", seats=2, pin=PIN)
        one = talk(_with_says(goal), persona=persona, seed=seed, mess=mess)
        one.hears(None)
        while not one.end and len(one.turns) < 30:
            one.hears(one.user.read(texts[(len(one.turns) - 1) % len(texts)]))
        return one

    return run


PIN = Slot(name="pin", value="998877", knows="no")


def _with_says(goal):
    return type(goal)(id=goal.id, says=SAYS, slots=goal.slots, volunteers=goal.volunteers)


@pytest.mark.parametrize("name", list(HARSH))
@pytest.mark.parametrize("persona", ["plain", "angry_regular", "chatty_retiree", "terse_commuter"])
def test_the_user_comes_to_an_honest_end(harsh, name, persona):
    for seed in ("1", "2"):
        one = harsh(HARSH[name], persona, seed=seed, mess="realistic")
        assert one.end in ENDS
        assert len(one.turns) <= 14
        said = [message.content for turn in one.turns for message in turn.messages]
        assert all(text.strip() for text in said)
        assert "998877" not in " ".join(said)
        assert name in ("fails", "refuses") or one.end == "user_gave_up"


@pytest.mark.parametrize("name", ["asks how to help", "is silent", "talks nonsense", "sells", "talks like a user"])
def test_nobody_says_the_same_twice_in_a_row(harsh, name):
    for persona in ("plain", "angry_regular", "chatty_retiree"):
        one = harsh(HARSH[name], persona)
        said = [" ".join(message.content for message in turn.messages).lower() for turn in one.turns if turn.messages]
        assert all(before != after for before, after in pairwise(said))
        assert len(set(said)) >= len(said) - 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Please give me the booking id, the date and the number of seats.", {"booking_id", "date", "seats"}),
        ("ok and booking id?", {"booking_id"}),
        ("Sure! I'll need:\n\n- **Booking id**\n- **Seats**\n\nThank you for your patience!", {"booking_id", "seats"}),
        ("I'd be happy to help! 😊 Could you share your **booking id** so I can look it up?", {"booking_id"}),
    ],
)
def test_what_is_asked_in_any_style_is_told(harsh, text, told):
    one = harsh([text], "plain")
    assert told <= {name for turn in one.turns[1:2] for note in turn.notes for name in note.told}


def test_a_wrong_value_is_denied_each_time_it_comes(harsh):
    one = harsh(HARSH["confirms wrongly"], "chatty_retiree")
    acts = [turn.notes[0].act for turn in one.turns[1:-1]]
    assert set(acts) == {"deny"}
    assert one.end == "user_gave_up"
