"""Whatever people get wrong: three lines at most, the right exit code, no traceback, nothing lost."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]

WRONG = {
    "a missing scenario": (["play", "no_such_thing"], 2, "there is no scenario 'no_such_thing'"),
    "a scenario nearly right": (["play", "chnage_flight"], 2, "did you mean 'change_flight'?"),
    "a missing folder": (["check", "nowhere/"], 2, "there is no scenario"),
    "an empty folder": (["check", "."], 2, "nothing to check"),
    "an unknown verb": (["plya", "x"], 2, "No such command 'plya'"),
    "an unknown flag": (["play", "change_flight", "--sede", "1"], 2, "--seed"),
    "a flag without its value": (["play", "change_flight", "--seed"], 2, "requires an argument"),
    "a number that is none": (
        ["evaluate", "change_flight", "--assistant", "nothing", "-n", "many"],
        2,
        "'many' is not a valid integer",
    ),
    "no cases": (["evaluate", "change_flight", "--assistant", "nothing", "-n", "0"], 2, "-n is 0"),
    "no assistant": (["evaluate", "change_flight"], 2, "--assistant"),
    "an unknown assistant": (["play", "change_flight", "--assistant", "refrence"], 2, "reference"),
    "an unknown mutant": (["play", "change_flight", "--assistant", "mutant:Z99"], 2, "Z99"),
    "a bad seed": (["play", "change_flight", "--seed", "a b"], 2, "'a b' is no seed"),
    "a bad mess": (["play", "change_flight", "--mess", "dirty"], 2, "'dirty'"),
    "a missing key": (["play", "change_flight", "--assistant", "anthropic:claude-x"], 3, "ANTHROPIC_API_KEY"),
    "a missing agent file": (["play", "change_flight", "--assistant", "nope.py:reply"], 3, "nope.py"),
    "a server that is not there": (
        ["play", "change_flight", "--assistant", "http://127.0.0.1:9/chat"],
        3,
        "127.0.0.1:9",
    ),
    "a run that is none": (["report", "nowhere"], 2, "no run is stored here"),
    "a replay without a run": (["replay", "nowhere", "abc"], 2, "no run is stored here"),
    "an export of nothing": (["export", "nowhere", "--format", "openai", "--out", "x"], 2, "no run is stored here"),
    "an unknown format": (["export", "nowhere", "--format", "opneai", "--out", "x"], 2, "openai"),
    "a missing document": (["new", "dir", "--tools", "nope.yaml"], 2, "nope.yaml"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_said_in_three_lines_with_its_exit_code(name: str, command: Command):
    words, code, says = WRONG[name]
    done = command(*words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert len(done.stderr.splitlines()) <= 3
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


HOSTILE = {
    "brackets.yaml": "[" * 900_000,
    "laughs.yaml": "a: &a [x,x]\n" + "".join(f"b{i}: &b{i} [{','.join(['*a'] * 150)}]\n" for i in range(3)),
    "tag.yaml": "name: !!python/object/apply:os.system [echo]\n",
    "merge.yaml": "a: &a {x: 1}\n<<: *a\n",
    "nul.yaml": "name: \x00\n",
    "huge.yaml": "a: " + "x" * 2_000_000,
    "swagger.json": '{"swagger": "2.0", "paths": {}}',
    "async.yaml": "asyncapi: 3.0.0\n",
    "far.json": '{"openapi": "3.0.0", "info": {"title": "x", "version": "1"}, "paths": {"/a": {"$ref": "http://127.0.0.1:9/x"}}}',
    "near.json": '{"openapi": "3.0.0", "info": {"title": "x", "version": "1"}, "paths": {"/a": {"$ref": "file:///no/such/file.json"}}}',
    "twice.json": '{"openapi": "3.0.0", "openapi": "3.0.1"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str, command: Command, tmp_path: Path):
    (tmp_path / name).write_text(HOSTILE[name])
    done = command("check", name, timeout=20)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith(f"error: {name}")
    assert len(done.stderr.splitlines()) <= 3


def test_a_scenario_error_has_line_and_column(command: Command, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("name: mine\ngoals:\n  - says: hi\n    slotz: {}\n")
    done = command("check", "mine.yaml")
    assert (done.returncode, done.stderr) == (
        2,
        "error: mine.yaml:4:5: unknown field 'goals.0.slotz'\nhint: did you mean 'slots'?\n",
    )


def test_a_label_that_cannot_hold_is_found_by_check(command: Command, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\ntools: [airline]\ngoals:\n  - {says: move my flight, slots: {booking_id: ABC123}}\n"
        "labels:\n  calls: [{name: get_booking, args: {booking_id: XYZ999}}]\n"
    )
    done = command("check", "mine.yaml")
    assert done.returncode == 2
    assert "mine.yaml:6:38: case proof.0: get_booking is to be called with booking_id 'XYZ999'" in done.stderr


def test_labels_that_ask_for_nothing_are_found_by_check(command: Command, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("name: mine\ngoals: [{says: tell me a joke}]\n")
    done = command("check", "mine.yaml")
    assert done.returncode == 2


def test_a_locked_folder_is_refused_and_left_alone(command: Command, tmp_path: Path):
    from simulator.store.folder import RunFolder

    with RunFolder.open(tmp_path / "run", {"verb": "x"}):
        done = command("evaluate", "change_flight", "--assistant", "nothing", "--out", "run")
    assert done.returncode == 3
    assert "run" in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_a_full_disk_loses_nothing_and_the_run_goes_on(command: Command, tmp_path: Path):
    words = ("evaluate", "change_flight", "--assistant", "nothing", "-n", "40", "--out", "run", "--jobs", "1", "-q")
    no_bytecode = {"PYTHONDONTWRITEBYTECODE": "1"}  # one cut short would break later imports
    limit = (60_000, 60_000)
    done = command(*words, env=no_bytecode, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert done.returncode == 3, done.stderr
    assert len(done.stderr.splitlines()) <= 3
    kept = (tmp_path / "run" / "records.jsonl").read_bytes().count(b"\n")
    assert 0 < kept < 40
    assert command(*words).returncode == 0
    assert (tmp_path / "run" / "records.jsonl").read_bytes().count(b"\n") == 40


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    line = f"{sys.executable} -m simulator play change_flight | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_an_agent_file_that_does_not_load_names_its_own_line(command: Command, tmp_path: Path):
    (tmp_path / "mine.py").write_text("x = 1\nraise ValueError('no luck')\n")
    done = command("play", "change_flight", "--assistant", "mine.py:reply")
    assert done.returncode == 3
    assert "mine.py:2" in done.stderr
    assert "no luck" in done.stderr
