"""A world of tables in SQLite, in memory, one per conversation, restored from a template in microseconds."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, InputErrors, closest
from simulator.messages import State, ToolResult
from simulator.tools.spec import ToolSpec
from simulator.worlds.databases import Databases, Tenant, connect
from simulator.worlds.snapshot import Shot, TableReader, boolean, from_json
from simulator.worlds.statements import Statement, read_statement
from simulator.worlds.tables import NOW, TYPES, Column, Table, Tables
from simulator.worlds.world import Marks, Rows, refusal

MAX_ROWS = 1_000
MAX_ANSWER = 2_000_000
REDRAWS = 8
FEW = 8
_AS_IT_IS = (str, int, type(None))


class SqlKind:
    """The tables and statements of a world file, with a filled database to copy."""

    ours, uses_faker = True, False

    def __init__(self, tables: Tables, tools: Iterable[ToolSpec]) -> None:
        self.tables = tables.tables
        self.marks: Marks = {
            name: {column.name: column.mark for column in table.columns.values()} for name, table in self.tables.items()
        }
        database = connect()
        for table in self.tables.values():
            database.execute(_create(table))
        self.statements = _statements(tables, tools, database)
        self.fill: dict[tuple[str, tuple[str, ...]], str] = {}
        for table in self.tables.values():
            for row in table.rows:
                database.execute(self.insert(table, tuple(row)), [to_sql(value) for value in row.values()])
        self.readers = {name: TableReader(table) for name, table in self.tables.items()}
        self.generated = {
            name: [column for column in table.columns.values() if column.generated]
            for name, table in self.tables.items()
        }
        self.base = {name: reader.read(database) for name, reader in self.readers.items()}
        self.databases = Databases(database.serialize())
        database.close()

    def insert(self, table: Table, columns: tuple[str, ...]) -> str:
        """The statement that puts a row with these columns in its place."""
        known = self.fill.get((table.name, columns))
        if known is None:
            names = ", ".join(f'"{column}"' for column in columns)
            holes = ", ".join("?" * len(columns))
            known = self.fill[table.name, columns] = f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({holes})'
        return known

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        found = []
        for name, added in rows.items():
            table = self.tables.get(name)
            if table is None:
                found.append(InputError(f"the world has no table {name!r}", hint=closest(name, list(self.tables))))
            else:
                found += [InputError(problem) for row in added for problem in table.problems(row)]
        return found

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> SqlWorld:
        """A fresh world with these rows."""
        return SqlWorld(self, rows, clock, draws)


class SqlWorld:
    """One conversation's tables, in whichever database is free when they are asked for."""

    def __init__(self, kind: SqlKind, rows: Rows, clock: datetime, draws: Draws) -> None:
        self._kind = kind
        self._clock = _moment(clock)
        self._draws = draws
        self._made: dict[tuple[str, str], int] = {}
        self._shots: dict[str, Shot] = dict(kind.base)
        self._stale: set[str] = set()
        self._turn = kind.databases.turn
        self._tenant = Tenant(kind.databases)
        with self._turn:
            for name, added in rows.items():
                self._add(kind.tables[name], added)

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the operation answers; the state may change."""
        with self._turn:
            return self._call(name, arguments)

    def _call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        statement = self._kind.statements[name]
        database = self._tenant.database()
        self._tenant.steps = 0
        before = database.total_changes
        bound: dict[str, Any] = {}
        again = statement.operation.sql  # what fails half-way fails half-way again
        try:
            bound, drawn = self._bind(database, statement, arguments)
            cursor = database.execute(statement.operation.sql, bound)
            rows = _bounded(cursor)
            columns = [column[0] for column in cursor.description or ()]
            cursor.close()
            again = statement.again
        except sqlite3.IntegrityError as broken:
            return refusal(f"Conflict: {str(broken).lower()}", 409)
        except (OverflowError, ValueError):
            return refusal("A value is too large.", 422)
        except _TooMuchError:
            return refusal("Internal error: the answer is too large.", 500)
        except sqlite3.Error as broken:
            if not database.in_transaction:  # SQLite undid the whole conversation with the statement it stopped
                place, hint = statement.operation.place, "bound what the statement changes"
                raise InputError(f"operation {name!r} was stopped: {broken}", place=place, hint=hint) from None
            return refusal(_why(broken), 500)
        finally:
            wrote = database.total_changes > before
            if wrote:
                self._tenant.did(again, bound)
        if wrote:
            self._stale |= statement.writes
            for made in drawn:
                self._made[made] = self._made.get(made, 0) + 1
        return _answer(statement, columns, rows, wrote=wrote)

    def state(self) -> State:
        """A snapshot that later calls do not change."""
        if self._stale:
            with self._turn:
                database = self._tenant.database()
                for name in self._stale:
                    self._shots[name] = self._kind.readers[name].read(database, self._shots[name])
                self._stale.clear()
        return {name: shot.rows for name, shot in self._shots.items()}

    def close(self) -> None:
        """Gives the database back; a second time does nothing."""
        with self._turn:
            self._tenant.close()

    def _add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        generated, added = self._kind.generated[table.name], []
        database = self._tenant.database()
        for count, row in enumerate(rows):
            full = dict(row)
            for column in generated:
                if full.get(column.name) is None:
                    full[column.name] = self._generate(database, table, column, (count, "given"))
            statement, values = self._kind.insert(table, tuple(full)), [to_sql(value) for value in full.values()]
            added.append(database.execute(statement, values).lastrowid)
            self._tenant.did(statement, values)
        reader = self._kind.readers[table.name]
        if reader.appends and len(added) <= FEW:
            self._shots[table.name] = reader.with_rows(database, self._shots[table.name], added)
        else:
            self._stale.add(table.name)

    def _bind(
        self, database: sqlite3.Connection, statement: Statement, arguments: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        bound: dict[str, Any] = {name: to_sql(arguments.get(given)) for name, given in statement.binds.items()}
        if statement.times:
            bound = {name: self._timely(value) for name, value in bound.items()}
        drawn = []
        for name, (table, column) in statement.made.items():
            known = self._kind.tables[table]
            count = self._made.get((table, column), 0)
            bound[name] = self._generate(database, known, known.columns[column], (count, "made"))
            drawn.append((table, column))
        return {**self._clock, **bound}, drawn

    def _timely(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip().lower() in ("now", "localtime", "utc"):
            return self._clock[NOW]
        return value

    def _generate(self, database: sqlite3.Connection, table: Table, column: Column, which: tuple[int, str]) -> Any:
        if column.pattern is None:
            return self._clock[NOW]
        (count, how), text = which, ""
        for attempt in range(REDRAWS):
            path = (how, table.name, column.name, count, *([attempt] if attempt else ()))
            text = column.pattern.draw(self._draws, *path)
            if not _taken(database, table, column, text):
                return text
        while _taken(database, table, column, text):
            count += 1
            text = f"{text}{count}"
        return text


def _taken(database: sqlite3.Connection, table: Table, column: Column, text: str) -> bool:
    found = database.execute(f'SELECT 1 FROM "{table.name}" WHERE "{column.name}" = ?', (text,)).fetchone()
    return found is not None


class _TooMuchError(Exception):
    """A statement answers more than anybody could read."""


def _bounded(cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    """The first rows, as long as they are not too large together."""
    rows: list[tuple[Any, ...]] = cursor.fetchmany(FEW)
    if len(rows) < FEW:
        return rows
    size = _size(rows)
    while len(rows) < MAX_ROWS:
        more = cursor.fetchmany(FEW)
        size += _size(more)
        rows += more
        if size > MAX_ANSWER:
            cursor.close()
            raise _TooMuchError
        if len(more) < FEW:
            break
    return rows


def _size(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(len(value) for row in rows for value in row if isinstance(value, str | bytes))


def _create(table: Table) -> str:
    columns = ", ".join(
        f'"{column.name}" {TYPES[column.type]}' + (" PRIMARY KEY NOT NULL" if column.name == table.key else "")
        for column in table.columns.values()
    )
    return f'CREATE TABLE "{table.name}" ({columns})'


def _statements(tables: Tables, tools: Iterable[ToolSpec], database: sqlite3.Connection) -> dict[str, Statement]:
    known = {tool.name: tool for tool in tools}
    errors = []
    for name, operation in tables.operations.items():
        if name not in known:
            hint = closest(name, list(known))
            errors.append(InputError(f"the document has no operation {name!r}", place=operation.place, hint=hint))
    found = {}
    for name, tool in known.items():
        if name not in tables.operations:
            message = f"operation {name!r} of the document has no SQL here"
            errors.append(InputError(message, place=_place(tables), hint=f"add `{name}:` below operations"))
            continue
        try:
            found[name] = read_statement(tables.operations[name], tool, tables.tables, database)
        except InputError as wrong:
            errors.append(wrong)
    if errors:
        raise errors[0] if len(errors) == 1 else InputErrors(errors[:20])
    return found


def _place(tables: Tables) -> Any:
    first = next(iter(tables.operations.values()), None)
    return first.place._replace(line=0, col=0) if first else None


@lru_cache(maxsize=64)
def _moment(clock: datetime) -> Mapping[str, str]:
    """What a statement may know of the time."""
    return {NOW: clock.isoformat(), "today": clock.date().isoformat()}


def to_sql(value: Any) -> Any:
    """A JSON value as SQLite stores it."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no JSON number")
    return value


def _answer(statement: Statement, columns: list[str], rows: list[tuple[Any, ...]], *, wrote: bool) -> ToolResult:
    operation = statement.operation
    found = [_row(statement, columns, row) for row in rows]
    if operation.returns == "many":
        return ToolResult(content={operation.wrap: found} if operation.wrap else found, wrote=wrote)
    if not found and not (operation.returns == "none" and wrote):
        return refusal(operation.missing_message, operation.missing_status)
    if operation.returns == "none":
        return ToolResult(content={"ok": True}, wrote=wrote)
    return ToolResult(content={operation.wrap: found[0]} if operation.wrap else found[0], wrote=wrote)


def _row(statement: Statement, columns: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    item = dict(zip(columns, row, strict=True))
    for name in statement.booleans & item.keys() if statement.booleans else ():
        item[name] = boolean(item[name])
    for name in statement.json & item.keys() if statement.json else ():
        item[name] = from_json(item[name])
    return item


def _why(broken: sqlite3.Error) -> str:
    return "The request took too long." if "interrupted" in str(broken) else f"Internal error: {broken}"
