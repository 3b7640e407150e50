"""The single checks of a JSON schema: type, values, numbers, lengths, patterns, formats; each linear in its value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

import re2

from simulator.frozen import dataclass
from simulator.values.late import Late

MAX_STEPS = 50_000
MAX_PROBLEMS = 20
KEPT = 128
"""So many texts are remembered beside the pattern they were held against: a conversation says an id again and again."""
_DATE = Late(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at one place of a value: `where` is a path such as `items[0].price`, or "" for the whole."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Run:
    """One checking: what was found, and how much work it took."""

    __slots__ = ("problems", "steps")

    def __init__(self, steps: int = 0) -> None:
        self.problems: list[Problem] = []
        self.steps = steps

    def add(self, path: tuple[Any, ...], message: str) -> None:
        self.problems.append(Problem(where=_where(path), message=message))

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS or len(self.problems) > MAX_PROBLEMS:
            raise EnoughError


class EnoughError(Exception):
    """The checking has found or worked enough."""


Check = Callable[[Any, tuple[Any, ...], Run], None]
Build = Callable[[Mapping[str, Any]], Check]


def json_key(value: Any) -> Any:
    """A hashable stand-in: equal for two values that JSON takes for equal (1 and 1.0, but not 1 and true)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ("=", value)
    if isinstance(value, Mapping):
        return frozenset((key, json_key(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return ("[", *map(json_key, value))
    return value


def _where(path: tuple[Any, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def always(_value: Any, _path: tuple[Any, ...], _run: Run) -> None:
    return None


def never(_value: Any, path: tuple[Any, ...], run: Run) -> None:
    run.add(path, "nothing is allowed here")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list | tuple),
    "object": lambda value: isinstance(value, (dict, Mapping)),
}


def shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def _type(schema: Mapping[str, Any]) -> Check:
    wanted = schema["type"]
    names = [name for name in (wanted if isinstance(wanted, list) else [wanted]) if isinstance(name, str)]
    if not all(name in TYPES for name in names) or not names:
        return always
    tests = [TYPES[name] for name in names]
    message = f"must be {' or '.join(names)}"

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        for test in tests:
            if test(value):
                return
        run.add(path, f"{message}, not {shown(value)}")

    return check


def _enum(schema: Mapping[str, Any]) -> Check:
    return _one_of(schema["enum"]) if isinstance(schema["enum"], list) else always


def _const(schema: Mapping[str, Any]) -> Check:
    return _one_of([schema["const"]])


def _one_of(allowed: list[Any]) -> Check:
    keys = {json_key(value) for value in allowed}
    listed = ", ".join(shown(value) for value in allowed[:12]) + (", …" if len(allowed) > 12 else "")

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if json_key(value) not in keys:
            run.add(path, f"must be one of {listed}, not {shown(value)}")

    return check


def _exact(number: int | float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def _multiple(schema: Mapping[str, Any]) -> Check:
    step = schema["multipleOf"]
    if not _is_number(step) or step <= 0:
        return always
    exact = _exact(step)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if _is_number(value) and _exact(value) % exact:
            run.add(path, f"must be a multiple of {step}, not {shown(value)}")

    return check


def _limit(key: str, applies: Callable[[Any], bool], fails: Callable[[Any, Any], bool], words: str) -> Any:
    def build(schema: Mapping[str, Any]) -> Check:
        bound = schema[key]
        if not _is_number(bound):
            return always

        def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
            if applies(value) and fails(value, bound):
                run.add(path, f"{words.format(bound)}, not {shown(value)}")

        return check

    return build


@lru_cache(maxsize=1024)
def linear(pattern: str) -> Any | None:
    """The pattern compiled for linear-time search, or None where re2 cannot read it."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeError):
        return None


@lru_cache(maxsize=KEPT)
def _matches(pattern: str, text: str) -> bool:
    compiled = linear(pattern)
    # bytes, for where in the text it was found is nobody's question
    return compiled is None or compiled.search(text.encode()) is not None


def _pattern(schema: Mapping[str, Any]) -> Check:
    text = schema["pattern"]
    if not isinstance(text, str) or linear(text) is None:
        return always

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, str) and not _matches(text, value):
            run.add(path, f"must match {text}, not {shown(value)}")

    return check


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return "T" in text.upper() and datetime.fromisoformat(text.upper()) is not None
    except ValueError:
        return False


_FORMATS = {"date": (_is_date, "a date like 2030-02-20"), "date-time": (_is_moment, "a time like 2030-02-20T09:00:00Z")}


def _format(schema: Mapping[str, Any]) -> Check:
    known = _FORMATS.get(schema["format"]) if isinstance(schema["format"], str) else None
    if known is None:
        return always
    test, words = known

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, str) and not test(value):
            run.add(path, f"must be {words}, not {shown(value)}")

    return check


def _unique(schema: Mapping[str, Any]) -> Check:
    if schema["uniqueItems"] is not True:
        return always

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, list) and len({json_key(item) for item in value}) < len(value):
            run.add(path, "must not hold the same item twice")

    return check


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def mapping(schema: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object under a key of a schema; empty where there is none."""
    found = schema.get(key)
    return found if isinstance(found, Mapping) else {}


def _dependent(schema: Mapping[str, Any]) -> Check:
    needs = mapping(schema, "dependentRequired")

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, Mapping):
            for name in needs.keys() & value.keys():
                for other in needs[name]:
                    if other not in value:
                        run.add((*path, other), f"is required with {name}")

    return check


SINGLE: dict[str, Build] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _limit("minimum", _is_number, lambda value, bound: value < bound, "must be at least {}"),
    "maximum": _limit("maximum", _is_number, lambda value, bound: value > bound, "must be at most {}"),
    "exclusiveMinimum": _limit("exclusiveMinimum", _is_number, lambda value, bound: value <= bound, "must be over {}"),
    "exclusiveMaximum": _limit("exclusiveMaximum", _is_number, lambda value, bound: value >= bound, "must be under {}"),
    "multipleOf": _multiple,
    "minLength": _limit("minLength", _is_text, lambda value, bound: len(value) < bound, "needs {} characters or more"),
    "maxLength": _limit("maxLength", _is_text, lambda value, bound: len(value) > bound, "may have {} characters"),
    "pattern": _pattern,
    "dependentRequired": _dependent,
    "format": _format,
    "minItems": _limit("minItems", _is_list, lambda value, bound: len(value) < bound, "needs {} items or more"),
    "maxItems": _limit("maxItems", _is_list, lambda value, bound: len(value) > bound, "may have {} items"),
    "uniqueItems": _unique,
    "minProperties": _limit("minProperties", _is_object, lambda value, bound: len(value) < bound, "needs {} fields"),
    "maxProperties": _limit("maxProperties", _is_object, lambda value, bound: len(value) > bound, "may have {} fields"),
}
