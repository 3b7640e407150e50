"""`simulator audit` as a newcomer uses it, and as they get it wrong."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import main

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, make_record) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "records.jsonl").write_text("".join(json.dumps(make_record(f"r{number}")) + "\n" for number in range(3)))
    return folder


def test_audit_prints_figures_and_writes_a_page(command: Command, run: Path, tmp_path: Path):
    done = command("audit", "run", "--html", "page.html")
    assert done.returncode == 0, done.stderr
    assert "3 conversations, 3 user turns" in done.stdout and "turns that start small" in done.stdout
    assert "Leaks: none" in done.stdout
    assert "<svg" in (tmp_path / "page.html").read_text()


def test_audit_as_json_is_one_object(run: Path, capsysbinary):
    assert main.run(["audit", str(run), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["conversations"] == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "none"), "none: no run is stored here"),
        (("audit", "run", "--real", "none.jsonl"), "none.jsonl: cannot be read"),
        (("audit", "run", "--real", "bad.jsonl"), "bad.jsonl:1:1: `conv` is missing"),
        (("audit", "run", "--html", "no/page.html"), "no/page.html: cannot be written"),
        (("audit", "empty"), "no user said anything"),
        (("audit",), "Missing argument"),
    ],
)
def test_what_is_wrong_is_said(run: Path, tmp_path: Path, monkeypatch, capsys, words, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.jsonl").write_text('{"text": "hello"}\n')
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "records.jsonl").write_text("")
    assert main.run(list(words)) == 2
    told = capsys.readouterr().err
    assert said in told and len(told.splitlines()) <= 3


def test_a_missing_extra_is_said_in_one_line(command: Command, run: Path, tmp_path: Path):
    (tmp_path / "sklearn.py").write_text("raise ModuleNotFoundError('no sklearn', name='sklearn')\n")
    (tmp_path / "real.jsonl").write_text('{"conv": "a", "text": "hello"}\n')
    done = command("audit", "run", "--real", "real.jsonl")
    assert done.returncode == 3
    assert done.stderr == "error: this needs sklearn: pip install 'conversation-simulator[audit]'\n"
