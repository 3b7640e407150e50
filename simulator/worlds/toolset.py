"""The tools of a scenario and, per conversation, a session that answers calls as a real API does, faults included."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.draws import Draws, content_id
from simulator.errors import InputError, InputErrors, closest
from simulator.messages import State, ToolCall, ToolResult
from simulator.tools.arguments import ArgumentChecker
from simulator.tools.spec import Fault, ToolSpec
from simulator.worlds.refusals import REASONS, declared_status, refuse
from simulator.worlds.service import Service
from simulator.worlds.world import Marks, Rows, World

KINDS = ("timeout_before", "timeout_after", "error", "empty")
_SHOWN = 5


class Toolset:
    """The tools of one or more services, by name; a table belongs to one service."""

    __slots__ = ("_checker", "_owners", "_services", "digest", "inputs", "marks", "tools", "uses_faker", "warnings")

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = tuple(services)
        self.tools: Mapping[str, ToolSpec] = _by_name(services)
        self.digest = content_id(*(service.digest for service in services), size=16)
        self.marks: Marks = _marks(services)
        self.uses_faker = any(service.world.uses_faker for service in services)
        self.inputs: Mapping[str, str] = {path: text for one in services for path, text in one.inputs.items()}
        self.warnings = tuple(warning for service in services for warning in service.warnings)
        self._checker = ArgumentChecker(tuple(self.tools.values()))
        self._owners = {tool.name: index for index, service in enumerate(services) for tool in service.tools}

    def check_rows(self, rows: Rows) -> None:
        """Raises InputError for rows of an unknown table or column."""
        if not rows:
            return
        parts = zip(self._services, self._split(rows), strict=True)
        errors = [error for service, mine in parts for error in service.check_rows(mine)]
        known = [table for service in self._services for table in service.marks]
        errors += [
            InputError(f"world: there is no table {table!r}", hint=closest(table, known))
            for table in rows
            if table not in known
        ]
        _raise(errors)

    def open(self, *, rows: Rows, clock: datetime, draws: Draws, faults: Sequence[Fault] = ()) -> Session:
        """One conversation's session, with the case's rows and fault plan."""

        def begin() -> list[World]:
            return [
                service.open(mine, clock, draws.at(service.name))
                for service, mine in zip(self._services, self._split(rows), strict=True)
            ]

        return Session(self, begin, faults)

    def problems(self, call: ToolCall) -> list[str]:
        """What is wrong with the arguments of a call of a known tool."""
        return [str(problem) for problem in self._checker.problems(call.name, call.arguments or {})]

    def owner(self, tool: str) -> int:
        """Which world answers a tool."""
        return self._owners[tool]

    def _split(self, rows: Rows) -> list[Rows]:
        return [{table: rows[table] for table in rows if table in service.marks} for service in self._services]


class Session:
    """One conversation's tools: every call gets an answer, whatever it holds. The worlds begin when they are needed."""

    __slots__ = ("_begin", "_begun", "_counts", "_faults", "_toolset")

    def __init__(self, toolset: Toolset, begin: Callable[[], Sequence[World]], faults: Sequence[Fault]) -> None:
        self._toolset = toolset
        self._begin = begin
        self._begun: Sequence[World] | None = None
        self._faults = faults
        self._counts: dict[str, int] = {}

    def call(self, call: ToolCall) -> ToolResult:
        """The answer to one call: refused as an API refuses it, broken as planned, or from the world."""
        if call.arguments is None:
            return _refused("malformed", 400, f"The arguments could not be read: {call.problem}.")
        if call.name not in self._toolset.tools:
            return _refused("unknown_tool", 404, f"There is no tool {call.name!r}.")
        if problems := self._toolset.problems(call):
            tool, message = self._toolset.tools[call.name], "; ".join(problems[:_SHOWN])
            status = declared_status(tool, 422, 400)
            return refuse(tool, status, f"The arguments do not fit: {message}.", refused="schema")
        world = self._worlds[self._toolset.owner(call.name)]
        fault = self._planned(call.name) if self._faults else None
        if fault is None:
            return world.call(call.name, call.arguments)
        return _broken(fault, self._toolset.tools[call.name], world, call.arguments)

    def state(self) -> State:
        """A snapshot of all tables."""
        worlds = self._worlds
        if len(worlds) == 1:
            return worlds[0].state()
        return {table: rows for world in worlds for table, rows in world.state().items()}

    def close(self) -> None:
        """Gives the worlds back."""
        for world in self._begun or ():
            world.close()

    @property
    def _worlds(self) -> Sequence[World]:
        if self._begun is None:
            self._begun = self._begin()
        return self._begun

    def _planned(self, tool: str) -> Fault | None:
        count = self._counts[tool] = self._counts.get(tool, 0) + 1
        for fault in self._faults:
            if fault.tool == tool and fault.nth <= count < fault.nth + fault.times:
                return fault
        return None


def _refused(why: str, status: int, message: str) -> ToolResult:
    return ToolResult(content={"error": message}, status=status, refused=why)


def _broken(fault: Fault, tool: ToolSpec, world: World, arguments: Mapping[str, Any]) -> ToolResult:
    if fault.kind == "timeout_before":
        return ToolResult(content={"error": "The request timed out."}, status=504, fault=fault.kind)
    if fault.kind == "error":
        known = tool.errors.get(str(fault.status)) or REASONS.get(fault.status, "Something went wrong.")
        return refuse(tool, fault.status, known, fault=fault.kind)
    answer = world.call(tool.name, arguments)
    if fault.kind == "timeout_after":
        content = {"error": "The request timed out."}
        return ToolResult(content=content, status=504, wrote=answer.wrote, fault=fault.kind)
    if not answer.ok:
        return answer
    return ToolResult(content=_emptied(answer.content), wrote=answer.wrote, fault=fault.kind)


def _emptied(content: Any) -> Any:
    if isinstance(content, Mapping):
        return {name: [] for name, value in content.items() if isinstance(value, list)}
    return [] if isinstance(content, list) else ""


def _raise(errors: list[InputError]) -> None:
    if errors:
        raise errors[0] if len(errors) == 1 else InputErrors(errors[:20])


def _by_name(services: Sequence[Service]) -> dict[str, ToolSpec]:
    found: dict[str, ToolSpec] = {}
    for service in services:
        for tool in service.tools:
            if tool.name in found:
                hint = "give the operations different operationIds"
                raise InputError(f"two services of the scenario have a tool {tool.name!r}", hint=hint)
            found[tool.name] = tool
    return found


def _marks(services: Sequence[Service]) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for service in services:
        for table, columns in service.marks.items():
            if table in found:
                hint = "rename the table in one of the two world files"
                raise InputError(f"two services of the scenario have a table {table!r}", hint=hint)
            found[table] = columns
    return found
