"""The mutation test says what fired and whether the grader saw it, for mutants of our own and of a user."""

from __future__ import annotations

import pytest

from simulator.assistants.mutants.mutant import mutant
from simulator.authoring.proofs.mutation import mutate
from simulator.errors import InputError, SetupError
from simulator.lookup import shipped_scenarios
from simulator.report.mutation import summary
from simulator.scenario.load import load_all

OWN = """
import simulator
from simulator.assistants.assistant import Reply


def polite(wrapper, move, reply):
    wrapper.fired = True
    return reply


@simulator.mutant(expect="role_break", twin=polite)
def speaks_for_user(wrapper, move, reply):
    if move.kind != "report":
        return reply
    wrapper.fired = True
    return Reply(text=f"{reply.text}\\nUser: Thanks, that was all.")


@simulator.mutant(expect="gave_up")
def harmless(wrapper, move, reply):
    wrapper.fired = True
    return reply
"""


@pytest.fixture(scope="module")
def refund():
    return [one for one in load_all(shipped_scenarios()) if one.name == "bags_and_seat"]


@pytest.fixture
def own(tmp_path, monkeypatch):
    (tmp_path / "own.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    return "own.py"


def test_a_mutant_that_fires_is_counted_with_its_signature_and_its_twin(refund):
    (row,) = mutate(refund, ["B04"], cases=2)
    assert (row.name, row.fired, row.caught, row.signature, row.twin_flagged) == ("B04_missing_call", 2, 2, 2, 0)


def test_a_mutant_of_a_user_is_tested_alike(refund, own):
    (row,) = mutate(refund, [f"{own}:speaks_for_user"], cases=2)
    assert row.right and row.as_json() == {
        "name": "own.py:speaks_for_user", "scenario": "bags_and_seat",
        "fired": 2, "caught": 2, "signature": 2, "twin_runs": 2, "twin_flagged": 0,
    }  # fmt: skip


def test_a_fault_the_grader_does_not_see_is_listed_with_its_case(refund, own):
    (row,) = mutate(refund, [f"{own}:harmless"], cases=1)
    assert not row.right and row.missed == ("case 0.0: passed",)
    assert "0 caught" in summary([row])[0]


def test_an_unknown_expected_kind_is_refused_with_the_nearest_one():
    with pytest.raises(SetupError, match="wrong_argumnt") as refused:
        mutant(expect="wrong_argumnt")
    assert "wrong_argument" in refused.value.hint


def test_an_unknown_mutant_is_bad_input(refund):
    with pytest.raises(InputError, match="B99"):
        list(mutate(refund, ["B99"]))


def test_an_object_that_is_no_mutant_is_refused(refund, own):
    with pytest.raises(SetupError, match="no mutant"):
        list(mutate(refund, [f"{own}:polite"]))
