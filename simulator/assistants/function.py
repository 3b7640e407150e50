"""A Python object as an assistant: a reply function, a factory, or an object with `act`.

Which of them a callable is stands in its signature and is never guessed: `make(tools)` against `reply(messages)`.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from simulator.assistants.assistant import Assistant, AssistantView, InnerCall, Opening, Reply
from simulator.assistants.autogen import AutogenAssistant, SharedRunner, is_autogen
from simulator.assistants.foreign.answer import CallIds, clean_reply, read_answer
from simulator.assistants.foreign.bound import Shapes, Tray
from simulator.assistants.foreign.kind import Kind, OneAtATime, settled
from simulator.errors import InputError
from simulator.messages import to_openai
from simulator.tools.spec import ToolSpec

FORMS = "name its first parameter `tools` (a factory) or `messages` (a reply function)"


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
    """OpenAI schemas of a tool list, made once and apart from ours, so that an agent may change them."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[ToolSpec], list[dict[str, Any]]] = ((), [])

    def of(self, tools: Sequence[ToolSpec]) -> list[dict[str, Any]]:
        if self._last[0] is not tools:
            self._last = (tools, [copy.deepcopy(tool.to_openai()) for tool in tools])
        return self._last[1]


class FunctionAssistant:
    """`reply(messages, tools)` or `reply(messages)`: messages and tools are what the OpenAI SDK takes."""

    def __init__(self, reply: Callable[..., Any], tools: list[dict[str, Any]]) -> None:
        self._reply, self._tools = reply, tools
        self._how = _tools_parameter(reply)
        self._ids = CallIds()

    async def act(self, view: AssistantView) -> Reply:
        messages = [to_openai(message, wire=True) for message in view.messages]
        if self._how == "keyword":
            answer = self._reply(messages, tools=self._tools)
        else:
            answer = self._reply(messages, self._tools) if self._how else self._reply(messages)
        return clean_reply(read_answer(await settled(answer)), self._ids)

    def close(self) -> None:
        """A function holds nothing."""


class ObjectAssistant:
    """An object with `act(view)`; a shared one starts each conversation with `reset()` if it has that."""

    def __init__(self, found: Any, *, fresh: bool) -> None:
        self._found, self._fresh = found, fresh
        self._ids = CallIds()

    async def act(self, view: AssistantView) -> Reply:
        if not self._fresh:
            self._fresh = True
            await settled(getattr(self._found, "reset", _nothing)())
        return clean_reply(read_answer(await settled(self._found.act(view))), self._ids)

    async def close(self) -> None:
        await settled(getattr(self._found, "close", _nothing)())


class FactoryAssistant:
    """Calls the factory once, when the conversation's first turn comes, with tools bound to its world."""

    def __init__(self, make: Callable[..., Any], opening: Opening, shapes: Shapes, schemas: Schemas) -> None:
        self._make, self._opening, self._schemas = make, opening, schemas
        self._tray = Tray(opening, shapes)
        self._inner: Assistant | None = None
        self._ids = CallIds()

    async def act(self, view: AssistantView) -> Reply:
        if self._inner is None:
            self._inner = self._wrap(await settled(_call_factory(self._make, self._tray.tools)))
        reply: Reply = await settled(self._inner.act(view))
        missed = _not_among(self._tray.take(), reply.inner)
        return clean_reply(
            Reply(text=reply.text, calls=reply.calls, inner=(*reply.inner, *missed), usage=reply.usage), self._ids
        )

    async def close(self) -> None:
        if self._inner is not None:
            await settled(self._inner.close())

    def _wrap(self, made: Any) -> Assistant:
        if is_autogen(made):
            return AutogenAssistant(made, tray=self._tray)
        if callable(getattr(made, "act", None)):
            return ObjectAssistant(made, fresh=True)
        if callable(made):
            return FunctionAssistant(made, self._schemas.of(self._opening.tools))
        raise TypeError(
            f"the factory made {type(made).__name__}: no function, AutoGen agent or team, or object with act"
        )


def _nothing() -> None:
    return None


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
    if first in ("tools", "messages") or _tools_parameter(found):
        return first == "tools"
    if not parameters and found.__name__.startswith("make"):
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


def _call_factory(make: Callable[..., Any], tools: Any) -> Any | Awaitable[Any]:
    parameters = inspect.signature(make).parameters
    if "tools" in parameters and parameters["tools"].kind is inspect.Parameter.KEYWORD_ONLY:
        return make(tools=tools)
    return make(tools) if _positional(make) else make()
