"""`{name|filter}`: the only template syntax, with a closed set of filters; nothing an author writes is ever run."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.values.numbers import write_number
from simulator.values.words import MONTHS
from simulator.variables.arithmetic import OPERATORS
from simulator.variables.durations import count_of, iso_span, span, spoken_span

_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
PARTS_OF_DAY = ((6, "night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[A-Za-z][A-Za-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*")
_MOVES = frozenset(("plus", "minus"))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    return datetime.fromisoformat(str(value)) if "T" in str(value) else date.fromisoformat(str(value))


def _named(day: date) -> str:
    """The English name of a day's month, whatever the locale."""
    return MONTHS[day.month - 1]


def _long_date(value: Any, _: str) -> str:
    day = _day(value)
    return f"{day.day} {_named(day)} {day.year}"


def _short_date(value: Any, _: str) -> str:
    day = _day(value)
    return f"{day.day} {_named(day)[:3]}"


def _plus(value: Any, amount: Any) -> Any:
    return OPERATORS[ast.Add](_moment(value), amount)


def _minus(value: Any, amount: Any) -> Any:
    return OPERATORS[ast.Sub](_moment(value), amount)


def _moment(value: Any) -> Any:
    return value if isinstance(value, time | timedelta) else _day(value)


def _last(count: int) -> Callable[[Any, str], Any]:
    return lambda value, _: to_text(value)[-count:]


def _first(count: int) -> Callable[[Any, str], Any]:
    return lambda value, _: to_text(value)[:count]


def _month(value: Any, _: str) -> str:
    return _named(_day(value))


def _part_of_day(value: Any, _: str) -> str:
    hour = int(_time(value, _)[:2])
    return next(word for before, word in PARTS_OF_DAY if hour < before)


def _about(value: Any, _: str) -> Any:
    """How somebody remembers it who does not remember it well: 1240 as 1200, 17 March as mid March."""
    if isinstance(value, bool):
        raise ValueError("a yes or no has no rough form")
    if not isinstance(value, int | float):
        day = _day(value)
        return f"{'early' if day.day <= 10 else 'mid' if day.day <= 20 else 'late'} {day:%B}"
    unit = 10 ** max(len(str(abs(int(value)))) - 2, 1) if abs(value) >= 10 else 1
    return int(math.floor(value / unit + 0.5) * unit)


def _time(value: Any, _: str) -> str:
    if isinstance(value, time | datetime):
        return value.strftime("%H:%M")
    return datetime.fromisoformat(str(value)).strftime("%H:%M")


def _words(value: Any) -> str:
    if isinstance(value, timedelta):
        return spoken_span(value)
    return write_number(value, "words") if type(value) is int else to_text(value).replace("_", " ")


def _digits(value: Any, _: str) -> str:
    return "".join(char for char in to_text(value) if char.isdigit())


FILTERS: Mapping[str, Callable[[Any, str], Any]] = {
    "long_date": _long_date,
    "short_date": _short_date,
    "weekday": lambda value, _: _day(value).strftime("%A"),
    "date": lambda value, _: _day(value).strftime("%Y-%m-%d"),
    "time": _time,
    "plus": _plus,
    "minus": _minus,
    "upper": lambda value, _: to_text(value).upper(),
    "lower": lambda value, _: to_text(value).lower(),
    "title": lambda value, _: to_text(value).title(),
    "first": lambda value, _: to_text(value).split(" ")[0],
    "last": lambda value, _: to_text(value).split(" ")[-1],
    **{f"last{count}": _last(count) for count in range(2, 10)},
    **{f"first{count}": _first(count) for count in range(2, 10)},
    "month": _month,
    "year": lambda value, _: f"{_day(value).year}",
    "part_of_day": _part_of_day,
    "about": _about,
    **{f"{name}s": count_of(timedelta(**{f"{name}s": 1})) for name in ("minute", "hour", "day")},
    "round": lambda value, places: round(float(value), int(places)) if places else round(float(value)),
    "money": lambda value, _: f"{float(value):.2f}",
    "words": lambda value, _: _words(value),
    "digits": _digits,
}
_PLAIN = frozenset((str, int, float, bool, type(None)))
Hole = tuple[str, tuple[tuple[str, Any], ...]]


class Template:
    """A text with holes, read once; `names` are the variables it needs."""

    __slots__ = ("_parts", "names", "place", "text")

    def __init__(self, text: str, place: Place | None = None) -> None:
        self.text = text
        self.place = place
        self._parts = tuple(_parts(text, place))
        self.names = frozenset(name for part in self._parts if not isinstance(part, str) for name in _names(part))

    @property
    def constant(self) -> bool:
        return not self.names

    @property
    def lone(self) -> str:
        """The variable of a template that is one hole without filters, else ""."""
        only = self._parts[0] if len(self._parts) == 1 else ""
        return "" if isinstance(only, str) or only[1] else only[0]

    def render(self, values: Mapping[str, Any]) -> Any:
        """The value of a lone hole with its type, else a text."""
        parts = self._parts
        if len(parts) == 1:
            return parts[0] if isinstance(parts[0], str) else self._fill(parts[0], values)
        return "".join(part if isinstance(part, str) else to_text(self._fill(part, values)) for part in parts)

    def spread(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The text in pieces: (variable name or "", what stands there)."""
        return [("", p) if isinstance(p, str) else (p[0], to_text(self._fill(p, values))) for p in self._parts]

    def _fill(self, hole: Hole, values: Mapping[str, Any]) -> Any:
        name, filters = hole
        value = values[name]
        for word, argument in filters:
            try:
                value = FILTERS[word](value, values[argument] if word in _MOVES and type(argument) is str else argument)
            except (ValueError, TypeError, ArithmeticError, KeyError) as broken:
                raise InputError(f"{{{name}|{word}}} fails on {value!r}: {broken}", place=self.place) from None
        return value


def to_text(value: Any) -> str:
    """A value as a template writes it: dates in ISO form, whole floats without a point."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return ", ".join(to_text(item) for item in value)
    return to_json(value) if isinstance(value, str | date | time | timedelta) else str(value)


def to_json(value: Any) -> Any:
    """A value as JSON has it: dates and times become ISO text, also inside lists and objects."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes") if not value.second else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return iso_span(value)
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def _parts(text: str, place: Place | None) -> list[str | Hole]:
    parts: list[str | Hole] = []
    literal, at = "", 0
    for found in _HOLE.finditer(text):
        literal += text[at : found.start()]
        at = found.end()
        if found[0] in ("{{", "}}"):
            literal += found[0][0]
        elif found[1] is None:
            raise InputError(f"a lone {found[0]!r} in {text!r}", place=place, hint="write {{ or }} for a brace itself")
        else:
            if literal:
                parts.append(literal)
                literal = ""
            parts.append(_hole(found[1], place))
    literal += text[at:]
    if literal or not parts:
        parts.append(literal)
    return parts


def _hole(text: str, place: Place | None) -> Hole:
    name, *filters = (word.strip() for word in text.split("|"))
    if not NAME.fullmatch(name):
        raise InputError(f"{{{text}}} is no variable", place=place, hint="{name} or {name|filter}")
    found = []
    for word in filters:
        key, _, argument = word.partition(":")
        if key not in FILTERS:
            raise InputError(f"unknown filter {key!r} in {{{text}}}", place=place, hint=closest(key, list(FILTERS)))
        found.append((key, _amount(argument, text, place) if key in _MOVES else argument))
    return name, tuple(found)


def _amount(argument: str, text: str, place: Place | None) -> str | timedelta:
    """How far a date is moved: a length of time, or the variable that holds one."""
    try:
        return span(argument)
    except ValueError as broken:
        if NAME.fullmatch(argument):
            return argument
        raise InputError(f"{{{text}}}: {broken}", place=place, hint="plus:14d, or plus:NAME of a duration") from None


def _names(hole: Hole) -> Iterator[str]:
    """The variables a hole needs: its own, and those its dates are moved by."""
    name, filters = hole
    yield name
    for word, argument in filters:
        if word in _MOVES and isinstance(argument, str):
            yield argument
