"""A call's arguments put back where the document has them: path, query, headers, cookies and body of one request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from simulator.frozen import NamedTuple
from simulator.tools.spec import ToolSpec

_HOLE = re.compile(r"\{([^{}/]+)\}")
_SEPARATORS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}


class Request(NamedTuple):
    """One HTTP request, its values as text; `body` is still data, to be written as `sends` says."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: Any
    sends: str


def unfold(tool: ToolSpec, arguments: Mapping[str, Any]) -> Request:
    """The request that a call of an operation stands for."""
    parts: dict[str, dict[str, Any]] = {where: {} for where in ("query", "header", "cookie", "body", "whole")}
    for name, value in {**_constants(tool), **arguments}.items():
        where, own = tool.places.get(name, ("body", name))
        if where != "path":
            parts[where][name] = (own, value)
    query = [pair for name, (own, value) in parts["query"].items() for pair in _query(tool, name, own, value)]
    whole = [value for _, value in parts["whole"].values()]
    fields = dict(parts["body"].values())
    return Request(
        method=tool.method.upper(),
        path=_HOLE.sub(lambda hole: _segment(tool, hole[1], arguments), tool.path),
        query=tuple(query),
        headers={own: _joined(tool, name, value) for name, (own, value) in parts["header"].items()},
        cookies={own: _joined(tool, name, value) for name, (own, value) in parts["cookie"].items()},
        body=whole[0] if whole else fields or None,
        sends=tool.sends,
    )


def _constants(tool: ToolSpec) -> dict[str, Any]:
    """What the document fixes to one value is sent also where it was left out."""
    return {
        name: schema["default"]
        for name, schema in tool.properties.items()
        if "default" in schema and len(schema.get("enum", ())) == 1
    }


def _segment(tool: ToolSpec, name: str, arguments: Mapping[str, Any]) -> str:
    text = _joined(tool, name, arguments.get(name, ""))
    style = tool.styles.get(name)
    before = {"label": ".", "matrix": f";{tool.places.get(name, ('', name))[1]}="}.get(style or "", "")
    return before + quote(text, safe="," if style else "")


def _query(tool: ToolSpec, name: str, own: str, value: Any) -> list[tuple[str, str]]:
    style = tool.styles.get(name, "")
    if style == "deepObject" and isinstance(value, Mapping):
        return [(f"{own}[{key}]", text_of(inner)) for key, inner in value.items()]
    if style == "multi" and isinstance(value, list):
        return [(own, text_of(item)) for item in value]
    if style == "multi" and isinstance(value, Mapping):
        return [(str(key), text_of(inner)) for key, inner in value.items()]
    return [(own, _joined(tool, name, value))]


def _joined(tool: ToolSpec, name: str, value: Any) -> str:
    separator = _SEPARATORS.get(tool.styles.get(name, ""), ",")
    if tool.styles.get(name) == "json" or not isinstance(value, list | Mapping):
        return text_of(value)
    if isinstance(value, Mapping):
        return separator.join(f"{key}{separator}{text_of(inner)}" for key, inner in value.items())
    return separator.join(map(text_of, value))


def text_of(value: Any) -> str:
    """A JSON value as text in a URL or header."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
