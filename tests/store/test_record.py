from __future__ import annotations

import pytest

from simulator.store.record import problem_in


def test_a_record_of_the_engine_is_fine(make_record):
    assert problem_in(make_record()) == ""


def test_arguments_that_strict_parsing_refused_are_kept_as_text(make_record):
    record = make_record()
    record["messages"][1]["tool_calls"][0]["function"]["arguments"] = '{"a": 1, "a": 2}'
    assert problem_in(record) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"extra": 1}, "extra: Extra inputs"),
        ({"trial": "one"}, "trial: "),
        ({"id": ""}, "id: "),
        ({"end": {"reason": "bored", "blame": "none"}}, "end.reason: "),
        ({"end": {"reason": "user_done", "blame": "weather"}}, "end.blame: "),
        (
            {"verdict": {"passed": False, "failures": [{"kind": "ugly", "blame": "assistant"}]}},
            "verdict.failures.0.kind: ",
        ),
        ({"notes": []}, "4 messages have 0 notes"),
    ],
)
def test_a_record_that_is_wrong_says_where(make_record, changed, said):
    assert problem_in(make_record(**changed)).startswith(said)


@pytest.mark.parametrize("field", ["id", "case_id", "messages", "verdict", "end", "versions", "state"])
def test_a_record_without_a_field_says_which(make_record, field):
    record = make_record()
    del record[field]
    assert problem_in(record) == f"{field}: Field required"


def test_what_is_no_object_is_no_record():
    assert problem_in([1]) != ""
