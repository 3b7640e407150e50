"""What broke a conversation decides whether it counts."""

from __future__ import annotations

import pytest

from simulator.metrics.excluded import cause, excluded


@pytest.mark.parametrize("blame", ["user", "tool", "judge", "infrastructure", "scenario"])
def test_what_is_not_the_assistants_doing_does_not_count(make_record, blame):
    record = make_record(end={"reason": "model_error", "blame": blame})
    assert excluded(record)
    assert cause(record) == f"{blame}: model_error"


@pytest.mark.parametrize("blame", ["none", "assistant"])
def test_what_is_the_assistants_doing_counts(make_record, blame):
    verdict = {"passed": False, "failures": [{"kind": "crash", "blame": "assistant", "where": ""}]}
    record = make_record(end={"reason": "assistant_crash", "blame": blame}, verdict=verdict)
    assert not excluded(record)
    assert cause(record) == ""


def test_a_verdict_that_blames_only_the_judge_does_not_count(make_record):
    failures = [{"kind": "wrong_order", "blame": "judge", "where": "pay"}]
    record = make_record(verdict={"passed": False, "failures": failures})
    assert cause(record) == "judge: wrong_order"
    both = [*failures, {"kind": "not_said", "blame": "assistant", "where": "say"}]
    assert not excluded(make_record(verdict={"passed": False, "failures": both}))
