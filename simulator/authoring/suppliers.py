"""Values a person can say: which variable supplies an argument of an operation, or why none can."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.tools.example import Examples, plain_pattern
from simulator.tools.merging import merge
from simulator.tools.samples import span
from simulator.tools.validator import Validator
from simulator.tools.wording import split_words
from simulator.variables.pattern import pattern

MAX_TEXT = 40
MAX_PASTED = 80
MAX_CHOICES = 6
SAMPLES = 12
PASTED = 60
UUID_LENGTH = 36
REACH = 40
SHAPES = ("[A-HJ-NP-Z]{2}[1-9][0-9]{3}", "[A-HJ-NP-Z][1-9][0-9]{2}", "[1-9][0-9]{5,7}")
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ODD = re.compile(r"[^A-Za-z0-9./:@+=-]|(?<![A-Za-z0-9])[^A-Za-z0-9/]|[^A-Za-z0-9]$")
WORDS = ("cedar", "maple", "harbor", "silver", "Cedar", "Maple", "CEDAR", "MAPLE")
_MOMENTS = {
    "date": {"date": {"from": "2030-03-01", "within": "60d"}},
    "date-time": {"datetime": {"from": "2030-03-01T08:00", "within": "60d", "every": "3h"}},
}
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_BINARY = frozenset(("binary", "byte", "base64"))
_IDS = frozenset(("id", "sid", "key", "code", "number", "reference", "token", "uuid", "guid", "no", "num", "nr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """How a variable is declared, and whether its value goes into the argument as a list of one."""

    declared: Mapping[str, Any]
    listed: bool = False


class UnsayableError(ValueError):
    """Why no person could supply an argument."""


def supply(name: str, schema: Any, root: Mapping[str, Any]) -> Supply:
    """A variable whose every value fits the schema; raises UnsayableError."""
    checker = Validator(schema, root=root)
    found = _declared(name, schema, root, checker)
    if isinstance(found, Supply):
        return found
    return Supply(declared=found)


def _declared(name: str, schema: Any, root: Mapping[str, Any], checker: Validator) -> Any:
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return _branch(name, schema, word, root, checker)
    if schema.get("format") in _BINARY:
        raise UnsayableError(f"{name} is binary")
    kind = _kind(schema)
    if kind == "string" and "enum" not in schema and _stamped(schema):
        return dict(_MOMENTS["date-time"])
    listed = _from_document(name, schema, kind, checker)
    if listed:
        return listed
    if kind == "boolean":
        return {"boolean": 0.5}
    if kind in ("integer", "number"):
        return _number(name, schema, root, checker, whole=kind == "integer")
    if kind == "array":
        return _listed(name, schema, root, checker)
    if kind == "object":
        raise UnsayableError(f"{name} is an object")
    return _text(name, schema, root, checker)


def _stamped(schema: Mapping[str, Any]) -> bool:
    """Whether the examples are moments to the second, which nobody says: the field is a date with a time."""
    shown = [one for one in (*schema.get("examples", ()), schema.get("default")) if one is not None]
    return bool(shown) and "pattern" not in schema and all(_STAMP.match(str(one)) for one in shown)


def _from_document(name: str, schema: Mapping[str, Any], kind: str, checker: Validator) -> dict[str, Any]:
    """What the document lists to choose from; a single example of an id only shows what ids look like."""
    fixed = _fixed(schema, checker)
    single = len(fixed) == 1 and "enum" not in schema
    if "enum" not in schema and (schema.get("format") in _MOMENTS or (single and kind == "integer" and _is_id(name))):
        return {}
    if single and kind == "string" and (shape := _shaped(str(fixed[0]), name, checker)):
        return {"pattern": shape}
    return {"choice": fixed} if fixed else {}


def _branch(name: str, schema: Mapping[str, Any], word: str, root: Mapping[str, Any], checker: Validator) -> Any:
    rest = {key: value for key, value in schema.items() if key != word}
    for branch in schema[word][:8]:
        try:
            return _declared(name, merge([rest, opened(branch, root)]), root, checker)
        except UnsayableError:
            continue
    raise UnsayableError(f"{name} has no form a person could say")


def _kind(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type")
    named = [kinds] if isinstance(kinds, str) else [kind for kind in kinds or () if kind != "null"]
    if named:
        return str(named[0])
    return "object" if "properties" in schema else "array" if "items" in schema else "string"


def _sayable(value: Any, longest: int = MAX_TEXT) -> bool:
    if isinstance(value, str):
        return 0 < len(value) <= longest and value == " ".join(value.split()) and value.isprintable() and _worded(value)
    return isinstance(value, int | float)


def _worded(value: str) -> bool:
    return any(char.isalnum() for char in value) and not any(char in value for char in '{}|<>"\\')


def _fixed(schema: Mapping[str, Any], checker: Validator) -> list[Any]:
    """What the document lists: its enum, or else its examples."""
    listed = schema.get("enum") or [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else ())]
    values = [value for value in listed if _sayable(value) and checker.fits(value)]
    return list({repr(value): value for value in values}.values())[:MAX_CHOICES]


def _number(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator, *, whole: bool) -> Any:
    low, high = (int(bound) for bound in span(name))
    if whole and "multipleOf" not in schema:
        low, high = _within(schema, low, high)
        if low <= high and checker.fits(low) and checker.fits(high):
            return {"integer": {"from": low, "to": high}}
    return _sampled(name, schema, root, checker)


def _within(schema: Mapping[str, Any], low: int, high: int) -> tuple[int, int]:
    """What is usual, as far as the schema allows it; else the part of the allowed range nearest to its lower end."""
    least = (
        math.ceil(schema.get("minimum", schema.get("exclusiveMinimum", -math.inf) + 1)) if _has(schema, "min") else None
    )
    most = (
        math.floor(schema.get("maximum", schema.get("exclusiveMaximum", math.inf) - 1)) if _has(schema, "max") else None
    )
    if least is not None and most is not None and (least > low or most < high):
        return least, min(most, least + REACH)
    if least is not None and least > low:
        return least, max(high, least + REACH)
    if most is not None and most < high:
        return min(low, most - REACH), most
    return low, high


def _has(schema: Mapping[str, Any], bound: str) -> bool:
    return any(word in schema for word in (f"{bound}imum", f"exclusive{bound.title()}imum"))


def _listed(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> Supply:
    items = schema.get("items")
    if not isinstance(items, Mapping) or schema.get("minItems", 1) > 1 or "prefixItems" in schema:
        raise UnsayableError(f"{name} is a list of several things")
    inner = supply(name, opened(items, root), root)
    if inner.listed:
        raise UnsayableError(f"{name} is a list of lists")
    return Supply(declared=inner.declared, listed=True)


def opened(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema, or the definition it refers to."""
    ref = schema.get("$ref")
    if not isinstance(ref, str):
        return schema
    found = root.get("$defs", {}).get(ref.removeprefix("#/$defs/"), {})
    return found if isinstance(found, Mapping) else {}


def _text(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> Any:
    form = schema.get("format", "")
    if form in _MOMENTS and "pattern" not in schema:
        return dict(_MOMENTS[form])
    if "pattern" in schema:
        return _patterned(name, schema, root, checker)
    if form == "uuid":
        return {"pattern": UUID}
    if _is_id(name) and not form:
        for shape in SHAPES:
            if _all_fit(shape, checker):
                return {"pattern": shape}
    return _sampled(name, schema, root, checker)


def _shaped(value: str, name: str, checker: Validator) -> str:
    """A pattern for ids like the one example the document gives; "" where it is no id."""
    if _UUID.fullmatch(value):
        return UUID
    words = split_words(name)
    if not words or words[-1] not in _IDS or not re.fullmatch(r"[A-Za-z0-9-]{2,20}", value):
        return ""
    shape = re.sub(r"[A-Z]", "[A-Z]", re.sub(r"[0-9]", "#", value)).replace("#", "[0-9]")
    if any(char.islower() for char in value):
        return ""
    return shape if _all_fit(shape, checker) else ""


def _patterned(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> Any:
    shape = schema["pattern"]
    plain = shape.removeprefix("^").removesuffix("$")
    for text in (plain, shape):
        if _all_fit(text, checker):
            return {"pattern": text}
    if not _is_id(name) and (told := _natural(name, schema, root, checker)):
        return {"choice": told}
    size = int(schema.get("minLength", 0))
    sized = (f"[a-z0-9]{{{size}}}",) if 0 < size <= MAX_TEXT else ()
    for text in (*SHAPES, *((UUID,) if size == UUID_LENGTH else ()), *sized):
        if _all_fit(text, checker):
            return {"pattern": text}
    fitting = [word for word in WORDS if checker.fits(word)] or _pasted(shape, checker)
    if fitting:
        return {"choice": fitting[:MAX_CHOICES]}
    raise UnsayableError(f"{name} must fit {shape[:60]!r}, which gives nothing a person could say")


def _pasted(shape: str, checker: Validator) -> list[str]:
    """Texts of this pattern that nobody says by heart but anybody can paste, those with the fewest odd marks first."""
    try:
        maker = plain_pattern(shape)
    except ValueError:
        return []
    drawn = dict.fromkeys(maker.draw(Draws(f"pasted {index}"), "shape") for index in range(PASTED))
    values = [value for value in drawn if " " not in value and _sayable(value, MAX_PASTED) and checker.fits(value)]
    return sorted(values, key=lambda value: (len(_ODD.findall(value)), len(value), value))


def _all_fit(shape: str, checker: Validator) -> bool:
    try:
        maker = pattern(shape)
    except ValueError:
        return False
    values = [maker.draw(Draws(f"sample {index}"), "shape") for index in range(SAMPLES)]
    return all(_sayable(value) and checker.fits(value) for value in values)


def _sampled(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> Any:
    values = _samples(name, schema, root, checker)
    size = schema.get("minLength", 0)
    if not values and MAX_TEXT < size <= MAX_PASTED and checker.fits("a" * size):
        return {"pattern": f"[a-z0-9]{{{size}}}"}
    if not values:
        raise UnsayableError(f"{name} has no value a person could say")
    return {"choice": values}


def _samples(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> list[Any]:
    """Believable values by name and format; other names begin elsewhere, so that two facts are seldom the same."""
    bare = {word: value for word, value in schema.items() if word not in ("examples", "default", "description")}
    makers = Examples({"$defs": root.get("$defs", {}), **bare})
    drawn = [makers.draw(Draws(f"sample {name} {index}"), name=name) for index in range(SAMPLES)]
    return list({repr(one): one for one in drawn if _sayable(one) and checker.fits(one)}.values())[:MAX_CHOICES]


def _natural(name: str, schema: Mapping[str, Any], root: Mapping[str, Any], checker: Validator) -> list[Any]:
    """What the name alone suggests, where a wide pattern allows it."""
    return _samples(name, {key: value for key, value in schema.items() if key != "pattern"}, root, checker)


def _is_id(name: str) -> bool:
    words = split_words(name)
    return bool(words) and words[-1] in _IDS
