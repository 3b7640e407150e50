"""Where dates, times and lengths come from: written out, a variable, the clock, or one of these moved: depart + 3d."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.errors import InputError
from simulator.kinds.declared import CLOCK, Declared, Given, fixed
from simulator.values.late import Late
from simulator.variables.arithmetic import OPERATORS
from simulator.variables.durations import span
from simulator.variables.template import NAME, Template
from simulator.variables.variable import Values

_MOVED = Late(r"(.+?)\s+([+-])\s+(\S+)")
_SIGNS = {sign: operator for operator in OPERATORS for sign in {"Add": "+", "Sub": "-"}.get(operator.__name__, "")}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Read = Callable[[Any], Any]


def as_day(value: Any) -> date:
    """The day something falls on; raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no date")
    try:
        return datetime.fromisoformat(value).date() if "T" in value else date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no date") from None


def as_moment(value: Any) -> datetime:
    """A date and time; a day counts from its midnight."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the clock's zone is put in where it is known
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no date and time")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no date and time") from None


def as_time(value: Any) -> time:
    """A time of day."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or ":" not in value:
        raise ValueError(f"{value!r} is no time of day")
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no time of day") from None


def as_length(value: Any) -> timedelta:
    """A length of time."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str):
        return span(value)
    raise ValueError(f"{value!r} is no length of time")


def moment(declared: Declared, found: Any, read: Read, *keys: Any) -> Given:
    """A part of a declaration that is a moment or a length, by itself or from variables."""
    if not isinstance(found, str):
        raise declared.refuse(f"{found!r} is no {declared.kind}", *keys, hint=_HINTS[read])
    if found in ("today", "now", "today()", "now()"):
        raise declared.refuse("a date is never relative to today", *keys, hint="clock: the scenario's own time")
    try:
        return fixed(read(found))
    except ValueError as broken:
        if found[:1].isdigit() and not _MOVED.fullmatch(found):
            why = str(broken) if read is as_length else f"{found!r} is no {_WHAT[read]}"
            raise declared.refuse(why, *keys, hint=_HINTS[read]) from None
    if NAME.fullmatch(found):
        return _given(declared, frozenset((found,)), lambda values: read(values[found]), keys)
    if "{" in found:
        template = Template(found, declared.place(*keys))
        return _given(declared, template.names, lambda values: read(template.render(values)), keys)
    if parts := _MOVED.fullmatch(found):
        return _moved(declared, parts, read, keys)
    raise declared.refuse(f"{found!r} is no {_WHAT[read]}", *keys, hint=_HINTS[read])


def _moved(declared: Declared, parts: re.Match[str], read: Read, keys: tuple[Any, ...]) -> Given:
    start = moment(declared, parts[1], read, *keys)
    length = moment(declared, parts[3], as_length, *keys)
    move = OPERATORS[_SIGNS[parts[2]]]

    def moved(values: Values) -> Any:
        return move(start.read(values), length.read(values))

    names = start.names | length.names
    if not names:
        try:
            return fixed(moved({}))
        except (ValueError, OverflowError) as broken:
            raise declared.refuse(str(broken), *keys) from None
    return _given(declared, names, moved, keys)


def _given(declared: Declared, names: Iterable[str], read: Callable[[Values], Any], keys: tuple[Any, ...]) -> Given:
    def placed(values: Values) -> Any:
        try:
            return read(values)
        except (ValueError, TypeError, OverflowError) as broken:
            place = declared.place(*keys)
            raise InputError(f"variable {declared.name!r}: {broken}", place=place, hint=_NAMED) from None

    return Given(names=frozenset(names), read=placed)


_NAMED = "name a variable that holds one, or the clock"
_WHAT: Mapping[Read, str] = {
    as_day: "date",
    as_moment: "date and time",
    as_time: "time of day",
    as_length: "length of time",
}
_HINTS: Mapping[Read, str] = {
    as_day: "a date such as 2030-03-01, a variable, clock, or one moved: depart + 3d",
    as_moment: "a moment such as 2030-03-01T09:00, a variable, clock, or one moved: clock + 2h",
    as_time: 'a time such as "09:00", a variable, or one moved: opens + 30m',
    as_length: "a length such as 14d, 2w, 3h, 15m or 1h30m, or a duration variable",
}


def span_of(declared: Declared, body: Mapping[str, Any], read: Read) -> tuple[tuple[str, ...], Callable[[Values], Any]]:
    """The names that first and last depend on, and what gives both from the values: `from`, `to`, `within`,
    `after`, `before`; only one of them may be left out, and the clock stands in for a start."""
    kind = declared.kind
    ends = {
        key: moment(declared, body[key], read, kind, key) for key in ("from", "after", "to", "before") if key in body
    }
    for one, two in (("from", "after"), ("to", "before")):
        if one in ends and two in ends:
            raise declared.refuse(f"has both {one} and {two}", kind, two, hint="keep one of them")
    within = moment(declared, body["within"], as_length, kind, "within") if "within" in body else None
    has_start, has_end = ("from" in ends or "after" in ends), ("to" in ends or "before" in ends)
    if within and has_start and has_end:
        raise declared.refuse(f"{kind} needs either to or within", kind, "within", hint="keep one of them")
    if not within and not has_end:
        raise declared.refuse(f"{kind} needs either to or within", kind, hint="within: 60d")
    if not has_start and not (within and has_end):
        ends["from"] = _given(declared, (CLOCK,), lambda values: read(values[CLOCK]), (kind,))
    return _both(declared, ends, within)


def _both(
    declared: Declared, ends: Mapping[str, Given], within: Given | None
) -> tuple[tuple[str, ...], Callable[[Values], Any]]:
    names = sorted(frozenset().union(*(end.names for end in ends.values()), within.names if within else ()))
    start, end = ends.get("from") or ends.get("after"), ends.get("to") or ends.get("before")

    def both(values: Values) -> tuple[Any, Any, bool, bool]:
        first = start.read(values) if start else None
        last = end.read(values) if end else None
        open_first, open_last = "after" in ends, "before" in ends
        if within:
            length = within.read(values)
            anchor = first if start else last
            moved = _move(declared, anchor, length if start else -length)
            first, last = (anchor, moved) if start else (moved, anchor)
            if length < timedelta(0):
                first, last, open_first, open_last = last, first, open_last, open_first
        return first, last, open_first, open_last

    return tuple(names), both


def _move(declared: Declared, anchor: Any, length: timedelta) -> Any:
    try:
        if isinstance(anchor, time):
            minutes = anchor.hour * 60 + anchor.minute + length // timedelta(minutes=1)
            minutes = min(max(minutes, 0), 24 * 60 - 1)  # a time of day ends at midnight
            return time(minutes // 60, minutes % 60)
        return anchor + length
    except OverflowError:
        raise InputError(
            f"variable {declared.name!r}: {length.days} days from {anchor} no calendar goes on",
            place=declared.place(declared.kind),
        ) from None


def weekdays(declared: Declared, found: Any, *keys: Any) -> tuple[int, ...]:
    """Days of the week, Monday is 0: a list of names and ranges such as mon..fri."""
    items = found if isinstance(found, list) else [found]
    days: set[int] = set()
    for item in items:
        ends = [_weekday(declared, end.strip(), *keys) for end in str(item).split("..")]
        if len(ends) > 2:
            raise declared.refuse(f"{item!r} is no day of the week", *keys, hint="mon..fri")
        days |= {day % 7 for day in range(ends[0], ends[-1] + (7 if ends[-1] < ends[0] else 0) + 1)}
    if not days:
        raise declared.refuse("no day of the week is left", *keys, hint="weekdays: [mon..fri]")
    return tuple(sorted(days))


def _weekday(declared: Declared, word: str, *keys: Any) -> int:
    for number, name in enumerate(DAYS):
        if len(word) >= 2 and name.startswith(word.lower()):
            return number
    raise declared.refuse(f"{word!r} is no day of the week", *keys, hint="weekdays: [mon..fri], or [sat, sun]")
