"""`openai:MODEL`: OpenAI, and every server that speaks its chat completions (vLLM, Ollama, llama.cpp …).

A small client of our own: one POST an answer, no sampling parameter, the key in no text of ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.errors import SetupError
from simulator.messages import Message, ToolCall, from_openai, to_openai
from simulator.models.model import Blocks, Finish, ModelError, ModelReply, Request, Usage
from simulator.models.shallow import read_as
from simulator.models.usage import count, with_tokens
from simulator.models.wire.body import to_bytes
from simulator.models.wire.endpoint import shown_address
from simulator.models.wire.http import Wire
from simulator.models.wire.steady import Answer, Broken, NeverReached, Steady
from simulator.models.wire.wiring import Wiring, address, is_here, key_in

KEY, ADDRESS = "OPENAI_API_KEY", "OPENAI_BASE_URL"
OWN = "https://api.openai.com/v1"
FINISHES: Mapping[str, Finish] = {
    "stop": "stop",
    "eos_token": "stop",
    "stop_sequence": "stop",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "length": "length",
    "content_filter": "refusal",
}
OPAQUE = ("reasoning_content", "reasoning", "reasoning_details")
"""What servers call the thinking they want back."""

SETUP = {
    401: (f"the key in {KEY} was refused", f"set {KEY} to a valid key"),
    402: ("the account behind the key cannot pay", "see the account's billing page"),
    403: ("the key may not use this model", f"set {KEY} to a key with access"),
    404: ("no such model or address", "check the model's name and --base-url"),
    405: ("no such address", "check --base-url; it mostly ends in /v1"),
}


class OpenAIModel:
    """One model of a server of chat completions."""

    def __init__(self, model: str, *, wiring: Wiring | None = None) -> None:
        wiring = wiring or Wiring()
        self.name = f"openai:{model}"
        self._model, self._replied = model, False
        base, key = base_url(wiring), key_in(KEY)
        if not key and not is_here(base):
            hint = f"export {KEY}=…, or --base-url http://127.0.0.1:8000/v1 for a server of your own"
            raise SetupError(f"{self.name} needs a key: {KEY} is not set", hint=hint)
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._shown, self._limit = shown_address(base), "max_completion_tokens" if base == OWN else "max_tokens"
        self._wire = Wire(f"{base}/chat/completions", headers=headers, shown=self._shown)
        self._steady = Steady(self._sent, name=self.name, wiring=wiring)

    def hold(self) -> None:
        self._wire.hold()

    async def release(self) -> None:
        await self._wire.release()

    async def complete(self, request: Request) -> ModelReply:
        """The model's answer; a wire that stays broken is a ModelError."""
        body = self._body(request)
        reply = await self._steady.ask(body, self._read, request.waited)
        self._replied = True
        return with_tokens(reply, body)

    async def _sent(self, content: bytes) -> Answer:
        try:
            return await self._wire.send(content)
        except NeverReached as fault:
            if self._replied or not is_here(self._shown):
                raise
            hint = "start the server, or correct --base-url"
            raise SetupError(f"no server answers at {self._shown} ({fault.said})", hint=hint) from None

    def _read(self, answer: Answer) -> ModelReply:
        if answer.status >= 300:
            raise self._refusal(answer.status)
        try:
            return read_reply(answer.content)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            raise Broken("sent a broken answer") from None

    def _refusal(self, status: int) -> Exception:
        # The body of a refusal may echo the key, so only its number is told.
        if status in SETUP and not self._replied:
            said, hint = SETUP[status]
            return SetupError(f"{self.name}: {said} (HTTP {status} from {self._shown})", hint=hint)
        return ModelError(f"{self.name} answered HTTP {status}", infrastructure=True)

    def _body(self, request: Request) -> bytes:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": wire_messages(request),
            self._limit: request.max_tokens,
        }
        if request.tools:
            body["tools"] = [tool.to_openai() for tool in request.tools]
        if request.schema is not None:
            wanted = {"name": "answer", "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": wanted}
        return to_bytes(body)


def base_url(wiring: Wiring) -> str:
    """The address of the server: the flag's, the environment's or OpenAI's own."""
    if wiring.base_url:
        return address(wiring.base_url, flag="--base-url")
    return address(os.environ.get(ADDRESS) or OWN, flag=ADDRESS)


def wire_messages(request: Request) -> list[dict[str, Any]]:
    """The conversation in chat form, the system text first."""
    found = [{"role": "system", "content": request.system}] if request.system.strip() else []
    for index, message in enumerate(request.messages):
        found.append(_wire_message(message, request.blocks.get(index, ())))
    return found


def _wire_message(message: Message, blocks: Blocks) -> dict[str, Any]:
    found = to_openai(message, wire=True)
    found.pop("name", None)
    for call in found.get("tool_calls", ()):
        if not _is_object(call["function"]["arguments"]):
            call["function"]["arguments"] = "{}"
    for block in blocks:
        found.update(block)
    return found


def _is_object(arguments: str) -> bool:
    """Whether servers can read it: many do, of what was called before, and else refuse the whole request."""
    try:
        return isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):
        return False


def read_reply(content: bytes) -> ModelReply:
    """What a server answered; raises ValueError, KeyError or TypeError where that is no answer."""
    return read_as(content, _reply)


def _reply(text: str) -> ModelReply:
    found = json.loads(text)
    choice = found["choices"][0]
    message: Mapping[str, Any] = choice["message"]
    said = from_openai({**message, "role": "assistant"})
    refusal = message.get("refusal")
    opaque = {name: message[name] for name in OPAQUE if message.get(name)}
    return ModelReply(
        text=said.content or (refusal if isinstance(refusal, str) else ""),
        calls=said.calls,
        finish="refusal" if refusal else _finish(choice.get("finish_reason"), said.calls),
        usage=read_usage(found.get("usage")),
        blocks=(opaque,) if opaque else (),
    )


def _finish(reason: Any, calls: Sequence[ToolCall]) -> Finish:
    if calls and reason in (None, "", "stop"):
        return "tool_calls"
    return "stop" if reason in (None, "") else FINISHES.get(reason, "error")


def read_usage(found: Any) -> Usage:
    """The tokens; those read from a cache are part of the prompt's."""
    read = count(found, "prompt_tokens")
    details = found.get("prompt_tokens_details") if isinstance(found, Mapping) else None
    cached = min(read, count(details, "cached_tokens"))
    return Usage(fresh=read - cached, cached=cached, output=count(found, "completion_tokens"))
