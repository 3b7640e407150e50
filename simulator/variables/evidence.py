"""What is known of a case from outside, `NAME=VALUE` or a bound such as `age>=60`: read as text, then matched to the
variable it is about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.errors import InputError, closest, short
from simulator.values.late import Late
from simulator.variables.durations import span
from simulator.variables.template import to_json
from simulator.variables.yaml import plain

_SAID = Late(r"\s*([A-Za-z_][\w.]*)\s*(>=|<=|!=|==|=|<|>)\s*(.*?)\s*", re.DOTALL)
FEW = 8
BOUNDS = (">=", "<=", ">", "<", "!=")


def read_evidence(texts: Sequence[str], flag: str) -> dict[str, Any]:
    """What flags such as `tier=gold` or `age>=60` say: a text by name, or texts by bound."""
    found: dict[str, Any] = {}
    for text in texts:
        said = _SAID.fullmatch(text)
        if not said:
            raise InputError(f"{flag} {short(text)!r} says nothing", hint=f"{flag} NAME=VALUE")
        name, sign, value = said.groups()
        before = found.get(name)
        if sign in BOUNDS and (before is None or (isinstance(before, dict) and sign not in before)):
            found[name] = {**(before or {}), sign: value}
        elif sign not in BOUNDS and before is None:
            found[name] = value
        else:
            raise InputError(f"{flag} says two things of {name!r}", hint="say each once")
    return found


def is_bound(found: Any) -> bool:
    """Whether evidence is bounds and not a value: {">=": 60}."""
    return isinstance(found, Mapping) and bool(found) and all(sign in BOUNDS for sign in found)


def as_value(name: str, found: Any, *, values: Sequence[Any] = (), like: Any = None) -> Any:
    """The value of a variable that is meant: one of its `values` where they are few, else of the type of `like`.

    A text is read as the variable's own values are written; raises InputError where it cannot be one of them.
    """
    if values:
        return _one_of(name, found, values)
    kind = next((kind for kind in READERS if isinstance(like, kind)), None)
    try:
        if isinstance(found, str) and kind is not None:
            return READERS[kind](found.strip())
        wanted = (int, float) if kind in (int, float) else kind
        if wanted is None or (isinstance(found, wanted) and isinstance(found, bool) == isinstance(like, bool)):
            return found
        raise ValueError(f"it is {_written(found)}")
    except ValueError:
        shown = short(found if isinstance(found, str) else _written(found))
        raise InputError(f"{name!r} cannot be {shown!r}", hint=f"a value such as {_written(like)}") from None


def _one_of(name: str, found: Any, values: Sequence[Any]) -> Any:
    for value in values:
        if type(value) is type(found) and value == found:
            return value
    read = plain(found.strip()) if isinstance(found, str) else found
    text = found.strip() if isinstance(found, str) else _written(found)
    for value in values:
        if _written(value) == text or (value == read and isinstance(value, bool) == isinstance(read, bool)):
            return value
    raise InputError(f"{name!r} is never {short(text)!r}", hint=_hint(text, values))


def _hint(text: str, values: Sequence[Any]) -> str:
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < len(values):
        return closest(text, [_written(value) for value in values])
    return f"from {min(numbers)} to {max(numbers)}" if len(numbers) > FEW else f"one of {', '.join(map(str, numbers))}"


def _written(value: Any) -> str:
    """A value as people write it in a flag or a file."""
    shown = to_json(value)
    return shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)


def _truth(text: str) -> bool:
    read = plain(text)
    if not isinstance(read, bool):
        raise ValueError(text)
    return read


def _number(text: str) -> int | float:
    read = plain(text)
    if isinstance(read, bool) or not isinstance(read, int | float):
        raise ValueError(text)
    return read


READERS: Mapping[type, Callable[[str], Any]] = {
    bool: _truth,
    int: _number,
    float: _number,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    timedelta: span,
    str: str,
}
