"""A run that is stopped or killed ends at once, loses nothing and leaves no process behind."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "simulator", "evaluate", "return_item", "--assistant", "baseline", "-n", "5000", "-q"]


HEEDING = """import os, signal, sys
signal.signal(signal.SIGINT, getattr(signal, sys.argv[1]))
os.execv(sys.argv[2], sys.argv[2:])"""


def started(folder: Path, jobs: str, interrupts: str = "SIG_DFL") -> subprocess.Popen[str]:
    """A long run that has kept some records, begun with interrupts heeded or not, whatever they are here."""
    run = subprocess.Popen(
        [sys.executable, "-c", HEEDING, interrupts, *COMMAND, "--out", str(folder), "--jobs", jobs],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    path = folder / "records.jsonl"
    while not path.exists() or path.stat().st_size < 200_000:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(0.02)
            break
    return run


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_ends_at_once_and_says_how_to_go_on(tmp_path: Path, jobs: str, signum: int, code: int):
    run = started(tmp_path / "run", jobs)
    run.send_signal(signum)
    _, said = run.communicate(timeout=20)
    assert run.returncode == code
    assert "goes on where this left off" in said
    assert "Traceback" not in said
    assert (tmp_path / "run" / "records.jsonl").read_bytes().count(b"\n") < 5_000


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_in_the_background_stops_too(tmp_path: Path, jobs: str):
    run = started(tmp_path / "run", jobs, interrupts="SIG_IGN")
    run.terminate()
    _, said = run.communicate(timeout=20)
    assert run.returncode == 143
    assert "goes on where this left off" in said
    assert "Traceback" not in said


def test_a_killed_run_leaves_no_worker_behind(tmp_path: Path):
    run = started(tmp_path / "run", "2")
    run.kill()
    run.communicate(timeout=20)  # returns only when every process that holds the pipe is gone
    assert run.returncode == -signal.SIGKILL
