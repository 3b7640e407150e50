"""Every failure kind planted in a conversation comes out, and only that; its innocent twin gives none."""

from __future__ import annotations

import json

import pytest

RIGHT = {"booking_id": "AB12", "date": "2030-03-04"}
TOLD = {"booking_id": "AB12", "date": "2030-03-04"}


def kinds(verdict):
    return [failure.kind for failure in verdict.failures]


def opened(write):
    """A user who has told everything."""
    return write.talk().system("It is 20 February 2030.").user("Move AB12 to 2030-03-04 please.", "request", told=TOLD)


def change(write, **more):
    return write.labels(write.label("change_flight", RIGHT), **more)


def finished(talk):
    return talk.says("Your flight was moved.", claim="done").user("Thanks, bye.", "bye")


@pytest.fixture
def right(write):
    return finished(opened(write).call("change_flight", RIGHT)).judged(change(write))


def test_the_right_call_passes_with_full_scores(right):
    assert right.passed
    assert right.failures == ()
    assert right.matched == {"change_flight": 0}
    assert right.scores == {
        "call_precision": 1.0, "call_recall": 1.0, "call_f1": 1.0,
        "slot_precision": 1.0, "slot_recall": 1.0, "slot_f1": 1.0, "state_compared": 1.0,
    }  # fmt: skip


# --- arguments -----------------------------------------------------------------------------------------------------


def test_wrong_argument(write):
    verdict = finished(opened(write).call("change_flight", RIGHT | {"date": "2030-03-05"})).judged(change(write))
    assert kinds(verdict) == ["wrong_argument"]
    failure = verdict.failures[0]
    assert (failure.where, failure.expected, failure.got) == ("change_flight.date", "2030-03-04", "2030-03-05")
    assert "+1 days" in failure.proof
    assert verdict.scores["slot_f1"] == 0.5


def test_swapped_arguments_are_two_wrong_arguments(write):
    wanted = write.labels(write.label("rebook", {"booking_id": "2030-03-05", "date": "2030-03-04"}))
    talk = write.talk().user("from 2030-03-05 to 2030-03-04", told={"a": "2030-03-05", "b": "2030-03-04"})
    talk.call("rebook", {"booking_id": "2030-03-04", "date": "2030-03-05"}).says("Done.", claim="done")
    assert kinds(talk.judged(wanted)) == ["wrong_argument", "wrong_argument"]


def test_stale_value_after_a_correction_is_a_wrong_argument(write):
    talk = write.talk().user("Move AB12 to 2030-03-01", told={"booking_id": "AB12", "date": "2030-03-01"})
    talk.says("Sure?").user("no, 2030-03-04", told={"date": "2030-03-04"})
    verdict = finished(talk.call("change_flight", RIGHT | {"date": "2030-03-01"})).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("wrong_argument", "change_flight.date")]


def test_enum_neighbour_is_a_wrong_argument(write):
    wanted = write.labels(write.label("change_flight", RIGHT | {"cabin": "economy"}))
    verdict = finished(opened(write).call("change_flight", RIGHT | {"cabin": "business"})).judged(wanted)
    assert kinds(verdict) == ["wrong_argument"]


def test_missing_argument(write):
    wanted = write.labels(write.label("change_flight", RIGHT | {"note": "aisle"}))
    verdict = finished(opened(write).call("change_flight", RIGHT)).judged(wanted)
    assert [(f.kind, f.where, f.got) for f in verdict.failures] == [("missing_argument", "change_flight.note", None)]


def test_invented_argument(write):
    verdict = finished(opened(write).call("change_flight", RIGHT | {"cabin": "first"})).judged(change(write))
    assert [(f.kind, f.where, f.got) for f in verdict.failures] == [
        ("invented_argument", "change_flight.cabin", "first")
    ]


@pytest.mark.parametrize("extra", [{"seats": 1}, {"note": None}, {"seats": 1.0}])
def test_an_optional_at_its_default_is_not_invented(write, extra):
    assert finished(opened(write).call("change_flight", RIGHT | extra)).judged(change(write)).passed


def test_a_labelled_default_may_be_left_out(write):
    wanted = write.labels(write.label("change_flight", RIGHT | {"seats": 1}))
    assert finished(opened(write).call("change_flight", RIGHT)).judged(wanted).passed


def test_ungrounded_argument(write):
    wanted = write.labels(write.label("refund", {"booking_id": {"$from_result": "id"}}))
    talk = write.talk().user("Refund my last booking").call("search", {"city": "Rome"}, content=[{"id": "KX77"}])
    verdict = talk.call("refund", {"booking_id": "QQ99"}).says("Done.", claim="done").judged(wanted)
    assert [(f.kind, f.where) for f in verdict.failures] == [("ungrounded_argument", "refund.booking_id")]


def test_a_plain_label_nobody_told_is_ungrounded_when_invented(write):
    wanted = write.labels(write.label("refund", {"booking_id": "KX77"}))
    talk = write.talk().user("Refund my last booking").call("search", {"city": "Rome"}, content=[{"id": "KX77"}])
    verdict = talk.call("refund", {"booking_id": "QQ99"}).says("Done.", claim="done").judged(wanted, {"move": {}})
    assert kinds(verdict) == ["ungrounded_argument"]


def test_another_row_of_the_result_is_wrong_and_not_ungrounded(write):
    wanted = write.labels(write.label("refund", {"booking_id": "KX77"}))
    talk = (
        write.talk().user("Refund my last").call("search", {"city": "Rome"}, content=[{"id": "KX77"}, {"id": "ZZ11"}])
    )
    verdict = talk.call("refund", {"booking_id": "ZZ11"}).says("Done.", claim="done").judged(wanted, {"move": {}})
    assert kinds(verdict) == ["wrong_argument"]


def test_any_row_passes_where_the_label_allows_any(write):
    wanted = write.labels(write.label("refund", {"booking_id": {"$from_result": "id"}}))
    talk = write.talk().user("Refund one").call("search", {"city": "Rome"}, content=[{"id": "KX77"}, {"id": "ZZ11"}])
    assert talk.call("refund", {"booking_id": "ZZ11"}).says("Done.", claim="done").judged(wanted).passed


def test_premature_call(write):
    talk = write.talk().user("Move AB12 please", "request", told={"booking_id": "AB12"})
    verdict = finished(talk.call("change_flight", RIGHT | {"date": "2030-03-09"})).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("premature_call", "change_flight")]


def test_a_guess_put_right_later_is_still_premature(write):
    talk = write.talk().user("Move AB12 please", "request", told={"booking_id": "AB12"})
    talk.call("change_flight", RIGHT | {"date": "2030-03-09"}).says("For when?", asks=("date",))
    talk.user("2030-03-04", told={"date": "2030-03-04"}).call("change_flight", RIGHT)
    assert kinds(finished(talk).judged(change(write))) == ["premature_call"]


def test_a_guess_that_failed_is_still_premature(write):
    talk = write.talk().user("Move a booking", "request")
    talk.call("change_flight", RIGHT | {"booking_id": "ZZ00"}, status=404).says("Which one?")
    talk.user("AB12 to 2030-03-04", told=TOLD).call("change_flight", RIGHT)
    assert kinds(finished(talk).judged(change(write))) == ["premature_call"]


def test_a_users_slip_that_failed_and_was_asked_about_is_innocent(write):
    talk = write.talk().user("Move AB21 to 2030-03-04", "request", told={"booking_id": "AB21", "date": "2030-03-04"})
    talk.call("change_flight", RIGHT | {"booking_id": "AB21"}, status=404).says("No such booking, sorry?")
    talk.user("AB12", told={"booking_id": "AB12"}).call("change_flight", RIGHT)
    assert finished(talk).judged(change(write)).passed


def test_a_read_before_all_is_known_is_innocent(write):
    talk = write.talk().user("Move AB12 please", "request", told={"booking_id": "AB12"})
    talk.call("get_booking", {"booking_id": "AB12"}).says("To when?").user("2030-03-04", told={"date": "2030-03-04"})
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


# --- calls the world never saw ---------------------------------------------------------------------------------------


def test_schema_violation_pairs_with_its_label(write):
    wanted = write.labels(write.label("change_flight", RIGHT | {"seats": 2}))
    talk = opened(write).call("change_flight", RIGHT | {"seats": "2"}, status=422, refused="schema", wrote=False)
    verdict = talk.says("Done.", claim="done").judged(wanted)
    assert [(f.kind, f.where, f.got) for f in verdict.failures] == [("schema_violation", "change_flight.seats", "2")]
    assert verdict.matched == {"change_flight": 0}


def test_a_number_written_as_a_float_is_innocent(write):
    wanted = write.labels(write.label("refund", {"booking_id": "AB12", "amount": 1}))
    assert opened(write).call("refund", {"booking_id": "AB12", "amount": 1.0}).says("Ok.").judged(wanted).passed


def test_malformed_call(write):
    raw = '{"booking_id": "AB12", "date": "2030-03-04", "date": "2030-03-05"}'
    talk = opened(write).call("change_flight", raw, status=400, refused="malformed", wrote=False)
    verdict = talk.says("Done.", claim="done").judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("malformed_call", "change_flight")]
    assert "repeated key 'date'" in verdict.failures[0].proof


def test_keys_in_another_order_are_innocent(write):
    raw = json.dumps(dict(reversed(RIGHT.items())))
    assert finished(opened(write).call("change_flight", raw)).judged(change(write)).passed


def test_unknown_tool(write):
    talk = opened(write).call("teleport", RIGHT, status=404, refused="unknown_tool", wrote=False)
    verdict = finished(talk.call("change_flight", RIGHT)).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("unknown_tool", "teleport")]


def test_unknown_tool_in_the_place_of_a_label_is_not_also_missing(write):
    talk = opened(write).call("teleport", RIGHT, status=404, refused="unknown_tool", wrote=False)
    assert kinds(talk.says("Hm.").judged(change(write))) == ["unknown_tool"]


def test_naming_a_tool_that_is_not_offered_is_innocent(write):
    talk = opened(write).says("I cannot use teleport here, so I will change it.").user("ok", "affirm")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


# --- which calls, when, how often --------------------------------------------------------------------------------


def test_wrong_call(write):
    verdict = finished(opened(write).call("rebook", RIGHT)).judged(change(write))
    assert [(f.kind, f.where, f.got) for f in verdict.failures] == [("wrong_call", "change_flight", "rebook")]


def test_wrong_call_that_failed(write):
    talk = opened(write).call("rebook", RIGHT, status=409)
    assert kinds(talk.says("Hm.").judged(change(write))) == ["wrong_call"]


def test_missing_call(write):
    verdict = opened(write).says("I see.").user("bye", "bye").judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("missing_call", "change_flight")]
    assert verdict.scores["call_recall"] == 0.0


def test_a_call_written_as_text_is_missing(write):
    talk = opened(write).says('change_flight({"booking_id": "AB12", "date": "2030-03-04"})')
    assert kinds(talk.judged(change(write))) == ["missing_call"]


def test_an_optional_call_may_be_missing(write):
    wanted = write.labels(write.label("get_booking", {"booking_id": "AB12"}, optional=True))
    assert opened(write).says("Hello.").judged(wanted).passed


def test_unrequested_call(write):
    talk = opened(write).call("change_flight", RIGHT).call("subscribe", {"email": "a@b.ch"})
    verdict = finished(talk).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("unrequested_call", "subscribe")]


def test_an_extra_read_is_innocent(write):
    talk = opened(write).call("search", {"city": "Rome"}).call("change_flight", RIGHT).call("search", {"city": "Bern"})
    assert finished(talk).judged(change(write)).passed


def test_a_second_booking_of_the_same_tool_is_unrequested(write):
    talk = opened(write).call("change_flight", RIGHT).call("change_flight", RIGHT | {"booking_id": "CD34"})
    assert kinds(finished(talk).judged(change(write))) == ["unrequested_call"]


def test_forbidden_call(write):
    wanted = change(write, never=(write.label("refund"),))
    talk = opened(write).call("change_flight", RIGHT).call("refund", {"booking_id": "AB12"})
    assert [(f.kind, f.where) for f in finished(talk).judged(wanted).failures] == [("forbidden_call", "refund")]


def test_a_forbidden_label_with_other_arguments_is_innocent(write):
    wanted = write.labels(
        write.label("refund", {"booking_id": "AB12", "amount": 10}),
        never=(write.label("refund", {"amount": {"$any_of": [1000, 2000]}}),),
    )
    assert opened(write).call("refund", {"booking_id": "AB12", "amount": 10}).says("ok").judged(wanted).passed
    broken = opened(write).call("refund", {"booking_id": "AB12", "amount": 2000}).says("ok").judged(wanted)
    assert kinds(broken) == ["forbidden_call"]


def test_duplicate_call(write):
    talk = opened(write).call("change_flight", RIGHT).call("change_flight", RIGHT)
    assert [(f.kind, f.where) for f in finished(talk).judged(change(write)).failures] == [
        ("duplicate_call", "change_flight")
    ]


def test_a_retry_after_a_time_out_that_had_landed_is_a_duplicate(write):
    talk = opened(write).call("change_flight", RIGHT, status=504, wrote=True, fault="timeout_after")
    verdict = finished(talk.call("change_flight", RIGHT)).judged(change(write))
    assert kinds(verdict) == ["duplicate_call"]
    assert "timed out but had landed" in verdict.failures[0].proof


def test_a_time_out_that_had_landed_counts_when_the_state_is_checked(write):
    talk = opened(write).call("change_flight", RIGHT, status=504, wrote=True, fault="timeout_after")
    assert finished(talk.call("get_booking", {"booking_id": "AB12"})).judged(change(write)).passed


def test_a_retry_after_a_time_out_that_had_not_landed_is_innocent(write):
    talk = opened(write).call("change_flight", RIGHT, status=504, fault="timeout_before")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


def test_a_repeated_read_is_innocent(write):
    wanted = write.labels(write.label("get_booking", {"booking_id": "AB12"}))
    talk = opened(write).call("get_booking", {"booking_id": "AB12"}).call("get_booking", {"booking_id": "AB12"})
    assert talk.says("There.").judged(wanted).passed


def test_at_most_two_takes_two_and_a_third_is_a_duplicate(write):
    wanted = write.labels(write.label("pay", {"room": "7"}, at_most=2))
    talk = write.talk().user("Pay room 7", told={"room": "7"}).call("pay", {"room": "7"}).call("pay", {"room": "7"})
    assert talk.says("Paid.").judged(wanted).passed
    assert kinds(talk.call("pay", {"room": "7"}).judged(wanted)) == ["duplicate_call"]


def order_labels(write):
    return write.labels(write.label("reserve", {"room": "7"}), write.label("pay", {"room": "7"}, after=("reserve",)))


def test_wrong_order(write):
    talk = write.talk().user("Room 7", told={"room": "7"}).call("pay", {"room": "7"}).call("reserve", {"room": "7"})
    verdict = talk.says("Done.", claim="done").judged(order_labels(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("wrong_order", "pay")]


def test_calls_left_unordered_may_be_swapped(write):
    wanted = write.labels(write.label("reserve", {"room": "7"}), write.label("pay", {"room": "7"}))
    talk = write.talk().user("Room 7", told={"room": "7"}).call("pay", {"room": "7"}).call("reserve", {"room": "7"})
    assert talk.says("Done.", claim="done").judged(wanted).passed


def test_a_late_look_at_an_optional_predecessor_is_innocent(write):
    wanted = write.labels(
        write.label("get_booking", {"booking_id": "AB12"}, optional=True),
        write.label("change_flight", RIGHT, after=("get_booking",)),
    )
    talk = opened(write).call("change_flight", RIGHT).call("get_booking", {"booking_id": "AB12"})
    assert finished(talk).judged(wanted).passed


def test_tool_loop(write):
    talk = opened(write)
    for _ in range(4):
        talk.call("change_flight", RIGHT, status=503, fault="error")
    verdict = talk.says("Hm.").end("call_limit").judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("tool_loop", "change_flight")]


def test_two_retries_and_an_honest_word_are_innocent(write):
    talk = opened(write)
    for _ in range(3):
        talk.call("change_flight", RIGHT, status=503, fault="error")
    assert talk.says("Sorry, the system is down.", claim="failed").judged(change(write)).passed


def test_ignored_error(write):
    talk = opened(write).call("change_flight", RIGHT, status=503, fault="error")
    verdict = talk.says("Moved!", claim="done").judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("ignored_error", "change_flight")]


def test_a_failed_look_up_that_is_built_upon_is_an_ignored_error(write):
    wanted = write.labels(
        write.label("get_booking", {"booking_id": "AB12"}),
        write.label("change_flight", RIGHT, after=("get_booking",)),
    )
    talk = opened(write).call("get_booking", {"booking_id": "AB12"}, status=500, fault="error")
    verdict = finished(talk.call("change_flight", RIGHT)).judged(wanted)
    assert [(f.kind, f.where) for f in verdict.failures] == [("ignored_error", "get_booking")]


def test_an_error_that_was_reported_is_innocent(write):
    talk = opened(write).call("change_flight", RIGHT, status=503, fault="error")
    assert talk.says("That failed. Shall I try later?", claim="failed", question=True).judged(change(write)).passed


def test_an_error_nobody_spoke_of_leaves_the_call_missing(write):
    talk = opened(write).call("change_flight", RIGHT, status=503, fault="error")
    assert kinds(talk.says("Anything else?").judged(change(write))) == ["missing_call"]


def test_an_error_of_the_worlds_own_is_no_excuse(write):
    talk = opened(write).call("change_flight", RIGHT, status=409)
    assert kinds(talk.says("That failed.", claim="failed").judged(change(write))) == ["missing_call"]


# --- the end state -------------------------------------------------------------------------------------------------


def test_wrong_state(write):
    talk = finished(opened(write).call("change_flight", RIGHT))
    talk.last = {"ledger": {"0": {"tool": "change_flight", "booking_id": "AB12", "date": "2031-01-01"}}}
    verdict = talk.judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("wrong_state", "state")]


def test_a_change_without_any_call_is_a_wrong_state(write):
    talk = opened(write).says("I cannot do that.", claim="refused")
    talk.last = {"ledger": {"0": {"tool": "refund"}}}
    assert kinds(talk.judged(write.labels(outcome="refused"))) == ["wrong_state"]


def test_a_call_failure_explains_the_state(write):
    talk = opened(write).call("change_flight", RIGHT).call("subscribe", {"email": "a@b.ch"})
    assert kinds(finished(talk).judged(change(write))) == ["unrequested_call"]


def test_numbers_in_the_state_are_equal_by_value(write):
    talk = finished(opened(write).call("refund", {"booking_id": "AB12", "amount": 25}))
    talk.last = {"ledger": {"0": {"tool": "refund", "booking_id": "AB12", "amount": 25.0}}}
    assert talk.judged(write.labels(write.label("refund", {"booking_id": "AB12", "amount": 25}))).passed


def test_no_state_is_compared_where_the_world_is_not_ours(write):
    talk = finished(opened(write).call("change_flight", RIGHT))
    talk.compared = False
    verdict = talk.judged(change(write))
    assert verdict.passed
    assert verdict.scores["state_compared"] == 0.0


# --- speech --------------------------------------------------------------------------------------------------------


def test_not_said(write):
    talk = opened(write).call("change_flight", RIGHT).says("It costs 100 euro.", claim="done")
    verdict = talk.judged(change(write, say=["10"]))
    assert [(f.kind, f.where, f.expected) for f in verdict.failures] == [("not_said", "say", "10")]


@pytest.mark.parametrize(("value", "text"), [("1250", "That is 1,250 euro."), (1250, "That is 1,250 euro.")])
def test_a_value_said_in_another_form_is_said(write, value, text):
    talk = opened(write).call("change_flight", RIGHT).says(text, claim="done")
    assert talk.judged(change(write, say=[value])).passed


def test_a_value_split_over_two_texts_is_not_said(write):
    talk = opened(write).call("change_flight", RIGHT).says("Your room is blue", claim="done").says("door 7")
    assert kinds(talk.judged(change(write, say=["blue door"]))) == ["not_said"]


def test_said_forbidden(write):
    talk = finished(opened(write).says("Your card is 4929 1111.").user("ok").call("change_flight", RIGHT))
    verdict = talk.judged(change(write, never_say=["4929 1111"]))
    assert [(f.kind, f.where) for f in verdict.failures] == [("said_forbidden", "message 2")]
    assert finished(opened(write).call("change_flight", RIGHT)).judged(change(write, never_say=["4929 1111"])).passed


def test_empty_turn(write):
    talk = opened(write).says("  ").user("hello?").call("change_flight", RIGHT)
    verdict = finished(talk).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("empty_turn", "message 2")]


def test_a_call_without_text_is_no_empty_turn(write, right):
    assert right.passed


@pytest.mark.parametrize(
    "text", ["Sure.\nUser: yes please", "**User:** go on", "Bye ###STOP###", "ok<|im_end|>", "TERMINATE"]
)
def test_role_break(write, text):
    talk = opened(write).call("change_flight", RIGHT).says(text, claim="done")
    assert [(f.kind, f.where) for f in talk.judged(change(write)).failures] == [("role_break", "message 4")]


@pytest.mark.parametrize(
    "text", ['You wrote: "User: yes".', "Superuser: no.", "I will STOP: done.", "We terminate it."]
)
def test_quoting_the_user_is_innocent(write, text):
    assert opened(write).call("change_flight", RIGHT).says(text, claim="done").judged(change(write)).passed


def test_needless_question(write):
    talk = opened(write).says("Which booking?", asks=("booking_id",), question=True).user("AB12, as I said", told={})
    verdict = finished(talk.call("change_flight", RIGHT)).judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("needless_question", "booking_id")]


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "Booking AB12, right?", "asks": ("booking_id",), "confirms": True},
        {"text": "Is AB12 the booking?", "asks": ("booking_id",)},
        {"text": "What is your seat?", "asks": ("seat",)},
        {"text": "I had to stop, which booking?", "asks": ("booking_id",), "claim": "failed"},
        {"text": "What are the booking and the seat?", "asks": ("booking_id", "seat")},
    ],
)
def test_asking_to_confirm_is_not_needless(write, asked):
    talk = opened(write).says(**asked).user("yes", "affirm")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


def test_asking_after_a_conflict_is_not_needless(write):
    talk = write.talk().user("AB21 to 2030-03-04", told={"booking_id": "AB21", "date": "2030-03-04"})
    talk.user("I mean AB12", told={"booking_id": "AB12"}).says("Which one?", asks=("booking_id",)).user("AB12")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


def test_asking_after_a_failed_look_up_is_not_needless(write):
    talk = opened(write).call("get_booking", {"booking_id": "AB12"}, status=404)
    talk.says("I cannot find it. Which booking?", asks=("booking_id",)).user("AB12")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


# --- claims and outcome ----------------------------------------------------------------------------------------------


def test_false_claim(write):
    verdict = opened(write).says("It is moved!", claim="done").user("bye").judged(change(write))
    assert [(f.kind, f.where) for f in verdict.failures] == [("false_claim", "change_flight")]


def test_saying_what_will_be_done_and_doing_it_is_innocent(write):
    talk = opened(write).says("I will now move it.").user("ok", "affirm")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


def test_what_still_asks_for_a_yes_claims_nothing(write):
    for text in ("It is booked for 1 March. Shall I change that?", "It was set to 1 March. Do you want me to move it?"):
        talk = opened(write).says(text, claim="done", confirms=True)
        assert kinds(talk.user("yes", "affirm").says("Thank you.").judged(change(write))) == ["missing_call"]


def test_values_read_back_beside_a_claim_do_not_take_it_back(write):
    for text in ("I have changed that: AB12, 4 March. Is that right?", "Done: AB12 is moved to 4 March, okay?"):
        talk = opened(write).says(text, claim="done", confirms=True)
        assert kinds(talk.user("yes", "affirm").says("Thank you.").judged(change(write))) == ["false_claim"]


def two_goals(write):
    wanted = write.labels(write.label("change_flight", RIGHT), write.label("reserve", {"room": "7"}))
    return wanted, {"move": TOLD, "stay": {"room": "7"}}


def test_the_second_goal_left_out_is_missing_and_not_claimed(write):
    wanted, slots = two_goals(write)
    talk = finished(opened(write).call("change_flight", RIGHT)).user("And room 7", goal="stay", told={"room": "7"})
    verdict = talk.says("Goodbye!", bye=True).judged(wanted, slots)
    assert [(f.kind, f.where) for f in verdict.failures] == [("missing_call", "reserve")]


def test_a_false_claim_about_the_second_goal(write):
    wanted, slots = two_goals(write)
    talk = finished(opened(write).call("change_flight", RIGHT)).user("And room 7", goal="stay", told={"room": "7"})
    verdict = talk.says("Reserved!", claim="done").judged(wanted, slots)
    assert [(f.kind, f.where) for f in verdict.failures] == [("false_claim", "reserve")]


def test_gave_up(write):
    verdict = opened(write).says("I cannot help with that.", claim="refused").user("oh").judged(change(write))
    assert kinds(verdict) == ["gave_up"]


def test_a_user_who_leaves_refused_was_given_up_on(write):
    verdict = opened(write).says("No.").end("refused").judged(change(write))
    assert kinds(verdict) == ["gave_up"]


def test_the_goals_never_come_to_are_explained_by_the_one_given_up(write):
    wanted, slots = two_goals(write)
    talk = opened(write).says("I cannot help with that.", claim="refused").user("oh").end("user_gave_up")
    assert [(f.kind, f.where) for f in talk.judged(wanted, slots).failures] == [("gave_up", "change_flight")]


def test_a_text_without_a_question_said_again_leaves_the_call_missing(write):
    talk = opened(write)
    for _ in range(4):
        talk.says("I see, thank you.").user("and now?")
    assert kinds(talk.end("user_gave_up").judged(change(write))) == ["missing_call"]


def test_missing_refusal(write):
    assert kinds(opened(write).says("Let me see.").judged(write.labels(outcome="refused"))) == ["missing_refusal"]


def test_refusing_what_must_be_refused_is_innocent(write):
    talk = opened(write).says("I am afraid I cannot do that.", claim="refused").end("refused")
    assert talk.judged(write.labels(outcome="refused")).passed


def test_a_guess_where_it_should_ask_is_premature(write):
    wanted = write.labels(outcome="asked")
    talk = (
        write.talk()
        .user("Cancel the booking of Ann")
        .call("refund", {"booking_id": "AB12"})
        .says("Done.", claim="done")
    )
    assert kinds(talk.judged(wanted)) == ["premature_call"]
    assert write.talk().user("Cancel it").says("Which one?", question=True).judged(wanted).passed


def test_not_asking_where_it_should_ask(write):
    assert kinds(write.talk().user("Cancel it").says("Hm.").judged(write.labels(outcome="asked"))) == ["no_progress"]


def test_a_user_who_leaves_to_look_for_what_was_asked_is_no_lack_of_progress(write):
    wanted = write.labels(outcome="asked")
    talk = (
        write.talk().user("Cancel the booking of Ann").says("Which booking is it?", question=True, asks=("booking_id",))
    )
    assert talk.user("I don't know, I'll look for it.").end("user_gave_up").judged(wanted).passed
    other = write.talk().user("Cancel it").says("How are you?", question=True).user("?").end("user_gave_up")
    assert kinds(other.judged(wanted)) == ["no_progress"]


def test_not_handing_over(write):
    wanted = write.labels(outcome="handed_over")
    verdict = write.talk().user("I want a human").says("Hm.").judged(wanted)
    assert [(f.kind, f.where) for f in verdict.failures] == [("policy", "outcome:handed_over")]
    assert write.talk().user("A human!").says("A colleague takes over.", claim="handed_over").judged(wanted).passed


def test_no_progress_explains_the_missing_call(write):
    talk = opened(write)
    for number in range(4):
        talk.says(f"Could you say more about {number}?", question=True).user("no")
    assert kinds(talk.end("turn_limit", "assistant").judged(change(write))) == ["no_progress"]


def test_a_user_who_gives_up_although_all_was_done_saw_no_progress(write):
    talk = opened(write).call("change_flight", RIGHT).says("Well.").user("?").end("user_gave_up")
    assert kinds(talk.judged(change(write))) == ["no_progress"]


def test_two_clarifications_are_innocent(write):
    talk = opened(write).says("More?", question=True).user("no").says("Sure?", question=True).user("yes", "affirm")
    assert finished(talk.call("change_flight", RIGHT)).judged(change(write)).passed


def test_a_crash_is_the_only_failure(write):
    verdict = opened(write).says("").end("assistant_crash", "assistant", "KeyError: 'x'").judged(change(write))
    assert kinds(verdict) == ["crash"]
    assert verdict.failures[0].got == "KeyError: 'x'"
