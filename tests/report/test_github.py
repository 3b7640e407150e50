"""What GitHub is given: a summary in Markdown in which data is only text, and annotations that data cannot end."""

from __future__ import annotations

import pytest

from simulator.report.github import MOST, commands, summary

HOSTILE = "x\n::error::evil|<img src=x>`[a](http://evil)@team #1\r%0A"


@pytest.fixture
def failing(make_record):
    def make(name, scenario="move", assistant="mine", kind="not_said"):
        failures = [{"kind": kind, "blame": "assistant", "where": "say", "expected": "60", "proof": "never said"}]
        verdict = {"passed": False, "failures": failures, "matched": {}, "scores": {}}
        return make_record(name, scenario=scenario, options={"assistant": assistant, "mess": ""}, verdict=verdict)

    return make


def test_a_scenario_that_fails_is_one_error_with_its_kinds_and_an_example(failing, make_record):
    other = make_record("c", scenario="move", options={"assistant": "mine", "mess": ""})
    (line,) = commands([("run", [failing("a"), failing("b"), other])])
    assert line.startswith("::error title=move%3A mine::2 of 3 failed: not_said (2)%0A")
    assert line.endswith("%0Asimulator replay RUN a")


def test_no_more_annotations_than_github_shows(failing):
    found = commands([("run", [failing(f"r{at}", f"scenario{at}") for at in range(MOST + 5)])])
    assert len(found) == MOST
    assert "and 6 more scenarios" in found[-1]


def test_what_does_not_count_is_a_warning(make_record):
    broken = make_record("b", end={"reason": "tool_fault", "blame": "tool"})
    (line,) = commands([("run", [make_record("a"), broken])])
    assert line == "::warning title=simulator::run: 1 of 2 conversations do not count"


def test_data_begins_no_command_and_no_markup(failing):
    runs = [("run", [failing("a", HOSTILE, HOSTILE, HOSTILE), failing("b", HOSTILE, "other")])]
    for line in commands(runs):
        assert line.startswith("::error title=") and "\n" not in line and "\r" not in line
    text = summary(runs)
    assert not [line for line in text.splitlines() if line.startswith("::")]
    assert "<img" not in text and "](http" not in text and "@team" not in text.replace("\\@team", "")


def test_the_summary_has_scores_and_whether_the_difference_is_real(failing, make_record):
    good = [make_record(f"g{at}", case_id=f"c{at}", options={"assistant": "good", "mess": ""}) for at in range(10)]
    poor = [{**failing(f"p{at}", "find_booking", "poor"), "case_id": f"c{at}"} for at in range(10)]
    text = summary([("run", good + poor)])
    assert "| good | 100 % \\[72-100\\] |" in text
    assert "- good beats poor by 100.0 points" in text
    assert "| poor | not\\_said | 100 % \\[72-100\\] |" in text


def test_an_empty_run_is_said_to_be_one():
    assert "no conversations" in summary([("run", [])])
    assert commands([("run", [])]) == []
