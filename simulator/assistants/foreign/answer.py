"""What a foreign agent answered, as a `Reply`: text that can be written, call ids that are unique, strict arguments.

One defined outcome each: a lone surrogate in a text becomes U+FFFD; one in an argument makes the call malformed; a
missing or repeated call id is replaced by counting; nothing said is an empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.assistants.assistant import InnerCall, Reply
from simulator.messages import ToolCall, from_openai, plain_json


class CallIds:
    """Makes the call ids of one conversation unique, the same way every time."""

    __slots__ = ("_count", "_seen")

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._count = 0

    def unique(self, wanted: str) -> str:
        """The id itself the first time it comes up, else the next free one."""
        found = wanted
        while not found or found in self._seen:
            self._count += 1
            found = f"{wanted or 'call'}_{self._count}"
        self._seen.add(found)
        return found


def clean_text(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates replaced, so that it can be written as UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def clean_call(call: ToolCall, ids: CallIds) -> ToolCall:
    """The call with an id of its own, and malformed where its arguments hold what is no text."""
    arguments, raw, problem = call.arguments, call.raw, call.problem
    if arguments is not None:
        written = plain_json(arguments)
        if clean_text(written) != written:
            arguments, raw, problem = None, written, "a lone surrogate is no text"
    name, id = clean_text(call.name), ids.unique(clean_text(call.id))
    return ToolCall(id=id, name=name, arguments=arguments, raw=clean_text(raw), problem=problem)


def clean_reply(reply: Reply, ids: CallIds) -> Reply:
    """The reply, fit to be recorded."""
    inner = tuple([InnerCall(call=clean_call(made.call, ids), result=made.result) for made in reply.inner])
    calls = tuple([clean_call(call, ids) for call in reply.calls])
    return Reply(text=clean_text(reply.text), calls=calls, inner=inner, usage=reply.usage)


def read_answer(answer: Any) -> Reply:
    """A text, an OpenAI assistant message (object or dict) or a `Reply`; anything else is the agent's TypeError."""
    if isinstance(answer, str):
        return Reply(text=answer)
    if isinstance(answer, Reply):
        return answer
    if not isinstance(answer, Mapping) and hasattr(answer, "model_dump"):
        answer = answer.model_dump()
    if not isinstance(answer, Mapping) or not {"content", "tool_calls"} & answer.keys():
        raise TypeError(f"the agent answered {type(answer).__name__}, no text and no OpenAI assistant message")
    message = from_openai(answer)
    if message.role != "assistant":
        raise ValueError(f"the agent answered a message of role {message.role!r}")
    return Reply(text=message.content, calls=message.calls)
