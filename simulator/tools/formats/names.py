"""Names made legal for every model provider, unique, and kept beside the name the document has."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 64
_ILLEGAL = re.compile(r"[^A-Za-z0-9_-]+")
_LEGAL = re.compile(r"[A-Za-z0-9_-]*[A-Za-z0-9][A-Za-z0-9_-]*")


def legal_name(text: str) -> str:
    """The text as a tool or argument name: letters, digits, _ and -, at most 64; "" where nothing of it is left."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _ILLEGAL.sub("_", plain).strip("_-")[:MAX_NAME]


class Names:
    """The names given out so far."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, text: str, fallback: str) -> str:
        """A legal name for the text that nothing else has."""
        whole = text if len(text) <= MAX_NAME and _LEGAL.fullmatch(text) else legal_name(text)
        name = base = whole or legal_name(fallback) or "tool"
        count = 1
        while name in self._taken:
            count += 1
            name = f"{base[: MAX_NAME - 1 - len(str(count))]}_{count}"
        self._taken.add(name)
        return name
