"""`simulator generate`: many conversations played and kept, how many of them are verified."""

from __future__ import annotations

from shlex import quote
from typing import Any

import click

from simulator import api
from simulator.cli import flags
from simulator.store.forecast import forecast_words


@click.command("generate")
@flags.paths
@flags.shared(
    flags.number, flags.needed_out, flags.one_assistant, flags.seed, flags.population, flags.user, flags.mess,
    flags.rung, flags.allow_code, flags.models, flags.dry_run, flags.jobs, flags.quiet,
)  # fmt: skip
def command(paths: tuple[str, ...], out: str, n: int, quiet: bool, dry_run: bool, **options: Any) -> int:
    """Plays cases 0 … N-1 of every scenario and keeps each with its verdict; `export` takes the verified ones."""
    if dry_run:
        for found in api.forecast(list(paths), n=n, out=out, **options):
            click.echo(forecast_words(found))
        return 0
    with flags.Progress(quiet=quiet) as progress:
        results = api.generate(list(paths), n=n, out=out, listener=progress, processes=True, keep=False, **options)
    flags.talk(
        f"{len(results)} conversations, {len(results.verified)} verified, {len(results.failed)} failed, "
        f"{len(results.excluded)} excluded, in {out}",
        quiet=quiet,
    )
    flags.say_spent(results.spent, quiet=quiet)
    flags.say_broken(results.excluded, kept=True, quiet=quiet)
    if results.verified:
        flags.talk(f"next: simulator export {quote(out)} --format openai --out train.jsonl", quiet=quiet)
    return 0 if results.verified else 3
