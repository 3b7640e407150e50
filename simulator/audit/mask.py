"""A turn without what it says: words, names, numbers and codes become class marks, the manner of writing stays."""

from __future__ import annotations

import re
from functools import lru_cache

from simulator.audit.chatwords import BARE_CONTRACTIONS, CHAT, CONTRACTED, COURTESY, EMOTICON, FUNCTION, YES_NO
from simulator.audit.spelling import correction

KEPT = CHAT | COURTESY | YES_NO | {"i"}
MARKS = {False: ("α", "Α", "Ω", "μ"), True: ("χ", "Χ", "Ξ", "ξ")}
"""Lower, Capital, UPPER and mixed case: of a word spelt as it should be, and of one that is not."""
NUMBER, LINK, CODES = "9", "λ", ("κ", "Κ")
TOKEN = re.compile(
    rf"(?P<link>(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<face>{EMOTICON})"
    r"|(?P<code>#\w+|\w*(?:\d[^\W\d]|[^\W\d]\d|[^\W_]_[^\W_])\w*(?:[-_/\\.:]\w+)*|[^\W\d_]+(?:-\w+)*-\d\w*(?:-\w+)*)"
    r"|(?P<number>\d+(?:[.,:/-]\d+)*)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
ORDINAL = re.compile(r"(\d+(?:[.:]\d+)?)(st|nd|rd|th|am|pm|s|k)", re.IGNORECASE)


def mask(text: str, *, function_words: bool = False) -> str:
    """The turn with class marks for its words; with `function_words` those stay as they are typed."""
    kept = KEPT | FUNCTION if function_words else KEPT
    return TOKEN.sub(lambda hit: _masked(hit, kept), text)


def _masked(hit: re.Match[str], kept: frozenset[str]) -> str:
    kind, text = hit.lastgroup, hit[0]
    if kind == "word":
        return text if text.lower() in kept else _word(text)
    if kind == "face" or text.lower() in kept:
        return text
    if kind == "link":
        return LINK
    if kind == "number":
        return NUMBER
    if found := ORDINAL.fullmatch(text):
        return NUMBER + found[2]
    return CODES[text != text.lower()]


@lru_cache(maxsize=65536)
def _word(text: str) -> str:
    straight = text.replace("’", "'").lower()
    for tail in CONTRACTED:
        if straight.endswith(tail) and len(straight) > len(tail):
            return _stem(text[: -len(tail)]) + text[-len(tail) :]
    if tail := BARE_CONTRACTIONS.get(straight, ""):
        return _stem(text[: -len(tail)]) + text[-len(tail) :]
    return MARKS[is_misspelt(text)][case_of(text)]


def _stem(text: str) -> str:
    return text if text in ("i", "I") else MARKS[False][case_of(text)]


def case_of(text: str) -> int:
    """0 lower, 1 Capital, 2 UPPER, 3 mixed."""
    if text == text.lower():
        return 0
    if text[0].isupper() and text[1:] == text[1:].lower():
        return 1
    return 2 if text == text.upper() else 3


def is_misspelt(text: str) -> bool:
    """Whether a word is misspelt; a capital may be a name's and is given the benefit of known misspellings only."""
    return bool(correction(text.lower())) if case_of(text) == 0 else False
