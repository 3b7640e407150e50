"""Strict validation of a document and of the schemas read from it: what it finds is a warning, never a gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from simulator.errors import one_line, short
from simulator.tools.formats.remarks import ApiTools, Remark
from simulator.tools.formats.sound import is_sound
from simulator.tools.openapi import METHODS
from simulator.tools.spec import ToolSpec

MAX_WARNINGS = 50


def warnings(api: ApiTools) -> list[str]:
    """What a strict reader would not take, with its place."""
    data = api.document.data if api.document else None
    found = list(_document(data)) if isinstance(data, Mapping) and "paths" in data else []
    told = [*api.placed(found[:MAX_WARNINGS]), *schema_warnings(api.tools)]
    more = len(found) - MAX_WARNINGS
    return [*told, *([f"and {more} more places a strict reader would not take"] if more > 0 else [])]


def schema_warnings(tools: Iterable[ToolSpec]) -> list[str]:
    """Where the schema of a tool's arguments or result is no valid JSON schema (draft 2020-12)."""
    found = []
    known: dict[int, Any] = {}
    for tool in tools:
        for what, schema in (("arguments", tool.parameters), ("result", tool.returns)):
            # Most schemas are sound by our own reading, which takes a hundredth of the time.
            if schema is None or is_sound(schema, known):
                continue
            try:
                Draft202012Validator.check_schema(schema)
            except SchemaError as wrong:
                where = "/".join(map(str, wrong.absolute_path)) or "its top"
                found.append(
                    one_line(f"{tool.name}: the schema of its {what} is not valid at {where}: {wrong.message}")
                )
    return found


def _document(data: Mapping[str, Any]) -> Iterator[Remark]:
    info = data.get("info")
    for field in ("title", "version"):
        if not isinstance(info, Mapping) or not isinstance(info.get(field), str):
            yield Remark(("info",), "info", f"{field} is missing or no text")
    paths = data.get("paths")
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        if str(path).startswith("x-") or not isinstance(item, Mapping):
            continue
        if not str(path).startswith("/"):
            yield Remark(("paths", path), short(str(path)), "a path begins with /")
        for method in METHODS:
            if isinstance(item.get(method), Mapping):
                yield from _operation(str(path), method, item[method])


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[Remark]:
    keys = ("paths", path, method)
    what = f"{method.upper()} {path}"
    responses = operation.get("responses")
    if not isinstance(responses, Mapping) or not responses:
        yield Remark(keys, what, "has no responses")
        return
    for code, response in responses.items():
        named = isinstance(response, Mapping) and ("$ref" in response or isinstance(response.get("description"), str))
        if not named and not str(code).startswith("x-"):
            yield Remark((*keys, "responses", code), what, f"response {short(str(code))} has no description")
