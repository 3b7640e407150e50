"""A small real model on a real wire. It is too weak to be a good assistant; what is tested is everything around it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from simulator import api
from simulator.models.openai import OpenAIModel
from simulator.models.structured import complete_json
from simulator.models.wire.wiring import Wiring

pytestmark = pytest.mark.local_model
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def address():
    """The address of the model's own process, ready to answer."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "server.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout and process.stdin
    said = process.stdout.readline().strip()
    assert said.startswith("http://127.0.0.1:"), "the server of the local model did not start"
    with urllib.request.urlopen(f"{said}/health", timeout=60) as answer:
        assert json.load(answer)["status"] == "ok"
    yield f"{said}/v1"
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


@pytest.fixture
def _at(address, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", address)


@pytest.mark.usefixtures("_at")
def test_a_real_model_calls_a_tool_by_constrained_json(tmp_path):
    results = api.evaluate(
        HERE / "hours.yaml", assistant=f"{HERE / 'assistant.py'}:reply", n=4, out=tmp_path / "run", jobs=2
    )
    assert len(results.verified) + len(results.failed) == 4, [record["end"] for record in results.excluded]
    for record in results.records:
        calls = [call for message in record["messages"] for call in message.get("tool_calls") or ()]
        assert calls
        assert all(call["function"]["name"] == "get_opening_hours" for call in calls)
        kinds = {failure["kind"] for failure in record["verdict"]["failures"]}
        assert not kinds & {"schema_violation", "malformed_call", "unknown_tool", "crash"}


@pytest.mark.usefixtures("_at")
def test_a_real_model_is_an_assistant_whose_every_reply_is_kept_and_replayed(tmp_path):
    run = tmp_path / "run"
    results = api.evaluate(HERE / "hours.yaml", assistant=f"{HERE / 'assistant.py'}:short", n=1, out=run)
    assert not results.excluded
    record = results.records[0]
    assert record["usage"]["output"] > 0
    assert any(message.get("content") for message in record["messages"] if message["role"] == "assistant")
    assert api.replay(run, record["id"]).record == record


@pytest.mark.usefixtures("_at")
def test_a_real_model_words_the_user_and_the_grammar_helps_out(tmp_path):
    results = api.generate(HERE / "hours.yaml", user=f"{HERE / 'assistant.py'}:short", n=1, out=tmp_path / "run")
    assert len(results.verified) == 1, [record["end"] for record in results.records]
    usage = [record["usage"] for record in results.records]
    assert all(one["user_model_calls"] > 0 and one["user_output"] > 0 for one in usage)
    record = results.records[0]
    assert api.replay(tmp_path / "run", record["id"]).record == record


async def test_a_form_is_kept_by_the_server_itself(address):
    from simulator.messages import Message
    from simulator.models.model import Request

    model = OpenAIModel("smollm2", wiring=Wiring(base_url=address))
    schema = {
        "type": "object",
        "properties": {"mark": {"type": "integer", "enum": [1, 2, 3]}},
        "required": ["mark"],
        "additionalProperties": False,
    }
    asked = Request(messages=(Message(role="user", content="Mark this text from 1 to 3: good."),), max_tokens=30)
    try:
        assert (await complete_json(model, asked, schema, tries=1))["mark"] in (1, 2, 3)
    finally:
        await model.release()
