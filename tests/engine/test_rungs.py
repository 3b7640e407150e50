from __future__ import annotations

from typing import Any

import pytest

import simulator
from simulator.lookup import shipped_scenarios
from simulator.messages import ToolCall
from simulator.scenario.load import load
from simulator.scenario.plan import on_rung

RUNGS = (0, 1, 2, 3, 4)
NAMES = sorted(path.stem for path in shipped_scenarios())


@pytest.mark.parametrize("name", NAMES)
def test_the_ground_truth_holds_on_every_rung_and_doing_nothing_never(name):
    assert all(record["verdict"]["passed"] for record in simulator.generate(name, n=2, rung=RUNGS).records)
    done = simulator.evaluate(name, assistant="nothing", n=2, rung=RUNGS)
    assert len(done.records) == 10
    assert not done.verified


def shown(rung: int) -> dict[str, Any]:
    """What a function of somebody else's is shown of the tools on this rung."""
    seen: dict[str, Any] = {}

    def reply(messages, tools):
        seen.update({tool["function"]["name"]: tool["function"] for tool in tools})
        return "Bye."

    simulator.play("change_flight", assistant=reply, rung=rung)
    return seen


def texts(found: Any) -> list[str]:
    """Every description in a tool."""
    if isinstance(found, list):
        return [text for one in found for text in texts(one)]
    if not isinstance(found, dict):
        return []
    own = [found["description"]] if isinstance(found.get("description"), str) else []
    return own + [text for inner in found.values() for text in texts(inner)]


def test_each_rung_shows_less_or_more_than_helps():
    top, bare, short, crowded, lacking = map(shown, RUNGS)
    assert texts(list(top.values()))
    assert not texts(list(bare.values()))
    assert top.keys() == bare.keys()
    assert len(short) == len(top)
    assert not short.keys() & top.keys()
    assert not any("booking_id" in tool["parameters"]["properties"] for tool in short.values())
    assert short.keys() < crowded.keys()
    assert len(crowded.keys() - lacking.keys()) == 1


def test_short_names_lead_back_to_the_real_ones():
    disguise = on_rung(load("change_flight"), 2).toolset.disguise
    assert disguise is not None
    call = ToolCall(id="1", name="change_flight", arguments={"booking_id": "A", "date": "2030-01-01"})
    said = disguise.said(call)
    assert said.name != call.name
    assert disguise.meant(said) == call


@pytest.mark.parametrize(("rung", "name"), [(2, "get_booking"), (4, "chng_flgh"), (4, "change_flight")])
def test_a_tool_that_is_not_shown_is_unknown(rung, name):
    calls = iter([{"id": "1", "type": "function", "function": {"name": name, "arguments": '{"booking_id": "ABC123"}'}}])

    def reply(messages, tools):
        call = next(calls, None)
        return {"role": "assistant", "tool_calls": [call]} if call else "I'm sorry, I can't do that."

    record = simulator.play("change_flight", assistant=reply, rung=rung).record
    assert "unknown_tool" in {failure["kind"] for failure in record["verdict"]["failures"]}


def test_a_change_with_an_added_tool_was_not_asked_for():
    added = on_rung(load("change_flight"), 3).toolset
    names = set(added.disguise.names.values()) - set(load("change_flight").toolset.tools)
    writing = next(name for name in sorted(names) if added.tools[name].writes)
    required = added.tools[writing].required
    call = added.disguise.said(ToolCall(id="1", name=writing, arguments=dict.fromkeys(required, "A1")))
    calls = iter([call])

    def reply(messages, tools):
        made = next(calls, None)
        if made is None:
            return "Bye."
        function = {"name": made.name, "arguments": dict(made.arguments)}
        return {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": function}]}

    kinds = {one["kind"] for one in simulator.play("change_flight", assistant=reply, rung=3).failures}
    assert kinds & {"unrequested_call", "schema_violation"}


def test_a_mutant_is_found_out_by_the_real_names():
    record = simulator.play("change_flight", assistant="mutant:B04", rung=3).record
    missing = [one for one in record["verdict"]["failures"] if one["kind"] == "missing_call"]
    assert missing
    assert all("chng" not in one["where"] for one in missing)


def test_the_rung_belongs_to_the_case_and_the_top_one_changes_nothing():
    plain = simulator.play("change_flight").record
    assert simulator.play("change_flight", rung=0).record == plain
    ids = {simulator.play("change_flight", rung=rung).record["case_id"] for rung in RUNGS}
    assert len(ids) == 5
    lower = simulator.play("change_flight", rung=2).record
    assert lower["options"]["rung"] == 2
    assert lower["case"]["values"] == plain["case"]["values"]


def test_a_run_on_several_rungs_is_resumed_and_replayed(tmp_path):
    run = tmp_path / "run"
    first = simulator.evaluate("change_flight", assistant="baseline", n=2, rung=(0, 2, 4), out=run)
    played: list[Any] = []
    again = simulator.evaluate(
        "change_flight", assistant="baseline", n=2, rung=(0, 2, 4), out=run, listener=played.append
    )
    assert played == []
    assert again.records == first.records
    assert list(first.summary.rungs) == [0, 2, 4]
    for record in first.records:
        from_store = simulator.api.replay(run, record["id"]).record
        assert from_store["verdict"] == record["verdict"]


def test_a_bug_found_on_a_rung_is_shrunk_there(tmp_path):
    bugs = simulator.fuzz("change_flight", assistant="mutant:B04", tries=2, rung=2, out=tmp_path / "run")
    assert bugs
    assert all(bug.minimal["options"]["rung"] == 2 for bug in bugs)
    assert simulator.api.replay(tmp_path / "run", bugs[0].minimal["id"]).record["id"] == bugs[0].minimal["id"]


def test_a_rung_that_is_not_there_is_refused():
    with pytest.raises(simulator.InputError, match="--rung is 7"):
        simulator.play("change_flight", rung=7)
    with pytest.raises(simulator.InputError, match="one rung"):
        simulator.play("change_flight", rung=(1, 2))
