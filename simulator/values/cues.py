"""The words and digits of a text, found once: a cheap answer to whether a costly search can find anything."""

from __future__ import annotations

from functools import lru_cache

from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.values.normal import KEEP, for_last_text, lower_in_place

LETTERS = Late(r"[a-z]+")
DIGIT = Late(r"\d")
FIGURES = b"0123456789"
DIGITS = frozenset(FIGURES.decode())
SPREAD = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)).ljust(256)
"""Leaves the letters of an ASCII text, and blanks."""


class Cues(NamedTuple):
    """The text in lower case, its runs of letters a to z, and how many digits it holds (0 where none is 0 to 9)."""

    low: str
    words: frozenset[str]
    digits: int


def cues(text: str) -> Cues:
    """The cues of a text."""
    return _cues_kept(text) if len(text) <= KEEP else _cues_last(text)


def _cues(text: str) -> Cues:
    low = lower_in_place(text)
    if low.isascii():
        plain = low.encode("ascii")
        digits = len(plain) - len(plain.translate(None, FIGURES))
        return Cues(low, frozenset(plain.translate(SPREAD).decode("ascii").split()), digits)
    digits = 0 if DIGITS.isdisjoint(low) else len(DIGIT.findall(low))
    return Cues(low, frozenset(LETTERS.findall(low)), digits)


_cues_kept = lru_cache(maxsize=512)(_cues)
_cues_last = for_last_text(_cues)


def words_of(low: str) -> list[str]:
    """The runs of letters a to z in a lower-case text, in order."""
    if not low.isascii():
        return LETTERS.findall(low)
    return low.encode("ascii").translate(SPREAD).decode("ascii").split()
