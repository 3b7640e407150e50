"""Shrinking by draws: as many draws as possible are set to 0.0, the plainest choice, while the failure stays.

Delta debugging over the names of the draws (Zeller and Hildebrandt, 2002), needing no idea of what a draw decides.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from simulator.engine.run import Finished

MAX_TRIES = 400
Attempt = Callable[[Mapping[str, float]], Awaitable[Finished | None]]


async def shrink(
    found: Finished, attempt: Attempt, *, stopped: Callable[[], bool] = lambda: False
) -> tuple[Finished, int]:
    """The plainest conversation that still fails alike, and how many tries that took; where it was stopped, so far."""
    best, tries = found, 0
    zeroed: dict[str, float] = {}
    tried: set[frozenset[str]] = set()
    progress = True
    while progress and tries < MAX_TRIES:
        progress = False
        for chunk in _chunks(_open(best, zeroed)):
            names = frozenset((*zeroed, *chunk))
            if stopped():
                return best, tries
            if names in tried or tries >= MAX_TRIES or not any(best.read.get(name) for name in chunk):
                continue
            tried.add(names)
            tries += 1
            wanted = dict.fromkeys(sorted(names), 0.0)
            again = await attempt(wanted)
            if again is not None:
                best, zeroed, progress = again, wanted, True
    return await _tidy(best, zeroed, attempt), tries


def _open(best: Finished, zeroed: Mapping[str, float]) -> list[str]:
    return sorted(name for name, value in best.read.items() if value and name not in zeroed)


def _chunks(names: list[str]) -> list[list[str]]:
    """All names, then halves, quarters … down to single names."""
    chunks, size = [], len(names)
    while size:
        chunks += [names[start : start + size] for start in range(0, len(names), size)]
        size //= 2
    return chunks


async def _tidy(best: Finished, zeroed: Mapping[str, float], attempt: Attempt) -> Finished:
    """The same conversation with only the overrides it still reads."""
    needed = {name: 0.0 for name in zeroed if name in best.read}
    if len(needed) == len(zeroed):
        return best
    return await attempt(needed) or best
