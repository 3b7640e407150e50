"""What a dry run foresees is what is left to do: of conversations, of users to be worded, of judging."""

from __future__ import annotations

import json

import pytest

from simulator import api
from simulator.models.model import ModelReply, Usage
from simulator.store.forecast import forecast_words

SCENARIO = "change_flight"
BOTH = ["reference", "nothing"]


class Talker:
    """A model that judges by schema and words nothing; it counts how often it was asked, and letters as tokens."""

    def __init__(self, name: str) -> None:
        self.name, self.asked, self.read = name, 0, 0

    async def complete(self, request) -> ModelReply:
        self.asked += 1
        letters = len(request.system) + sum(len(message.content) for message in request.messages)
        self.read += letters // 4
        found = {"reason": "so", "better": "equal"}
        if request.schema and "better" not in request.schema["required"]:
            found = {name: {"reason": "so " * 50, "mark": 3} for name in request.schema["required"]}
        text = json.dumps(found) if request.schema else ""
        return ModelReply(text=text, usage=Usage(fresh=letters // 4, output=len(text) // 4))


def left(judge, folder, **options):
    """What is left for the judge, as the dry run says."""
    return api.forecast(SCENARIO, assistant=BOTH, n=3, judges=(judge,), out=folder, **options)[-1]


def test_a_judge_is_still_to_be_asked_about_what_was_played_but_not_judged(tmp_path):
    judge, run = Talker("judge"), tmp_path / "run"
    assert left(judge, run).conversations == 6
    api.evaluate(SCENARIO, assistant=BOTH, n=3, out=run)
    assert [found.conversations for found in api.forecast(SCENARIO, assistant=BOTH, n=3, out=run)] == [0, 0]
    assert left(judge, run).conversations == 6
    api.evaluate(SCENARIO, assistant=BOTH, n=3, out=run, judges=(judge,), budget="4calls")
    assert (left(judge, run).conversations, left(judge, run).calls) == (2, 2)
    assert left(Talker("another"), run).conversations == 6


def test_pairs_are_foreseen_and_done_once(tmp_path):
    judge, run = Talker("judge"), tmp_path / "run"
    before = left(judge, run, pairs=True)
    api.evaluate(SCENARIO, assistant=BOTH, n=3, out=run, judges=(judge,), pairs=True)
    assert before.calls == judge.asked == 6 + 2 * 3
    assert before.read == pytest.approx(judge.read, rel=0.25)
    assert left(judge, run, pairs=True).calls == 0


def test_what_was_played_with_a_worded_user_is_done(tmp_path):
    words, run = Talker("words"), tmp_path / "run"
    foreseen = api.forecast(SCENARIO, assistant="reference", n=3, out=run, user=words)[-1]
    api.evaluate(SCENARIO, assistant="reference", n=3, out=run, user=words)
    assert foreseen.conversations == 3
    again = api.forecast(SCENARIO, assistant="reference", n=3, out=run, user=words)
    assert [found.conversations for found in again] == [0, 0]


def test_who_asks_no_model_is_told_from_who_may(tmp_path):
    found = api.forecast(SCENARIO, assistant=["reference", lambda messages: "Hm."], n=1)
    assert [forecast_words(one).partition("; ")[2] for one in found] == [
        "it asks no model",
        "what it spends itself is not known here",
    ]
