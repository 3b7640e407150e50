"""One normal form of text: the same for spaces, quotes, widths, case and accents that do not matter."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

More = TypeVarTuple("More")
Found = TypeVar("Found")

QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "´": "'"})
DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
KEEP = 2_000
"""Of longer texts only the last is remembered, so a cache never holds a library."""
BOOK = 30_000
"""A text beyond this is not remembered at all."""


def for_last_text(work: Callable[[str, *More], Found]) -> Callable[[str, *More], Found]:
    """The same work, remembered for the last long text: one reading asks many times about the same one."""
    kept = lru_cache(maxsize=1)(work)

    def once(text: str, *more: *More) -> Found:
        return kept(text, *more) if len(text) <= BOOK else work(text, *more)

    return once


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


def fold_with_places(text: str) -> tuple[str, Sequence[int] | None]:
    """The folded text, and for each of its characters the place it came from (None: the same place)."""
    return _fold_kept(text) if len(text) <= KEEP else _fold_last(text)


def _fold(text: str) -> tuple[str, Sequence[int] | None]:
    if text.isascii():
        return text.lower(), None
    folded = text.translate(_FOLDING)
    places = array("I")
    for place, char in enumerate(text):
        places.extend([place] * len(_FOLDING[ord(char)]))
    return folded, places


_fold_kept = lru_cache(maxsize=512)(_fold)
_fold_last = for_last_text(_fold)


def lower_in_place(text: str) -> str:
    """Lower case with every character at its own place, dashes and quotes made plain."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(QUOTES).translate(DASHES)
    return lowered.lower() if len(lowered.lower()) == len(text) else "".join(map(_lower_one, lowered))


def _lower_one(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
