"""Another legal value for one argument of a call: the next of a list, a day later, the id of another row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from string import ascii_letters
from typing import Any

from simulator.messages import State
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(.*)", re.DOTALL)
DIGITS = str.maketrans("0123456789", "2345678923")
LETTERS = {ord(one): ord(two) for one, two in pairwise(f"{ascii_letters}a")}


def other_value(tool: ToolSpec, name: str, value: Any, world: State) -> Any:
    """A value of this argument that the document allows and that is not this one; None where none is found."""
    schema = tool.properties.get(name, {})
    check = Validator(schema, root=tool.parameters)
    return next((one for one in _others(schema, value, world) if one != value and check.fits(one)), None)


def _others(schema: Mapping[str, Any], value: Any, world: State) -> Iterator[Any]:
    members = schema.get("enum", ())
    if value in members:
        yield members[(members.index(value) + 1) % len(members)]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1)
    elif isinstance(value, str):
        yield from _texts(value, world)
    elif isinstance(value, list) and len(value) > 1:
        yield value[:-1]
    elif isinstance(value, list):
        yield from ([one] for item in value for one in _others(schema.get("items", {}), item, world))
    elif isinstance(value, Mapping):
        yield from _members(value, world)


def _texts(value: str, world: State) -> Iterator[str]:
    if found := DAY.fullmatch(value):
        try:
            yield f"{date.fromisoformat(found[1]) + timedelta(days=1)}{found[2]}"
        except (ValueError, OverflowError):
            return
    yield from _elsewhere(value, world)
    yield from (value.translate(DIGITS), value.translate(LETTERS), f"{value} too")


def _elsewhere(value: str, world: State) -> Iterator[str]:
    """What stands in the same column of other rows."""
    for rows in world.values():
        columns = {name for row in rows.values() for name, cell in row.items() if cell == value}
        yield from (row[name] for row in rows.values() for name in sorted(columns) if isinstance(row.get(name), str))


def _members(value: Mapping[str, Any], world: State) -> Iterator[Mapping[str, Any]]:
    for name, inner in value.items():
        for other in _others({}, inner, world):
            if other != inner:
                yield {**value, name: other}
