"""A fixed history: the assistant is asked wherever the ground truth calls, and nothing it says changes it."""

from __future__ import annotations

import pytest

from simulator import api
from simulator.errors import InputError


def silent(messages, tools):
    return "One moment, please."


def played(assistant, *, name="cancel_ride", n=3):
    return api.evaluate(name, assistant=assistant, n=n, variants=("", "static")).records


def history(record):
    """What was said, without calls and results."""
    texts = [one["content"] for one in record["messages"] if one["role"] in ("user", "assistant") and one["content"]]
    return [record["seed"], *texts]


def test_nothing_the_assistant_says_changes_the_history():
    static = [one for one in played(silent) if one["options"].get("variant") == "static"]
    truth = api.evaluate("cancel_ride", assistant="reference", n=3).records
    assert [history(one) for one in static] == [history(one) for one in truth]


def test_who_makes_no_call_misses_the_calls_and_is_not_blamed_for_what_others_said():
    static = [one for one in played(silent) if one["options"].get("variant") == "static"]
    assert not [one for one in static if one["verdict"]["passed"]]
    kinds = {failure["kind"] for one in static for failure in one["verdict"]["failures"]}
    assert kinds == {"missing_call"}


def repeated(make):
    """An assistant that makes the calls of these conversations at the points where they were made."""
    known = {}
    for record in make:
        so_far = []
        for message in record["messages"]:
            if message.get("tool_calls"):
                known[tuple(so_far)] = message["tool_calls"]
            if message["role"] in ("user", "tool") and message["content"]:
                so_far.append(message["content"])

    def reply(messages, tools):
        heard = tuple(one["content"] for one in messages if one["role"] in ("user", "tool") and one["content"])
        calls = known.get(heard)
        return {"role": "assistant", "tool_calls": calls} if calls else "I see."

    return reply


@pytest.mark.parametrize("name", ["cancel_ride", "change_flight", "bags_and_seat", "return_refused"])
def test_who_makes_the_right_calls_at_every_point_passes(name):
    truth = api.evaluate(name, assistant="reference", n=3).records
    static = api.evaluate(name, assistant=repeated(truth), n=3, variants=("static",)).records
    assert [one["verdict"]["failures"] for one in static] == [[]] * 3


def test_a_refusal_without_calls_is_asked_for_at_its_point():
    def refuses(messages, tools):
        return "I am sorry, but I cannot do that."

    static = api.evaluate("dosage_refused", assistant=refuses, n=2, variants=("static",)).records
    assert all(one["verdict"]["passed"] for one in static)
    static = api.evaluate("dosage_refused", assistant=silent, n=2, variants=("static",)).records
    assert {failure["kind"] for one in static for failure in one["verdict"]["failures"]} == {"missing_refusal"}


def test_an_exception_at_a_point_is_a_crash():
    def broken(messages, tools):
        raise RuntimeError("no")

    (record,) = api.evaluate("cancel_ride", assistant=broken, n=1, variants=("static",)).records
    assert [failure["kind"] for failure in record["verdict"]["failures"]] == ["crash"]


@pytest.mark.parametrize("assistant", ["reference", "mutant:B04"])
def test_who_plays_the_ground_truth_is_refused(assistant):
    with pytest.raises(InputError, match="plays the ground truth"):
        api.evaluate("cancel_ride", assistant=assistant, n=1, variants=("", "static"))
