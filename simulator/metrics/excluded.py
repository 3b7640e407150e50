"""Which conversations do not count, and why: what broke them was not the assistant's doing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOT_THEIRS = ("user", "tool", "judge", "infrastructure", "scenario")


def excluded(record: Mapping[str, Any]) -> bool:
    """Whether a record counts neither as passed nor as failed."""
    return bool(cause(record))


def cause(record: Mapping[str, Any]) -> str:
    """Why a record does not count, such as "infrastructure: model_error"; "" where it counts."""
    end = record["end"]
    blame = end.get("blame", "none")
    if blame in NOT_THEIRS:
        return f"{blame}: {end['reason']}"
    failures = record["verdict"]["failures"]
    blames = [failure.get("blame", "assistant") for failure in failures]
    if blames and all(one in NOT_THEIRS for one in blames):
        return f"{blames[0]}: {failures[0]['kind']}"
    return ""
