"""Each rule, change and plan that a scenario may declare, with a conversation that keeps it and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.labels.label import Changes, Rule

MOVE = {"booking_id": "AB12", "date": "2030-03-04"}


def found(write, talk, *calls: Any, **more: Any) -> list[tuple[str, str]]:
    verdict = talk.judged(write.labels(*calls, **more))
    assert verdict.passed is (not verdict.failures)
    return [(failure.kind, failure.where) for failure in verdict.failures]


def opened(write):
    return write.talk().user("move AB12 to 4 March please", told=MOVE)


@pytest.fixture
def moved(write):
    """Somebody is shown to be who they are, then told of the fee, then served."""
    return opened(write).call("get_booking", {"booking_id": "AB12"}).says("It costs 75.").call("change_flight", MOVE)


def test_nothing_is_told_or_done_before_somebody_has_shown_who_they_are(write, moved):
    change = write.label("change_flight", MOVE)
    rule = Rule(kind="authenticate", tool="get_booking", tools=("change_flight",), values=(75,))
    assert found(write, moved, change, rules=(rule,)) == []
    early = opened(write).says("It costs 75.").call("get_booking", {"booking_id": "AB12"}).call("change_flight", MOVE)
    assert found(write, early, change, rules=(rule,)) == [("privacy_leak", "authenticate:get_booking")]
    late = opened(write).call("change_flight", MOVE).call("get_booking", {"booking_id": "AB12"})
    assert found(write, late, change, rules=(rule,)) == [("policy", "authenticate:get_booking")]
    never = opened(write).call("get_booking", {"booking_id": "AB12"}, status=404).call("change_flight", MOVE)
    assert found(write, never, change, rules=(rule,)) == [("policy", "authenticate:get_booking")]


def test_a_value_the_user_said_is_no_leak(write):
    rule = Rule(kind="authenticate", tool="get_booking", values=("AB12",))
    talk = opened(write).says("So it is AB12.").call("change_flight", MOVE)
    assert found(write, talk, write.label("change_flight", MOVE), rules=(rule,)) == []


@pytest.mark.parametrize(
    ("until", "kept"),
    [("2030-02-20", True), ("2030-02-19", False), ("2030-02-20T09:00+01:00", True), ("2030-02-20T08:59+01:00", False)],
)
def test_a_call_is_made_before_its_deadline(write, moved, until: str, kept: bool):
    rules = (Rule(kind="deadline", tool="change_flight", most=until),)
    expected = [] if kept else [("policy", "deadline:change_flight")]
    assert found(write, moved, write.label("change_flight", MOVE), rules=rules) == expected


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [
        ({"most": "2030-03-04"}, True),
        ({"most": "2030-03-03"}, False),
        ({"least": "2030-03-04"}, True),
        ({"least": "2030-03-05"}, False),
        ({"least": "2030-03-01", "most": "2030-03-31"}, True),
    ],
)
def test_an_argument_stays_within_its_limits(write, moved, bounds: dict[str, Any], kept: bool):
    rules = (Rule(kind="limit", tool="change_flight", argument="date", **bounds),)
    expected = [] if kept else [("policy", "limit:change_flight")]
    assert found(write, moved, write.label("change_flight", MOVE), rules=rules) == expected


@pytest.mark.parametrize(("amount", "kept"), [(500, True), (500.5, False)])
def test_limits_hold_for_numbers(write, amount: float, kept: bool):
    sent = {"booking_id": "AB12", "amount": amount}
    talk = write.talk().user(f"refund {amount} for AB12", told=sent).call("refund", sent)
    rules = (Rule(kind="limit", tool="refund", argument="amount", most=500),)
    assert found(write, talk, write.label("refund", sent), rules=rules) == (
        [] if kept else [("policy", "limit:refund")]
    )


def test_arguments_do_not_come_out_of_thin_air(write):
    label = write.label("refund", {"booking_id": "AB12", "amount": {"$any": True}})
    rules = (Rule(kind="grounded", tool="refund"),)
    said = write.talk().user("refund AB12", told={"booking_id": "AB12"})
    assert found(write, said.call("refund", {"booking_id": "AB12"}), label, rules=rules) == []
    guess = write.talk().user("refund AB12", told={"booking_id": "AB12"})
    guess.call("refund", {"booking_id": "AB12", "amount": 77})
    assert found(write, guess, label, rules=rules) == [("ungrounded_argument", "refund.amount")]
    seen = write.talk().user("refund AB12", told={"booking_id": "AB12"})
    seen.call("get_booking", {"booking_id": "AB12"}, content={"price": 77})
    assert found(write, seen.call("refund", {"booking_id": "AB12", "amount": 77}), label, rules=rules) == []


def test_a_call_counts_in_its_turn(write):
    label = write.label("change_flight", MOVE, turn=2)
    early = opened(write).call("change_flight", MOVE).user("thanks")
    assert found(write, early, label) == [("wrong_order", "change_flight")]
    assert found(write, opened(write).user("now").call("change_flight", MOVE), label) == []


# --- the world --------------------------------------------------------------------------------------------------------


def test_what_must_change_changes_and_what_must_not_does_not(write, moved):
    change = write.label("change_flight", MOVE)
    assert found(write, moved, change, changes=Changes(must=("ledger", "ledger.date"))) == []
    assert found(write, moved, change, changes=Changes(must=("seats",))) == [("wrong_state", "seats")]
    assert found(write, moved, change, changes=Changes(must_not=("seats",))) == []
    assert found(write, moved, change, changes=Changes(must_not=("ledger.date",))) == [("wrong_state", "ledger.date")]


def test_what_may_change_is_not_compared(write, moved):
    change = write.label("change_flight", MOVE)
    moved.last = {"ledger": {"0": {"tool": "change_flight", **MOVE, "seen": 3}}}
    assert found(write, moved, change) == [("wrong_state", "state")]
    assert found(write, moved, change, changes=Changes(may=("ledger.seen",))) == []
    assert found(write, moved, change, changes=Changes(may=("ledger",))) == []


# --- plans ------------------------------------------------------------------------------------------------------------


def test_any_of_several_plans_is_right(write):
    plans = ((write.label("reserve", {"room": "A"}), write.label("pay", {"room": "A"}, after=("reserve",))),)
    main = write.label("change_flight", MOVE)
    both = {"slots": {}}
    labels = write.labels(main, plans=plans)
    one = write.talk().user("do it").call("change_flight", MOVE)
    two = write.talk().user("do it").call("reserve", {"room": "A"}).call("pay", {"room": "A"})
    mixed = write.talk().user("do it, room A").call("change_flight", MOVE).call("pay", {"room": "A"})
    assert one.judged(labels, **both).passed
    assert dict(two.judged(labels, **both).matched) == {"reserve": 0, "pay": 1}
    assert two.judged(labels, **both).passed
    assert [failure.kind for failure in mixed.judged(labels, **both).failures] == ["unrequested_call"]
