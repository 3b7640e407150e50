"""Values that fit a JSON schema: the document's own examples first, then enums, formats, patterns, ranges and names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from simulator.draws import Draws
from simulator.tools import samples
from simulator.tools.checks import json_key, linear
from simulator.tools.merging import merge
from simulator.tools.validator import Validator, look_up
from simulator.values.late import Late
from simulator.variables.pattern import Pattern, pattern

ATTEMPTS = 6
MAX_DEPTH = 12
FULL_DEPTH = 3
MAX_NODES = 3_000
CHECK_COST = 10
CHECK_STEPS = 2_000
MAX_ITEMS = 40
MAX_TEXT = 10_000
MAX_STEPS = 2**50
_LENGTHS = (("minLength", 0), ("maxLength", MAX_TEXT))
Text = Callable[[str, str, Draws], str]
_LOOKS = Late(r"\(\?<?[!=](?:[^()\\]|\\.)*\)")
_FILL = "river harbor meadow cedar maple summit "


def example(schema: Any, draws: Draws) -> Any:
    """A value that fits the schema, as full as is sensible; None where none could be found in a few attempts."""
    return Examples(schema).draw(draws)


class Examples:
    """A schema that examples are drawn from, again and again; `text` makes what no format or example says."""

    __slots__ = ("_root", "_text", "validator")

    def __init__(self, schema: Any, *, text: Text = samples.text) -> None:
        self._root = schema
        self._text = text
        self.validator = Validator(schema)

    def draw(self, draws: Draws, *, name: str = "") -> Any:
        """One fitting value, or None; fuller ones are tried first."""
        for attempt in range(ATTEMPTS):
            full = FULL_DEPTH - attempt if attempt < FULL_DEPTH else 0
            at = draws.at("again", attempt) if attempt else draws
            maker = _Maker(self._root, full, self._text)
            value = maker.make(self._root, name, at, 0)
            if self.validator.fits(value):
                return value
            if maker.exhausted and not full:
                break
        return None


class _Maker:
    """Makes one value."""

    def __init__(self, root: Any, full: int, text: Text) -> None:
        self._root = root
        self._sample = text
        self._full = full
        self._nodes = 0

    @property
    def exhausted(self) -> bool:
        """Whether the schema was too large to be filled."""
        return self._nodes > MAX_NODES

    def _fits(self, schema: Mapping[str, Any], value: Any) -> bool:
        self._nodes += CHECK_COST
        return Validator(schema, root=self._root).fits(value, steps=CHECK_STEPS)

    def make(self, schema: Any, name: str, draws: Draws, depth: int) -> Any:
        self._nodes += 1
        if not isinstance(schema, Mapping) or not schema:
            return samples.any_value(name, draws)
        if self.exhausted or depth > MAX_DEPTH:
            return None
        schema = self._settled(schema)
        if "const" in schema:
            return schema["const"]
        known = self._written(schema)
        if known:
            return draws.choice(known, "example")
        if schema.get("enum"):
            values = [value for value in schema["enum"] if value is not None] or schema["enum"]
            return draws.choice(values, "enum")
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                return self._branch(schema, word, name, draws, depth)
        return _KINDS[_kind(schema)](self, schema, name, draws, depth)

    def _settled(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema without references and `allOf` at its top."""
        for _ in range(MAX_DEPTH):
            parts = [{key: value for key, value in schema.items() if key not in ("$ref", "allOf")}]
            if isinstance(schema.get("$ref"), str):
                parts.append(look_up(self._root, schema["$ref"]))
            elif isinstance(schema.get("allOf"), list):
                parts += schema["allOf"][:50]
            else:
                return schema
            schema = merge(parts)
        return {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}

    def _written(self, schema: Mapping[str, Any]) -> list[Any]:
        """What the document itself gives as examples, where it fits its own schema."""
        given = [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else ())]
        if not given:
            return []
        return [value for value in given if value not in ("", None) and self._fits(schema, value)]

    def _branch(self, schema: Mapping[str, Any], word: str, name: str, draws: Draws, depth: int) -> Any:
        rest = {key: value for key, value in schema.items() if key != word}
        branches = schema[word]
        start = int(draws.value(word) * len(branches))
        value = None
        for index in [*range(start, len(branches)), *range(start)][:8]:
            value = self.make(merge([rest, branches[index]]), name, draws.at(word, index), depth + 1)
            if self._fits(schema, value) or self.exhausted:
                break
        return value

    def object(self, schema: Mapping[str, Any], _name: str, draws: Draws, depth: int) -> dict[str, Any]:
        known = schema.get("properties", {})
        required = [name for name in schema.get("required", ()) if isinstance(name, str)]
        names = [*known, *(name for name in required if name not in known)]
        if depth >= self._full:
            names = [name for name in names if name in required]
        names = _within(names, required, schema.get("maxProperties"))
        extra = schema.get("additionalProperties", True)
        found = {}
        for name in names:
            value = self.make(known.get(name, extra), name, draws.at(name), depth + 1)
            if value is not None or name in required:
                found[name] = value
        for other in (needed for name in list(found) for needed in schema.get("dependentRequired", {}).get(name, ())):
            found.setdefault(other, self.make(known.get(other, extra), other, draws.at(other), depth + 1))
        for index in range(int(min(schema.get("minProperties", 0), MAX_ITEMS)) - len(found)):
            name = next((one for one in known if one not in found), f"field{index + 1}")
            found[name] = self.make(known.get(name, extra), name, draws.at(name), depth + 1)
        return found

    def array(self, schema: Mapping[str, Any], name: str, draws: Draws, depth: int) -> list[Any]:
        first = schema.get("prefixItems", [])
        low = int(schema.get("minItems", 0))
        wanted = max(low, len(first), 1 if depth > 1 else 2)
        count = min(wanted, int(schema.get("maxItems", wanted)), MAX_ITEMS)
        items = schema.get("items", True)
        found: list[Any] = []
        seen = set()
        for index in range(count * 4):
            if len(found) >= count:
                break
            inner = first[len(found)] if len(found) < len(first) else items
            if index == 0 and "contains" in schema:
                inner = schema["contains"]
            if inner is False:
                break
            value = self.make(inner, name, draws.at("item", index), depth + 1)
            if isinstance(inner, Mapping) and "oneOf" in inner and not self._fits(inner, value):
                continue
            key = json_key(value)
            if key not in seen or (not schema.get("uniqueItems") and index >= count):
                found.append(value)
                seen.add(key)
            elif not schema.get("uniqueItems") and len(found) < low:
                found.append(value)
        return found

    def text(self, schema: Mapping[str, Any], name: str, draws: Draws, _depth: int) -> str:
        low, high = (min(int(schema.get(word, usual)), MAX_TEXT) for word, usual in _LENGTHS)
        if isinstance(schema.get("pattern"), str):
            return _patterned(schema["pattern"], low, high, draws)
        found = self._sample(name, str(schema.get("format", "")), draws)
        if len(found) < low:
            found = (found + " " + _FILL * (low // len(_FILL) + 1))[:low].rstrip().ljust(low, "x")
        return found[:high]

    def number(self, schema: Mapping[str, Any], name: str, draws: Draws, _depth: int) -> int | float:
        whole = "integer" in _kinds(schema)
        step = Fraction(str(schema.get("multipleOf", 1 if whole else "0.5")))
        if whole and step.denominator != 1:
            step *= step.denominator
        low, high = _range(schema, name)
        first, last = math.ceil(low / step), math.floor(high / step)
        if first * step == _bound(schema, "exclusiveMinimum"):
            first += 1
        if last * step == _bound(schema, "exclusiveMaximum"):
            last -= 1
        if last < first:
            return float(low + high) / 2 if not whole else first
        found = step * draws.integer(first, min(last, first + MAX_STEPS), "number")
        return int(found) if found.denominator == 1 else float(found)


def _within(names: list[str], required: list[str], most: Any) -> list[str]:
    if not isinstance(most, int) or len(names) <= most:
        return names
    kept = [name for name in names if name in required]
    return kept + [name for name in names if name not in required][: max(0, most - len(kept))]


def plain_pattern(text: str) -> Pattern:
    """The pattern, without what looks ahead or behind if only that stands in the way; ValueError where more does."""
    try:
        return pattern(text)
    except ValueError:
        return pattern(_LOOKS.sub("", text))


def _patterned(text: str, low: int, high: int, draws: Draws) -> str:
    try:
        maker = plain_pattern(text)
    except ValueError:
        return ""
    check = linear(text)
    found = ""
    for attempt in range(5):
        found = maker.draw(draws, "pattern", *([attempt] if attempt else ()))
        if low <= len(found) <= high and (check is None or check.search(found) is not None):
            break
        if len(found) < low and not text.endswith("$"):
            found = found.ljust(low, "x")
            break
    return found


def _bound(schema: Mapping[str, Any], word: str) -> Fraction | None:
    return Fraction(str(schema[word])) if word in schema else None


def _range(schema: Mapping[str, Any], name: str) -> tuple[Fraction, Fraction]:
    lows = [bound for word in ("minimum", "exclusiveMinimum") if (bound := _bound(schema, word)) is not None]
    highs = [bound for word in ("maximum", "exclusiveMaximum") if (bound := _bound(schema, word)) is not None]
    usual_low, usual_high = map(Fraction, samples.span(name))
    low, high = max(lows, default=None), min(highs, default=None)
    if low is None and high is None:
        return usual_low, usual_high
    if low is None and high is not None:
        return (usual_low if usual_low <= high else high - 100), min(high, usual_high) if usual_low <= high else high
    if low is not None and high is None:
        return low, max(usual_high, low + 100)
    assert low is not None
    assert high is not None
    return low, high


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type")
    return [kind] if isinstance(kind, str) else list(kind or ())


def _kind(schema: Mapping[str, Any]) -> str:
    for kind in _kinds(schema):
        if kind != "null":
            return kind
    if _kinds(schema):
        return "null"
    for kind, words in _SIGNS.items():
        if any(word in schema for word in words):
            return kind
    return "string"


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "object": ("properties", "required", "additionalProperties", "minProperties"),
    "array": ("items", "prefixItems", "minItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
}
_KINDS: Mapping[str, Callable[[_Maker, Mapping[str, Any], str, Draws, int], Any]] = {
    "object": _Maker.object,
    "array": _Maker.array,
    "string": _Maker.text,
    "integer": _Maker.number,
    "number": _Maker.number,
    "boolean": lambda _maker, _schema, _name, draws, _depth: draws.chance(0.5, "boolean"),
    "null": lambda _maker, _schema, _name, _draws, _depth: None,
}
