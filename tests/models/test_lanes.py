"""Connections of our own: kept, used again, made anew, whatever the server does to them."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from simulator.errors import SetupError
from simulator.models.wire.http import Wire
from simulator.models.wire.lanes import LARGEST
from simulator.models.wire.steady import Answer, Broken, NeverReached


def http(body, *lines):
    return "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *lines, "", ""]).encode() + body


@asynccontextmanager
async def served(*answers, at_once=1):
    """A server that gives one answer after the other; it closes a connection behind what says so.

    It answers nobody before so many have asked `at_once`.
    """
    left, seen = list(answers), SimpleNamespace(connections=0, heads=[], url="", closed=asyncio.Event())
    all_in = asyncio.Event()

    async def serve(reader, writer):
        seen.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                seen.heads.append(head.decode())
                await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
                if len(seen.heads) >= at_once:
                    all_in.set()
                await all_in.wait()
                answer = left.pop(0)
                writer.write(answer.removesuffix(b"BYE"))
                if answer.endswith(b"BYE"):
                    return
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()
            seen.closed.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    seen.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    try:
        yield seen
    finally:
        server.close()


@asynccontextmanager
async def wire_to(url, **headers):
    wire = Wire(url, headers=headers, shown="the server")
    wire.hold()
    try:
        yield wire
    finally:
        await wire.release()


async def test_one_connection_serves_one_request_after_another():
    async with served(http(b"one"), http(b"two")) as seen, wire_to(seen.url) as wire:
        assert [(await wire.send(b"{}")).content for _ in range(2)] == [b"one", b"two"]
    assert seen.connections == 1
    assert seen.heads[0].startswith("POST /x HTTP/1.1\r\nHost: 127.0.0.1:")


async def test_requests_at_once_have_a_connection_each_and_leave_them_to_others():
    async with served(*[http(b"ok")] * 9, at_once=5) as seen, wire_to(seen.url) as wire:
        for count in (5, 4):
            await asyncio.gather(*(wire.send(b"{}") for _ in range(count)))
    assert seen.connections == 5


async def test_a_connection_the_server_closed_meanwhile_is_made_anew():
    async with served(http(b"one") + b"BYE", http(b"two")) as seen, wire_to(seen.url) as wire:
        first = await wire.send(b"{}")
        await seen.closed.wait()
        for _ in range(5):
            await asyncio.sleep(0)  # until both ends of the connection have heard of it
        assert (first.content, (await wire.send(b"{}")).content) == (b"one", b"two")
    assert seen.connections == 2


@pytest.mark.parametrize("end", ["Connection: close", "X: y"])
async def test_what_comes_behind_an_answer_is_no_part_of_the_next_one(end):
    first = http(b"one", end) + (b"" if "close" in end else http(b"stray"))
    async with served(first, http(b"two")) as seen, wire_to(seen.url) as wire:
        assert [(await wire.send(b"{}")).content for _ in range(2)] == [b"one", b"two"]
    assert seen.connections == 2


async def test_an_answer_may_be_packed_announced_and_in_chunks():
    packed = gzip.compress(b"packed")
    chunks = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nRetry-After: 3\r\n\r\n3\r\nin \r\n5\r\nparts\r\n0\r\n\r\n"
    )
    answers = (http(packed, "Content-Encoding: gzip"), b"HTTP/1.1 100 Continue\r\n\r\n" + http(b"late"), chunks)
    async with served(*answers) as seen, wire_to(seen.url) as wire:
        found = [await wire.send(b"{}") for _ in answers]
    assert [answer.content for answer in found] == [b"packed", b"late", b"in parts"]
    assert found[2].headers["retry-after"] == "3"


async def test_what_nobody_can_unpack_is_broken():
    async with served(http(b"?", "Content-Encoding: br")) as seen, wire_to(seen.url) as wire:
        with pytest.raises(Broken, match="nobody asked for br"):
            await wire.send(b"{}")


async def test_a_body_packed_in_several_pieces_is_whole_and_what_stands_behind_it_is_nothing():
    packed = http(gzip.compress(b"two ") + gzip.compress(b"halves") + b"\0\0", "Content-Encoding: gzip")
    async with served(packed) as seen, wire_to(seen.url) as wire:
        assert (await wire.send(b"{}")).content == b"two halves"


@pytest.mark.parametrize("packed", [False, True])
async def test_a_body_that_would_fill_the_memory_is_broken(packed):
    body = bytes(LARGEST + 1)
    answer = http(gzip.compress(body, 1), "Content-Encoding: gzip") if packed else http(body)
    async with served(answer) as seen, wire_to(seen.url) as wire:
        with pytest.raises(Broken, match="more than 64 MB"):
            await wire.send(b"{}")


async def test_a_packed_body_that_is_cut_is_broken():
    async with served(http(gzip.compress(b"half")[:-3], "Content-Encoding: gzip")) as seen, wire_to(seen.url) as wire:
        with pytest.raises(Broken, match="it is cut"):
            await wire.send(b"{}")


async def test_a_host_that_does_not_exist_was_never_reached():
    async with wire_to("http://no-such-host.invalid/x") as wire:
        with pytest.raises(NeverReached):
            await wire.send(b"{}")


@pytest.mark.parametrize(("url", "key"), [("ftp://127.0.0.1/x", ""), ("http://127.0.0.1/x", "a\nb"), ("http:///x", "")])
async def test_an_address_or_a_key_that_cannot_be_sent_is_a_set_up_fault(url, key):
    async with wire_to(url, authorization=f"Bearer {key}") as wire:
        with pytest.raises(SetupError, match="the server"):
            await wire.send(b"{}")


async def test_signs_of_other_alphabets_and_passwords_are_written_as_http_wants_them():
    async with served(http(b"ok")) as seen:
        url = seen.url.replace("http://", "http://me:se%40t@") + "/grüße?a=ü b"
        wire = Wire(url, headers={}, shown="the server")
        wire.hold()
        assert isinstance(await wire.send(b"{}"), Answer)
        await wire.release()
    assert seen.heads[0].startswith("POST /x/gr%C3%BC%C3%9Fe?a=%C3%BC%20b HTTP/1.1\r\n")
    assert "Authorization: Basic bWU6c2VAdA==\r\n" in seen.heads[0]
