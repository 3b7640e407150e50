"""Names and texts of an API document as plain words: petId, pet_id and PetID are all "pet id"."""

from __future__ import annotations

import re
from functools import lru_cache

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_INLINE = re.compile(r"</?(?:b|i|em|strong|code|a|span|tt|u)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,300}>")
_IRREGULAR = {
    "shelves": "shelf",
    "leaves": "leaf",
    "knives": "knife",
    "halves": "half",
    "people": "person",
    "children": "child",
    "statuses": "status",
    "addresses": "address",
    "series": "series",
    "news": "news",
    "sms": "sms",
    "mms": "mms",
    "gps": "gps",
    "dns": "dns",
    "tls": "tls",
    "https": "https",
}


@lru_cache(maxsize=4096)
def split_words(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case."""
    return tuple(piece.lower() for piece in _PIECE.findall(name))


def flat(name: str) -> str:
    """The name without case and separators, for comparing."""
    return "".join(split_words(name))


def singular(word: str) -> str:
    """One of what a plural noun names."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def plain_text(value: object) -> str:
    """A description without mark-up, on one line; "" for what is no text."""
    return " ".join(_TAG.sub(" ", _INLINE.sub("", value)).split()) if isinstance(value, str) else ""
