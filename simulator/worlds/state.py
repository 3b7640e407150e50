"""World states compared: what changed in a conversation, and whether two end states mean the same.

Generated ids are equal up to renaming, wherever they stand; generated times are ignored; 25 equals 25.0.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.draws import content_id
from simulator.frozen import NamedTuple
from simulator.messages import State
from simulator.tools.checks import json_key

Marks = Mapping[str, Mapping[str, str]]
MAX_SHOWN = 20
_ROUNDS = 6
_REL = 1e-9
_PLAIN = frozenset((str, int, float, bool, type(None)))


def diff(first: State, last: State) -> dict[str, Any]:
    """What changed, by table: rows added, removed, and changed columns as [before, after]."""
    found = {}
    for table in sorted(first.keys() | last.keys()):
        before, after = first.get(table, {}), last.get(table, {})
        if before is after:
            continue
        changes = {
            "added": {key: dict(row) for key, row in after.items() if key not in before},
            "removed": {key: dict(row) for key, row in before.items() if key not in after},
            "changed": {
                key: changed
                for key, row in after.items()
                if key in before and before[key] is not row and (changed := _changed(before[key], row))
            },
        }
        if kept := {kind: rows for kind, rows in changes.items() if rows}:
            found[table] = kept
    return found


def differences(wanted: State, got: State, marks: Marks, first: State | None = None) -> list[str]:
    """Where two end states differ in meaning, one line each; empty where they agree.

    With the `first` state, ids that stood in it are never renamed, and all newer ones may be; without it only ids
    that one side alone knows may be.
    """
    if wanted is got:
        return []
    rows_wanted, rows_got = _unequal(wanted, got, marks)
    if not rows_wanted and not rows_got:
        return []
    free_wanted = _free(rows_wanted, marks, _known(first if first is not None else got, marks))
    free_got = _free(rows_got, marks, _known(first if first is not None else wanted, marks))
    left, right = _unmatched(rows_wanted, free_wanted, rows_got, free_got, marks)
    return _told(left, right, marks)


class _Row(NamedTuple):
    table: str
    key: str
    row: Mapping[str, Any]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    names = [*after, *(name for name in before if name not in after)]
    return {name: [before.get(name), after.get(name)] for name in names if not _same(before.get(name), after.get(name))}


def _same(one: Any, two: Any) -> bool:
    if type(one) is type(two) and type(one) in _PLAIN and one == two:
        return True
    if isinstance(one, float) or isinstance(two, float):
        numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (one, two))
        return numbers and abs(one - two) <= _REL * max(abs(one), abs(two))
    return bool(json_key(one) == json_key(two))


def _mark(marks: Marks, table: str, column: str) -> str:
    return marks.get(table, {}).get(column, "")


def _unequal(wanted: State, got: State, marks: Marks) -> tuple[list[_Row], list[_Row]]:
    left, right = [], []
    for table in sorted(wanted.keys() | got.keys()):
        one, two = wanted.get(table, {}), got.get(table, {})
        if one is two:
            continue
        equal = {key for key in one.keys() & two.keys() if _equal(one[key], two[key], table, marks)}
        left += [_Row(table, key, row) for key, row in one.items() if key not in equal]
        right += [_Row(table, key, row) for key, row in two.items() if key not in equal]
    return left, right


def _equal(one: Mapping[str, Any], two: Mapping[str, Any], table: str, marks: Marks) -> bool:
    return all(
        _mark(marks, table, name) == "time" or _same(one.get(name), two.get(name)) for name in one.keys() | two.keys()
    )


def _known(state: State, marks: Marks) -> frozenset[Any]:
    """Ids that stand in a state, as values of id columns."""
    return frozenset(
        json_key(row.get(column))
        for table, columns in marks.items()
        for column, mark in columns.items()
        if mark == "id"
        for row in state.get(table, {}).values()
    )


def _free(rows: Iterable[_Row], marks: Marks, fixed: frozenset[Any]) -> frozenset[Any]:
    """Generated ids of these rows that may be renamed."""
    found = {
        json_key(value)
        for one in rows
        for column, value in one.row.items()
        if value is not None and _mark(marks, one.table, column) == "id"
    }
    return frozenset(found - fixed)


def _unmatched(
    left: list[_Row], free_left: frozenset[Any], right: list[_Row], free_right: frozenset[Any], marks: Marks
) -> tuple[list[_Row], list[_Row]]:
    colours_left = _colours(left, free_left, marks)
    colours_right = _colours(right, free_right, marks)
    shared = Counter(colours_left) & Counter(colours_right)
    return _beyond(left, colours_left, shared), _beyond(right, colours_right, shared)


def _beyond(rows: list[_Row], colours: list[Any], shared: Counter[Any]) -> list[_Row]:
    left = Counter(shared)
    out = []
    for row, colour in zip(rows, colours, strict=True):
        if left[colour] > 0:
            left[colour] -= 1
        else:
            out.append(row)
    return out


def _colours(rows: list[_Row], free: frozenset[Any], marks: Marks) -> list[Any]:
    """What each row says once free ids are known only by the rows that hold or name them."""
    names: dict[Any, Any] = dict.fromkeys(free, 0)
    colours = [_colour(one, names, marks) for one in rows]
    for _ in range(_ROUNDS if free else 0):
        uses: dict[Any, list[tuple[str, str, str]]] = {value: [] for value in free}
        for one, colour in zip(rows, colours, strict=True):
            for column, value in one.row.items():
                if (key := json_key(value)) in uses:
                    uses[key].append((one.table, column, content_id(repr(colour))))
        names = {value: content_id(repr(sorted(found))) for value, found in uses.items()}
        colours = [_colour(one, names, marks) for one in rows]
    return colours


def _colour(one: _Row, names: Mapping[Any, Any], marks: Marks) -> Any:
    cells = []
    for column in sorted(one.row):
        mark = _mark(marks, one.table, column)
        if mark != "time":
            key = json_key(one.row[column])
            cells.append((column, ("made", names[key]) if key in names else ("is", _text(one.row[column]))))
    return one.table, tuple(cells)


def _text(value: Any) -> str:
    """One text for all ways to write a JSON value: keys in order, 1 as 1.0."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key!r}:{_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.9g}"
    return repr(value)


def _told(left: list[_Row], right: list[_Row], marks: Marks) -> list[str]:
    lines = []
    rest = {(one.table, one.key): one for one in right}
    for one in left:
        other = rest.pop((one.table, one.key), None)
        if other is None:
            lines.append(f"{one.table}: missing {_shown(one.row)}")
            continue
        for name, (want, have) in _changed(one.row, other.row).items():
            if _mark(marks, one.table, name) != "time":
                lines.append(f"{one.table}[{one.key}].{name}: wanted {_shown(want)}, got {_shown(have)}")
    lines += [f"{one.table}: not wanted {_shown(one.row)}" for one in rest.values()]
    return lines[:MAX_SHOWN]


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 200 else text[:199] + "…"
