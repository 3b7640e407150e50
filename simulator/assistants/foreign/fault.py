"""What a foreign agent raises, as something that ends its conversation and never the whole run.

`KeyboardInterrupt` stays what it is, and so does a cancellation that comes from outside the agent.
"""

from __future__ import annotations

import inspect
from typing import Any


def as_fault(raised: BaseException) -> BaseException:
    """The exception itself where it is an ordinary one, else a RuntimeError in its place."""
    ordinary = isinstance(raised, Exception) and not isinstance(raised, StopIteration)
    if ordinary or isinstance(raised, KeyboardInterrupt):
        return raised
    fault = RuntimeError(f"{type(raised).__name__}: {raised}")
    fault.__cause__ = raised
    return fault


async def settled(found: Any) -> Any:
    """The value itself, awaited where it must be; what it raises is a fault of the agent."""
    if not inspect.isawaitable(found):
        return found
    try:
        return await found
    except (Exception, KeyboardInterrupt):
        raise
    except BaseException as raised:
        if _from_outside(raised):
            raise
        raise as_fault(raised) from raised


def _from_outside(raised: BaseException) -> bool:
    from asyncio import CancelledError, current_task  # loaded where somebody waits

    if isinstance(raised, CancelledError):
        task = current_task()
        return task is not None and task.cancelling() > 0
    # A coroutine that is thrown away gets its GeneratorExit right where it waits, not from a frame below.
    deeper = raised.__traceback__.tb_next if raised.__traceback__ else None
    return isinstance(raised, GeneratorExit) and deeper is None
