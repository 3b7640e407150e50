"""One writer at a time: a kernel lock on the run folder, gone with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import os
from errno import EACCES, EAGAIN
from pathlib import Path
from weakref import WeakSet

from simulator.errors import Place, SetupError
from simulator.store.lines import disk_error

NAME = ".lock"


class FolderLock:
    """The lock on a folder, held until `release`."""

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise disk_error(error, path) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise _refused(error, folder) from error
        _held.add(self)

    def release(self) -> None:
        """Lets others in; a second time does nothing."""
        if self in _held:
            _held.discard(self)
            os.close(self._file)


def _refused(error: OSError, folder: Path) -> SetupError:
    place = Place(str(folder))
    if error.errno in (EACCES, EAGAIN):
        return SetupError(
            "another run is writing here", place=place, hint="wait until it ends, or choose another --out"
        )
    reason = error.strerror or str(error)
    return SetupError(
        f"this disk cannot lock: {reason}", place=place, hint="choose a folder on a local disk with --out"
    )


_held: WeakSet[FolderLock] = WeakSet()


def _let_go_in_child() -> None:
    """A forked worker must not keep the lock alive when its parent is killed."""
    for lock in list(_held):
        lock.release()


os.register_at_fork(after_in_child=_let_go_in_child)
