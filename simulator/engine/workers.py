"""Who plays the conversations: this process, several processes, or many at once in one event loop.

The records are the same whoever plays them; only the order in which they finish differs.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice

from simulator.engine.run import Finished, Run, Task, converse, converse_now

FEW = 400
IN_FLIGHT = 16
AHEAD = 4
GC_THRESHOLD = 50_000


async def play_all(
    run: Run, tasks: Sequence[Task], *, jobs: int = 0, reload: Callable[[], Run] | None = None, processes: bool = False
) -> AsyncIterator[Finished]:
    """Every task's conversation as it ends; `reload` builds the run again inside another process."""
    with calm_gc():
        if not all(kind.embedded for kind in run.kinds):
            async for finished in _in_loop(run, tasks, jobs or IN_FLIGHT):
                yield finished
            return
        cores = os.cpu_count() or 1
        wanted = min(jobs or (cores if processes and len(tasks) > FEW else 1), cores)
        if reload is not None and wanted > 1:
            for finished in _in_processes(reload, tasks, wanted):
                yield finished
        else:
            for task in tasks:
                yield converse_now(run, task)


@contextmanager
def calm_gc() -> Iterator[None]:
    """Long-lived objects are kept out of collection, which runs less often while conversations are live."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def _in_loop(run: Run, tasks: Sequence[Task], jobs: int) -> AsyncIterator[Finished]:
    in_flight = 1 if any(kind.exclusive for kind in run.kinds) else jobs
    waiting = iter(tasks)
    live = {asyncio.ensure_future(converse(run, task)) for task in islice(waiting, in_flight)}
    try:
        while live:
            done, live = await asyncio.wait(live, return_when=asyncio.FIRST_COMPLETED)
            live |= {asyncio.ensure_future(converse(run, task)) for task in islice(waiting, len(done))}
            for ended in done:
                yield ended.result()
    finally:
        for left in live:
            left.cancel()
        await asyncio.gather(*live, return_exceptions=True)


_HERE: list[Run] = []


def _begin(reload: Callable[[], Run]) -> None:
    _HERE[:] = [reload()]
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


def _one(task: Task) -> Finished:
    return converse_now(_HERE[0], task)


def _in_processes(reload: Callable[[], Run], tasks: Sequence[Task], processes: int) -> Iterator[Finished]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(reload,))
    waiting = iter(tasks)
    live: set[Future[Finished]] = set()
    try:
        live = {pool.submit(_one, task) for task in islice(waiting, processes * AHEAD)}
        while live:
            done, live = wait(live, return_when=FIRST_COMPLETED)
            live |= {pool.submit(_one, task) for task in islice(waiting, len(done))}
            for ended in done:
                yield ended.result()
    finally:
        pool.shutdown(wait=not live, cancel_futures=True)
