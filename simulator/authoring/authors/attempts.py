"""A text from a model that holds: each attempt is checked, and what is wrong is said before the next one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from simulator.messages import Message
from simulator.models.model import Model, Request

TRIES = 3
FENCE = re.compile(r"```[a-z]*\n(.*?)\n?```", re.DOTALL)
Check = Callable[[str], str]
"""What is wrong with an attempt; "" where nothing is."""


async def attempted(model: Model, request: Request, check: Check, *, tries: int = TRIES) -> tuple[str, str]:
    """The first attempt that holds and "", or the last one and what was wrong with it."""
    text = problem = ""
    for _ in range(tries):
        reply = await model.complete(request)
        text = unfenced(reply.text)
        problem = check(text)
        if not problem:
            return text, ""
        said = f"That does not hold:\n{problem}\nWrite the whole answer again, with that put right."
        again = (Message(role="assistant", content=reply.text), Message(role="user", content=said))
        request = replace(request, messages=(*request.messages, *again))
    return text, problem


def unfenced(text: str) -> str:
    """What stands in the first fence of an answer, or all of it where there is none."""
    found = FENCE.search(text)
    return (found[1] if found else text).strip() + "\n"
