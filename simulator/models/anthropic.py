"""`anthropic:MODEL` on the current SDK: the Messages API behind our own small protocol.

No sampling parameter is ever sent (the API refuses them), thinking goes back as it came, and the key never
stands in any text of ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from simulator.errors import SetupError
from simulator.messages import Message, ToolCall, make_call
from simulator.models.model import Finish, ModelError, ModelReply, Request, Usage
from simulator.models.shallow import read_as
from simulator.models.usage import count, with_tokens
from simulator.models.wire.body import to_bytes
from simulator.models.wire.clients import LoopClients
from simulator.models.wire.endpoint import shown_address
from simulator.models.wire.http import CONNECT_SECONDS, goes_direct, server_at
from simulator.models.wire.steady import Answer, Broken, NeverReached, Steady
from simulator.models.wire.wiring import Wiring, address, is_here, key_in

if TYPE_CHECKING:
    import anthropic
    import httpx2

KEY, ADDRESS = "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"
OURS = (b"content-length", b"accept-encoding")
PLAIN = (b"Accept-Encoding", b"identity")
MARK = {"type": "ephemeral"}
MARKABLE = ("text", "tool_use", "tool_result")
SILENCE = "(no text)"
FINISHES: Mapping[str, Finish] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "tool_calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refusal",
    "pause_turn": "pause",
}
SETUP = {
    401: (f"the key in {KEY} was refused", f"set {KEY} to a valid key"),
    402: ("the account behind the key cannot pay", "see the account's billing page"),
    403: ("the key may not use this model", f"set {KEY} to a key with access"),
    404: ("no such model or address", "check the model's name, and ANTHROPIC_BASE_URL if it is set"),
}


class AnthropicModel:
    """One model of the Messages API; `ANTHROPIC_BASE_URL` moves it to another server."""

    def __init__(self, model: str, *, wiring: Wiring | None = None) -> None:
        self.name = f"anthropic:{model}"
        self._model, self._replied = model, False
        key = "" if key_in(KEY) else f"export {KEY}=…"
        if find_spec("anthropic") is None:
            hint = " and ".join(filter(None, ["pip install 'conversation-simulator[anthropic]'", key]))
            raise SetupError(f"{self.name} needs the package anthropic, which is not installed", hint=hint)
        if key:
            raise SetupError(f"{self.name} needs a key: {KEY} is not set", hint=key)
        self._base = address(os.environ[ADDRESS], flag=ADDRESS) if os.environ.get(ADDRESS) else ""
        self._clients = LoopClients(self._client, lambda client: client.close())
        self._steady = Steady(self._send, name=self.name, wiring=wiring or Wiring())

    def hold(self) -> None:
        self._clients.hold()

    async def release(self) -> None:
        await self._clients.release()

    async def complete(self, request: Request) -> ModelReply:
        """The model's answer; a wire that stays broken is a ModelError."""
        body = self._body(request)
        reply = await self._steady.ask(body, self._read, request.waited)
        self._replied = True
        return with_tokens(reply, body)

    async def _send(self, content: bytes) -> Answer:
        import anthropic
        import httpx2

        try:
            found = await self._clients.get().post("/v1/messages", cast_to=httpx2.Response, content=content)
            return Answer(status=found.status_code, headers=found.headers, content=found.content)
        except anthropic.APIStatusError as refused:
            return Answer(status=refused.status_code, headers=refused.response.headers, content=b"")
        except (anthropic.APIError, httpx2.HTTPError, httpx2.StreamError) as fault:
            raise self._broken(fault, fault.__cause__) from None

    def _broken(self, fault: Exception, cause: BaseException | None) -> Exception:
        """A fault of the wire; a server of one's own that nobody has started is one of the set-up."""
        if not isinstance(cause, Broken):
            return Broken(f"broke off: {type(fault).__name__}")
        if not isinstance(cause, NeverReached) or self._replied or not is_here(self._base):
            return cause
        hint = f"start the server, or correct {ADDRESS}"
        return SetupError(f"no server answers at {shown_address(self._base)} ({cause.said})", hint=hint)

    def _client(self) -> anthropic.AsyncAnthropic:
        import anthropic
        import httpx2

        # Trying again is ours, so that every model waits and gives up alike; nothing follows a redirect to elsewhere.
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=None)
        direct = goes_direct(self._base)
        return anthropic.AsyncAnthropic(
            api_key=key_in(KEY),
            max_retries=0,
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            default_headers={"content-type": "application/json"},
            http_client=anthropic.DefaultAsyncHttpxClient(
                limits=limits, transport=_lanes() if direct else None, follow_redirects=False
            ),
        )

    def _read(self, answer: Answer) -> ModelReply:
        if answer.status >= 300:
            raise self._refusal(answer.status)
        try:
            return read_reply(answer.content)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Broken("sent a broken answer") from None

    def _refusal(self, status: int) -> Exception:
        # The body of a refusal may echo the key, so only its number is told.
        if status in SETUP and not self._replied:
            said, hint = SETUP[status]
            return SetupError(f"{self.name}: {said} (HTTP {status})", hint=hint)
        return ModelError(f"{self.name} answered HTTP {status}", infrastructure=True)

    def _body(self, request: Request) -> bytes:
        body: dict[str, Any] = {
            "model": self._model,
            "max_tokens": request.max_tokens,
            "messages": _marked(wire_messages(request)),
        }
        if request.tools:
            body["tools"] = [
                {"name": tool.name, "description": tool.description, "input_schema": tool.parameters}
                for tool in request.tools
            ]
        if request.schema is not None:
            body["output_config"] = {"format": {"type": "json_schema", "schema": request.schema}}
        if request.system.strip():
            body["system"] = [{**_text(request.system), "cache_control": MARK}]
        elif request.tools:
            body["tools"][-1]["cache_control"] = MARK
        return to_bytes(body)


def _lanes() -> httpx2.AsyncBaseTransport:
    """Our own connections under the SDK: its pool is searched whole for each of many requests at once."""
    import httpx2

    from simulator.models.wire.lanes import Lanes

    class Transport(httpx2.AsyncBaseTransport):
        """Connections by server."""

        def __init__(self) -> None:
            self._servers: dict[tuple[str, str, int | None], Lanes] = {}

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            url = request.url
            place = (url.scheme, url.host, url.port)
            if place not in self._servers:
                self._servers[place] = Lanes(server_at(*place))
            fields = [field for field in request.headers.raw if field[0].lower() not in OURS]
            found = await self._servers[place].post(url.raw_path, [*fields, PLAIN], await request.aread())
            return httpx2.Response(found.status, headers=found.headers, content=found.content)

        async def aclose(self) -> None:
            for lanes in self._servers.values():
                await lanes.aclose()

    return Transport()


def _marked(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages, the last block marked: up to there the next request finds them in the provider's cache."""
    last = messages[-1]
    block = last["content"][-1]
    if block.get("type") not in MARKABLE:
        return messages
    content = [*last["content"][:-1], {**block, "cache_control": MARK}]
    return [*messages[:-1], {**last, "content": content}]


def wire_messages(request: Request) -> list[dict[str, Any]]:
    """The conversation as the Messages API wants it: turns alternate, results of parallel calls share one message."""
    found: list[dict[str, Any]] = []
    for index, message in enumerate(request.messages):
        blocks = request.blocks.get(index) or list(WRITERS[message.role](message))
        role = "assistant" if message.role == "assistant" else "user"
        if role == "assistant" and not found:
            found.append({"role": "user", "content": [_text(SILENCE)]})
        if blocks and found and found[-1]["role"] == role:
            found[-1]["content"].extend(blocks)
        elif blocks:
            found.append({"role": role, "content": list(blocks)})
    return found or [{"role": "user", "content": [_text(SILENCE)]}]


def _from_user(message: Message) -> Iterator[dict[str, Any]]:
    yield _text(message.content if message.content.strip() else SILENCE)


def _from_assistant(message: Message) -> Iterator[dict[str, Any]]:
    if message.content.strip():
        yield _text(message.content)
    for call in message.calls:
        yield {"type": "tool_use", "id": call.id, "name": call.name, "input": dict(call.arguments or {})}


def _from_tool(message: Message) -> Iterator[dict[str, Any]]:
    result: dict[str, Any] = {"type": "tool_result", "tool_use_id": message.call_id, "content": message.content}
    if message.content.startswith('{"error"'):
        result["is_error"] = True
    yield result


WRITERS: Mapping[str, Callable[[Message], Iterator[dict[str, Any]]]] = {
    "system": _from_user,
    "user": _from_user,
    "assistant": _from_assistant,
    "tool": _from_tool,
}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def read_reply(content: bytes) -> ModelReply:
    """What the API answered; raises ValueError, KeyError or TypeError where that is no answer."""
    return read_as(content, _reply)


def _reply(text: str) -> ModelReply:
    found = json.loads(text, object_pairs_hook=_object)
    blocks: list[Mapping[str, Any]] = found["content"]
    opaque = any(block["type"] not in ("text", "tool_use") for block in blocks)
    return ModelReply(
        text="".join(block["text"] for block in blocks if block["type"] == "text"),
        calls=tuple(_call(block) for block in blocks if block["type"] == "tool_use"),
        finish=FINISHES.get(found["stop_reason"], "error"),
        usage=_usage(found.get("usage")),
        blocks=tuple(blocks) if opaque else (),
    )


class _Repeats(dict[str, Any]):
    """An object with a repeated key, as it was written."""

    pairs: list[tuple[str, Any]]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeats = _Repeats(found)
    repeats.pairs = pairs
    return repeats


def _written(value: Any) -> str:
    """JSON text that still has its repeated keys, for the strict reader to refuse."""
    if isinstance(value, dict):
        pairs = value.pairs if isinstance(value, _Repeats) else list(value.items())
        return "{" + ", ".join(f"{json.dumps(key)}: {_written(inner)}" for key, inner in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _call(block: Mapping[str, Any]) -> ToolCall:
    given = block["input"]
    raw = _written(given) if isinstance(given, dict) else given
    return make_call(id=str(block["id"] or ""), name=str(block["name"]), arguments=raw)


def _usage(found: Any) -> Usage:
    return Usage(
        fresh=count(found, "input_tokens"),
        cached=count(found, "cache_read_input_tokens"),
        written=count(found, "cache_creation_input_tokens"),
        output=count(found, "output_tokens"),
    )
