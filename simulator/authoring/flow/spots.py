"""The places a value can flow from and to: fields of results and arguments of calls that name a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.authoring.flow.naming import NOISE, Noun, described, identity, noun_of, words_of
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import plain_text, singular, split_words
from simulator.worlds.derived.fields import opened
from simulator.worlds.derived.groups import HOLE, clean, find_groups
from simulator.worlds.derived.names import VERBS, read_name, shared_prefix

LAYERS = 6
MOST = 400
_WRAPPERS = frozenset(
    "data result results item items value values response payload body content entry entries record records list rows"
    " embedded attributes object output hit hits page page_info node nodes edges".replace("_", " ").split()
)
_SECRET = re.compile(
    r"auth|api.?key|secret|password|signature|idempoten|accept|content.type|user.agent|csrf", re.IGNORECASE
)
_GIVEN = {
    "book": "booking", "reserve": "reservation", "order": "order", "pay": "payment", "charge": "charge",
    "ship": "shipment", "schedule": "appointment", "subscribe": "subscription", "register": "registration",
    "transfer": "transfer", "quote": "quote", "refund": "refund", "rent": "rental", "checkout": "order",
    "upload": "upload", "start": "job", "submit": "submission", "open": "", "place": "",
}  # fmt: skip
_RETURNS = re.compile(
    r"\b(?:returns?|gives?(?: back)?|yields?|produces?|with (?:their|its))\b(.{0,160})", re.IGNORECASE | re.DOTALL
)
_KEY_WORDS = re.compile(r"\b((?:[a-z]+[ _-])?[a-z]+[ _-](?:ids?|numbers?|codes?|references?|tokens?))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One field or argument that names a thing.

    nouns     what it names, the surest first; `key` is the kind of name: id, number, code, name …
    own       whether the thing is what its tool is about, not one that is only mentioned
    inferred  whether the document does not declare it: only the tool's name or description tells
    """

    tool: str
    path: tuple[str, ...]
    nouns: tuple[Noun, ...]
    key: str
    kind: str = ""
    form: str = ""
    own: bool = False
    place: str = ""
    required: bool = False
    inferred: bool = False
    text: str = ""
    described: tuple[Noun, ...] = ()

    @property
    def where(self) -> str:
        """The path as people write it: `items[].id`."""
        return ".".join(self.path).replace(".[]", "[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What one tool is about and does to it."""

    noun: Noun
    role: str
    others: tuple[Noun, ...] = ()


def subjects(tools: Sequence[ToolSpec]) -> dict[str, About]:
    """What each tool is about, by its path and its name."""
    grouped = {name: (group.noun, part.role) for group in find_groups(tools) for name, part in group.parts.items()}
    prefix = shared_prefix(tools)
    found = {}
    for tool in tools:
        noun, role = grouped.get(tool.name, ((), ""))
        named = read_name(tool.name, prefix)
        segment = _segment(tool.path)
        others = [one for one in (noun, segment, named.noun if named else ()) if one]
        role = role or (named.role if named else "") or ("get" if tool.method == "get" else "")
        first = others[0] if others else ()
        found[tool.name] = About(noun=first, role=role, others=tuple(dict.fromkeys(others[1:])))
    return found


def _segment(path: str) -> Noun:
    parts = [part for part in clean(path).split("/") if part and "{" not in part]
    for part in reversed(parts):
        words = split_words(part)
        if words and words[0] not in VERBS:
            return noun_of(words)
    return ()


class Reader:
    """Reads the spots of tools; knows every noun the document speaks of."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.about = subjects(tools)
        self.nouns = frozenset(noun for about in self.about.values() for noun in (about.noun, *about.others) if noun)
        self.known: frozenset[str] = frozenset(noun[-1] for noun in self.nouns)

        self.made = frozenset(about.noun for about in self.about.values() if about.role == "create")

    # --- what results show ----------------------------------------------------------------------------------------
    def shown(self, tool: ToolSpec) -> list[Spot]:
        """The keys a good result shows."""
        if self.about[tool.name].role == "delete":
            return []
        found = []
        for path, owner, schema in _walk(tool.returns, tool.returns):
            spot = self._field(tool, path, owner, schema)
            if spot:
                found.append(spot)
            if len(found) >= MOST:
                break
        return found if found or tool.returns else list(self._inferred(tool))

    def _field(self, tool: ToolSpec, path: tuple[str, ...], owner: Noun, schema: Mapping[str, Any]) -> Spot | None:
        name = next((part for part in reversed(path) if part != "[]"), "")
        about = self.about[tool.name]
        mine = about.noun, *about.others
        named = identity(name, self.known) or (((), "name") if flat_name(name) and not _nested(schema) else None)
        if named is None or _scalar(schema) is None:
            return None
        noun, key = named
        if key == "name" and owner and owner not in mine:
            return None
        nouns = (noun,) if noun else (owner,) if owner else mine
        if self._noise(nouns[0]):
            return None
        own = not noun and (not owner or owner in mine) or noun in mine
        return Spot(
            tool=tool.name, path=path, nouns=tuple(one for one in nouns if one), key=key, kind=_scalar(schema) or "",
            form=str(schema.get("format", "")), own=own,
            described=tuple(described(schema.get("description"), self.known)),
        )  # fmt: skip

    def _noise(self, noun: Noun) -> bool:
        return bool(noun) and (noun[-1] in NOISE or noun[0] in NOISE) and noun[-1] not in self.known

    def _inferred(self, tool: ToolSpec) -> Iterator[Spot]:
        """What a tool that declares no result surely shows: the id of what it makes or finds."""
        about = self.about[tool.name]
        verb = (split_words(tool.name) or ("",))[0]
        base = Spot(tool=tool.name, path=(), nouns=(), key="id", inferred=True)
        if about.role in ("create", "list", "find", "save") and about.noun and not _takes_own(tool, about.noun):
            yield replace(base, path=(f"{about.noun[-1]}_id",), nouns=(about.noun, *about.others), own=True)
        made = _GIVEN.get(verb, "")
        if made and tool.writes is not False and (made,) != about.noun:
            yield replace(base, path=(f"{made}_id",), nouns=((made,),), own=True)
        for said in _RETURNS.findall(plain_text(tool.description)):
            for words in _KEY_WORDS.findall(said):
                for size in (2, 1):
                    name = "_".join(re.split(r"[ _-]", words)[-size - 1 :])
                    named = identity(name)
                    if named and named[0] and (size == 1 or named[0][0] not in ("the", "its", "a", "an", "their")):
                        path = ("_".join((*named[0], named[1])),)
                        yield replace(base, path=path, nouns=(named[0],), key=named[1], text="description")

    # --- what calls take ------------------------------------------------------------------------------------------
    def taken(self, tool: ToolSpec) -> list[Spot]:
        """The arguments that name a thing."""
        found = []
        holes = _holes(tool)
        for path, owner, schema in _walk(tool.parameters, tool.parameters):
            spot = self._argument(tool, path, owner, schema, holes)
            if spot:
                found.append(spot)
            if len(found) >= MOST:
                break
        return found

    def _argument(
        self, tool: ToolSpec, path: tuple[str, ...], owner: Noun, schema: Mapping[str, Any], holes: Mapping[str, Noun]
    ) -> Spot | None:
        name = next((part for part in reversed(path) if part != "[]"), "")
        about = self.about[tool.name]
        top = path[0] if path else ""
        place, original = tool.places.get(top, ("path" if top in holes else "", top))
        in_path = len(path) == 1 and (top in holes or place == "path")
        kind = _scalar(schema)
        if kind is None or "enum" in schema or place == "header" or _SECRET.search(name):
            return None
        told = tuple(described(schema.get("description"), self.known))
        named = self._named(original if len(path) == 1 else name, in_path=in_path, told=told, kind=kind)
        if named is None:
            return None
        noun, key = named
        if self._noise(noun or owner):
            return None
        told = tuple(one for one in told if in_path or one not in (about.noun, *about.others))
        hole = holes.get(top, ()) if in_path else ()
        nouns = [one for one in (noun, hole, owner if not noun else ()) if one]
        if not nouns and not told:
            nouns = [one for one in (about.noun, *about.others) if one]
        own = bool({about.noun, *about.others} & set(nouns))
        if own and not in_path and about.role == "create" and not noun:
            return None
        if len(path) == 1 and not in_path and holes and any(hole == one for one in nouns for hole in holes.values()):
            return None
        return Spot(
            tool=tool.name, path=path, nouns=tuple(nouns), key=key, kind=kind, form=str(schema.get("format", "")),
            own=own, place="path" if in_path else place, required=top in tool.required, described=told,
            text=plain_text(schema.get("description")).lower()[:400],
        )  # fmt: skip

    def _named(self, name: str, *, in_path: bool, told: tuple[Noun, ...], kind: str) -> tuple[Noun, str] | None:
        found = identity(name, self.known)
        words = words_of(name)
        if found:
            return found
        if in_path:
            named = noun_of(words[:-1]) if words[-1:] == ["name"] else noun_of(words)
            return named, "name" if words[-1:] == ["name"] else "id"
        if told and kind in ("string", "integer") and words[-1:] != ["name"]:
            noun = noun_of(words)
            return (noun if noun and noun[-1] in self.known else ()), "id"
        return None


def flat_name(name: str) -> bool:
    """Whether a field is plainly called "name"."""
    return name.lower() == "name"


def _takes_own(tool: ToolSpec, noun: Noun) -> bool:
    return any((found := identity(name)) and found[0] == noun and name in tool.required for name in tool.properties)


def _holes(tool: ToolSpec) -> dict[str, Noun]:
    """Argument -> what the word before it in the path names."""
    found = {}
    parts = [part for part in clean(tool.path).split("/") if part]
    for at, part in enumerate(parts):
        for hole in HOLE.findall(part):
            before = parts[at - 1] if at and "{" not in parts[at - 1] else ""
            found[hole] = noun_of(split_words(before))
    original = {said: name for name, (place, said) in tool.places.items() if place == "path"}
    return {original.get(hole, hole): noun for hole, noun in found.items()}


def _scalar(schema: Mapping[str, Any]) -> str | None:
    """The type of a single value, "" where none is said; None for what holds others or is only true or false."""
    kinds = schema.get("type")
    named = [kinds] if isinstance(kinds, str) else [kind for kind in kinds or () if kind != "null"]
    if _nested(schema) or {"object", "array", "boolean"} & set(named):
        return None
    return str(named[0]) if named else ""


def _nested(schema: Mapping[str, Any]) -> bool:
    return "properties" in schema or "items" in schema


def _walk(schema: Any, root: Any) -> Iterator[tuple[tuple[str, ...], Noun, Mapping[str, Any]]]:
    """Every value in a schema with its path, and the noun of the object it stands in where that is another thing."""
    layer: list[tuple[tuple[str, ...], Noun, Any]] = [((), (), schema)]
    count = 0
    for _ in range(LAYERS):
        below: list[tuple[tuple[str, ...], Noun, Any]] = []
        for path, owner, given in layer:
            for one in _branches(given, root):
                count += 1
                if count > 4 * MOST:
                    return
                if isinstance(one.get("items"), Mapping):
                    below.append(((*path, "[]"), owner, one["items"]))
                fields = one.get("properties")
                for name, inner in fields.items() if isinstance(fields, Mapping) else ():
                    below.append(((*path, str(name)), _owner(path, owner), inner))
                if path and not fields and "items" not in one:
                    yield path, owner, one
        layer = below


def _owner(path: tuple[str, ...], above: Noun) -> Noun:
    """The noun of the object at a path; wrappers say nothing of what they hold."""
    name = next((part for part in reversed(path) if part != "[]"), "")
    words = split_words(name)
    if not words or all(singular(word) in _WRAPPERS or word in _WRAPPERS for word in words):
        return above
    return noun_of(words)


def _branches(given: Any, root: Any) -> list[Mapping[str, Any]]:
    here = opened(given, root)
    found = [here]
    for word in ("anyOf", "oneOf"):
        branches = here.get(word)
        if isinstance(branches, list):
            found += [opened(branch, root) for branch in branches[:6]]
    several = [one for one in found if one.get("type") != "null"]
    return [one for one in several if "properties" in one or "items" in one] or several[:1] + several[1:2]
