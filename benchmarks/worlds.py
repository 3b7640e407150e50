"""What a fresh world costs: eight tables with two hundred rows in SQLite, and one derived from a document."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from simulator.draws import Draws
from simulator.worlds.service import Service, load_service

TABLES, ROWS, TIMES = 8, 25, 300
CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)


def measure(folder: Path, rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    written = service(folder / "tables", sql=True)
    derived = service(folder / "document", sql=False)
    pooled = _micro(rounds, lambda: _use(written, write=True))
    fresh = _micro(rounds, lambda: _anew(written))
    return [
        (f"open and close a SQLite world, {TABLES} tables, {TABLES * ROWS} rows", f"{pooled:,.0f} µs", "bar 150"),
        ("the same from the template, no connection used again", f"{fresh:,.0f} µs", "bar 150"),
        ("open and close a derived world", f"{_micro(rounds, lambda: _use(derived)):,.0f} µs", ""),
    ]


def _micro(rounds: int, work: Callable[[], float]) -> float:
    """Microseconds of CPU, the median of the rounds."""
    return statistics.median(work() for _ in range(rounds)) / TIMES * 1e6


def _use(found: Service, *, write: bool = False) -> float:
    """Opens and closes; what is written in between is not counted, undoing it is."""
    spent, draws = 0.0, Draws("bench")
    for number in range(TIMES):
        begun = time.process_time()
        world = found.open({}, CLOCK, draws)
        spent += time.process_time() - begun
        if write:
            world.call("add_t0", {"name": f"n{number}"})
        begun = time.process_time()
        world.close()
        spent += time.process_time() - begun
    return spent


def _anew(found: Service) -> float:
    """Opens while every world opened before is still in use: no connection can serve twice."""
    draws, worlds = Draws("bench"), []
    begun = time.process_time()
    for _ in range(TIMES):
        worlds.append(found.open({}, CLOCK, draws))
    spent = time.process_time() - begun
    for world in worlds:
        world.close()
    found.world._free.clear()  # type: ignore[attr-defined]
    return spent


def service(folder: Path, *, sql: bool) -> Service:
    """A service with a table, and one operation that writes it, for each of the eight things."""
    folder.mkdir()
    paths, tables, operations = "", "", ""
    for number in range(TABLES):
        schema = "{type: object, properties: {name: {type: string}}}"
        paths += (
            f"  /t{number}:\n    post:\n      operationId: add_t{number}\n"
            f"      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n"
            "      responses: {'200': {description: ok}}\n"
        )
        rows = "".join(f"      - {{id: T{row:04}, name: name {row}, size: {row}}}\n" for row in range(ROWS))
        tables += (
            f'  t{number}:\n    columns: {{id: {{type: text, generated: "N[0-9]{{6}}"}}, name: text, size: integer}}\n'
        )
        tables += f"    rows:\n{rows}"
        operations += (
            f"  add_t{number}: {{sql: 'INSERT INTO t{number} (id, name) VALUES (:new_id, :name) RETURNING *'}}\n"
        )
    (folder / "openapi.yaml").write_text(f"openapi: 3.0.3\ninfo: {{title: B, version: '1'}}\npaths:\n{paths}")
    if sql:
        (folder / "world.yaml").write_text(f"kind: sql\ntables:\n{tables}operations:\n{operations}")
    return load_service(folder)
