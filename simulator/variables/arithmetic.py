"""What the operators and functions of an expression do: never slow, never huge, and right for dates and durations.

A date counts as its day beside a date and time; a day, moment or time of day moves by a duration.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_TEXT = 10_000
MAX_ITEMS = 1_000
MAX_BITS = 4_096
MAX_PLACES = 30
_DAY = timedelta(days=1)


def _add(one: Any, two: Any) -> Any:
    if isinstance(one, time) or isinstance(two, time):
        return _later(one, two) if isinstance(one, time) else _later(two, one)
    if isinstance(one, timedelta) and isinstance(two, date):
        one, two = two, one
    if isinstance(two, timedelta) and isinstance(one, date) and not isinstance(one, datetime):
        return _days_later(one, two)
    if isinstance(one, str | list | tuple) and len(one) + len(two) > (MAX_TEXT if isinstance(one, str) else MAX_ITEMS):
        raise ValueError("the sum is too long")
    return one + two


def _subtract(one: Any, two: Any) -> Any:
    if isinstance(one, time) and isinstance(two, time):
        return _since_midnight(one) - _since_midnight(two)
    if isinstance(one, time):
        return _later(one, -two)
    if isinstance(one, date) and isinstance(two, timedelta):
        return one - two if isinstance(one, datetime) else _days_later(one, -two)
    if (
        isinstance(one, date)
        and isinstance(two, date)
        and not (isinstance(one, datetime) and isinstance(two, datetime))
    ):
        raise ValueError("the difference is a length of time; days(LATER, EARLIER) gives a number")
    return one - two


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _later(at: time, length: Any) -> time:
    moved = _since_midnight(at) + length
    if not timedelta(0) <= moved < _DAY:
        raise ValueError(f"{at:%H:%M} moved by that is another day")
    minutes, seconds = divmod(int(moved.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds)


def _days_later(day: date, length: timedelta) -> date:
    if length % _DAY:
        raise ValueError("a day moves by whole days only; a datetime by hours and minutes")
    return day + length


def _multiply(one: Any, two: Any) -> Any:
    for many, times in ((one, two), (two, one)):
        if isinstance(many, list | tuple):
            raise ValueError("a list cannot be multiplied")
        if isinstance(many, str) and isinstance(times, int) and len(many) * times > MAX_TEXT:
            raise ValueError(f"the text has more than {MAX_TEXT:,} characters")
    return one * two


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > MAX_BITS:
        raise ValueError("the power is too large")
    return base**exponent


def _remainder(one: Any, two: Any) -> Any:
    if isinstance(one, str):
        raise ValueError("a text has no remainder")
    return one % two


def _comparison(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compared(one: Any, two: Any) -> Any:
        if isinstance(one, date) and isinstance(two, date) and type(one) is not type(two):
            return compare(day(one), day(two))
        if isinstance(one, datetime) and isinstance(two, datetime) and (one.tzinfo is None) != (two.tzinfo is None):
            return compare(one.replace(tzinfo=None), two.replace(tzinfo=None))
        return compare(one, two)

    return compared


def day(value: Any) -> date:
    """The day of a date, or of a date and time; raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise ValueError(f"{value!r} is no date")


def _days(later: Any, earlier: Any = None) -> Any:
    if earlier is None:
        return timedelta(days=later)
    return (day(later) - day(earlier)).days


def _text(value: Any) -> str:
    if isinstance(value, list | tuple | Mapping):
        raise ValueError("a list is no text")
    return str(value)


def _round(value: Any, places: Any = None) -> Any:
    if places is not None and abs(places) > MAX_PLACES:
        raise ValueError(f"{places} are too many decimals")
    return round(value, places)


OPERATORS: Mapping[type, Callable[..., Any]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: _remainder,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Eq: _comparison(operator.eq),
    ast.NotEq: _comparison(operator.ne),
    ast.Lt: _comparison(operator.lt),
    ast.LtE: _comparison(operator.le),
    ast.Gt: _comparison(operator.gt),
    ast.GtE: _comparison(operator.ge),
    ast.In: lambda one, two: operator.contains(two, one),
    ast.NotIn: lambda one, two: not operator.contains(two, one),
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "days": _days,
    "hours": lambda count: timedelta(hours=count),
    "minutes": lambda count: timedelta(minutes=count),
    "int": int,
    "float": float,
    "str": _text,
    "len": len,
    "max": max,
    "min": min,
    "round": _round,
    "weekday": lambda value: f"{day(value):%A}",
}
