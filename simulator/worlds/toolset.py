"""The tools of a scenario and, per conversation, a session that answers calls as a real API does, faults included."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from simulator.draws import Draws, content_id
from simulator.errors import InputError, InputErrors, closest
from simulator.messages import State, ToolCall, ToolResult
from simulator.tools.arguments import ArgumentChecker
from simulator.tools.spec import ANY_TOOL, Fault, ToolSpec
from simulator.worlds.disguise import Disguise
from simulator.worlds.faults import Breaking, broken, unpaged
from simulator.worlds.foreign.kind import ForeignKind, refused
from simulator.worlds.refusals import declared_status, refuse
from simulator.worlds.service import Service
from simulator.worlds.wiring import Wiring, wiring_of
from simulator.worlds.world import Marks, Rows, ToolCrash, World

_SHOWN = 5


class Toolset:
    """The tools of one or more services, by name; a table belongs to one service."""

    __slots__ = (
        "_all",
        "_checker",
        "_owners",
        "_services",
        "digest",
        "disguise",
        "inputs",
        "marks",
        "ours",
        "tools",
        "uses_faker",
        "warnings",
    )

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = tuple(services)
        self.tools: Mapping[str, ToolSpec] = _by_name(services)
        self.digest = content_id(*(service.digest for service in services), size=16)
        self.marks: Marks = _marks(services)
        self.ours = all(service.world.ours for service in services)
        self.uses_faker = any(service.world.uses_faker for service in services)
        self.inputs: Mapping[str, str] = {path: text for one in services for path, text in one.inputs.items()}
        self.warnings = tuple(warning for service in services for warning in service.warnings)
        self._all = tuple(self.tools.values())  # one object, so that whoever prepares something for it does so once
        self._checker = ArgumentChecker(self._all)
        self._owners = {tool.name: index for index, service in enumerate(services) for tool in service.tools}

        self.disguise: Disguise | None = None

    @property
    def shown(self) -> tuple[ToolSpec, ...]:
        """The tools as an assistant is shown them."""
        return self.disguise.shown if self.disguise else self._all

    def with_services(self, more: Iterable[Service]) -> Toolset:
        """The tools with those of other services."""
        return Toolset([*self._services, *more])

    def behind(self, disguise: Disguise) -> Toolset:
        """The same tools shown otherwise."""
        found = Toolset(self._services)
        found.disguise = disguise
        shown = json.dumps([tool.to_openai() for tool in disguise.shown], sort_keys=True, default=str)
        found.digest = content_id(self.digest, shown, size=16)
        return found

    @property
    def services(self) -> tuple[Service, ...]:
        """The services themselves."""
        return self._services

    @property
    def foreign(self) -> str:
        """The kind of the first world that runs code of its own and was not allowed to; "" where there is none."""
        shut = (one.world for one in self._services if isinstance(one.world, ForeignKind) and one.world.starter is None)
        return next((world.settings.kind for world in shut), "")

    @property
    def waits(self) -> bool:
        """Whether calls are answered from elsewhere, so that other conversations go on meanwhile."""
        return any(isinstance(one.world, ForeignKind) and one.world.waits for one in self._services)

    @property
    def shared(self) -> bool:
        """Whether conversations share a world that is reset before each: only one can be had at a time."""
        return any(isinstance(one.world, ForeignKind) and one.world.shared for one in self._services)

    def imagined(self) -> Toolset:
        """The same tools with derived worlds in the place of those that are not ours: nothing of them is called."""
        found = Toolset([service.imagined() for service in self._services])
        return found.behind(self.disguise) if self.disguise else found

    def allowed(self) -> Toolset:
        """The same tools with worlds of foreign code ready to start; raises SetupError where one cannot be."""
        if not self.foreign:
            return self
        found = Toolset([service.allowed() for service in self._services])
        return found.behind(self.disguise) if self.disguise else found

    def refuse_foreign(self) -> None:
        """Raises InputError where a world runs code of its own that nobody has allowed."""
        for service in self._services:
            if isinstance(service.world, ForeignKind) and service.world.starter is None:
                raise refused(service.world.settings)

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

    def open(
        self, *, rows: Rows, clock: datetime, draws: Draws, faults: Sequence[Fault] = (), disguised: bool = False
    ) -> Session:
        """One conversation's session, with the case's rows and fault plan; `disguised`: calls come as shown."""
        parts = self._split(rows)

        def fresh(index: int) -> World:
            service = self._services[index]
            return service.open(parts[index], clock, draws.at(service.name))

        return Session(self, fresh, len(parts), faults, self.disguise if disguised else None)

    def problems(self, call: ToolCall) -> list[str]:
        """What is wrong with the arguments of a call of a known tool."""
        return [str(problem) for problem in self._checker.problems(call.name, call.arguments or {})]

    def owner(self, tool: str) -> int:
        """Which world answers a tool."""
        return self._owners[tool]

    def wiring(self, tool: str) -> Wiring:
        """Which columns of its world a tool reads by its arguments and shows in its answer."""
        return wiring_of(self._services[self._owners[tool]].world, tool)

    def _split(self, rows: Rows) -> list[Rows]:
        return [{table: rows[table] for table in rows if table in service.marks} for service in self._services]


class Session:
    """One conversation's tools: every call gets an answer, whatever it holds. The worlds begin when they are needed.

    `crash` says what broke where a world that is not ours went down; nothing after that can be judged.
    """

    __slots__ = (
        "_begun",
        "_count",
        "_counts",
        "_disguise",
        "_faults",
        "_fresh",
        "_held",
        "_toolset",
        "_wrote",
        "crash",
    )

    def __init__(
        self,
        toolset: Toolset,
        fresh: Callable[[int], World],
        worlds: int,
        faults: Sequence[Fault] = (),
        disguise: Disguise | None = None,
    ) -> None:
        self._toolset = toolset
        self._disguise = disguise
        self._fresh = fresh
        self._count = worlds
        self._begun: Sequence[World] | None = None
        self._faults = faults
        self._counts: dict[str, int] = {}
        self._held: dict[str, ToolResult] = {}
        self._wrote: list[tuple[int, str, Mapping[str, Any]]] = []
        self.crash = ""

    def call(self, call: ToolCall) -> ToolResult:
        """The answer to one call: refused as an API refuses it, broken as planned, or from the world."""
        if call.arguments is None:
            return _refused("malformed", 400, f"The arguments could not be read: {call.problem}.")
        if call.name not in (self._disguise.names if self._disguise else self._toolset.tools):
            return _refused("unknown_tool", 404, f"There is no tool {call.name!r}.")
        meant = self.meant(call)
        if problems := self._toolset.problems(meant):
            tool, message = self._toolset.tools[meant.name], "; ".join(problems[:_SHOWN])
            message = self._disguise.in_words(tool.name, message) if self._disguise else message
            status = declared_status(tool, 422, 400)
            return refuse(tool, status, f"The arguments do not fit: {message}.", refused="schema")
        arguments = meant.arguments or {}
        if not self._faults:
            return self._ask(meant.name, arguments)
        return self._with_faults(meant.name, arguments, renamed=meant is not self._undisguised(call))

    def meant(self, call: ToolCall) -> ToolCall:
        """The call in the document's words, where a fault or a disguise has given anything another name."""
        call = self._undisguised(call)
        given = call.arguments
        for fault in self._faults if given else ():
            if fault.kind == "renamed_argument" and fault.tool == call.name and given and fault.to in given:
                names = {fault.to: fault.field} if fault.field not in given else {}
                given = {names.get(name, name): value for name, value in given.items()}
        return call if given is call.arguments else replace(call, arguments=given)

    def _undisguised(self, call: ToolCall) -> ToolCall:
        return self._disguise.meant(call) if self._disguise else call

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
            self._begun = [self._fresh(index) for index in range(self._count)]
        return self._begun

    def _ask(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        try:
            return self._worlds[self._toolset.owner(name)].call(name, arguments)
        except ToolCrash as down:
            self.crash = self.crash or str(down)
            raise

    def _with_faults(self, name: str, arguments: Mapping[str, Any], *, renamed: bool) -> ToolResult:
        key = json.dumps([name, arguments], sort_keys=True, default=str)
        if key in self._held:
            return replace(self._held.pop(key), wrote=False, fault="late")
        fault = self._planned(name)
        if fault is None or (renamed and fault.kind == "renamed_argument"):
            return self._noted(name, arguments)
        tool, kept = self._toolset.tools[name], arguments
        if fault.kind == "paging":
            kept = unpaged(arguments, tool)
        asked: list[ToolResult] = []

        def answer() -> ToolResult:
            asked.append(self._noted(name, kept))
            return asked[-1]

        found = broken(
            Breaking(
                fault=fault, tool=tool, arguments=arguments, answer=answer, before=lambda: self._before(name, kept)
            )
        )
        if found.fault == "late":
            self._held[key] = asked[-1]
        return found

    def _noted(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """The world's answer; what wrote is remembered, so that a stale answer can be given later."""
        found = self._ask(name, arguments)
        if found.wrote:
            self._wrote.append((self._toolset.owner(name), name, arguments))
        return found

    def _before(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the tool would have answered before the last write to its world."""
        owner = self._toolset.owner(name)
        if not self._toolset.ours:
            return self._ask(name, arguments)
        world = self._fresh(owner)
        try:
            for _, wrote, given in [one for one in self._wrote if one[0] == owner][:-1]:
                world.call(wrote, given)
            return world.call(name, arguments)
        finally:
            world.close()

    def _planned(self, tool: str) -> Fault | None:
        for name in (tool, ANY_TOOL):
            self._counts[name] = self._counts.get(name, 0) + 1
        for fault in self._faults:
            count = self._counts.get(fault.tool, 0)
            if fault.tool in (tool, ANY_TOOL) and fault.nth <= count < fault.nth + fault.times:
                return fault
        return None


def _refused(why: str, status: int, message: str) -> ToolResult:
    return ToolResult(content={"error": message}, status=status, refused=why)


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
