"""The only reader of real time in this project; nothing that is recorded may depend on it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def monotonic() -> float:
    """Seconds that only ever grow, for measuring durations."""
    return time.monotonic()


def today() -> datetime:
    """The moment it is, for what a server says in dates of its own."""
    return datetime.fromtimestamp(time.time(), UTC)
