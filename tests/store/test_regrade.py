"""A stored run judged again: the same by the same rules, flipped where the labels were changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import simulator
from simulator.cli.regrade import command
from simulator.engine.recall import changed
from simulator.lookup import shipped
from simulator.store.regrade import Again, regrade
from simulator.worlds.state import diff

AGENTS = ["reference", "nothing", "baseline", "mutant:A01_wrong_value", "mutant:B07_duplicate_write"]


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A copy of a scenario that may be edited."""
    found = next(shipped().rglob("change_flight.yaml"))
    copy = tmp_path / "change_flight.yaml"
    copy.write_text(found.read_text())
    (tmp_path / "policy.md").write_text((found.parent / "policy.md").read_text())
    return copy


def played(scenario: Path, tmp_path: Path, **options: object) -> Path:
    run = tmp_path / "run"
    simulator.evaluate(scenario, out=run, **options)
    return run


def judged(run: Path) -> list[Again]:
    return list(regrade(run))


def test_the_same_rules_give_the_same_verdicts(tmp_path: Path):
    run = played("change_flight", tmp_path, assistant=AGENTS, n=4, mess="fuzz", rung=2)
    found = judged(run)
    assert len(found) == len(AGENTS) * 4
    assert len({again.record["verdict"]["passed"] for again in found}) == 2
    for again in found:
        assert again.now is not None
        then = again.record["verdict"]
        assert again.now.passed is then["passed"]
        assert [failure.proof for failure in again.now.failures] == [one["proof"] for one in then["failures"]]
        assert dict(again.now.matched) == then["matched"]


def test_a_changed_label_flips_verdicts_and_the_run_stays_as_it_is(scenario: Path, tmp_path: Path):
    run = played(scenario, tmp_path, assistant="reference", n=3)
    before = (run / "records.jsonl").read_bytes()
    scenario.write_text(scenario.read_text().replace('say: ["{fee}"]', 'say: ["{traveller} the Great"]'))
    found = judged(run)
    assert [again.flipped for again in found] == [True] * 3
    assert {failure.kind for again in found if again.now for failure in again.now.failures} == {"not_said"}
    assert (run / "records.jsonl").read_bytes() == before


def test_what_was_another_case_is_not_judged(scenario: Path, tmp_path: Path):
    run = played(scenario, tmp_path, assistant="reference", n=2)
    text = scenario.read_text()
    scenario.write_text(text.replace("[skylark, northbound, paperplane, windowseat]", "[skylark]"))
    whys = [again.why for again in judged(run)]
    assert [bool(why) for why in whys].count(True) >= 1
    assert all("nickname was" in why for why in whys if why)
    scenario.write_text(text.replace("name: change_flight", "name: other", 1))
    assert all("no scenario 'change_flight' any more" in again.why for again in judged(run))


def test_a_diff_leads_from_the_first_state_to_the_last():
    first = {"a": {"1": {"x": 1, "y": None}, "2": {"x": 2}}, "b": {"1": {"z": 1}}}
    last = {"a": {"1": {"x": 5, "y": None}, "3": {"x": 3}}, "b": {"1": {"z": 1}}}
    assert changed(first, diff(first, last)) == last


def test_the_command_lists_flips(scenario: Path, tmp_path: Path):
    run = played(scenario, tmp_path, assistant="reference", n=2)
    scenario.write_text(scenario.read_text().replace('say: ["{fee}"]', 'say: ["nobody says this"]'))
    done = CliRunner().invoke(command, [str(run)])
    assert done.exit_code == 0
    assert done.stdout.count("passed -> failed: not_said say") == 2
    assert "2 flipped" in done.stderr
