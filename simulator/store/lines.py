"""A JSONL file that only grows: each line reaches the kernel when it is written, and the disk within half a second.

A line that cannot be written whole leaves no trace, so what stands in the file is always whole lines.
"""

from __future__ import annotations

import json
import math
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import Any

import orjson

from simulator.errors import KEYS, OurBug, Place, SetupError, redact

SYNC_EVERY = 0.4
FULL = (ENOSPC, EDQUOT, EFBIG)
PLAIN = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def to_line(value: Mapping[str, Any]) -> bytes:
    """One JSON line without any key; lone surrogates and huge numbers, which orjson refuses, are escaped and kept."""
    try:
        line = orjson.dumps(value, option=PLAIN | orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        line = _escaped(value)
    return redact(line.decode()).encode() if any(map(os.environ.__contains__, KEYS)) else line


def _escaped(value: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(_finite(value), separators=(",", ":")).encode() + b"\n"
    except (TypeError, ValueError, RecursionError) as broken:
        raise OurBug(f"a line for a file is no JSON: {broken}") from broken


def _finite(value: Any) -> Any:
    """The value as orjson writes it: a number that JSON does not have is null."""
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def disk_error(error: OSError, path: Path) -> SetupError:
    """What to tell a user whose disk refuses a write."""
    if error.errno in FULL:
        return SetupError(
            "the disk is full",
            place=Place(str(path)),
            hint="free some space and give the same command again: what is finished is kept",
        )
    reason = error.strerror or str(error)
    return SetupError(f"cannot be written: {reason}", place=Place(str(path)), hint="choose another folder with --out")


def write_all(handle: int, data: bytes) -> None:
    """Writes every byte to an open file, however many the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


class Lines:
    """An open JSONL file; `append` may be called from any thread."""

    def __init__(self, path: Path, *, sync: bool = True) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise disk_error(error, path) from error
        self._size = os.fstat(self._file).st_size
        self._writing = threading.Lock()
        self._waiting = False
        self._broken: OSError | None = None
        self._closing = threading.Event()
        self._thread = (
            threading.Thread(target=self._sync_often, name=f"sync {path.name}", daemon=True) if sync else None
        )
        if self._thread:
            self._thread.start()

    def append(self, value: Mapping[str, Any]) -> None:
        """Writes one line; it survives a kill from here on, and a power cut half a second later."""
        line = to_line(value)
        with self._writing:
            if self._broken:
                raise disk_error(self._broken, self.path) from self._broken
            try:
                write_all(self._file, line)
            except OSError as error:
                with suppress(OSError):
                    os.ftruncate(self._file, self._size)
                raise disk_error(error, self.path) from error
            self._size += len(line)
            self._waiting = True

    def close(self) -> None:
        """Syncs and closes; a second time does nothing."""
        if self._closing.is_set():
            return
        self._closing.set()
        if self._thread:
            self._thread.join()
            self._sync()
        os.close(self._file)
        if self._broken:
            raise disk_error(self._broken, self.path) from self._broken

    def _sync_often(self) -> None:
        while not self._closing.wait(SYNC_EVERY):
            self._sync()

    def _sync(self) -> None:
        if self._waiting:
            self._waiting = False
            try:
                os.fsync(self._file)
            except OSError as error:
                self._broken = error


def cut_torn_line(path: Path) -> None:
    """Removes what stands after the last line end: the half of a line that a kill or a power cut left."""
    if not path.exists():
        return
    try:
        with path.open("r+b") as file:
            end = size = file.seek(0, os.SEEK_END)
            while end > 0:
                start = max(0, end - 65536)
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    end = start + found + 1
                    break
                end = start
            if end < size:
                file.truncate(end)
    except OSError as error:
        raise disk_error(error, path) from error
