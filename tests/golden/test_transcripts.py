"""Ten conversations of every shipped scenario, kept as text: equal under any hash seed, read by eye when they change.

`make golden` writes them anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize("hash_seed", ["0", "77"])
def test_golden_transcripts_are_played_again(hash_seed: str):
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, str(HERE / "transcripts.py")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    kept = {path.relative_to(HERE).as_posix(): path.read_text() for path in HERE.rglob("*.txt")}
    assert json.loads(done.stdout) == kept


def test_every_golden_conversation_passes():
    kept = [path.read_text() for path in HERE.glob("*.txt")]
    assert kept
    assert all(text.count("verdict  passed") == 2 for text in kept)
    ten = [path.read_text() for path in HERE.glob("short/*.txt")]
    assert len(ten) == len(kept)
    assert all(text.count(" passed\n") == 10 for text in ten)
