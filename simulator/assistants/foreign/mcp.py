"""The tools of one conversation as an MCP server: what each message of a client is answered.

No MCP library takes part, for an agent brings its own, and two versions of one package cannot be had at once.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator import __version__
from simulator.assistants.foreign.answer import clean_text
from simulator.messages import ToolCall, ToolResult, make_call
from simulator.tools.spec import ToolSpec

VERSIONS = ("2025-06-18", "2025-11-25", "2025-03-26", "2024-11-05")
"""Of the protocol; the first is offered to a client that wants one we do not know."""

PARSE_ERROR, INVALID_REQUEST, NO_SUCH_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
Answer = dict[str, Any]


class _Fault(Exception):
    """A message that has no answer but an error."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


class McpDesk:
    """Answers JSON-RPC messages; `call` makes a tool call in the conversation's world."""

    def __init__(self, tools: Sequence[ToolSpec], system: str, call: Callable[[ToolCall], ToolResult]) -> None:
        self._tools = [_listed(tool) for tool in tools]
        self._system, self._call = system, call
        self._turn = asyncio.Lock()

    async def answer(self, body: bytes) -> bytes | None:
        """The answer to what was posted; None where none is wanted."""
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return _written(_failed(None, _Fault(PARSE_ERROR, "the message is no JSON")))
        if isinstance(found, list):
            answers = [answer for one in found if (answer := await self._one(one)) is not None]
            return _written(answers) if answers else None
        answer = await self._one(found)
        return None if answer is None else _written(answer)

    async def _one(self, message: Any) -> Answer | None:
        if not isinstance(message, Mapping):
            return _failed(None, _Fault(INVALID_REQUEST, "a message is an object"))
        id, method = message.get("id"), message.get("method")
        if method is None or id is None:
            return None  # a notification, or an answer to what was never asked
        try:
            return {"jsonrpc": "2.0", "id": id, "result": await self._result(method, message.get("params") or {})}
        except _Fault as fault:
            return _failed(id, fault)

    async def _result(self, method: Any, params: Any) -> Answer:
        if not isinstance(params, Mapping):
            raise _Fault(INVALID_PARAMS, "params is no object")
        if method == "initialize":
            return self._greeting(params.get("protocolVersion"))
        if method == "tools/list":
            return {"tools": self._tools}
        if method == "tools/call":
            return await self._called(params)
        if method == "ping":
            return {}
        raise _Fault(NO_SUCH_METHOD, f"there is no method {method!r}")

    def _greeting(self, wanted: Any) -> Answer:
        greeting: Answer = {
            "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "tools", "version": __version__},
        }
        return {**greeting, "instructions": self._system} if self._system else greeting

    async def _called(self, params: Mapping[str, Any]) -> Answer:
        name, arguments = params.get("name"), params.get("arguments")
        if not isinstance(name, str):
            raise _Fault(INVALID_PARAMS, "a call names its tool")
        call = make_call(id="", name=clean_text(name), arguments={} if arguments is None else arguments)
        async with self._turn:  # in the order they came, each in a thread: a world may wait
            try:
                result = await asyncio.to_thread(self._call, call)
            except Exception as broken:  # noqa: BLE001 - what ends the conversation is known to the engine already
                return _content(f"Error: {broken}", failed=True)
        return _content(result.text(), failed=not result.ok)


def _listed(tool: ToolSpec) -> Answer:
    schema = {"type": "object", **tool.parameters}
    return {"name": tool.name, "description": tool.description, "inputSchema": schema}


def _content(text: str, *, failed: bool) -> Answer:
    return {"content": [{"type": "text", "text": text}], "isError": failed}


def _failed(id: Any, fault: _Fault) -> Answer:
    return {"jsonrpc": "2.0", "id": id, "error": {"code": fault.code, "message": fault.said}}


def _written(answer: Any) -> bytes:
    return json.dumps(answer).encode()
