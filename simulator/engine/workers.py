"""Who plays the conversations: this process, several processes, or many at once in one event loop.

The records are the same whoever plays them; only the order in which they finish differs.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection
from threading import Thread

from simulator.engine.run import Finished, Run, Task, converse, converse_now

FEW = 400
MANY = 100
IN_FLIGHT = 16
AHEAD = 4
GC_THRESHOLD = 500_000
"""A live conversation holds some 300 objects that are looked through each time, and leaves no cycles behind."""


async def play_all(
    run: Run, tasks: Sequence[Task], *, jobs: int = 0, reload: Callable[[], Run] | None = None, processes: bool = False
) -> AsyncIterator[Finished]:
    """Every task's conversation as it ends; `reload` builds the run again inside another process."""
    with calm_gc(tidy=len(tasks) >= MANY):
        if run.waits:
            async for finished in _in_loop(run, tasks, jobs or IN_FLIGHT):
                yield finished
            return
        cores = os.cpu_count() or 1
        wanted = min(jobs or (cores if len(tasks) > FEW else 1), cores) if processes else 1
        if reload is not None and wanted > 1:
            async for finished in _in_processes(reload, tasks, wanted):
                yield finished
        else:
            for task in tasks:
                yield converse_now(run, task)
                await asyncio.sleep(0)  # where a stop can get in


@contextmanager
def calm_gc(*, tidy: bool = True) -> Iterator[None]:
    """Long-lived objects are kept out of collection, which runs less often while conversations are live.

    To tidy up first costs as much as the program around us is large, and pays only for many conversations.
    """
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    if tidy:
        gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not frozen:  # else somebody around us keeps things out of collection
            gc.unfreeze()


async def _in_loop(run: Run, tasks: Sequence[Task], jobs: int) -> AsyncIterator[Finished]:
    shared = any(scenario.toolset.shared for scenario in run.scenarios)
    in_flight = 1 if shared or any(kind.exclusive for kind in run.kinds) else jobs
    waiting = iter(tasks)
    live: set[asyncio.Task[Finished]] = set()
    ended: deque[asyncio.Task[Finished]] = deque()
    some_ended = asyncio.Event()

    def end(task: asyncio.Task[Finished]) -> None:
        live.discard(task)
        ended.append(task)
        some_ended.set()

    def begin(count: int) -> None:
        for task in () if run.exchanges.ledger.stopped else islice(waiting, count):
            playing = asyncio.ensure_future(converse(run, task))
            playing.add_done_callback(end)
            live.add(playing)

    begin(in_flight)
    try:
        while live or ended:
            await some_ended.wait()
            some_ended.clear()
            begin(len(ended))
            while ended:
                yield ended.popleft().result()
    finally:
        for left in live:
            left.cancel()
        await asyncio.gather(*live, *ended, return_exceptions=True)


_HERE: list[Run] = []


def _begin(reload: Callable[[], Run]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its workers
    Thread(target=_end_with_parent, daemon=True).start()
    _HERE[:] = [reload()]
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too."""
    parent = multiprocessing.parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def _one(task: Task) -> Finished:
    return converse_now(_HERE[0], task)


async def _in_processes(reload: Callable[[], Run], tasks: Sequence[Task], processes: int) -> AsyncIterator[Finished]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(reload,))
    waiting = iter(tasks)
    live: set[asyncio.Future[Finished]] = set()

    def more(count: int) -> set[asyncio.Future[Finished]]:
        return {asyncio.wrap_future(pool.submit(_one, task)) for task in islice(waiting, count)}

    try:
        live = more(processes * AHEAD)
        while live:
            done, live = await asyncio.wait(live, return_when=asyncio.FIRST_COMPLETED)
            broken = [error for ended in done if (error := ended.exception())]
            if broken:
                raise broken[0]
            live |= more(len(done))
            for ended in done:
                yield ended.result()
    finally:
        for left in live:
            left.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
