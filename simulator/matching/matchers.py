"""The closed set of matchers a label may name for one argument: an object with one `$` key and its options.

Every matcher gives a mismatch with its proof: its own name, the accepted values and what was done to both sides.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import re2

from simulator.errors import closest
from simulator.frozen import dataclass
from simulator.matching.alike import breaks_schema, other_id, other_meaning, other_name, other_phone
from simulator.matching.assign import complete
from simulator.matching.formats import FORMATS, difference
from simulator.matching.mismatch import ABSENT, PLAIN, Context, Mismatch, letter_by_letter
from simulator.values.mention import mentions
from simulator.values.normal import fold, normal_text

Compare = Callable[[Any, Any, Mapping[str, Any], Context], Mismatch | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a matcher is used: the argument's schema, the call's context, and how to compare what lies inside."""

    schema: Mapping[str, Any]
    context: Context
    compare: Compare

    def fits(self, expected: Any, got: Any, schema: Mapping[str, Any] | None = None) -> bool:
        return self.compare(expected, got, self.schema if schema is None else schema, self.context) is None

    @property
    def items(self) -> Mapping[str, Any]:
        found = self.schema.get("items")
        return found if isinstance(found, Mapping) else {}


Run = Callable[[Mapping[str, Any], Any, Spot], str]
"""Gives "" where the value fits, else the proof that it does not."""


def matcher_of(expected: Any) -> str:
    """The `$` key that names the matcher, or "" where the value is plain."""
    if isinstance(expected, str) or not isinstance(expected, dict | Mapping):
        return ""
    for key in expected:
        if isinstance(key, str) and key.startswith("$") and key != "$optional":
            return key
    return ""


def run_matcher(kind: str, expected: Mapping[str, Any], got: Any, spot: Spot) -> Mismatch | None:
    """None where the value fits the matcher."""
    if got is ABSENT and kind not in _TAKES_ABSENT:
        proof = f"{kind}: was left out"
    elif kind not in MATCHERS:
        proof = f"{kind} is no matcher"
    else:
        proof = MATCHERS[kind](expected, got, spot)
    return Mismatch(expected=expected, got=got, proof=proof) if proof else None


def matcher_problem(expected: Any) -> str:
    """What is wrong with the matchers inside an expected value, "" where nothing is."""
    if isinstance(expected, list | tuple):
        return next(filter(None, map(matcher_problem, expected)), "")
    if not isinstance(expected, Mapping):
        return ""
    kind = matcher_of(expected)
    if not kind:
        return next(filter(None, map(matcher_problem, expected.values())), "")
    if kind not in MATCHERS:
        return f"{kind} is no matcher; {closest(kind, sorted(MATCHERS))}"
    for option in expected:
        if option != kind and option not in _OPTIONS.get(kind, ()):
            return f"{kind} takes no {option!r}"
    check = _OPERANDS.get(kind)
    problem = check(expected[kind]) if check else ""
    return f"{kind} {problem}" if problem else _inner_problem(kind, expected)


def _inner_problem(kind: str, expected: Mapping[str, Any]) -> str:
    if kind in ("$exact", "$schema"):
        return ""
    found = expected[kind]
    inner = list(found.values()) if kind == "$object" else found
    return matcher_problem(inner) if isinstance(inner, list | tuple) else ""


def right_values(expected: Any) -> tuple[Any, ...]:
    """The plain values that a label accepts, as far as it names them."""
    kind = matcher_of(expected)
    if not kind:
        return (expected,)
    if kind == "$any_of":
        return tuple(value for one in expected[kind] for value in right_values(one))
    return (expected[kind],) if kind in _NAMES_VALUE else ()


# --- the matchers -------------------------------------------------------------------------------------------------


def _any(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    del expected, got, spot
    return ""


def _absent(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    del expected
    if got is ABSENT or got is None or ("default" in spot.schema and spot.fits(spot.schema["default"], got)):
        return ""
    return "$absent: must not be sent"


def _exact(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    del spot
    same = _token(expected["$exact"]) == _token(got)
    return "" if same else "$exact: not the same JSON value"


def _any_of(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    values = expected["$any_of"]
    if type(got) in PLAIN and any(type(value) is type(got) and value == got for value in values):
        return ""
    proofs = []
    for value in values[:1] if letter_by_letter(values, got, spot.schema) else values:
        mismatch = spot.compare(value, got, spot.schema, spot.context)
        if mismatch is None:
            return ""
        proofs.append(mismatch.proof)
    return f"$any_of: none of {len(values)} accepted values fits; the first: {proofs[0] if proofs else 'there is none'}"


def _texts(name: str, normal: Callable[[str], str], how: str) -> Run:
    def run(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
        del spot
        if not isinstance(got, str):
            return f"{name}: {got!r} is no text"
        wanted, found = normal(str(expected[name])), normal(got)
        return "" if wanted == found else f"{name} ({how}): {wanted!r} is not {found!r}"

    return run


def _regex(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    del spot
    if not isinstance(got, str):
        return f"$regex: {got!r} is no text"
    pattern = compiled(str(expected["$regex"]))
    return "" if pattern and pattern.fullmatch(got) else f"$regex: the whole text must match {expected['$regex']!r}"


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    """The pattern, in linear time; None where it cannot be read."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None


def _number(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    if isinstance(got, str) and spot.schema.get("type") == "string":
        try:
            got = float(got)
        except ValueError:
            return f"$number: {got!r} is no number"
    if isinstance(got, bool) or not isinstance(got, int | float):
        return f"$number: {got!r} is no number"
    wanted, tolerance = expected["$number"], expected.get("tolerance", 0)
    if math.isclose(wanted, got, rel_tol=1e-9, abs_tol=tolerance):
        return ""
    return f"$number: {got:g} differs from {wanted:g} by {got - wanted:+g}, tolerance {tolerance:g}"


def _read_as(name: str, form: str) -> Run:
    def run(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
        read = FORMATS[form]
        wanted = read(str(expected[name]), spot.context.clock)
        found = read(got, spot.context.clock) if isinstance(got, str) else None
        if found is None or wanted is None:
            return f"{name}: {got if found is None else expected[name]!r} cannot be read as {form}"
        return "" if wanted == found else f"{name}: {difference(wanted, found)}"

    return run


def _told_by(name: str, proof: Callable[[Any, Any], str]) -> Run:
    return lambda expected, got, spot: proof(expected[name], got)


def _sequence(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    mismatch = spot.compare(list(expected["$sequence"]), got, spot.schema, spot.context)
    return f"$sequence: {mismatch.proof}" if mismatch else ""


def _set(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    if not isinstance(got, list | tuple):
        return f"$set: {got!r} is no list"
    return _in_any_order("$set", _once(expected["$set"]), _once(got), spot)


def _multiset(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    if not isinstance(got, list | tuple):
        return f"$multiset: {got!r} is no list"
    return _in_any_order("$multiset", list(expected["$multiset"]), list(got), spot)


def _in_any_order(name: str, wanted: list[Any], found: list[Any], spot: Spot) -> str:
    if len(wanted) != len(found):
        return f"{name}: expected {len(wanted)} items, got {len(found)}"
    fits = [[at for at, item in enumerate(found) if spot.fits(value, item, spot.items)] for value in wanted]
    lost = complete(fits, len(found))
    return "" if lost is None else f"{name}: no item is left for {wanted[lost]!r}"


def _subset(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    if not isinstance(got, list | tuple):
        return f"$subset: {got!r} is no list"
    if len(_once(got)) != len(got):
        return "$subset: an item was sent twice"
    for item in got:
        if not any(spot.fits(value, item, spot.items) for value in expected["$subset"]):
            return f"$subset: {item!r} is none of the accepted items"
    return ""


def _items(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    wanted = expected["$items"]
    if not isinstance(got, list | tuple) or len(got) != len(wanted):
        return f"$items: expected a list of {len(wanted)} items"
    for index, (accepted, item) in enumerate(zip(wanted, got, strict=True)):
        if not any(spot.fits(value, item, spot.items) for value in accepted):
            return f"$items: item {index} is {item!r}, accepted are {accepted!r}"
    return ""


def _object(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    wanted, optional = expected["$object"], expected.get("$optional", ())
    if not isinstance(got, Mapping):
        return f"$object: {got!r} is no object"
    properties = spot.schema.get("properties") or {}
    for key in sorted({*wanted, *got}):
        if key not in wanted:
            return f"$object: the key {key!r} is not expected"
        if key not in got and key in optional:
            continue
        item = got.get(key, ABSENT)
        if not any(spot.fits(value, item, properties.get(key, {})) for value in wanted[key]):
            return f"$object: {key!r} is {item!r}, accepted are {wanted[key]!r}"
    return ""


def _from_result(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    name = str(expected["$from_result"])
    seen = [value for result in spot.context.results for value in under(name, result)]
    if any(spot.fits(value, got) for value in seen):
        return ""
    return f"$from_result: {got!r} is none of {len(seen)} values that earlier results held under {name!r}"


def _from_user(expected: Mapping[str, Any], got: Any, spot: Spot) -> str:
    del expected
    if any(mentions(got, text, spot.context.clock) for text in spot.context.said):
        return ""
    return f"$from_user: the user had not said {got!r}"


def under(name: str, result: Any) -> Iterator[Any]:
    """Every value a JSON result holds under this field, at any depth."""
    layer = [result]
    while layer:
        inner: list[Any] = []
        for item in layer:
            if isinstance(item, Mapping):
                if name in item:
                    found = item[name]
                    yield from found if isinstance(found, list) else (found,)
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        layer = inner


def _once(items: Sequence[Any]) -> list[Any]:
    return list({_token(item): item for item in items}.values())


def _token(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=repr)


MATCHERS: dict[str, Run] = {
    "$any": _any,
    "$absent": _absent,
    "$exact": _exact,
    "$any_of": _any_of,
    "$text": _texts("$text", lambda text: normal_text(text).casefold(), "NFKC, spaces, quotes, case"),
    "$casefold": _texts("$casefold", str.casefold, "case"),
    "$accents": _texts("$accents", lambda text: fold(normal_text(text)), "NFKC, spaces, quotes, case, accents"),
    "$email": _texts("$email", lambda text: text.strip().casefold(), "case"),
    "$phone": _told_by("$phone", other_phone),
    "$id": _told_by("$id", other_id),
    "$synonyms": _told_by("$synonyms", other_name),
    "$schema": _told_by("$schema", breaks_schema),
    "$semantic": _told_by("$semantic", other_meaning),
    "$regex": _regex,
    "$number": _number,
    "$date": _read_as("$date", "date"),
    "$datetime": _read_as("$datetime", "date-time"),
    "$time": _read_as("$time", "time"),
    "$duration": _read_as("$duration", "duration"),
    "$sequence": _sequence,
    "$set": _set,
    "$multiset": _multiset,
    "$subset": _subset,
    "$items": _items,
    "$object": _object,
    "$from_result": _from_result,
    "$from_user": _from_user,
}
_TAKES_ABSENT = frozenset(("$any", "$absent", "$any_of"))
_NAMES_VALUE = frozenset(
    "$exact $text $casefold $accents $email $phone $id $semantic $number $date $datetime $time $duration $sequence "
    "$set".split()
)
_OPTIONS = {"$number": ("tolerance",), "$object": ("$optional",)}


# --- what may stand behind the `$` key ------------------------------------------------------------------------------


def _want(test: Callable[[Any], bool], what: str) -> Callable[[Any], str]:
    return lambda operand: "" if test(operand) else f"needs {what}, not {operand!r}"


def _template_or(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda operand: test(operand) or (isinstance(operand, str) and "{" in operand)


_list = _want(lambda operand: isinstance(operand, list | tuple), "a list")
_text = _want(lambda operand: isinstance(operand, str) and bool(operand), "a text")
_true = _want(lambda operand: operand is True, "true")
_lists_inside = _want(
    lambda operand: isinstance(operand, list | tuple) and all(isinstance(item, list | tuple) for item in operand),
    "a list of lists",
)
_OPERANDS: dict[str, Callable[[Any], str]] = {
    "$any": _true,
    "$absent": _true,
    "$from_user": _true,
    "$any_of": _want(lambda operand: isinstance(operand, list | tuple) and bool(operand), "a list with a value in it"),
    "$text": _want(lambda operand: isinstance(operand, str | int | float), "a text"),
    "$casefold": _text,
    "$accents": _text,
    "$email": _text,
    "$phone": _text,
    "$id": _want(lambda operand: isinstance(operand, str | int) and not isinstance(operand, bool), "an id"),
    "$synonyms": _want(lambda operand: isinstance(operand, list | tuple) and bool(operand), "a list of names"),
    "$schema": _want(
        lambda operand: isinstance(operand, Mapping | list | tuple) and bool(operand),
        "a JSON schema, or a list of them",
    ),
    "$semantic": _text,
    "$sequence": _list,
    "$regex": _want(lambda operand: isinstance(operand, str) and compiled(operand) is not None, "a regular expression"),
    "$number": _want(
        _template_or(lambda operand: isinstance(operand, int | float) and not isinstance(operand, bool)), "a number"
    ),
    "$date": _text,
    "$datetime": _text,
    "$time": _text,
    "$duration": _text,
    "$set": _list,
    "$multiset": _list,
    "$subset": _list,
    "$items": _lists_inside,
    "$object": _want(
        lambda operand: (
            isinstance(operand, Mapping) and all(isinstance(item, list | tuple) for item in operand.values())
        ),
        "an object of lists",
    ),
    "$from_result": _text,
}
