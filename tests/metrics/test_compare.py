"""A difference between assistants is paired by case, and called noise where it may be."""

from __future__ import annotations

import pytest

from simulator.metrics.compare import compare, smallest_difference
from simulator.metrics.parts import hops, kind_of
from simulator.metrics.summary import pass_at, pass_power


@pytest.fixture
def run(make_record):
    def made(passes, trials=1):
        failed = {"passed": False, "failures": [{"kind": "not_said", "blame": "assistant", "where": ""}]}
        return [
            make_record(f"{case}-{trial}", scenario="move", case_id=f"c{case}", trial=trial,
                        **({} if passed else {"verdict": failed}))
            for case, passed in enumerate(passes) for trial in range(trials)
        ]  # fmt: skip

    return made


def test_the_better_one_stands_first_whatever_the_order(run):
    good, bad = run([True] * 30), run([case % 3 > 0 for case in range(30)])
    for found in (compare(good, bad, ("a", "b")), compare(bad, good, ("b", "a"))):
        assert (found.better, found.other, round(found.difference, 4)) == ("a", "b", 0.3333)
        assert found.low > 0 and not found.inside_noise and "a beats b by 33.3 points" in str(found)


def test_a_small_difference_of_few_cases_is_noise(run):
    found = compare(run([True] * 10), run([True] * 9 + [False]), ("a", "b"))
    assert found.inside_noise and found.smallest > found.difference


def test_cases_are_what_varies_not_trials(run):
    one, two = [case % 2 > 0 for case in range(20)], [True] * 20
    few, many = (compare(run(two, trials), run(one, trials), ("a", "b")) for trials in (1, 8))
    assert (few.low, few.high, few.smallest) == (many.low, many.high, many.smallest)


def test_equal_runs_beat_nobody(run):
    found = compare(run([True, False]), run([True, False]), ("a", "b"))
    assert found.difference == 0 and found.inside_noise and "equals" in str(found)


def test_runs_without_a_shared_case_are_not_compared(run, make_record):
    assert compare(run([True]), [make_record("x", scenario="other", case_id="c0")], ("a", "b")) is None


def test_more_cases_show_smaller_differences():
    shown = [smallest_difference(0.8, cases) for cases in (0, 20, 200, 2000)]
    assert shown == sorted(shown, reverse=True) and shown[-1] < 0.04


@pytest.mark.parametrize("right", range(5))
def test_pass_at_one_is_pass_power_one_and_grows_with_k(right):
    assert pass_at(right, 4, 1) == pytest.approx(pass_power(right, 4, 1))
    assert pass_at(right, 4, 4) == float(right > 0)


def test_hops_are_the_longest_chain_of_required_calls():
    calls = [{"id": "a"}, {"id": "b", "after": ["a"]}, {"id": "c", "after": ["b"], "optional": True}, {"id": "d"}]
    assert hops({"labels": {"calls": calls}}) == 2


def test_a_kind_of_conversation_goes_by_its_outcome_first():
    assert kind_of({"labels": {"outcome": ["handed_over"]}, "faults": [{}]}) == "handed over"
    assert kind_of({"labels": {"outcome": [{"is": "done"}]}, "goals": [{}, {}]}) == "several goals"
