"""A record holds what formats.md promises, small, and the same under any hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from simulator import api
from simulator.lookup import shipped_scenarios
from simulator.store.record import problem_in

NAMES = [path.stem for path in shipped_scenarios()]
THREE_KB = 3 * 1024
MOST = 3500


def test_every_record_fits_its_model():
    for name in NAMES:
        for assistant in ("reference", "baseline", "nothing"):
            record = api.play(name, assistant=assistant, seed="2.1").record
            assert problem_in(orjson.loads(orjson.dumps(record))) == ""


def test_a_record_of_up_to_8_turns_is_at_most_about_3_kb_beyond_its_messages():
    usual, all_sizes = [], []
    for name in NAMES:
        for record in api.evaluate(name, assistant="reference", n=20).records:
            # each message of a burst is a turn with a note of its own
            if sum(message["role"] == "user" for message in record["messages"]) <= 8:
                all_sizes.append(len(orjson.dumps(record)) - len(orjson.dumps(record["messages"])))
                if sum(len(goal.get("slots", {})) for goal in record["case"]["goals"]) <= 8:
                    usual.append(all_sizes[-1])
    usual.sort()
    assert len(usual) > 12 * len(NAMES)
    assert usual[int(len(usual) * 0.99)] <= THREE_KB
    assert max(all_sizes) <= MOST, "even with nine facts to one call, or two changes of mind"


def test_a_record_says_nothing_of_time_or_machine():
    text = orjson.dumps(api.play(NAMES[0], seed="0.0").record).decode()
    assert str(Path.cwd()) not in text
    assert "seconds" not in text


SCRIPT = """
import hashlib, sys, orjson
from simulator import api
found = hashlib.sha256()
for name in sys.argv[1:]:
    for assistant in ("reference", "baseline"):
        found.update(orjson.dumps(api.play(name, assistant=assistant, seed="4.2").record))
print(found.hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_records_are_the_same_bytes_under_any_hash_seed(hash_seed: str):
    here = hashlib.sha256()
    for name in NAMES:
        for assistant in ("reference", "baseline"):
            here.update(orjson.dumps(api.play(name, assistant=assistant, seed="4.2").record))
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", SCRIPT, *NAMES], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == here.hexdigest()
