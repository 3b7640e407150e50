"""Rates as people read them: a percentage with its interval."""

from __future__ import annotations

from simulator.metrics.interval import Rate


def percent(rate: Rate) -> str:
    """A rate with its interval, such as `87 % [80-92]`; a dash where it rests on nothing."""
    if not rate.cases:
        return "-"
    return f"{_whole(rate.value)} % [{_whole(rate.low)}-{_whole(rate.high)}]"


def _whole(share: float) -> str:
    """A percentage that says 0 or 100 only where it is exactly that."""
    rounded = round(100 * share)
    return f"{100 * share:.1f}" if rounded in (0, 100) and share not in (0.0, 1.0) else str(rounded)
