"""Flags that several verbs share, and what they make of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

if TYPE_CHECKING:
    from simulator.engine.run import Finished

F = TypeVar("F", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
seed = click.option("--seed", default="0", show_default=True, help="run seed; 5.17 is case 17 of run seed 5")
mess = click.option(
    "--mess", default="", metavar="PROFILE", help="realistic, clean or fuzz; default: the scenario's own"
)
user = click.option("--user", default="agenda", show_default=True, help="who plays the user")
jobs = click.option("--jobs", default=0, metavar="N", help="conversations in flight; default: by what the assistant is")
quiet = click.option("-q", "--quiet", is_flag=True, help="no progress, no closing words")
number = click.option("-n", "n", default=20, show_default=True, metavar="N", help="cases of each scenario")
out = click.option("--out", metavar="RUN", help="the run folder; the same command again resumes it")
needed_out = click.option(
    "--out", required=True, metavar="RUN", help="the run folder; the same command again resumes it"
)
one_assistant = click.option("--assistant", default="reference", show_default=True, metavar="AGENT", help="who answers")


def shared(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options at once, listed in help in this order."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


class Progress:
    """A progress bar on stderr where people watch; counts only. Use it in a `with` and as a listener."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._bar: Any = None
        if total > 1 and not quiet and sys.stderr.isatty():
            self._bar = click.progressbar(length=total, file=sys.stderr, label="conversations", show_pos=True)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.__enter__()
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
