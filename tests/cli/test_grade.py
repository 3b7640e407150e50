"""`simulator grade`: a verdict a line, in order, whatever the lines are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

GOOD = {
    "id": "good",
    "messages": [
        {"role": "user", "content": "Two rooms, or 3."},
        {"role": "assistant", "tool_calls": [{"id": "1", "function": {"name": "book", "arguments": {"n": 2}}}]},
    ],
    "expected": {"calls": [{"id": "c", "name": "book", "arguments": {"n": 2}}]},
}
BAD = {**GOOD, "id": "bad", "expected": {"calls": [{"id": "c", "name": "book", "arguments": {"n": 3}}]}}
OPEN = {**GOOD, "id": "open", "expected": {"state": {}}}


def lines(*found: object) -> str:
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in found)


def test_each_line_gets_its_verdict_and_bad_ones_an_error(command, tmp_path: Path):
    (tmp_path / "in.jsonl").write_text("\ufeff" + lines(GOOD, BAD, "{no", "", OPEN))
    done = command("grade", "in.jsonl")
    assert done.returncode == 2
    good, bad, broken, unknown = map(json.loads, done.stdout.splitlines())
    assert good == {"id": "good", "passed": True, "failures": [], "matched": {"c": 0}, "dialect": "strict"}
    assert [failure["kind"] for failure in bad["failures"]] == ["wrong_argument"]
    assert broken["line"] == 3
    assert unknown["needs"] == ["observed.state"]
    assert "in.jsonl:3:1" in done.stderr
    assert "4 judged by strict: 1 passed, 1 failed, 1 need more, 1 unreadable" in done.stderr


def test_lines_come_from_stdin_and_verdicts_go_to_a_file(command, tmp_path: Path):
    done = command("grade", "-", "--dialect", "tau2", "--out", "out.jsonl", "--json", input=lines(GOOD, BAD))
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "dialect": "tau2", "lines": 2, "passed": 1, "failed": 1, "need_more": 0, "unreadable": 0,
    }  # fmt: skip
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text(lines(*[GOOD] * 3000))
    judging = [sys.executable, "-m", "simulator", "grade", str(tmp_path / "in.jsonl")]
    with subprocess.Popen(judging, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.wait() == 0
        assert "Traceback" not in running.stderr.read()


def test_what_cannot_be_opened_is_said(command):
    done = command("grade", "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: nowhere.jsonl: cannot be read")
    assert "is not one of 'strict', 'bfcl'" in command("grade", "-", "--dialect", "bleu", input="").stderr
