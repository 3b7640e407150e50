"""One client per event loop, made on first use and closed when the last conversation in that loop lets go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

C = TypeVar("C")


class LoopClients(Generic[C]):
    """Clients by event loop: a connection must not outlive its loop, nor be shared between two."""

    def __init__(self, make: Callable[[], C], close: Callable[[C], Awaitable[None]]) -> None:
        self._make, self._close = make, close
        self._clients: dict[asyncio.AbstractEventLoop, C] = {}
        self._holders: dict[asyncio.AbstractEventLoop, int] = {}

    def hold(self) -> None:
        """Keeps this loop's client open until the matching release."""
        loop = asyncio.get_running_loop()
        self._holders[loop] = self._holders.get(loop, 0) + 1

    def get(self) -> C:
        """This loop's client."""
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = self._make()
        return self._clients[loop]

    async def release(self) -> None:
        """Lets go; the last one out closes the client."""
        loop = asyncio.get_running_loop()
        left = self._holders.pop(loop, 1) - 1
        if left > 0:
            self._holders[loop] = left
        elif loop in self._clients:
            await self._close(self._clients.pop(loop))
