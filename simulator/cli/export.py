"""`simulator export`: training data from the verified conversations of a run."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import flags
from simulator.export.formats import FORMATS, export
from simulator.metrics.variants import plain
from simulator.store.read import read_records


@click.command("export")
@click.argument("run")
@click.option("--format", "form", required=True, type=click.Choice(sorted(FORMATS)), help="what the trainer reads")
@click.option("--out", required=True, metavar="PATH", help="the file to write")
@flags.quiet
def command(run: str, form: str, out: str, quiet: bool) -> int:
    """Writes the verified conversations of RUN; failed and excluded ones are never exported."""
    exported = export(plain(read_records(Path(run))), form, Path(out), run=Path(run))
    flags.talk(f"{exported.written} conversations in {out}, {exported.left_out} left out", quiet=quiet)
    return 0 if exported.written else 3
