"""Keys of a table that mean a stretch of numbers or days: "<30", "30..59", ">=60", "[60, 70)"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.variables.durations import span

_END = r"[^\s,\[\]()<>=]+"
_ONE_SIDED = Late(rf"(<=|>=|<|>|≤|≥)\s*({_END})")
_BOTH = Late(rf"({_END}?)\s*(?:\.\.|\bto\b)\s*({_END}?)")
_BRACKETS = Late(rf"([\[(])\s*({_END})\s*,\s*({_END})\s*([\])])")
_NUMBER = Late(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
Cut = tuple[Any, bool]


class Interval(NamedTuple):
    """A stretch between two cuts; (30, False) lies just below 30, (30, True) just above it, None is no end."""

    text: str
    low: Cut | None
    high: Cut | None

    @property
    def least(self) -> Any:
        """Where it begins; None where it has no lower end."""
        return self.low[0] if self.low else None

    def holds(self, value: Any) -> bool:
        if self.low and not (value > self.low[0] if self.low[1] else value >= self.low[0]):
            return False
        return not self.high or bool(value <= self.high[0] if self.high[1] else value < self.high[0])


def interval(text: str) -> Interval | None:
    """The interval a key means, or None where it is a plain value; raises ValueError where its ends make no sense."""
    if text[:1] in ("<", ">", "≤", "≥") and (found := _ONE_SIDED.fullmatch(text)):
        sign, end = found[1].replace("≤", "<=").replace("≥", ">="), _end(found[2])
        if end is None:
            return None
        if sign[0] == "<":
            return Interval(text=text, low=None, high=(end, sign == "<="))
        return Interval(text=text, low=(end, sign == ">"), high=None)
    if text[:1] in ("[", "(") and (found := _BRACKETS.fullmatch(text)):
        return _between(text, _end(found[2]), _end(found[3]), after=found[1] == "(", through=found[4] == "]")
    if (".." in text or "to" in text) and (found := _BOTH.fullmatch(text)):
        return _between(text, _end(found[1]), _end(found[2]), after=False, through=True)
    return None


def _between(text: str, first: Any, last: Any, *, after: bool, through: bool) -> Interval | None:
    if first is None or last is None:
        return None
    if type(first) is not type(last) and not all(isinstance(end, int | float) for end in (first, last)):
        raise ValueError(f"{text!r} mixes two kinds of values")
    if first > last or (first == last and (after or not through)):
        raise ValueError(f"nothing lies in {text!r}")
    return Interval(text=text, low=(first, after), high=(last, through))


def _end(text: str) -> Any:
    """A number, a day, a time of day or a duration; None for anything else."""
    if _NUMBER.fullmatch(text):
        return float(text) if set(text) & set(".eE") else int(text)
    for read in (date.fromisoformat, datetime.fromisoformat, _time, span):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _time(text: str) -> time:
    if ":" not in text:
        raise ValueError(text)
    return time.fromisoformat(text)


def point(text: str) -> Interval | None:
    """A single number or day as an interval, or None."""
    end = _end(text)
    if end is None or isinstance(end, timedelta):
        return None
    return Interval(text=text, low=(end, False), high=(end, True))


def overlap(intervals: list[Interval]) -> tuple[Interval, Interval] | None:
    """Two intervals that share a value, or None."""
    ordered = sorted(intervals, key=_start)
    for one, two in pairwise(ordered):
        if one.high is None or two.low is None or one.high > two.low:
            return one, two
    return None


def joined(intervals: list[Interval]) -> list[Interval]:
    """The intervals upwards; where one ends and the next begins on the number or day after it, they meet."""
    ordered = sorted(intervals, key=_start)
    for index, (one, two) in enumerate(pairwise(ordered)):
        if one.high and two.low and one.high[1] and not two.low[1] and _next(one.high[0]) == two.low[0]:
            ordered[index] = one._replace(high=two.low)
    return ordered


def _next(value: Any) -> Any:
    """The day that follows, or the number of as many decimals: 60 after 59 and after 59.99; None for all else."""
    if type(value) is int:
        return value + 1
    if type(value) is float and "e" not in repr(value):
        decimals = len(repr(value).partition(".")[2])
        return round(value + 10.0**-decimals, decimals)
    return value + timedelta(days=1) if type(value) is date and value < date.max else None


def _start(found: Interval) -> tuple[bool, Any]:
    return (True, found.low) if found.low else (False, (0, False))


def cuts_of(intervals: list[Interval]) -> tuple[Cut, ...]:
    """Where intervals meet, upwards."""
    return tuple(sorted({end for found in intervals for end in (found.low, found.high) if end}))
