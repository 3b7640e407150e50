"""A world made from the API document alone: what is created can be read, listed, changed and deleted.

Everything else answers an example of its declared response, the same for the same arguments, and every successful
write is kept in the state so that end states can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.draws import Draws, content_id
from simulator.errors import InputError, closest
from simulator.messages import State, ToolResult
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat
from simulator.worlds.answers import Answers
from simulator.worlds.resources import Resource, find_resources
from simulator.worlds.world import Marks, Rows, refusal

CALL = "call"
_CUTS = frozenset(("limit", "perpage", "pagesize", "top", "pagelimit", "maxresults", "maxitems"))
_REDRAWS = 8


class DerivedKind:
    """What the document says about its tools, ready to be opened."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self.resources = {resource.table: resource for resource in find_resources(tools)}
        self.owners = {name: resource for resource in self.resources.values() for name in resource.roles}
        free = [tool for tool in tools if tool.writes and tool.name not in self.owners]
        self.logs = {tool.name: f"{tool.name}_calls" if tool.name in self.resources else tool.name for tool in free}
        self.marks: Marks = {
            **{table: {one.key: "id" if one.generated else ""} for table, one in self.resources.items()},
            **{log: {CALL: "id"} for log in self.logs.values()},
        }
        self._answers: dict[str, Answers] = {}
        self._keys: dict[str, Examples] = {}

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        found = []
        for table, added in rows.items():
            resource = self.resources.get(table)
            if resource is None:
                message = f"the document keeps no {table!r} that rows could be added to"
                found.append(InputError(message, hint=closest(table, list(self.resources))))
                continue
            found += [InputError(problem) for row in added for problem in _row_problems(resource, row)]
        return found

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> DerivedWorld:
        """A fresh world with these rows."""
        return DerivedWorld(self, rows, clock, draws)

    def answers(self, tool: str) -> Answers:
        """How the tool's results look."""
        found = self._answers.get(tool)
        if found is None:
            found = self._answers[tool] = Answers(self.tools[tool], self.owners.get(tool))
        return found

    def key(self, resource: Resource, draws: Draws) -> Any:
        """A new key for a resource."""
        maker = self._keys.get(resource.table)
        if maker is None:
            schema = {word: value for word, value in resource.key_schema.items() if word not in _WRITTEN}
            maker = self._keys[resource.table] = Examples(schema or {"type": "string"})
        return maker.draw(draws, name=resource.key)


class DerivedWorld:
    """One conversation's things, by table and key."""

    def __init__(self, kind: DerivedKind, rows: Rows, clock: datetime, draws: Draws) -> None:
        self._kind = kind
        self._now = clock.isoformat()
        self._draws = draws
        self._tables: dict[str, dict[str, Mapping[str, Any]]] = {}
        self._made: dict[str, int] = {}
        for table, added in rows.items():
            resource = kind.resources[table]
            for row in added:
                key = row.get(resource.key)
                full = {**row, resource.key: self._new_key(resource) if key is None else key}
                self._table(table)[_address(resource, full)] = full

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the operation answers; the state may change."""
        resource = self._kind.owners.get(name)
        if resource is None:
            return self._free(name, arguments)
        if renamed := resource.renamed.get(name):
            arguments = {renamed.get(argument, argument): value for argument, value in arguments.items()}
        return _ACTS[resource.roles[name]](self, name, resource, arguments)

    def state(self) -> State:
        """A snapshot that later calls do not change; a table nothing was ever put into is left out."""
        return {table: dict(rows) for table, rows in self._tables.items()}

    def close(self) -> None:
        """Nothing to free."""

    def _table(self, name: str) -> dict[str, Mapping[str, Any]]:
        return self._tables.setdefault(name, {})

    def _new_key(self, resource: Resource) -> Any:
        count = self._made[resource.table] = self._made.get(resource.table, 0) + 1
        taken = {flat(str(row[resource.key])) for row in self._tables.get(resource.table, {}).values()}
        key: Any = None
        for attempt in range(_REDRAWS):
            key = self._kind.key(
                resource, self._draws.at("made", resource.table, count, *([attempt] if attempt else ()))
            )
            if key is not None and flat(str(key)) not in taken:
                return key
        while flat(str(key)) in taken or key is None:
            count += 1
            key = key + count if isinstance(key, int) else f"{key or resource.noun}{count}"
        return key

    def create(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Stores a new thing, with a generated key where the call names none."""
        key = arguments.get(resource.key)
        row = {**arguments, resource.key: self._new_key(resource) if key is None else key}
        address = _address(resource, row)
        if address in self._table(resource.table):
            return refusal(self._declared(name, "409", f"There is already a {resource.noun} {key}."), 409)
        return self._keep(name, resource, row)

    def _keep(self, name: str, resource: Resource, row: Mapping[str, Any]) -> ToolResult:
        self._table(resource.table)[_address(resource, row)] = row
        return ToolResult(content=self._one(name, resource, row), wrote=True)

    def get(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Shows one thing."""
        row = self._stored(resource, arguments)
        if row is None:
            return self._missing(name, resource)
        return ToolResult(content=self._one(name, resource, row))

    def list(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Shows the things whose fields are as asked."""
        rows = [row for row in self._tables.get(resource.table, {}).values() if _asked(row, arguments)]
        cut = next((value for arg, value in arguments.items() if flat(arg) in _CUTS and isinstance(value, int)), None)
        if cut is not None and cut > 0:
            rows = rows[:cut]
        return ToolResult(content=self._kind.answers(name).many(rows, self._draws))

    def replace(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Puts a thing in place, a new one where the API has no other way to create it."""
        known = self._stored(resource, arguments)
        if known is None and "create" in resource.roles.values():
            return self._missing(name, resource)
        return self._keep(name, resource, {**(known or {}), **arguments})

    def update(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Changes fields of a thing."""
        known = self._stored(resource, arguments)
        if known is None:
            return self._missing(name, resource)
        return self._keep(name, resource, {**known, **arguments})

    def delete(self, name: str, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Removes a thing."""
        row = self._stored(resource, arguments)
        if row is None:
            return self._missing(name, resource)
        content = self._one(name, resource, row)
        del self._table(resource.table)[_address(resource, row)]
        return ToolResult(content=content, wrote=True)

    def _free(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        wrote = name in self._kind.logs
        if wrote:
            log = self._table(self._kind.logs[name])
            number = str(len(log) + 1)
            log[number] = {CALL: number, **arguments}
        mark = content_id(json.dumps(arguments, sort_keys=True, default=str))
        content = self._kind.answers(name).free(arguments, self._draws.at("answer", name, mark))
        return ToolResult(content=content, wrote=wrote)

    def _one(self, name: str, resource: Resource, row: Mapping[str, Any]) -> Any:
        return self._kind.answers(name).one(row, self._draws.at("thing", resource.table, _address(resource, row)))

    def _stored(self, resource: Resource, arguments: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return self._tables.get(resource.table, {}).get(_address(resource, arguments))

    def _missing(self, name: str, resource: Resource) -> ToolResult:
        return refusal(self._declared(name, "404", f"There is no such {resource.noun}."), 404)

    def _declared(self, name: str, status: str, plain: str) -> str:
        errors = self._kind.tools[name].errors
        return errors.get(status) or errors.get(f"{status[0]}XX") or plain


_ACTS: Mapping[str, Callable[[DerivedWorld, str, Resource, Mapping[str, Any]], ToolResult]] = {
    "create": DerivedWorld.create,
    "get": DerivedWorld.get,
    "list": DerivedWorld.list,
    "replace": DerivedWorld.replace,
    "update": DerivedWorld.update,
    "delete": DerivedWorld.delete,
}
_WRITTEN = frozenset(("examples", "default", "description"))


def _address(resource: Resource, row: Mapping[str, Any]) -> str:
    return "/".join(_plain(row.get(name)) for name in (*resource.parents, resource.key))


def _plain(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _asked(row: Mapping[str, Any], arguments: Mapping[str, Any]) -> bool:
    return all(row[name] == value for name, value in arguments.items() if name in row)


def _row_problems(resource: Resource, row: Any) -> list[str]:
    if not isinstance(row, Mapping):
        return [f"a row of {resource.table} must be an object, not {row!r}"]
    found = [
        f"table {resource.table} has no column {name!r} ({closest(str(name), sorted(resource.columns))})"
        for name in row
        if name not in resource.columns
    ]
    missing = [name for name in resource.parents if row.get(name) is None]
    if row.get(resource.key) is None and not resource.generated:
        missing.append(resource.key)
    return found + [f"a row of {resource.table} has no {name}" for name in missing]
