"""Plain data as YAML that reads well and is the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

WIDTH = 110
LONG = 24
_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./ '’()-]*[A-Za-z0-9_./')?!]|[A-Za-z_]")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def to_yaml(data: Mapping[str, Any]) -> str:
    """The mapping in block style, its short parts in one line each."""
    return "".join(_lines(data, 0))


def _lines(data: Any, depth: int) -> list[str]:
    pad = "  " * depth
    if isinstance(data, Mapping):
        return [line for key, value in data.items() for line in _entry(f"{pad}{_scalar(key)}:", value, depth)]
    lines = []
    for item in data:
        flow = f"{pad}- {_flow(item)}"
        if len(flow) <= WIDTH or not isinstance(item, Mapping | list) or not item:
            lines.append(flow + "\n")
        else:
            inner = _lines(item, depth + 1)
            lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
    return lines


def _entry(head: str, value: Any, depth: int) -> list[str]:
    flow = f"{head} {_flow(value)}"
    nested = isinstance(value, Mapping | list) and value
    deep = nested and any(_deep(item, depth) for item in _inner(value))
    if not nested or (len(flow) <= WIDTH and not deep):
        return [flow + "\n"]
    return [f"{head}\n", *_lines(value, depth + 1)]


def _deep(item: Any, depth: int) -> bool:
    """Whether an item is worth a line of its own."""
    if isinstance(item, Mapping | list):
        return len(item) > (0 if depth == 0 else 1)
    return isinstance(item, str) and len(item) > LONG


def _inner(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and " '" not in value:
            return value
        return '"' + "".join(map(_character, value)) + '"'
    return json.dumps(value)


def _character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
