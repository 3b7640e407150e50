"""`simulator audit`: what a data set is like."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from simulator.audit.turns import of_file
from simulator.cli import flags
from simulator.errors import InputError, Place, SetupError
from simulator.metrics.variants import plain
from simulator.report.screen import show
from simulator.store.lines import to_line
from simulator.store.read import read_records

EXTRA = ("codespell_lib", "numpy", "scipy", "sklearn", "spellchecker")


@click.command("audit")
@click.argument("run")
@click.option("--real", metavar="FILE", help="JSONL of real user turns (text, conv, turn) to be told apart from ours")
@click.option("--html", metavar="FILE", help="write a page with a plot")
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
@flags.quiet
def command(run: str, real: str | None, html: str | None, as_json: bool, quiet: bool) -> int:
    """Prints the figures of RUN's users beside those of real people, its diversity, balance, leaks and user faults."""
    records = [one for one in plain(read_records(Path(run))) if not one.get("minimal_of")]
    theirs = of_file(Path(real)) if real else []
    tell = _Steps(quiet=quiet)
    beside = partial(extra_module("realism").realism, real=theirs, tell=tell) if real else lambda ours: ()
    portrait = extra_module("portrait")
    found = portrait.portray(records, beside=beside, real=Path(real).name if real else "", tell=tell)
    if html:
        write(Path(html), extra_module("show.page").page(found, Path(run).resolve().name))
        flags.talk(f"the page is {html}", quiet=quiet)
    if as_json:
        sys.stdout.buffer.write(to_line(portrait.as_json(found)))
        sys.stdout.buffer.flush()
    else:
        show(extra_module("show.table").tables(found))
    return 0


def extra_module(name: str) -> Any:
    """A module of the audit room, which needs the extra."""
    try:
        return import_module(f"simulator.audit.{name}")
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.partition(".")[0] in EXTRA:
            raise SetupError(f"this needs {missing.name}: pip install 'conversation-simulator[audit]'") from missing
        raise


def write(path: Path, text: str) -> None:
    """A file of ours; raises InputError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", place=Place(str(path))) from error


class _Steps:
    """Says on stderr what is being measured, on one line that goes away, where people watch."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not quiet

    def __call__(self, step: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[2K{step + ' …' if step else ''}", nl=False, err=True)
