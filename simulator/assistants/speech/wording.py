"""The words of one tool, found once: what it does, what its arguments are called, the units of what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.assistants.speech.documents import Noun, action_of, noun_of, split_name
from simulator.tools.spec import ToolSpec

MOST_KEPT = 512
NUMBERS = frozenset(["id", "reference", "number", "code"])
MONEY = ("fee", "price", "amount", "refund", "cost", "total", "paid_back", "balance")


class Wording:
    """How people speak of one tool."""

    def __init__(self, tool: ToolSpec) -> None:
        self.tool = tool
        self.action = action_of(tool.name, tool.description)
        self._nouns: dict[str, Noun] = {}
        self._units: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    def noun(self, name: str) -> Noun:
        """What an argument is called."""
        found = self._nouns.get(name)
        if found is None:
            found = self._nouns[name] = noun_of(name, self.tool.properties.get(name, {}))
        return found

    def unit(self, key: str) -> str:
        """The unit the document gives for a field of a result, such as "euro"; or ""."""
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = _unit_in(self.tool.returns, key)
        return found

    def role(self, key: str) -> str:
        """What a field is to people: "number" (an id, a code), "money" (with a unit), or ""."""
        found = self._roles.get(key)
        if found is None:
            money = "money" if key.endswith(MONEY) and self.unit(key) else ""
            found = self._roles[key] = "number" if is_number(key) else money
        return found


_KEPT: dict[int, Wording] = {}


def wording(tool: ToolSpec) -> Wording:
    """The words of a tool, kept as long as the same spec is used."""
    found = _KEPT.get(id(tool))
    if found is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        # the wording holds its tool, so that the id stays the tool's own
        found = _KEPT[id(tool)] = Wording(tool)
    return found


def is_number(name: str) -> bool:
    """True for what identifies something: an id, a reference, a code."""
    words = split_name(name)
    return bool(words) and words[-1] in NUMBERS


def _unit_in(returns: Mapping[str, Any] | None, key: str) -> str:
    stack: list[Any] = [returns or {}]
    while stack:
        schema = stack.pop()
        if isinstance(schema, Mapping):
            inner = schema.get("properties", {}).get(key) if isinstance(schema.get("properties"), Mapping) else None
            if isinstance(inner, Mapping):
                return noun_of(key, inner).unit
            stack.extend(value for value in schema.values() if isinstance(value, Mapping))
    return ""
