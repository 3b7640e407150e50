"""Chat completions by our own client, against a stub on loopback."""

from __future__ import annotations

import asyncio
import json

import pytest

from simulator.errors import InputError, SetupError
from simulator.messages import Message, make_call
from simulator.models.model import ModelError, Request, Usage
from simulator.models.openai import OpenAIModel, wire_messages
from simulator.models.wire.wiring import Wiring
from simulator.tools.spec import ToolSpec

SECRET = "key-of-the-test-0123456789"
FIND = ToolSpec(name="find", description="Finds.", parameters={"type": "object", "properties": {"id": {}}})
HELLO = Request(messages=(Message(role="user", content="hello"),))


def http(status, body, *lines):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return "\r\n".join([f"HTTP/1.1 {status} X", f"content-length: {len(data)}", *lines, "", ""]).encode() + data


def said(content="ok", *calls, finish="stop", **more):
    found = [
        {"id": id, "type": "function", "function": {"name": "find", "arguments": arguments}} for id, arguments in calls
    ]
    message = {"role": "assistant", "content": content, **more, **({"tool_calls": found} if found else {})}
    usage = {"prompt_tokens": 10, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 4}}
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}


async def ask(server, request=HELLO, **options):
    model = OpenAIModel("some-model", wiring=Wiring(base_url=f"{server.url}/v1", first_wait=0.001, **options))
    model.hold()
    try:
        return await model.complete(request)
    finally:
        await model.release()


async def test_text_comes_back_with_its_tokens_and_needs_no_key_on_loopback(wire, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    async with wire(lambda *_: http(200, said("Good day."))) as server:
        reply = await ask(server, Request(system="Be kind.", messages=HELLO.messages, tools=(FIND,), max_tokens=9))
    assert (reply.text, reply.calls, reply.finish, reply.blocks) == ("Good day.", (), "stop", ())
    assert reply.usage == Usage(fresh=6, cached=4, output=3)
    assert server.asked == [
        {
            "model": "some-model",
            "max_tokens": 9,
            "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hello"}],
            "tools": [FIND.to_openai()],
        }
    ]
    assert server.heads[0].startswith("post /v1/chat/completions ")
    assert "authorization" not in server.heads[0]


async def test_the_key_goes_out_where_there_is_one(wire, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    async with wire(lambda *_: http(200, said())) as server:
        await ask(server)
    assert f"authorization: bearer {SECRET}" in server.heads[0]


async def test_parallel_calls_are_strictly_read_and_go_back_as_text(wire):
    two = said(None, ("a", '{"id": 1}'), ("b", '{"id": 1, "id": 2}'), finish="tool_calls")
    async with wire(lambda *_: http(200, two)) as server:
        first = await ask(server)
        turn = Message(role="assistant", calls=first.calls)
        results = tuple(Message(role="tool", content="{}", call_id=id, name="find") for id in "ab")
        await ask(server, Request(messages=(*HELLO.messages, turn, *results)))
    assert [(call.id, call.arguments) for call in first.calls] == [("a", {"id": 1}), ("b", None)]
    assert "repeated key 'id'" in first.calls[1].problem
    sent = server.asked[1]["messages"]
    assert [call["function"]["arguments"] for call in sent[1]["tool_calls"]] == ['{"id": 1}', '{"id": 1, "id": 2}']
    assert sent[2:] == [{"role": "tool", "content": "{}", "tool_call_id": id} for id in "ab"]


async def test_thinking_goes_back_as_it_came(wire):
    async with wire(lambda *_: http(200, said("ok", reasoning_content="hm"))) as server:
        first = await ask(server)
        messages = (*HELLO.messages, Message(role="assistant", content="ok"))
        await ask(server, Request(messages=messages, blocks={1: first.blocks}))
    assert server.asked[1]["messages"][1] == {"role": "assistant", "content": "ok", "reasoning_content": "hm"}


@pytest.mark.parametrize(
    ("answer", "finish", "text"),
    [
        (said(finish="length"), "length", "ok"),
        (said("", finish="content_filter"), "refusal", ""),
        (said(None, refusal="No."), "refusal", "No."),
        (said(None, ("a", "{}")), "tool_calls", ""),
        (said(finish="something_new"), "error", "ok"),
        ({"choices": [{"message": {"content": "plain"}}]}, "stop", "plain"),
        (said([{"type": "text", "text": "in "}, {"type": "text", "text": "parts"}]), "stop", "in parts"),
    ],
)
async def test_every_end_of_an_answer_has_one_finish(wire, answer, finish, text):
    async with wire(lambda *_: http(200, answer)) as server:
        reply = await ask(server)
    assert (reply.finish, reply.text) == (finish, text)


GOOD = http(200, said())
PASSING = {
    **{str(status): http(status, {}) for status in (408, 409, 425, 429, 500, 502, 503, 504, 529)},
    "retry-after in milliseconds": http(429, {}, "retry-after-ms: 2"),
    "retry-after in seconds": http(429, {}, "retry-after: 0"),
    "retry-after as a date": http(429, {}, "retry-after: Wed, 21 Oct 2015 07:28:00 GMT"),
    "retry-after unreadable": http(503, {}, "retry-after: soon"),
    "closed without a word": None,
    "no http": b"what?\r\n\r\n",
    "head cut": b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-",
    "body cut": b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\nconnection: close\r\n\r\n{",
    "chunk cut": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n5\r\n{",
    "chunks no chunks": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nzz\r\n{}\r\n",
    "empty": http(200, b""),
    "json cut": http(200, b'{"choices": [{"mess'),
    "a page": http(200, b"<html>busy</html>"),
    "a list": http(200, []),
    "no choices": http(200, {}),
    "none to choose": http(200, {"choices": []}),
    "an error with a good status": http(200, {"error": {"message": "overloaded"}}),
    "no message": http(200, {"choices": [{"message": None}]}),
    "content a number": http(200, {"choices": [{"message": {"content": 7}}]}),
    "a call without a name": http(200, {"choices": [{"message": {"content": "", "tool_calls": [{"id": "1"}]}}]}),
    "no utf-8": http(200, b'{"choices": "\xff\xfe"}'),
    "too deep": http(200, b"[" * 100_000),
    "no gzip": http(200, b"{}", "content-encoding: gzip"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
async def test_a_fault_that_passes_leaves_no_trace_and_one_that_stays_is_infrastructure(wire, fault):
    async with wire(lambda number, _: fault if number == 1 else GOOD) as server:
        assert (await ask(server)).text == "ok"
        assert len(server.asked) == 2
    async with wire(lambda *_: fault) as server:
        with pytest.raises(ModelError, match=r"\(2 tries\)") as caught:
            await ask(server, tries=2)
        assert caught.value.infrastructure
        assert len(server.asked) == 2


async def test_a_request_without_an_answer_is_given_up_and_made_again(wire):
    lost: list[float] = []
    request = Request(messages=HELLO.messages, waited=lost.append)
    async with wire(lambda number, _: b"HTTP/1.1 200 OK\r\n" if number == 1 else GOOD) as server:
        assert (await ask(server, request, seconds=0.5)).text == "ok"
    assert 0.5 <= lost[0] < 5


async def test_a_cancelled_request_lets_its_connection_go(wire):
    heard = asyncio.Event()

    def never(*_):
        heard.set()
        return b"HTTP/1.1 200 OK\r\n"

    async with wire(never) as server:
        asking = asyncio.ensure_future(ask(server))
        await heard.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 413, 422, 302])
async def test_a_refused_request_is_made_once(wire, status):
    async with wire(lambda *_: http(status, {"error": SECRET})) as server:
        with pytest.raises(ModelError, match=f"HTTP {status}") as caught:
            await ask(server)
        assert caught.value.infrastructure
        assert SECRET not in str(caught.value)
        assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "why"), [(401, "key"), (403, "key"), (404, "no such model"), (405, "address")])
async def test_a_refused_key_is_a_set_up_fault_until_one_answer_came(wire, status, why):
    async with wire(lambda number, _: GOOD if number == 1 else http(status, {})) as server:
        model = OpenAIModel("m", wiring=Wiring(base_url=server.url))
        model.hold()
        await model.complete(HELLO)
        with pytest.raises(ModelError):
            await model.complete(HELLO)
        await model.release()
        with pytest.raises(SetupError, match=why):
            await ask(server)


async def test_a_server_nobody_started_is_a_set_up_fault(wire):
    async with wire(lambda *_: GOOD) as server:
        pass
    with pytest.raises(SetupError, match="no server answers at http://127.0.0.1"):
        await ask(server)


@pytest.mark.parametrize("key", ["…", "two words", "a\nb"])
def test_what_can_be_no_key_is_told_without_it(monkeypatch, key):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(SetupError, match="OPENAI_API_KEY holds what is no key") as caught:
        OpenAIModel("m")
    assert key not in str(caught.value)


def test_a_missing_key_is_named(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    for wiring in (Wiring(), Wiring(base_url="https://models.example.com/v1")):
        with pytest.raises(SetupError, match="OPENAI_API_KEY is not set") as caught:
            OpenAIModel("m", wiring=wiring)
        assert "export OPENAI_API_KEY" in caught.value.hint


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1", "http://:8000", "http://[::1"])
def test_what_is_no_address_is_bad_input(url):
    with pytest.raises(InputError, match="--base-url is no address"):
        OpenAIModel("m", wiring=Wiring(base_url=url))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ('{"id": 1, "id": 2}', '{"id": 1, "id": 2}'),
        ('{"id": NaN}', '{"id": NaN}'),
        ("{nope", "{}"),
        ("[1]", "{}"),
        ('{"id":' + "[" * 10_000 + "]" * 10_000 + "}", "{}"),
    ],
)
def test_malformed_arguments_go_back_as_they_came_where_a_server_can_read_them(written, sent):
    broken = make_call(id="a", name="find", arguments=written)
    found = wire_messages(Request(messages=(Message(role="assistant", calls=(broken,)),)))
    assert broken.problem
    assert found[0]["tool_calls"][0]["function"]["arguments"] == sent


@pytest.mark.parametrize(
    "usage", [None, 3, [1], {"prompt_tokens": "many"}, {"prompt_tokens": -5}, {"prompt_tokens": 10**30}, {}]
)
async def test_tokens_that_were_not_told_are_counted_by_letters_and_marked(wire, usage):
    async with wire(lambda *_: http(200, {**said("0123456789", ("a", "{}")), "usage": usage})) as server:
        reply = await ask(server)
        sent = len(json.dumps(server.asked[0], separators=(",", ":")))
    assert reply.usage == Usage(fresh=sent // 4, output=4, untold=1)


async def test_tokens_are_read_as_far_as_they_are_numbers(wire):
    usage = {"prompt_tokens": 10.0, "completion_tokens": "x", "prompt_tokens_details": {"cached_tokens": 50}}
    async with wire(lambda *_: http(200, {**said(), "usage": usage})) as server:
        assert (await ask(server)).usage == Usage(cached=10)


async def test_a_call_nested_deeper_than_a_parser_goes_is_the_models_own_fault(wire):
    deep = '{"id":' + "[" * 10_000 + "]" * 10_000 + "}"
    body = json.dumps(said(None, ("a", "{}"))).replace(json.dumps("{}"), deep).encode()
    async with wire(lambda *_: http(200, body)) as server:
        reply = await ask(server)
    assert [call.problem for call in reply.calls] == ["nested deeper than 64 levels"]


async def test_a_wanted_form_is_told_to_the_server(wire):
    schema = {"type": "object"}
    async with wire(lambda *_: http(200, said("{}"))) as server:
        await ask(server, Request(messages=HELLO.messages, schema=schema))
    wanted = {"name": "answer", "schema": schema}
    assert server.asked[0]["response_format"] == {"type": "json_schema", "json_schema": wanted}


async def test_a_server_that_says_too_short_a_time_is_given_more(wire):
    waits: list[float] = []
    async with wire(lambda number, _: http(429, {}, "retry-after: 0") if number < 6 else GOOD) as server:
        await ask(server, Request(messages=HELLO.messages, waited=waits.append))
    assert len(server.asked) == 6
    assert sum(waits) > 0.001 * (4 + 8 + 16) * 0.75


async def test_a_wait_longer_than_anybody_waits_holds_nobody_back(wire):
    async with wire(lambda *_: http(429, {}, "retry-after: 86400")) as server:
        model = OpenAIModel("m", wiring=Wiring(base_url=server.url))
        for _ in range(3):
            with pytest.raises(ModelError, match="HTTP 429$"):
                await asyncio.wait_for(model.complete(HELLO), 5)
        await model.release()
    assert len(server.asked) == 3
