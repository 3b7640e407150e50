"""Connections to one server, spoken to by h11: as many as there are requests at once, the one used last first.

httpx takes half a millisecond a request and comes back to the event loop a dozen times for it, so that many
requests at once wait for one another; here an answer takes one step, and the next request leaves in the one after.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Sequence
from typing import cast

import h11

from simulator.frozen import NamedTuple
from simulator.models.wire.steady import Answer, Broken, NeverReached, said

READS_GZIP, GZIP = zlib.MAX_WBITS | 32, b"\x1f\x8b"
TAKEN_MS = 8_000
"""A server with too little room for new connections may lose one: a request whose bytes it does not take is broken."""
LARGEST = 64 << 20
"""Bytes of the largest body that is taken for an answer: one without an end must not fill the memory."""
TOO_LARGE = f"it holds more than {LARGEST >> 20} MB"
Field = tuple[bytes, bytes]


class Server(NamedTuple):
    """Where connections go; `seconds` is the longest one may take to be made."""

    host: str
    port: int
    secure: ssl.SSLContext | None
    seconds: float


class Lanes:
    """The connections to one server within one event loop."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._free: list[_Lane] = []
        self._all: set[_Lane] = set()

    async def post(self, path: bytes, fields: Sequence[Field], content: bytes) -> Answer:
        """Whatever is answered, with any status; raises h11.LocalProtocolError for a head that HTTP cannot carry."""
        size = (b"Content-Length", b"%d" % len(content))
        request = h11.Request(method=b"POST", target=path, headers=[*fields, size])
        lane = self._idle() or await self._opened()
        try:
            answer = await lane.ask(request, content)
        except (h11.RemoteProtocolError, OSError) as fault:
            raise Broken(said(fault)) from None
        finally:
            if lane.free:
                self._free.append(lane)
            else:
                lane.cut()
                self._all.discard(lane)
        return answer

    async def aclose(self) -> None:
        """Closes every connection."""
        for lane in self._all:
            lane.cut()
        self._all.clear()
        self._free.clear()
        await asyncio.sleep(0)  # the loop lets go of a socket one step later

    def _idle(self) -> _Lane | None:
        while self._free:
            lane = self._free.pop()
            if lane.free:
                return lane
            self._all.discard(lane)
        return None

    async def _opened(self) -> _Lane:
        host, port, secure, seconds = self._server
        try:
            async with asyncio.timeout(seconds):
                _, lane = await asyncio.get_running_loop().create_connection(_Lane, host, port, ssl=secure)
        except (OSError, UnicodeError) as fault:
            raise NeverReached(said(fault)) from None
        self._all.add(lane)
        return lane


class _Lane(asyncio.Protocol):
    """One connection, for one request at a time."""

    def __init__(self) -> None:
        self._talk = h11.Connection(h11.CLIENT)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._head: h11.Response | None = None
        self._body: list[bytes] = []
        self._size = 0

    @property
    def free(self) -> bool:
        """Whether a request can be sent."""
        return self._talk.our_state is h11.IDLE and self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: h11.Request, content: bytes) -> Answer:
        """The answer to one request."""
        assert self._transport, "a lane is asked after it was opened"
        self._waiting = asyncio.get_running_loop().create_future()
        parts = [self._talk.send(event) for event in (request, h11.Data(data=content), h11.EndOfMessage())]
        self._transport.write(b"".join([part for part in parts if part]))
        return await self._waiting

    def cut(self) -> None:
        """Ends the connection, whatever it is doing."""
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one without saying so
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TAKEN_MS)

    def data_received(self, data: bytes) -> None:
        self._hear(data)

    def eof_received(self) -> None:
        self._hear(b"")

    def connection_lost(self, exc: Exception | None) -> None:
        self._settle(exc or ConnectionResetError("the connection was closed"))

    def _hear(self, data: bytes) -> None:
        if self._waiting is None or self._waiting.done():
            self.cut()  # nobody asked: the server says goodbye, or something that is no answer
            return
        try:
            self._talk.receive_data(data)
            self._read()
        except h11.RemoteProtocolError as fault:
            self._settle(fault)

    def _read(self) -> None:
        while True:
            event = self._talk.next_event()
            if isinstance(event, h11.Data):
                self._body.append(bytes(event.data))
                self._size += len(event.data)
                if self._size > LARGEST:
                    raise h11.RemoteProtocolError(TOO_LARGE)
            elif isinstance(event, h11.Response):
                self._head = event
            elif isinstance(event, h11.EndOfMessage):
                self._answered()
                return
            elif not isinstance(event, h11.InformationalResponse):  # needs more, or the other side has ended
                return

    def _answered(self) -> None:
        head, content = self._head, b"".join(self._body)
        assert head, "a body follows its head"
        self._head, self._body, self._size = None, [], 0
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
        if self._talk.our_state is self._talk.their_state is h11.DONE and not self._talk.trailing_data[0]:
            self._talk.start_next_cycle()
        try:
            plain = _plain(content, headers.pop("content-encoding", ""))
        except (zlib.error, ValueError) as fault:
            self._settle(OSError(f"its body cannot be read: {fault}"))
        else:
            self._settle(Answer(status=head.status_code, headers=headers, content=plain))

    def _settle(self, found: Answer | Exception) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if isinstance(found, Answer):
            waiting.set_result(found)
        else:
            waiting.set_exception(found)


def _plain(content: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity"):
        return content
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"nobody asked for {encoding}")
    found = b""
    while content:
        packed = zlib.decompressobj(READS_GZIP)
        found += packed.decompress(content, LARGEST + 1 - len(found))
        if len(found) > LARGEST:
            raise ValueError(TOO_LARGE)
        if not packed.eof:
            raise ValueError("it is cut")
        rest = packed.unused_data  # a body may be packed in several pieces; what else stands behind one is nothing
        content = rest if rest.startswith(GZIP) else b""
    return found
