"""The kinds of variables: each takes its own draw and the values of its parents and gives one value.

A kind is total: any draw gives a value it allows, and a draw of 0.0 gives the plainest one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, Place, closest
from simulator.variables.expr import Expression
from simulator.variables.faker import provider
from simulator.variables.pattern import pattern
from simulator.variables.template import span
from simulator.variables.variable import Values, Variable
from simulator.variables.yaml import plain

Way = Mapping[str, Any]
CLOCK = "clock"
WIDE = 1000
LARGEST = 1e100


class Refused(ValueError):
    """Why a variable's declaration makes no sense; `keys` lead to the part that is wrong."""

    def __init__(self, message: str, *keys: Any, hint: str = "") -> None:
        super().__init__(message)
        self.keys = keys
        self.hint = hint


def build(name: str, declared: Mapping[str, Any], place_of: Callable[..., Place]) -> Variable:
    """The variable a declaration means; raises InputError with the place of what is wrong."""
    try:
        kind = _kind_of(declared)
        _only(declared, (kind, *_BESIDE.get(kind, ())))
        parents, way = KINDS[kind](declared, place_of)
    except Refused as refused:
        raise InputError(f"variable {name!r}: {refused}", place=place_of(*refused.keys), hint=refused.hint) from None
    return Variable(name=name, parents=tuple(dict.fromkeys(parents)), place=place_of(), kind=kind, **way)


def _kind_of(declared: Mapping[str, Any]) -> str:
    found = [key for key in declared if key in KINDS]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"has two kinds, {found[0]} and {found[1]}", found[1], hint="keep one of them")
    word = next(iter(declared), "")
    raise Refused("has no kind", *([word] if word else []), hint=closest(word, list(KINDS)))


def _only(declared: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in declared:
        if key not in known:
            raise Refused(f"unknown field {key!r}", key, hint=closest(key, list(known)))


_BESIDE: Mapping[str, tuple[str, ...]] = {"table": ("given",)}


# --- choices ------------------------------------------------------------------------------------------------------


def _weights(found: Any, *keys: Any) -> dict[Any, float]:
    """Weights from a list (all alike), a mapping value -> weight, or one value alone."""
    if isinstance(found, list):
        if not found:
            raise Refused("has nothing to choose from", *keys)
        return {_hashable(item, *keys, index): 1.0 for index, item in enumerate(found)}
    if not isinstance(found, Mapping):
        return {_hashable(found, *keys): 1.0}
    if not found:
        raise Refused("has nothing to choose from", *keys)
    weights = {plain(key): _weight(weight, *keys, key) for key, weight in found.items()}
    if sum(weights.values()) <= 0:
        raise Refused("has only weights of zero", *keys, hint="give at least one value a weight above 0")
    return weights


def _weight(weight: Any, *keys: Any) -> float:
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < 1e12:
        raise Refused(f"{weight!r} is no weight", *keys, hint="a number of 0 or more")
    return float(weight)


def _hashable(item: Any, *keys: Any) -> Any:
    if isinstance(item, dict | list):
        raise Refused("a value to choose must be a text, a number or true / false", *keys)
    return item


def _choice(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    weights = _weights(declared["choice"], "choice")
    return [], {"weights": lambda values: weights}


def _table(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    given = declared.get("given")
    parents = [given] if isinstance(given, str) else given
    if not isinstance(parents, list) or not parents or not all(isinstance(name, str) for name in parents):
        raise Refused("a table needs the variables it depends on", "given", hint="given: [NAME]")
    rows: dict[tuple[str, ...], dict[Any, float]] = {}
    _read_rows(declared["table"], len(parents), (), rows)

    def weights(values: Values) -> Mapping[Any, float]:
        return _row(rows, [row_key(values[name]) for name in parents], place_of)

    return parents, {"weights": weights}


def _read_rows(found: Any, depth: int, above: tuple[str, ...], rows: dict[tuple[str, ...], dict[Any, float]]) -> None:
    if depth == 0:
        rows[above] = _weights(found, "table", *above)
        return
    if not isinstance(found, Mapping) or not found:
        raise Refused("expected a row for each value", "table", *above, hint="VALUE: {choice: weight}")
    for key, below in found.items():
        _read_rows(below, depth - 1, (*above, key), rows)


def _row(
    rows: Mapping[tuple[str, ...], dict[Any, float]], wanted: list[str], place_of: Callable[..., Place]
) -> dict[Any, float]:
    keys: list[tuple[str, ...]] = [()]
    for word in wanted:
        keys = [(*key, choice) for key in keys for choice in (word, "default")]
    for key in keys:
        if key in rows:
            return rows[key]
    raise InputError(
        f"the table has no row for {' / '.join(wanted)}", place=place_of("table"), hint="add the row, or a default row"
    )


def row_key(value: Any) -> str:
    """How a table names a value: true, false, null and numbers as YAML writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def _boolean(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    chance = declared["boolean"]
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise Refused(f"{chance!r} is no chance", "boolean", hint="the chance of true, from 0 to 1")
    weights = {False: 1.0 - chance, True: float(chance)}
    return [], {"weights": lambda values: weights}


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(declared: Mapping[str, Any], kind: str, known: Sequence[str]) -> dict[str, float]:
    found = declared[kind]
    if not isinstance(found, Mapping):
        raise Refused(f"{kind} takes a mapping", kind, hint=f"{kind}: {{from: 1, to: 9}}")
    for key, value in found.items():
        if key not in known:
            raise Refused(f"unknown field {key!r}", kind, key, hint=closest(key, list(known)))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused(f"{key} is {value!r}, not a number", kind, key)
        if not -LARGEST <= value <= LARGEST:
            raise Refused(f"{key} is beyond any number that can be counted on", kind, key, hint=f"up to {LARGEST:g}")
    return dict(found)


def _bounds(found: Mapping[str, float], kind: str) -> tuple[float, float]:
    if "from" not in found or "to" not in found:
        raise Refused(f"{kind} needs from and to", kind, hint=f"{kind}: {{from: 1, to: 9}}")
    if found["from"] > found["to"]:
        raise Refused(f"from {found['from']} is above to {found['to']}", kind, "from")
    return found["from"], found["to"]


def _integer(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    low, high = _bounds(_numbers(declared, "integer", ("from", "to")), "integer")
    if low != int(low) or high != int(high):
        raise Refused("from and to must be whole numbers", "integer")
    if high - low >= WIDE:
        return [], {"draw": lambda values, draws, path: draws.integer(int(low), int(high), path)}
    weights = dict.fromkeys(range(int(low), int(high) + 1), 1.0)
    return [], {"weights": lambda values: weights, "ordered": True}


def _number(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = _numbers(declared, "number", ("from", "to", "mean", "spread", "decimals"))
    decimals = int(found.get("decimals", 2))
    if "mean" not in found:
        low, high = _bounds(found, "number")
        return [], {"draw": lambda values, draws, path: round(draws.uniform(low, high, path), decimals)}
    low, high = found.get("from", float("-inf")), found.get("to", float("inf"))
    mean, spread = found["mean"], found.get("spread", 1.0)
    if low > high or spread < 0:
        raise Refused("from is above to, or the spread is negative", "number")

    def draw(values: Values, draws: Draws, path: str) -> float:
        return round(min(max(draws.normal(mean, spread, path), low), high), decimals)

    return [], {"draw": draw}


# --- dates and times ----------------------------------------------------------------------------------------------


def _date(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = declared["date"]
    if not isinstance(found, Mapping):
        raise Refused("date takes a mapping", "date", hint="date: {from: 2030-03-01, within: 60d}")
    for key in found:
        if key not in ("from", "to", "within"):
            raise Refused(f"unknown field {key!r}", "date", key, hint=closest(key, ["from", "to", "within"]))
    start = _moment(found.get("from", CLOCK), "from")
    reach = _reach(found)
    parents = [name for name in (start, reach) if isinstance(name, str)]

    def draw(values: Values, draws: Draws, path: str) -> date:
        first = _as_day(values[start] if isinstance(start, str) else start, place_of("date"))
        last = _last_day(first, values[reach] if isinstance(reach, str) else reach, place_of("date"))
        return first + timedelta(days=draws.integer(0, max((last - first).days, 0), path))

    return parents, {"draw": draw}


def _reach(found: Mapping[str, Any]) -> Any:
    if ("to" in found) == ("within" in found):
        raise Refused("date needs either to or within", "date", hint="within: 60d")
    if "to" in found:
        return _moment(found["to"], "to")
    try:
        reach = span(str(found["within"]))
    except ValueError as broken:
        raise Refused(str(broken), "date", "within") from None
    if reach < timedelta(0):
        raise Refused("within must not be negative", "date", "within", hint="move `from` instead")
    return reach


def _moment(text: Any, key: str) -> Any:
    """A fixed day, or the name of the variable (or the clock) that holds it."""
    if isinstance(text, str) and text[:1].isdigit():
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Refused(f"{text!r} is no date", "date", key, hint="write it as 2030-03-01") from None
    if not isinstance(text, str):
        raise Refused(f"{text!r} is no date", "date", key, hint="a date such as 2030-03-01, a variable, or clock")
    return text


def _last_day(first: date, reach: Any, place: Place) -> date:
    if not isinstance(reach, timedelta):
        return _as_day(reach, place)
    try:
        return first + reach
    except OverflowError:
        raise InputError(f"{reach.days} days after {first} no calendar goes on", place=place) from None


def _as_day(value: Any, place: Place) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise InputError(f"{value!r} is no date to count from", place=place, hint="name a date variable, or the clock")


def _time(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = declared["time"]
    if not isinstance(found, Mapping) or not {"from", "to"} <= set(found) <= {"from", "to", "every"}:
        raise Refused("time takes from, to and every", "time", hint='time: {from: "09:00", to: "17:00", every: 15m}')
    try:
        first, last = (time.fromisoformat(str(found[key])) for key in ("from", "to"))
        step = int(span(str(found.get("every", "15m"))).total_seconds() // 60)
    except ValueError as broken:
        raise Refused(str(broken), "time", hint='a time such as "09:00", every: 15m') from None
    low, high = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    if step < 1 or low > high:
        raise Refused("time gives no value between from and to", "time")

    def draw(values: Values, draws: Draws, path: str) -> time:
        minutes = low + step * draws.integer(0, (high - low) // step, path)
        return time(minutes // 60, minutes % 60)

    return [], {"draw": draw}


# --- texts --------------------------------------------------------------------------------------------------------


def _pattern(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    try:
        found = pattern(str(declared["pattern"]))
    except ValueError as broken:
        raise Refused(str(broken), "pattern") from None
    return [], {"draw": lambda values, draws, path: found.draw(draws, path)}


def _expr(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = Expression(str(declared["expr"]), place_of("expr"))
    if found.events:
        raise Refused("happened() is known only after a conversation", "expr", hint="use it in labels")
    return sorted(found.names), {"decide": found.evaluate}


def _faker(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = declared["faker"]
    wanted = found if isinstance(found, Mapping) else {"provider": found}
    give = provider(str(wanted.get("provider", "")), str(wanted.get("locale", "en_US")), place_of("faker"))
    return [], {"draw": lambda values, draws, path: give(draws.value(path))}


def _value(declared: Mapping[str, Any], place_of: Callable[..., Place]) -> tuple[list[str], Way]:
    found = declared["value"]
    return [], {"decide": lambda values: found}


KINDS: Mapping[str, Callable[[Mapping[str, Any], Callable[..., Place]], tuple[list[str], Way]]] = {
    "choice": _choice,
    "table": _table,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "time": _time,
    "pattern": _pattern,
    "expr": _expr,
    "faker": _faker,
    "value": _value,
}
