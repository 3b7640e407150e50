"""An API document cut to some of its operations and the components these need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.tools.openapi import METHODS
from simulator.tools.spec import ToolSpec

_HOLE = re.compile(r"\{[^{}/]+\}")


def cut_document(data: Mapping[str, Any], tools: Sequence[ToolSpec]) -> dict[str, Any]:
    """The document with only these tools' operations."""
    wanted = {(tool.method, _HOLE.sub("{}", tool.path)) for tool in tools}
    paths = {}
    for path, item in data["paths"].items():
        kept = {method for method in METHODS if (method, _HOLE.sub("{}", path)) in wanted}
        if kept and isinstance(item, Mapping):
            paths[path] = {key: value for key, value in item.items() if key not in METHODS or key in kept}
    head = {key: value for key, value in data.items() if key not in ("paths", "components")}
    found = {**head, "paths": paths}
    components = _needed(data.get("components"), found)
    return {**found, "components": components} if components else found


def _needed(components: Any, start: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(components, Mapping):
        return {}
    schemes = components.get("securitySchemes")
    kept: dict[str, dict[str, Any]] = {"securitySchemes": dict(schemes)} if isinstance(schemes, Mapping) else {}
    stack: list[Any] = [start]
    while stack:
        here = stack.pop()
        if isinstance(here, list):
            stack += here
        elif isinstance(here, Mapping):
            stack += here.values()
            parts = str(here.get("$ref", "")).split("/")
            if len(parts) >= 4 and parts[:2] == ["#", "components"]:
                room, name = parts[2], parts[3].replace("~1", "/").replace("~0", "~")
                known = components.get(room)
                if isinstance(known, Mapping) and name in known and name not in kept.setdefault(room, {}):
                    kept[room][name] = known[name]
                    stack.append(known[name])
    return kept
