"""Reads run folders, also while somebody writes them; what is wrong is said with file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place
from simulator.store.record import problem_in

RUN = "run.json"
RECORDS = "records.jsonl"
EXCHANGES = "exchanges.jsonl"
INPUTS = "inputs"
EXCHANGE = {"conversation", "scenario", "seed", "trial", "who", "step", "model", "request"}
AGAIN = "remove that line and give the command of the run again: its conversation is played again"


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON values of a JSONL file with their line numbers; a torn last line is left out."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.endswith(b"\n"):
                    yield number, parse_line(line[:-1], path, number)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(str(path))) from error


def parse_line(line: bytes, path: Path, number: int, hint: str = AGAIN) -> Any:
    """The JSON value of one line; what is wrong is said with its place."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as broken:
        raise InputError(f"no JSON: {broken.msg}", place=Place(str(path), number, broken.colno), hint=hint) from broken
    except (ValueError, RecursionError) as broken:
        raise InputError(f"no JSON: {broken}", place=Place(str(path), number, 1), hint=hint) from broken


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a run folder, or of one file of records, in the order they were written."""
    file = path / RECORDS if path.is_dir() else path
    if not file.exists():
        if path.is_dir() and (path / RUN).exists():
            return
        raise InputError("no run is stored here", place=Place(str(path)), hint="give the folder that --out named")
    for number, found in read_lines(file):
        if problem := problem_in(found):
            raise InputError(f"no record: {problem}", place=Place(str(file), number, 1))
        yield found


def read_exchanges(folder: Path) -> Iterator[dict[str, Any]]:
    """The replies of models that a run has kept, as they came; none where it has asked no model."""
    file = folder / EXCHANGES
    if not file.exists():
        return
    for number, found in read_lines(file):
        if not isinstance(found, dict) or not found.keys() >= EXCHANGE or not ({"reply", "fault"} & found.keys()):
            raise InputError("no exchange with a model", place=Place(str(file), number, 1), hint="remove that line")
        yield found


def lasts(record: Any) -> bool:
    """Whether a conversation is over for good; one that a model's server broke is had again another time."""
    end = record.get("end") if isinstance(record, dict) else None
    return not isinstance(end, dict) or (end.get("reason"), end.get("blame")) != ("model_error", "infrastructure")


def read_ids(file: Path, *, lasting: bool = False) -> frozenset[str]:
    """The ids of the records in a file, which need not be there yet; `lasting`: only of what is over for good."""
    if not file.exists():
        return frozenset()
    ids = set()
    for number, found in read_lines(file):
        name = found.get("id") if isinstance(found, dict) else None
        if not isinstance(name, str):
            raise InputError("no record: it has no id", place=Place(str(file), number, 1))
        if not lasting or lasts(found):
            ids.add(name)
    return frozenset(ids)


def read_run(folder: Path) -> dict[str, Any]:
    """What was asked for when the run began."""
    path = folder / RUN
    if not path.is_file():
        raise InputError("no run is stored here", place=Place(str(folder)), hint="give the folder that --out named")
    try:
        found = json.loads(path.read_bytes())
    except json.JSONDecodeError as broken:
        raise InputError(f"no JSON: {broken.msg}", place=Place(str(path), broken.lineno, broken.colno)) from broken
    except (OSError, ValueError) as broken:
        raise InputError(f"cannot be read: {broken}", place=Place(str(path))) from broken
    if not isinstance(found, dict):
        raise InputError("no JSON object", place=Place(str(path), 1, 1))
    return found


def read_input(folder: Path, digest: str) -> bytes:
    """A scenario, document or tool list as it was when the run used it."""
    path = folder / INPUTS / digest
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"the run kept no input {digest!r}", place=Place(str(folder))) from error
