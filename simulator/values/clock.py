"""The only reader of real time in this project; nothing that is recorded may depend on it."""

from __future__ import annotations

import time


def monotonic() -> float:
    """Seconds that only ever grow, for measuring durations."""
    return time.monotonic()
