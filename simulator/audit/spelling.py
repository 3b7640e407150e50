"""Which words are misspelt, decided offline: known misspellings, and unknown words one edit from a common one.

Both lists come from packages of the extra `audit`: codespell and pyspellchecker.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from importlib.resources import files

KNOWN_FROM = 50
RIGHT_FROM = 2_000
COMMON_FROM = 50_000
SHORTEST = 5
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1)
def counts() -> dict[str, int]:
    """How often each English word stands in the list of pyspellchecker; spellings of the United Kingdom are added."""
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    found: dict[str, int] = json.loads(gzip.decompress(packed))
    for line in _lines("dictionary_en-GB_to_en-US.txt"):
        british, _, american = line.partition("->")
        found.setdefault(british, found.get(american.split(",")[0].strip(), KNOWN_FROM))
    return found


@lru_cache(maxsize=1)
def misspellings() -> dict[str, str]:
    """Misspelling -> the first word that is meant, from codespell's dictionary."""
    pairs = (line.partition("->")[::2] for line in _lines("dictionary.txt"))
    return {wrong: meant.split(",")[0].strip() for wrong, meant in pairs if wrong.isalpha()}


def _lines(name: str) -> list[str]:
    return (files("codespell_lib") / "data" / name).read_text(encoding="utf-8").split("\n")


def known(word: str) -> bool:
    """Whether a word, in lower case, stands in the list of English words."""
    return counts().get(word, 0) >= KNOWN_FROM


@lru_cache(maxsize=65536)
def correction(word: str) -> str:
    """The word that a misspelt one, in lower case, stands for; "" for one that is right or merely unknown."""
    often = counts().get(word, 0)
    meant = misspellings().get(word, "")
    if meant and often < RIGHT_FROM:
        return meant
    if often >= KNOWN_FROM or len(word) < SHORTEST or not word.isascii():
        return ""
    return _nearest(word)


def _nearest(word: str) -> str:
    """The commonest word one edit away, or ""."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in splits if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in splits if right for letter in LETTERS}
    found |= {left + letter + right for left, right in splits for letter in LETTERS}
    often = counts()
    best = max(found, key=lambda item: (often.get(item, 0), item))
    return best if often.get(best, 0) >= COMMON_FROM else ""
