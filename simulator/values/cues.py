"""The words and digits of a text, found once: a cheap answer to whether a costly search can find anything."""

from __future__ import annotations

from functools import lru_cache

from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.values.normal import KEEP, for_last_text, lower_in_place

LETTERS = Late(r"[a-z]+")
DIGIT = Late(r"\d")
DIGITS = frozenset("0123456789")
SPREAD = {code: chr(code) if chr(code).isalpha() else "0" if chr(code) in DIGITS else " " for code in range(128)}


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
        spread = low.translate(SPREAD)
        digits = spread.count("0")
        return Cues(low, frozenset((spread.replace("0", " ") if digits else spread).split()), digits)
    digits = 0 if DIGITS.isdisjoint(low) else len(DIGIT.findall(low))
    return Cues(low, frozenset(LETTERS.findall(low)), digits)


_cues_kept = lru_cache(maxsize=512)(_cues)
_cues_last = for_last_text(_cues)


def words_of(low: str) -> list[str]:
    """The runs of letters a to z in a lower-case text, in order."""
    return low.translate(SPREAD).replace("0", " ").split() if low.isascii() else LETTERS.findall(low)
