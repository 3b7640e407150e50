"""The chat format of OpenAI's fine-tuning: messages and tools, tool-call arguments as JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

Chat = Mapping[str, Any]


def openai_line(
    record: Mapping[str, Any], tools: Sequence[Mapping[str, Any]], bursts: Literal["keep", "join"]
) -> dict[str, Any]:
    """One conversation up to the assistant's last message, with the tools the assistant saw, if any."""
    messages = [_message(message) for message in _to_last_answer(record["messages"])]
    line: dict[str, Any] = {"messages": list(_joined(messages)) if bursts == "join" else messages}
    return {**line, "tools": list(tools)} if tools else line


def _to_last_answer(messages: Sequence[Chat]) -> Sequence[Chat]:
    """A last word of the user teaches an assistant nothing, and trainers refuse to end on it."""
    last = max((at for at, message in enumerate(messages) if message["role"] == "assistant"), default=-1)
    return messages[: last + 1]


def _message(message: Chat) -> dict[str, Any]:
    found: dict[str, Any] = {"role": message["role"], "content": message.get("content")}
    if message.get("tool_calls"):
        found["tool_calls"] = [_call(call) for call in message["tool_calls"]]
    if message["role"] == "tool":
        found["tool_call_id"] = message["tool_call_id"]
    return found


def _call(call: Mapping[str, Any]) -> dict[str, Any]:
    function = call["function"]
    arguments = function["arguments"]
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return {"id": call["id"], "type": "function", "function": {"name": function["name"], "arguments": text}}


def _joined(messages: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The messages with each burst of the user as one message, a line for each part."""
    burst: list[str] = []
    for message in messages:
        if message["role"] == "user":
            burst.append(message["content"] or "")
            continue
        if burst:
            yield {"role": "user", "content": "\n".join(burst)}
            burst = []
        yield message
