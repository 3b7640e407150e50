"""What must, may and must not change in the world, by table or by column of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.labels.failures import Failure
from simulator.labels.label import Changes
from simulator.messages import State
from simulator.worlds.state import diff


def judge_changes(changes: Changes, first: State, last: State, *, called: bool) -> Iterable[Failure]:
    """What had to change and did not (unless calls are missing, which says why), and what changed and must not."""
    if not changes.must and not changes.must_not:
        return
    found = diff(first, last)
    for place in changes.must if called else ():
        if not _changed(place, found):
            yield Failure(kind="wrong_state", where=place, expected="a change", proof=f"{place} is as it was")
    for place in changes.must_not:
        if _changed(place, found):
            yield Failure(kind="wrong_state", where=place, expected="no change", proof=f"{place} has changed")


def _changed(place: str, found: Mapping[str, Any]) -> bool:
    table, _, column = place.partition(".")
    changes = found.get(table, {})
    if not column:
        return bool(changes)
    return any(column in row for kind in ("added", "removed", "changed") for row in changes.get(kind, {}).values())


def without(state: State, free: Iterable[str]) -> State:
    """The state without the tables and columns that may change freely."""
    found: dict[str, Any] = dict(state)
    for place in free:
        table, _, column = place.partition(".")
        if not column:
            found.pop(table, None)
        elif table in found:
            found[table] = {
                key: {name: value for name, value in row.items() if name != column} for key, row in found[table].items()
            }
    return found
