"""The agenda answers what was asked, keeps to what was planned, and always comes to an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.messages import Reading
from simulator.scenario.case import Event, Slot

DONE = Reading(claim="done")
REFUSED = Reading(claim="refused")
FAILED = Reading(claim="failed")


def ask(*names: str) -> Reading:
    return Reading(asks=names, question=True)


def confirm(**values: str) -> Reading:
    return Reading(confirms=True, question=True, values=values)


def event(act: str, when: str = "before_write", goal: str = "move", **values: object) -> Event:
    return Event(id="e", act=act, when=when, goal=goal, set=values)


def test_the_first_turn_opens_the_goal_and_tells_what_is_volunteered(talk):
    talk = talk()
    talk.hears(None)
    assert talk.act == "open"
    assert talk.told == {"date": "2030-03-05"}


def test_what_was_asked_is_told_and_no_more(talk):
    talk = talk(persona="terse_commuter")
    talk.hears(None, ask("seats"))
    assert (talk.act, talk.told) == ("answer", {"seats": 2})


def test_several_slots_are_told_at_once(talk):
    talk = talk()
    talk.hears(None, ask("booking_id", "seats"))
    assert talk.told == {"booking_id": "KLM482", "seats": 2}


def test_a_right_confirmation_is_agreed_to(talk):
    talk = talk()
    talk.hears(None, confirm(date="right", seats="right"))
    assert (talk.act, talk.told) == ("affirm", {})


def test_a_wrong_confirmation_is_denied_and_put_right(talk):
    talk = talk()
    talk.hears(None, confirm(date="wrong", seats="right"))
    assert (talk.act, talk.told) == ("deny", {"date": "2030-03-05"})


def test_a_confirmation_with_a_question_gets_both_answers(talk):
    talk = talk()
    talk.hears(None, Reading(confirms=True, question=True, asks=("seats",)))
    assert (talk.act, talk.told) == ("affirm", {"seats": 2})


def test_done_ends_the_last_goal(talk):
    talk = talk()
    talk.hears(None, DONE)
    assert talk.end == "user_done"


def test_the_next_goal_is_opened_when_one_is_served(talk, move, back):
    talk = talk(move, back)
    talk.hears(None, DONE)
    assert (talk.act, talk.told, talk.end) == ("open", {"reason": "too small"}, "")
    talk.hears(DONE)
    assert talk.end == "user_done"


def test_who_is_sent_on_to_a_human_leaves_with_the_rest(talk, move, back):
    talk = talk(move, back)
    talk.hears(None)
    sent = talk.hears(talk.user.read("I'm transferring you to a colleague of mine."))
    assert (sent.end, sent.detail) == ("user_done", "handed over to a human")


def test_where_only_the_matter_is_passed_on_the_next_goal_follows(talk, move, back):
    talk = talk(move, back)
    talk.hears(None)
    talk.hears(talk.user.read("I've forwarded your request to our team, they will write to you."))
    assert (talk.act, talk.end) == ("open", "")


def test_a_question_beside_a_claim_is_answered_first(talk):
    talk = talk()
    talk.hears(None, Reading(claim="done", asks=("booking_id",), question=True))
    assert (talk.act, talk.end) == ("answer", "")


def test_an_unknown_fact_is_said_to_be_unknown(talk, make_goal):
    talk = talk(make_goal("g", "I want a refund.", card=Slot(name="card", value="1234", knows="no")))
    talk.hears(None, ask("card"))
    assert (talk.act, talk.told) == ("dont_know", {})


def test_a_half_known_fact_gives_the_hint_only(talk, make_goal):
    half = Slot(name="booking", value="KLM482", knows="half", hint="ends in 482")
    talk = talk(make_goal("g", "I want a refund.", booking=half))
    talk.hears(None, ask("booking"))
    assert talk.act == "dont_know"
    assert "ends in 482" in talk.text
    assert "KLM482" not in talk.text


def test_a_wrong_belief_is_told_in_good_faith(talk, make_goal):
    wrong = Slot(name="name", value="Mia Berg", knows="wrong", believed="Mia Borg")
    talk = talk(make_goal("g", "I want a refund.", name=wrong))
    talk.hears(None, ask("name"))
    assert talk.told == {"name": "Mia Borg"}
    talk.hears(confirm(name="wrong"))
    assert talk.act == "affirm"


def test_a_slot_of_no_goal_is_none_of_the_users(talk):
    talk = talk()
    talk.hears(None, ask("loyalty_number"))
    assert (talk.act, talk.told) == ("dont_know", {})


def test_a_slot_of_another_open_goal_is_told(talk, move, back):
    talk = talk(move, back)
    talk.hears(None, ask("order"))
    assert talk.told == {"order": "A-10233"}


def test_a_change_of_mind_comes_instead_of_agreeing(talk):
    talk = talk(events=[event("change_goal", date="2030-03-06")])
    talk.hears(None, confirm(date="right"))
    assert (talk.act, talk.told, talk.happened) == ("change_goal", {"date": "2030-03-06"}, ["e"])
    talk.hears(confirm(date="wrong"))
    assert (talk.act, talk.told) == ("deny", {"date": "2030-03-06"})


def test_without_a_confirmation_the_change_never_happened(talk):
    talk = talk(events=[event("change_goal", date="2030-03-06")])
    talk.hears(None, ask("booking_id"), DONE)
    assert talk.end == "user_done"
    assert not any(note.happened for turn in talk.turns for note in turn.notes)


def test_a_late_change_of_mind_keeps_the_goal_open(talk):
    talk = talk(events=[event("change_goal", "after_write", date="2030-03-09")])
    talk.hears(None, confirm(date="right"))
    assert talk.act == "affirm"
    talk.hears(DONE)
    assert (talk.act, talk.told, talk.happened, talk.end) == ("change_goal", {"date": "2030-03-09"}, ["e"], "")
    talk.hears(DONE)
    assert talk.end == "user_done"


def test_a_change_that_was_not_heard_is_said_again(talk):
    talk = talk(events=[event("change_goal", date="2030-03-06")])
    talk.hears(None, confirm(), Reading(claim="done", values={"date": "wrong"}))
    assert (talk.act, talk.told, talk.end) == ("deny", {"date": "2030-03-06"}, "")


def test_a_mistake_is_said_and_put_right_a_turn_later(talk):
    talk = talk(events=[event("correct", seats=3)])
    talk.hears(None, ask("seats"))
    assert (talk.told, talk.happened) == ({"seats": 3}, [])
    talk.hears(ask("booking_id"))
    assert (talk.act, talk.told, talk.happened) == ("correct", {"seats": 2, "booking_id": "KLM482"}, ["e"])


def test_a_mistake_in_the_opening_replaces_the_value_there(talk, make_goal):
    goal = make_goal("move", "I need to move my flight to 5 March.", ("date",), date="2030-03-05")
    talk = talk(goal, events=[event("correct", date="2030-03-08")])
    talk.hears(None)
    assert talk.told == {"date": "2030-03-08"}
    talk.hears(confirm(date="wrong"))
    assert (talk.act, talk.told, talk.happened) == ("correct", {"date": "2030-03-05"}, ["e"])


def test_a_mistake_that_was_never_said_never_happened(talk):
    talk = talk(events=[event("correct", seats=3)])
    talk.hears(None, DONE)
    assert talk.end == "user_done"
    assert not any(note.happened for turn in talk.turns for note in turn.notes)


def test_a_withdrawn_goal_is_dropped(talk, move, back):
    talk = talk(move, back, events=[event("withdraw")])
    talk.hears(None, confirm())
    assert (talk.act, talk.happened, talk.end) == ("withdraw", ["e"], "")
    talk.hears(confirm())
    assert talk.act == "deny"
    talk.hears(Reading())
    assert (talk.act, talk.turns[-1].notes[-1].goal) == ("open", "back")


def test_who_goes_on_with_a_dropped_goal_never_hears_a_yes(talk):
    talk = talk(events=[event("withdraw")])
    talk.hears(None, confirm(), confirm(), confirm())
    assert (talk.act, talk.end) == ("deny", "user_done")


@pytest.mark.parametrize(
    ("answer", "last"),
    [
        (DONE, "thank"),
        (REFUSED, "chat"),
        (FAILED, "chat"),
        (ask("date"), "deny"),
        (Reading(bye=True), "thank"),
        (Reading(), "thank"),
        (Reading(understood=False), "thank"),
    ],
)
def test_a_late_withdrawal_asks_to_undo_once_and_takes_any_answer(talk, answer, last):
    talk = talk(events=[event("withdraw", "after_write")])
    talk.hears(None, DONE)
    assert (talk.act, talk.happened, talk.end) == ("withdraw", ["e"], "")
    talk.hears(answer)
    assert talk.act in (last, "")
    assert talk.end == "user_done"


def test_a_late_withdrawal_is_agreed_to_once(talk):
    talk = talk(events=[event("withdraw", "after_write")])
    talk.hears(None, DONE, confirm())
    assert (talk.act, talk.end) == ("affirm", "")
    talk.hears(confirm())
    assert talk.end == "user_done"


def test_after_a_late_withdrawal_the_next_goal_is_opened(talk, move, back):
    talk = talk(move, back, events=[event("withdraw", "after_write")])
    talk.hears(None, DONE, REFUSED)
    assert (talk.act, talk.turns[-1].notes[-1].goal) == ("open", "back")


WHICH = Reading(question=True)
INDIFFERENT = ("prefer", "mind", "matter", "importance", "whatever", "up to you", "any", "care")


def offer(*texts: str, **values: str) -> Reading:
    return Reading(question=True, offers=texts, values=values)


def test_an_offer_with_a_value_the_user_holds_is_chosen_by_it(talk):
    talk = talk()
    talk.hears(None, offer("4 March 2030, 09:00", "5 March 2030, 10:00"))
    assert (talk.act, talk.told) == ("answer", {"date": "2030-03-05"})


def test_a_value_that_stands_in_every_offer_chooses_none(talk):
    talk = talk()
    talk.hears(None, offer("KLM482, 5 March 2030", "ABC123, 5 March 2030"))
    assert talk.told == {"booking_id": "KLM482"}


def test_a_hint_answers_which_one_it_is(talk, make_goal):
    half = Slot(name="booking", value="KLM482", knows="half", hint="ends in 482")
    talk = talk(make_goal("g", "I want a refund.", booking=half))
    for reading in (WHICH, WHICH, offer("KLM482", "ABC123"), offer("KLM482", "ABC123")):
        talk.hears(*([None] if not talk.turns else []), reading)
        assert "ends in 482" in talk.text


@pytest.mark.parametrize("persona", ["plain", "terse_commuter", "angry_regular", "chatty_retiree"])
@pytest.mark.parametrize("reading", [WHICH, offer("Monday", "Tuesday"), offer("A-1", "A-2")])
def test_who_cannot_tell_which_one_it_is_says_so(talk, make_goal, persona, reading):
    for seed in range(20):
        one = talk(make_goal("g", "I want to return my order."), persona=persona, seed=str(seed))
        one.hears(None, reading)
        assert one.act == "dont_know"
        assert not any(word in one.text.lower().split() for word in INDIFFERENT)


def test_a_question_of_taste_is_left_open(talk, make_goal):
    talk = talk(make_goal("g", "I want to return my order."))
    talk.hears(None)
    reading = talk.user.read("Do you have any preference for the courier?")
    assert reading.prefers
    talk.hears(reading)
    assert talk.act == "dont_know"
    assert any(word in talk.text.lower() for word in INDIFFERENT)


def test_offers_that_miss_what_is_wanted_are_declined(talk):
    talk = talk()
    talk.hears(None, offer("4 March 2030", "6 March 2030", date="wrong"))
    assert talk.act == "deny"


def test_some_people_push_back_once_then_accept(talk):
    ends = set()
    for seed in range(30):
        one = talk(persona="angry_regular", seed=str(seed))
        one.hears(None, REFUSED)
        if one.act == "push_back":
            one.hears(REFUSED)
        ends.add((len(one.turns), one.end))
    assert ends == {(2, "refused"), (3, "refused")}


def test_a_failure_is_tried_once_more(talk):
    talk = talk()
    talk.hears(None, FAILED)
    assert (talk.act, talk.end) == ("ask_again", "")
    talk.hears(FAILED)
    assert (talk.act, talk.end) == ("give_up", "user_gave_up")


def test_one_goal_served_makes_a_refusal_of_the_other_fine(talk, move, back):
    talk = talk(move, back)
    talk.hears(None, DONE, REFUSED, REFUSED)
    assert "user_done" in {turn.end for turn in talk.turns}


def test_a_plain_question_is_served_by_a_plain_answer(talk, make_goal):
    talk = talk(make_goal("q", "What time do you close on Sundays?"))
    talk.hears(None, Reading())
    assert talk.end == "user_done"


@pytest.mark.parametrize(("persona", "turns"), [("terse_commuter", 2), ("plain", 3), ("chatty_retiree", 5)])
def test_patience_is_the_number_of_useless_turns_borne(talk, persona, turns):
    talk = talk(persona=persona)
    assert talk.until_end(lambda _: Reading(understood=False)) == "user_gave_up"
    assert len(talk.turns) == 1 + turns + 1
    assert talk.act == "give_up"


def test_progress_restores_patience(talk, make_goal):
    goal = make_goal("g", "I want a refund.", a="x1", b="x2", c="x3")
    talk = talk(goal, persona="terse_commuter")
    lost = Reading(understood=False)
    talk.hears(None, lost, lost, ask("a"), lost, lost, ask("b"), lost, lost, ask("c"))
    assert talk.end == ""


ASSISTANTS = {
    "helpful": [ask("booking_id"), ask("seats"), confirm(date="right"), DONE],
    "silent": [Reading(understood=False)],
    "refusing": [REFUSED],
    "failing": [FAILED],
    "asks for ever": [ask("booking_id")],
    "confirms for ever": [confirm(date="right")],
    "confirms wrongly": [confirm(date="wrong")],
    "says goodbye": [Reading(bye=True)],
    "talks": [Reading()],
    "asks openly": [Reading(question=True)],
    "offers": [Reading(question=True, offers=("Monday", "Tuesday"))],
    "asks and fails": [Reading(claim="failed", confirms=True, question=True)],
    "nonsense": [Reading(understood=False), ask("zzz"), Reading(offers=("x",)), confirm(zzz="wrong"), Reading()],
    "moody": [ask("seats"), FAILED, Reading(bye=True), confirm(date="wrong"), REFUSED, ask("order"), confirm()],
}


@pytest.mark.parametrize("name", list(ASSISTANTS))
def test_every_conversation_ends_whatever_the_assistant_does(talk, move, back, name):
    script = ASSISTANTS[name]
    plans = [(), [event("change_goal", date="2030-03-06")], [event("correct", seats=3)], [event("withdraw")]]
    for events in plans:
        for persona in ("plain", "angry_regular", "chatty_retiree"):
            one = talk(move, back, persona=persona, events=events)
            end = one.until_end(lambda _, one=one: script[(len(one.turns) - 1) % len(script)], most=60)
            assert end in ("user_done", "user_gave_up", "refused")
            # once ended, nothing more is said
            assert one.hears(Reading()).messages == ()
            assert one.end == end


def test_a_helpful_assistant_serves_two_goals_within_twelve_turns(talk, move, back):
    script = [ask("booking_id"), ask("seats"), confirm(date="right"), DONE, ask("order"), confirm(), DONE]
    one = talk(move, back)
    assert one.until_end(lambda _: script[len(one.turns) - 1]) == "user_done"
    assert len(one.turns) <= 12


def test_a_request_is_said_again_in_other_words(talk, make_goal):
    says = ("I need to move my flight.", "Can you rebook me?", "My flight is on the wrong day.")
    goal = make_goal("g", says[0], date="2030-03-05")
    for persona in ("plain", "chatty_retiree", "terse_commuter", "angry_regular"):
        one = talk(replace(goal, says=says), persona=persona)
        one.hears(None)
        heard = [one.text.lower().strip(" .!?")]
        for _ in range(2):
            one.hears(Reading(question=True, manner="helps"))
            heard.append(one.text.lower().strip(" .!?"))
        assert len(set(heard)) == 3


def test_a_yes_given_before_is_given_as_one_given_before(talk):
    one = talk()
    one.hears(None, confirm(date="right"))
    first = one.text
    one.hears(confirm(date="right"))
    assert one.act == "affirm"
    assert one.text != first


def test_a_wrong_date_in_a_report_is_objected_to_once(talk):
    one = talk()
    one.hears(None, Reading(claim="done", values={"date": "wrong"}))
    assert (one.act, one.told, one.end) == ("deny", {"date": "2030-03-05"}, "")
    one.hears(Reading(claim="done", values={"date": "wrong"}))
    assert one.end == "user_done"


def test_who_is_asked_for_anything_else_sometimes_says_there_is_nothing(talk):
    said = set()
    for seed in range(40):
        one = talk(seed=str(seed))
        one.hears(None, Reading(claim="done", question=True, more=True))
        said.add(one.act)
    assert {"bye", "thank"} <= said


def test_what_is_told_without_being_asked_is_called_by_its_name(talk):
    told = []
    for seed in range(60):
        one = talk(persona="chatty_retiree", seed=str(seed))
        one.hears(None, ask("seats"))
        if "booking_id" in one.told:
            told.append(one.text.lower())
    assert told
    assert all("booking" in text for text in told)
