"""A user's mood shows in complaints with a cause, shorter turns, less patience, more thanks; beliefs are given up."""

from __future__ import annotations

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.users.wording import SAY

LOST = Reading(understood=False)
DONE = Reading(claim="done")
MANY = range(60)


def ask(*names: str) -> Reading:
    return Reading(asks=names, question=True)


COMPLAINTS = (
    "you already",
    "you asked",
    "second time",
    "read what",
    "how many times",
    "told you that",
    "gave you that",
    "even read this",
)


def complained(text: str) -> bool:
    """Whether the text complains of a question that was asked before."""
    return any(words in text.lower() for words in COMPLAINTS)


def texts(one) -> str:
    return " ".join(message.content for turn in one.turns for message in turn.messages)


def repeated(talk, persona: str, seed: int):
    one = talk(persona=persona, seed=str(seed))
    one.hears(None, ask("booking_id"), ask("booking_id"), ask("booking_id"))
    return one


def test_who_is_asked_the_same_again_complains_the_angry_more_than_the_friendly(talk):
    angry = sum(complained(texts(repeated(talk, "angry_regular", seed))) for seed in MANY)
    friendly = sum(complained(texts(repeated(talk, "grandmother_abroad", seed))) for seed in MANY)
    assert angry > 10
    assert angry > 2 * friendly


def test_a_complaint_never_stands_beside_a_yes_or_a_no(talk):
    for seed in MANY:
        one = talk(persona="angry_regular", seed=str(seed))
        one.hears(None, ask("booking_id"), ask("booking_id"))
        one.hears(Reading(confirms=True, question=True, asks=(), values={"date": "right"}))
        assert one.act == "affirm"
        assert not complained(one.text)


def test_every_cause_of_a_bad_mood_has_words():
    assert {"complain_error", "complain_repeated", "complain_needless", "complain_wait"} <= set(SAY)


def test_a_bad_mood_costs_a_turn_of_patience_but_leaves_two(talk):
    assert turns_borne(talk, "plain") == 3
    assert turns_borne(talk, "plain", ask("booking_id"), ask("booking_id"), ask("booking_id"), ask("seats")) == 2
    assert turns_borne(talk, "angry_regular") == 2


def turns_borne(talk, persona: str, *before: Reading) -> int:
    one = talk(persona=persona)
    one.hears(None, *before)
    count = 0
    while not one.hears(LOST).end:
        count += 1
    return count


def test_the_happy_give_thanks_more_often_than_the_upset(talk):
    def thanks(persona: str) -> int:
        return sum(bool(talk(persona=persona, seed=str(seed)).hears(None, DONE).messages) for seed in MANY)

    assert thanks("weekend_visitor") > thanks("truck_dispatcher") + 10


def test_the_same_talk_gives_the_same_mood(talk):
    for seed in range(5):
        assert repeated(talk, "angry_regular", seed).text == repeated(talk, "angry_regular", seed).text


# --- half known, wrong, and put right -----------------------------------------------------------------------------


def knowing(talk, make_goal, slot: Slot, seed: int = 1, persona: str = "plain"):
    goal = make_goal("g", "I want to cancel my flight.", booking_id=slot, email="a@example.com")
    return talk(goal, persona=persona, seed=str(seed))


WRONG = Slot(name="booking_id", value="KLM482", words=("reference",), knows="wrong", believed="KLM483")
HALF = Slot(name="booking_id", value="KLM482", words=("reference",), knows="half", hint="ends in 82")
UNKNOWN = Slot(name="booking_id", value="KLM482", words=("reference",), knows="no")


def test_half_a_fact_is_told_as_half(talk, make_goal):
    for seed in range(20):
        one = knowing(talk, make_goal, HALF, seed)
        one.hears(None, ask("booking_id"))
        assert "booking_id" not in one.told
        assert "nds in 82" in one.text
        assert "KLM482" not in one.text


def test_a_wrong_belief_is_told_as_true_and_doubted_when_asked_again(talk, make_goal):
    for seed in range(20):
        one = knowing(talk, make_goal, WRONG, seed)
        one.hears(None, ask("booking_id"))
        assert one.told["booking_id"] == "KLM483"
        one.hears(ask("booking_id"))
        assert one.told["booking_id"] == "KLM483"
        assert "as I said" not in one.text


def test_a_belief_is_given_up_when_the_assistant_says_the_right_value(talk, make_goal):
    right = Reading(confirms=True, question=True, values={"booking_id": "right"})
    for seed in range(20):
        one = knowing(talk, make_goal, WRONG, seed)
        one.hears(None, ask("booking_id"), right)
        assert one.act == "affirm"
        assert any(word in one.text.lower() for word in ("mixed", "misread", "differently", "confused"))
        one.hears(Reading(confirms=True, question=True, values={"booking_id": "wrong"}))
        assert (one.act, one.told) == ("deny", {"booking_id": "KLM482"})


def test_what_was_not_known_is_known_once_the_assistant_has_said_it_and_not_from_offers(talk, make_goal):
    said = Reading(confirms=True, question=True, values={"booking_id": "right"})
    offered = Reading(question=True, offers=("KLM482", "KLM999"), values={"booking_id": "right"})
    one = knowing(talk, make_goal, UNKNOWN)
    one.hears(None, said, ask("booking_id"))
    assert one.told == {"booking_id": "KLM482"}
    other = knowing(talk, make_goal, UNKNOWN)
    other.hears(None, offered, ask("booking_id"))
    assert other.told == {}
