"""A class as a world: one object a conversation, its methods are the tools, its tables the state.

The constructor takes those of `rows`, `clock` and `seed` that it names. A method raises an exception with a `status`
to answer an error; any other exception is the world's own crash.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from simulator.draws import Draws
from simulator.errors import SetupError, closest
from simulator.messages import State, ToolResult
from simulator.plugins import load_object
from simulator.tools.spec import ToolSpec
from simulator.worlds.foreign.settings import Settings
from simulator.worlds.foreign.starter import as_json
from simulator.worlds.refusals import refuse
from simulator.worlds.world import Rows, ToolCrash

_PROBE = datetime(2030, 1, 15, 9, tzinfo=UTC)


class Python:
    """The class of a world file, loaded and tried once."""

    def __init__(self, settings: Settings, tools: Sequence[ToolSpec]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self._place = settings.document.place("class")
        self._make = load_object(settings.text("class"), near=settings.folder).found
        if not callable(self._make):
            raise SetupError(f"{settings.text('class')} is no class", place=self._place, hint="name a class")
        missing = [name for name in self.tools if not callable(getattr(self._make, method_name(name), None))]
        if missing:
            known = [name for name in dir(self._make) if not name.startswith("_")]
            hint = f"define {method_name(missing[0])}(self, …); {closest(method_name(missing[0]), known)}"
            raise SetupError(f"the class has no method for the tool {missing[0]!r}", place=self._place, hint=hint)
        self.compares = snapshot(self.make({}, _PROBE, 0)) is not None

    def make(self, rows: Rows, clock: datetime, seed: int) -> Any:
        """A new object, given what its constructor names."""
        offered = {"rows": {table: [dict(row) for row in some] for table, some in rows.items()}}
        given: dict[str, Any] = {**offered, "clock": clock, "seed": seed}
        try:
            names = inspect.signature(self._make).parameters
            return self._make(**{name: value for name, value in given.items() if name in names})
        except Exception as broken:
            said = f"{type(broken).__name__}: {broken}"
            raise SetupError(f"the world cannot be made: {said}", place=self._place) from broken

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> PythonWorld:
        """A fresh object for a conversation."""
        seed = int(draws.value("seed") * 2**53)
        return PythonWorld(self, self.make(rows, clock, seed))


class PythonWorld:
    """One conversation's object."""

    def __init__(self, kind: Python, made: Any) -> None:
        self._kind = kind
        self._made = made

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the method of this name answers."""
        tool, method = self._kind.tools[name], getattr(self._made, method_name(name))
        before = snapshot(self._made)
        given = {method_name(argument): value for argument, value in as_json(arguments).items()}
        try:
            content = as_json(method(**given))
            after = snapshot(self._made)
        except Exception as raised:
            status = getattr(raised, "status", None)
            if isinstance(status, int) and 400 <= status <= 599:
                return refuse(tool, status, str(raised))
            raise ToolCrash(f"{name}: {type(raised).__name__}: {raised}"[:300]) from raised
        wrote = tool.writes if before is None else after != before
        return ToolResult(content=content, status=tool.status, wrote=wrote)

    def state(self) -> State:
        """The tables of the object, copied."""
        try:
            return snapshot(self._made) or {}
        except Exception as raised:
            raise ToolCrash(f"state: {type(raised).__name__}: {raised}"[:300]) from raised

    def close(self) -> None:
        """Tells the object, where it wants to know."""
        ending = getattr(self._made, "close", None)
        if callable(ending):
            ending()


def method_name(tool: str) -> str:
    """A tool's name, or an argument's, as Python writes it."""
    return re.sub(r"\W", "_", tool)


def snapshot(made: Any) -> State | None:
    """What `state()` gives, else the public attributes that are tables; None where there are none."""
    teller = getattr(made, "state", None)
    found = teller() if callable(teller) else {n: v for n, v in vars(made).items() if n[0] != "_" and _is_table(v)}
    if not isinstance(found, Mapping) or (not found and not callable(teller)):
        return None
    return {str(table): _rows(as_json(rows)) for table, rows in found.items()}


def _is_table(value: Any) -> bool:
    rows = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else None
    return rows is not None and all(isinstance(row, Mapping) for row in rows)


def _rows(table: Any) -> Mapping[str, Mapping[str, Any]]:
    if isinstance(table, Mapping):
        return {str(key): row if isinstance(row, Mapping) else {"value": row} for key, row in table.items()}
    rows = [row if isinstance(row, Mapping) else {"value": row} for row in table]
    return {str(row.get("id", number)): row for number, row in enumerate(rows)}
