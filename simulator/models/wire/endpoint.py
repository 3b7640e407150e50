"""Posts JSON to a chat endpoint of somebody's own; every way a wire can break becomes one kind of error.

A server that was never reached, or that wants another address or credentials, is a set-up fault; 408, 409, 429, 5xx
and broken connections are tried again and then infrastructure; any other refusal is the endpoint's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from simulator.errors import SetupError
from simulator.models.model import ModelError, nobody_hears
from simulator.models.wire.body import to_bytes
from simulator.models.wire.http import Wire
from simulator.models.wire.steady import Answer, NeverReached, Steady
from simulator.models.wire.wiring import Wiring

SETUP = {401: "wants credentials", 403: "wants credentials", 404: "has no such path", 405: "takes no POST"}


def shown_address(url: str) -> str:
    """The URL without what may be secret in it: user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class Endpoint:
    """One URL that takes JSON by POST and answers JSON."""

    def __init__(self, url: str, *, wiring: Wiring | None = None) -> None:
        self.url = url
        self._shown = shown_address(url)
        self._reached = False
        self._wire = Wire(url, headers={}, shown=self._shown)
        self._steady = Steady(self._sent, name=self._shown, wiring=wiring or Wiring())

    def hold(self) -> None:
        self._wire.hold()

    async def release(self) -> None:
        await self._wire.release()

    async def post(self, body: Any, waited: Callable[[float], None] = nobody_hears) -> Any:
        """The JSON value the endpoint answers."""
        answer = await self._steady.ask(to_bytes(body), lambda found: found, waited)
        self._check(answer.status)
        self._reached = True
        try:
            return json.loads(answer.content)
        except (ValueError, RecursionError) as broken:
            raise ModelError(f"{self._shown} answered no JSON: {broken}", infrastructure=False) from None

    async def _sent(self, content: bytes) -> Answer:
        try:
            return await self._wire.send(content)
        except NeverReached as fault:
            if self._reached:
                raise
            hint = "start the assistant's server, or correct the address"
            raise SetupError(f"no server answers at {self._shown} ({fault.said})", hint=hint) from None

    def _check(self, status: int) -> None:
        astray = status in SETUP or 300 <= status < 400
        if astray and not self._reached:
            why = SETUP.get(status, "sends us elsewhere")
            raise SetupError(f"{self._shown} {why} (HTTP {status})", hint="correct the address after --assistant")
        if astray:
            raise ModelError(f"{self._shown} answered HTTP {status}", infrastructure=True)
        if status >= 400:
            raise ModelError(f"{self._shown} refused the conversation (HTTP {status})", infrastructure=False)
