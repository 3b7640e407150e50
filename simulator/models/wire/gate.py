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
        while True:
            pause = self._opens - monotonic()
            if pause > 0:
                pause += 0.0 if again else GIVES_WAY
                waited(pause)
                await asyncio.sleep(pause)
            elif self._live + 1 <= self.limit:
                self._live += 1
                return
            else:
                await self._place(waited, again=again)

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

    async def _place(self, waited: Callable[[float], None], *, again: bool) -> None:
        waiter = asyncio.get_running_loop().create_future()
        (self._waiting.appendleft if again else self._waiting.append)(waiter)
        try:
            while not waiter.done():
                waited(self._a_while)
                await asyncio.wait((waiter,), timeout=self._a_while)
        except asyncio.CancelledError:
            if not waiter.cancel():
                self._hand_on()
            raise

    def _hand_on(self) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
