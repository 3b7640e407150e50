"""Words without their endings, for rough comparison, and texts cut into sentences."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without a common ending: booking, booked and books are all book."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "s" else word


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that have 3 letters or more."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if len(word) > 2)


@lru_cache(maxsize=256)
def sentences(policy: str) -> tuple[str, ...]:
    """The sentences of a policy, without headings and list marks."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•#]|\d+[.)])\s)", policy):
        lines = [line for line in block.splitlines() if not line.lstrip().startswith("#")]
        text = (
            re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", " ".join(" ".join(lines).split())).replace("**", "").replace("`", "")
        )
        found.extend(part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"“])", text) if len(part.split()) > 2)
    return tuple(found)


def to_sentence(text: str) -> str:
    """The text with a capital and an end."""
    text = text.strip()
    return (text[:1].upper() + text[1:]) + ("" if text.endswith((".", "!", "?")) else ".") if text else ""
