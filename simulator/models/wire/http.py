"""Posts bytes to one address over connections that stay open; every way a wire can break is one `Broken`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, quote, unquote, urlsplit
from urllib.request import getproxies

from simulator.errors import SetupError
from simulator.frozen import NamedTuple
from simulator.models.wire.clients import LoopClients
from simulator.models.wire.steady import Answer, Broken, NeverReached, said
from simulator.models.wire.wiring import is_here

if TYPE_CHECKING:
    import ssl

    from simulator.models.wire.lanes import Server

CONNECT_SECONDS = 10.0
PORTS = {"http": 80, "https": 443}
AS_WRITTEN = "!#$%&'()*+,/:;=?@[]~"


class _Client(Protocol):
    async def send(self, content: bytes) -> Answer: ...

    async def aclose(self) -> None: ...


class Wire:
    """One URL that takes JSON by POST."""

    def __init__(self, url: str, *, headers: Mapping[str, str], shown: str) -> None:
        self._url, self._shown = url, shown
        self._headers = {"content-type": "application/json", **headers}
        self._clients: LoopClients[_Client] = LoopClients(self._client, lambda client: client.aclose())

    def hold(self) -> None:
        self._clients.hold()

    async def release(self) -> None:
        await self._clients.release()

    async def send(self, content: bytes) -> Answer:
        """Whatever was answered, with any status."""
        return await self._clients.get().send(content)

    def _client(self) -> _Client:
        if goes_direct(self._url):
            return _Direct(self._url, self._headers, self._shown)
        return _Proxied(self._url, self._headers, self._shown)


def goes_direct(url: str) -> bool:
    """Whether no proxy stands between; one from the environment never knows the way to this machine's own loopback."""
    return is_here(url) or not getproxies()


# --- straight to the server -------------------------------------------------------------------------------------------


class Head(NamedTuple):
    """What every request to an address begins with."""

    path: bytes
    fields: tuple[tuple[bytes, bytes], ...]


def head_of(parts: SplitResult, headers: Mapping[str, str]) -> Head:
    """The head of requests; user and password of the address become its authorization."""
    host = parts.netloc.rpartition("@")[2]
    found = {
        "host": host if host.isascii() else host.encode("idna").decode(),
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "conversation-simulator",
        **headers,
    }
    if parts.username or parts.password:
        known = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        found.setdefault("authorization", f"Basic {b64encode(known.encode()).decode()}")
    path = quote(parts.path or "/", safe=AS_WRITTEN)
    if parts.query:
        path += f"?{quote(parts.query, safe=AS_WRITTEN)}"
    fields = tuple((name.title().encode(), value.encode("latin-1")) for name, value in found.items())
    return Head(path=path.encode(), fields=fields)


class _Direct:
    """Over connections of our own."""

    def __init__(self, url: str, headers: Mapping[str, str], shown: str) -> None:
        from simulator.models.wire.lanes import Lanes

        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise _no_url(shown)
        try:
            self._head, self._shown = head_of(parts, headers), shown
        except UnicodeError:
            raise _unfit(shown) from None
        self._lanes = Lanes(server_at(parts.scheme, parts.hostname, parts.port))

    async def send(self, content: bytes) -> Answer:
        import h11

        try:
            return await self._lanes.post(*self._head, content)
        except h11.LocalProtocolError:
            raise _unfit(self._shown) from None

    async def aclose(self) -> None:
        await self._lanes.aclose()


def _unfit(shown: str) -> SetupError:
    return SetupError(f"{shown}: the address, or the key, holds a sign that HTTP cannot carry", hint="correct it")


def server_at(scheme: str, host: str, port: int | None) -> Server:
    """A server, with what it must prove where the way to it is a secret one."""
    from simulator.models.wire.lanes import Server

    secure = trusted() if scheme == "https" else None
    return Server(host, port or PORTS[scheme], secure, CONNECT_SECONDS)


def trusted() -> ssl.SSLContext:
    """The certificates that are trusted; one for all connections, for to load them costs more than a request."""
    import httpx

    found = httpx.create_ssl_context()
    found.set_alpn_protocols(["http/1.1"])
    return found


def _no_url(shown: str) -> SetupError:
    return SetupError(f"{shown} is no URL", hint="correct the address")


# --- through a proxy --------------------------------------------------------------------------------------------------


class _Proxied:
    """As httpx finds the way by the environment."""

    def __init__(self, url: str, headers: Mapping[str, str], shown: str) -> None:
        import httpx

        self._url, self._shown = url, shown
        self._inner = httpx.AsyncClient(
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
            headers=headers,
        )

    async def send(self, content: bytes) -> Answer:
        import httpx

        try:
            response = await self._inner.post(self._url, content=content)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise _no_url(self._shown) from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise NeverReached(said(fault)) from None
        except (httpx.TransportError, httpx.DecodingError) as fault:
            raise Broken(said(fault)) from None
        return Answer(status=response.status_code, headers=response.headers, content=response.content)

    async def aclose(self) -> None:
        await self._inner.aclose()
