"""`nothing` is polite and useless: the floor under every table."""

from __future__ import annotations

import pytest

from simulator.assistants.embedded import EMBEDDED


@pytest.mark.parametrize("seed", ["0.0", "0.1", "0.2"])
def test_nothing_fails_every_shipped_scenario(shipped, converse, seed):
    passed = [name for name in shipped if converse(name, "nothing", seed).verdict.passed]
    assert passed == []


def test_nothing_never_calls_refuses_or_claims(shipped, converse):
    for name in shipped:
        trajectory = converse(name, "nothing").trajectory
        assert trajectory.calls == ()
        assert not {note.reading.claim for note in trajectory.notes if note.reading} - {""}


def test_three_assistants_are_embedded():
    assert sorted(EMBEDDED) == ["baseline", "nothing", "reference"]
