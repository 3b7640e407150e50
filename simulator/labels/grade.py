"""Conversations that somebody else recorded, judged by the same checker: one JSON line in, one verdict out.

What a verdict needs and a line lacks is named in `needs`, and `passed` is null: never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.labels.check import Evidence, check
from simulator.labels.failures import Failure, Verdict
from simulator.labels.label import CallLabel, Labels, Said
from simulator.messages import (
    End,
    MadeCall,
    Message,
    Note,
    ToolCall,
    ToolResult,
    Trajectory,
    from_openai,
    parse_strict,
)
from simulator.tools.spec import ToolSpec
from simulator.worlds.state import differences

DIALECT = "strict"
CLOCK = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
READS = ("get", "list", "search", "find", "look", "read", "check", "show", "query", "fetch", "view", "count")


class _Unreadable(ValueError):
    """Why a line cannot be judged."""


def grade_line(line: str | Mapping[str, Any]) -> dict[str, Any]:
    """The verdict on one line of the grade form, or `error` where the line cannot be read."""
    name: Any = None
    try:
        found = _object(line)
        name = found.get("id")
        return {"id": name, **_graded(found), "dialect": DIALECT}
    except (_Unreadable, ValueError, KeyError, TypeError, AttributeError) as broken:
        what = f"lacks {broken}" if isinstance(broken, KeyError) else str(broken)
        return {"id": name, "error": what, "dialect": DIALECT}


def _object(line: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(line, Mapping):
        return line
    found, problem = parse_strict(line)
    if problem or not isinstance(found, dict):
        raise _Unreadable(problem or "the line is no JSON object")
    return found


def _graded(line: Mapping[str, Any]) -> dict[str, Any]:
    expected, observed = line["expected"], line.get("observed") or {}
    needs = [f"observed.{part}" for part in ("state", "states", "results") if part in expected and part not in observed]
    if needs:
        return {"passed": None, "needs": needs, "failures": [], "matched": {}}
    tools = {tool.name: tool for tool in map(_tool, line.get("tools") or (), _reads(expected, line))}
    labels = _labels(expected)
    verdict = check(Evidence(labels=labels, trajectory=_trajectory(line["messages"]), tools=tools, clock=CLOCK))
    failures = [*verdict.failures, *_states(expected, observed), *_turns(expected, line["messages"], verdict)]
    return {
        "passed": not failures,
        "failures": [_failure(failure) for failure in failures],
        "matched": dict(verdict.matched),
    }


def _reads(expected: Mapping[str, Any], line: Mapping[str, Any]) -> list[bool]:
    """Which tools only read: as a label says, else by their first word."""
    said = {call["name"]: call["read_only"] for call in expected.get("calls") or () if "read_only" in call}
    names = [_function(tool).get("name", "") for tool in line.get("tools") or ()]
    return [said.get(name, str(name).lower().startswith(READS)) for name in names]


def _function(tool: Mapping[str, Any]) -> Mapping[str, Any]:
    found = tool.get("function", tool)
    return found if isinstance(found, Mapping) else {}


def _tool(found: Mapping[str, Any], reads: bool) -> ToolSpec:
    function = _function(found)
    parameters = function.get("parameters") or {"type": "object"}
    return ToolSpec(
        name=function["name"], description=str(function.get("description", "")), parameters=parameters, writes=not reads
    )


def _labels(expected: Mapping[str, Any]) -> Labels:
    calls = [call for call in expected.get("calls") or () if call.get("requestor", "assistant") == "assistant"]
    labels = [_call(call, str(call.get("id") or f"call{index + 1}")) for index, call in enumerate(calls)]
    if expected.get("ordered"):
        labels = [_after(label, labels[:index]) for index, label in enumerate(labels)]
    never = tuple(_call(call, f"never {call['name']}") for call in map(_named, expected.get("never") or ()))
    say = tuple(Said(text=text) for text in expected.get("say") or ())
    return Labels(calls=tuple(labels), never=never, say=say, outcome=())


def _named(found: Any) -> Mapping[str, Any]:
    return {"name": found} if isinstance(found, str) else found


def _after(label: CallLabel, before: Sequence[CallLabel]) -> CallLabel:
    after = tuple(dict.fromkeys((*label.after, *(other.id for other in before[-1:]))))
    return CallLabel(id=label.id, name=label.name, args=label.args, after=after)


def _call(found: Mapping[str, Any], name: str) -> CallLabel:
    arguments, accepted = found.get("arguments") or {}, found.get("accepted") or {}
    optional, dont_care = found.get("optional") or (), found.get("dont_care") or ()
    compared = found.get("compare")
    args: dict[str, Any] = {}
    for key in dict.fromkeys((*arguments, *accepted, *dont_care)):
        values = list(accepted.get(key, ())) or [arguments.get(key)]
        if key in dont_care or (compared is not None and key not in compared):
            args[key] = {"$any": True}
        elif key in optional:
            args[key] = {"$any_of": [*values, {"$absent": True}]}
        else:
            args[key] = values[0] if len(values) == 1 else {"$any_of": values}
    return CallLabel(id=name, name=found["name"], args=args, after=tuple(map(str, found.get("after") or ())))


def _trajectory(messages: Sequence[Mapping[str, Any]]) -> Trajectory:
    read = [from_openai(message) for message in messages]
    results = {message.call_id: _result(message) for message in read if message.role == "tool"}
    calls: list[MadeCall] = []
    turn = 0
    for at, message in enumerate(read):
        turn += message.role == "user"
        calls += [_made(at, turn, call, results) for call in message.calls]
    return Trajectory(
        messages=tuple(read),
        notes=tuple(Note() for _ in read),
        calls=tuple(calls),
        first=None,
        last=None,
        end=End(reason="user_done"),
    )


def _made(at: int, turn: int, call: ToolCall, results: Mapping[str, ToolResult]) -> MadeCall:
    result = results.get(call.id, ToolResult(content=None))
    if call.problem:
        result = ToolResult(content=result.content, status=400, refused="malformed")
    return MadeCall(at=at, turn=turn, call=call, result=result)


def _result(message: Message) -> ToolResult:
    found, problem = parse_strict(message.content)
    content = message.content if problem else found
    failed = isinstance(content, Mapping) and bool(content.get("error"))
    return ToolResult(content=content, status=400 if failed else 200)


def _turns(expected: Mapping[str, Any], messages: Sequence[Mapping[str, Any]], verdict: Verdict) -> list[Failure]:
    """Calls that were made in another turn than labelled; `turn` counts user messages from 1."""
    trajectory = _trajectory(messages)
    wanted = {
        str(call.get("id") or f"call{i + 1}"): call.get("turn") for i, call in enumerate(expected.get("calls") or ())
    }
    found = []
    for name, index in verdict.matched.items():
        made = trajectory.calls[index]
        if wanted.get(name) is not None and wanted[name] != made.turn:
            found.append(
                Failure(
                    kind="wrong_order", where=made.call.name, expected=wanted[name], got=made.turn, proof="user turn"
                )
            )
    return found


def _states(expected: Mapping[str, Any], observed: Mapping[str, Any]) -> list[Failure]:
    if "state" not in expected:
        return []
    found = differences(expected["state"], observed["state"], {})
    return [Failure(kind="wrong_state", where="state", proof="; ".join(found[:5]))] if found else []


def _failure(failure: Failure) -> dict[str, Any]:
    found = {"kind": failure.kind, "blame": failure.blame, "where": failure.where}
    extra = {
        name: getattr(failure, name)
        for name in ("expected", "got", "proof")
        if getattr(failure, name) not in (None, "")
    }
    return {**found, **extra}
