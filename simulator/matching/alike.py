"""Further ways for two values to be the same: phone numbers, ids, names of one thing, a schema, and meaning.

Meaning is told by words alone: it is for free texts, and every verdict says how often it was used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.tools.validator import Validator
from simulator.values.late import Late
from simulator.values.normal import fold, normal_text

SEPARATORS = Late(r"[\s\-_./#:]+")
WORD = Late(r"[^\W_]+(?:'[a-z]+)?")
SHORTEST_NATIONAL = 6
CLOSE = 0.5
EMPTY_WORDS = frozenset(
    "a an the to of for in on at and or is are was be it this that with my your please i you we".split()
)
NEGATIONS = frozenset("no not never none without cannot can't don't doesn't won't isn't wasn't".split())
ENDINGS = ("ing", "ed", "es", "s")


def other_phone(wanted: Any, got: Any) -> str:
    """Why two texts are not the same phone number; spaces, brackets, and 00 for + do not count."""
    if not isinstance(got, str):
        return f"$phone: {got!r} is no text"
    one, two = _phone(str(wanted)), _phone(got)
    if one[1] == two[1] or _national(one, two) or _national(two, one):
        return ""
    return f"$phone: {one[1]} is not {two[1]}"


def _phone(text: str) -> tuple[bool, str]:
    """Whether a number is international, and its digits."""
    digits = "".join(letter for letter in text.replace("(0)", "") if letter.isdigit())
    far = text.strip().startswith("+") or digits.startswith("00")
    return far, digits.removeprefix("00")


def _national(near: tuple[bool, str], far: tuple[bool, str]) -> bool:
    rest = near[1].removeprefix("0")
    same = near[1].startswith("0") and len(rest) >= SHORTEST_NATIONAL and far[1].endswith(rest)
    return same and far[0] and not near[0] and 1 <= len(far[1]) - len(rest) <= len("123")


def other_id(wanted: Any, got: Any) -> str:
    """Why two texts are not the same id; case and separators do not count, but every letter and digit does."""
    if isinstance(got, bool) or not isinstance(got, str | int):
        return f"$id: {got!r} is no id"
    one, two = (SEPARATORS.sub("", str(text)).casefold() for text in (wanted, got))
    return "" if one == two else f"$id: {one!r} is not {two!r}"


def other_name(names: Sequence[Any], got: Any) -> str:
    """Why a text is none of the names of one thing; case, spaces and quotes do not count."""
    if not isinstance(got, str):
        return f"$synonyms: {got!r} is no text"
    known = [normal_text(str(name)).casefold() for name in names]
    return "" if normal_text(got).casefold() in known else f"$synonyms: {got!r} is none of {known!r}"


def breaks_schema(schemas: Any, got: Any) -> str:
    """Why a value fits none of the schemas (one, or a list of them)."""
    several = [schemas] if isinstance(schemas, Mapping) else schemas
    proofs = []
    for schema in several:
        checking = Validator({"type": "object", "properties": {"value": schema}})
        problems = [problem.message for problem in checking.problems({"value": got})]
        if not problems:
            return ""
        proofs.append(problems[0])
    return f"$schema: {proofs[0]}"


def other_meaning(wanted: Any, got: Any) -> str:
    """Why two texts do not say the same: other numbers, a no in one only, or too few words in common."""
    if not isinstance(got, str):
        return f"$semantic: {got!r} is no text"
    one, two = (WORD.findall(fold(normal_text(str(text)))) for text in (wanted, got))
    if _digits(one) != _digits(two):
        return "$semantic: the numbers differ"
    if NEGATIONS.isdisjoint(one) != NEGATIONS.isdisjoint(two):
        return "$semantic: one denies what the other says"
    left, right = _stems(one), _stems(two)
    shared, both = len(left & right), len(left | right)
    if both and shared / both >= CLOSE:
        return ""
    return f"$semantic: {shared} of {both} words in common" if both or one != two else ""


def _digits(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if any(letter.isdigit() for letter in word))


def _stems(words: Sequence[str]) -> set[str]:
    return {_stem(word) for word in words if word not in EMPTY_WORDS}


def _stem(word: str) -> str:
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2), "")
    return word.removesuffix(ending)
