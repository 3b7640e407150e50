"""An answer of a given form: JSON that a schema admits, asked for again with the reason where it is not.

A server may be told the schema and still answer otherwise, so nothing is believed that was not checked here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from simulator.messages import Message
from simulator.models.model import Model, ModelError, Request
from simulator.tools.validator import Validator

TRIES = 3
Objection = Callable[[Any], str]


def nothing(_: Any) -> str:
    """No objection to any value."""
    return ""


async def complete_json(
    model: Model, request: Request, schema: Mapping[str, Any], *, objection: Objection = nothing, tries: int = TRIES
) -> Any:
    """The value a model answered, which fits the schema and to which there is no `objection` ("" is none).

    An answer that does not hold is asked for again with the reason, `tries` times in all; then it is a ModelError.
    """
    validator = Validator(schema)
    asked, reason = replace(request, schema=schema), ""
    for _ in range(tries):
        reply = await model.complete(asked)
        value, reason = read(reply.text, validator)
        reason = reason or objection(value)
        if not reason:
            return value
        asked = replace(asked, messages=(*asked.messages, *_again(reply.text, reason)))
    raise ModelError(f"{model.name} gave no usable answer in {tries} tries: {reason}", infrastructure=False)


def read(text: str, validator: Validator) -> tuple[Any, str]:
    """The value in a model's text and what is wrong with it; a fence around it and words before it are no fault."""
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if start < 0:
        return None, "the answer holds no JSON"
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError) as fault:
        return None, f"the answer is no JSON ({fault})" if isinstance(fault, ValueError) else "nested too deep"
    problems = validator.problems(value)
    return value, "; ".join(map(str, problems[:3]))


def _again(text: str, reason: str) -> tuple[Message, Message]:
    said = f"That cannot be used: {reason}. Answer again, with JSON of the schema only."
    return Message(role="assistant", content=text), Message(role="user", content=said)
