"""The things an API keeps, recognised by its paths: /pets and /pets/{petId} are the resource pets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, singular, split_words

_HOLE = re.compile(r"\{([^{}/]+)\}")
_ITEM = re.compile(r"(.*)/\{([^{}/]+)\}/?")
_STATIC = re.compile(r"(?<=/)[^/{}]+(?=/|$)")
_UPDATES = ("put", "patch", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One kind of thing: its table, the argument that names one of it, and what else its path needs.

    roles     tool name -> create, list, get, replace, update or delete
    renamed   tool name -> argument -> column, where a path calls its part by another name
    generated the key is made by the API when one is created
    """

    table: str
    key: str
    parents: tuple[str, ...]
    columns: frozenset[str]
    roles: Mapping[str, str]
    renamed: Mapping[str, Mapping[str, str]]
    generated: bool
    key_schema: Mapping[str, Any]

    @property
    def noun(self) -> str:
        """What one of it is called."""
        words = split_words(self.table)
        return " ".join((*words[:-1], singular(words[-1]))) if words else self.table


def find_resources(tools: Sequence[ToolSpec]) -> list[Resource]:
    """The resources of an API that something can be written to; names of tables are unique."""
    items: dict[str, list[tuple[ToolSpec, str]]] = {}
    collections: dict[str, list[ToolSpec]] = {}
    for tool in tools:
        found = _ITEM.fullmatch(tool.path)
        if found:
            items.setdefault(_shape(found[1]), []).append((tool, found[2]))
        collections.setdefault(_shape(tool.path.rstrip("/")), []).append(tool)
    taken: set[str] = set()
    resources = []
    for shape, members in items.items():
        resource = _resource(members, collections.get(shape, []), taken)
        if resource is not None:
            taken.add(resource.table)
            resources.append(resource)
    return resources


def entity_fields(schema: Any, key_names: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """Where in a result the thing itself stands, and the fields it has there; `[]` in the path is a list."""
    best: tuple[tuple[str, ...], Mapping[str, Any]] = ((), {})
    layer: list[tuple[tuple[str, ...], Any]] = [((), schema)]
    for _ in range(4):
        below: list[tuple[tuple[str, ...], Any]] = []
        for path, here in layer:
            if not isinstance(here, Mapping):
                continue
            fields = here.get("properties", {})
            if any(flat(name) in key_names for name in fields):
                return path, fields
            if fields and not best[1] and not any(_nested(inner) for inner in fields.values()):
                best = path, fields
            if isinstance(here.get("items"), Mapping):
                below.append(((*path, "[]"), here["items"]))
            below += [((*path, name), inner) for name, inner in fields.items() if _nested(inner)]
        layer = below
    return best if best[1] else ((), schema.get("properties", {}) if isinstance(schema, Mapping) else {})


def key_names(resource_key: str, table: str) -> frozenset[str]:
    """Flat names a result may give the key of a resource."""
    noun = singular(split_words(table)[-1]) if split_words(table) else table
    names = {flat(resource_key), "id", "sid", "uuid", f"{noun}id"}
    return frozenset(names | ({"name"} if flat(resource_key).endswith("name") else set()))


def _nested(schema: Any) -> bool:
    return isinstance(schema, Mapping) and ("properties" in schema or isinstance(schema.get("items"), Mapping))


def _shape(path: str) -> str:
    return _HOLE.sub("{}", path)


def _resource(members: Sequence[tuple[ToolSpec, str]], around: Iterable[ToolSpec], taken: set[str]) -> Resource | None:
    given = {tool.name: _item_role(tool) for tool, _ in members}
    given |= {tool.name: _collection_role(tool) for tool in around}
    roles = {name: role for name, role in given.items() if role}
    if not any(role in ("create", "replace", "update", "delete") for role in roles.values()):
        return None
    first, key = members[0]
    path = first.path.rstrip("/").rsplit("/", 1)[0]
    table = _table_name(path, taken)
    tools = [tool for tool, _ in members] + [tool for tool in around if tool.name in roles]
    creators = [tool for tool in tools if roles.get(tool.name) == "create"]
    parents = tuple(_HOLE.findall(path))
    return Resource(
        table=table,
        key=key,
        parents=parents,
        columns=frozenset((key, *parents)).union(*(_columns(tool, roles[tool.name], key, table) for tool in tools)),
        roles=roles,
        renamed={tool.name: renamed for tool in tools if (renamed := _renamed(tool, (*parents, key)))},
        generated=bool(creators) and not any(key in tool.properties for tool in creators),
        key_schema=_key_schema(members, key),
    )


def _renamed(tool: ToolSpec, columns: tuple[str, ...]) -> dict[str, str]:
    holes = _HOLE.findall(tool.path)
    return {hole: column for hole, column in zip(holes, columns, strict=False) if hole != column}


def _item_role(tool: ToolSpec) -> str:
    if tool.method in _UPDATES:
        return "replace" if tool.method == "put" else "update"
    return {"get": "get", "delete": "delete"}.get(tool.method, "")


def _collection_role(tool: ToolSpec) -> str:
    if tool.method == "post":
        return "create" if tool.writes and len(tool.properties) > len(_HOLE.findall(tool.path)) else ""
    return "list" if tool.method == "get" else ""


def _columns(tool: ToolSpec, role: str, key: str, table: str) -> frozenset[str]:
    sent = frozenset(tool.properties) if role in ("create", "replace", "update") else frozenset[str]()
    return sent | frozenset(entity_fields(tool.returns, key_names(key, table))[1])


def _key_schema(members: Sequence[tuple[ToolSpec, str]], key: str) -> Mapping[str, Any]:
    return members[0][0].properties.get(key, {})


def _table_name(path: str, taken: set[str]) -> str:
    words = _STATIC.findall(path) or ["items"]
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
