"""Arguments as the dialect bfcl compares them: the type by the schema, texts folded, each value in the accepted list.

Texts are lower-cased and lose spaces and , . / - _ * ^; lists keep their order; objects are looked at one level deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from simulator.labels.dialects.faults import Fault
from simulator.labels.dialects.line import Expected, Made
from simulator.tools.spec import ToolSpec

_DROPPED = re.compile(r"[ ,./\-_*^]")
TYPES: Mapping[str, type] = {
    "string": str, "any": str, "integer": int, "number": float, "float": float, "boolean": bool, "array": list,
    "tuple": list, "object": dict, "dict": dict,
}  # fmt: skip
LEFT_OUT = ""
MOST_WAYS = 4096


def folded(text: str) -> str:
    """A text as this grader compares it."""
    return _DROPPED.sub("", text).lower().replace("'", '"')


def typed_faults(expected: Expected, made: Made, tool: ToolSpec) -> Iterable[Fault]:
    """What this grader finds wrong with the arguments."""
    sent, properties = made.arguments, tool.properties
    for name in tool.required:
        if name not in sent and expected.counts(name):
            yield Fault(kind="missing_argument", name=name, proof="the schema requires it")
    for name, value in sent.items():
        if not expected.counts(name):
            continue
        if name not in properties or name not in expected.accepted:
            yield Fault(kind="invented_argument", name=name, got=value, proof="it is not among the expected arguments")
            continue
        wrong = value_problem(value, raw(expected.accepted[name]), properties[name])
        if wrong:
            yield Fault(
                kind="wrong_argument", name=name, expected=list(expected.accepted[name]), got=value, proof=wrong
            )
    for name, values in expected.accepted.items():
        free = name in expected.optional or LEFT_OUT in values or not expected.counts(name)
        if name not in sent and not free and name not in tool.required:
            yield Fault(
                kind="missing_argument", name=name, expected=list(values), proof="no accepted value is the empty text"
            )


def value_problem(value: Any, accepted: Sequence[Any], schema: Mapping[str, Any]) -> str:
    """Why one value is not right; "" where it is."""
    wanted, inner = _type(schema), None
    if wanted is list:
        items = schema.get("items")
        inner = _type(items) if isinstance(items, Mapping) else None
    if wanted is float and type(value) is int:
        value = float(value)
    fits, literal = _type_fits(value, accepted, wanted, inner)
    if not fits:
        return f"{type(value).__name__} where {schema.get('type', 'any')} is wanted"
    if literal:
        return "" if value in accepted else "is none of the accepted values, letter by letter"
    if wanted is dict:
        return "" if any(_object(value, one) for one in accepted if one != LEFT_OUT) else "is no accepted object"
    if wanted is list and inner is dict:
        return "" if any(_objects(value, one) for one in accepted) else "is no accepted list of objects"
    if wanted is str:
        right = [folded(one) for one in accepted if type(one) is str]
        return "" if folded(value) in right else f"{folded(value)!r} is none of {right!r}"
    if wanted is list:
        return "" if _folded_items(value) in [_folded_items(one) for one in accepted] else "is no accepted list"
    return "" if value in accepted else "is none of the accepted values"


def _type(schema: Mapping[str, Any]) -> type:
    found = schema.get("type", "any")
    if isinstance(found, list | tuple):
        found = next((one for one in found if one != "null"), "any")
    return TYPES.get(found, str) if isinstance(found, str) else str


def _type_fits(value: Any, accepted: Sequence[Any], wanted: type[Any], inner: type[Any] | None) -> tuple[bool, bool]:
    """Whether the type is right, and whether the value is to be compared literally (a stand-in of another type)."""
    example = next((type(one) for one in accepted if one != LEFT_OUT), None)
    if type(value) is wanted:
        if inner is None or any(
            not isinstance(one, list) or all(_type_fits(item, one, inner, None)[0] for item in value)
            for one in accepted
        ):
            return True, example is not None and example is not wanted
        return False, False
    return (True, True) if example is not None and type(value) is example else (False, False)


def _folded_items(found: Any) -> list[Any]:
    if not isinstance(found, list | tuple):
        return []
    return [folded(one) if type(one) is str else one for one in found]


def _object(value: Any, accepted: Any) -> bool:
    """One object beside an accepted one: for each key one of its values; a key may be left out as an argument may."""
    if not isinstance(value, Mapping) or not isinstance(accepted, Mapping):
        return False
    for key, inner in value.items():
        if key not in accepted or not _among(inner, accepted[key]):
            return False
    return all(key in value or LEFT_OUT in values for key, values in accepted.items())


def _among(value: Any, values: Sequence[Any]) -> bool:
    if type(value) is str:
        return folded(value) in [folded(one) for one in values if type(one) is str]
    return value in values


def _objects(value: Any, accepted: Any) -> bool:
    if not isinstance(value, list) or not isinstance(accepted, list) or len(value) != len(accepted):
        return False
    return all(_object(item, one) for item, one in zip(value, accepted, strict=True))


# --- accepted values as this grader writes them ---------------------------------------------------------------------


def raw(accepted: Sequence[Any]) -> list[Any]:
    """The accepted values of an argument: `$object` as an object of lists, `$items` as every list it stands for."""
    found: list[Any] = []
    for one in accepted:
        found.extend(_raw(one) if isinstance(one, Mapping) else (one,))
    return found


def _raw(one: Mapping[str, Any]) -> list[Any]:
    if "$object" in one:
        optional = set(one.get("$optional") or ())
        return [{key: [*raw(v), *((LEFT_OUT,) if key in optional else ())] for key, v in one["$object"].items()}]
    if "$items" in one:
        return _every([raw(values) for values in one["$items"]])
    return [{key: [value] for key, value in one.items()}]


def _every(places: Sequence[Sequence[Any]]) -> list[Any]:
    """Every list with one value of each place, as far as there are not too many."""
    ways = 1
    for values in places:
        ways *= max(1, len(values))
    if ways > MOST_WAYS:
        return [[values[0] for values in places]]
    return [list(way) for way in product(*places)]
