"""Posts JSON to a chat endpoint; every way a wire can break becomes one kind of error.

A server that was never reached, or that wants another address or credentials, is a set-up fault; 408, 409, 429, 5xx
and broken connections are infrastructure; any other refusal is the endpoint's own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.errors import SetupError
from simulator.models.clients import LoopClients
from simulator.models.model import ModelError

if TYPE_CHECKING:
    import httpx

SETUP = {401: "wants credentials", 403: "wants credentials", 404: "has no such path", 405: "takes no POST"}
PASSING = (408, 409, 425, 429)
CONNECT_SECONDS = 10.0


def shown_address(url: str) -> str:
    """The URL without what may be secret in it: user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class Endpoint:
    """One URL that takes JSON by POST and answers JSON."""

    def __init__(self, url: str, *, seconds: float = 300.0) -> None:
        self.url = url
        self._seconds = seconds
        self._shown = shown_address(url)
        self._reached = False
        self._clients = LoopClients(self._client, lambda client: client.aclose())

    def hold(self) -> None:
        self._clients.hold()

    async def release(self) -> None:
        await self._clients.release()

    async def post(self, body: Any) -> Any:
        """The JSON value the endpoint answers."""
        response = await self._send(json.dumps(body).encode())
        self._check(response.status_code)
        self._reached = True
        try:
            return json.loads(response.content)
        except (ValueError, RecursionError) as broken:
            raise ModelError(f"{self._shown} answered no JSON: {broken}", infrastructure=False) from None

    async def _send(self, content: bytes) -> httpx.Response:
        import httpx

        try:
            return await self._clients.get().post(self.url, content=content)
        except httpx.InvalidURL:
            raise SetupError(f"{self._shown} is no URL", hint="correct the address after --assistant") from None
        except httpx.TransportError as fault:
            said = f"{type(fault).__name__} {fault}".strip()
            if isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout) and not self._reached:
                hint = "start the assistant's server, or correct the address"
                raise SetupError(f"no server answers at {self._shown} ({said})", hint=hint) from None
            raise ModelError(f"{self._shown} broke off: {said}", infrastructure=True) from None

    def _check(self, status: int) -> None:
        astray = status in SETUP or 300 <= status < 400
        if astray and not self._reached:
            why = SETUP.get(status, "sends us elsewhere")
            raise SetupError(f"{self._shown} {why} (HTTP {status})", hint="correct the address after --assistant")
        if astray or status >= 500 or status in PASSING:
            raise ModelError(f"{self._shown} answered HTTP {status}", infrastructure=True)
        if status >= 400:
            raise ModelError(f"{self._shown} refused the conversation (HTTP {status})", infrastructure=False)

    def _client(self) -> httpx.AsyncClient:
        import httpx

        # A proxy from the environment never knows the way to this machine's own loopback.
        outside = httpx.URL(self.url).host not in ("localhost", "127.0.0.1", "::1")
        limits = httpx.Timeout(self._seconds, connect=CONNECT_SECONDS)
        # Loading certificates costs 15 ms, and plain http has no use for them.
        secure = self.url.startswith("https")
        headers = {"content-type": "application/json"}
        return httpx.AsyncClient(timeout=limits, headers=headers, trust_env=outside, verify=secure)
