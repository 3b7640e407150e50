"""`simulator report`: what runs found, for people and for CI."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simulator.report import standing
from simulator.report.junit import write_junit
from simulator.report.opinions import print_opinions
from simulator.report.terminal import print_runs
from simulator.store.opinions import read_marks, read_opinions
from simulator.store.read import read_records


@click.command("report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN…")
@click.option("--junit", metavar="FILE", help="write JUnit XML")
@click.option("--marks", metavar="FILE", help="people's marks of conversations: how far judges agree with them")
@click.option("--json", "as_json", is_flag=True, help="one JSON object with every number")
def command(runs: tuple[str, ...], junit: str | None, marks: str | None, as_json: bool) -> int:
    """Prints the table of a run, or of several beside each other; with --junit also writes a file for CI."""
    found = [(run, [one for one in read_records(Path(run)) if not one.get("minimal_of")]) for run in runs]
    if as_json:
        click.echo(json.dumps(standing.as_json(found), ensure_ascii=False))
    else:
        print_runs(found)
        people = read_marks(Path(marks)) if marks else None
        for run, records in found:
            print_opinions(read_opinions(Path(run)), records, people)
    if junit:
        write_junit([record for _, records in found for record in records], Path(junit))
    return 0
