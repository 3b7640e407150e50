"""The mutation test of the grader: every mutant that fires is caught by its very signature, and no twin is flagged."""

from __future__ import annotations

import pytest

from simulator.assistants.load import load_assistant
from simulator.assistants.mutants.load import EXPECTED, find, names
from simulator.authoring.proofs.mutation import mutate
from simulator.errors import InputError

CASES = 3
SELDOM = ("D04", "D05", "D06", "D07", "D08", "D10")
RULED = ("cancel_too_late", "dispute_charge", "redirect_card", "stop_payment")
# what no shipped scenario offers: a user who corrects back to the first value
UNREACHED_TWINS = ("C01_stale_after_correction",)


def kinds(verdict) -> tuple[str, ...]:
    return tuple(sorted({failure.kind for failure in verdict.failures}))


@pytest.mark.parametrize("name", names())
def test_a_mutant_is_caught_by_its_signature_whenever_it_fires_and_its_twin_never(name, shipped):
    seldom = name.startswith(SELDOM)
    scenarios = [shipped[one] for one in RULED] if seldom else list(shipped.values())
    found = list(mutate(scenarios, [name], cases=4 * CASES if seldom else CASES))
    assert [f"{row.scenario}: {missed}" for row in found for missed in row.missed] == []
    assert sum(bool(row.fired) for row in found) >= 3
    assert any(row.twin_runs for row in found) or name in UNREACHED_TWINS


def test_a_stale_value_is_used_whenever_a_value_of_a_write_was_changed(converse):
    changed = set()
    for scenario in ("change_flight", "pick_flight", "move_visit", "waiting_list", "exchange_size", "new_address"):
        for seed in range(24):
            found = converse(scenario, "mutant:C01_stale_after_correction", f"0.{seed}")
            events = {one.id for one in found.case.events if one.act != "withdraw"} & found.trajectory.happened()
            assert found.assistant.fired == bool(events), (scenario, seed)
            if events:
                changed.add(scenario)
                assert kinds(found.verdict) == ("wrong_argument",), (scenario, seed, found.verdict.failures)
    assert len(changed) == 6


def test_a_mutant_is_deterministic(converse):
    once, again = (converse("change_flight", "mutant:D02").trajectory.messages for _ in range(2))
    assert once == again


def test_a_short_name_finds_the_same_mutant_as_the_full_one():
    assert find("mutant:B04").keywords == find("mutant:B04_missing_call").keywords
    assert find("mutant:B04").keywords != find("twin:B04").keywords
    assert load_assistant("mutant:B04").name == "mutant:B04_missing_call"


def test_an_unknown_mutant_is_refused_with_the_nearest_name():
    with pytest.raises(InputError) as error:
        find("mutant:B04_mising_call")
    assert "B04_missing_call" in error.value.hint


def test_every_expected_kind_is_on_the_closed_list():
    from simulator.labels.failures import KINDS

    assert {kind for expected in EXPECTED.values() for kind in expected} <= set(KINDS)
