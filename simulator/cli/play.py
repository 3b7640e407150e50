"""`simulator play`: one conversation, printed turn by turn, then its verdict."""

from __future__ import annotations

from typing import Any

import click

from simulator import api
from simulator.cli import flags
from simulator.report.transcript import print_transcript
from simulator.store.lines import to_line


@click.command("play")
@click.argument("scenario")
@flags.shared(
    flags.one_assistant,
    flags.seed,
    flags.given,
    flags.do,
    flags.user,
    flags.mess,
    flags.rung,
    flags.allow_code,
    flags.models,
)
@click.option("--json", "as_json", is_flag=True, help="print the record as one JSON line")
def command(scenario: str, as_json: bool, **options: Any) -> int:
    """One conversation of SCENARIO, printed turn by turn, then its verdict."""
    played = api.play(scenario, **options)
    flags.say_spent(played.spent, quiet=False)
    if as_json:
        click.echo(to_line(played.record), nl=False)
    else:
        print_transcript(played.record)
    return 0 if played.passed else 1
