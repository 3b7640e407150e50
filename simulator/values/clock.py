"""The only reader of real time in this project; nothing that is recorded may depend on it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def monotonic() -> float:
    """Seconds that only ever grow, for measuring durations."""
    return time.monotonic()


def wall() -> datetime:
    """The real time now, with its zone."""
    return datetime.now(UTC)
