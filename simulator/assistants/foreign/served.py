"""An address on loopback that takes JSON by POST, open as long as one conversation needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

HOSTS = ("127.0.0.1", "localhost")
PATH = "/mcp"
LARGEST = 16_000_000
Take = Callable[[bytes], Awaitable[bytes | None]]


class _Refused(Exception):
    """A request that is answered with a status alone."""


class Served:
    """A small HTTP server in the event loop that opens it; `take` gives the answer to what was posted."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._server: asyncio.Server | None = None
        self._talking: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = {}

    async def open(self) -> str:
        """Begins to listen, at the address it gives."""
        self._server = await asyncio.start_server(self._talk, HOSTS[0], 0)
        return f"http://{HOSTS[0]}:{self._server.sockets[0].getsockname()[1]}{PATH}"

    async def close(self) -> None:
        """Nobody is answered any more."""
        if self._server is None:
            return
        self._server.close()
        talking, self._server = dict(self._talking), None
        for task, writer in talking.items():
            writer.close()
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in talking if task is not None), return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        me = asyncio.current_task()
        self._talking[me] = writer
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone
        finally:
            del self._talking[me]
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection goes on."""
        try:
            headers, body = await _request(reader)
        except (_Refused, asyncio.LimitOverrunError) as refused:
            status = str(refused) if isinstance(refused, _Refused) else "431 Request Header Fields Too Large"
            await _send(writer, status, b"", last=True)
            return False
        answer = await self._take(body)
        last = headers.get("connection", "").lower() == "close"
        await _send(writer, "202 Accepted" if answer is None else "200 OK", answer or b"", last=last)
        return not last


async def _request(reader: asyncio.StreamReader) -> tuple[Mapping[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *fields = head.strip().split("\r\n")
    pairs = (field.partition(":") for field in fields)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    method, _, rest = line.partition(" ")
    length = headers.get("content-length", "")
    refused = (
        "403 Forbidden" if not _from_here(headers)
        else "404 Not Found" if rest.split(" ")[0].partition("?")[0].rstrip("/") != PATH
        else "405 Method Not Allowed" if method != "POST"
        else "411 Length Required" if not length.isdecimal() or "transfer-encoding" in headers
        else "413 Content Too Large" if int(length) > LARGEST
        else ""
    )  # fmt: skip
    if refused:
        raise _Refused(refused)
    return headers, await reader.readexactly(int(length))


def _from_here(headers: Mapping[str, str]) -> bool:
    """Whether a program of this machine asks; a page in a browser names another origin, or a host of its own."""
    asked = (f"//{headers.get('host', '')}", headers.get("origin", ""))
    return all(urlsplit(one).hostname in (*HOSTS, None) for one in asked)


async def _send(writer: asyncio.StreamWriter, status: str, body: bytes, *, last: bool) -> None:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}"]
    lines += ["content-type: application/json"] if body else []
    lines += ["allow: POST"] if status.startswith("405") else []
    lines += ["connection: close"] if last else []
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()
