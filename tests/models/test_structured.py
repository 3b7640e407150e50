"""Answers of a given form are checked here, whatever the server was told."""

from __future__ import annotations

import pytest

from simulator.messages import Message
from simulator.models.model import ModelError, ModelReply, Request
from simulator.models.structured import complete_json

SCHEMA = {"type": "object", "properties": {"points": {"type": "integer", "minimum": 1}}, "required": ["points"]}
ASKED = Request(messages=(Message(role="user", content="how good?"),))


class Recorded:
    """A model that gives recorded answers one after the other."""

    name = "recorded"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.asked: list[Request] = []

    async def complete(self, request: Request) -> ModelReply:
        self.asked.append(request)
        return ModelReply(text=self.texts[len(self.asked) - 1])


@pytest.mark.parametrize(
    "text",
    [
        '{"points": 3}',
        '```json\n{"points": 3}\n```',
        'Sure: {"points": 3} as asked.',
        '<think>{so many} points, see [1]: {"points": 0}?</think>{"points": 3}',
    ],
)
async def test_a_value_that_fits_is_given_as_it_is(text):
    model = Recorded(text)
    assert await complete_json(model, ASKED, SCHEMA) == {"points": 3}
    assert model.asked[0].schema == SCHEMA


@pytest.mark.parametrize(
    "bad",
    [
        "three",
        '{"points": 0}',
        '{"points": "3"}',
        "{" * 5000,
        '{"a":' * 5000,
        "{}",
        '{"points": 1, "points": 3}',
        '{"a": {"points": 3}}',
    ],
)
async def test_what_does_not_fit_is_asked_again_with_the_reason(bad):
    model = Recorded(bad, '{"points": 2}')
    assert await complete_json(model, ASKED, SCHEMA) == {"points": 2}
    first, again = model.asked
    assert again.messages[:1] == first.messages
    assert again.messages[1].content == bad
    assert again.messages[2].content.startswith("That cannot be used: ")


async def test_an_answer_never_holds_the_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret ")
    schema = {"type": "object", "properties": {"reason": {"type": "string"}}}
    answer = await complete_json(Recorded('{"reason": "your key sk-very-secret"}'), ASKED, schema)
    assert answer == {"reason": "your key [OPENAI_API_KEY]"}


async def test_an_objection_is_a_reason_too():
    model = Recorded('{"points": 9}', '{"points": 4}')
    value = await complete_json(model, ASKED, SCHEMA, objection=lambda v: "too many" if v["points"] > 5 else "")
    assert value == {"points": 4}
    assert "too many" in model.asked[1].messages[2].content


async def test_after_three_tries_it_is_the_models_fault():
    model = Recorded("a", "b", "c", '{"points": 2}')
    with pytest.raises(ModelError, match="3 tries: the answer holds no JSON") as caught:
        await complete_json(model, ASKED, SCHEMA)
    assert not caught.value.infrastructure
    assert len(model.asked) == 3
