"""The arguments of a call against the tool's schema: one kept validator a tool, made on first use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.tools.checks import Problem
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator


class ArgumentChecker:
    """Knows what each tool accepts."""

    __slots__ = ("_tools", "_validators")

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self._tools = {tool.name: tool for tool in tools}
        self._validators: dict[str, Validator] = {}

    def problems(self, tool: str, arguments: Mapping[str, Any]) -> list[Problem]:
        """What is wrong with the arguments of a call of a known tool; empty where they fit."""
        validator = self._validators.get(tool)
        if validator is None:
            validator = self._validators[tool] = Validator(self._tools[tool].parameters)
        return validator.problems(arguments)
