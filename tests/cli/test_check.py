"""`simulator check` looks at everything it is given, whatever is wrong with one part of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.lookup import shipped

Command = Callable[..., subprocess.CompletedProcess[str]]

GOOD = "name: mine\ngoals: [{says: tell me a joke}]\nlabels: {say: [knock]}\n"
BAD = {
    "a day beyond the calendar": "d: {date: {from: 9999-12-30, within: 60d}}",
    "a span beyond the calendar": "d: {date: {from: clock, within: 9999999999999d}}",
    "a number that is not finite": "d: {expr: 1e308*10}",
    "a draw that fails by luck": "{a: {integer: {from: 0, to: 9999}}, v: {expr: 10/a}}",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_and_the_next_is_checked(name: str, command: Command, tmp_path: Path):
    text = BAD[name] if BAD[name].startswith("{") else f"{{{BAD[name]}}}"
    (tmp_path / "bad.yaml").write_text(f"variables: {text}\n{GOOD}")
    done = command("check", "bad.yaml", "change_flight")
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("error: bad.yaml:1:")
    assert len(done.stderr.splitlines()) <= 3
    assert "change_flight.yaml: proven" in done.stdout


@pytest.mark.parametrize("name", ["nowhere", "empty", "x" * 5000])
def test_a_path_to_nothing_is_reported_and_the_next_is_checked(name: str, command: Command, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    done = command("check", name, "change_flight")
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("error: ")
    assert len(done.stderr) < 500
    assert "change_flight.yaml: proven" in done.stdout


def test_a_document_is_known_behind_a_byte_order_mark(command: Command, tmp_path: Path):
    text = (shipped() / "tools_specs" / "airline" / "openapi.yaml").read_text(encoding="utf-8")
    (tmp_path / "air.yaml").write_text(text, encoding="utf-8-sig")
    done = command("check", "air.yaml")
    assert done.returncode == 0, done.stderr
    assert "tools" in done.stdout


def test_a_stray_file_in_a_folder_is_passed_over_but_read_by_name(command: Command, tmp_path: Path):
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n")
    folder = shipped() / "tools_specs" / "airline" / "openapi.yaml"
    (tmp_path / "air.yaml").write_text(folder.read_text(encoding="utf-8"))
    done = command("check", ".")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    assert command("check", "docker-compose.yaml").returncode == 2


def test_a_run_folder_of_a_scenarios_name_does_not_hide_it(command: Command, tmp_path: Path):
    words = ("evaluate", "change_flight", "--assistant", "reference", "-n", "2", "--out", "change_flight", "-q")
    assert command(*words).returncode == 0
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert command("check", "change_flight").returncode == 0
