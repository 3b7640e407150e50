"""`simulator report`: what runs found, for people and for CI."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from simulator.cli import flags
from simulator.errors import SetupError
from simulator.metrics.variants import plain
from simulator.models.prices import Prices, read_table
from simulator.report import standing
from simulator.report.beside import tables
from simulator.report.junit import write_junit
from simulator.report.opinions import print_opinions
from simulator.report.terminal import print_runs
from simulator.store.opinions import read_marks, read_opinions
from simulator.store.read import read_records


@click.command("report")
@click.argument("runs", nargs=-1, required=True, metavar="RUN…")
@click.option("--html", metavar="FILE", help="write one HTML page: scores, plots, failure kinds, conversations")
@click.option("--junit", metavar="FILE", help="write JUnit XML")
@click.option("--marks", metavar="FILE", help="people's marks of conversations: how far judges agree with them")
@click.option("--github", is_flag=True, help="for a GitHub step: its summary in Markdown, and annotations")
@click.option("--json", "as_json", is_flag=True, help="one JSON object with every number")
@flags.shared(flags.prices, flags.quiet)
def command(
    runs: tuple[str, ...],
    html: str | None,
    junit: str | None,
    github: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Prints the table of a run, or of several beside each other; also as a page, and for CI."""
    stored = [(run, [one for one in read_records(Path(run)) if not one.get("minimal_of")]) for run in runs]
    found = [(run, plain(records)) for run, records in stored]
    prices = Prices(read_table(Path(options["prices"]))) if options["prices"] else None
    if as_json:
        ways = [{"run": run, **one} for run, records in stored for one in tables.as_json(records)]
        click.echo(json.dumps({**standing.as_json(found, prices), "played_otherwise": ways}, ensure_ascii=False))
    elif github:
        _github(found, prices)
    else:
        print_runs(found, prices=prices)
        for _, records in stored:
            tables.print_beside(records)
        people = read_marks(Path(options["marks"])) if options["marks"] else None
        for run, records in found:
            print_opinions(read_opinions(Path(run)), records, people)
    if junit:
        write_junit([record for _, records in found for record in records], Path(junit))
    if html:
        import_module("simulator.report.page.html").write_page(stored, Path(html), prices)
        flags.talk(f"page: {html}", quiet=options["quiet"])
    return 0


def _github(found: Any, prices: Prices | None) -> None:
    """Annotations to the log; the summary to the file that GitHub names, or after them where it names none."""
    written = import_module("simulator.report.github")
    for line in written.commands(found):
        click.echo(line)
    summary, file = written.summary(found, prices), os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        click.echo(summary, nl=False)
        return
    try:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(summary)
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise SetupError(f"cannot write the step's summary to {file}: {reason}") from None
