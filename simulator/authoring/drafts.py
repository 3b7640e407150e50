"""What a conversation about one operation needs: facts a person can tell, the call they make, rows that must exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from itertools import pairwise
from typing import Any

from simulator.authoring.suppliers import Supply, UnsayableError, opened, supply
from simulator.authoring.wishes import words_for
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words
from simulator.worlds.derived.kind import DerivedKind

MAX_FACTS = 6
MAX_LEVELS = 2
MAX_IN_ALL = 8
SEVERAL = 4
ITEM = "[]"
_TECHNICAL = frozenset(
    "page pages paging limit offset cursor skip top per size sort order orderby token continuation version fields"
    " expand include format alt pretty callback authorization signature credential accept etag amz api".split()
)
RESERVED = frozenset(("clock", "persona", "happened"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing the user tells: a slot, the variable behind it, and where in the arguments it goes."""

    slot: str
    path: tuple[str, ...]
    supply: Supply
    words: tuple[str, ...]

    @property
    def variable(self) -> str:
        """The variable's name."""
        name = re.sub(r"\W", "_", self.slot)
        return f"the_{name}" if name in RESERVED else name

    @property
    def name(self) -> str:
        """The name of the argument, or of the field in it."""
        return next(part for part in reversed(self.path) if part != ITEM)

    @property
    def template(self) -> Any:
        """What stands for its value in a scenario."""
        hole = "{" + self.variable + "}"
        return [hole] if self.supply.listed else hole


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One operation as a goal; `rows` says which row the world must hold, as table -> column -> argument.

    shown  what the answer of a list must hold although the user never says it: the key of the row that is there
    """

    tool: ToolSpec
    facts: tuple[Fact, ...]
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    shown: Fact | None = None

    def arguments(self) -> dict[str, Any]:
        """The arguments of the call, as templates."""
        found: dict[str, Any] = {}
        for fact in self.facts:
            _put(found, fact.path, fact.template)
        return found

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The row the operation needs to find."""
        given = self.arguments()
        row = {name: given[argument] for name, argument in self.columns.items()}
        if self.shown:
            row[self.shown.path[-1]] = self.shown.template
        return {self.table: [row]} if self.table else {}


def _put(found: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Sets a value at a path of objects and of lists with one object each."""
    here: Any = found
    for name, after in pairwise((*path, "")):
        if name == ITEM:
            continue
        if after == ITEM:
            here = here.setdefault(name, [{}])[0]
        elif after:
            here = here.setdefault(name, {})
        else:
            here[name] = value


def draft(tool: ToolSpec, kind: DerivedKind, *, also: Iterable[str] = ()) -> Draft:
    """The operation as a goal, with these optional arguments too; raises UnsayableError where no person could ask."""
    facts = _named(list(_required(tool)))
    if sum(len(fact.path) == 1 for fact in facts) > MAX_FACTS or len(facts) > MAX_IN_ALL:
        raise UnsayableError(f"needs {len(facts)} facts, more than {MAX_FACTS}")
    facts = _named([*facts, *_extra(tool, facts, everywhere(kind))])
    known = {fact.path[0] for fact in facts}
    more = [name for name in dict.fromkeys(also) if name in tool.properties and name not in known]
    facts = _named([*facts, *(fact for name in more for fact in _optional(tool, name))])
    if not facts:
        raise UnsayableError("takes nothing a person could supply")
    table, columns = _row(tool, kind, facts)
    shown = None
    if not table:
        table, columns, shown = _listed_row(tool, kind, facts)
    noun = kind.owners[tool.name].noun if tool.name in kind.owners else ""
    worded = tuple(replace(fact, words=tuple(words_for(fact.name, schema_of(tool, fact), noun))) for fact in facts)
    return Draft(tool=tool, facts=worded, table=table, columns=columns, shown=shown)


def look(tool: ToolSpec, kind: DerivedKind) -> Draft:
    """The operation as a step before another: only what it must be called with, which may be nothing."""
    facts = _named(list(_required(tool)))
    noun = kind.owners[tool.name].noun if tool.name in kind.owners else ""
    worded = tuple(replace(fact, words=tuple(words_for(fact.name, schema_of(tool, fact), noun))) for fact in facts)
    return Draft(tool=tool, facts=worded)


def any_draft(tool: ToolSpec, kind: DerivedKind) -> Draft:
    """The operation with the first argument a person could supply, however technical; raises UnsayableError."""
    for name in tool.properties:
        with suppress(UnsayableError):
            return draft(tool, kind, also=(name,))
    raise UnsayableError("takes nothing a person could supply")


def _required(tool: ToolSpec) -> Iterator[Fact]:
    for name in tool.required:
        schema = opened(tool.properties[name], tool.parameters) if name in tool.properties else {}
        yield from _facts((name,), schema, tool.parameters)


def _facts(path: tuple[str, ...], schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[Fact]:
    items = schema.get("items")
    if isinstance(items, Mapping) and opened(items, root).get("properties") and schema.get("minItems", 1) <= 1:
        path, schema = (*path, ITEM), opened(items, root)
    fields = schema.get("properties")
    if not isinstance(fields, Mapping) or not fields:
        yield Fact(slot=path[-1], path=path, supply=supply(path[-1], schema, root), words=())
        return
    if sum(name != ITEM for name in path) > MAX_LEVELS:
        raise UnsayableError(f"{path[0]} is an object inside objects")
    required = [name for name in schema.get("required", ()) if name in fields] or _one_way(schema, fields, root)
    if not required:
        yield from _first(path, fields, root)
    for name in required:
        yield from _facts((*path, name), opened(fields[name], root), root)


def _one_way(schema: Mapping[str, Any], fields: Mapping[str, Any], root: Mapping[str, Any]) -> list[str]:
    """What the first of several forms of an object needs: a link or a text, say."""
    forms: list[Any] = next((schema[word] for word in ("anyOf", "oneOf") if isinstance(schema.get(word), list)), [])
    needs = ([name for name in opened(form, root).get("required", ()) if name in fields] for form in forms)
    return next((names for names in needs if names), [])


def _first(path: tuple[str, ...], fields: Mapping[str, Any], root: Mapping[str, Any]) -> list[Fact]:
    """One field of an object none of whose fields is required."""
    for name, inner in fields.items():
        try:
            return list(_facts((*path, name), opened(inner, root), root))
        except UnsayableError:
            continue
    raise UnsayableError(f"{path[-1]} is an object without a field a person could say")


def everywhere(kind: DerivedKind) -> frozenset[str]:
    """Optional arguments that most operations take: they say how to answer, not what is wanted."""
    tools = kind.tools.values()
    counts = Counter(name for tool in tools for name in tool.properties if name not in tool.required)
    return frozenset(name for name, count in counts.items() if count >= SEVERAL and 2 * count > len(tools))


def _extra(tool: ToolSpec, facts: tuple[Fact, ...], common: frozenset[str]) -> list[Fact]:
    """Optional facts that give the request a content: one to read by, two to write."""
    content = [fact for fact in facts if fact.path[0] not in _holes(tool)]
    if content or (facts and not tool.writes) or tool.method == "delete":
        return []
    found: list[Fact] = []
    for name, given in tool.properties.items():
        schema = opened(given, tool.parameters)
        nested = "properties" in schema and (facts or found)
        if name in tool.required or nested or len(found) >= (2 if tool.writes else 1):
            continue
        if name in common:
            continue
        if ("default" in schema and "enum" not in schema) or _TECHNICAL & set(split_words(name)):
            continue
        try:
            found += _facts((name,), schema, tool.parameters)
        except UnsayableError:
            continue
    return found


def _optional(tool: ToolSpec, name: str) -> Iterator[Fact]:
    return _facts((name,), opened(tool.properties[name], tool.parameters), tool.parameters)


def _holes(tool: ToolSpec) -> list[str]:
    return re.findall(r"\{([^{}/]+)\}", tool.path)


def _named(facts: list[Fact]) -> tuple[Fact, ...]:
    """The facts with a slot name each that may stand in a scenario."""
    taken: set[str] = set()
    named = []
    for fact in facts:
        slot = _legal(fact.name)
        if slot in taken:
            slot = _legal("_".join(name for name in fact.path if name != ITEM))
        while slot in taken:
            slot += "_2"
        taken.add(slot)
        named.append(replace(fact, slot=slot))
    return tuple(named)


def _legal(name: str) -> str:
    word = re.sub(r"\W", "_", name)[:60]
    return word if re.match(r"[A-Za-z_]", word) else f"a_{word}"


def schema_of(tool: ToolSpec, fact: Fact) -> Mapping[str, Any]:
    """The schema of what a fact fills."""
    here: Mapping[str, Any] = tool.parameters
    for name in fact.path:
        found = opened(here, tool.parameters)
        here = found.get("items", {}) if name == ITEM else found.get("properties", {}).get(name, {})
    return here


def _row(tool: ToolSpec, kind: DerivedKind, facts: tuple[Fact, ...]) -> tuple[str, Mapping[str, str]]:
    resource = kind.owners.get(tool.name)
    if resource is None or not resource.needs_one(tool.name):
        return "", {}
    renamed = {column: argument for argument, column in resource.renamed.get(tool.name, {}).items()}
    columns = {name: renamed.get(name, name) for name in resource.address}
    if not set(columns.values()) <= {fact.path[0] for fact in facts}:
        raise UnsayableError("its path has a part nobody supplies")
    return resource.table, columns


def _listed_row(
    tool: ToolSpec, kind: DerivedKind, facts: tuple[Fact, ...]
) -> tuple[str, Mapping[str, str], Fact | None]:
    """The thing a list must hold so that there is something to tell: its key is what the answer is known by."""
    resource = kind.owners.get(tool.name)
    if resource is None or resource.single or resource.roles[tool.name] not in ("list", "find"):
        return "", {}, None
    given = {fact.path[0] for fact in facts if len(fact.path) == 1}
    renamed = {column: argument for argument, column in resource.renamed.get(tool.name, {}).items()}
    columns = {name: renamed.get(name, name) for name in resource.parents}
    if not set(columns.values()) <= given:
        return "", {}, None
    filters = {resource.renamed.get(tool.name, {}).get(name, name): name for name in given}
    columns |= {column: name for column, name in filters.items() if column in resource.columns}
    if resource.key in columns:
        return "", {}, None
    try:
        known = supply(resource.key, resource.key_schema or {"type": "string"}, {})
    except UnsayableError:
        return "", {}, None
    slot = _legal(f"{resource.noun} {resource.key}" if resource.key in given else resource.key)
    return resource.table, columns, Fact(slot=f"listed_{slot}", path=(resource.key,), supply=known, words=())


def fit_together(first: Draft, second: Draft) -> bool:
    """Whether both can be goals of one conversation: a slot both have means the same fact."""
    known = {fact.slot: fact for fact in first.facts}
    return all(
        (other := known.get(fact.slot)) is None or (other.supply == fact.supply and other.path == fact.path)
        for fact in second.facts
    )
