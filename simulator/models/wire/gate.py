"""How many requests a model gets at once: as many as come, until it refuses some; then fewer, and slowly more again.

A refusal with a time to wait holds back every request of that model, not only the one that was refused.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from simulator.models.model import nobody_hears
from simulator.values.clock import monotonic

UNBOUNDED = 1e9
GIVES_WAY = 0.005
"""Seconds by which who was refused is let go first."""
A_WHILE = 1.0
"""Seconds after which who waits for a place is given more time: how long it takes, nobody knows."""


class Gate:
    """The way to one model within one event loop."""

    def __init__(self, *, a_while: float = A_WHILE) -> None:
        self.limit = UNBOUNDED
        self._a_while = a_while
        self._live = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._opens = 0.0

    async def enter(self, waited: Callable[[float], None] = nobody_hears, *, again: bool = False) -> None:
        """Waits for a free place, and until the model wants to hear from us again; `waited` hears of it beforehand.

        Who comes `again` goes first, for the others might take what the model has to give each time it opens.
        """
        await self._opened(waited, 0.0 if again else GIVES_WAY)
        if self._live + 1 <= self.limit and (again or not self._waiting):
            self._live += 1
        else:
            await self._place(waited, again=again)

    def leave(self) -> None:
        """Gives a place back."""
        self._live -= 1
        self._grant()

    def answered(self) -> None:
        """An answer came: one more place for every full round of answers."""
        if self.limit < UNBOUNDED:
            self.limit += 1.0 / self.limit

    def refused(self, pause: float) -> None:
        """The model had too much to do: half as many from now on, none before the pause is over."""
        if monotonic() >= self._opens:  # the refusals of one burst count once
            self.limit = max(1.0, min(self.limit, self._live) / 2)
        self._opens = max(self._opens, monotonic() + pause)
        asyncio.get_running_loop().call_later(pause + 2 * GIVES_WAY, self._grant)

    async def _opened(self, waited: Callable[[float], None], way: float) -> None:
        while (pause := self._opens - monotonic()) > 0:
            waited(pause + way)
            await asyncio.sleep(pause + way)

    def _grant(self) -> None:
        """Gives free places to those who wait, the first of them first; none while the model wants no request."""
        while self._waiting and self._live + 1 <= self.limit and self._opens <= monotonic():
            waiter = self._waiting.popleft()
            if not waiter.done():
                self._live += 1
                waiter.set_result(None)

    async def _place(self, waited: Callable[[float], None], *, again: bool) -> None:
        waiter = asyncio.get_running_loop().create_future()
        (self._waiting.appendleft if again else self._waiting.append)(waiter)
        try:
            while not waiter.done():
                waited(self._a_while)
                await asyncio.wait((waiter,), timeout=self._a_while)
                self._grant()
            await self._opened(waited, 0.0)
        except asyncio.CancelledError:
            if not waiter.cancel():
                self.leave()
            raise
