"""One SQL statement of a world file, proven harmless when it is loaded: one statement, no writes where only reading is
allowed, no ATTACH, PRAGMA, extension, schema change or function that depends on chance or on the machine's clock.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

from simulator.errors import InputError, closest
from simulator.frozen import NamedTuple
from simulator.tools.spec import ToolSpec
from simulator.worlds.tables import NOW, Operation, Table

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
_PARAMETER = re.compile(r"(?<![\w:]):([A-Za-z_]\w*)|[?@$]\w*")
_ALLOWED = re.compile(r"\s*(?:SELECT|WITH|VALUES|INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_ROWS = re.compile(r"^\s*(?:SELECT|WITH|VALUES)\b|\bRETURNING\b", re.IGNORECASE)
_RETURNING = re.compile(r"\bRETURNING\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"'\s*(?:now|localtime|utc)\s*'|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)", re.IGNORECASE
)
_READS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE))
_WRITES = frozenset((sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE))
_TIMES = frozenset(("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"))
_DENIED = frozenset(
    [
        "load_extension",
        "random",
        "randomblob",
        "zeroblob",
        "fts3_tokenizer",
        "current_time",
        "current_date",
        "current_timestamp",
        "last_insert_rowid",
        "changes",
        "total_changes",
    ]
)


class Statement(NamedTuple):
    """A statement ready to run.

    binds   SQL parameter -> argument name
    made    SQL parameter -> (table, column) of a generated id
    writes  tables it may change
    times   it computes with dates, so the word "now" in an argument must mean the scenario's clock
    booleans, json   result columns to convert
    again   does the same once more, where nobody wants the answer
    """

    operation: Operation
    again: str
    binds: Mapping[str, str]
    made: Mapping[str, tuple[str, str]]
    writes: frozenset[str]
    times: bool
    booleans: frozenset[str]
    json: frozenset[str]


class _Watch:
    """What a statement does, told by SQLite's authorizer while it is prepared."""

    def __init__(self, *, writes: bool) -> None:
        self.reads: set[str] = set()
        self.changed: set[str] = set()
        self.functions: set[str] = set()
        self.refused = ""
        self._writes = writes

    def __call__(self, action: int, one: str | None, two: str | None, _database: str | None, _by: str | None) -> int:
        if one is not None and one.lower().startswith("sqlite_") and action != sqlite3.SQLITE_FUNCTION:
            return self._refuse(f"it touches {one}")
        if action in _READS:
            self.reads.add(one or "")
            return sqlite3.SQLITE_OK
        if action in _WRITES:
            self.changed.add(one or "")
            return sqlite3.SQLITE_OK if self._writes else self._refuse("it writes, but the operation only reads")
        if action == sqlite3.SQLITE_FUNCTION:
            self.functions.add((two or "").lower())
            return self._refuse(f"it uses {two}()") if (two or "").lower() in _DENIED else sqlite3.SQLITE_OK
        return self._refuse("only SELECT, INSERT, UPDATE and DELETE are allowed")

    def _refuse(self, reason: str) -> int:
        self.refused = self.refused or reason
        return sqlite3.SQLITE_DENY


def guard(action: int, one: str | None, two: str | None, _database: str | None, _by: str | None) -> int:
    """SQLite's authorizer while a conversation runs: nothing but rows of tables is ever touched."""
    if action == sqlite3.SQLITE_TRANSACTION:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (two or "").lower() in _DENIED else sqlite3.SQLITE_OK
    inside = one is not None and one.lower().startswith("sqlite_")
    return sqlite3.SQLITE_DENY if inside or action not in _READS | _WRITES else sqlite3.SQLITE_OK


def read_statement(
    operation: Operation, tool: ToolSpec, tables: Mapping[str, Table], database: sqlite3.Connection
) -> Statement:
    """The operation's statement, checked against the tool and the tables."""
    bare = _QUOTED.sub(" ", operation.sql)
    if _CLOCK.search(operation.sql):
        raise _wrong(operation, "its SQL asks the machine for the time", "use :now or :today")
    if not _ALLOWED.match(bare):
        raise _wrong(operation, "only SELECT, INSERT, UPDATE and DELETE are allowed", "write one such statement")
    if operation.returns != "none" and not _ROWS.search(bare):
        raise _wrong(operation, "its SQL gives no rows to answer", "end it with RETURNING *, or write `returns: none`")
    names = list(dict.fromkeys(found[1] or found[0] for found in _PARAMETER.finditer(bare)))
    watch = _Watch(writes=tool.writes)
    _prepare(operation, names, watch, database)
    made = {name: _made(operation, name, watch.changed, tables) for name in names if name.startswith("new_")}
    known = {re.sub(r"\W", "_", name): name for name in tool.properties}
    for name in names:
        if name not in known and name not in made and name not in (NOW, "today"):
            given = [*known, NOW, "today"]
            raise _wrong(operation, f"its SQL uses :{name}, which is no argument of {tool.name}", closest(name, given))
    touched = [tables[name] for name in watch.reads | watch.changed if name in tables]
    return Statement(
        operation=operation,
        again=unanswered(operation.sql, names, database),
        binds={name: known[name] for name in names if name in known and name not in made},
        made=made,
        writes=frozenset(watch.changed),
        times=bool(watch.functions & _TIMES),
        booleans=_columns(touched, "boolean"),
        json=_columns(touched, "json"),
    )


def unanswered(sql: str, names: list[str], database: sqlite3.Connection) -> str:
    """The statement without what it returns, which takes half of its time; itself where that cannot be left out."""
    blank = _QUOTED.sub(lambda found: " " * len(found[0]), sql)
    places = [found.start() for found in _RETURNING.finditer(blank)]
    if len(places) != 1:
        return sql
    try:
        database.execute(f"EXPLAIN {sql[: places[0]]}", dict.fromkeys(names)).close()
    except sqlite3.Error:
        return sql
    return sql[: places[0]]


def _wrong(operation: Operation, message: str, hint: str) -> InputError:
    return InputError(f"operation {operation.tool}: {message}", place=operation.place, hint=hint)


def _prepare(operation: Operation, names: list[str], watch: _Watch, database: sqlite3.Connection) -> None:
    if any(name[0] in "?@$" for name in names):
        raise _wrong(operation, "its SQL has a nameless parameter", "bind arguments by name, such as :booking_id")
    database.set_authorizer(watch)
    try:
        database.execute(f"EXPLAIN {operation.sql}", dict.fromkeys(names)).close()
    except (sqlite3.Error, sqlite3.Warning) as broken:
        reason = watch.refused or str(broken)
        hint = "GET and HEAD only read; for a reading POST set `x-reads: true`" if "only reads" in reason else ""
        raise _wrong(operation, reason, hint or "write one SQL statement over the tables of this file") from None
    finally:
        database.set_authorizer(None)


def _made(operation: Operation, name: str, changed: set[str], tables: Mapping[str, Table]) -> tuple[str, str]:
    column = name.removeprefix("new_")
    for table in sorted(changed):
        if table in tables and column in tables[table].columns and tables[table].columns[column].pattern:
            return table, column
    hint = f'give that column `generated: "[A-Z]{{2}}[0-9]{{4}}"`, or do not use :{name}'
    raise _wrong(operation, f":{name} needs a generated column {column!r} in the table it writes", hint)


def _columns(tables: list[Table], kind: str) -> frozenset[str]:
    of_kind = {column.name for table in tables for column in table.columns.values() if column.type == kind}
    others = {column.name for table in tables for column in table.columns.values() if column.type != kind}
    return frozenset(of_kind - others)
