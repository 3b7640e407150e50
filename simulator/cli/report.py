"""`simulator report`: what runs found, for people and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.report.junit import write_junit
from simulator.report.terminal import print_report
from simulator.store.read import read_records


@click.command("report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN…")
@click.option("--junit", metavar="FILE", help="write JUnit XML")
def command(runs: tuple[str, ...], junit: str | None) -> int:
    """Prints the table of one or several runs; with --junit also writes a file for CI."""
    records = [record for run in runs for record in read_records(Path(run)) if not record.get("minimal_of")]
    print_report(records)
    if junit:
        write_junit(records, Path(junit))
    return 0
