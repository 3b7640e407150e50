"""One conversation in a world made from a document: what is created can be read, listed, changed and deleted.

Everything else answers an example of its declared response, the same for the same arguments, and every successful
write is kept in the state so that end states can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from simulator.draws import Draws, content_id
from simulator.messages import State, ToolResult
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat
from simulator.worlds.derived.answers import Answers
from simulator.worlds.derived.fields import GONE_FLAGS, state_after
from simulator.worlds.derived.groups import HOLE
from simulator.worlds.derived.listing import chosen, page_of
from simulator.worlds.derived.names import read_name
from simulator.worlds.derived.resources import Resource
from simulator.worlds.derived.things import Things
from simulator.worlds.refusals import declared_words, refuse
from simulator.worlds.world import Rows

CALL = "call"
_REDRAWS = 8
_SHOWS_GONE = frozenset(("includedeleted", "includearchived", "withdeleted", "showdeleted", "deleted", "archived"))
_SENT = frozenset(("whole", "path"))


class Document(Protocol):
    """What a document says about its tools.

    logs     tool -> the table that keeps its calls
    readers  a tool that only shows things nobody can change -> what of, the argument that names one, its key's names
    """

    tools: Mapping[str, ToolSpec]
    resources: Mapping[str, Resource]
    owners: Mapping[str, Resource]
    logs: Mapping[str, str]
    readers: Mapping[str, tuple[str, str, frozenset[str]]]

    def answers(self, tool: str) -> Answers:
        """How the tool's results look."""
        ...

    def things(self, resource: Resource) -> Things:
        """How things of a resource look."""
        ...

    def key(self, resource: Resource, draws: Draws) -> Any:
        """A new key for a resource."""
        ...


class DerivedWorld:
    """One conversation's things, by table and key."""

    def __init__(self, kind: Document, rows: Rows, clock: datetime, draws: Draws) -> None:
        self._kind = kind
        self._now = clock
        self._draws = draws
        self._tables: dict[str, dict[str, Mapping[str, Any]]] = {}
        self._rest: dict[tuple[str, str], dict[str, Any]] = {}
        self._gone: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._made: dict[str, int] = {}
        for table, added in rows.items():
            resource = kind.resources[table]
            for row in added:
                key = row.get(resource.key)
                full = (
                    row if resource.single else {**row, resource.key: self._new_key(resource) if key is None else key}
                )
                self._table(table)[_address(resource, full)] = full

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the operation answers; the state may change."""
        resource = self._kind.owners.get(name)
        if resource is None:
            return self._free(self._kind.tools[name], arguments)
        if renamed := resource.renamed.get(name):
            arguments = {renamed.get(argument, argument): value for argument, value in arguments.items()}
        tool = self._kind.tools[name]
        found = _ACTS[resource.roles[name]](self, tool, resource, arguments)
        return replace(found, status=tool.status) if found.ok and tool.status != found.status else found

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

    # --- what tools do ----------------------------------------------------------------------------------------------
    def create(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Stores a new thing, with a generated key where the call names none."""
        row = self._fields(tool, resource, arguments)
        key = row.get(resource.key)
        row = {**row, resource.key: self._new_key(resource) if key is None else key}
        if _address(resource, row) in self._table(resource.table):
            words = declared_words(tool, 409) if "409" in tool.errors else ""
            return refuse(tool, 409, words or f"There is already a {resource.noun} {key}.")
        return self._keep(tool, resource, row)

    def get(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Shows one thing; of a single one that nobody has set yet, what is usual."""
        row = self._stored(tool, resource, arguments)
        if row is None and resource.single:
            row = {name: arguments[name] for name in resource.parents if name in arguments}
        return self._missing(tool, resource) if row is None else self._shown(tool, resource, row)

    def find(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Shows the first thing that is as asked."""
        found = self._chosen(resource, arguments)
        if not found:
            return self._missing(tool, resource)
        answers = self._kind.answers(tool.name)
        return ToolResult(content=answers.one(found[0], self._draws.at("found", tool.name)))

    def show(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Shows the things whose fields are as asked, a page of them where the query says so."""
        found = self._chosen(resource, arguments)
        known = {name: schema["default"] for name, schema in tool.properties.items() if "default" in schema}
        lowest = {
            name: 0 for name, schema in tool.properties.items() if 0 in (schema.get("minimum"), schema.get("default"))
        }
        page = page_of(found, {**known, **arguments}, lowest, self._things(resource).flat)
        return ToolResult(content=self._kind.answers(tool.name).many(page, self._draws))

    def replace(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Puts a thing in place, a new one where the API has no other way to create it."""
        known = self._stored(tool, resource, arguments)
        if known is None and "create" in resource.roles.values() and tool.status != 201:
            return self._missing(tool, resource)
        return self._keep(tool, resource, {**(known or {}), **self._fields(tool, resource, arguments)})

    def update(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Changes fields of a thing."""
        known = self._stored(tool, resource, arguments)
        if known is None:
            return self._missing(tool, resource)
        return self._keep(tool, resource, {**known, **self._fields(tool, resource, arguments)})

    def save(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Changes the thing that is there, or puts a new one there."""
        if not resource.single and arguments.get(resource.key) is None:
            return self.create(tool, resource, arguments)
        known = self._stored(tool, resource, arguments) or {}
        return self._keep(tool, resource, {**known, **self._fields(tool, resource, arguments)})

    def act(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Does with a thing what the tool's verb says; where that shows in no field, the call itself is kept."""
        known = self._stored(tool, resource, arguments)
        if known is None:
            return self._missing(tool, resource)
        things = self._things(resource)
        own = {*resource.address, *HOLE.findall(tool.path)}
        said = {name: value for name, value in arguments.items() if name not in own and flat(name) in things.flat}
        row = {**known, **said, **_state(tool, things)}
        if row == known:
            self._log(tool, arguments)
        found = self._keep(tool, resource, row)
        if tool.returns is not None and not any(flat(n) == flat(things.key_field) for n in _top(found.content)):
            mark = self._draws.at("answer", tool.name, _mark(arguments))
            return replace(found, content=self._kind.answers(tool.name).free({**row, **arguments}, mark))
        return found

    def delete(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> ToolResult:
        """Removes a thing, or marks it as removed where the document says that this is what deleting does."""
        row = self._stored(tool, resource, arguments)
        if row is None:
            return self._missing(tool, resource)
        place = (resource.table, _address(resource, row))
        if tool.name in resource.soft and (marks := self._removed(resource)):
            if place in self._gone:
                return self._missing(tool, resource)
            self._gone.add(place)
            return self._keep(tool, resource, {**row, **marks})
        found = self._shown(tool, resource, row)
        del self._table(resource.table)[place[1]]
        self._rest.pop(place, None)
        return replace(found, wrote=True)

    # --- things -----------------------------------------------------------------------------------------------------
    def _things(self, resource: Resource) -> Things:
        return self._kind.things(resource)

    def _fields(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What of the arguments belongs to the thing: its key, its parents and what was sent of it."""
        things = self._things(resource)
        own = {}
        for name, value in arguments.items():
            place, said = tool.places.get(name, ("body", name))
            if name in resource.address or (place != "body" and (place in _SENT or flat(name) in things.flat)):
                own[name] = value
            elif place == "body" and (said not in resource.address or isinstance(value, Mapping)):
                own[said] = value
        if {"field", "value"} <= own.keys() and flat(str(own["field"])) in {**things.flat, **_flats(resource)}:
            own[str(own.pop("field"))] = own.pop("value")
        return things.unpacked(own)

    def _keep(self, tool: ToolSpec, resource: Resource, row: Mapping[str, Any]) -> ToolResult:
        address = _address(resource, row)
        table = self._table(resource.table)
        if address in table:
            self._rest.setdefault((resource.table, address), self._filled(resource, table[address])).update(
                self._things(resource).timed("changed", self._now)
            )
        table[address] = row
        return replace(self._shown(tool, resource, row), wrote=True)

    def _shown(self, tool: ToolSpec, resource: Resource, row: Mapping[str, Any]) -> ToolResult:
        draws = self._draws.at("thing", resource.table, _address(resource, row))
        return ToolResult(content=self._kind.answers(tool.name).one(self._whole(resource, row), draws))

    def _whole(self, resource: Resource, row: Mapping[str, Any]) -> dict[str, Any]:
        place = (resource.table, _address(resource, row))
        rest = self._rest.get(place)
        if rest is None:
            rest = self._rest[place] = self._filled(resource, row)
        return self._things(resource).whole(row, rest)

    def _filled(self, resource: Resource, row: Mapping[str, Any]) -> dict[str, Any]:
        draws = self._draws.at("thing", resource.table, _address(resource, row))
        return self._things(resource).filled(row, draws, self._now)

    def _removed(self, resource: Resource) -> dict[str, Any]:
        """What marks a thing of this kind as removed."""
        things = self._things(resource)
        found = things.timed("gone", self._now)
        for name, field in things.fields.items():
            if field.meaning in ("flag", "live"):
                found[name] = flat(name) in GONE_FLAGS
        name, states = things.states()
        for verb in ("delete", "archive", "remove", "deactivate", "inactive"):
            if name and name not in found and (state := state_after(verb, states)) is not None:
                found[name] = state
        return found

    def _chosen(self, resource: Resource, arguments: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        rows = self._tables.get(resource.table, {})
        names = {**_flats(resource), **{flat(name): name for row in rows.values() for name in row}}
        things = self._things(resource)
        asked = {**{word: things.named(name) for word, name in names.items()}, **things.flat}
        show = any(flat(name) in _SHOWS_GONE or name == self._things(resource).states()[0] for name in arguments)
        kept = [row for address, row in rows.items() if show or (resource.table, address) not in self._gone]
        named = {name: value for name, value in arguments.items() if not (flat(name) in _SHOWS_GONE and value is True)}
        return chosen([self._whole(resource, row) for row in kept], named, asked)

    def _stored(self, tool: ToolSpec, resource: Resource, arguments: Mapping[str, Any]) -> Mapping[str, Any] | None:
        row = self._tables.get(resource.table, {}).get(_address(resource, arguments))
        for name in HOLE.findall(tool.path) if row else ():
            other = (row or {}).get(name)
            if other is not None and name in arguments and _plain(other) != _plain(arguments[name]):
                return None
        return row

    def _missing(self, tool: ToolSpec, resource: Resource) -> ToolResult:
        words = declared_words(tool, 404) if {"404", "4XX"} & tool.errors.keys() else ""
        return refuse(tool, 404, words or f"There is no such {resource.noun}.")

    # --- everything else --------------------------------------------------------------------------------------------
    def _log(self, tool: ToolSpec, arguments: Mapping[str, Any]) -> None:
        log = self._table(self._kind.logs[tool.name])
        number = str(len(log) + 1)
        log[number] = {CALL: number, **arguments}

    def _free(self, tool: ToolSpec, arguments: Mapping[str, Any]) -> ToolResult:
        wrote = tool.name in self._kind.logs
        if wrote:
            self._log(tool, arguments)
        answers, draws = self._kind.answers(tool.name), self._draws.at("answer", tool.name, _mark(arguments))
        table, key, names = self._kind.readers.get(tool.name, ("", "", frozenset[str]()))
        given: Mapping[str, Any] = arguments
        if key and key in arguments:
            draws = self._draws.at("thing", table, _plain(arguments[key]))
            given = {**self._seen.get((table, _plain(arguments[key])), {}), **arguments}
        content = answers.free(given, draws)
        for thing in answers.shown(content) if table else ():
            for name, value in thing.items():
                if flat(name) in names and isinstance(value, str | int):
                    self._seen.setdefault((table, _plain(value)), thing)
        return ToolResult(content=content, status=tool.status, wrote=wrote)


_ACTS: Mapping[str, Callable[[DerivedWorld, ToolSpec, Resource, Mapping[str, Any]], ToolResult]] = {
    "create": DerivedWorld.create,
    "get": DerivedWorld.get,
    "find": DerivedWorld.find,
    "list": DerivedWorld.show,
    "replace": DerivedWorld.replace,
    "update": DerivedWorld.update,
    "save": DerivedWorld.save,
    "act": DerivedWorld.act,
    "delete": DerivedWorld.delete,
}


def _state(tool: ToolSpec, things: Things) -> dict[str, Any]:
    """The state a tool's verb leaves a thing in, where its fields know such a state."""
    last = tool.path.rstrip("/").rpartition("/")[2]
    words = (last, tool.name) if last and "{" not in last else (tool.name,)
    named = next((found for word in words if (found := read_name(f"{word}_it" if word == last else word))), None)
    verb = named.verb if named else ""
    name, states = things.states()
    if name:
        after = state_after(verb, states)
        return {} if after is None else {name: after}
    if "status" in things.flat or not things.fields:
        return {things.flat.get("status", "status"): _past(verb)} if verb else {}
    return {}


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    doubled = verb[-1] if verb in ("cancel", "ship", "stop", "ban", "drop") else ""
    return f"{verb}{doubled}ed"


def _flats(resource: Resource) -> dict[str, str]:
    return {flat(name): name for name in resource.columns}


def _top(content: Any) -> list[str]:
    """The names of the fields of a result and of what is directly below."""
    if not isinstance(content, Mapping):
        return []
    return [*content, *(name for inner in content.values() if isinstance(inner, Mapping) for name in inner)]


def _mark(arguments: Mapping[str, Any]) -> str:
    return content_id(json.dumps(arguments, sort_keys=True, default=str))


def _address(resource: Resource, row: Mapping[str, Any]) -> str:
    return "/".join(_plain(row.get(name)) for name in resource.address) or "-"


def _plain(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)
