"""`simulator grade`: conversations that somebody else recorded, judged line by line in constant memory."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from simulator.cli import flags
from simulator.errors import InputError, Place
from simulator.labels.dialects.grade import dialect_of, grade_line
from simulator.labels.dialects.settings import DIALECTS, Dialect
from simulator.store.lines import disk_error, to_line

SAID = 5
EVERY = 2000
OUTCOMES = ("passed", "failed", "need more", "unreadable")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@click.command("grade")
@click.argument("file", metavar="FILE")
@click.option(
    "--dialect", type=click.Choice([*DIALECTS]), default="strict", show_default=True, help="by whose rules to judge"
)
@click.option("--out", metavar="PATH", help="write the verdicts there, and print only how many there are of each")
@click.option("--json", "as_json", is_flag=True, help="with --out: print how many there are as one JSON line")
@flags.quiet
def command(file: str, dialect: str, out: str | None, as_json: bool, quiet: bool) -> int:
    """Judges each line of FILE (- is stdin) and prints one JSON line with its verdict.

    A line that cannot be read gives an error, and the rest is judged: exit code 2.
    """
    counts: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    with _opened(file) as lines, _writing(out) as written:
        for verdict in _graded(lines, file, dialect_of(dialect), counts):
            written.write(to_line(verdict))
            counts[_outcome(verdict)] += 1
            if not out and not quiet and sys.stdin.isatty() and file == "-":
                written.flush()
    _tell(counts, dialect, out=out, as_json=as_json, quiet=quiet)
    return 2 if counts["unreadable"] else 0


def _graded(lines: IO[bytes], file: str, dialect: Dialect, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    watched = sys.stderr.isatty()
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if not line.strip():
            continue
        verdict = grade_line(line, dialect)
        if "error" in verdict:
            verdict = {"id": verdict["id"], "error": verdict["error"], "line": number, "dialect": dialect.name}
            if counts["unreadable"] < SAID:
                flags.talk(f"error: {InputError(verdict['error'], place=Place(file, number, 1))}")
        yield verdict
        if watched and number % EVERY == 0:
            click.echo(f"\r{number:,} lines", err=True, nl=False)


def _outcome(verdict: dict[str, Any]) -> str:
    if "error" in verdict:
        return "unreadable"
    return {True: "passed", False: "failed", None: "need more"}[verdict["passed"]]


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as opened:
            yield opened
    except OSError as error:
        if error.filename is None:
            raise
        raise InputError(f"cannot be read: {error.strerror}", place=Place(file), hint="- reads from stdin") from error


@contextmanager
def _writing(out: str | None) -> Iterator[IO[bytes]]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    try:
        with path.open("wb") as opened:
            yield opened
    except OSError as error:
        raise disk_error(error, path) from error


def _tell(counts: Counter[str], dialect: str, *, out: str | None, as_json: bool, quiet: bool) -> None:
    told = f"{sum(counts.values()):,} judged by {dialect}: " + ", ".join(
        f"{counts[name]:,} {name}" for name in OUTCOMES if counts[name] or name in ("passed", "failed")
    )
    if out and as_json:
        found = {name.replace(" ", "_"): counts[name] for name in OUTCOMES}
        click.echo(json.dumps({"dialect": dialect, "lines": sum(counts.values()), **found}))
    elif out:
        click.echo(told)
    else:
        flags.talk(told, quiet=quiet)
