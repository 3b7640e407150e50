"""How many requests a model gets at once: as many as come, until it refuses some; then fewer, and slowly more again.

A refusal with a time to wait holds back every request of that model, not only the one that was refused.
"""

from __future__ import annotations

import asyncio
from collections import deque

from simulator.values.clock import monotonic

UNBOUNDED = 1e9


class Gate:
    """The way to one model within one event loop."""

    def __init__(self) -> None:
        self.limit = UNBOUNDED
        self._live = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._opens = 0.0

    async def enter(self) -> None:
        """Waits for a free place, and until the model wants to hear from us again."""
        while True:
            pause = self._opens - monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            elif self._live + 1 <= self.limit:
                self._live += 1
                return
            else:
                await self._place()

    def leave(self) -> None:
        """Gives a place back."""
        self._live -= 1
        free = self.limit - self._live
        while self._waiting and free >= 1:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                free -= 1

    def answered(self) -> None:
        """An answer came: one more place for every full round of answers."""
        if self.limit < UNBOUNDED:
            self.limit += 1.0 / self.limit

    def refused(self, pause: float) -> None:
        """The model had too much to do: half as many from now on, none before the pause is over."""
        if monotonic() >= self._opens:  # the refusals of one burst count once
            self.limit = max(1.0, min(self.limit, self._live) / 2)
        self._opens = max(self._opens, monotonic() + pause)

    async def _place(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._hand_on()
            raise

    def _hand_on(self) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
