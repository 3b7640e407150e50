"""A wrong label in a copied scenario is found by `check`, at its own line, with what to change."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from simulator.authoring.proof import proof_of, prove
from simulator.authoring.proofs.doubts import doubts
from simulator.errors import InputError
from simulator.lookup import shipped, shipped_scenarios
from simulator.scenario.load import load

FOLDER = shipped() / "scenarios" / "airline"
WRONG = yaml.safe_load((Path(__file__).parent / "wrong_labels.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def copied(tmp_path: Path):
    """A shipped scenario with one edit; tools, policy and population are found where they ship."""

    def write(old: str, new: str, name: str = "change_flight") -> Path:
        (found,) = FOLDER.parent.glob(f"*/{name}.yaml")
        text = found.read_text(encoding="utf-8")
        assert old in text
        policy = (found.parent / "policy.md").read_text(encoding="utf-8")
        (tmp_path / "policy.md").write_text(policy, encoding="utf-8")
        path = tmp_path / f"{name}.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write


def _found(path: Path) -> InputError:
    """What is wrong; some is seen while the file is read already."""
    try:
        return prove(path)[0]
    except InputError as refused:
        return refused


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_label_is_found_at_its_line(name: str, copied):
    wrong = WRONG[name]
    path = copied(wrong["old"], wrong["new"])
    problem = _found(path)
    assert wrong["said"] in f"{problem.message} {problem.hint}"
    assert problem.hint
    lines = path.read_text(encoding="utf-8").splitlines()
    there = lines[problem.place.line - 1][problem.place.col - 1 :]
    assert wrong["at"] in (there[: len(wrong["at"])], there.partition(": ")[2][: len(wrong["at"])]), str(problem)


def test_a_write_that_changes_nothing_is_found(copied):
    world = '{id: "{booking}", email: "{nickname}'
    path = copied('date: "{depart}", fare', 'date: "{new_date}", fare') if world else None
    (problem,) = prove(path)
    assert "required and changes nothing" in problem.message


def test_a_call_that_the_world_refuses_is_found(copied):
    text = (FOLDER.parent / "retail" / "cancel_and_return.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "name: cancel_order" in line and "- {" in line)
    again = line.replace("{id: ", "{id: re", 1) if "{id: " in line else line
    (problem,) = prove(copied(f"{line}\n", f"{line}\n{again}\n", "cancel_and_return"))
    assert "the labels want cancel_order called, and the world refuses it" in problem.message
    assert problem.place.line == text.splitlines().index(line) + 2


def test_labels_that_doing_nothing_meets_are_found(tmp_path: Path):
    path = tmp_path / "idle.yaml"
    path.write_text("name: idle\ngoals: [{says: tell me a joke}]\n", encoding="utf-8")
    (problem,) = prove(path)
    assert "does nothing" in problem.message or "no call is required" in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outcome: done", "outcome: handed_over", "and change_flight is to be called and works"),
        ("      date: {value", "      seat: {value: aisle}\n      date: {value", "the user tells seat ('aisle')"),
    ],
)
def test_what_labels_hardly_mean_is_a_doubt_and_no_error(copied, old: str, new: str, said: str):
    proof = proof_of(copied(old, new))
    assert proof.problems == ()
    assert [said in doubt.message for doubt in proof.doubts] == [True]


def test_one_call_labelled_twice_is_a_doubt(copied):
    mine = '    - {id: mine, name: add_bag, args: {booking_id: {$text: "{mine}"}, bags: "{my_bags}"}, goal: mine}\n'
    path = copied(mine, mine + mine.replace("id: mine,", "id: more,"), "bags_for_two")
    scenario = load(path)
    (doubt,) = doubts(scenario, scenario.case("proof.0"))
    again = next(at for at, line in enumerate(path.read_text().splitlines(), 1) if "id: more," in line)
    assert "add_bag is wanted twice" in doubt.message and doubt.place.line == again


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_shipped_scenarios_leave_no_doubt(path: Path):
    scenario = load(path)
    assert [str(doubt) for doubt in doubts(scenario, scenario.case("proof.0"))] == []


def test_what_was_proven_is_counted():
    proof = proof_of(FOLDER / "refund.yaml")
    assert proof.problems == ()
    assert proof.edits.edits == proof.edits.fail + proof.edits.equal > 0
    assert f"of {proof.edits.edits} single edits {proof.edits.fail} fail" in proof.about


def test_a_code_that_labels_take_in_any_case_and_the_tool_does_not_is_found(copied):
    old = 'args: {order_id: "{order}"'
    (problem, *_) = prove(copied(old, old.replace('"{order}"', '{$text: "{order}"}'), "exchange_size"))
    assert "the labels take order_id in any case, and get_order does not take 'r" in problem.message
