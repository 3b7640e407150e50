"""What an assistant under test sees and answers; every kind of assistant is behind `Assistant`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Protocol

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.labels.label import Labels
from simulator.messages import Message, ToolCall, ToolResult, nothing
from simulator.models.model import nobody_hears
from simulator.models.tape import Tape
from simulator.tools.spec import ToolSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantView:
    """All an assistant may know: the messages so far (the first is the system message, if any) and the tools."""

    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerCall:
    """A call an agent made with tools in its own hands, and what came back; `result` None where it is unknown."""

    call: ToolCall
    result: ToolResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An assistant's move: text, calls for the engine to make, or both. Calls made already stand in `inner`."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    inner: tuple[InnerCall, ...] = ()
    usage: Mapping[str, int] = field(default_factory=nothing)


class Assistant(Protocol):
    """One assistant in one conversation; `act` may be plain or async. The engine asks again after running calls."""

    def act(self, view: AssistantView) -> Reply | Awaitable[Reply]: ...

    def close(self) -> Awaitable[None] | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The ground truth, shown to `reference` and its wrappers only.

    labels    the case's labels with every `when` undecided; ask `active()` for the calls that are right by now
    goals     goal id -> slot names
    told      slot name -> value the user has said so far
    """

    labels: Labels
    active: Callable[[], Labels]
    clock: datetime
    policy: str
    goals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: Callable[[], Mapping[str, Any]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an assistant gets when a conversation opens.

    `call` runs a tool call in this conversation's world at once (for agents that hold the tools themselves); it is
    what bound tools use. `plan` is None for every outside agent. `waited` hears how many seconds a fault of the wire
    took: they are not the assistant's. `tape` keeps what models answer in this conversation.
    """

    tools: tuple[ToolSpec, ...]
    system: str
    call: Callable[[str, Mapping[str, Any]], ToolResult]
    draws: Draws
    plan: PlanView | None = None
    waited: Callable[[float], None] = nobody_hears
    tape: Tape | None = None


class AssistantKind(Protocol):
    """A loaded agent string: opens one assistant per conversation.

    name      as the user wrote it, without paths of this machine
    digest    of the file behind a `file.py:` agent, else ""
    embedded  True where it is ours: deterministic, plain CPU work
    world     "ours" where calls run in the case's world, "own" where the agent brings tools of its own
    exclusive True where only one conversation at a time may use it
    """

    name: str
    digest: str
    embedded: bool
    world: str
    exclusive: bool

    def open(self, opening: Opening) -> Assistant: ...
