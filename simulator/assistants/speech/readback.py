"""One argument and its value read back to a person, as a name and a value or as part of a sentence."""

from __future__ import annotations

import re
from typing import Any

from simulator.assistants.speech.documents import Noun
from simulator.assistants.speech.values import said

HEAD = re.compile(r" (?:of|for|to|in|on|at|with|\()")


def be(words: str) -> str:
    """is or are, by the noun that the words before "of" and "for" end in."""
    words = HEAD.split(words)[0]
    return "are" if words.endswith("s") and not words.endswith(("ss", "us", "is", "address")) else "is"


def detail(noun: Noun, value: Any, *, weekday: bool = False) -> str:
    """One argument as it is read back: "booking reference ABC123", "2 bags", "first visit: yes"."""
    text = said(value, weekday=weekday)
    if isinstance(value, str):
        return f"{noun.label} {text}"
    if isinstance(value, bool):
        return f"{noun.name}: {text}"
    if is_count(noun, value):
        return f"{text} {noun.name.removesuffix('s') if value == 1 else noun.name}"
    return f"{noun.label} {text}"


def is_count(noun: Noun, value: Any) -> bool:
    """True for a number of things, such as 2 bags."""
    counted = (noun.kind == "clause" and "how many" in noun.words) or noun.name.endswith("s")
    return counted and isinstance(value, int | float) and not isinstance(value, bool)


def clause(noun: Noun, value: Any, *, weekday: bool = False) -> str:
    """One argument as part of a sentence: "the booking reference is ABC123"."""
    return f"the {noun.label} {be(noun.label)} {said(value, weekday=weekday)}"


def value_first(noun: Noun, value: Any, *, weekday: bool = False) -> str:
    """One argument with its name last: "5 March 2030 as the new day"."""
    if isinstance(value, bool) or is_count(noun, value):
        return detail(noun, value)
    return f"{said(value, weekday=weekday)} as the {noun.label}"
