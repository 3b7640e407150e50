"""The door to a language model: one request in, one reply out; faults of the wire are told from faults of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Literal, Protocol, runtime_checkable

from simulator.errors import Place, SimulatorError
from simulator.frozen import dataclass
from simulator.messages import Message, ToolCall
from simulator.tools.spec import ToolSpec

Finish = Literal["stop", "tool_calls", "length", "refusal", "pause", "error"]
Blocks = Sequence[Mapping[str, Any]]
"""What a provider wants back untouched, such as thinking; nobody else reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one reply: read fresh, read from a cache, written to a cache, written as output.

    `untold` counts replies whose server told none, so that letters were counted.
    """

    fresh: int = 0
    cached: int = 0
    written: int = 0
    output: int = 0
    untold: int = 0

    def spent(self) -> dict[str, int]:
        """What is not 0, by name."""
        return {name: count for name in TOKENS if (count := getattr(self, name))}

    def plus(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in TOKENS})


TOKENS = ("fresh", "cached", "written", "output", "untold")


def nobody_hears(_: float) -> None:
    """Where nobody wants to know how long the wire was waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a model is asked; `blocks` gives, by index of an assistant message, the blocks it was made of.

    With a `schema` the reply's text is wanted as JSON of that schema (a server may still send something else).
    `waited` hears how many seconds were lost to faults of the wire: they are not the model's. `digest` and `about` say
    what the request is and whose, where replies are kept.
    """

    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 4096
    blocks: Mapping[int, Blocks] = field(default_factory=dict)
    schema: Mapping[str, Any] | None = None
    waited: Callable[[float], None] = field(default=nobody_hears, compare=False)
    digest: str = field(default="", compare=False)
    about: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReply:
    """What a model answered; `blocks` is empty unless the provider sent something that must go back as it came."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    finish: Finish = "stop"
    usage: Usage = field(default_factory=Usage)
    blocks: tuple[Mapping[str, Any], ...] = ()


class Model(Protocol):
    """Anything that completes a conversation."""

    @property
    def name(self) -> str: ...

    async def complete(self, request: Request) -> ModelReply: ...


@runtime_checkable
class Held(Protocol):
    """A model or endpoint with connections: they stay open in an event loop until whoever holds it lets go."""

    def hold(self) -> None: ...

    async def release(self) -> None: ...


class ModelError(SimulatorError):
    """A model or endpoint gave no usable answer.

    `infrastructure` says whose doing: True for the wire, the server or a limit; False where the assistant
    itself answered and the answer is none.
    """

    exit_code = 3

    def __init__(self, message: str, *, infrastructure: bool, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message, place=place, hint=hint)
        self.infrastructure = infrastructure

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.message, self.infrastructure, self.place, self.hint)


def _rebuild(message: str, infrastructure: bool, place: Place | None, hint: str) -> ModelError:
    return ModelError(message, infrastructure=infrastructure, place=place, hint=hint)
