"""Texts that fit a regular expression, generated in time linear in their length.

Literals, classes, groups, alternatives and repeats work; look-around, back-references and anchors inside do not.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from simulator.draws import Draws

try:
    from re import _constants as _sre  # type: ignore[attr-defined]
    from re import _parser as _parser  # type: ignore[attr-defined]
except ImportError as missing:  # pragma: no cover
    raise ImportError("this Python has no regular-expression parser to read patterns with") from missing

MORE = 4
MAX_REPEAT = 64
MAX_LEAST = 500
MAX_LENGTH = 500
MAX_STEPS = 10_000
MAX_DEPTH = 50
_PRINTABLE = [chr(code) for code in range(32, 127)]
_CATEGORIES: dict[Any, str] = {
    _sre.CATEGORY_DIGIT: "0123456789",
    _sre.CATEGORY_WORD: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
    _sre.CATEGORY_SPACE: " ",
}
_NEGATIVE = {
    _sre.CATEGORY_NOT_DIGIT: _sre.CATEGORY_DIGIT,
    _sre.CATEGORY_NOT_WORD: _sre.CATEGORY_WORD,
    _sre.CATEGORY_NOT_SPACE: _sre.CATEGORY_SPACE,
}
Part = Callable[[Draws, list[str], "_Names"], None]


class _Names:
    """Counts the decisions of one text, so that each has a name."""

    __slots__ = ("count", "path")

    def __init__(self, path: tuple[object, ...]) -> None:
        self.path = path
        self.count = 0

    def next(self) -> tuple[object, ...]:
        self.count += 1
        return (*self.path, self.count)


class Pattern:
    """A pattern that texts are drawn from; raises ValueError for what it cannot generate."""

    __slots__ = ("_part", "_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        if len(text) > MAX_LENGTH:
            raise ValueError(f"the pattern is longer than {MAX_LENGTH} characters")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter(
                    "ignore", FutureWarning
                )  # a "[[" is a class with a bracket, whatever it may become
                tree = _parser.parse(text)
        except (re.error, RecursionError, OverflowError) as broken:
            raise ValueError(f"not a pattern: {broken}") from None
        if (longest := _steps(tree)) > MAX_STEPS:
            raise ValueError(f"the pattern may give texts of {longest:,} characters, more than {MAX_STEPS:,}")
        self._part = _sequence(tree)
        self._places = _places(tree)

    def draw(self, draws: Draws, *path: object) -> str:
        """One text; all draws at 0.0 give the first letter of each class and the fewest repeats."""
        if self._places is not None:
            chars, names = self._places
            start = "".join([f"{name}/" for name in path])
            found = iter(draws.many([start + name for name in names]))
            return "".join([one[int(next(found) * len(one))] if len(one) > 1 else one[0] for one in chars])
        out: list[str] = []
        self._part(draws, out, _Names(path))
        return "".join(out)


@lru_cache(maxsize=512)
def pattern(text: str) -> Pattern:
    """The pattern for a text, read once."""
    return Pattern(text)


def _steps(tree: Any, depth: int = 0) -> int:
    """How many characters or repeats one text takes at most; what repeats without an end counts as it is drawn."""
    if depth > MAX_DEPTH:
        raise ValueError(f"the pattern is nested deeper than {MAX_DEPTH} levels")
    total = 0
    for op, value in tree:
        if op in _REPEATS:
            low, high, inner = value
            times = low + MORE if high is _sre.MAXREPEAT else int(high)
            total += times * max(1, _steps(inner, depth + 1))
        elif op is _sre.SUBPATTERN:
            total += _steps(value[-1], depth + 1)
        elif op is _sre.BRANCH:
            total += max(_steps(branch, depth + 1) for branch in value[1])
        else:
            total += 1
    return total


Places = tuple[list[Sequence[str]], list[str]]


def _places(tree: Any) -> Places | None:
    """What may stand at each place, and the draws' names; None where not all texts are of one length and kind."""
    chars: list[Sequence[str]] = []
    for op, value in tree:
        if op in _REPEATS and value[0] == value[1]:
            inner = _places(value[2])
            if inner is None or value[0] > MAX_REPEAT:
                return None
            chars += inner[0] * int(value[0])
        elif op is _sre.LITERAL:
            chars.append(chr(value))
        elif op is _sre.IN:
            chars.append(_chars(value))
        else:
            return None
    return chars, [str(number + 1) for number in range(sum(len(one) > 1 for one in chars))]


def _sequence(tree: Any) -> Part:
    parts = [_part(op, value) for op, value in tree]

    def run(draws: Draws, out: list[str], names: _Names) -> None:
        for part in parts:
            part(draws, out, names)

    return run


def _part(op: Any, value: Any) -> Part:
    build = _BUILDERS.get(op)
    if build is None:
        raise ValueError(f"the pattern uses {str(op).lower()}, which cannot be generated")
    return build(value)


def _literal(value: Any) -> Part:
    char = chr(value)
    return lambda draws, out, names: out.append(char)


def _any(value: Any) -> Part:
    return _one_of(_PRINTABLE)


def _class(value: Any) -> Part:
    return _one_of(_chars(value))


def _chars(value: Any) -> list[str]:
    negate = bool(value) and value[0][0] is _sre.NEGATE
    chars = list(dict.fromkeys(char for item in value for char in _members(*item)))
    if negate:
        chars = [char for char in _PRINTABLE if char not in chars]
    if not chars:
        raise ValueError("a class of the pattern matches nothing printable")
    return chars


def _members(op: Any, value: Any) -> Iterator[str]:
    if op is _sre.LITERAL:
        yield chr(value)
    elif op is _sre.RANGE:
        yield from map(chr, range(value[0], min(value[1], value[0] + 2000) + 1))
    elif op is _sre.CATEGORY:
        if value in _CATEGORIES:
            yield from _CATEGORIES[value]
        else:
            yield from (char for char in _PRINTABLE if char not in _CATEGORIES[_NEGATIVE[value]])
    elif op is not _sre.NEGATE:
        raise ValueError("the pattern has a class that cannot be generated")


def _one_of(chars: list[str]) -> Part:
    if len(chars) == 1:
        only = chars[0]
        return lambda draws, out, names: out.append(only)
    return lambda draws, out, names: out.append(draws.choice(chars, *names.next()))


def _not_literal(value: Any) -> Part:
    return _one_of([char for char in _PRINTABLE if char != chr(value)])


def _times(low: int, high: Any) -> tuple[int, int]:
    top = low + MORE if high is _sre.MAXREPEAT else int(high)
    if low > MAX_LEAST:
        raise ValueError(f"the pattern repeats at least {low:,} times, more than {MAX_LEAST}")
    return low, max(low, min(top, MAX_REPEAT))


def _repeat(value: Any) -> Part:
    low, high = _times(value[0], value[1])
    inner = _sequence(value[2])

    def run(draws: Draws, out: list[str], names: _Names) -> None:
        count = low if low == high else low + int(draws.value(*names.next()) * (high - low + 1))
        for _ in range(count):
            inner(draws, out, names)

    return run


def _branch(value: Any) -> Part:
    branches = [_sequence(branch) for branch in value[1]]

    def run(draws: Draws, out: list[str], names: _Names) -> None:
        draws.choice(branches, *names.next())(draws, out, names)

    return run


_REPEATS = (_sre.MAX_REPEAT, _sre.MIN_REPEAT, getattr(_sre, "POSSESSIVE_REPEAT", None))
_BUILDERS: dict[Any, Callable[[Any], Part]] = {
    _sre.LITERAL: _literal,
    _sre.NOT_LITERAL: _not_literal,
    _sre.ANY: _any,
    _sre.IN: _class,
    _sre.SUBPATTERN: lambda value: _sequence(value[-1]),
    _sre.BRANCH: _branch,
    _sre.AT: lambda value: lambda draws, out, names: None,
    **{op: _repeat for op in _REPEATS if op is not None},
}
