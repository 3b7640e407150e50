"""The state behind tools: what every kind of world can do, in one conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.messages import State, ToolResult

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table -> rows that a case adds."""

Marks = Mapping[str, Mapping[str, str]]
"""Table -> column -> "id" (generated id), "time" (generated time) or ""."""


class ToolCrash(Exception):
    """A world that is not ours went down in a conversation; nobody who spoke in it is to blame."""


class World(Protocol):
    """One conversation's world; it sees only calls that fit their schema."""

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the operation answers; the state may change."""
        ...

    def state(self) -> State:
        """A snapshot that later calls do not change."""
        ...

    def close(self) -> None:
        """Gives everything back; the world is not used again."""
        ...


class WorldKind(Protocol):
    """A world ready to be opened, once per conversation."""

    @property
    def marks(self) -> Marks: ...

    @property
    def uses_faker(self) -> bool:
        """Whether values come from Faker, whose version then belongs to a record."""
        ...

    @property
    def ours(self) -> bool:
        """Whether its state can be seen and made again, so that end states are compared."""
        ...

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        ...

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> World:
        """A fresh world with these rows."""
        ...


def refusal(message: str, status: int) -> ToolResult:
    """An error answer, as an API gives it."""
    return ToolResult(content={"error": message}, status=status)
