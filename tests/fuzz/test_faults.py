"""Each kind of fault from a scenario file to the end: planned, met, stored, replayed, and shrunk with its case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator import api
from simulator.store.read import read_records
from simulator.worlds.faults import KINDS

HIRE = {
    "type": "object",
    "properties": {
        "hire_id": {"type": "string"},
        "status": {"type": "string", "enum": ["open", "closed"]},
        "days": {"type": "integer"},
    },
}
ONE = {"200": {"description": "ok", "content": {"application/json": {"schema": HIRE}}}, "409": {"description": "Busy."}}
MANY = {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": HIRE}}}}}
STATUS = {"type": "object", "required": ["status"], "properties": {"status": HIRE["properties"]["status"]}}
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Hires", "version": "1"},
    "paths": {
        "/hires": {
            "get": {
                "operationId": "list_hires",
                "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                "responses": MANY,
            }
        },
        "/hires/{hire_id}": {
            "parameters": [{"name": "hire_id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"operationId": "get_hire", "responses": ONE},
            "patch": {
                "operationId": "update_hire",
                "requestBody": {"required": True, "content": {"application/json": {"schema": STATUS}}},
                "responses": ONE,
            },
        },
    },
}
SCENARIO = """\
format: 1
name: close_hire
tools: [hires]
variables: {hire: {pattern: "H[0-9]{4}"}, other: {pattern: "K[0-9]{4}"}}
world:
  hires: [{hire_id: "{hire}", status: open, days: 3}, {hire_id: "{other}", status: open, days: 4}]
faults: [{FAULT}, {tool: list_hires, kind: extra_field, field: needless, chance: 0.5}]
goals: [{says: [Please close my hire.], slots: {hire_id: {value: "{hire}", words: [hire number]}}}]
labels: {calls: [{name: update_hire, args: {hire_id: "{hire}", status: closed}}]}
"""
AGENT = """\
import re

SIGN = {sign!r}
STEPS = (("get_hire", {{}}), ("update_hire", {{"status": "closed"}}), ("get_hire", {{}}), ("list_hires", None))


def reply(messages, tools):
    said = " ".join(message["content"] or "" for message in messages if message["role"] == "user")
    number = re.search(r"H[0-9]{{4}}", said)
    if not number:
        return "What is the hire number?"
    results = [message["content"] for message in messages if message["role"] == "tool"]
    if len(results) < len(STEPS):
        name, given = STEPS[len(results)]
        arguments = {{}} if given is None else {{"hire_id": number.group(), **given}}
        function = {{"name": name, "arguments": arguments}}
        call = {{"id": str(len(results)), "type": "function", "function": function}}
        return {{"role": "assistant", "content": None, "tool_calls": [call]}}
    if re.search(SIGN, " ".join((*results[:2], "then", *results[2:]))):
        raise RuntimeError("this agent is not made for that")
    return "Done: the hire has been closed."
"""
# kind -> what the scenario says of it, and by what an agent meets it
FAULTS = {
    "timeout_before": ("tool: get_hire", "timed out"),
    "timeout_after": ("tool: get_hire", "timed out"),
    "error": ("tool: get_hire, status: 503", "error"),
    "declared": ("tool: get_hire", "Busy"),
    "rate_limit": ("tool: get_hire", "Too many requests"),
    "late": ("tool: get_hire", "still being processed"),
    "stale": ("tool: get_hire, nth: 2", 'then [^}]*"status": "open"'),
    "empty": ("tool: get_hire", r"(^|then )\{\}"),
    "missing_field": ("tool: get_hire, field: days", '"status": "[a-z]+"}'),
    "extra_field": ("tool: get_hire", "internal_ref"),
    "wrong_type": ("tool: get_hire, field: days", '"days": "'),
    "paging": ("tool: list_hires", '"next"'),
    "injection": ("tool: get_hire", "ignore your instructions"),
    "renamed_field": ("tool: get_hire, field: days", "days_v2"),
    "renamed_argument": ("tool: get_hire, field: hire_id, to: number", "is now called"),
}


def test_no_kind_is_left_out():
    assert set(FAULTS) == set(KINDS)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_planned_met_kept_replayed_and_shrunk(tmp_path: Path, monkeypatch, kind: str):
    says, sign = FAULTS[kind]
    folder = tmp_path / "tools_specs" / "hires"
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    (tmp_path / "close_hire.yaml").write_text(SCENARIO.replace("{FAULT}", f"{{{says}, kind: {kind}, chance: 0.5}}"))
    (tmp_path / "agent.py").write_text(AGENT.format(sign=sign))
    monkeypatch.chdir(tmp_path)

    (bug,) = api.fuzz("close_hire.yaml", assistant="agent.py:reply", tries=10, out="run")
    assert bug.signature[0].startswith("crash/assistant")
    assert [fault["kind"] for fault in bug.minimal["case"]["faults"]] == [kind]
    (kept,) = [record for record in read_records(Path("run")) if record["id"] == bug.minimal["id"]]
    assert kept["case"]["faults"][0]["kind"] == kind
    again = api.replay("run", bug.minimal["id"])
    assert again.records[0]["messages"] == kept["messages"]


def test_a_failure_that_needs_no_fault_is_shrunk_without_one(tmp_path: Path, monkeypatch):
    folder = tmp_path / "tools_specs" / "hires"
    folder.mkdir(parents=True)
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    faults = "{tool: get_hire, kind: late, chance: 0.9}, {tool: get_hire, kind: injection, chance: 0.9}"
    (tmp_path / "close_hire.yaml").write_text(SCENARIO.replace("{FAULT}", faults))
    (tmp_path / "agent.py").write_text(AGENT.format(sign="status"))
    monkeypatch.chdir(tmp_path)
    (bug,) = api.fuzz("close_hire.yaml", assistant="agent.py:reply", tries=2)
    assert len(bug.found["case"]["faults"]) >= 2
    assert bug.minimal["case"].get("faults", []) == []
