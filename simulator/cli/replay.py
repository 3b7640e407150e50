"""`simulator replay`: a stored conversation played again and compared with what is stored."""

from __future__ import annotations

import click

from simulator import api
from simulator.cli import flags
from simulator.report.transcript import print_transcript


@click.command("replay")
@click.argument("run")
@click.argument("name", metavar="ID")
@flags.allow_code
def command(run: str, name: str, allow_code: bool) -> int:
    """Plays conversation ID of RUN again; the first letters of an id are enough."""
    again = api.replay(run, name, allow_code=allow_code)
    print_transcript(again.record)
    return 0 if again.passed else 1
