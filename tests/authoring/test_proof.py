"""What a proof plays: everything that could turn out otherwise, and nothing that the labels settle by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.authoring.proof import _asks_for_calls, _idle, prove
from simulator.labels.label import CallLabel, Labels
from simulator.scenario.load import load

SEEDS = [f"proof.{number}" for number in range(5)]
CALL = CallLabel(id="call", name="book", args={})


@pytest.mark.parametrize(("name", "tried"), [("chat/museum_ticket", SEEDS), ("retail/return_item", SEEDS[:1])])
def test_doing_nothing_is_tried_wherever_no_call_is_required(name: str, tried: list[str]):
    assert _idle(load(f"scenarios/{name}").case, SEEDS) == tried


@pytest.mark.parametrize(
    ("labels", "asks"),
    [
        (Labels(), False),
        (Labels(calls=(CALL,)), True),
        (Labels(calls=(replace(CALL, optional=True),)), False),
        (Labels(calls=(replace(CALL, when="events.change"),)), False),
        (Labels(calls=(CALL,), plans=((CALL,),)), True),
        (Labels(calls=(CALL,), plans=((replace(CALL, optional=True),),)), False),
    ],
)
def test_labels_ask_for_calls_where_each_plan_has_one_that_is_required(labels: Labels, asks: bool):
    assert _asks_for_calls(labels) is asks


def test_a_case_that_doing_nothing_passes_is_found_behind_one_that_it_fails(tmp_path: Path):
    path = tmp_path / "joke.yaml"
    path.write_text(
        "name: joke\npolicy: The joke is that a man walks into a bar.\n"
        "variables: {funny: {choice: [true, false]}}\ngoals: [{says: tell me a joke}]\n"
        "labels: {say: [{text: a man walks into a bar, when: funny}]}\n",
        encoding="utf-8",
    )
    (problem,) = prove(path, cases=20)
    assert "an assistant that does nothing passes" in problem.message
