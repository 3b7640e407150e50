"""The seven functions, plain and async, also where a loop is running already."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import simulator
from simulator.errors import InputError, SetupError


def polite(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> str:
    """An assistant that only talks."""
    return f"I have {len(tools)} tools and do not know."


def test_every_function_has_a_plain_and_an_async_form():
    for name in ("load", "sample", "play", "generate", "evaluate", "fuzz", "grade"):
        assert callable(getattr(simulator, name))
        assert asyncio.iscoroutinefunction(getattr(simulator, f"{name}_async"))


def test_uvloop_is_used_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = ["import asyncio", "class Loop(asyncio.SelectorEventLoop):", "    quick = True", "new_event_loop = Loop"]
    (tmp_path / "uvloop.py").write_text("\n".join(made))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "uvloop", raising=False)
    loops: list[bool] = []

    async def talks(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> str:
        loops.append(hasattr(asyncio.get_running_loop(), "quick"))
        return polite(messages, tools)

    with ThreadPoolExecutor(1) as pool:  # each thread has an event loop of its own
        pool.submit(simulator.play, "return_item", assistant=talks, seed="0.0").result()
    assert loops
    assert all(loops)


def test_sample_gives_cases_without_a_conversation():
    cases = simulator.sample("change_flight", n=3, seed="7")
    assert [case.seed for case in cases] == ["7.0", "7.1", "7.2"]
    assert cases[0].values["booking"] != cases[1].values["booking"]


def test_cases_are_sampled_from_a_part_of_the_population():
    given = simulator.sample("change_flight", n=20, given={"fare": "flex", "depart": {">": "2030-03-20"}})
    assert all(case.values["fare"] == "flex" and case.values["depart"].isoformat() > "2030-03-20" for case in given)
    done = simulator.sample("change_flight", n=20, do={"fare": "flex"})
    assert {case.values["tier"] for case in done} == {"basic", "gold"}
    assert [case.values["tier"] for case in done] == [
        case.values["tier"] for case in simulator.sample("change_flight", n=20)
    ]
    assert len(simulator.sample("change_flight", cover=2, over=["tier", "fare"])) == 4
    assert [case.values["tier"] for case in simulator.sample("change_flight", stratify="tier")] == ["basic", "gold"]


def test_what_is_given_reaches_every_verb():
    assert simulator.play("change_flight", given={"tier": "gold"}).record["case"]["values"]["tier"] == "gold"
    covered = simulator.generate("change_flight", cover=2, over=["tier", "fare"])
    assert [record["options"]["given"] for record in covered.records] == [
        {"fare": record["case"]["values"]["fare"], "tier": record["case"]["values"]["tier"]}
        for record in covered.records
    ]
    assert len(covered) == 4


def test_play_takes_an_object_as_assistant():
    result = simulator.play("return_item", assistant=polite, seed="0.0")
    assert result.record["options"]["assistant"] == "polite"
    assert not result.passed
    assert "I have 11 tools" in result.transcript()


async def test_plain_functions_work_where_a_loop_is_running():
    inside = simulator.play("return_item", seed="0.0").record
    awaited = (await simulator.play_async("return_item", seed="0.0")).record
    assert inside == awaited


async def test_an_error_in_another_thread_reaches_the_caller():
    with pytest.raises(InputError, match="no scenario"):
        simulator.evaluate("no_such_scenario", assistant="nothing")


def test_evaluate_takes_several_assistants_over_the_same_cases():
    result = simulator.evaluate(["return_item", "museum_ticket"], assistant=["reference", "nothing"], n=3)
    by = result.by_assistant()
    assert (by["reference"].success_rate, by["nothing"].success_rate) == (1.0, 0.0)
    cases = [[record["case_id"] for record in part.records] for part in by.values()]
    assert cases[0] == cases[1]
    assert "nothing" in result.report()


def test_generate_keeps_the_verified_apart(tmp_path: Path):
    result = simulator.generate("return_item", n=3, out=tmp_path / "run")
    assert len(result.verified) == 3
    assert result.failed == []
    again = simulator.generate("return_item", n=3, out=tmp_path / "run")
    assert again.records == result.records


def test_a_loaded_scenario_can_be_given_again():
    scenario = simulator.load("museum_ticket")
    assert simulator.play(scenario, seed="1.1").passed


def test_fuzz_gives_bugs_with_their_minimal_conversation():
    (bug,) = simulator.fuzz("museum_ticket", assistant=lambda messages: "Hm.", tries=3)
    assert bug.minimal["minimal_of"] == bug.found["id"]


def test_unknown_options_are_refused():
    with pytest.raises(simulator.SimulatorError, match="unknown option 'sede'"):
        simulator.evaluate("return_item", assistant="nothing", sede=3)


def test_an_object_that_is_no_assistant_is_refused():
    with pytest.raises(SetupError, match="no assistant"):
        simulator.play("return_item", assistant=42)


BOOK = {"type": "object", "properties": {"n": {"type": "integer"}, "to": {"type": "string"}}}
CALL = {"id": "1", "type": "function", "function": {"name": "book", "arguments": '{"n": 2, "to": "Bern"}'}}
LINE: dict[str, Any] = {
    "id": "a",
    "tools": [
        {"type": "function", "function": {"name": "book", "parameters": BOOK}},
        {"type": "function", "function": {"name": "find_room", "parameters": {"type": "object", "properties": {}}}},
    ],
    "messages": [
        {"role": "user", "content": "two rooms in Bern"},
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "1", "content": '{"ok": true}'},
        {"role": "assistant", "content": "Booked 2 rooms."},
    ],
    "expected": {"calls": [{"id": "c", "name": "book", "arguments": {"n": 2, "to": "Bern"}}]},
}


def graded(**expected: Any) -> dict[str, Any]:
    (found,) = simulator.grade([{**LINE, "expected": {"calls": [{"id": "c", "name": "book", **expected}]}}])
    return found


def test_grade_passes_a_right_conversation():
    assert simulator.grade([LINE])[0] == {
        "id": "a",
        "passed": True,
        "failures": [],
        "matched": {"c": 0},
        "dialect": "strict",
    }


@pytest.mark.parametrize(
    ("expected", "kinds"),
    [
        ({"arguments": {"n": 3, "to": "Bern"}}, ["wrong_argument"]),
        ({"arguments": {"n": 3, "to": "Bern"}, "accepted": {"n": [3, 2]}}, []),
        ({"arguments": {"n": 3, "to": "Bern"}, "dont_care": ["n"]}, []),
        ({"arguments": {"n": 3, "to": "Bern"}, "compare": ["to"]}, []),
        ({"arguments": {"n": 2, "to": "Bern"}, "turn": 2}, ["wrong_order"]),
        ({"arguments": {"n": 2}}, ["invented_argument"]),
    ],
)
def test_grade_follows_what_the_line_accepts(expected: dict[str, Any], kinds: list[str]):
    found = graded(**expected)
    assert [failure["kind"] for failure in found["failures"]] == kinds
    assert found["passed"] is (not kinds)


def test_grade_never_guesses_what_the_line_lacks():
    (found,) = simulator.grade([{**LINE, "expected": {**LINE["expected"], "state": {"rooms": {}}}}])
    assert found["passed"] is None
    assert found["needs"] == ["observed.state"]


def test_grade_goes_on_after_an_unreadable_line():
    broken, good = simulator.grade(["{nonsense", LINE])
    assert "error" in broken
    assert good["passed"]


@pytest.mark.parametrize(
    "line", ["", "[]", "3", '{"id": 1}', '{"id": 1, "expected": 3, "messages": []}', '{"a": 1, "a": 2}']
)
def test_grade_says_why_a_line_cannot_be_read(line: str):
    assert simulator.grade([line])[0]["error"]


def test_the_same_assistant_or_scenario_twice_counts_once():
    result = simulator.evaluate([simulator.load("return_item"), "return_item"], assistant=["nothing", "nothing"], n=2)
    assert len(result) == 2


def test_two_assistants_of_one_name_are_refused():
    def reply(messages: list[Any]) -> str:
        return "a"

    first = reply

    def reply(messages: list[Any]) -> str:  # type: ignore[no-redef]
        return "b"

    with pytest.raises(InputError, match="two assistants are both named 'reply'"):
        simulator.evaluate("return_item", assistant=[first, reply], n=1)


def test_plain_calls_work_from_several_threads():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda number: simulator.play("return_item", seed=f"0.{number}").passed, range(8)))
    assert found == [True] * 8


def test_a_plain_script_may_ask_for_several_jobs():
    assert len(simulator.evaluate("return_item", assistant="baseline", n=4, jobs=2)) == 4


def test_a_replay_compares_what_would_be_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from simulator.api import replay

    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-abcdefgh")
    (tmp_path / "leaky.py").write_text(
        "def reply(messages, tools):\n    return 'key sk-ant-abcdefgh and ' + str(2**70)\n"
    )
    monkeypatch.chdir(tmp_path)
    record = simulator.evaluate("return_item", assistant="leaky.py:reply", n=1, out="run").records[0]
    assert "sk-ant" not in (tmp_path / "run" / "records.jsonl").read_text()
    assert replay("run", record["id"]).record["id"] == record["id"]
