"""`simulator new`: proven scenarios and a world from an API document."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from simulator.authoring.from_tools import write_scenarios
from simulator.cli import flags


@click.command("new")
@click.argument("folder", metavar="DIR")
@click.option(
    "--tools",
    "document",
    required=True,
    metavar="DOCUMENT",
    help="an API document, a tool list, Python functions or mcp:COMMAND",
)
@click.option("--include", multiple=True, metavar="GLOB", help="only operations whose id, tag or path fits; repeatable")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    help='what the policy forbids: "OPERATION: SENTENCE", "OPERATION if CONDITION: SENTENCE", or a .txt or .md file'
    " with one a line; repeatable",
)
@click.option("--allow-code", is_flag=True, help="let mcp:COMMAND start the program it names")
@flags.quiet
def command(folder: str, document: str, quiet: bool, **options: Any) -> int:
    """Writes scenarios to DIR that are proven: the ground truth passes, doing nothing fails."""
    written = write_scenarios(document, Path(folder), **options)
    for path in written.paths:
        click.echo(str(path))
    for operation, reason in written.refused[:10]:
        flags.talk(f"left out {operation}: {reason}", quiet=quiet and bool(written.paths))
    if len(written.refused) > 10:
        flags.talk(f"and {len(written.refused) - 10} more were left out", quiet=quiet)
    if written.paths:
        flags.talk(f"next: simulator play {quote(str(written.paths[0]))}", quiet=quiet)
    else:
        flags.talk(f"error: no scenario of {document} could be proven, nothing was written")
    return 0 if written.paths else 1
