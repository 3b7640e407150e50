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
    alone = _micro(rounds, lambda: _use(written))
    turns = _micro(rounds, lambda: _take_turns(written))
    return [
        (f"open a SQLite world, write, close; {TABLES} tables, {TABLES * ROWS} rows", f"{alone:,.0f} µs", "bar 150"),
        ("a write where others had the database in between", f"{turns:,.0f} µs", ""),
        ("open a derived world, write, close", f"{_micro(rounds, lambda: _use(derived)):,.0f} µs", ""),
    ]


def _micro(rounds: int, work: Callable[[], float]) -> float:
    """Microseconds of CPU, the median of the rounds."""
    return statistics.median(work() for _ in range(rounds)) / TIMES * 1e6


def _use(found: Service) -> float:
    """One conversation after the other, a write in each."""
    draws = Draws("bench")
    begun = time.process_time()
    for number in range(TIMES):
        world = found.open({}, CLOCK, draws)
        world.call("add_t0", {"name": f"n{number}"})
        world.close()
    return time.process_time() - begun


def _take_turns(found: Service) -> float:
    """Many conversations in turn, each with a write behind it."""
    worlds = [found.open({}, CLOCK, Draws(f"bench{number}")) for number in range(TIMES)]
    for world in worlds:
        world.call("add_t0", {"name": "first"})
    begun = time.process_time()
    for world in worlds:
        world.call("add_t0", {"name": "second"})
    spent = time.process_time() - begun
    for world in worlds:
        world.close()
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
