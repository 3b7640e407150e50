"""The shipped scenarios hold: the ground truth passes each on 200 seeds, an assistant that does nothing passes none."""

from __future__ import annotations

import pytest

from simulator import api
from simulator.lookup import shipped, shipped_scenarios

SEEDS = 200


@pytest.mark.parametrize("name", [path.stem for path in shipped_scenarios()])
def test_the_reference_passes_on_every_seed(name: str):
    result = api.evaluate(name, assistant="reference", n=SEEDS)
    assert len(result.verified) == SEEDS, [record["seed"] for record in result.failed]


@pytest.mark.parametrize("name", [path.stem for path in shipped_scenarios()])
def test_doing_nothing_fails_on_every_seed(name: str):
    result = api.evaluate(name, assistant="nothing", n=SEEDS)
    assert len(result.failed) == SEEDS, [record["seed"] for record in result.verified]


def test_the_baseline_passes_50_to_95_percent():
    """Some scenarios are there for planted faults and beyond it, so it is half of them all at least."""
    assert 0.5 <= api.evaluate(shipped() / "scenarios", assistant="baseline", n=20).success_rate <= 0.95
