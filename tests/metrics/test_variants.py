"""Scores of the same cases played otherwise, and what made a difference beyond the assistant's own instability."""

from __future__ import annotations

import pytest

from simulator.metrics.summary import summarise
from simulator.metrics.variants import plain, relations_of, static_of


@pytest.fixture
def record(make_record):
    """A case played in one way, with what was booked, and whether it passed."""

    def make(case, way="", *, day="2030-03-14", passed=True, state=True):
        call = {"id": "c1", "type": "function", "function": {"name": "book", "arguments": {"day": day}}}
        verdict = {"passed": passed, "failures": [] if passed else [{"kind": "wrong_argument", "where": "book.day"}]}
        return make_record(
            f"{way}{case}",
            case_id=f"c{case}",
            options={"assistant": "mine", "mess": "", **({"variant": way} if way else {})},
            messages=[
                {"role": "user", "content": "hi"},
                {"role": "assistant", "content": None, "tool_calls": [call]},
                {"role": "tool", "content": "{}", "tool_call_id": "c1"},
            ],
            notes=[{}, {}, {"wrote": True}],
            state={"bookings": {"added": {"B1": {"day": day}}}} if state else {},
            verdict={**verdict, "matched": {}, "scores": {}},
        )

    return make


def test_agreement_is_by_case_and_beside_both_scores(record):
    outcomes = [(True, True)] * 4 + [(True, False)] * 3 + [(False, True)] * 1 + [(False, False)] * 2
    records = [record(at, passed=one) for at, (one, _) in enumerate(outcomes)]
    records += [record(at, "static", passed=other) for at, (_, other) in enumerate(outcomes)]
    found = static_of(records)
    assert (found.dynamic.value, found.static.value, found.agreement.value) == pytest.approx((0.7, 0.5, 0.6))
    assert (found.both, found.only_dynamic, found.only_static, found.neither) == (4, 3, 1, 2)
    assert found.kappa == pytest.approx((0.6 - 0.5) / 0.5)
    assert found.agreement.low < 0.6 < found.agreement.high


def test_a_change_that_makes_a_difference_is_broken_with_an_example(record):
    records = [record(at, way) for at in range(20) for way in ("", "again")]
    records += [record(at, "noise", day="2030-03-15" if at < 8 else "2030-03-14") for at in range(20)]
    again, noise = relations_of(records)
    assert (again.name, again.differs.value, again.broken) == ("again", 0.0, False)
    assert (noise.differs.value, noise.broken) == (0.4, True)
    before, now = noise.example
    assert now == f"noise{before}"
    assert noise.shown == 'only before: book {"day": "2030-03-14"}; only now: book {"day": "2030-03-15"}'


def test_what_another_try_changes_as_often_is_the_assistants_own_instability(record):
    ways = {"": 0, "again": 8, "noise": 8}
    records = [record(at, way, day=f"2030-03-{14 + (at < most)}") for way, most in ways.items() for at in range(20)]
    again, noise = relations_of(records)
    assert again.differs.value == noise.differs.value == 0.4
    assert not noise.broken and noise.beyond == 0.0


def test_moved_dates_are_moved_back_before_they_are_compared(record):
    records = [record(at, way) for at in range(20) for way in ("", "again")]
    records += [record(at, "shift", day="2031-03-13" if at < 10 else "2030-03-14") for at in range(20)]
    shift = relations_of(records)[-1]
    assert (shift.name, shift.differs.value, shift.broken) == ("shift", 0.5, True)


def test_another_end_state_is_a_difference_too(record):
    records = [record(0), record(0, "order", state=False)]
    (order,) = relations_of(records)
    assert order.shown == "the same calls, and another end state"


def test_what_was_played_otherwise_is_in_no_score(record):
    records = [record(0), record(0, "static", passed=False), record(0, "noise", passed=False)]
    assert summarise(records).all.conversations == 1
    assert [one["id"] for one in plain(records)] == ["0"]
    assert static_of(plain(records)) is None and relations_of(plain(records)) == []


def test_excluded_ones_are_left_out(record):
    broken = {**record(0, "static"), "end": {"reason": "tool_fault", "blame": "tool"}}
    assert static_of([record(0), broken]) is None
