from __future__ import annotations

import io

import pytest

from simulator.report.terminal import print_runs, report_text

HOSTILE = "\x1b[2J[red]evil[/red]\u202e"


def failed(*kinds, **more):
    return {"passed": not kinds, "failures": [{"kind": kind, "blame": "assistant", **more} for kind in kinds],
            "matched": {}, "scores": {}}  # fmt: skip


@pytest.fixture
def conversation(make_record):
    """A record of one assistant on one case, failing in the ways named."""

    def make(assistant, case, *kinds, scenario="find_booking", trial=0, end=None, **more):
        name = f"{assistant}-{scenario}-{case}-{trial}"
        return make_record(
            name,
            case_id=f"{scenario}-{case}",
            scenario=scenario,
            seed=f"0.{case}",
            trial=trial,
            options={"assistant": assistant, "user": "agenda", "mess": "clean"},
            verdict=failed(*kinds, **more),
            end=end or {"reason": "user_done", "blame": "none"},
            usage={"user_turns": 4, "calls": 2},
        )

    return make


def row(text, *begins):
    """The words of the first row that begins with these words."""
    return next(words for line in text.splitlines() if (words := line.split())[: len(begins)] == list(begins))


def test_each_assistant_has_its_success_with_an_interval(conversation):
    records = [conversation("good", n) for n in range(20)]
    records += [conversation("poor", n, *(["missing_call"] if n < 5 else [])) for n in range(20)]
    text = report_text(records)
    assert row(text, "good") == ["good", "100", "%", "[84-100]", "20", "0", "4.0", "2.0"]
    assert row(text, "poor") == ["poor", "75", "%", "[53-89]", "20", "0", "4.0", "2.0"]


def test_failure_kinds_come_with_their_share_and_an_example_to_replay(conversation):
    records = [conversation("poor", n, *(["wrong_argument"] if n < 3 else []), where="change.date", expected=1, got=2)
               for n in range(10)]  # fmt: skip
    text = " ".join(report_text(records).split())
    assert "poor wrong_argument 30 % [11-60]" in text
    assert "find_booking 0.0 (poor-find_booking-0-0) change.date expected 1 got 2" in text


def test_trials_give_pass_k(conversation):
    records = [
        conversation("a", n, *(["crash"] if n == 0 and t == 1 else []), trial=t) for n in range(4) for t in range(2)
    ]
    text = report_text(records)
    assert "pass^2" in text
    assert row(text, "a")[:6] == ["a", "88", "%", row(text, "a")[3], "75", "%"]
    assert "pass^" not in report_text([conversation("a", 0)])


def test_more_than_two_in_a_hundred_excluded_is_said_first(conversation):
    broken = {"reason": "model_error", "blame": "infrastructure"}
    records = [conversation("a", n, end=broken if n < 3 else None) for n in range(100)]
    text = report_text(records)
    first = text.splitlines()[0]
    assert first == "a: 3 of 100 conversations (3.0 %) do not count: infrastructure: model_error (3)"
    assert row(text, "a", "100")[:6] == ["a", "100", "%", "[96-100]", "97", "%"]


def test_few_excluded_are_counted_in_the_table_and_by_cause_below(conversation):
    broken = {"reason": "model_error", "blame": "infrastructure"}
    text = report_text([conversation("a", n, end=broken if n < 2 else None) for n in range(100)])
    assert "do not count" not in text
    assert "excluded as failed" in text
    assert "a: left out: infrastructure: model_error (2)" in text


def test_scenarios_stand_side_by_side_and_beyond_four_assistants_in_a_column(conversation):
    few = [conversation(name, 0, scenario=scenario) for name in "ab" for scenario in ("one", "two")]
    assert row(report_text(few), "two") == ["two", "100", "%", "[21-100]", "100", "%", "[21-100]"]
    many = [conversation(name, 0, scenario=scenario) for name in "abcde" for scenario in ("one", "two")]
    assert row(report_text(many), "two", "e") == ["two", "e", "100", "%", "[21-100]"]


def test_nearly_all_is_not_called_all(conversation):
    records = [conversation("a", n, *(["crash"] if n == 0 else [])) for n in range(400)]
    assert row(report_text(records), "a")[1] == "99.8"


def test_hostile_names_are_shown_and_do_nothing(conversation):
    text = report_text([conversation(HOSTILE, 0, "not_said", where=HOSTILE, scenario=HOSTILE)])
    assert set(text) & {"\x1b", "\u202e"} == set()
    assert "\\x1b[2J[red]evil[/red]\\u202e" in text


def test_no_conversations_are_said_to_be_none():
    assert report_text([]) == "no conversations"


def runs_text(*runs):
    file = io.StringIO()
    print_runs(runs, file)
    return file.getvalue()


def test_several_runs_stand_beside_each_other_under_their_names(conversation):
    before = [conversation("a", n, "crash", scenario=scenario) for n in range(4) for scenario in ("one", "two")]
    after = [conversation("a", n, scenario=scenario) for n in range(4) for scenario in ("one", "two")]
    text = runs_text(("before", before), ("after", after))
    assert row(text, "before", "a")[2:6] == ["0", "%", "[0-32]", "8"]
    assert row(text, "after", "a")[2:6] == ["100", "%", "[68-100]", "8"]
    assert row(text, "scenario") == ["scenario", "before:", "a", "after:", "a"]
    assert row(text, "one") == ["one", "0", "%", "[0-49]", "100", "%", "[51-100]"]
    assert row(text, "before", "a", "crash")[3:6] == ["100", "%", "[68-100]"]


def test_an_example_comes_from_its_own_run(conversation):
    one = [conversation("a", 0, "crash", where="first")]
    two = [conversation("a", 0, "not_said", where="second")]
    text = runs_text(("same", one), ("same", two))
    assert "(a-find_booking-0-0) first" in " ".join(row(text, "same", "a", "crash"))
    assert "(a-find_booking-0-0) second" in " ".join(row(text, "same", "a", "not_said"))


def test_beyond_four_columns_runs_stand_below_each_other(conversation):
    records = [conversation(name, 0, scenario=scenario) for name in "abc" for scenario in ("one", "two")]
    text = runs_text(("x", records), ("y", records))
    assert row(text, "two", "y", "c") == ["two", "y", "c", "100", "%", "[21-100]"]


def test_a_single_run_needs_no_name(conversation):
    records = [conversation("a", 0)]
    assert runs_text(("only", records)) == report_text(records) + "\n"


def test_a_run_without_conversations_is_named(conversation):
    assert runs_text(("full", [conversation("a", 0)]), ("empty", [])).startswith("empty: no conversations\n")
    assert runs_text() == "no conversations\n"
