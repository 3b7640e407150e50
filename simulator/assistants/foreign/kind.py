"""The one shape of every loaded assistant, and the guard of those that can hold one conversation at a time."""

from __future__ import annotations

from collections.abc import Callable

from simulator.assistants.assistant import Assistant, AssistantView, Opening, Reply
from simulator.assistants.foreign.fault import settled
from simulator.errors import SetupError
from simulator.frozen import dataclass


@dataclass(slots=True, kw_only=True)
class Kind:
    """A loaded agent: see `AssistantKind` for what the fields promise; `sees_plan` is for our own only.

    spec  the text that loads it again where its name does not; it may hold a path of this machine
    """

    name: str
    start: Callable[[Opening], Assistant]
    digest: str = ""
    embedded: bool = False
    world: str = "ours"
    exclusive: bool = False
    sees_plan: bool = False
    spec: str = ""

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

    async def act(self, view: AssistantView) -> Reply:
        reply: Reply = await settled(self._inner.act(view))
        return reply

    async def close(self) -> None:
        try:
            await settled(self._inner.close())
        finally:
            self._leave()
