"""A table of a world read into rows by key.

A row that did not change stays the same object from one reading to the next, so that comparing two states need not
look into the rows that both hold.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simulator.worlds.tables import Table

Raw = tuple[Any, ...]


class Shot:
    """One reading: `rows` as JSON values by key, `raw` as the database gave them. Neither is changed afterwards."""

    __slots__ = ("raw", "rows")

    def __init__(self, raw: dict[str, Raw], rows: dict[str, Mapping[str, Any]]) -> None:
        self.raw = raw
        self.rows = rows


NOTHING = Shot({}, {})


class TableReader:
    """Reads one table; `appends` where a new row comes behind all others."""

    __slots__ = ("_key", "_names", "_one", "_readers", "_select", "appends")

    def __init__(self, table: Table) -> None:
        self._names = tuple(table.columns)
        self._key = self._names.index(table.key)
        kinds = [column.type for column in table.columns.values()]
        self._readers = [(at, READERS[kind]) for at, kind in enumerate(kinds) if kind in READERS]
        columns = ", ".join(f'"{name}"' for name in self._names)
        self._select = f'SELECT {columns} FROM "{table.name}"'
        self._one = f"{self._select} WHERE rowid = ?"
        # rows come in the order of their rowid, which a whole-number key is, and a lone key column's index is not
        self.appends = kinds[self._key] != "integer" and len(kinds) > 1

    def read(self, database: sqlite3.Connection, before: Shot = NOTHING) -> Shot:
        """All rows as they are now."""
        raw: dict[str, Raw] = {}
        rows: dict[str, Mapping[str, Any]] = {}
        for row in database.execute(self._select).fetchall():
            key = self._key_of(row)
            rows[key] = before.rows[key] if before.raw.get(key) == row else self._shown(row)
            raw[key] = row
        return Shot(raw, rows)

    def with_rows(self, database: sqlite3.Connection, before: Shot, added: Iterable[int | None]) -> Shot:
        """The reading after the rows of these rowids were put in their place, where the table `appends`."""
        raw, rows = dict(before.raw), dict(before.rows)
        for number in added:
            row = database.execute(self._one, (number,)).fetchone()
            key = self._key_of(row)
            raw.pop(key, None)
            rows.pop(key, None)
            raw[key], rows[key] = row, self._shown(row)
        return Shot(raw, rows)

    def _key_of(self, row: Raw) -> str:
        key = row[self._key]
        return key if type(key) is str and not self._readers else str(self._shown(row)[self._names[self._key]])

    def _shown(self, row: Raw) -> dict[str, Any]:
        if not self._readers:
            return dict(zip(self._names, row, strict=True))
        values = list(row)
        for at, reader in self._readers:
            values[at] = reader(values[at])
        return dict(zip(self._names, values, strict=True))


def boolean(value: Any) -> Any:
    """What SQLite keeps as 0 and 1."""
    return value if value is None else bool(value)


def from_json(value: Any) -> Any:
    """What a column of JSON holds; a text that is no JSON stays a text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


READERS: dict[str, Callable[[Any], Any]] = {"boolean": boolean, "json": from_json}
