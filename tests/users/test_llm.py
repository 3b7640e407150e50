"""A model words the user: what it writes is checked, kept and replayed; what it cannot word the grammar does."""

from __future__ import annotations

import json

import pytest

from simulator import api
from simulator.models.model import ModelError, ModelReply, Request, Usage
from simulator.users.speech.tidy import leak, tidied

SCENARIO = "change_flight"


class Writer:
    """A model that words what it is asked with a function of the plain words and the owed values."""

    name = "writer"

    def __init__(self, write) -> None:
        self.write = write
        self.asked: list[Request] = []

    async def complete(self, request: Request) -> ModelReply:
        self.asked.append(request)
        plain = request.system.partition("In plain words it says:\n\n")[2].partition("\n\nSay the same")[0]
        text = self.write(plain) if callable(self.write) else self.write
        return ModelReply(text=text, usage=Usage(fresh=50, output=7))


def play(model, **options):
    return api.play(SCENARIO, user=model, **options)


def said(results):
    return [one["content"] for one in results.record["messages"] if one["role"] == "user"]


def test_a_models_wording_is_what_the_assistant_gets():
    model = Writer(lambda plain: f"well, {plain}")
    results = play(model, mess="clean")
    assert results.passed
    assert all(text.lower().startswith("well") for text in said(results)), said(results)
    assert results.record["options"]["user"] == "writer"
    assert results.record["usage"]["user_model_calls"] == len(model.asked)
    assert "user_fallbacks" not in results.record["usage"]
    assert results.spent.calls == len(model.asked)


def test_the_noise_comes_after_it():
    model = Writer(lambda plain: f"Well, {plain}")
    texts = {text for seed in range(12) for text in said(play(model, seed=f"3.{seed}", mess="fuzz"))}
    assert any(not text.startswith("Well, ") for text in texts)


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        ("", "without words"),
        ("How can I help you today?", "speaks as the assistant"),
        ("I'd like flight 99841", ""),
        (lambda plain: f"Here is the message: {plain}", "speaks about its task"),
        (lambda plain: f"- {plain}\n- ok", "written as a document"),
        (lambda plain: json.dumps({"message": plain}), "written as a document"),
        (lambda plain: f"{plain} \ud800", "signs that nobody types"),
        (lambda plain: f"{plain} \x1b[31mred", "signs that nobody types"),
        (lambda plain: f"{plain} " + "And so on it went. " * 9, "longer than people type"),
    ],
)
def test_what_is_no_message_is_asked_for_twice_more_and_then_the_grammar_speaks(write, reason):
    model = Writer(write)
    results = play(model)
    plain = api.play(SCENARIO)
    assert results.passed
    assert said(results) == said(plain)
    turns = len(results.record["messages"]) and results.record["usage"]["user_fallbacks"]
    assert len(model.asked) == 3 * turns
    assert "Their message was not right" in model.asked[1].messages[0].content
    assert any(reason in one.messages[0].content for one in model.asked)


def test_the_model_sees_no_label_no_tool_and_no_value_it_may_not_say():
    model = Writer(lambda plain: plain)
    results = play(model)
    opening = model.asked[0].system
    told = {name for note in results.record["notes"] for name in note.get("told", ())}
    assert told
    assert not {"change_booking", "get_booking", "labels"} & set(opening.split())


def test_a_user_that_cannot_be_asked_is_no_fault_of_the_assistant():
    class Broken:
        name = "broken"

        async def complete(self, request):  # noqa: ARG002
            raise ModelError("no answer", infrastructure=False)

    results = play(Broken())
    assert results.record["end"]["reason"] == "model_error"
    assert results.record["end"]["blame"] == "infrastructure"
    assert len(results.excluded) == 1


def test_a_run_is_kept_resumed_and_replayed_without_asking_again(tmp_path):
    model = Writer(lambda plain: f"well, {plain}")
    run = tmp_path / "run"
    first = api.generate(SCENARIO, n=3, user=model, out=run)
    lines = [json.loads(line) for line in (run / "exchanges.jsonl").read_text().splitlines()]
    assert {line["who"] for line in lines} == {"user"}
    assert len(lines) == len(model.asked)
    again = api.generate(SCENARIO, n=3, user=model, out=run)
    assert again.records == first.records
    (run / "records.jsonl").write_text("")
    resumed = api.generate(SCENARIO, n=3, user=model, out=run)
    assert resumed.records == first.records
    assert len(lines) == len(model.asked)


def test_a_budget_ends_a_conversation_whose_user_it_no_longer_pays(tmp_path):
    model = Writer(lambda plain: plain)
    results = api.generate(SCENARIO, n=2, user=model, out=tmp_path / "run", budget="1calls")
    assert results.spent.stopped
    assert len(model.asked) == 1


def test_what_models_add_is_cut_and_what_the_person_says_is_kept():
    plain = "move ABC123 to 4 May"
    assert (
        tidied('"Hi there! Thanks a lot. I need to move ABC123 to 4 May."', plain) == "I need to move ABC123 to 4 May."
    )
    assert tidied("<think>who am I</think>User: yes go ahead", "yes") == "yes go ahead"
    assert tidied("Thanks, bye", "thanks then") == "Thanks, bye"
    assert tidied("Thanks 4 that", plain) == "Thanks 4 that"
    assert leak("move it to 4 May pls") == leak("Größe 38,\n50 € 👍🏽 👩\u200d🚀\t-> ok") == ""


@pytest.mark.parametrize("write", ["no, don't do that", "hello", "...", "yes, go ahead"])
def test_no_model_makes_a_user_say_what_the_agenda_did_not_decide(write):
    model = Writer(write)
    results = play(model, mess="clean")
    spoken = {note["act"]: text for note, text in acts(results)}
    plain = {note["act"]: text for note, text in acts(api.play(SCENARIO, mess="clean"))}
    assert spoken["open"] == plain["open"]
    assert write.startswith("yes") == (spoken["affirm"].lower() == write)
    assert results.passed


def acts(results):
    record = results.record
    pairs = zip(record["notes"], record["messages"], strict=True)
    return [(note, message["content"]) for note, message in pairs if message["role"] == "user"]
