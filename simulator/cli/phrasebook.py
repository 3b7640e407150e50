"""`simulator phrasebook learn`: wordings and habits from a log of one's own."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from simulator.cli import flags
from simulator.cli.audit import extra_module, write
from simulator.config import RunConfig
from simulator.models.load import load_any
from simulator.models.model import Model
from simulator.models.tape import Exchanges
from simulator.models.wire.wiring import Wiring
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.store.runs import ledger_of


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


@command.command("write")
@click.argument("scenario")
@click.option("--author", required=True, metavar="MODEL", help="the model that writes")
@click.option("--out", required=True, metavar="FILE", help="the YAML file to write; replies are kept beside it")
@click.option("-n", "count", default=8, show_default=True, type=click.IntRange(1, 50), help="wordings of each")
@flags.models
@flags.quiet
def compose(scenario: str, author: str, out: str, count: int, quiet: bool, **options: Any) -> int:
    """Lets a model write wordings of SCENARIO's slots and of what users say; only what can be used is kept."""
    loaded, config = load(scenario), RunConfig(paths=(), **options)
    exchanges = Exchanges(ledger=ledger_of(config))
    model = load_any(author, Wiring(base_url=config.base_url, seconds=config.timeout))
    found = asyncio.run(_composed(model, loaded, count, Path(out).parent, exchanges))
    write(Path(out), import_module("simulator.authoring.writing.emit").to_yaml({"phrases": found}))
    flags.say_spent(exchanges.ledger, quiet=quiet)
    flags.talk(f"{out}: {sum(map(len, found.values()))} wordings of {len(found)} slots and acts", quiet=quiet)
    return 0


async def _composed(
    model: Model, scenario: Scenario, count: int, folder: Path, exchanges: Exchanges
) -> dict[str, list[str]]:
    kept = import_module("simulator.authoring.authors.order").kept
    phrases_for = import_module("simulator.authoring.authors.phrases").phrases_for
    async with kept(model, folder, exchanges, about=f"phrases of {scenario.name}") as taped:
        found: dict[str, list[str]] = await phrases_for(taped, scenario, count)
    return found
