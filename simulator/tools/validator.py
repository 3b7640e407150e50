"""JSON values against JSON schemas, compiled once and run in linear time.

Nothing is ever fetched, a pattern runs in linear time (re2; what re2 cannot read is not enforced), true is no integer,
2.0 is one, NaN is no number, `multipleOf` is exact, and a schema that explodes ends in a problem instead of a hang.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from simulator.tools.checks import (
    MAX_STEPS,
    SINGLE,
    Check,
    EnoughError,
    Problem,
    Run,
    always,
    linear,
    mapping,
    never,
    shown,
)

MAX_LEVELS = 100
_NEVER_ODD = (int, bool, type(None))


class Validator:
    """A schema ready to check values; `$ref` is followed inside it only, or inside the `root` it is a part of."""

    __slots__ = ("_check", "_refs", "_root")

    def __init__(self, schema: Any, *, root: Any = None) -> None:
        self._root = schema if root is None else root
        self._refs: dict[str, Check] = {}
        self._check = _compile(schema, self)

    def problems(self, value: Any, *, steps: int = MAX_STEPS) -> list[Problem]:
        """What is wrong with the value; empty where it fits. A checking of more than `steps` steps is given up."""
        run = Run(MAX_STEPS - steps)
        try:
            if odd := _odd(value):
                return [Problem(where="", message=odd)]
            self._check(value, (), run)
        except EnoughError:
            if not run.problems:
                return [Problem(where="", message="too tangled to be checked against its schema")]
        except RecursionError:
            return [Problem(where="", message="nested too deep to be checked against its schema")]
        return run.problems

    def fits(self, value: Any, *, steps: int = MAX_STEPS) -> bool:
        """Whether the value fits the schema."""
        return not self.problems(value, steps=steps)

    def follow(self, ref: str) -> Check:
        """The check behind a local reference, compiled on first use."""
        check = self._refs.get(ref)
        if check is None:
            check = self._refs[ref] = _compile(look_up(self._root, ref), self)
        return check


def look_up(root: Any, ref: str) -> Any:
    """The part of the schema a local reference points to; anything goes where it points nowhere."""
    here = root
    for part in ref.removeprefix("#").removeprefix("/").split("/") if ref != "#" else ():
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(here, Mapping) or name not in here:
            return True
        here = here[name]
    return here


def _odd(value: Any, level: int = 0) -> str:
    if type(value) in _NEVER_ODD:
        return ""
    if isinstance(value, str):
        return "" if value.isascii() else _odd_text(value)
    if isinstance(value, float):
        return "" if math.isfinite(value) else f"{value} is not a JSON number"
    fields = isinstance(value, (dict, Mapping))  # a plain one is told at once
    if fields or isinstance(value, list | tuple):
        if level >= MAX_LEVELS:
            return f"nested deeper than {MAX_LEVELS} levels"
        for item in value.values() if fields else value:
            if odd := _odd(item, level + 1):
                return odd
    return ""


def _odd_text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        return "a text holds half of a surrogate pair"
    return ""


def _compile(schema: Any, owner: Validator) -> Check:
    if not isinstance(schema, Mapping):
        return never if schema is False else always
    checks: list[Check] = []
    if isinstance(ref := schema.get("$ref"), str):
        checks.append(_ref(ref, owner))
    checks += [single(schema) for key, single in SINGLE.items() if key in schema]
    checks += [build(schema, owner) for key, build in _BUILDERS.items() if key in schema]
    if any(key in schema for key in _OBJECT_KEYS):
        checks.append(_properties(schema, owner))
    if any(key in schema for key in ("items", "prefixItems")):
        checks.append(_items(schema, owner))
    if len(checks) == 1:
        return checks[0]

    def run_all(value: Any, path: tuple[Any, ...], run: Run) -> None:
        for check in checks:
            check(value, path, run)

    return run_all


def _ref(ref: str, owner: Validator) -> Check:
    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        run.step()
        owner.follow(ref)(value, path, run)

    return check


def _trial(check: Check, value: Any, path: tuple[Any, ...], run: Run) -> list[Problem]:
    inner = Run(run.steps + 1)
    try:
        inner.step()
        check(value, path, inner)
    except EnoughError:
        if inner.steps > MAX_STEPS:
            raise
    run.steps = inner.steps
    return inner.problems


def _branches(schema: Mapping[str, Any], key: str, owner: Validator) -> list[Check]:
    return [_compile(branch, owner) for branch in schema[key]] if isinstance(schema[key], list) else []


def _all_of(schema: Mapping[str, Any], owner: Validator) -> Check:
    checks = _branches(schema, "allOf", owner)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        for inner in checks:
            run.step()
            inner(value, path, run)

    return check


def _some_of(key: str, *, one: bool) -> Any:
    def build(schema: Mapping[str, Any], owner: Validator) -> Check:
        checks = _branches(schema, key, owner)

        def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
            fitting, nearest = 0, None
            for inner in checks:
                problems = _trial(inner, value, path, run)
                fitting += not problems
                if fitting and not one:
                    return
                if problems and (nearest is None or len(problems) < len(nearest)):
                    nearest = problems
            if not fitting and nearest:
                run.add(path, f"fits none of {len(checks)} forms ({nearest[0]})")
            elif one and fitting > 1:
                run.add(path, f"fits {fitting} forms where exactly one is allowed")

        return check if checks else always

    return build


def _not(schema: Mapping[str, Any], owner: Validator) -> Check:
    inner = _compile(schema["not"], owner)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if not _trial(inner, value, path, run):
            run.add(path, f"is a form that is not allowed: {shown(value)}")

    return check


def _if(schema: Mapping[str, Any], owner: Validator) -> Check:
    test, yes, no = (_compile(schema.get(key, True), owner) for key in ("if", "then", "else"))

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        (no if _trial(test, value, path, run) else yes)(value, path, run)

    return check


def _contains(schema: Mapping[str, Any], owner: Validator) -> Check:
    inner = _compile(schema["contains"], owner)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, list) and all(_trial(inner, item, path, run) for item in value):
            run.add(path, "holds no item of the form that must be there")

    return check


def _items(schema: Mapping[str, Any], owner: Validator) -> Check:
    rest = _compile(schema.get("items", True), owner)
    first = _branches(schema, "prefixItems", owner) if "prefixItems" in schema else []

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, list):
            for index, item in enumerate(value):
                run.step()
                (first[index] if index < len(first) else rest)(item, (*path, index), run)

    return check


_OBJECT_KEYS = ("properties", "patternProperties", "additionalProperties", "required")


def _properties(schema: Mapping[str, Any], owner: Validator) -> Check:
    required = [name for name in schema.get("required", ()) if isinstance(name, str)] if _lists(schema) else []
    one = _field(schema, owner)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, (dict, Mapping)):
            for name in required:
                if name not in value:
                    run.add((*path, name), "is required")
            for name, item in value.items():
                run.step()
                one(str(name), item, (*path, name), run)

    return check


def _lists(schema: Mapping[str, Any]) -> bool:
    return isinstance(schema.get("required"), list | tuple)


def _field(schema: Mapping[str, Any], owner: Validator) -> Callable[[str, Any, tuple[Any, ...], Run], None]:
    known = {name: _compile(inner, owner) for name, inner in mapping(schema, "properties").items()}
    patterns = [(linear(text), _compile(inner, owner)) for text, inner in mapping(schema, "patternProperties").items()]
    readable = [(found, inner) for found, inner in patterns if found is not None]
    rest = _compile(schema.get("additionalProperties", True), owner)
    if rest is never:
        rest = _unknown if len(readable) == len(patterns) else always

    def one(name: str, item: Any, path: tuple[Any, ...], run: Run) -> None:
        found = [known[name]] if name in known else []
        found += [inner for pattern, inner in readable if pattern.search(name) is not None]
        for inner in found or (rest,):
            inner(item, path, run)

    def plain(name: str, item: Any, path: tuple[Any, ...], run: Run) -> None:
        known.get(name, rest)(item, path, run)

    return one if readable else plain


def _unknown(_value: Any, path: tuple[Any, ...], run: Run) -> None:
    run.add(path, "is not a known field")


def _names(schema: Mapping[str, Any], owner: Validator) -> Check:
    inner = _compile(schema["propertyNames"], owner)

    def check(value: Any, path: tuple[Any, ...], run: Run) -> None:
        if isinstance(value, Mapping):
            for name in value:
                inner(name, (*path, name), run)

    return check


_BUILDERS: dict[str, Callable[[Mapping[str, Any], Validator], Check]] = {
    "contains": _contains,
    "propertyNames": _names,
    "allOf": _all_of,
    "anyOf": _some_of("anyOf", one=False),
    "oneOf": _some_of("oneOf", one=True),
    "not": _not,
    "if": _if,
}
