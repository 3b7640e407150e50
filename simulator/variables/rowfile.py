"""A table of rows from a CSV, TSV or JSON file, or written in place: read strictly, with the place of what is wrong.

A column of a CSV file holds whole numbers, numbers, true / false or dates where every cell that is not empty is one,
else texts; an empty cell is null. A number with a leading zero is a text: it is a code.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from simulator.errors import InputError, Place, short
from simulator.variables.yaml import load_json

MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,17})?([eE][-+]?\d{1,2})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BOOL = {"true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}
PlaceOf = Callable[[int, str], Place]


class Rows:
    """Rows that all have the same columns, and where each stands."""

    __slots__ = ("columns", "place", "rows")

    def __init__(self, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], place: PlaceOf) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.place = place


def read_rows(path: str, data: bytes) -> Rows:
    """The rows of a file, by the ending of its name."""
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}", place=Place(path))
    text = _decoded(path, data)
    if path.lower().endswith(".json"):
        return _json(path, text)
    return _csv(path, text)


def _decoded(path: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        before = data[: broken.start]
        col = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise InputError(
            f"not UTF-8 text: the byte 0x{data[broken.start]:02x}",
            place=Place(path, before.count(b"\n") + 1, col),
            hint="save it as UTF-8",
        ) from None
    if "\0" in text:
        raise InputError("a NUL character in a table", place=Place(path, text[: text.index("\0")].count("\n") + 1, 1))
    return text


# --- CSV ----------------------------------------------------------------------------------------------------------


def _csv(path: str, text: str) -> Rows:
    lines = _lines(path, text, _delimiter(path, text))
    try:
        head_line, head = next(lines)
    except StopIteration:
        raise InputError("the file is empty", place=Place(path), hint="a line of column names, then rows") from None
    columns = _header(path, head_line, head)
    cells: list[list[str]] = []
    places: list[int] = []
    for line, row in lines:
        if len(row) != len(columns):
            _ragged(Place(path, line, 1), len(row), columns)
        if len(cells) >= MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS:,} rows", place=Place(path, line, 1))
        cells.append(row)
        places.append(line)
    if not cells:
        raise InputError("the file has column names but no rows", place=Place(path, head_line, 1))
    typed = [_typed([row[index] for row in cells]) for index in range(len(columns))]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*typed, strict=True)]
    at = {name: index + 1 for index, name in enumerate(columns)}
    return Rows(
        columns,
        rows,
        lambda row, column: Place(path, places[row], 1) if row >= 0 else Place(path, head_line, at.get(column, 1)),
    )


def _delimiter(path: str, text: str) -> str:
    if path.lower().endswith(".tsv"):
        return "\t"
    head = text.lstrip("\r\n").partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","


def _lines(path: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, and where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise InputError(
                f"not valid CSV: {broken}", place=Place(path, max(reader.line_num, 1), 1), hint='a quote inside is ""'
            ) from None
        if row:
            yield line, row
        line = reader.line_num + 1


def _header(path: str, line: int, head: Sequence[str]) -> list[str]:
    names = [name.strip() for name in head]
    if len(names) > MAX_COLUMNS:
        raise InputError(f"more than {MAX_COLUMNS} columns", place=Place(path, line, 1))
    for index, name in enumerate(names):
        if not name:
            raise InputError(f"column {index + 1} has no name", place=Place(path, line, 1))
        if name in names[:index]:
            raise InputError(f"two columns are named {short(name)!r}", place=Place(path, line, 1), hint="rename one")
    return names


def _ragged(place: Place, found: int, columns: Sequence[str]) -> None:
    cells = "1 cell" if found == 1 else f"{found} cells"
    missing = f": {', '.join(columns[found:][:4])} missing" if found < len(columns) else ""
    raise InputError(
        f"{cells}, but {len(columns)} columns{missing}", place=place, hint="a cell that holds a comma stands in quotes"
    )


def _typed(cells: Sequence[str]) -> list[Any]:
    """The cells of a column by the narrowest type that fits all of them."""
    full = [cell for cell in cells if cell]
    for fits, read in _TYPES:
        if full and all(fits(cell) for cell in full):
            try:
                return [read(cell) if cell else None for cell in cells]
            except ValueError:
                continue
    return [cell or None for cell in cells]


_TYPES: Sequence[tuple[Callable[[str], Any], Callable[[str], Any]]] = (
    (_WHOLE.fullmatch, int),
    (_NUMBER.fullmatch, float),
    (_BOOL.__contains__, _BOOL.__getitem__),
    (_DATE.fullmatch, date.fromisoformat),
)


# --- JSON, and rows written in place ------------------------------------------------------------------------------


def _json(path: str, text: str) -> Rows:
    document = load_json(text, path, max_bytes=MAX_BYTES)
    return listed(document.data, document.place)


def listed(found: Any, place: Callable[..., Place]) -> Rows:
    """Rows from a list of mappings; the first says which columns there are."""
    if not isinstance(found, list) or not found:
        raise InputError("a table is a list of rows", place=place(), hint="[{city: Oslo, country: NO}, …]")
    if len(found) > MAX_ROWS:
        raise InputError(f"more than {MAX_ROWS:,} rows", place=place())
    columns = list(found[0]) if isinstance(found[0], Mapping) else []
    if not columns or len(columns) > MAX_COLUMNS:
        raise InputError(f"a row is a mapping of 1 to {MAX_COLUMNS} columns", place=place(0))
    known = set(columns)
    for index, row in enumerate(found):
        _check_row(row, index, columns, known, place)
    return Rows(
        columns,
        [{name: row[name] for name in columns} for row in found],
        lambda row, column: place(max(row, 0), column),
    )


def _check_row(row: Any, index: int, columns: list[str], known: set[str], place: Callable[..., Place]) -> None:
    if not isinstance(row, Mapping):
        raise InputError(f"row {index + 1} is no mapping", place=place(index))
    if row.keys() != known:
        strange = next((name for name in row if name not in known), "")
        missing = next((name for name in columns if name not in row), "")
        why = (
            f"has the column {short(strange)!r}, which the first row lacks" if strange else f"has no column {missing!r}"
        )
        raise InputError(f"row {index + 1} {why}", place=place(index, strange), hint="every row has the same columns")
    for name, cell in row.items():
        if isinstance(cell, dict | list):
            raise InputError(f"row {index + 1}: {name} is no single value", place=place(index, name))
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            raise InputError(
                f"row {index + 1}: {name} is longer than {MAX_CELL:,} characters", place=place(index, name)
            )
