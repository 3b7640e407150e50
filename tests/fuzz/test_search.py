"""Fuzzing finds a planted fault, shrinks it to the plainest conversation that fails alike, and it replays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator import api
from simulator.fuzz.search import signature
from simulator.lookup import shipped


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "run"
    scenarios = str(shipped() / "scenarios")
    command = ["fuzz", scenarios, "--assistant", "mutant:A01", "--tries", "60", "--out", str(folder), "-q"]
    done = subprocess.run([sys.executable, "-m", "simulator", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    (folder / "stdout.txt").write_text(done.stdout)
    return folder


def test_the_minimal_conversation_fails_alike_and_is_no_longer():
    bugs = api.fuzz(shipped() / "scenarios", assistant="mutant:A01", tries=60)
    assert bugs
    for bug in bugs:
        assert signature(bug.minimal) == bug.signature == signature(bug.found)
        assert bug.minimal["usage"]["user_turns"] <= bug.found["usage"]["user_turns"]
        assert set(bug.minimal["overrides"].values()) <= {0.0}
        assert len(bug.minimal["messages"]) <= len(bug.found["messages"])


def test_a_minimal_conversation_has_no_slips_left():
    for bug in api.fuzz(shipped() / "scenarios", assistant="mutant:A01", tries=30):
        assert not any(note.get("slips") for note in bug.minimal["notes"])


def test_the_printed_line_replays_byte_for_byte(run: Path):
    lines = [line for line in (run / "stdout.txt").read_text().splitlines() if line.startswith("replay: ")]
    assert lines
    words = lines[0].removeprefix("replay: simulator ").split()
    done = subprocess.run([sys.executable, "-m", "simulator", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "wrong_argument" in done.stdout


def test_a_correct_assistant_has_no_bugs():
    assert api.fuzz(shipped() / "scenarios", assistant="reference", tries=90) == []


def test_each_failure_is_found_once():
    bugs = api.fuzz("change_flight", assistant="nothing", tries=20)
    assert len(bugs) == len({bug.signature for bug in bugs})
