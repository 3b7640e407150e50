"""`simulator report`: what runs found, for people and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.report.junit import write_junit
from simulator.report.terminal import print_runs
from simulator.store.read import read_records


@click.command("report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN…")
@click.option("--junit", metavar="FILE", help="write JUnit XML")
def command(runs: tuple[str, ...], junit: str | None) -> int:
    """Prints the table of a run, or of several beside each other; with --junit also writes a file for CI."""
    found = [(run, [one for one in read_records(Path(run)) if not one.get("minimal_of")]) for run in runs]
    print_runs(found)
    if junit:
        write_junit([record for _, records in found for record in records], Path(junit))
    return 0
