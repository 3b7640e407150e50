"""Days, times of day, moments and lengths of time, evenly between two ends that may depend on other variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.errors import InputError
from simulator.kinds.declared import CLOCK, Declared, Given, Way, fixed
from simulator.kinds.moments import as_day, as_length, as_moment, as_time, moment, span_of, weekdays
from simulator.variables.arithmetic import day
from simulator.variables.distributions import Steps
from simulator.variables.template import to_json
from simulator.variables.variable import Values

_ENDS = ("from", "to", "within", "after", "before")
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_ONE_STEP = timedelta(minutes=15)


def date_kind(declared: Declared) -> Way:
    """`date`: a day between two; with `weekdays`, one of these days of the week."""
    body = declared.fields(declared.body, (*_ENDS, "weekdays"), "date: {from: 2030-03-01, within: 60d}", "date")
    allowed = weekdays(declared, body["weekdays"], "date", "weekdays") if "weekdays" in body else tuple(range(7))
    names, ends = span_of(declared, body, as_day)

    def spread(values: Values) -> Steps:
        first, last, after, before = ends(values)
        found = _days(first.toordinal() + after, last.toordinal() - before, allowed)
        return found if found.count > 0 else _nothing(declared, first, last)

    return _way(declared, names, spread)


def _days(first: int, last: int, allowed: tuple[int, ...]) -> Steps:
    """The days between two, by their number, counted without listing them."""
    offsets = sorted((weekday - (first - 1)) % 7 for weekday in allowed)  # day 1 was a Monday

    def until(number: int) -> int:
        weeks, left = divmod(number - first, 7)
        return weeks * len(offsets) + sum(offset < left for offset in offsets)

    def at(index: int) -> date:
        weeks, left = divmod(index, len(offsets))
        return date.fromordinal(first + weeks * 7 + offsets[left])

    return Steps(until(last + 1), at, lambda x: until(day(x).toordinal()), lambda x: until(day(x).toordinal() + 1))


def time_kind(declared: Declared) -> Way:
    """`time`: a time of day on a grid that begins at its start."""
    example = 'time: {from: "09:00", to: "17:00", every: 15m}'
    body = declared.fields(declared.body, (*_ENDS, "every"), example, "time")
    if not any(key in body for key in ("from", "after")) and not ("within" in body and len(set(_ENDS) & set(body)) > 1):
        raise declared.refuse("time needs a start", "time", hint=example)
    return _on_grid(declared, body, as_time, _minutes, lambda minutes, values: time(minutes // 60, minutes % 60))


def duration_kind(declared: Declared) -> Way:
    """`duration`: a length of time; by the day where both ends are whole days, else by the quarter of an hour."""
    body = declared.fields(
        declared.body, ("from", "to", "every"), "duration: {from: 30m, to: 4h, every: 15m}", "duration"
    )
    if not {"from", "to"} <= set(body):
        raise declared.refuse("duration needs from and to", "duration", hint="duration: {from: 30m, to: 4h}")
    whole = all(isinstance(body[key], str) and body[key].strip()[-1:] in ("d", "w") for key in ("from", "to"))
    body = {**body, "every": body.get("every", "1d" if whole else "15m")}
    return _on_grid(declared, body, as_length, lambda length, values: length // _MINUTE, lambda m, values: m * _MINUTE)


def datetime_kind(declared: Declared) -> Way:
    """`datetime`: a moment, in the clock's time zone where none is written."""
    example = "datetime: {from: clock, within: 3d, every: 15m}"
    body = declared.fields(declared.body, (*_ENDS, "every"), example, "datetime")

    def at(minutes: int, values: Values) -> datetime:
        zone = values[CLOCK].tzinfo if CLOCK in values else None
        found = datetime.min + minutes * _MINUTE  # noqa: DTZ901 - counted without a zone, which is put back at once
        return found.replace(tzinfo=zone)

    return _on_grid(declared, body, as_moment, _since_start, at, always=(CLOCK,))


def _since_start(at: Any, values: Values) -> int:
    zone = values[CLOCK].tzinfo if CLOCK in values else None
    found = as_moment(at)
    here = found.astimezone(zone) if zone and found.tzinfo else found
    return (here.replace(tzinfo=None) - datetime.min) // _MINUTE  # noqa: DTZ901 - the same start as above


def _minutes(at: Any, values: Values) -> int:
    return int(at.hour * 60 + at.minute)


def _on_grid(
    declared: Declared,
    body: Mapping[str, Any],
    read: Callable[[Any], Any],
    number: Callable[[Any, Values], int],
    at: Callable[[int, Values], Any],
    *,
    always: tuple[str, ...] = (),
) -> Way:
    """Values on a grid of minutes that begins at the start."""
    names, ends = span_of(declared, body, read)
    every = moment(declared, body["every"], as_length, declared.kind, "every") if "every" in body else fixed(_ONE_STEP)
    _check_step(declared, every)

    def spread(values: Values) -> Steps:
        first, last, after, before = ends(values)
        step = every.read(values) // _MINUTE
        if step < 1:
            _nothing(declared, first, last)
        low, high = number(first, values) + step * after, number(last, values) - before
        count = (high - low) // step + 1
        if count < 1:
            _nothing(declared, first, last)
        return Steps(
            count,
            lambda index: at(low + step * index, values),
            lambda x: -((low - number(x, values)) // step),
            lambda x: (number(x, values) - low) // step + 1,
        )

    return _way(declared, (*names, *every.names, *always), spread)


def _check_step(declared: Declared, every: Given) -> None:
    if every.fixed and every.read({}) < _MINUTE:
        raise declared.refuse("every must be a minute or more", declared.kind, "every", hint="every: 15m")


def _nothing(declared: Declared, first: Any, last: Any) -> Any:
    raise InputError(
        f"variable {declared.name!r}: {declared.kind} gives no value between {to_json(first)} and {to_json(last)}",
        place=declared.place(declared.kind),
        hint="let the end come after the start",
    )


def _way(declared: Declared, names: tuple[str, ...], spread: Callable[[Values], Steps]) -> Way:
    parents = tuple(dict.fromkeys(names))
    if parents:
        return Way(parents=parents, spread=spread)
    found = spread({})
    return Way(spread=lambda values: found)
