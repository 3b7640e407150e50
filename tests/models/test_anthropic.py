"""The Messages API by our own client, against a stub of it on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from simulator.errors import InputError, SetupError
from simulator.messages import Message, make_call
from simulator.models.anthropic import AnthropicModel, wire_messages
from simulator.models.model import ModelError, Request, Usage
from simulator.models.wire.wiring import Wiring
from simulator.tools.spec import ToolSpec

SECRET = "key-of-the-test-0123456789"
FIND = ToolSpec(name="find", description="Finds.", parameters={"type": "object", "properties": {"id": {}}})
MARK = {"cache_control": {"type": "ephemeral"}}
HELLO = Request(messages=(Message(role="user", content="hello"),))


def message(*content: Any, stop: str = "end_turn", **usage: int) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "some-model",
        "content": list(content),
        "stop_reason": stop,
        "usage": {"input_tokens": 5, "output_tokens": 3, **usage},
    }


def text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def use(id: str, /, **arguments: Any) -> dict[str, Any]:
    return {"type": "tool_use", "id": id, "name": "find", "input": arguments}


@pytest.fixture
def stub(monkeypatch, serve):
    """Starts the stub; it answers (status, object or bytes) for each request in turn, the last one again and again."""

    def start(*answers: tuple[int, Any]) -> SimpleNamespace:
        server = serve(lambda _, number: answers[min(number, len(answers)) - 1])
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        return server

    return start


async def ask(request: Request = HELLO, tries: int = 3) -> Any:
    model = AnthropicModel("some-model", wiring=Wiring(tries=tries, first_wait=0.001))
    model.hold()
    try:
        return await model.complete(request)
    finally:
        await model.release()


async def test_text_comes_back_with_its_tokens(stub):
    server = stub((200, message(text("Good "), text("day."), cache_read_input_tokens=7, cache_creation_input_tokens=1)))
    reply = await ask(Request(system="Be kind.", messages=HELLO.messages, tools=(FIND,), max_tokens=99))
    assert (reply.text, reply.calls, reply.finish, reply.blocks) == ("Good day.", (), "stop", ())
    assert reply.usage == Usage(fresh=5, cached=7, written=1, output=3)
    sent = server.asked[0]
    assert sent.path == "/v1/messages"
    assert sent.body == {
        "model": "some-model",
        "max_tokens": 99,
        "system": [text("Be kind.") | MARK],
        "messages": [{"role": "user", "content": [text("hello") | MARK]}],
        "tools": [{"name": "find", "description": "Finds.", "input_schema": dict(FIND.parameters)}],
    }
    assert SECRET in str(sent.headers)


async def test_one_tool_call_then_text(stub):
    stub((200, message(text("Let me see."), use("t1", id="A"), stop="tool_use")), (200, message(text("Found."))))
    first = await ask()
    assert (first.text, first.finish) == ("Let me see.", "tool_calls")
    assert [(call.id, call.name, call.arguments) for call in first.calls] == [("t1", "find", {"id": "A"})]
    said = Message(role="assistant", content=first.text, calls=first.calls)
    result = Message(role="tool", content='{"error": "gone"}', call_id="t1", name="find")
    second = await ask(Request(messages=(*HELLO.messages, said, result)))
    assert second.text == "Found."


def test_results_of_parallel_calls_share_one_user_message():
    calls = tuple(make_call(id=id, name="find", arguments={"id": id}) for id in ("t1", "t2"))
    found = wire_messages(
        Request(
            messages=(
                Message(role="user", content="one"),
                Message(role="user", content="two"),
                Message(role="assistant", content=" ", calls=calls),
                Message(role="tool", content='{"a": 1}', call_id="t1"),
                Message(role="tool", content='{"error": "gone"}', call_id="t2"),
                Message(role="user", content=""),
            )
        )
    )
    assert found == [
        {"role": "user", "content": [text("one"), text("two")]},
        {"role": "assistant", "content": [use("t1", id="t1"), use("t2", id="t2")]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "t1", "content": '{"a": 1}'},
                {"type": "tool_result", "tool_use_id": "t2", "content": '{"error": "gone"}', "is_error": True},
                text("(no text)"),
            ],
        },
    ]


def test_a_conversation_always_begins_with_the_user():
    greeting = Request(messages=(Message(role="assistant", content="Hello!"),))
    assert [one["role"] for one in wire_messages(greeting)] == ["user", "assistant"]
    assert [one["role"] for one in wire_messages(Request(messages=()))] == ["user"]


def test_an_empty_answer_and_a_malformed_call_can_be_sent_back():
    broken = make_call(id="t1", name="find", arguments="{nope")
    messages = (*HELLO.messages, Message(role="assistant"), Message(role="assistant", calls=(broken,)))
    assert wire_messages(Request(messages=messages))[1:] == [{"role": "assistant", "content": [use("t1")]}]


async def test_thinking_is_kept_and_goes_back_as_it_came(stub):
    thought = {"type": "thinking", "thinking": "hm", "signature": "abc"}
    server = stub((200, message(thought, use("t1"), stop="tool_use")), (200, message(text("ok"))))
    first = await ask()
    assert first.blocks == (thought, use("t1"))
    said = Message(role="assistant", calls=first.calls)
    result = Message(role="tool", content="{}", call_id="t1")
    await ask(Request(messages=(*HELLO.messages, said, result), blocks={1: first.blocks}))
    assert server.asked[1].body["messages"][1] == {"role": "assistant", "content": [thought, use("t1")]}


@pytest.mark.parametrize(
    ("stop", "finish"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("refusal", "refusal"),
        ("pause_turn", "pause"),
        ("something_new", "error"),
    ],
)
async def test_every_stop_reason_has_one_finish(stub, stop, finish):
    stub((200, message(stop=stop)))
    assert (await ask()).finish == finish


@pytest.mark.parametrize(
    ("status", "said"), [(401, "was refused"), (403, "may not"), (404, "no such model"), (402, "pay")]
)
async def test_a_refused_key_or_model_is_a_set_up_fault_that_never_tells_the_key(stub, status, said):
    server = stub((status, {"type": "error", "error": {"type": "x", "message": f"invalid key {SECRET}"}}))
    with pytest.raises(SetupError, match=said) as caught:
        await ask()
    assert caught.value.exit_code == 3
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 529])
async def test_a_server_that_keeps_failing_is_infrastructure_after_a_few_tries(stub, status):
    server = stub((status, {"type": "error", "error": {"type": "x", "message": SECRET}}))
    with pytest.raises(ModelError, match=f"HTTP {status}") as caught:
        await ask()
    assert caught.value.infrastructure
    assert SECRET not in str(caught.value)
    assert len(server.asked) == 3


async def test_a_failure_that_passes_leaves_no_trace(stub):
    stub((500, {}), (200, message(text("ok"))))
    assert (await ask()).text == "ok"


@pytest.mark.parametrize("body", [b'{"content": [', b"[]", {"content": None}, {"type": "message", "content": []}])
async def test_a_broken_body_is_infrastructure(stub, body):
    stub((200, body))
    with pytest.raises(ModelError, match="broken answer") as caught:
        await ask()
    assert caught.value.infrastructure


async def test_a_server_of_ones_own_that_nobody_started_is_a_set_up_fault(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ANTHROPIC_BASE_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    with pytest.raises(SetupError, match=f"no server answers at http://127.0.0.1:{port} ") as caught:
        await ask()
    assert "ANTHROPIC_BASE_URL" in caught.value.hint


def test_what_is_no_address_is_bad_input(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "nonsense")
    with pytest.raises(InputError, match="ANTHROPIC_BASE_URL is no address"):
        AnthropicModel("m")


def test_one_model_serves_one_event_loop_after_another(stub):
    stub((200, message(text("ok"))))
    model = AnthropicModel("some-model")

    async def once() -> str:
        model.hold()
        try:
            return (await model.complete(HELLO)).text
        finally:
            await model.release()

    assert [asyncio.run(once()), asyncio.run(once())] == ["ok", "ok"]


@pytest.mark.parametrize("key", ["…", "two words", "a\nb", "kéy", '"quoted"'])
def test_what_can_be_no_key_is_told_without_it(monkeypatch, key):
    monkeypatch.setenv("ANTHROPIC_API_KEY", key)
    with pytest.raises(SetupError, match="ANTHROPIC_API_KEY holds what is no key") as caught:
        AnthropicModel("m")
    assert key not in str(caught.value)


async def test_a_key_with_a_line_end_is_sent_without(stub, monkeypatch):
    asked = stub((200, message(text("ok")))).asked
    monkeypatch.setenv("ANTHROPIC_API_KEY", f"{SECRET}\n")
    assert (await ask()).text == "ok"
    assert asked[0].headers["authorization"] == f"Bearer {SECRET}"


def test_a_missing_key_is_named(monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(SetupError, match="ANTHROPIC_API_KEY is not set") as caught:
        AnthropicModel("some-model")
    assert "export ANTHROPIC_API_KEY" in caught.value.hint


async def test_a_wanted_form_is_told_to_the_api(stub):
    served = stub((200, message(text("{}"))))
    await ask(Request(messages=HELLO.messages, schema={"type": "object"}))
    assert served.asked[0].body["output_config"] == {"format": {"type": "json_schema", "schema": {"type": "object"}}}


async def test_a_call_nested_deeper_than_a_parser_goes_is_the_models_own_fault(stub):
    deep = json.dumps(message(use("a"), stop="tool_use")).replace(
        '"input": {}', f'"input": {"[" * 9_999 + "]" * 9_999}'
    )
    inside = json.dumps(message(use("a", id="x"))).replace('"x"', '{"y": ' * 9_999 + "1" + "}" * 9_999)
    stub((200, deep.encode()), (200, inside.encode()))
    assert [(await ask()).calls[0].problem for _ in range(2)] == ["nested deeper than 64 levels"] * 2


@pytest.mark.parametrize(
    "usage", [{}, None, {"input_tokens": "many", "output_tokens": -3}, [1], {"input_tokens": 1e300}]
)
async def test_tokens_that_were_not_told_are_counted_by_letters_and_marked(stub, usage):
    found = {**message(text("0123456789")), "usage": usage}
    stub((200, found))
    reply = await ask()
    assert (reply.text, reply.usage.untold, reply.usage.output) == ("0123456789", 1, 3)
    assert 10 < reply.usage.fresh < 100


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_redirect_to_another_server_is_followed(wire, monkeypatch, status):
    async with wire(lambda *_: b"") as elsewhere:
        head = f"HTTP/1.1 {status} Moved\r\nlocation: {elsewhere.url}/v1/messages\r\ncontent-length: 0\r\n\r\n"
        async with wire(lambda *_: head.encode()) as server:
            monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
            monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
            with pytest.raises(ModelError, match=f"answered HTTP {status}$"):
                await ask()
            assert (len(server.asked), elsewhere.asked) == (1, [])
