"""What judging costs: short conversations through `grade`, and many calls to pair under an order."""

from __future__ import annotations

import json
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import simulator
from simulator.labels.check import Evidence, check
from simulator.labels.dialects.grade import grade_line
from simulator.labels.dialects.settings import DIALECTS
from simulator.labels.label import CallLabel, Labels
from simulator.messages import End, MadeCall, Message, Note, ToolCall, ToolResult, Trajectory
from simulator.store.regrade import regrade
from simulator.tools.spec import ToolSpec

LINES = 500
RECORDS = 400
SCHEMA = {"type": "object", "properties": {"to": {"type": "string"}, "n": {"type": "integer"}}, "required": ["to"]}
TOOL = ToolSpec(name="send", description="", parameters=SCHEMA, writes=True)


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    line = json.dumps(short_line())
    found = []
    for name, dialect in DIALECTS.items():
        spent = statistics.median(_spent(lambda d=dialect: [grade_line(line, d) for _ in range(LINES)], rounds))
        found.append((f"grade, lines per CPU second ({name})", f"{LINES / spent:,.0f}", "bar 5,000"))
    for count, bar in ((12, "bar 2 ms"), (60, "ends")):
        crowded = evidence(count)
        spent = statistics.median(_spent(lambda e=crowded: check(e), rounds))
        found.append((f"judge {count} calls beside {count} labels in order", f"{spent * 1e3:,.2f} ms", bar))
    return found


def _spent(work: Any, rounds: int) -> list[float]:
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return spent


def short_line() -> dict[str, Any]:
    """A conversation of two calls."""
    function = {"name": "send", "parameters": SCHEMA}
    reads = {"name": "get_user", "parameters": {"type": "object", "properties": {"id": {"type": "string"}}}}
    return {
        "id": "a",
        "tools": [{"type": "function", "function": function}, {"type": "function", "function": reads}],
        "messages": [
            {"role": "user", "content": "Send 5 to user 7, please."},
            _calls("c1", "get_user", '{"id": "7"}'),
            {"role": "tool", "tool_call_id": "c1", "content": '{"name": "Bob"}'},
            _calls("c2", "send", '{"to": "Bob", "n": 5}'),
            {"role": "tool", "tool_call_id": "c2", "content": '{"ok": true}'},
            {"role": "assistant", "content": "I sent 5 to Bob."},
        ],
        "expected": {
            "calls": [
                {"id": "who", "name": "get_user", "arguments": {"id": "7"}, "read_only": True},
                {"id": "sent", "name": "send", "arguments": {"to": "Bob", "n": 5}, "after": ["who"]},
            ],
            "say": ["Bob"],
        },
    }


def _calls(name: str, tool: str, arguments: str) -> dict[str, Any]:
    call = {"id": name, "type": "function", "function": {"name": tool, "arguments": arguments}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def evidence(count: int) -> Evidence:
    """As many calls as labels of one tool, most of which fit several; each label waits for the one before it."""
    labels = [
        CallLabel(
            id=str(at),
            name="send",
            args={"to": {"$any_of": [f"p{at}", f"p{(at + 1) % count}", f"p{(at * 7) % count}"]}, "n": at % 3},
            after=(str(at - 1),) if at else (),
        )
        for at in range(count)
    ]
    sent = [ToolCall(id="", name="send", arguments={"to": f"p{at}", "n": at % 3}) for at in range(count)]
    made = [MadeCall(at=1, turn=1, call=call, result=ToolResult(content=None, wrote=True)) for call in reversed(sent)]
    messages = (Message(role="user", content="all of it"), Message(role="assistant", calls=tuple(sent)))
    trajectory = Trajectory(
        messages=messages, notes=(Note(),) * 2, calls=tuple(made), first=None, last=None, end=End(reason="user_done")
    )
    clock = datetime(2030, 1, 1, tzinfo=UTC)
    return Evidence(
        labels=Labels(calls=tuple(labels), outcome=()), trajectory=trajectory, tools={"send": TOOL}, clock=clock
    )


def regrading(folder: Path, rounds: int) -> list[tuple[str, str, str]]:
    """What it costs to judge a stored run again."""
    run = folder / "regrade"
    simulator.evaluate(["change_flight", "return_item"], assistant=["reference", "baseline"], n=RECORDS // 4, out=run)
    spent = statistics.median(_spent(lambda: list(regrade(run)), rounds))
    return [("regrade 10,000 records", f"{spent / RECORDS * 10_000:,.1f} s", "bar 20 s")]
