"""What a judge thinks of a conversation, asked for through a schema; the conversation stands between marks.

After G-Eval (Liu et al. 2023) reasons come before marks, and after MT-Bench (Zheng et al. 2023) a preference counts
only where it stays when the two change places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from simulator.frozen import dataclass
from simulator.judge.rubric import Rubric
from simulator.messages import Message
from simulator.models.model import Model, Request
from simulator.models.structured import complete_json
from simulator.prompts.prompt import Prompt, fenced, prompt

Preference = Literal["first", "second", "equal"]
LOWEST, HIGHEST = 1, 5
LONGEST = 60_000
OTHER: Mapping[Preference, Preference] = {"first": "second", "second": "first", "equal": "equal"}
REASON = {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One criterion's mark from 1 to 5, and why."""

    mark: int
    reason: str


def marking() -> Prompt:
    """The prompt that asks for marks."""
    return prompt("judge")


def preferring() -> Prompt:
    """The prompt that asks for a preference."""
    return prompt("prefer")


async def marks(model: Model, messages: Sequence[Mapping[str, Any]], rubric: Rubric) -> dict[str, Mark]:
    """A mark for every criterion; a ModelError where the judge gives none."""
    one = {
        "type": "object",
        "properties": {"reason": REASON, "mark": {"type": "integer", "enum": list(range(LOWEST, HIGHEST + 1))}},
        "required": ["reason", "mark"],
        "additionalProperties": False,
    }
    schema = _object(dict.fromkeys(rubric.criteria, one))
    request = _request(marking().filled(criteria=rubric.listed()), {"conversation": script(messages)})
    found = await complete_json(model, request, schema)
    return {name: Mark(mark=int(found[name]["mark"]), reason=found[name]["reason"]) for name in rubric.criteria}


async def preference(
    model: Model, first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]], rubric: Rubric
) -> tuple[Preference, tuple[str, str]]:
    """Which of two conversations is better, asked in both orders, with both reasons; `equal` where order decides."""
    one, why = await _prefer(model, first, second, rubric)
    other, also = await _prefer(model, second, first, rubric)
    return (one if one == OTHER[other] else "equal"), (why, also)


async def _prefer(
    model: Model, first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]], rubric: Rubric
) -> tuple[Preference, str]:
    schema = _object({"reason": REASON, "better": {"type": "string", "enum": list(OTHER)}})
    texts = {"first": script(first), "second": script(second)}
    found = await complete_json(model, _request(preferring().filled(criteria=rubric.listed()), texts), schema)
    return found["better"], found["reason"]


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _request(system: str, texts: Mapping[str, str]) -> Request:
    return Request(system=system, messages=(Message(role="user", content=fenced(texts)),))


def script(messages: Sequence[Mapping[str, Any]]) -> str:
    """A conversation as a judge reads it: rules, turns, calls and results; a very long one without its middle."""
    text = "\n\n".join(line for message in messages for line in _lines(message))
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half]}\n\n[{len(text) - 2 * half} characters left out]\n\n{text[-half:]}"


def _lines(message: Mapping[str, Any]) -> list[str]:
    role, text = message["role"], message.get("content") or ""
    if role == "system":
        return [f"RULES: {text}"] if text.strip() else []
    if role == "tool":
        return [f"RESULT: {text}"]
    said = [f"{role.upper()}: {text}"] if text.strip() or not message.get("tool_calls") else []
    called = [call["function"] for call in message.get("tool_calls") or ()]
    return said + [f"CALL: {call['name']}({_written(call['arguments'])})" for call in called]


def _written(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
