"""`simulator fuzz`: failing conversations, each shrunk to a minimal one and the line that replays it."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from simulator import api
from simulator.cli import flags
from simulator.metrics.excluded import cause
from simulator.report.transcript import print_transcript

if TYPE_CHECKING:
    from simulator.engine.run import Finished


@click.command("fuzz")
@flags.paths
@click.option("--tries", default=200, show_default=True, metavar="N", help="conversations to try, over all scenarios")
@flags.shared(
    flags.one_assistant, flags.needed_out, flags.seed, flags.given, flags.do, flags.cover, flags.over, flags.chosen,
    flags.user, flags.mess, flags.rung, flags.allow_code, flags.models, flags.quiet,
)  # fmt: skip
def command(paths: tuple[str, ...], out: str, tries: int, quiet: bool, **options: Any) -> int:
    """Looks for failing conversations; prints the minimal one of each kind of failure."""
    with Counted(quiet=quiet) as counted:
        bugs = api.fuzz(list(paths), tries=tries, out=out, listener=counted, **options)
    for bug in bugs:
        print_transcript(bug.minimal)
        before, after = _turns(bug.found), _turns(bug.minimal)
        click.echo(f"shrunk from {before} to {after} user turns in {bug.tries} tries")
        click.echo(f"replay: simulator replay {quote(out)} {bug.minimal['id']}\n")
    ways = "1 way" if len(bugs) == 1 else f"{len(bugs)} ways"
    tried = "so far" if bugs.spent.stopped else "in 1 try" if tries == 1 else f"in {tries} tries"
    flags.talk(f"{ways} to fail {tried}", quiet=quiet)
    if counted.excluded:
        flags.talk(f"{len(counted.excluded)} of {counted.total} do not count: {cause(counted.excluded[0])}")
    flags.say_spent(bugs.spent, quiet=quiet)
    flags.say_broken(counted.excluded, kept=False, quiet=quiet)
    if not bugs and counted.excluded and len(counted.excluded) == counted.total:
        return 3
    return 1 if bugs else 0


class Counted(flags.Progress):
    """Also keeps what does not count: a search that could try nothing has not found nothing."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__(quiet=quiet)
        self.total = 0
        self.excluded: list[dict[str, Any]] = []

    def __call__(self, finished: Finished) -> None:
        super().__call__(finished)
        self.total += 1
        if cause(finished.record):
            self.excluded.append(finished.record)


def _turns(record: Mapping[str, Any]) -> int:
    return int(record["usage"]["user_turns"])
