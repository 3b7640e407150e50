"""What a tool is: a name, a description, a JSON schema of its arguments, and what the world needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSpec:
    """One tool; `parameters` is a JSON schema of type object, `returns` the schema of a good result if known.

    status         the HTTP status of a good result, as declared
    errors         declared error status (or "4XX", "default") -> its description
    error_schemas  the same -> the schema of its body, where one is declared
    places         argument -> where it goes ("path", "query", "header", "body", or "whole" body) and its name there
    styles         argument that is a list or an object -> how it is written there ("csv", "multi", "deepObject", …)
    sends          the content type of the body, "" where there is none
    original       the name the document has for the tool; `name` is that one made legal and unique
    server         the base address of its calls, where the document gives one
    extras         format -> what a tool list of that format says besides, kept for writing it out again
    """

    name: str
    description: str
    parameters: Mapping[str, Any]
    writes: bool = False
    returns: Mapping[str, Any] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    error_schemas: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sends: str = ""
    method: str = ""
    path: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    original: str = ""
    deprecated: bool = False
    server: str = ""
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.parameters.get("properties", {})
        return found

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(self.parameters.get("required", ()))

    def to_openai(self) -> dict[str, Any]:
        """The tool as an OpenAI function schema."""
        known = {"description": self.description} if self.description else {}
        more = self.extras.get("openai", {})
        function = {"name": self.name, **known, "parameters": dict(self.parameters), **more}
        return {"type": "function", "function": function, **self.extras.get("openai tool", {})}


ANY_TOOL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One planned fault of a case: on the `nth` call of `tool` (from 1; of any with "*"), for `times` calls.

    What each kind does stands in `worlds/faults.py`. `pick` in [0, 1) chooses what the scenario left open: a declared
    status, a field; `field`, `to`, `text`, `size` and `status` are what it says.
    """

    tool: str
    kind: str
    nth: int = 1
    times: int = 1
    status: int = 0
    field: str = ""
    to: str = ""
    text: str = ""
    size: int = 1
    pick: float = 0.0
