"""The tokens of a reply: as its server tells them, else by the letters that went over the wire, and marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulator.models.model import ModelReply, Usage

LETTERS_PER_TOKEN = 4
MOST = 10**12


def count(found: Any, name: str) -> int:
    """A count as a server tells it; 0 where it is none."""
    told = found.get(name) if isinstance(found, Mapping) else None
    try:
        number = float(told or 0)
    except (TypeError, ValueError, OverflowError):
        return 0
    return int(number) if 0 < number < MOST else 0


def with_tokens(reply: ModelReply, sent: bytes) -> ModelReply:
    """The reply; where its server told no tokens they are counted by letters, for what is paid is never nothing."""
    if reply.usage != Usage():
        return reply
    wrote = len(reply.text) + sum(len(call.name) + len(call.raw or str(call.arguments)) for call in reply.calls)
    usage = Usage(fresh=len(sent) // LETTERS_PER_TOKEN, output=-(-wrote // LETTERS_PER_TOKEN), untold=1)
    return replace(reply, usage=usage)
