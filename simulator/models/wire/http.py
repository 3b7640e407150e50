"""Posts bytes to one address over connections that stay open; every way a wire can break is one `Broken`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.request import getproxies

from simulator.errors import SetupError
from simulator.models.wire.clients import LoopClients
from simulator.models.wire.steady import Answer, Broken
from simulator.models.wire.wiring import is_here

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 10.0


class NeverReached(Broken):
    """No connection was made."""


class Wire:
    """One URL that takes JSON by POST."""

    def __init__(self, url: str, *, headers: Mapping[str, str], shown: str) -> None:
        self._url, self._headers, self._shown = url, dict(headers), shown
        self._clients = LoopClients(self._client, lambda client: client.aclose())

    def hold(self) -> None:
        self._clients.hold()

    async def release(self) -> None:
        await self._clients.release()

    async def send(self, content: bytes) -> Answer:
        """Whatever was answered, with any status."""
        import httpx

        try:
            response = await self._clients.get().post(self._url, content=content)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise SetupError(f"{self._shown} is no URL", hint="correct the address") from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise NeverReached(_said(fault)) from None
        except (httpx.TransportError, httpx.DecodingError) as fault:
            raise Broken(_said(fault)) from None
        return Answer(status=response.status_code, headers=response.headers, content=response.content)

    def _client(self) -> httpx.AsyncClient:
        import httpx

        # Loading certificates costs 15 ms, and plain http has no use for them.
        secure = self._url.startswith("https")
        # A proxy from the environment never knows the way to this machine's own loopback.
        direct = is_here(self._url) or not getproxies()
        return httpx.AsyncClient(
            transport=lanes(secure) if direct else None,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
            headers={"content-type": "application/json", **self._headers},
            trust_env=not is_here(self._url),
            verify=secure,
        )


def lanes(secure: bool) -> httpx.AsyncBaseTransport:
    """As many connections as there are requests at once, each by itself: one large pool is searched whole each time."""
    import ssl

    import httpx

    # One for all: without one given, each connection makes its own, which costs more than the request.
    context = httpx.create_ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    class Lanes(httpx.AsyncBaseTransport):
        """Connections that are free, the last used first."""

        def __init__(self) -> None:
            self._free: list[httpx.AsyncHTTPTransport] = []
            self._all: list[httpx.AsyncHTTPTransport] = []

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            lane = self._free.pop() if self._free else self._more()
            try:
                response = await lane.handle_async_request(request)
                try:
                    await response.aread()
                finally:
                    await response.aclose()
                return response
            finally:
                self._free.append(lane)

        def _more(self) -> httpx.AsyncHTTPTransport:
            lane = httpx.AsyncHTTPTransport(verify=context, limits=httpx.Limits(max_connections=1))
            self._all.append(lane)
            return lane

        async def aclose(self) -> None:
            for lane in self._all:
                await lane.aclose()

    return Lanes()


def _said(fault: Exception) -> str:
    return f"broke off: {type(fault).__name__} {fault}".strip()
