"""The one shape of every loaded assistant, and the guard of those that can hold one conversation at a time."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simulator.assistants.assistant import Assistant, AssistantView, Opening, Reply
from simulator.errors import SetupError


@dataclass(slots=True, kw_only=True)
class Kind:
    """A loaded agent: see `AssistantKind` for what the fields promise; `sees_plan` is for our own only."""

    name: str
    start: Callable[[Opening], Assistant]
    digest: str = ""
    embedded: bool = False
    world: str = "ours"
    exclusive: bool = False
    sees_plan: bool = False

    def open(self, opening: Opening) -> Assistant:
        return self.start(opening)


class OneAtATime:
    """Opens a shared agent for one conversation at a time and refuses a second one meanwhile."""

    def __init__(self, name: str, start: Callable[[Opening], Assistant]) -> None:
        self._name, self._start = name, start
        self._busy = False

    def __call__(self, opening: Opening) -> Assistant:
        if self._busy:
            hint = "use --jobs 1, or give a factory make(tools) that builds one agent per conversation"
            raise SetupError(f"{self._name} is one agent and is in a conversation already", hint=hint)
        found = _Turn(self._start(opening), self._leave)
        self._busy = True
        return found

    def _leave(self) -> None:
        self._busy = False


class _Turn:
    """An assistant that gives its place back when it closes."""

    def __init__(self, inner: Assistant, leave: Callable[[], None]) -> None:
        self._inner, self._leave = inner, leave
        self.act: Callable[[AssistantView], Reply | Awaitable[Reply]] = inner.act

    async def close(self) -> None:
        try:
            await settled(self._inner.close())
        finally:
            self._leave()


async def settled(found: Any) -> Any:
    """The value itself, awaited where it must be."""
    return await found if inspect.isawaitable(found) else found
