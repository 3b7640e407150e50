"""Text of agents made safe to print: what would move a cursor, hide or break a file is shown as an escape."""

from __future__ import annotations

import json
from typing import Any

from simulator.errors import redact

JOINER = "\u200d"  # holds emoji together


def visible(text: str, *, lines: bool = True) -> str:
    """The text with hidden characters as escapes; line ends stay where `lines` is true."""
    text = redact(text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == JOINER else _escape(char, lines) for char in text)


def _escape(char: str, lines: bool) -> str:
    if char == "\n" and lines:
        return char
    return " " if char == "\xa0" else repr(char)[1:-1]


def short(value: Any, width: int) -> str:
    """A JSON value, or a text as it is, on one visible line of at most this width."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    shown = visible(text[: width + 1], lines=False)
    return shown if len(shown) <= width else shown[: width - 1] + "…"
