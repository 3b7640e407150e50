"""`row`: one row of a table, drawn whole, so that its columns fit each other; `place.city` is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from simulator.errors import InputError, closest
from simulator.kinds.declared import Declared, Way, is_name
from simulator.kinds.tables import row_key
from simulator.variables.expr import Expression
from simulator.variables.rowfile import Rows, listed, read_rows
from simulator.variables.variable import Values


def row_kind(declared: Declared) -> Way:
    rows = _rows(declared)
    weights = _weights(declared, rows, _kept(declared, rows))
    columns = tuple(name for name in rows.columns if is_name(f"{declared.name}.{name}"))
    match = _match(declared, rows)
    if not match:
        return Way(weights=lambda values: weights, shown=rows.rows.__getitem__, columns=columns)
    groups = _groups(rows, list(match), weights)
    parents = tuple(match.values())

    def matching(values: Values) -> Mapping[int, float]:
        found = groups.get(tuple(row_key(values[name]) for name in parents))
        return found or _no_row(declared, match, values)

    return Way(parents=parents, weights=matching, shown=rows.rows.__getitem__, columns=columns)


def _rows(declared: Declared) -> Rows:
    found = declared.body
    if isinstance(found, list):
        return listed(found, lambda *keys: declared.place("row", *keys))
    if not isinstance(found, str) or not found.lower().endswith((".csv", ".tsv", ".json")):
        raise declared.refuse(
            f"{found!r} is no table", "row", hint="row: cities.csv (or .tsv, .json, or a list of rows)"
        )
    return _file(*declared.read(found, declared.place("row")))


@lru_cache(maxsize=16)
def _file(path: str, data: bytes) -> Rows:
    return read_rows(path, data)


def _column(declared: Declared, rows: Rows, name: Any, *keys: Any) -> str:
    if name not in rows.columns:
        raise declared.refuse(f"the table has no column {name!r}", *keys, hint=closest(str(name), rows.columns))
    return str(name)


def _kept(declared: Declared, rows: Rows) -> list[int]:
    """The rows that `where` lets through."""
    if "where" not in declared.found:
        return list(range(len(rows.rows)))
    condition = Expression(str(declared.found["where"]), declared.place("where"))
    for name in sorted(condition.names):
        _column(declared, rows, name, "where")
    kept = [index for index, row in enumerate(rows.rows) if condition.evaluate(row)]
    if not kept:
        raise declared.refuse(f"no row of the table meets {condition.text!r}", "where")
    return kept


def _weights(declared: Declared, rows: Rows, kept: list[int]) -> Mapping[int, float]:
    if "weight" not in declared.found:
        return dict.fromkeys(kept, 1.0)
    column = _column(declared, rows, declared.found["weight"], "weight")
    found = {}
    for index in kept:
        weight = rows.rows[index][column]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < 1e12:
            place = rows.place(index, column)
            raise InputError(f"{column} is {weight!r}, which is no weight", place=place, hint="a number of 0 or more")
        found[index] = float(weight)
    if not sum(found.values()):
        raise declared.refuse("has only weights of zero", "weight", hint="give at least one row a weight above 0")
    return found


def _match(declared: Declared, rows: Rows) -> dict[str, str]:
    match = declared.found.get("match", {})
    if not isinstance(match, Mapping) or not all(isinstance(name, str) and is_name(name) for name in match.values()):
        raise declared.refuse("match takes columns and variables", "match", hint="match: {COLUMN: VARIABLE}")
    return {_column(declared, rows, column, "match", column): name for column, name in match.items()}


def _groups(rows: Rows, columns: list[str], weights: Mapping[int, float]) -> dict[tuple[str, ...], dict[int, float]]:
    """The rows by the values of some columns."""
    groups: dict[tuple[str, ...], dict[int, float]] = {}
    for index, weight in weights.items():
        if weight > 0:
            key = tuple(row_key(rows.rows[index][column]) for column in columns)
            groups.setdefault(key, {})[index] = weight
    return groups


def _no_row(declared: Declared, match: Mapping[str, str], values: Values) -> Any:
    wanted = " and ".join(f"{column} {row_key(values[name])!r}" for column, name in match.items())
    raise InputError(
        f"variable {declared.name!r}: no row of the table has {wanted}",
        place=declared.place("match"),
        hint="add such a row, or take the value away",
    )
