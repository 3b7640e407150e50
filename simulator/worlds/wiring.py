"""How a tool is wired to its tables: which columns its arguments are compared with and which its answer shows.

Read from the statement of a world file or from a derived resource, so that rows can be laid out that a call will find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from simulator.frozen import dataclass
from simulator.values.late import Late
from simulator.worlds.sql import SqlKind
from simulator.worlds.tables import Table

Spot = tuple[str, str]
"""A table and one of its columns."""

_COMMENT = Late(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRAPPED = Late(r"\b(?:lower|upper|trim|coalesce)\s*\(\s*([:\w.]+)\s*(?:,[^()]*)?\)", re.IGNORECASE)
_SELECT = Late(r"\(\s*SELECT\b", re.IGNORECASE)
_NOT = Late(r"\bNOT\s+EXISTS\s*$", re.IGNORECASE)
_EXISTS = Late(r"\bEXISTS\s*$", re.IGNORECASE)
_KEYWORDS = "where join on set order group left inner cross natural using limit values having union".replace(" ", "|")
_TABLE = Late(rf"\b(?:FROM|JOIN|UPDATE)\s+\"?(\w+)\"?(?:\s+(?:AS\s+)?(?!(?:{_KEYWORDS})\b)(\w+))?", re.IGNORECASE)
_SET = Late(r"\bSET\b.*?(?=\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
_EQUAL = Late(r"([\w.]+)\s*(?<![<>!])==?\s*(:\w+|'(?:[^']|'')*'|[\w.]+)")
_SHOWN = Late(r"\b(?:SELECT|RETURNING)\b(.*?)(?=\bFROM\b|$)", re.IGNORECASE | re.DOTALL)
_COLUMN = Late(r"\s*([\w.]+)(?:\s+(?:AS\s+)?(\w+))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """One tool's columns.

    arguments  argument -> the columns it is compared with
    fields     field of the answer -> the columns it shows
    fixed      column -> the value it must have
    keys       table -> its key, for every table that is read; None where the world makes the key itself
    columns    table -> its columns
    """

    arguments: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    fields: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    fixed: Mapping[Spot, Any] = field(default_factory=dict)
    keys: Mapping[str, str | None] = field(default_factory=dict)
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)


def wiring_of(world: Any, tool: str) -> Wiring:
    """The wiring of one tool of a world; empty where it cannot be read."""
    if isinstance(world, SqlKind):
        statement = world.statements[tool]
        return _Statement(statement.operation.sql, world.tables, statement.binds).wiring()
    resource = getattr(world, "owners", {}).get(tool)  # a derived world knows by it what a tool is about
    if resource:
        renamed = resource.renamed.get(tool, {})
        table, columns = resource.table, resource.columns | {resource.key}
        named = {name: ((table, renamed.get(name, name)),) for name in world.tools[tool].properties}
        return Wiring(
            arguments={name: spots for name, spots in named.items() if spots[0][1] in columns},
            fields={name: ((table, name),) for name in columns},
            keys={table: resource.key},
            columns={table: columns},
        )
    return Wiring()


class _Statement:
    """One statement, read far enough to know its columns."""

    def __init__(self, sql: str, tables: Mapping[str, Table], binds: Mapping[str, str]) -> None:
        self._tables = tables
        self._binds = binds
        self._aliases: dict[str, str] = {}
        self._same: dict[Spot, set[Spot]] = {}
        text = _COMMENT.sub(" ", sql)
        while (shorter := _WRAPPED.sub(r"\1", text)) != text:
            text = shorter
        self._outer, self._inner = _opened(text)

    def wiring(self) -> Wiring:
        """What the statement says about columns."""
        texts = [_SET.sub(" ", self._outer), *self._inner]
        for text in texts:
            for found in _TABLE.finditer(text):
                self._meet(found[1], found[2] or "")
        arguments: dict[str, list[Spot]] = {}
        fixed: dict[Spot, Any] = {}
        for text in texts:
            for found in _EQUAL.finditer(text):
                self._equal(found[1], found[2], arguments, fixed)
        return Wiring(
            arguments={name: self._spread(spots) for name, spots in arguments.items()},
            fields={name: self._spread([spot]) for name, spot in self._shown()},
            fixed=fixed,
            keys={name: self._key(name) for name in dict.fromkeys(self._aliases.values())},
            columns={name: frozenset(self._tables[name].columns) for name in self._aliases.values()},
        )

    def _key(self, table: str) -> str | None:
        key = self._tables[table].key
        return None if self._tables[table].columns[key].generated else key

    def _meet(self, table: str, alias: str) -> None:
        if table in self._tables:
            self._aliases[table] = table
            if alias:
                self._aliases[alias] = table

    def _spot(self, name: str) -> Spot | None:
        """The column a name means: of the table in front of the point, else of the first table that has it."""
        table, _, column = name.rpartition(".")
        tables = [self._aliases[table]] if table in self._aliases else [] if table else self._aliases.values()
        return next(((one, column) for one in tables if column in self._tables[one].columns), None)

    def _equal(self, left: str, right: str, arguments: dict[str, list[Spot]], fixed: dict[Spot, Any]) -> None:
        spot = self._spot(left)
        if spot is None:
            return
        if right.startswith(":"):
            if right[1:] in self._binds:
                arguments.setdefault(self._binds[right[1:]], []).append(spot)
        elif right.startswith("'"):
            fixed[spot] = right[1:-1].replace("''", "'")
        elif right.isdigit():
            fixed[spot] = int(right)
        elif other := self._spot(right):
            for one, two in ((spot, other), (other, spot)):
                self._same.setdefault(one, set()).add(two)

    def _spread(self, spots: list[Spot]) -> tuple[Spot, ...]:
        """The columns and those that a join makes equal to them."""
        found = list(spots)
        for spot in found:
            found += sorted(other for other in self._same.get(spot, ()) if other not in found)
        return tuple(dict.fromkeys(found))

    def _shown(self) -> Iterator[tuple[str, Spot]]:
        for found in _SHOWN.finditer(self._outer):
            for part in _parts(found[1]):
                column = _COLUMN.fullmatch(part)
                if column and (spot := self._spot(column[1])):
                    yield column[2] or column[1].rpartition(".")[2], spot


def _opened(text: str) -> tuple[str, list[str]]:
    """The statement without the queries inside it, and those of them that must find something."""
    inner: list[str] = []
    while found := _SELECT.search(text):
        end = _closing(text, found.start())
        before, inside, after = text[: found.start()], text[found.start() + 1 : end], text[end + 1 :]
        if _EXISTS.search(before) and not _NOT.search(before):
            inner.append(inside)
        text = f"{before} 0+0 {after}"
    return text, inner


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text) - 1


def _parts(text: str) -> list[str]:
    """A list of columns taken apart at its commas, not at those inside brackets."""
    found, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found
