"""One normal form of text: the same for spaces, quotes, widths, case and accents that do not matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "´": "'"})
DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
KEEP = 2_000
"""Longer texts are not remembered, so a cache never holds a book."""


def normal_text(text: str) -> str:
    """NFKC, straight quotes, plain hyphens, single spaces, no space at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(QUOTES).translate(DASHES))
    return " ".join(text.split())


class _Folding(dict[int, str]):
    """Code point -> folded text, worked out on first use."""

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(QUOTES).translate(DASHES)
        lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
        folded = "".join(PLAIN.get(part, part) for part in lowered if not unicodedata.combining(part))
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without case, accents, widths and fancy quotes; character by character."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def fold_with_places(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The folded text, and for each of its characters the place it came from (None: the same place)."""
    return _fold_kept(text) if len(text) <= KEEP else _fold(text)


def _fold(text: str) -> tuple[str, tuple[int, ...] | None]:
    if text.isascii():
        return text.lower(), None
    folded = text.translate(_FOLDING)
    places: list[int] = []
    for place, char in enumerate(text):
        places.extend([place] * len(_FOLDING[ord(char)]))
    return folded, tuple(places)


_fold_kept = lru_cache(maxsize=512)(_fold)


def lower_in_place(text: str) -> str:
    """Lower case with every character at its own place, dashes and quotes made plain."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(QUOTES).translate(DASHES)
    return lowered.lower() if len(lowered.lower()) == len(text) else "".join(map(_lower_one, lowered))


def _lower_one(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
