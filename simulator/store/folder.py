"""The run folder: made or resumed by the same command, one writer at a time, nothing lost by a kill or a full disk."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

from simulator.errors import InputError, OurBug, Place
from simulator.store.lines import Lines, cut_torn_line, disk_error, write_all
from simulator.store.lock import NAME as LOCK
from simulator.store.lock import FolderLock
from simulator.store.read import EXCHANGES, INPUTS, RECORDS, RUN, lasts, read_ids, read_lines, read_run

TIMING = "timing.jsonl"
UNFINISHED = ".part"
BESIDE = {".DS_Store", LOCK, RECORDS, EXCHANGES, TIMING, INPUTS, RUN + UNFINISHED}


class RunFolder:
    """An open run folder; `done` holds the ids that were there when it was opened. Use it in a `with`."""

    def __init__(self, path: Path, lock: FolderLock, done: frozenset[str]) -> None:
        self.path = path
        self.done = done
        self._lock = lock
        self._written = set(done)
        self._records = Lines(path / RECORDS)
        self._timing = Lines(path / TIMING, sync=False)
        self._exchanges: Lines | None = None

    @classmethod
    def open(cls, path: Path, asked: Mapping[str, Any], *, again: bool = False) -> RunFolder:
        """The folder for this request: a new one, or the one where the same request was left off.

        `again` takes out the records of conversations that a model's server broke, so that they are had again.
        """
        path = Path(path)
        _make(path)
        lock = FolderLock(path)
        try:
            if (path / RUN).exists():
                _same_request(path, asked)
            else:
                write_whole(path / RUN, _as_json(asked))
            for name in (RECORDS, EXCHANGES, TIMING):
                cut_torn_line(path / name)
            if again:
                _forget_broken(path / RECORDS)
            return cls(path, lock, read_ids(path / RECORDS))
        except BaseException:
            lock.release()
            raise

    def append(self, record: Mapping[str, Any]) -> None:
        """Keeps one finished conversation."""
        name = record["id"]
        if name in self._written:
            raise OurBug(f"record {name!r} is written twice")
        self._records.append(record)
        self._written.add(name)

    def time(self, name: str, seconds: Mapping[str, float]) -> None:
        """Keeps how long a conversation took, by part; nothing depends on it."""
        self._timing.append({"id": name, **seconds})

    def exchange(self, line: Mapping[str, Any]) -> None:
        """Keeps one reply of a model, as it arrives."""
        if self._exchanges is None:
            self._exchanges = Lines(self.path / EXCHANGES)
        self._exchanges.append(line)

    def keep(self, digest: str, content: bytes | str) -> None:
        """Keeps an input under its digest, once."""
        if not digest or not set(digest) <= set("0123456789abcdefghijklmnopqrstuvwxyz-_"):
            raise OurBug(f"{digest!r} is no digest")
        path = self.path / INPUTS / digest
        if not path.exists():
            write_whole(path, content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    def close(self) -> None:
        """Syncs everything and lets others in; a second time does nothing."""
        with ExitStack() as closing:
            closing.callback(self._lock.release)
            for lines in (self._timing, self._records, self._exchanges):
                if lines is not None:
                    closing.callback(lines.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all, and on the disk when this returns."""
    part = path.with_name(path.name + UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_sync(part, data)
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise disk_error(error, path) from error


def _forget_broken(path: Path) -> None:
    """Leaves only records of what is over for good; what models answered in the others stays with the exchanges."""
    if not path.exists():
        return
    broken = {number for number, record in read_lines(path) if not lasts(record)}
    if broken:
        with path.open("rb") as file:
            kept = [line for number, line in enumerate(file, start=1) if number not in broken]
        write_whole(path, b"".join(kept))


def _write_and_sync(path: Path, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)


def _sync_folder(path: Path) -> None:
    """Makes the names in a folder survive a power cut; some systems cannot, and need not."""
    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _make(path: Path) -> None:
    place = Place(str(path))
    if path.exists() and not path.is_dir():
        raise InputError("this is a file, not a folder", place=place, hint="choose another --out")
    try:
        path.mkdir(parents=True, exist_ok=True)
        foreign = sorted(inner.name for inner in path.iterdir() if inner.name not in BESIDE)
    except OSError as error:
        raise disk_error(error, path) from error
    if foreign and RUN not in foreign:
        hint = "choose an empty or a new folder with --out"
        raise InputError(f"this folder holds something else: {foreign[0]!r}", place=place, hint=hint)


def _as_json(asked: Mapping[str, Any]) -> bytes:
    return (json.dumps(asked, indent=2, sort_keys=True) + "\n").encode()


def _same_request(path: Path, asked: Mapping[str, Any]) -> None:
    before = read_run(path)
    difference = _difference(before, json.loads(_as_json(asked)), "")
    if difference:
        hint = "give the command of that run again to resume it, or choose another folder with --out"
        raise InputError(f"a different run is stored here: {difference}", place=Place(str(path)), hint=hint)


def _difference(before: Any, now: Any, name: str) -> str:
    """The first thing in which two requests differ, in words; "" where they are the same."""
    if isinstance(before, dict) and isinstance(now, dict):
        keys = sorted(before.keys() | now.keys())
        inner = (_difference(before.get(key), now.get(key), f"{name}.{key}" if name else key) for key in keys)
        return next((found for found in inner if found), "")
    if type(before) is type(now) and before == now:
        return ""
    return f"{name} was {_short(before)}, now {_short(now)}"


def _short(value: Any) -> str:
    text = "not given" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
