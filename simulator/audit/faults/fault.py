"""One fault of a user, and the parts of a record that its checks ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.frozen import dataclass

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a user did wrong, in which message of which record, and how that shows."""

    kind: str
    record: str
    message: int
    detail: str


def said(record: Record, role: str) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Number, text and note of each message of a role that has a text."""
    for number, (message, note) in enumerate(zip(record["messages"], record["notes"], strict=True)):
        if message["role"] == role and message.get("content"):
            yield number, message["content"], note


def wanted(record: Record) -> dict[str, list[Any]]:
    """Slot -> every value it may have in this case, goals first, then planned changes."""
    found: dict[str, list[Any]] = {}
    case = record["case"]
    for slots in [goal["slots"] for goal in case.get("goals", ())] + [
        event.get("set", {}) for event in case.get("events", ())
    ]:
        for name, value in slots.items():
            if value not in found.setdefault(name, []):
                found[name].append(value)
    return found
