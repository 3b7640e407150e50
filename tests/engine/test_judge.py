"""A verdict is the same whether the calls were judged while the assistant was awaited or all at the end."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest

from simulator import api
from simulator.assistants.mutants.load import names
from simulator.engine import conversation, judge
from simulator.engine.spare import Spare
from simulator.labels import check
from simulator.lookup import shipped_scenarios
from simulator.messages import Trajectory


def parrot(record: dict[str, Any]) -> Any:
    """An agent that waits for two rounds of the event loop and then moves as the one in the record did."""
    moves = iter([message for message in record["messages"] if message["role"] == "assistant"])

    async def reply(messages: list[Any]) -> dict[str, Any]:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return dict(next(moves))

    return reply


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The conversations that were finished from what had been settled; every text is judged at once."""
    found: list[Any] = []
    finish = judge.finish
    monkeypatch.setattr(conversation, "SEVERAL", 1)
    monkeypatch.setattr(judge, "finish", lambda *given: found.append(True) or finish(*given))
    return found


PLAYED = [(name, shipped_scenarios()) for name in ("reference", "baseline", "nothing")] + [
    (f"mutant:{name}", shipped_scenarios()[index % 5 :: 5]) for index, name in enumerate(names())
]


@pytest.mark.parametrize(("assistant", "scenarios"), PLAYED)
def test_judging_ahead_changes_no_record(assistant: str, scenarios: tuple[Path, ...], settled: list[Any]):
    for path in scenarios:
        there = dict(api.play(path, assistant=assistant, seed="3.1").record)
        assert not settled, "an embedded assistant is never awaited"
        again = dict(api.play(path, assistant=parrot(there), seed="3.1").record)
        settled.clear()
        for part in ("messages", "notes", "state", "end", "verdict", "usage"):
            assert again[part] == there[part], f"{path.stem}: {part}"


def test_most_conversations_that_go_well_are_settled_ahead(settled: list[Any]):
    scenarios = shipped_scenarios()
    for path in scenarios:
        there = dict(api.play(path, assistant="reference", seed="3.1").record)
        api.play(path, assistant=parrot(there), seed="3.1")
    assert len(settled) > len(scenarios) / 2


@pytest.mark.parametrize("assistant", ["reference", "baseline"])
def test_texts_that_were_settled_are_not_judged_again_where_calls_follow(
    assistant: str, settled: list[Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(judge.Ahead, "is_whole", lambda ahead, whole: False)
    since: list[int] = []
    speech = check.judge_speech
    monkeypatch.setattr(check, "judge_speech", lambda log, at=0, owed=None: since.append(at) or speech(log, at, owed))
    later = 0
    for path in shipped_scenarios():
        there = dict(api.play(path, assistant=assistant, seed="3.1").record)
        again = dict(api.play(path, assistant=parrot(there), seed="3.1").record)
        assert again["verdict"] == there["verdict"], path.stem
        later += since[-1] > 0
    assert not settled
    assert later > len(shipped_scenarios()) / 2


@pytest.mark.parametrize("whole", [True, False])
def test_a_conversation_settled_ahead_is_let_go_without_the_garbage_collector(
    whole: bool, settled: list[Any], monkeypatch: pytest.MonkeyPatch
):
    if not whole:
        monkeypatch.setattr(judge.Ahead, "is_whole", lambda ahead, whole: False)
    there = dict(api.play("bags_and_seat", assistant="reference", seed="3.1").record)
    gc.collect()
    gc.disable()
    try:
        api.play("bags_and_seat", assistant=parrot(there), seed="3.1")
        left = sum(isinstance(found, Trajectory) for found in gc.get_objects())
    finally:
        gc.enable()
    assert bool(settled) == whole
    assert left == 0


def test_where_no_time_is_spare_all_is_judged_at_the_end(settled: list[Any], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Spare, "add", lambda spare, work: None)
    there = dict(api.play("bags_and_seat", assistant="reference", seed="3.1").record)
    again = dict(api.play("bags_and_seat", assistant=parrot(there), seed="3.1").record)
    assert again["verdict"] == there["verdict"]
    assert not settled
