"""Lines that somebody else wrote: what cannot be read is said, and nothing breaks the judge."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from simulator.labels.dialects.grade import grade_line
from simulator.labels.dialects.settings import DIALECTS

GOOD: dict[str, Any] = {
    "id": 1,
    "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}],
    "messages": [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "tool_calls": [{"id": "1", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "1", "content": "ok"},
    ],
    "expected": {
        "calls": [{"id": "c", "name": "f", "arguments": {"a": 1}, "accepted": {"a": [{"$object": {"b": [1]}}]}}],
        "never": ["g"], "say": ["x"], "state": {"t": {}}, "states": [{"n": 1}], "results": [[1]],
    },
    "observed": {"state": {"t": {}}, "states": [{"n": 1}], "results": [[1]]},
}  # fmt: skip
ODD = (None, True, -1.5, "", [], {}, [1], {"a": 1}, {"$object": 3}, {"$items": [1]}, {"$regex": "("}, {"$any": True})


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


@pytest.mark.parametrize("path", [path for path in places(GOOD) if path], ids=repr)
def test_anything_anywhere_gives_a_verdict_or_an_error(path: tuple[Any, ...]):
    for odd in ODD:
        line = copy.deepcopy(GOOD)
        holder = line
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = odd
        for dialect in DIALECTS.values():
            found = grade_line(json.dumps(line), dialect)
            assert ("error" in found) != ("passed" in found)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("messages", 3, "messages is no list"),
        ("expected", None, "expected is no object"),
        ("messages", [{"role": "ghost"}], "message 1: unknown role 'ghost'"),
        ("messages", [{"role": "assistant", "tool_calls": [{}]}], "message 1: a tool call has no function name"),
        ("tools", [{"function": {}}], "a tool has no name"),
    ],
)
def test_the_error_says_what_is_wrong(part: str, value: Any, said: str):
    assert grade_line({**GOOD, part: value})["error"] == said


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([{"name": "f", "id": "x"}, {"name": "g", "id": "x"}], "two expected calls have the id 'x'"),
        ([{"name": "f", "id": "x", "after": ["y"]}], "x: after names 'y', which is no other expected call"),
        ([{"name": "f", "turn": "2"}], "call1: turn is '2', no whole number from 1"),
        ([{"name": "f", "accepted": {"a": 3}}], "call1: accepted.a is no list of values"),
        ([{"name": "f", "requestor": "me"}], "call1: requestor is 'me', not assistant or user"),
    ],
)
def test_an_expected_call_that_makes_no_sense_is_an_error(calls: list[Any], said: str):
    assert grade_line({**GOOD, "expected": {"calls": calls}})["error"] == said


def test_deep_nesting_is_an_error_and_no_crash():
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    assert "nested deeper" in grade_line({**GOOD, "expected": {"state": deep}})["error"]
    assert "error" in grade_line('{"id": ' + "[" * 100_000)
