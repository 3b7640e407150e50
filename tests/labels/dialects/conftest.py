"""Lines of the grade form, written down shortly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from simulator.labels.dialects.grade import dialect_of, grade_line

Shown = dict[str, Any]


def tool(name: str, required: Sequence[str] = (), **properties: Any) -> Shown:
    parameters = {"type": "object", "properties": properties, "required": list(required)}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


def call(name: str, arguments: Any = None, result: Any = None) -> list[Shown]:
    """An assistant message with one call, and its answer."""
    return calls((name, arguments, result))


def calls(*made: tuple[str, Any, Any], role: str = "assistant") -> list[Shown]:
    """One message with several calls, and their answers."""
    several = [
        {"id": f"c{at}", "type": "function", "function": {"name": name, "arguments": arguments or {}}}
        for at, (name, arguments, _) in enumerate(made)
    ]
    answers = [
        {"role": "tool", "tool_call_id": f"c{at}", "content": json.dumps({"ok": True} if result is None else result)}
        for at, (_, _, result) in enumerate(made)
    ]
    return [{"role": role, "content": None, "tool_calls": several}, *answers]


def user(text: str = "Please do it.") -> Shown:
    return {"role": "user", "content": text}


def says(text: str) -> Shown:
    return {"role": "assistant", "content": text}


def line(
    messages: Sequence[Any], *expected: Mapping[str, Any], tools: Sequence[Shown] = (), observed: Any = None,
    **more: Any,
) -> Shown:  # fmt: skip
    """A line; messages may hold lists of messages."""
    flat = [one for message in messages for one in (message if isinstance(message, list) else [message])]
    found = {"id": "a", "tools": list(tools), "messages": flat, "expected": {"calls": list(expected), **more}}
    return {**found, "observed": observed} if observed is not None else found


def graded(found: Shown, dialect: str = "strict") -> Shown:
    """The verdict, by way of the text that a file would hold."""
    return grade_line(json.dumps(found), dialect_of(dialect))


def kinds(found: Shown, dialect: str = "strict") -> list[str]:
    verdict = graded(found, dialect)
    assert "error" not in verdict, verdict
    assert verdict["passed"] is not None, verdict
    assert verdict["passed"] is (not verdict["failures"])
    return [failure["kind"] for failure in verdict["failures"]]


class Form:
    """What a test writes lines with, and how it has them judged."""

    tool = staticmethod(tool)
    call = staticmethod(call)
    calls = staticmethod(calls)
    user = staticmethod(user)
    says = staticmethod(says)
    line = staticmethod(line)
    graded = staticmethod(graded)
    kinds = staticmethod(kinds)


@pytest.fixture(scope="session")
def form() -> type[Form]:
    return Form
