"""`simulator evaluate`: the same cases for every assistant."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import Any

import click

from simulator import api
from simulator.cli import flags
from simulator.engine.variants.names import RELATIONS, STATIC
from simulator.report.beside.tables import print_beside
from simulator.report.case import evidence_words
from simulator.report.opinions import print_opinions
from simulator.report.terminal import print_report
from simulator.store.forecast import forecast_words


@click.command("evaluate")
@flags.paths
@click.option(
    "--assistant", "assistants", multiple=True, required=True, metavar="AGENT", help="who is tested; repeatable"
)
@click.option("--trials", default=1, show_default=True, metavar="K", help="conversations per case, for pass^k")
@click.option("--min-pass", type=click.FloatRange(0, 1), metavar="X", help="exit 1 where a success rate is below X")
@click.option(
    "--judge", "judges", multiple=True, metavar="MODEL", help="a model that also marks each conversation; repeatable"
)
@click.option("--pairs", is_flag=True, help="judges also say which assistant served each case better")
@click.option("--static", is_flag=True, help="also as a fixed history: both scores beside each other")
@click.option("--metamorphic", is_flag=True, help="also with noise, wording, persona, tools or dates changed")
@flags.shared(
    flags.number,
    flags.out,
    flags.seed,
    flags.population,
    flags.user,
    flags.mess,
    flags.rung,
    flags.allow_code,
    flags.models,
    flags.dry_run,
    flags.jobs,
    flags.quiet,
)
def command(
    paths: tuple[str, ...],
    assistants: tuple[str, ...],
    min_pass: float | None,
    n: int,
    quiet: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Success, pass^k and failure kinds of each assistant over the same cases, each rate with its 95 % interval."""
    options["variants"] = _variants(static=options.pop("static"), metamorphic=options.pop("metamorphic"))
    if dry_run:
        for found in api.forecast(list(paths), assistant=assistants, n=n, **options):
            click.echo(forecast_words(found))
        return 0
    with flags.Progress(quiet=quiet) as progress:
        keep = bool(options["variants"])  # what was done is compared
        results = api.evaluate(
            list(paths), assistant=assistants, n=n, listener=progress, processes=True, keep=keep, **options
        )
    print_report(results.played, prices=results.spent.prices)
    if keep:
        print_beside(results.records)
    print_opinions(results.opinions, results.records)
    flags.say_spent(results.spent, quiet=quiet)
    flags.say_broken(results.excluded, kept=bool(options.get("out")), quiet=quiet)
    if results.failed:
        flags.talk(f"see one: {_see(results.failed[0], options.get('out'))}", quiet=quiet)
    rates = [part.success_rate for part in results.by_assistant().values()]
    if not any(part.verified or part.failed for part in results.by_assistant().values()):
        if not results.spent.stopped:
            flags.talk("nothing counts: every conversation was excluded", quiet=quiet)
        return 3
    return 1 if min_pass is not None and min(rates) < min_pass else 0


def _variants(*, static: bool, metamorphic: bool) -> tuple[str, ...]:
    """The other ways to play each case, after the usual one; nothing where none is wanted."""
    found = (*([STATIC] if static else ()), *(RELATIONS if metamorphic else ()))
    return ("", *found) if found else ()


def _see(record: Mapping[str, Any], out: str | None) -> str:
    """The command that shows one failing conversation."""
    if out:
        return f"simulator replay {quote(out)} {record['id']}"
    options = record["options"]
    words = ["simulator", "play", record["scenario"], "--seed", record["seed"], "--assistant", options["assistant"]]
    words += ["--rung", str(options["rung"])] if options.get("rung") else []
    for flag in ("given", "do"):
        words += [word for said in evidence_words(options.get(flag, {})) for word in (f"--{flag}", said)]
    return " ".join(quote(word) for word in words)
