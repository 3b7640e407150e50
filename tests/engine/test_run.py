"""The same command gives the same records, however many workers play them and wherever it was interrupted."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator import api
from simulator.config import RunConfig
from simulator.errors import InputError

COMMAND = [sys.executable, "-m", "simulator", "evaluate", "change_flight", "return_item", "-q"]
ASSISTANTS = ["--assistant", "baseline", "--assistant", "nothing"]


def records(folder: Path) -> list[str]:
    return sorted((folder / "records.jsonl").read_text().splitlines(), key=lambda line: json.loads(line)["id"])


def evaluate(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *ASSISTANTS, "-n", "30", "--out", str(folder), *flags], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "whole"
    assert evaluate(folder, "--jobs", "1").returncode == 0
    return folder


def test_two_processes_give_the_same_records(undisturbed: Path, tmp_path: Path):
    assert evaluate(tmp_path / "two", "--jobs", "2").returncode == 0
    assert records(tmp_path / "two") == records(undisturbed)
    assert len(records(undisturbed)) == 2 * 30 * 2


def test_a_killed_run_goes_on_and_gives_the_same_bytes(undisturbed: Path, tmp_path: Path):
    folder = tmp_path / "killed"
    command = [*COMMAND, *ASSISTANTS, "-n", "30", "--out", str(folder), "--jobs", "1"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = folder / "records.jsonl"
    while running.poll() is None and (not path.exists() or path.stat().st_size < 100_000):
        os.sched_yield()
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = len(path.read_bytes().splitlines())
    assert 0 < kept < 120
    assert evaluate(folder, "--jobs", "1").returncode == 0
    assert path.read_bytes() == (undisturbed / "records.jsonl").read_bytes()
    assert (folder / "run.json").read_bytes() == (undisturbed / "run.json").read_bytes()


def test_another_command_in_the_same_folder_is_refused(undisturbed: Path):
    done = evaluate(undisturbed, "--seed", "9")
    assert done.returncode == 2
    assert "seed was" in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_two_trials_differ_in_wording_and_share_their_case():
    results = api.evaluate("change_flight", assistant="reference", n=3, trials=2)
    first, second = results.records[0], results.records[1]
    assert (first["trial"], second["trial"]) == (0, 1)
    assert first["case"] == second["case"]
    assert first["messages"] != second["messages"]


def test_a_seed_may_name_its_first_case():
    assert RunConfig(paths=(), seed="5.17", n=2).seeds() == ["5.17", "5.18"]
    assert RunConfig(paths=(), seed="x").seeds()[:2] == ["x.0", "x.1"]


@pytest.mark.parametrize(
    "options", [{"n": 0}, {"trials": 0}, {"seed": "a b"}, {"mess": "dirty"}, {"overrides": {"x": 1.0}}]
)
def test_wrong_options_are_refused(options: dict[str, Any]):
    with pytest.raises(InputError):
        RunConfig(paths=(), **options)


def test_many_conversations_with_a_waiting_assistant_are_in_flight_at_once():
    live, most = 0, 0

    async def waits(messages: list[Any]) -> str:
        nonlocal live, most
        live += 1
        most = max(most, live)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        live -= 1
        return "I am sorry, I cannot help with that."

    results = api.evaluate("change_flight", assistant=waits, n=12, jobs=8)
    assert len(results) == 12
    assert most == 8


def test_results_come_in_the_order_asked_for_whatever_finishes_first():
    async def uneven(messages: list[Any]) -> str:
        for _ in range(len(messages[-1]["content"]) % 7):
            await asyncio.sleep(0)
        return "Pardon?"

    seeds = [record["seed"] for record in api.evaluate("change_flight", assistant=uneven, n=9, jobs=5).records]
    assert seeds == [f"0.{number}" for number in range(9)]
