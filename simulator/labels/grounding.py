"""Where the value of an argument came from: the user, an earlier tool result, the system message, or thin air."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.labels.arguments import ArgumentFault
from simulator.labels.evidence import Log
from simulator.labels.label import CallLabel
from simulator.matching.match import compare
from simulator.matching.matchers import matcher_of, right_values
from simulator.matching.mismatch import ABSENT, Context
from simulator.values.mention import mentions

NO_SCHEMA: Mapping[str, Any] = {}


def grounded(log: Log, index: int, value: Any) -> bool:
    """Whether the value of an argument was said to the assistant before this call, in any written form."""
    at = log.calls[index].at
    if _told(log, value, at):
        return True
    if isinstance(value, Mapping):
        return all(grounded(log, index, item) for item in value.values())
    if isinstance(value, list | tuple):
        return all(grounded(log, index, item) for item in value)
    if any(_same(log, value, found) for found in log.scalars(index)):
        return True
    texts = [*log.system, *(text for place, text in log.said if place < at)]
    texts += [found for found in log.scalars(index) if isinstance(found, str)]
    return any(mentions(value, text, log.clock) for text in texts)


def user_said(log: Log, value: Any, before: int) -> bool:
    """Whether the user had told the value before this message."""
    if _told(log, value, before):
        return True
    return any(mentions(value, text, log.clock) for place, text in log.said if place < before)


def _told(log: Log, value: Any, before: int) -> bool:
    return any(_same(log, value, told) for at, _, _, told in log.told if at < before)


def _same(log: Log, value: Any, other: Any) -> bool:
    return compare(value, other, NO_SCHEMA, Context(clock=log.clock)) is None


def fault_kind(log: Log, index: int, label: CallLabel, fault: ArgumentFault) -> str:
    """The kind of failure a wrong argument is, by where its value came from.

    premature_call       a guess, while the user had yet to tell the right value
    ungrounded_argument  out of thin air, where the right value was nothing the user tells
    """
    if fault.kind != "wrong_argument" or fault.mismatch.got is ABSENT:
        return fault.kind
    got = log.calls[index].call.arguments or {}
    value = got.get(fault.name)
    expected = label.args.get(fault.name)
    at = log.calls[index].at
    from_result = matcher_of(expected) == "$from_result"
    right = right_values(expected)
    if not from_result and (not right or any(user_said(log, one, at) for one in right)):
        return fault.kind
    if grounded(log, index, value):
        return fault.kind
    if not from_result and any(_is_slot(log, one) or user_said(log, one, len(log.notes)) for one in right):
        return "premature_call"
    listed = isinstance(value, bool) or "enum" in log.tool(label.name).properties.get(fault.name, NO_SCHEMA)
    return fault.kind if listed else "ungrounded_argument"


def _is_slot(log: Log, value: Any) -> bool:
    return any(_same(log, value, slot) for slots in log.evidence.slots.values() for slot in slots.values())
