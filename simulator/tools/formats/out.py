"""Tools written out as the lists that OpenAI, Anthropic and MCP take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.tools.spec import ToolSpec


def openai_tools(tools: Iterable[ToolSpec]) -> list[dict[str, Any]]:
    """The `tools` of a chat completion request."""
    return [tool.to_openai() for tool in tools]


def anthropic_tools(tools: Iterable[ToolSpec]) -> list[dict[str, Any]]:
    """The `tools` of a messages request."""
    return [_anthropic(tool) for tool in tools]


def mcp_tools(tools: Iterable[ToolSpec]) -> list[dict[str, Any]]:
    """The `tools` of an MCP server's answer to `tools/list`."""
    return [_mcp(tool) for tool in tools]


def _anthropic(tool: ToolSpec) -> dict[str, Any]:
    more = tool.extras.get("anthropic", {})
    return {"name": tool.name, **_described(tool), "input_schema": dict(tool.parameters), **more}


def _mcp(tool: ToolSpec) -> dict[str, Any]:
    found = {"name": tool.name, **_described(tool), "inputSchema": dict(tool.parameters)}
    if tool.returns is not None and tool.returns.get("type") == "object":
        found["outputSchema"] = dict(tool.returns)
    known = tool.extras.get("mcp")
    hints = {"annotations": {"readOnlyHint": not tool.writes}} if tool.method else {}
    return {**found, **(hints if known is None else known)}


def _described(tool: ToolSpec) -> Mapping[str, str]:
    return {"description": tool.description} if tool.description else {}
