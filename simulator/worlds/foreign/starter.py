"""What starts a foreign world, once it is allowed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Protocol

from simulator.draws import Draws
from simulator.worlds.world import Rows, World


class Starter(Protocol):
    """Opens one world a conversation."""

    @property
    def compares(self) -> bool:
        """Whether its state can be seen and made again."""
        ...

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> World:
        """A fresh world with these rows."""
        ...


def as_json(value: Any) -> Any:
    """A copy of a foreign value as plain JSON; what JSON does not know becomes text."""
    return json.loads(json.dumps(value, default=str, allow_nan=False))


def parsed(text: str) -> Any:
    """The JSON value in a text, or the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
