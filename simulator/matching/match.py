"""Is this the right value? One answer per argument: by its JSON schema type, or by the matcher the label names.

Nothing is coerced: "2" is not 2 and 1 is not true, but 5.0 is 5. Texts are equal character by character (canonical
Unicode), unless the schema gives them a format such as date. A value left out counts as its documented default.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from simulator.matching.formats import FORMATS, NAMES, difference
from simulator.matching.matchers import Spot, matcher_of, run_matcher
from simulator.matching.mismatch import ABSENT, Context, Mismatch
from simulator.tools.validator import look_up

SCALARS = frozenset((str, int, float, bool, type(None)))
RELATIVE = 1e-9
ABSOLUTE = 1e-12
MAX_REFS = 20
BRANCHES = frozenset(("anyOf", "oneOf", "allOf"))
SHORT = 200
EMPTY: Mapping[str, Any] = {}


def compare(expected: Any, got: Any, schema: Mapping[str, Any], context: Context) -> Mismatch | None:
    """None where the value is the expected one, else what differs and why."""
    scalar = type(expected) in SCALARS
    if scalar and type(expected) is type(got) and expected == got:
        return None
    if "$ref" in schema:
        schema = _follow(schema, context)
    if got is ABSENT and "default" in schema:
        got = schema["default"]
    kind = "" if scalar else matcher_of(expected)
    if kind:
        return run_matcher(kind, expected, got, Spot(schema=schema, context=context, compare=compare))
    if got is ABSENT:
        return None if expected is None else _wrong(expected, got, "was left out and has no default that fits")
    return _compare_plain(expected, got, schema, context)


def _follow(schema: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    for _ in range(MAX_REFS):
        ref = schema.get("$ref")
        if not isinstance(ref, str):
            return schema
        found = look_up(context.root, ref)
        schema = found if isinstance(found, Mapping) else EMPTY
    return EMPTY


def _compare_plain(expected: Any, got: Any, schema: Mapping[str, Any], context: Context) -> Mismatch | None:
    if not isinstance(expected, bool) and not isinstance(got, bool):
        if isinstance(expected, str) and isinstance(got, str):
            return _texts(expected, got, schema, context)
        if isinstance(expected, int | float) and isinstance(got, int | float):
            return _numbers(expected, got)
        if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
            return _lists(expected, got, schema, context)
        if isinstance(expected, Mapping) and isinstance(got, Mapping):
            return _objects(expected, got, schema, context)
    if expected is got or (isinstance(expected, bool) and isinstance(got, bool) and expected == got):
        return None
    return _wrong(expected, got, f"schema-equal: expected {_type(expected)}, got {_type(got)}")


def _numbers(expected: float, got: float) -> Mismatch | None:
    if expected == got:
        return None
    whole = isinstance(expected, int) and isinstance(got, int)
    if not whole and math.isclose(expected, got, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
        return None
    return _wrong(expected, got, f"schema-equal: numbers differ by {got - expected:+.12g}")


def _texts(expected: str, got: str, schema: Mapping[str, Any], context: Context) -> Mismatch | None:
    if expected == got:
        return None
    name = _format(schema, context)
    read = FORMATS.get(name)
    if read:
        wanted, found = read(expected, context.clock), read(got, context.clock)
        if wanted is not None and found is not None:
            how = f"compared as {NAMES.get(name, name)}: {difference(wanted, found)}"
            return None if wanted == found else _wrong(expected, got, how)
    return same_text(expected, got, "canonical Unicode")


def same_text(expected: str, got: str, how: str) -> Mismatch | None:
    """None where two texts are canonically equal, else the first character that differs."""
    if len(expected) + len(got) > SHORT:
        return _unlike(expected, got, how)
    return _unlike_again(expected, got, how)


def _unlike(expected: str, got: str, how: str) -> Mismatch | None:
    wanted, found = normalize("NFC", expected), normalize("NFC", got)
    if wanted == found:
        return None
    at = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    ends = f"{wanted[at : at + 8] or 'the end'!r} became {found[at : at + 8] or 'the end'!r}"
    return _wrong(expected, got, f"texts ({how}) differ at character {at + 1}: {ends}")


# Many labels beside many calls compare the same short texts again and again.
_unlike_again = lru_cache(maxsize=4096)(_unlike)


def _format(schema: Mapping[str, Any], context: Context) -> str:
    """The format of the schema or of the one branch that has one."""
    found = schema.get("format")
    if found is None and not BRANCHES.isdisjoint(schema):
        for key in ("anyOf", "oneOf", "allOf"):
            branches = schema.get(key)
            if isinstance(branches, list):
                formats = {_follow(part, context).get("format") for part in branches if isinstance(part, Mapping)}
                formats.discard(None)
                found = formats.pop() if len(formats) == 1 else found
    return found if isinstance(found, str) else ""


def _lists(expected: Any, got: Any, schema: Mapping[str, Any], context: Context) -> Mismatch | None:
    items = schema.get("items")
    items = items if isinstance(items, Mapping) else EMPTY
    for index, (wanted, found) in enumerate(zip(expected, got, strict=False)):
        mismatch = compare(wanted, found, items, context)
        if mismatch:
            return _inside(f"[{index}]", mismatch)
    if len(expected) != len(got):
        return _wrong(expected, got, f"sequence: expected {len(expected)} items, got {len(got)}")
    return None


def _objects(
    expected: Mapping[str, Any], got: Mapping[str, Any], schema: Mapping[str, Any], context: Context
) -> Mismatch | None:
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else EMPTY
    for key in sorted({*expected, *got}):
        inner = properties.get(key)
        inner = inner if isinstance(inner, Mapping) else EMPTY
        if key in expected:
            mismatch = compare(expected[key], got.get(key, ABSENT), inner, context)
        elif got[key] is None or is_default(got[key], inner, context):
            mismatch = None
        else:
            mismatch = _wrong(ABSENT, got[key], "is no part of the expected object")
        if mismatch:
            return _inside(f".{key}", mismatch)
    return None


def is_default(got: Any, schema: Mapping[str, Any], context: Context) -> bool:
    """Whether the value is what leaving it out would mean."""
    schema = _follow(schema, context)
    return "default" in schema and compare(schema["default"], got, schema, context) is None


def _inside(step: str, mismatch: Mismatch) -> Mismatch:
    return Mismatch(
        path=step + mismatch.path, expected=mismatch.expected, got=mismatch.got, proof=f"{step} {mismatch.proof}"
    )


def _wrong(expected: Any, got: Any, proof: str) -> Mismatch:
    return Mismatch(expected=expected, got=got, proof=proof)


def _type(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    names = {str: "text", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    return names.get(type(value), "an object")
