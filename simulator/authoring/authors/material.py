"""What an author is shown of a service: its tools, and the tables behind them; cut where a document is huge."""

from __future__ import annotations

import json
from collections.abc import Iterable

from simulator.prompts.prompt import fenced
from simulator.tools.spec import ToolSpec
from simulator.worlds.derived.kind import DerivedKind
from simulator.worlds.service import Service
from simulator.worlds.sql import SqlKind

MOST = 60_000


def material(services: Iterable[Service]) -> str:
    """The tools and tables of these services, each between marks."""
    texts: dict[str, str] = {}
    for service in services:
        texts[f"tools of {service.name}"] = shown_tools(service.tools)
        texts[f"tables of {service.name}"] = _tables(service)
    return fenced({name: text for name, text in texts.items() if text})


def shown_tools(tools: Iterable[ToolSpec]) -> str:
    """The tools, a JSON line each, as many as an author can be expected to read."""
    lines, size = [], 0
    for tool in tools:
        function = tool.to_openai()["function"]
        line = json.dumps(function, ensure_ascii=False)
        size += len(line)
        if size > MOST:
            lines.append("(more are left out)")
            break
        lines.append(line)
    return "\n".join(lines)


def _tables(service: Service) -> str:
    world = service.world
    if isinstance(world, SqlKind):
        return "\n".join(f"{name}: {', '.join(table.columns)}" for name, table in world.tables.items())
    if isinstance(world, DerivedKind):
        return "\n".join(f"{name}: found by {resource.key}" for name, resource in world.resources.items())
    return ""
