"""What a conversation about one operation needs: facts a person can tell, the call they make, rows that must exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.authoring.suppliers import Supply, UnsayableError, opened, supply
from simulator.authoring.wishes import words_for
from simulator.tools.spec import ToolSpec
from simulator.worlds.derived.kind import DerivedKind

MAX_FACTS = 6
MAX_LEVELS = 2
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
    def template(self) -> Any:
        """What stands for its value in a scenario."""
        hole = "{" + self.variable + "}"
        return [hole] if self.supply.listed else hole


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One operation as a goal; `rows` says which row the world must hold, as table -> column -> argument."""

    tool: ToolSpec
    facts: tuple[Fact, ...]
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        """The arguments of the call, as templates."""
        found: dict[str, Any] = {}
        for fact in self.facts:
            here = found
            for name in fact.path[:-1]:
                here = here.setdefault(name, {})
            here[fact.path[-1]] = fact.template
        return found

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The row the operation needs to find."""
        given = self.arguments()
        return {self.table: [{name: given[argument] for name, argument in self.columns.items()}]} if self.table else {}


def draft(tool: ToolSpec, kind: DerivedKind) -> Draft:
    """The operation as a goal; raises UnsayableError where no person could ask for it."""
    facts = _named(list(_required(tool)))
    if len(facts) > MAX_FACTS:
        raise UnsayableError(f"needs {len(facts)} facts, more than {MAX_FACTS}")
    facts = _named([*facts, *_extra(tool, facts)])
    if not facts:
        raise UnsayableError("takes nothing a person could supply")
    table, columns = _row(tool, kind, facts)
    noun = kind.owners[tool.name].noun if tool.name in kind.owners else ""
    worded = tuple(replace(fact, words=tuple(words_for(fact.path[-1], _schema_of(tool, fact), noun))) for fact in facts)
    return Draft(tool=tool, facts=worded, table=table, columns=columns)


def _required(tool: ToolSpec) -> Iterator[Fact]:
    for name in tool.required:
        schema = opened(tool.properties[name], tool.parameters) if name in tool.properties else {}
        yield from _facts((name,), schema, tool.parameters)


def _facts(path: tuple[str, ...], schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[Fact]:
    fields = schema.get("properties")
    if not isinstance(fields, Mapping) or not fields:
        yield Fact(slot=path[-1], path=path, supply=supply(path[-1], schema, root), words=())
        return
    if len(path) > MAX_LEVELS:
        raise UnsayableError(f"{path[0]} is an object inside objects")
    required = [name for name in schema.get("required", ()) if name in fields]
    if not required:
        yield from _first(path, fields, root)
    for name in required:
        yield from _facts((*path, name), opened(fields[name], root), root)


def _first(path: tuple[str, ...], fields: Mapping[str, Any], root: Mapping[str, Any]) -> list[Fact]:
    """One field of an object none of whose fields is required."""
    for name, inner in fields.items():
        try:
            return list(_facts((*path, name), opened(inner, root), root))
        except UnsayableError:
            continue
    raise UnsayableError(f"{path[-1]} is an object without a field a person could say")


def _extra(tool: ToolSpec, facts: tuple[Fact, ...]) -> list[Fact]:
    """Optional facts that give the request a content: one to read by, two to write."""
    content = [fact for fact in facts if fact.path[0] not in _holes(tool)]
    if content or (facts and not tool.writes) or tool.method == "delete":
        return []
    found: list[Fact] = []
    for name, given in tool.properties.items():
        schema = opened(given, tool.parameters)
        if name in tool.required or "properties" in schema or len(found) >= (2 if tool.writes else 1):
            continue
        if "default" in schema and "enum" not in schema:
            continue
        try:
            found += _facts((name,), schema, tool.parameters)
        except UnsayableError:
            continue
    return found


def _holes(tool: ToolSpec) -> list[str]:
    return re.findall(r"\{([^{}/]+)\}", tool.path)


def _named(facts: list[Fact]) -> tuple[Fact, ...]:
    """The facts with a slot name each that may stand in a scenario."""
    taken: set[str] = set()
    named = []
    for fact in facts:
        slot = _legal(fact.path[-1])
        if slot in taken:
            slot = _legal("_".join(fact.path))
        while slot in taken:
            slot += "_2"
        taken.add(slot)
        named.append(replace(fact, slot=slot))
    return tuple(named)


def _legal(name: str) -> str:
    word = re.sub(r"\W", "_", name)[:60]
    return word if re.match(r"[A-Za-z_]", word) else f"a_{word}"


def _schema_of(tool: ToolSpec, fact: Fact) -> Mapping[str, Any]:
    here: Mapping[str, Any] = tool.parameters
    for name in fact.path:
        here = opened(here, tool.parameters).get("properties", {}).get(name, {})
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


def fit_together(first: Draft, second: Draft) -> bool:
    """Whether both can be goals of one conversation: a slot both have means the same fact."""
    known = {fact.slot: fact for fact in first.facts}
    return all(
        (other := known.get(fact.slot)) is None or (other.supply == fact.supply and other.path == fact.path)
        for fact in second.facts
    )
