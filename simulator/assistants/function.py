"""A Python object as an assistant: a reply function, a factory, or an object with `act`.

What is not async runs in a thread, beside the event loop. Which of them a callable is stands in its signature and
is never guessed: `make(tools)` against `reply(messages)`.
"""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import takewhile
from typing import Any

from simulator.assistants.assistant import Assistant, AssistantView, InnerCall, Opening, Reply
from simulator.assistants.autogen import AutogenAssistant, SharedRunner, is_autogen
from simulator.assistants.foreign.answer import CallIds, clean_reply, read_answer
from simulator.assistants.foreign.bound import Shapes, Tray
from simulator.assistants.foreign.fault import settled
from simulator.assistants.foreign.kind import Kind, OneAtATime
from simulator.assistants.foreign.mcp import McpDesk
from simulator.assistants.foreign.served import Served
from simulator.assistants.foreign.thread import Aside
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.messages import to_openai
from simulator.tools.spec import ToolSpec

CLOSING_SECONDS = 5.0
FORMS = "name its first parameter `tools` or `mcp` (a factory) or `messages` (a reply function)"


def kind_of(found: Any, *, name: str, digest: str = "", renew: Callable[[], Any] | None = None) -> Kind | None:
    """The kind of a Python object, or None where it is no assistant at all; `renew` makes the object once more."""
    if is_autogen(found):
        start = OneAtATime(name, SharedRunner(found, renew).open)
        return Kind(name=name, digest=digest, start=start, world="own", exclusive=True)
    if not isinstance(found, type) and callable(getattr(found, "act", None)):
        start = OneAtATime(name, lambda _: ObjectAssistant(found, fresh=False))
        return Kind(name=name, digest=digest, start=start, exclusive=True)
    if not callable(found):
        return None
    schemas = Schemas()
    if isinstance(found, type) or _is_factory(found, name):
        shapes = Shapes()
        return Kind(name=name, digest=digest, start=lambda opening: FactoryAssistant(found, opening, shapes, schemas))
    return Kind(name=name, digest=digest, start=lambda opening: FunctionAssistant(found, schemas.of(opening.tools)))


class Schemas:
    """OpenAI schemas of a tool list, new ones each time, so that an agent may change them; written down once."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[ToolSpec], str] = ((), "[]")

    def of(self, tools: Sequence[ToolSpec]) -> list[dict[str, Any]]:
        if self._last[0] is not tools:
            self._last = (tools, json.dumps([tool.to_openai() for tool in tools]))
        found: list[dict[str, Any]] = json.loads(self._last[1])
        return found


class FunctionAssistant:
    """`reply(messages, tools)` or `reply(messages)`: messages and tools are what the OpenAI SDK takes."""

    def __init__(self, reply: Callable[..., Any], tools: list[dict[str, Any]], aside: Aside | None = None) -> None:
        self._reply, self._tools = reply, tools
        self._aside = aside or Aside()
        self._how = _tools_parameter(reply)
        self._ids = CallIds()

    async def act(self, view: AssistantView) -> Reply:
        messages = [to_openai(message, wire=True) for message in view.messages]
        if self._how == "keyword":
            answer = await self._aside.call(self._reply, messages, tools=self._tools)
        else:
            given = (messages, self._tools) if self._how else (messages,)
            answer = await self._aside.call(self._reply, *given)
        return clean_reply(read_answer(answer), self._ids)

    def close(self) -> None:
        """A function holds nothing but its thread."""
        self._aside.leave()


class ObjectAssistant:
    """An object with `act(view)`; a shared one starts each conversation with `reset()` if it has that."""

    def __init__(self, found: Any, *, fresh: bool, aside: Aside | None = None) -> None:
        self._found, self._fresh = found, fresh
        self._aside = aside or Aside()
        self._ids = CallIds()

    async def act(self, view: AssistantView) -> Reply:
        if not self._fresh:
            self._fresh = True
            await self._call("reset")
        return clean_reply(read_answer(await self._aside.call(self._found.act, view)), self._ids)

    async def close(self) -> None:
        # The conversation is over and its result stands: an agent that hangs here is left behind.
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._call("close")
        self._aside.leave()

    async def _call(self, name: str) -> None:
        method = getattr(self._found, name, None)
        if method is not None:
            await self._aside.call(method)


@dataclass(frozen=True, slots=True, kw_only=True)
class McpAddress:
    """The conversation's tools as an MCP server (streamable HTTP); `system` is what the assistant is told."""

    url: str
    system: str


class FactoryAssistant:
    """Calls the factory once, when the conversation's first turn comes, with tools bound to its world."""

    def __init__(self, make: Callable[..., Any], opening: Opening, shapes: Shapes, schemas: Schemas) -> None:
        self._make, self._opening, self._schemas = make, opening, schemas
        self._tray = Tray(opening, shapes)
        self._aside = Aside()
        self._inner: Assistant | None = None
        self._ids = CallIds()
        self._served: Served | None = None
        self._url = ""
        self._held: AsyncGenerator[Any, Any] | None = None

    async def act(self, view: AssistantView) -> Reply:
        if self._inner is None:
            self._inner = self._wrap(await self._made())
        reply: Reply = await settled(self._inner.act(view))
        missed = _not_among(self._tray.take(), reply.inner)
        return clean_reply(
            Reply(text=reply.text, calls=reply.calls, inner=(*reply.inner, *missed), usage=reply.usage), self._ids
        )

    async def close(self) -> None:
        try:
            if self._inner is not None:
                await settled(self._inner.close())
        finally:
            await self._let_go()
            self._tray.shut()
            self._aside.leave()

    async def _made(self) -> Any:
        given: dict[str, Any] = {"tools": self._tray.tools}
        if "mcp" in inspect.signature(self._make).parameters:
            self._served = Served(McpDesk(self._opening.tools, self._opening.system, self._tray.call).answer)
            self._url = await self._served.open()
            given["mcp"] = McpAddress(url=self._url, system=self._opening.system)
        made = await self._aside.call(_factory_call(self._make, given))
        if not inspect.isasyncgen(made):
            return made
        self._held = made
        return await settled(anext(made, None))

    async def _let_go(self) -> None:
        """A factory that yields its agent goes on after the `yield`; then its tools are no longer served."""
        try:
            if self._held is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(CLOSING_SECONDS):
                        await settled(anext(self._held, None))
                        await self._held.aclose()
        finally:
            if self._served is not None:
                await self._served.close()

    def _wrap(self, made: Any) -> Assistant:
        if is_autogen(made):
            return AutogenAssistant(made, tray=self._tray, served=self._url)
        if callable(getattr(made, "act", None)):
            return ObjectAssistant(made, fresh=True, aside=self._aside)
        if callable(made):
            return FunctionAssistant(made, self._schemas.of(self._opening.tools), self._aside)
        raise TypeError(
            f"the factory made {type(made).__name__}: no function, AutoGen agent or team, or object with act"
        )


def _not_among(made: Sequence[InnerCall], told: Sequence[InnerCall]) -> list[InnerCall]:
    """The calls an agent did not report itself."""
    left = [(one.call.name, one.call.arguments) for one in told]
    found = []
    for one in made:
        key = (one.call.name, one.call.arguments)
        if key in left:
            left.remove(key)
        else:
            found.append(one)
    return found


def _positional(found: Callable[..., Any]) -> list[inspect.Parameter]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [one for one in inspect.signature(found).parameters.values() if one.kind in kinds]


def _is_factory(found: Callable[..., Any], name: str) -> bool:
    parameters = inspect.signature(found).parameters
    first = next(iter(parameters), "")
    if first in ("tools", "mcp", "messages") or _tools_parameter(found):
        return first in ("tools", "mcp")
    if not parameters and getattr(found, "__name__", "").startswith("make"):
        return True
    shown = ", ".join(parameters) or "nothing"
    raise InputError(f"{name} takes {shown}, which says neither factory nor reply function", hint=FORMS)


def _tools_parameter(reply: Callable[..., Any]) -> str:
    """How a reply function takes the tools: by "place", by "keyword", or "" where it wants none."""
    tools = inspect.signature(reply).parameters.get("tools")
    second = _positional(reply)[1:2]
    if tools is not None and tools.kind is inspect.Parameter.KEYWORD_ONLY:
        return "keyword"
    return "place" if second and (second[0].name == "tools" or second[0].default is inspect.Parameter.empty) else ""


def _factory_call(make: Callable[..., Any], given: Mapping[str, Any]) -> Callable[[], Any]:
    """The factory with what it asks for by name; a first parameter of any other name gets the tools."""
    places = [one.name for one in _positional(make)]
    named = {name: value for name, value in given.items() if name in inspect.signature(make).parameters}
    if places and not {places[0], "tools"} & named.keys():
        return partial(make, given["tools"], **named)
    first = [named.pop(name) for name in takewhile(given.__contains__, places)]
    return partial(make, *first, **named)
