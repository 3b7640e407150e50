"""A server on loopback that answers each POST as a test says, down to the bytes on the wire."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.fixture
def wire():
    """An async context: `answer(number, body)` gives the bytes for each request; None closes without a word."""

    @asynccontextmanager
    async def opened(answer: Callable[[int, Any], bytes | None]):
        asked: list[Any] = []
        heads: list[str] = []
        open_now: set[asyncio.StreamWriter] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            open_now.add(writer)
            try:
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                    length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
                    body = json.loads(await reader.readexactly(length))
                    asked.append(body)
                    heads.append(head)
                    data = answer(len(asked), body)
                    if data is None:
                        break
                    writer.write(data)
                    await writer.drain()
                    if b"connection: close" in data or not data.startswith(b"HTTP/1.1"):
                        break
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                open_now.discard(writer)
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            yield SimpleNamespace(url=f"http://127.0.0.1:{port}", port=port, asked=asked, heads=heads)
        finally:
            server.close()
            for writer in list(open_now):
                writer.close()
            await asyncio.sleep(0)

    return opened
