"""Work that can wait, done where an event loop has time to spare: one piece in each of its rounds, after what is due.

Where all that is due leaves no time, nearly none of it is done; where the loop would sleep, all of it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

Work = Callable[[], None]


class Spare:
    """The work that one event loop may do; what was not done by the time it is dropped is never done."""

    __slots__ = ("_comes", "_soon", "_works")

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._soon = loop.call_soon
        self._works: dict[Work, None] = {}
        self._comes = False

    def add(self, work: Work) -> None:
        """Does this when there is time."""
        self._works[work] = None
        if not self._comes:
            self._comes = True
            self._soon(self._round)

    def drop(self, work: Work) -> None:
        """There is no use for it any more."""
        self._works.pop(work, None)

    def _round(self) -> None:
        works = self._works
        work = next(iter(works), None)
        self._comes = len(works) > 1
        if self._comes:
            self._soon(self._round)
        if work is not None:
            del works[work]
            work()


_SPARE: WeakKeyDictionary[AbstractEventLoop, Spare] = WeakKeyDictionary()


def spare_of(loop: AbstractEventLoop) -> Spare:
    """What this event loop does where it has time."""
    found = _SPARE.get(loop)
    if found is None:
        found = _SPARE[loop] = Spare(loop)
    return found
