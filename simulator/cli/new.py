"""`simulator new`: proven scenarios and a world from an API document."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from shlex import quote
from typing import Any

import click

from simulator.authoring.from_tools import Written, write_scenarios
from simulator.cli import flags
from simulator.config import RunConfig
from simulator.models.load import load_any
from simulator.models.tape import Exchanges
from simulator.models.wire.wiring import Wiring
from simulator.store.runs import ledger_of


@click.command("new")
@click.argument("folder", metavar="DIR")
@click.option(
    "--tools",
    "document",
    default="",
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
@click.option("--author", default="", metavar="MODEL", help="let a model write, and keep what is proven")
@click.option(
    "--idea", default="", metavar="TEXT", help="the author's scenario in a paragraph; else people of the document"
)
@click.option(
    "-n", "count", default=6, show_default=True, type=click.IntRange(1, 50), help="how many people an author imagines"
)
@flags.models
@flags.quiet
def command(folder: str, document: str, quiet: bool, author: str, idea: str, **options: Any) -> int:
    """Writes scenarios to DIR that are proven: the ground truth passes, doing nothing fails."""
    if author:
        written = _authored(author, Path(folder), quiet=quiet, document=document, idea=idea, **options)
    elif idea or not document:
        raise click.UsageError("--idea needs --author MODEL" if idea else "Missing option '--tools'.")
    else:
        own = {name: options[name] for name in ("include", "rules", "allow_code")}
        written = write_scenarios(document, Path(folder), **own)
    for path in written.paths:
        click.echo(str(path))
    for operation, reason in written.refused[:10]:
        flags.talk(f"left out {operation}: {reason}", quiet=quiet and bool(written.paths))
    if len(written.refused) > 10:
        flags.talk(f"and {len(written.refused) - 10} more were left out", quiet=quiet)
    if written.paths:
        flags.talk(f"next: simulator play {quote(str(written.paths[0]))}", quiet=quiet)
    else:
        flags.talk(f"error: no scenario of {document or 'the idea'} could be proven, nothing was written")
    return 0 if written.paths else 1


def _authored(author: str, folder: Path, *, quiet: bool, rules: tuple[str, ...], **options: Any) -> Written:
    """What a model wrote and was proven."""
    if rules:
        raise click.UsageError("--rule is for scenarios without an author; put it into --idea")
    wanted = {name: options.pop(name) for name in ("document", "idea", "include", "count", "allow_code")}
    order = import_module("simulator.authoring.authors.order")
    config = RunConfig(paths=(), **options)
    exchanges = Exchanges(ledger=ledger_of(config))
    model = load_any(author, Wiring(base_url=config.base_url, seconds=config.timeout))
    written: Written = asyncio.run(order.written_by(model, folder, order.Order(**wanted), exchanges))
    flags.say_spent(exchanges.ledger, quiet=quiet)
    return written
