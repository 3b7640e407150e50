"""An answer that is nested deeper than a parser goes is read all the same: what is too deep in it becomes null."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
DEEPEST = 200
"""Beyond what a call's arguments may have, so that a call that was cut here is still too deep for them."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


def read_as(content: bytes, read: Callable[[str], T]) -> T:
    """What `read` makes of an answer's text."""
    text = content.decode("utf-8-sig", "surrogatepass")
    try:
        return read(text)
    except RecursionError:
        return read(shallow(text))


def shallow(text: str) -> str:
    """The text with `null` for every list and object that stands too deep."""
    found: list[str] = []
    depth = begun = 0
    for token in TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth == DEEPEST + 1:
                found += [text[begun : token.start()], "null"]
        elif token[0] in "]}":
            depth -= 1
            if depth == DEEPEST:
                begun = token.end()
    return "".join(found) + text[begun:] if depth <= DEEPEST else "".join(found)
