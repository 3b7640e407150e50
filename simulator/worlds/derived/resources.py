"""The things an API keeps, recognised by its paths (/pets and /pets/{petId}: the resource pets) or its tools' names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.frozen import NamedTuple
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, singular, split_words
from simulator.values.late import Late
from simulator.worlds.derived.fields import entity_fields, is_list, strong_keys
from simulator.worlds.derived.groups import HOLE, Group, find_groups
from simulator.worlds.derived.names import key_ranks

WRITES = frozenset(("create", "replace", "update", "save", "delete", "act"))
NEEDING = frozenset(("get", "replace", "update", "delete", "act"))
_WEAK = ("number", "code", "reference", "slug", "sku", "key", "username", "name")
_STATIC = Late(r"(?<=/)[^/{}]+(?=/|$)")
_SOFT = Late(
    r"\bsoft|\barchiv|\bdeactivat|\bmark(?:s|ed)? (?:it |the \w+ )?(?:as )?(?:deleted|inactive)", re.IGNORECASE
)


class Resource(NamedTuple):
    """One kind of thing: its table, the column that names one of it, and what else its path needs.

    roles     tool name -> create, list, find, get, replace, update, save, delete or act (a verb such as cancel)
    renamed   tool name -> argument -> column, where a tool calls the key or a part of the path by another name
    generated the key is made by the API when one is created
    single    there is one for each parent (or one at all), without a key of its own
    soft      tools that only mark a thing as deleted
    shows     the field of a result that holds the key, "" where none does
    """

    table: str
    key: str
    parents: tuple[str, ...]
    columns: frozenset[str]
    roles: Mapping[str, str]
    renamed: Mapping[str, Mapping[str, str]]
    generated: bool
    key_schema: Mapping[str, Any]
    single: bool = False
    soft: frozenset[str] = frozenset()
    shows: str = ""

    @property
    def noun(self) -> str:
        """What one of it is called."""
        words = split_words(self.table)
        return " ".join((*words[:-1], singular(words[-1]))) if words else self.table

    @property
    def address(self) -> tuple[str, ...]:
        """The columns that together name one thing."""
        return self.parents if self.single else (*self.parents, self.key)

    def needs_one(self, tool: str) -> bool:
        """Whether the tool works only on a thing that is there."""
        role = self.roles[tool]
        return role in NEEDING and not self.single and not (role == "replace" and "create" not in self.roles.values())


def find_resources(tools: Sequence[ToolSpec]) -> list[Resource]:
    """The resources of an API that something can be written to; names of tables are unique."""
    known = {tool.name: tool for tool in tools}
    taken: set[str] = set()
    found = []
    for group in find_groups(tools):
        roles = {part.role for part in group.parts.values()}
        posted = all(known[name].method == "post" for name in group.parts)
        if roles & WRITES and not (posted and group.path and roles <= {"update", "act"}):
            resource = _resource(group, known, taken)
            taken.add(resource.table)
            found.append(resource)
    return found


def key_names(resource_key: str, table: str) -> frozenset[str]:
    """Flat names a result may give the key of a resource."""
    words = split_words(table)
    noun = (*words[:-1], singular(words[-1])) if words else (table,)
    key, whole = flat(resource_key), "".join(noun)
    names = {key, *strong_keys(noun)} | ({"name"} if key.endswith("name") else set())
    return frozenset(names | {key[len(word) :] for word in (whole, noun[-1]) if key.startswith(word) and key != word})


def _shows(group: Group, tools: Mapping[str, ToolSpec], key: str, table: str) -> str:
    """The field that holds the key: one of its own names; for a key such as {bucket} also `number`, `code` … `name`."""
    names = key_names(key, table)
    known: dict[str, None] = {}
    for name in group.parts:
        known.update(dict.fromkeys(entity_fields(tools[name].returns, names)[1]))
    found = next((field for field in known if flat(field) == flat(key)), "")
    found = found or next((field for field in known if flat(field) in names), "")
    weak = _WEAK if flat(key) in ("".join(group.noun), *group.noun[-1:]) else ()
    return found or next((field for word in weak for field in known if flat(field) == word), "")


def _resource(group: Group, tools: Mapping[str, ToolSpec], taken: set[str]) -> Resource:
    parts = group.parts
    table = _table_name(group, taken)
    key = _key(group, tools)
    parents = tuple(HOLE.findall(group.path))
    mine = [tools[name] for name in parts]
    shows = _shows(group, tools, key, table)
    renamed = {name: found for name in parts if (found := _renamed(tools[name], parts[name].key, key, group, shows))}
    creators = [tool for tool in mine if parts[tool.name].role == "create"]
    given = [tool for tool in creators if key in {renamed.get(tool.name, {}).get(arg, arg) for arg in tool.required}]
    columns = frozenset((key, *parents)).union(*(_columns(tool, parts[tool.name].role, key, table) for tool in mine))
    return Resource(
        table=table,
        key=key,
        parents=parents,
        columns=columns,
        roles={name: part.role for name, part in parts.items()},
        renamed=renamed,
        generated=bool(creators) and not given,
        key_schema=_key_schema(group, tools, key, table),
        single=group.single,
        shows=shows,
        soft=frozenset(
            tool.name for tool in mine if parts[tool.name].role == "delete" and _SOFT.search(tool.description)
        ),
    )


def _key(group: Group, tools: Mapping[str, ToolSpec]) -> str:
    """The key's column: what most tools that need one call it, else the id field of what creating answers."""
    names = Counter(part.key for part in group.parts.values() if part.key and part.role in NEEDING)
    if names:
        return names.most_common(1)[0][0]
    for name in group.parts:
        _, fields = entity_fields(tools[name].returns, strong_keys(group.noun))
        ranks = key_ranks(group.noun)
        named = sorted((ranks[flat(field)], field) for field in fields if flat(field) in ranks)
        if named:
            return named[0][1]
    return f"{group.noun[-1]}_id" if group.noun else "id"


def _renamed(tool: ToolSpec, own: str, key: str, group: Group, shows: str) -> dict[str, str]:
    """Arguments that stand for the key or for a part of the path under another name."""
    found = {}
    base = HOLE.findall(group.path)
    if group.path and tool.path.startswith("/") and not group.merged(tool.name):
        holes = HOLE.findall(tool.path)
        found = {hole: column for hole, column in zip(holes, base, strict=False) if hole != column}
    if own and own != key:
        found[own] = key
    if not own and key not in tool.properties:
        strong = strong_keys(group.noun) | {flat(key)} | ({flat(shows)} if shows in tool.required else set())
        again = next((name for name in tool.properties if flat(name) in strong), "")
        if again and group.parts[tool.name].role in ("create", "save", "replace", "update"):
            found[again] = key
    return found


def _columns(tool: ToolSpec, role: str, key: str, table: str) -> frozenset[str]:
    sent = frozenset(tool.properties) if role in WRITES - {"delete", "act"} else frozenset[str]()
    return sent | frozenset(entity_fields(tool.returns, key_names(key, table))[1])


def _key_schema(group: Group, tools: Mapping[str, ToolSpec], key: str, table: str) -> Mapping[str, Any]:
    """What keys look like: as results show them, within what the arguments accept."""
    names = key_names(key, table)
    taken = next(
        (tools[n].properties.get(p.key, {}) for n, p in group.parts.items() if p.key and p.role in NEEDING), {}
    )
    ordered = sorted(group.parts, key=lambda name: group.parts[name].role not in ("get", "create"))
    for name in ordered:
        if is_list(tools[name].returns) and group.parts[name].role == "get":
            continue
        _, fields = entity_fields(tools[name].returns, names)
        shown = next((schema for field, schema in fields.items() if flat(field) in names), None)
        if isinstance(shown, Mapping) and shown.get("type") in ("string", "integer") and "$ref" not in shown:
            alike = shown.get("type") == taken.get("type", shown.get("type"))
            return {**shown, **taken} if alike else taken if "pattern" in taken or "enum" in taken else shown
    return taken


def _table_name(group: Group, taken: set[str]) -> str:
    words = _STATIC.findall(group.path) if group.path else []
    words = words or [group.name or "items"]
    name = re.sub(r"\W+", "_", words[-1]).strip("_") or "items"
    for more in reversed(words[:-1]):
        if name not in taken:
            break
        name = re.sub(r"\W+", "_", f"{more}_{name}").strip("_")
    base, count = name, 1
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    return name
