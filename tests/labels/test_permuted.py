"""How labels, arguments and keys are listed, and what ids they have, never changes a verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulator.labels.dialects.grade import grade_line
from simulator.labels.dialects.settings import DIALECTS

values = some.sampled_from([1, 2, "x", [1, 2], {"p": 1, "q": 2}])
arguments = some.dictionaries(some.sampled_from("abc"), values, max_size=3)
made = some.lists(some.tuples(some.sampled_from(["book", "send", "get_it"]), arguments), max_size=4)
labels = some.lists(some.tuples(some.sampled_from(["book", "send", "get_it"]), arguments, some.booleans()), max_size=4)


def turned(value: Any) -> Any:
    """The value with the keys of its objects the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def line(calls: Any, expected: list[dict[str, Any]]) -> dict[str, Any]:
    tools = [{"function": {"name": name, "parameters": {"properties": {a: {} for a in "abc"}}}} for name in
             ("book", "send", "get_it")]  # fmt: skip
    messages: list[dict[str, Any]] = [{"role": "user", "content": "1 2 x"}]
    for name, sent in calls:
        messages.append({"role": "assistant", "tool_calls": [{"function": {"name": name, "arguments": sent}}]})
        messages.append({"role": "tool", "content": "{}"})
    return {"id": 1, "tools": tools, "messages": messages, "expected": {"calls": expected}}


@pytest.mark.parametrize("dialect", [*DIALECTS])
@given(calls=made, wanted=labels, mixed=some.randoms(use_true_random=False))
def test_no_order_of_labels_arguments_or_keys_counts(dialect: str, calls: Any, wanted: Any, mixed: Any):
    expected = [
        {"id": f"l{at}", "name": name, "arguments": args, **({"after": [f"l{at - 1}"]} if late and at else {})}
        for at, (name, args, late) in enumerate(wanted)
    ]
    other = [turned(label) for label in expected]
    mixed.shuffle(other)
    one = grade_line(json.dumps(line(calls, expected)), DIALECTS[dialect])
    two = grade_line(json.dumps(line([turned(list(call)) for call in calls], other)), DIALECTS[dialect])
    assert "error" not in one
    assert one["passed"] == two["passed"]
    if dialect == "strict":
        assert sorted((f["kind"], f["where"]) for f in one["failures"]) == sorted(
            (f["kind"], f["where"]) for f in two["failures"]
        )
