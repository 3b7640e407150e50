"""How a parameter that is a list or an object is written in a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_COLLECTIONS = frozenset(("csv", "ssv", "tsv", "pipes", "multi"))
_STYLES = {"spaceDelimited": "ssv", "pipeDelimited": "pipes", "deepObject": "deepObject", "form": "csv"}


def style_of(one: Mapping[str, Any], where: str, schema: Mapping[str, Any], *, swagger: bool) -> str:
    """csv, ssv, tsv, pipes, multi (repeated), deepObject, label, matrix or json; "" for a single value."""
    if isinstance(one.get("content"), Mapping):
        return "json"
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or ())
    if not ({"array", "object"} & set(kinds) or "items" in schema or "properties" in schema):
        return ""
    collection = one.get("collectionFormat")
    if isinstance(collection, str) and collection in _COLLECTIONS:
        return collection
    style = one.get("style")
    if swagger or where in ("path", "header"):
        return style if style in ("label", "matrix") else "csv"
    if style in ("spaceDelimited", "pipeDelimited", "deepObject"):
        return _STYLES[style]
    return "csv" if one.get("explode") is False else "multi"
