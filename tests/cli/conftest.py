"""The command as a process of its own, as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs `simulator WORDS…` in an empty folder."""

    def run(*words: str, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "simulator", *words]
        found = {**os.environ, **(env or {})}
        for key in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
            if env is None or key not in env:
                found.pop(key, None)
        return subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, env=found, check=False, **options)  # type: ignore[call-overload,no-any-return]

    return run
