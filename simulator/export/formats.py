"""Writes the verified conversations of a run in one format; what failed or was excluded is counted, never written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from simulator.errors import InputError, Place, closest
from simulator.export.openai import openai_line
from simulator.frozen import dataclass
from simulator.metrics.excluded import excluded
from simulator.store.lines import disk_error, to_line
from simulator.store.read import read_input

Record = Mapping[str, Any]
Tools = Sequence[Mapping[str, Any]]
Bursts = Literal["keep", "join"]
LineMaker = Callable[[Record, Tools, Bursts], Mapping[str, Any]]

FORMATS: Mapping[str, LineMaker] = {"openai": openai_line}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How many conversations were written, and how many were left out and why."""

    written: int
    failed: int
    excluded: int

    @property
    def left_out(self) -> int:
        return self.failed + self.excluded


def export(records: Iterable[Record], format: str, out: Path, *, run: Path, bursts: Bursts = "keep") -> Exported:
    """Writes one line a verified conversation; the tools its assistant saw are read from the run folder's inputs."""
    make = FORMATS.get(format)
    if make is None:
        raise InputError(f"no export format {format!r} is known", hint=closest(format, tuple(FORMATS)))
    if out.is_dir():
        raise InputError("this is a folder, not a file", place=Place(str(out)), hint="name a file with --out")
    if out.resolve().is_relative_to(run.resolve()):
        raise InputError(
            "the run itself is kept here", place=Place(str(out)), hint="name a file outside the run folder"
        )
    shown: dict[str, Tools] = {"": ()}
    counts = {"written": 0, "failed": 0, "excluded": 0}

    def lines() -> Iterator[bytes]:
        for record in records:
            fate = fate_of(record)
            counts[fate] += 1
            if fate == "written":
                digest = record["tools"]
                if digest not in shown:
                    shown[digest] = json.loads(read_input(run, digest))
                yield to_line(make(record, shown[digest], bursts))

    _write(out, lines())
    return Exported(**counts)


def fate_of(record: Record) -> Literal["written", "failed", "excluded"]:
    """Whether a conversation may be trained on; a fault that is not the assistant's excludes it."""
    if excluded(record):
        return "excluded"
    return "written" if record["verdict"]["passed"] else "failed"


def _write(out: Path, lines: Iterator[bytes]) -> None:
    """Replaces the file once all lines are there; where there is none, the file stays as it was."""
    part = out.with_name(out.name + ".part")
    try:
        first = next(lines, None)
        if first is None:
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.writelines(chain((first,), lines))
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise disk_error(error, out) from error
        raise
