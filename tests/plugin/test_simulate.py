"""The fixture `simulate`, inside a real pytest run of a user's own project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = """
from my_agent import reply


def test_it_does_not_crash(simulate):
    result = simulate("return_refused", reply, n=3)
    assert len(result) == 3
    assert result.failures


def test_the_reference_is_right(simulate):
    assert simulate("return_refused", "reference", n=2).passed


def test_it_is_right(simulate):
    result = simulate("return_refused", reply, n=2)
    assert result.passed, result.report()
"""


def test_a_users_own_agent_is_tested_with_the_fixture(tmp_path: Path):
    (tmp_path / "my_agent.py").write_text("def reply(messages, tools):\n    return 'What is the order number?'\n")
    (tmp_path / "test_mine.py").write_text(PROJECT)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "test_mine.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 failed, 2 passed" in done.stdout
    assert "success" in done.stdout


def test_the_fixture_is_there_without_asking(simulate):
    assert simulate("museum_ticket", "nothing", n=1).success_rate == 0.0
