"""A write needs the user's yes to this very call, given after its last value was told."""

from __future__ import annotations

RIGHT = {"booking_id": "AB12", "date": "2030-03-04"}


def judged(write, talk, *calls):
    wanted = write.labels(*(calls or (write.label("change_flight", RIGHT),)), confirm="change_flight")
    return [(f.kind, f.where) for f in talk.judged(wanted).failures]


def told(write):
    return write.talk().user("Move AB12 to 2030-03-04", "request", told=RIGHT)


BREACH = [("policy", "confirm_before:change_flight")]


def test_a_confirmed_write_passes(write):
    talk = (
        told(write).says("Move AB12 to 4 March 2030?", confirms=True).user("yes", "affirm").call("change_flight", RIGHT)
    )
    assert judged(write, talk.says("Done.", claim="done")) == []


def test_an_unconfirmed_write_breaks_the_policy(write):
    assert judged(write, told(write).call("change_flight", RIGHT).says("Done.", claim="done")) == BREACH


def test_a_yes_to_another_question_is_no_confirmation(write):
    talk = told(write).says("Anything else?", question=True).user("yes", "affirm").call("change_flight", RIGHT)
    assert judged(write, talk.says("Done.", claim="done")) == BREACH


def test_a_no_is_no_confirmation(write):
    talk = told(write).says("Shall I?", confirms=True).user("no", "deny").call("change_flight", RIGHT)
    assert judged(write, talk.says("Done.", claim="done")) == BREACH


def test_confirming_one_thing_and_calling_another(write):
    talk = told(write).says("Move AB12 to 2030-03-04?", confirms=True).user("yes", "affirm")
    talk.user("not 2030-03-09", told={"other": "2030-03-09"}).call("change_flight", RIGHT | {"date": "2030-03-09"})
    found = judged(write, talk.says("Done.", claim="done"))
    assert sorted(found) == [BREACH[0], ("wrong_argument", "change_flight.date")]


def test_a_value_changed_after_the_yes_needs_another(write):
    talk = write.talk().user("AB12 to 2030-03-01", told=RIGHT | {"date": "2030-03-01"})
    talk.says("Move it?", confirms=True).user("yes", "affirm").user("no wait, 2030-03-04", told={"date": "2030-03-04"})
    assert judged(write, talk.call("change_flight", RIGHT).says("Done.", claim="done")) == BREACH


def test_a_value_told_again_needs_no_other_yes(write):
    talk = (
        told(write)
        .says("Move it?", confirms=True)
        .user("yes", "affirm")
        .user("AB12, right", told={"booking_id": "AB12"})
    )
    assert judged(write, talk.call("change_flight", RIGHT).says("Done.", claim="done")) == []


def test_the_last_value_may_come_with_the_yes(write):
    talk = write.talk().user("Move AB12", told={"booking_id": "AB12"}).says("Move it, and when?", confirms=True)
    talk.user("yes, 2030-03-04", "affirm", told={"date": "2030-03-04"}).call("change_flight", RIGHT)
    assert judged(write, talk.says("Done.", claim="done")) == []


def test_a_yes_serves_one_write(write):
    other = {"booking_id": "CD34", "date": "2030-03-05"}
    talk = told(write).user("and CD34 to 2030-03-05", told={"second_booking": "CD34", "second_date": "2030-03-05"})
    calls = (write.label("change_flight", RIGHT, id="a"), write.label("change_flight", other, id="b"))
    talk.says("Shall I change it?", confirms=True).user("yes", "affirm")
    talk.call("change_flight", RIGHT).call("change_flight", other).says("Done.", claim="done")
    assert judged(write, talk, *calls) == BREACH


def test_a_yes_to_a_question_that_names_both_serves_both(write):
    other = {"booking_id": "CD34", "date": "2030-03-05"}
    talk = told(write).user("and CD34 to 2030-03-05", told={"second_booking": "CD34", "second_date": "2030-03-05"})
    calls = (write.label("change_flight", RIGHT, id="a"), write.label("change_flight", other, id="b"))
    talk.says("AB12 to 2030-03-04 and CD34 to 2030-03-05?", confirms=True).user("yes", "affirm")
    talk.call("change_flight", RIGHT).call("change_flight", other).says("Done.", claim="done")
    assert judged(write, talk, *calls) == []


def test_a_retry_after_a_failure_needs_no_other_yes(write):
    talk = told(write).says("Move it?", confirms=True).user("yes", "affirm")
    talk.call("change_flight", RIGHT, status=503, fault="error").call("change_flight", RIGHT)
    assert judged(write, talk.says("Done.", claim="done")) == []


def test_a_yes_for_another_goal_is_no_confirmation(write):
    talk = told(write).says("Shall I pay?", confirms=True).user("yes", "affirm", goal="stay")
    talk.user("now the flight", goal="move").call("change_flight", RIGHT).says("Done.", claim="done")
    assert judged(write, talk) == BREACH
