"""Flags that several verbs share, and what they make of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from simulator.models.budget import spent_words
from simulator.store.read import lasts
from simulator.variables.evidence import read_evidence

if TYPE_CHECKING:
    from simulator.engine.run import Finished
    from simulator.models.budget import Ledger
    from simulator.scenario.plan import Plan

F = TypeVar("F", bound=Callable[..., Any])
RUNGS = ("0", "1", "2", "3", "4")

paths = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
seed = click.option("--seed", default="0", show_default=True, help="run seed; 5.17 is case 17 of run seed 5")
mess = click.option(
    "--mess",
    default="",
    metavar="PROFILE",
    help="realistic, clean, fuzz or calibrated:FILE; default: the scenario's own",
)
user = click.option(
    "--user",
    default="agenda",
    show_default=True,
    metavar="USER",
    help="who words the user: agenda (a grammar), a model such as openai:MODEL, or FILE.py:FUNCTION",
)
jobs = click.option("--jobs", default=0, metavar="N", help="conversations in flight; default: by what the assistant is")
allow_code = click.option("--allow-code", is_flag=True, help="let worlds of kind python, mcp and http start")
quiet = click.option("-q", "--quiet", is_flag=True, help="no progress, no closing words")
number = click.option("-n", "n", default=20, show_default=True, metavar="N", help="cases of each scenario")
out = click.option("--out", metavar="RUN", help="the run folder; the same command again resumes it")
needed_out = click.option(
    "--out", required=True, metavar="RUN", help="the run folder; the same command again resumes it"
)


def _evidence(_: click.Context, option: click.Parameter, said: tuple[str, ...]) -> dict[str, Any]:
    return read_evidence(said, option.opts[0])


def _names(_: click.Context, option: click.Parameter, said: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in said.split(",") if name.strip())


def _rungs(_: click.Context, option: click.Parameter, said: tuple[str, ...]) -> tuple[int, ...]:
    """The rungs named one by one or as a range, each once."""
    found: list[int] = []
    for text in said:
        first, _dash, last = text.replace("..", "-").partition("-")
        if not (first in RUNGS and (last or first) in RUNGS and first <= (last or first)):
            raise click.BadParameter(f"{text} is no rung from 0 to 4, and no range of them such as 0-4", param=option)
        found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found))


given = click.option(
    "--given", multiple=True, metavar="NAME=VALUE", callback=_evidence, help="only cases where this holds; repeatable"
)
do = click.option(
    "--do",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_evidence,
    help="cases in which this was set from outside; repeatable",
)
cover = click.option(
    "--cover", type=click.Choice(["2", "3"]), metavar="2|3", callback=lambda _, __, said: int(said or 0),
    help="instead of -n: the fewest cases with every possible pair (or triple) of values",
)  # fmt: skip
over = click.option(
    "--over", default="", metavar="NAME,…", callback=_names, help="the variables to cover; default: all with few values"
)
stratify = click.option("--stratify", default="", metavar="NAME", help="equally many cases for each value of NAME")
chosen = click.option(
    "--filter", multiple=True, metavar="GLOB", help="only scenarios whose name or a tag fits; repeatable"
)
rung = click.option(
    "--rung", multiple=True, metavar="0-4", callback=_rungs,
    help="tools documented worse: 1 no descriptions, 2 short names too, 3 others added, 4 one missing; repeatable,"
    " 0-4 is all of them",
)  # fmt: skip
base_url = click.option(
    "--base-url", default="", metavar="URL", help="server of openai:MODEL, such as http://127.0.0.1:8000/v1"
)
timeout = click.option(
    "--timeout", default=120.0, show_default=True, metavar="SECONDS", help="wait for one answer of a model"
)
budget = click.option(
    "--budget", default="", metavar="AMOUNT", help="stop asking models after 5usd, 200ktok or 100calls"
)
prices = click.option("--prices", metavar="FILE", help="what models cost, in usd per million tokens")
dry_run = click.option("--dry-run", is_flag=True, help="only say what the run would take and cost")
one_assistant = click.option("--assistant", default="reference", show_default=True, metavar="AGENT", help="who answers")


def shared(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options at once, listed in help in this order."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def population(command: F) -> F:
    """The flags that say which cases are drawn."""
    return shared(given, do, cover, over, stratify, chosen)(command)


def models(command: F) -> F:
    """The flags that say how models are reached."""
    return shared(base_url, timeout, budget, prices)(command)


def say_spent(spent: Ledger, *, quiet: bool) -> None:
    """What models were asked and paid, and whether the budget stopped the run."""
    if words := spent_words(spent):
        talk(words, quiet=quiet)
    if spent.stopped:
        talk("the budget is spent: what was begun is kept; give the same command with a larger --budget to go on")


def say_broken(excluded: Sequence[Mapping[str, Any]], *, kept: bool, quiet: bool) -> None:
    """How many conversations a model's server broke, how the most of them, and that what is kept is not lost."""
    if broken := [record["end"].get("detail", "") for record in excluded if not lasts(record)]:
        what = "1 conversation was" if len(broken) == 1 else f"{len(broken)} conversations were"
        how = max(broken, key=broken.count)
        talk(f"{what} broken on the way to a model: {how}", quiet=quiet)
        if kept:
            talk("the same command again goes on with them", quiet=quiet)


class Progress:
    """What is said on stderr while conversations are played: what is covered, and a bar where people watch.

    Use it in a `with` and as a listener.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Any = None

    def begin(self, total: int, plans: Mapping[str, Plan]) -> None:
        """Called once with how many conversations there will be, before the first."""
        for name, wanted in plans.items():
            if wanted.coverage:
                talk(f"{name}: {wanted.coverage}", quiet=self._quiet)
        if total > 1 and not self._quiet and sys.stderr.isatty():
            self._bar = click.progressbar(length=total, file=sys.stderr, label="conversations", show_pos=True)
            self._bar.__enter__()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.__exit__(kind, error, trace)

    def __call__(self, _: Finished) -> None:
        if self._bar:
            self._bar.update(1)


def talk(text: str, *, quiet: bool = False) -> None:
    """A line for people, on stderr, after all that was printed before it."""
    if not quiet:
        sys.stdout.flush()
        click.echo(text, err=True)
