"""Schemas of an API document made self-contained: local references followed lazily, cycles kept as `$defs`.

OpenAPI 3.0's own words become JSON Schema, `allOf` is merged, and what is malformed is left out with a warning. A
reference out of the document leaves its place open, with a warning; nothing is ever fetched. Work and size stay
linear in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from simulator.frozen import NamedTuple
from simulator.tools.merging import merge
from simulator.tools.operations.discriminators import discriminated
from simulator.tools.operations.pointers import Pointers
from simulator.tools.operations.words import clean, is_nullable, nullable

MAX_INLINE = 400
MAX_DEPTH = 40
_PARTS = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_LISTS = ("anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties")


class Expanded(NamedTuple):
    """A schema without references into the document: its size, the definitions it needs, the fields left out of it."""

    schema: dict[str, Any]
    size: int
    needs: frozenset[str]
    dropped: frozenset[str] = frozenset()


ANYTHING = Expanded({}, 1, frozenset())


class _Open(NamedTuple):
    """References being followed: name -> the level of the value it describes."""

    refs: Mapping[str, int]
    level: int
    depth: int

    def below(self) -> _Open:
        return _Open(self.refs, self.level + 1, self.depth + 1)

    def beside(self) -> _Open:
        return _Open(self.refs, self.level, self.depth + 1)

    def into(self, ref: str) -> _Open:
        return _Open({**self.refs, ref: self.level}, self.level, self.depth + 1)


_FRESH = _Open({}, 0, 0)


class Schemas:
    """The schemas of one document, for what is sent (`drop` = readOnly) or for what comes back (`drop` = writeOnly)."""

    def __init__(self, root: Any, drop: str, warn: Callable[..., None], *, siblings: bool = True) -> None:
        self._pointers = Pointers(root, warn)
        self._drop = drop
        self._warn = warn
        self._siblings = siblings
        self._closed: dict[frozenset[str], dict[str, Any]] = {}
        self._known: dict[str, Expanded] = {}
        self._definitions: dict[str, Expanded] = {}
        self._names: dict[str, str] = {}
        self._refs: dict[str, str] = {}

    def complete(self, schema: Any) -> dict[str, Any]:
        """The schema with everything it needs inside it."""
        return self.close(self.expand(schema))

    def expand(self, schema: Any) -> Expanded:
        """The schema with references followed; `close` adds the definitions it needs."""
        return self._expand(schema, _FRESH)

    def close(self, found: Expanded) -> dict[str, Any]:
        """The schema with its `$defs`."""
        if not found.needs:
            return found.schema
        definitions = self._closed.get(found.needs)
        if definitions is None:
            done: dict[str, Any] = {}
            todo = sorted(found.needs)
            while todo:
                name = todo.pop()
                if name not in done:
                    definition = self.definition(name)
                    done[name] = definition.schema
                    todo += sorted(definition.needs - done.keys())
            definitions = self._closed[found.needs] = dict(sorted(done.items()))
        return {**found.schema, "$defs": definitions}

    def opened(self, found: Expanded) -> Expanded:
        """The same schema with a definition at its top written out."""
        seen: set[str] = set()
        while (name := _definition_name(found.schema)) and name not in seen:
            seen.add(name)
            found = self.definition(name)
        return found

    def definition(self, name: str) -> Expanded:
        """What a `$defs` entry holds."""
        found = self._definitions.get(name)
        if found is None:
            ref = self._refs[name]
            target = self.follow(ref)
            found = self._expand(target, _FRESH.into(ref))
            self._definitions[name] = found
        return found

    def follow(self, ref: Any) -> Any:
        """What a local reference points to; anything goes, with a warning, where it points nowhere."""
        return self._pointers.follow(ref)

    def _expand(self, schema: Any, open_: _Open) -> Expanded:
        if not isinstance(schema, Mapping):
            return Expanded({"not": {}}, 1, frozenset()) if schema is False else ANYTHING
        if open_.depth > 3 * MAX_DEPTH:
            self._warn("a schema is nested too deep; its inner part is left open")
            return ANYTHING
        if "$ref" in schema:
            return self._reference(schema, open_)
        words = clean(schema, self._warn)
        if "discriminator" in schema:
            words = discriminated(schema["discriminator"], words, self._pointers)
        parts = [self._inner(words, open_)]
        if isinstance(schema.get("allOf"), list):
            parts += [self._whole(part, open_.beside()) for part in schema["allOf"][:200]]
        found = parts[0] if len(parts) == 1 else _merged(parts)
        if schema.get("unevaluatedProperties") is False and "additionalProperties" not in found.schema:
            found = _sealed(found)
        return found._replace(schema=nullable(found.schema)) if is_nullable(schema) else found

    def _whole(self, part: Any, open_: _Open) -> Expanded:
        found = self._expand(part, open_)
        name = _definition_name(found.schema)
        if name is None or (self._refs[name] in open_.refs and name not in self._definitions):
            return found
        opened = self.opened(found)
        return opened if opened.size <= 20 * MAX_INLINE else found

    def _reference(self, schema: Mapping[str, Any], open_: _Open) -> Expanded:
        beside = {key: value for key, value in schema.items() if key != "$ref"} if self._siblings else {}
        found = self._referred(schema["$ref"], open_)
        if not beside:
            return found
        own = self._expand(beside, open_.beside())
        if "$ref" in found.schema:
            return Expanded({**own.schema, **found.schema}, own.size + 1, own.needs | found.needs)
        return _merged([own, found])

    def _referred(self, ref: Any, open_: _Open) -> Expanded:
        if not isinstance(ref, str):
            self._warn("a reference is no text")
            return ANYTHING
        if ref in open_.refs:
            # The same value described by itself says nothing, and would never end.
            return ANYTHING if open_.refs[ref] == open_.level else self._pointer(ref)
        known = self._known.get(ref)
        if known is None:
            target = self.follow(ref)
            if open_.depth > MAX_DEPTH:
                return self._pointer(ref)
            known = self._expand(target, open_.into(ref))
            name = self._name(ref)
            if name in known.needs or known.size > MAX_INLINE:
                self._definitions[name] = known
                known = self._pointer(ref)
            self._known[ref] = known
        return known

    def _pointer(self, ref: str) -> Expanded:
        name = self._name(ref)
        return Expanded({"$ref": f"#/$defs/{name}"}, 1, frozenset((name,)))

    def _name(self, ref: str) -> str:
        name = self._names.get(ref)
        if name is None:
            base = re.sub(r"[^A-Za-z0-9_]+", "_", ref.rsplit("/", 1)[-1]).strip("_")[:60] or "schema"
            name, count = base, 1
            while name in self._refs:
                count += 1
                name = f"{base}_{count}"
            self._names[ref], self._refs[name] = name, ref
        return name

    def _inner(self, words: dict[str, Any], open_: _Open) -> Expanded:
        out, size, needs = dict(words), 1 + len(words), frozenset[str]()

        def take(inner: Any, at: _Open) -> dict[str, Any]:
            nonlocal size, needs
            found = self._expand(inner, at)
            size += found.size
            needs |= found.needs
            return found.schema

        for key in _PARTS:
            if isinstance(words.get(key), Mapping):
                out[key] = take(words[key], open_.beside() if key in ("not", "if", "then", "else") else open_.below())
        for key in _LISTS:
            if key in words:
                at = open_.below() if key == "prefixItems" else open_.beside()
                found = [take(inner, at) for inner in words[key]]
                out[key] = found if key == "prefixItems" else _distinct(found)
        for key in _MAPS:
            if key in words:
                out[key] = {name: take(inner, open_.below()) for name, inner in self._kept(words[key]).items()}
        dropped = frozenset(words.get("properties", {}).keys() - out.get("properties", {}).keys())
        return _required(Expanded(out, size, needs, dropped), _marked(words.get("properties", {})))

    def _kept(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        return {str(name): inner for name, inner in fields.items() if not self._is_dropped(inner)}

    def _is_dropped(self, inner: Any) -> bool:
        """Whether a field is only read, or only written, by its own word or that of the schema it refers to."""
        if not isinstance(inner, Mapping) or self._drop in inner or "$ref" not in inner:
            return isinstance(inner, Mapping) and inner.get(self._drop) is True
        target = self._pointers.find(inner["$ref"])
        return isinstance(target, Mapping) and target.get(self._drop) is True


def _distinct(branches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({branch.get("$ref", id(branch)): branch for branch in branches}.values())


def _merged(parts: list[Expanded]) -> Expanded:
    needs = frozenset[str]().union(*(part.needs for part in parts))
    dropped = frozenset[str]().union(*(part.dropped for part in parts))
    merged = merge([part.schema for part in parts])
    return _required(
        Expanded(merged, sum(part.size for part in parts), needs, dropped - merged.get("properties", {}).keys())
    )


def _required(found: Expanded, marked: tuple[str, ...] = ()) -> Expanded:
    """Nothing is required that was left out; what is marked `required: true` itself is."""
    known = found.schema.get("required", [])
    names = [name for name in dict.fromkeys((*known, *marked)) if name not in found.dropped]
    if names == known:
        return found
    return found._replace(schema={**found.schema, "required": names})


def _marked(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields with the common slip of `required: true` on themselves."""
    return tuple(
        str(name)
        for name, inner in fields.items()
        if isinstance(inner, Mapping) and (inner.get("required") is True or inner.get("required") == "true")
    )


def _sealed(found: Expanded) -> Expanded:
    """`unevaluatedProperties: false` where only the level's own fields are evaluated."""
    if any(word in found.schema for word in ("$ref", "allOf", "anyOf", "oneOf", "if")):
        return found
    return found._replace(schema={**found.schema, "additionalProperties": False})


def _definition_name(schema: Mapping[str, Any]) -> str | None:
    ref = schema.get("$ref")
    return ref.removeprefix("#/$defs/") if isinstance(ref, str) else None
