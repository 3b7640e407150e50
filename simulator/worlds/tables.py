"""A world.yaml of kind sql, read into tables and operations; what is wrong in it is an InputError with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from simulator.errors import InputError, InputErrors, Place, closest
from simulator.frozen import dataclass
from simulator.variables.pattern import Pattern
from simulator.variables.yaml import Document

TYPES: Mapping[str, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "time": "TEXT",
    "datetime": "TEXT",
    "json": "TEXT",
}
NOW = "now"
RETURNS = ("one", "many", "none")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


_NOTHING = type(None)
_QUICK: Mapping[str, tuple[type, ...]] = {
    "integer": (int, _NOTHING),
    "number": (int, float, _NOTHING),
    "boolean": (bool, _NOTHING),
    "json": (str, int, float, bool, dict, list, _NOTHING),
}
_QUICK_TEXT = (str, int, float, _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `generated` is "", "now", or the pattern of a generated id."""

    name: str
    type: str = "text"
    generated: str = ""
    pattern: Pattern | None = None

    @property
    def mark(self) -> str:
        """What the column means for a comparison of end states."""
        return "time" if self.generated == NOW else "id" if self.generated else ""

    def problem(self, value: Any) -> str:
        """Why a value cannot stand here; "" where it can."""
        if value is None or self.type == "json":
            return ""
        wanted = _PLAIN.get(self.type, (str, int, float))
        wrong = not isinstance(value, wanted) or (isinstance(value, bool) and self.type != "boolean")
        return f"column {self.name} holds {self.type}, not {value!r}" if wrong else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; `rows` are the world's own."""

    name: str
    key: str
    columns: Mapping[str, Column]
    rows: Sequence[Mapping[str, Any]] = ()

    def problems(self, row: Any) -> list[str]:
        """What is wrong with a row for this table."""
        if type(row) is dict and self._fits(row):
            return []
        if not isinstance(row, Mapping):
            return [f"a row of {self.name} must be an object, not {row!r}"]
        found = [
            f"table {self.name} has no column {name!r} ({closest(str(name), list(self.columns))})"
            for name in row
            if name not in self.columns
        ]
        found += [
            problem for name in self.columns if name in row and (problem := self.columns[name].problem(row[name]))
        ]
        if row.get(self.key) is None and not self.columns[self.key].generated:
            found.append(f"a row of {self.name} has no {self.key}")
        return found

    def _fits(self, row: Mapping[Any, Any]) -> bool:
        """Whether a row is as plain as most are: every case adds some, and hardly one is wrong."""
        columns = self.columns
        for name, value in row.items():
            column = columns.get(name)
            if column is None or type(value) not in _QUICK.get(column.type, _QUICK_TEXT):
                return False
        return row.get(self.key) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one tool does: one SQL statement and how its rows are answered."""

    tool: str
    sql: str
    place: Place
    returns: str = "one"
    wrap: str = ""
    missing_status: int = 404
    missing_message: str = "Not found."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """A world file."""

    path: str
    tables: Mapping[str, Table]
    operations: Mapping[str, Operation] = field(default_factory=dict)


def read_tables(document: Document) -> Tables:
    """The tables and operations of a world file."""
    reader = _Reader(document)
    found = reader.read()
    if reader.errors:
        raise reader.errors[0] if len(reader.errors) == 1 else InputErrors(reader.errors[:20])
    return found


class _Reader:
    """Collects what is wrong instead of stopping at the first thing."""

    def __init__(self, document: Document) -> None:
        self.errors: list[InputError] = []
        self._document = document

    def wrong(self, keys: tuple[Any, ...], message: str, hint: str = "") -> None:
        self.errors.append(InputError(message, place=self._document.place(*keys), hint=hint))

    def read(self) -> Tables:
        data = self._document.data
        self._only(data, (), ("kind", "tables", "operations"))
        tables = {name: self._table(name, spec) for name, spec in self._map(data, ("tables",)).items()}
        found = self._map(data, ("operations",)).items()
        operations = {name: operation for name, spec in found if (operation := self._operation(name, spec))}
        known = {name: table for name, table in tables.items() if table is not None}
        return Tables(path=self._document.path, tables=known, operations=operations)

    def _map(self, data: Mapping[str, Any], keys: tuple[Any, ...]) -> Mapping[str, Any]:
        found = data.get(keys[-1])
        if isinstance(found, dict) and found:
            return found
        self.wrong(
            keys, f"{keys[-1]} must be an object with at least one entry", f"write `{keys[-1]}:` with names below it"
        )
        return {}

    def _only(self, data: Mapping[str, Any], keys: tuple[Any, ...], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                self.wrong((*keys, key), f"unknown key {key!r}", closest(str(key), known))

    def _table(self, name: str, spec: Any) -> Table | None:
        keys = ("tables", name)
        if not _NAME.fullmatch(name) or name.lower().startswith("sqlite_"):
            self.wrong(keys, f"{name!r} is no table name", "use letters, digits and _")
            return None
        if not isinstance(spec, dict) or not isinstance(spec.get("columns"), dict):
            self.wrong(keys, f"table {name} has no columns", "write `columns: {id: text, …}`")
            return None
        self._only(spec, keys, ("key", "columns", "rows"))
        found = {
            column: self._column((*keys, "columns", column), column, given) for column, given in spec["columns"].items()
        }
        columns = {column: given for column, given in found.items() if given is not None}
        key = spec.get("key", "id")
        if key not in columns:
            self.wrong(
                (*keys, "key"), f"the key {key!r} of table {name} is no column", closest(str(key), list(columns))
            )
            return None
        table = Table(name=name, key=key, columns=columns, rows=self._rows(name, spec.get("rows")))
        for index, row in enumerate(table.rows):
            for problem in table.problems(row):
                self.wrong((*keys, "rows", index), problem)
        return table

    def _rows(self, name: str, rows: Any) -> Sequence[Mapping[str, Any]]:
        if rows is None or isinstance(rows, list):
            return rows or ()
        self.wrong(("tables", name, "rows"), f"the rows of {name} must be a list")
        return ()

    def _column(self, keys: tuple[Any, ...], name: str, given: Any) -> Column | None:
        spec = {"type": given} if isinstance(given, str) else given
        if not isinstance(spec, dict) or not _NAME.fullmatch(name):
            self.wrong(keys, f"{name!r} is no column", "write `name: text` or `name: {type: text}`")
            return None
        self._only(spec, keys, ("type", "generated"))
        kind, generated = spec.get("type", "text"), spec.get("generated", "")
        if kind not in TYPES:
            self.wrong(keys, f"column {name} has the unknown type {kind!r}", closest(str(kind), list(TYPES)))
            return None
        if not isinstance(generated, str):
            self.wrong((*keys, "generated"), f"generated must be a pattern or `now`, not {generated!r}")
            return None
        pattern = None
        if generated and generated != NOW:
            try:
                pattern = Pattern(generated)
            except ValueError as broken:
                self.wrong((*keys, "generated"), f"{generated!r}: {broken}", "use a pattern such as [A-Z]{2}[0-9]{4}")
        return Column(name=name, type=kind, generated=generated, pattern=pattern)

    def _operation(self, name: str, spec: Any) -> Operation | None:
        keys = ("operations", name)
        if not isinstance(spec, dict) or not isinstance(spec.get("sql"), str):
            self.wrong(keys, f"operation {name} has no sql", 'write `sql: "SELECT …"`')
            return None
        self._only(spec, keys, ("sql", "returns", "wrap", "missing"))
        returns, missing = spec.get("returns", "one"), spec.get("missing") or {}
        if returns not in RETURNS:
            self.wrong((*keys, "returns"), f"returns must be one of {', '.join(RETURNS)}, not {returns!r}")
        if not isinstance(missing, dict) or not isinstance(spec.get("wrap", ""), str):
            self.wrong(keys, f"operation {name}: missing must be an object and wrap a name")
            return None
        self._only(missing, (*keys, "missing"), ("status", "message"))
        status = missing.get("status", 404)
        if not isinstance(status, int) or not 200 <= status <= 599:
            self.wrong((*keys, "missing", "status"), f"{status!r} is no HTTP status", "use a number such as 404")
            status = 404
        return Operation(
            tool=name,
            sql=spec["sql"],
            place=self._document.place(*keys, "sql"),
            returns=returns,
            wrap=spec.get("wrap", ""),
            missing_status=status,
            missing_message=str(missing.get("message", "Not found.")),
        )
