"""Plain functions of an agent run beside the event loop, in a thread that a conversation keeps while it lasts.

So an agent may hold what belongs to one thread (a database connection), and one that hangs holds up neither the
loop nor the end of the process: its thread is a daemon of no executor, and is left to itself.
"""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any

from simulator.assistants.foreign.fault import as_fault, settled


class _Worker:
    """A thread that takes one job after another."""

    __slots__ = ("jobs",)

    def __init__(self) -> None:
        self.jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        Thread(target=self._work, name="simulator-agent", daemon=True).start()

    def _work(self) -> None:
        while True:
            self.jobs.get()()


_IDLE: list[_Worker] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_IDLE.clear)


class Aside:
    """The thread of one conversation; it is taken at the first plain call and given back by `leave`."""

    __slots__ = ("_worker",)

    def __init__(self) -> None:
        self._worker: _Worker | None = None

    async def call(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What the function gives; a coroutine function runs in the loop, anything else in the thread."""
        if is_async(function):
            return await settled(function(*args, **named))
        return await settled(await self._in_thread(partial(copy_context().run, function, *args, **named)))

    def leave(self) -> None:
        """Gives the thread back; a call that still runs keeps it to its end."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.jobs.put(partial(_IDLE.append, worker))

    async def _in_thread(self, function: Callable[[], Any]) -> Any:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        if self._worker is None:
            self._worker = _idle()
        self._worker.jobs.put(partial(_run, function, loop, answer))
        try:
            return await answer
        finally:
            if answer.cancelled():
                self.leave()


def is_async(function: Callable[..., Any]) -> bool:
    """Whether a call of it only makes a coroutine."""
    if inspect.iscoroutinefunction(function):
        return True
    return not isinstance(function, type) and inspect.iscoroutinefunction(getattr(function, "__call__", None))  # noqa: B004


def _idle() -> _Worker:
    try:
        return _IDLE.pop()
    except IndexError:
        return _Worker()


def _run(function: Callable[[], Any], loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any]) -> None:
    value: Any = None
    fault: BaseException | None = None
    try:
        value = function()
    except BaseException as raised:  # noqa: BLE001 - foreign code runs here, and the loop gets what it raised
        fault = as_fault(raised)
    with suppress(RuntimeError):  # the loop has gone: nobody waits any more
        loop.call_soon_threadsafe(_answer, answer, value, fault)


def _answer(answer: asyncio.Future[Any], value: Any, fault: BaseException | None) -> None:
    if answer.done():
        return
    if fault is None:
        answer.set_result(value)
    else:
        answer.set_exception(fault)
