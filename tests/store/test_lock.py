from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from simulator.errors import SetupError
from simulator.store.lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from simulator.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""

HOLD_WITH_WORKER = """
import os, sys
from pathlib import Path
from simulator.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
if os.fork() == 0:
    print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held_by_another(tmp_path):
    """A second process that holds the lock of a folder."""
    children = []

    def hold(code: str = HOLD):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        children.append(child)
        assert child.stdout.readline() == "held\n"
        return child

    yield hold
    for child in children:
        child.stdin.close()
        child.stdout.close()
        child.wait()


def test_a_folder_held_by_another_process_is_refused(tmp_path, held_by_another):
    held_by_another()
    with pytest.raises(SetupError, match="another run is writing here") as caught:
        FolderLock(tmp_path)
    assert caught.value.exit_code == 3
    assert str(tmp_path) in str(caught.value)


def test_a_folder_held_by_this_process_is_refused_too(tmp_path):
    lock = FolderLock(tmp_path)
    with pytest.raises(SetupError):
        FolderLock(tmp_path)
    lock.release()
    FolderLock(tmp_path).release()


@pytest.mark.parametrize("code", [HOLD, HOLD_WITH_WORKER])
def test_a_killed_holder_holds_nothing_even_if_its_workers_live_on(tmp_path, held_by_another, code):
    child = held_by_another(code)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    lock = FolderLock(tmp_path)
    with pytest.raises(SetupError):
        FolderLock(tmp_path)
    lock.release()


def test_releasing_twice_is_fine(tmp_path):
    first = FolderLock(tmp_path)
    first.release()
    second = FolderLock(tmp_path)
    first.release()
    with pytest.raises(SetupError):
        FolderLock(tmp_path)
    second.release()
