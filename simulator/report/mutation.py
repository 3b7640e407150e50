"""The table of the mutation test: which planted faults fired where, and whether the grader saw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.authoring.proofs.mutation import Mutated
from simulator.report.screen import show

ENOUGH = 3
COLUMNS = ("fired", "caught", "right signature", "twin runs", "twins flagged")


def print_mutated(rows: Sequence[Mutated], file: IO[str] | None = None) -> None:
    """Prints every mutant that fired, or whose twin did, by scenario, then what was missed and a summary."""
    show(mutated(rows), file)


def mutated(rows: Sequence[Mutated]) -> RenderableType:
    """The table as something rich can print."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("mutant", no_wrap=True)
    table.add_column("scenario", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    before = ""
    for row in rows:
        if row.fired or row.twin_runs:
            counts = (row.fired, row.caught, row.signature, row.twin_runs, row.twin_flagged)
            table.add_row("" if row.name == before else row.name, row.scenario, *map(str, counts))
            before = row.name
    missed = [Text(f"{row.name} in {row.scenario}, {what}") for row in rows for what in row.missed]
    return Group(table, *missed, *map(Text, summary(rows)))


def summary(rows: Sequence[Mutated]) -> list[str]:
    """What it comes to, in a few lines."""
    fired, twins = sum(row.fired for row in rows), sum(row.twin_runs for row in rows)
    caught, right = sum(row.caught for row in rows), sum(row.signature for row in rows)
    flagged = sum(row.twin_flagged for row in rows)
    where: dict[str, int] = {}
    for row in rows:
        where[row.name] = where.get(row.name, 0) + bool(row.fired)
    lines = [
        f"{len(where)} mutants fired in {fired} runs: {caught} caught, {right} with the right signature",
        f"{twins} runs of twins: {flagged} flagged",
    ]
    if len({row.scenario for row in rows}) >= ENOUGH:
        seldom = [f"{name} ({count})" for name, count in where.items() if count < ENOUGH]
        lines += [f"fired in fewer than {ENOUGH} scenarios: {', '.join(seldom)}"] if seldom else []
    return lines
