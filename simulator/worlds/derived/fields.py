"""Where in a declared result the thing itself stands, and which of its fields mean something to a world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.tools.wording import flat, split_words

_LAYERS = 4
_MADE = frozenset(("created", "createdat", "createdon", "createdtime", "createtime", "creationdate", "creationtime",
                   "datecreated", "createddate", "inserted", "insertedat", "timecreated", "createdutc"))  # fmt: skip
_CHANGED = frozenset(("updated", "updatedat", "updatedon", "updatedtime", "updatetime", "modified", "modifiedat",
                      "lastmodified", "lastupdated", "dateupdated", "datemodified", "modifieddate", "updateddate",
                      "lastmodifiedat", "lastupdatedat", "timeupdated", "modificationdate"))  # fmt: skip
_GONE = frozenset(("deletedat", "archivedat", "removedat", "deletedon", "deactivatedat", "datedeleted", "cancelledat",
                   "canceledat", "closedat", "completedat"))  # fmt: skip
GONE_FLAGS = frozenset(("deleted", "isdeleted", "archived", "isarchived", "removed"))
LIVE_FLAGS = frozenset(("active", "isactive", "enabled"))
STATES = frozenset(("status", "state"))
_FRESH = frozenset(
    "active new open draft created pending available enabled todo placed booked scheduled received".split()
)


def entity_fields(schema: Any, keys: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The path to the thing in a result, and the fields it has there; `[]` in the path is a list."""
    best: tuple[tuple[str, ...], Mapping[str, Any]] = ((), {})
    layer: list[tuple[tuple[str, ...], Any]] = [((), schema)]
    for _ in range(_LAYERS):
        below: list[tuple[tuple[str, ...], Any]] = []
        for path, given in layer:
            here = opened(given, schema)
            fields = here.get("properties", {})
            if any(flat(name) in keys and not _nested(inner, schema) for name, inner in fields.items()):
                return path, fields
            if fields and not best[1] and not any(_nested(inner, schema) for inner in fields.values()):
                best = path, fields
            if isinstance(here.get("items"), Mapping):
                below.append(((*path, "[]"), here["items"]))
            below += [((*path, name), inner) for name, inner in fields.items() if _nested(inner, schema)]
        layer = below
    return best if best[1] else ((), opened(schema, schema).get("properties", {}))


def opened(schema: Any, root: Any) -> Mapping[str, Any]:
    """The schema with its top reference followed and the parts of its `allOf` side by side."""
    for _ in range(_LAYERS):
        if not isinstance(schema, Mapping):
            return {}
        ref = schema.get("$ref")
        if not isinstance(ref, str):
            break
        schema = root.get("$defs", {}).get(ref.rpartition("/")[2], {}) if isinstance(root, Mapping) else {}
    if not isinstance(schema, Mapping) or not isinstance(schema.get("allOf"), list):
        return schema if isinstance(schema, Mapping) else {}
    parts = [opened(part, root) for part in schema["allOf"][:20] if part is not schema]
    fields: dict[str, Any] = {}
    for part in (*parts, schema):
        fields.update(part.get("properties", {}))
    return {**schema, "properties": fields} if fields else schema


def is_list(schema: Any) -> bool:
    """Whether a result shows several things."""
    path, _ = entity_fields(schema)
    here = opened(schema, schema)
    return "items" in here or "[]" in path or any(
        "items" in opened(inner, schema) and "properties" in opened(opened(inner, schema)["items"], schema)
        for inner in here.get("properties", {}).values()
    )  # fmt: skip


def strong_keys(noun: Sequence[str]) -> frozenset[str]:
    """Flat names that surely are the key of a thing of this noun."""
    words = {"".join(noun), noun[-1]} if noun else set()
    return frozenset(
        ("id", "sid", "uuid", "guid", *(f"{word}{end}" for word in words for end in ("id", "uuid", "sid")))
    )


def meaning(name: str, schema: Mapping[str, Any]) -> str:
    """What a field that nobody sets holds: "made", "changed" or "gone" (times), "flag", "live", "state" or ""."""
    word = flat(name)
    kind = schema.get("type")
    timely = kind == "string" or kind in ("integer", "number") or isinstance(kind, list)
    for words, found in ((_MADE, "made"), (_CHANGED, "changed"), (_GONE, "gone")):
        if word in words and timely:
            return found
    if kind == "boolean":
        return "flag" if word in GONE_FLAGS else "live" if word in LIVE_FLAGS else ""
    return "state" if word in STATES and schema.get("enum") else ""


def fresh_state(allowed: Sequence[Any]) -> Any:
    """The state a new thing is in."""
    return next((value for value in allowed if flat(str(value)) in _FRESH), allowed[0])


def state_after(verb: str, allowed: Sequence[Any]) -> Any:
    """The state a verb leads to: cancel to cancelled, complete to completed; None where none is near."""
    stem = verb.lower().rstrip("e")[:5]
    near = [value for value in allowed if isinstance(value, str) and split_words(value)[:1]]
    return next((value for value in near if split_words(value)[0].startswith(stem)), None) if len(stem) > 2 else None


def required_at(schema: Any, path: Sequence[str]) -> frozenset[str]:
    """The fields that a thing at this path of a result surely has."""
    here = opened(schema, schema)
    for name in path:
        below = here.get("items") if name == "[]" else here.get("properties", {}).get(name)
        here = opened(below, schema)
    parts = [here, *(opened(part, schema) for part in here.get("allOf", ()) if isinstance(part, Mapping))]
    return frozenset(name for part in parts for name in part.get("required", ()) if isinstance(name, str))


def _nested(schema: Any, root: Any) -> bool:
    found = opened(schema, root)
    return "properties" in found or isinstance(found.get("items"), Mapping)
