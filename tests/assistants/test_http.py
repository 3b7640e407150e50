"""Assistants behind an endpoint of their own."""

from __future__ import annotations

import asyncio
import socket

import pytest

from simulator.assistants.http import http_kind
from simulator.errors import InputError, SetupError
from simulator.models.model import ModelError
from simulator.models.wire.wiring import Wiring

QUICK = Wiring(tries=2, first_wait=0.001)


def said(text: str, calls=()):
    return {"message": {"role": "assistant", "content": text, "tool_calls": list(calls)}}


async def test_messages_and_tools_go_out_in_openais_wire_form(serve, talk_with):
    call = {"id": "1", "type": "function", "function": {"name": "find_booking", "arguments": '{"booking_id":"ABC123"}'}}
    server = serve(lambda body, number: (200, said("", [call]) if number == 1 else said("it is there")))
    async with talk_with(http_kind(f"{server.url}/chat")) as talk:
        assert (await talk.say("look")).text == "it is there"
        assert talk.calls == [("find_booking", {"booking_id": "ABC123"})]
    first, second = (asked.body for asked in server.asked)
    assert [message["role"] for message in first["messages"]] == ["system", "user"]
    assert first["tools"][0]["function"]["name"] == "find_booking"
    assert [message["role"] for message in second["messages"]] == ["system", "user", "assistant", "tool"]
    assert second["messages"][2]["tool_calls"][0]["function"]["arguments"] == '{"booking_id": "ABC123"}'
    assert second["messages"][3]["tool_call_id"] == "1"


async def test_two_conversations_at_once_do_not_mix(serve, talk_with):
    server = serve(lambda body, number: (200, said(" ".join(m["content"] for m in body["messages"][1:]))))
    kind = http_kind(server.url, QUICK)

    async def converse(name: str) -> str:
        async with talk_with(kind) as talk:
            await talk.say(f"{name}1")
            return (await talk.say(f"{name}2")).text

    found = await asyncio.gather(converse("a"), converse("b"))
    assert found == ["a1 a1 a2", "b1 b1 b2"]


def test_the_same_kind_serves_one_event_loop_after_another(serve, talk_with):
    server = serve(lambda body, number: (200, said("hello")))
    kind = http_kind(server.url, QUICK)

    async def once() -> str:
        async with talk_with(kind) as talk:
            return (await talk.say("hi")).text

    assert [asyncio.run(once()), asyncio.run(once())] == ["hello", "hello"]


@pytest.mark.parametrize("status", [429, 500, 503, 408])
async def test_a_server_that_breaks_is_infrastructure(serve, talk_with, status):
    server = serve(lambda body, number: (status, {"error": "busy"}))
    async with talk_with(http_kind(server.url, QUICK)) as talk:
        with pytest.raises(ModelError, match=f"HTTP {status}") as caught:
            await talk.say("hi")
        assert caught.value.infrastructure


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[" * 100_000,
        [],
        {},
        {"message": "text"},
        {"message": {}},
        {"message": {"role": "user", "content": "x"}},
        {"message": {"content": 7}},
        {"message": {"content": "", "tool_calls": [{"id": "1"}]}},
    ],
)
async def test_a_good_status_with_no_assistant_message_is_the_assistants_fault(serve, talk_with, body):
    server = serve(lambda _, number: (200, body))
    async with talk_with(http_kind(server.url, QUICK)) as talk:
        with pytest.raises(ModelError) as caught:
            await talk.say("hi")
        assert not caught.value.infrastructure


async def test_a_refused_conversation_is_the_assistants_fault(serve, talk_with):
    server = serve(lambda _, number: (422, {}))
    async with talk_with(http_kind(server.url, QUICK)) as talk:
        with pytest.raises(ModelError, match="refused the conversation") as caught:
            await talk.say("hi")
        assert not caught.value.infrastructure


@pytest.mark.parametrize(("status", "why"), [(404, "no such path"), (401, "credentials"), (302, "elsewhere")])
async def test_a_wrong_address_is_a_set_up_fault(serve, talk_with, status, why):
    server = serve(lambda _, number: (status, {}))
    async with talk_with(http_kind(server.url, QUICK)) as talk:
        with pytest.raises(SetupError, match=why):
            await talk.say("hi")


async def test_a_server_nobody_started_is_a_set_up_fault(talk_with):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/chat?key=hidden"
    async with talk_with(http_kind(url)) as talk:
        with pytest.raises(SetupError, match="no server answers at http://127.0.0.1") as caught:
            await talk.say("hi")
    assert "hidden" not in str(caught.value)


async def test_a_server_that_goes_away_later_is_infrastructure(talk_with):
    async def serve_once(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 29\r\nconnection: close\r\n\r\n{"message":{"content":"hey"}}')
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve_once, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with talk_with(http_kind(f"http://127.0.0.1:{port}", QUICK)) as talk:
        assert (await talk.say("hi")).text == "hey"
        server.close()
        await server.wait_closed()
        with pytest.raises(ModelError, match="broke off") as caught:
            await talk.say("hi")
        assert caught.value.infrastructure


async def test_a_body_cut_short_is_infrastructure(talk_with):
    async def cut(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"message":')
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(cut, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with talk_with(http_kind(f"http://127.0.0.1:{port}", QUICK)) as talk:
            with pytest.raises(ModelError, match="broke off") as caught:
                await talk.say("hi")
    assert caught.value.infrastructure


@pytest.mark.parametrize("url", ["http://", "https:///path", "http://host:port/", "http://[::1"])
def test_what_is_no_url_is_bad_input(url):
    with pytest.raises(InputError, match="no URL|no host"):
        http_kind(url)


def test_the_name_leaves_out_whatever_may_be_secret():
    kind = http_kind("https://me:secret@example.org:8080/chat?token=hidden#part")
    assert kind.name == "https://example.org:8080/chat"
    assert (kind.embedded, kind.world, kind.exclusive) == (False, "ours", False)
    others = [http_kind(f"https://{start}example.org:8080/chat?token={end}") for start in ("", "me@") for end in "ab"]
    assert {other.name for other in others} == {kind.name}
    assert len({other.digest for other in others}) == 4


async def test_the_request_itself_goes_to_the_full_address(serve, talk_with):
    server = serve(lambda body, number: (200, said("hello")))
    url = server.url.replace("http://", "http://me:secret@") + "/chat?token=hidden"
    async with talk_with(http_kind(url)) as talk:
        assert (await talk.say("hi")).text == "hello"
    assert server.asked[0].path == "/chat?token=hidden"
    assert server.asked[0].headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 500])
async def test_no_error_of_an_endpoint_tells_its_secrets(serve, talk_with, status):
    server = serve(lambda body, number: (status, b"no json"))
    url = server.url.replace("http://", "http://me:secret@") + "/chat?token=hidden"
    async with talk_with(http_kind(url, QUICK)) as talk:
        with pytest.raises((SetupError, ModelError)) as caught:
            await talk.say("hi")
    assert "secret" not in str(caught.value)
    assert "hidden" not in str(caught.value)
    assert "me" not in str(caught.value).partition("127.0.0.1")[0].split("//")[-1]


@pytest.mark.parametrize(
    "url",
    [
        "http://me:secret@host:port/x?token=hidden",
        "http://me:sec/ret@host/x?token=hidden",
        "http://me:sec?ret@host/x?token=hidden",
        "http://me:secret@/x?token=hidden",
        "http://me:secret@[::1/x?token=hidden",
    ],
)
def test_an_unusable_address_is_refused_without_its_secrets(url):
    with pytest.raises(InputError) as caught:
        http_kind(url)
    assert not any(word in str(caught.value) for word in ("sec", "ret@", "hidden"))
