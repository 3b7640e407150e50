"""An answer that holds: it is checked, and asked for again with the reason where it does not; JSON by its schema.

A server may be told the schema and still answer otherwise, so nothing is believed that was not checked here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from simulator.errors import redact
from simulator.messages import Message, no_repeats
from simulator.models.model import Model, ModelError, Request
from simulator.tools.validator import Validator

TRIES = 3
AGAIN = "That cannot be used: {reason}. Answer again, with JSON of the schema only."
OPENS = re.compile(r"[{\[]")
STARTS = 40
"""Places where a value may begin that are looked at: a model may have thought aloud before, in braces too."""
_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=no_repeats)
Objection = Callable[[Any], str]
V = TypeVar("V")


async def attempted(
    model: Model, request: Request, read: Callable[[str], tuple[V, str]], *, again: str, tries: int = TRIES
) -> tuple[V, str]:
    """What `read` makes of the first answer it has nothing against, and ""; or of the last one, and what is wrong.

    `again` is what the model is told then, with {reason} in it.
    """
    for number in range(1, tries + 1):
        reply = await model.complete(request)
        value, reason = read(redact(reply.text))  # what comes of it is written to files
        if not reason or number == tries:
            break
        told = Message(role="user", content=again.replace("{reason}", reason))
        request = replace(request, messages=(*request.messages, Message(role="assistant", content=reply.text), told))
    return value, reason


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

    def value_of(text: str) -> tuple[Any, str]:
        value, reason = read(text, validator)
        return value, reason or objection(value)

    value, reason = await attempted(model, replace(request, schema=schema), value_of, again=AGAIN, tries=tries)
    if reason:
        raise ModelError(f"{model.name} gave no usable answer in {tries} tries: {reason}", infrastructure=False)
    return value


def read(text: str, validator: Validator) -> tuple[Any, str]:
    """The value in a model's text and what is wrong with it; a fence around it and words before it are no fault.

    Of several values the first that fits is taken; where none does, the first is told about.
    """
    found: list[tuple[Any, str]] = []
    end = 0
    for place in islice(OPENS.finditer(text), STARTS):
        if place.start() < end:
            continue  # it is part of a value that was read
        value, reason, end = _value(text, place.start(), validator)
        if not reason:
            return value, ""
        found.append((value, reason))
    return found[0] if found else (None, "the answer holds no JSON")


def _value(text: str, start: int, validator: Validator) -> tuple[Any, str, int]:
    """The value that begins there, what is wrong with it, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except RecursionError:
        return None, "nested too deep", start
    except ValueError as fault:
        return None, f"the answer is no JSON ({fault})", start
    return value, "; ".join(map(str, validator.problems(value)[:3])), end
