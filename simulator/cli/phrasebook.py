"""`simulator phrasebook learn`: wordings and habits from a log of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import flags
from simulator.cli.audit import extra_module, write


@click.group("phrasebook")
def command() -> None:
    """Phrasebooks for `phrases: FILE` and `mess: calibrated:FILE` in a scenario."""


@command.command("learn")
@click.argument("log")
@click.option("--out", required=True, metavar="FILE", help="the YAML file to write")
@click.option("--unchecked", is_flag=True, help="also list what only one person said, in a part that nothing uses")
@flags.quiet
def learn(log: str, out: str, unchecked: bool, quiet: bool) -> int:
    """Learns from LOG: JSONL with conv, turn, text and slots, a value or [START, END] by name; offline."""
    room = extra_module("learning.book")
    book = room.learn(Path(log))
    write(Path(out), room.to_yaml(book, unchecked=unchecked))
    names = {one.name for one in book.kept}
    flags.talk(
        f"{out}: {len(book.kept)} wordings of {len(names)} slots and acts, {len(book.habits)} habits,"
        f" from {book.turns:,} turns of {book.people:,} conversations; {len(book.single)} of one person left out",
        quiet=quiet,
    )
    return 0
