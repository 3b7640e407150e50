"""Strict validation of a document's schemas with jsonschema: what it finds is a warning, never a gate."""

from __future__ import annotations

from collections.abc import Iterable

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from simulator.errors import one_line
from simulator.tools.spec import ToolSpec


def schema_warnings(tools: Iterable[ToolSpec]) -> list[str]:
    """Where the schema of a tool's arguments or result is no valid JSON schema (draft 2020-12)."""
    found = []
    for tool in tools:
        for what, schema in (("arguments", tool.parameters), ("result", tool.returns)):
            if schema is None:
                continue
            try:
                Draft202012Validator.check_schema(schema)
            except SchemaError as wrong:
                where = "/".join(map(str, wrong.absolute_path)) or "its top"
                found.append(
                    one_line(f"{tool.name}: the schema of its {what} is not valid at {where}: {wrong.message}")
                )
    return found
