"""Tools shown otherwise than they are: without descriptions, under short names, among others, with one left out.

Calls come in as they were shown and are mapped back before a world or a label sees them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from simulator.frozen import dataclass
from simulator.messages import Message, ToolCall
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words

_TOLD = frozenset(("description", "title", "summary", "$comment", "externalDocs"))
_BRANCHES = ("allOf", "anyOf", "oneOf")
_KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguise:
    """What is shown instead of the tools there are.

    shown      the tools as an assistant is shown them
    known      the tools the ground truth plays with: as they are, without those that were added or left out
    names      shown name -> real name
    arguments  real name of a tool -> shown argument -> real argument
    """

    shown: tuple[ToolSpec, ...]
    known: tuple[ToolSpec, ...]
    names: Mapping[str, str]
    arguments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def renames(self) -> bool:
        """Whether any name is another than it seems."""
        return bool(self.arguments)

    def meant(self, call: ToolCall) -> ToolCall:
        """The call with its real names; one of a tool that is not shown stays as it is."""
        name = self.names.get(call.name)
        if name is None or not self.arguments:
            return call
        real = self.arguments.get(name, {})
        hidden = frozenset(real.values())
        given = call.arguments
        if given is not None:
            # a real name that was not shown is as unknown as any other
            given = {real.get(key, f"{key}?" if key in hidden else key): value for key, value in given.items()}
        return replace(call, name=name, arguments=given)

    def said(self, call: ToolCall) -> ToolCall:
        """A call with real names as an assistant that is shown the others would make it."""
        if not self.arguments:
            return call
        short = {real: shown for shown, real in self.arguments.get(call.name, {}).items()}
        name = next((shown for shown, real in self.names.items() if real == call.name), call.name)
        given = call.arguments
        renamed = None if given is None else {short.get(key, key): value for key, value in given.items()}
        return replace(call, name=name, arguments=renamed)

    def unmasked(self, message: Message) -> Message:
        """A message with the real names in its calls."""
        if message.calls:
            return replace(message, calls=tuple(self.meant(call) for call in message.calls))
        return replace(message, name=self.names[message.name]) if message.name in self.names else message

    def in_words(self, tool: str, text: str) -> str:
        """A text about a call with the names that are shown."""
        for shown, real in self.arguments.get(tool, {}).items():
            text = re.sub(rf"(?<!\w){re.escape(real)}(?!\w)", shown, text)
        return text


def undescribed(tool: ToolSpec) -> ToolSpec:
    """The tool without a word of what it and its arguments are for."""
    return replace(tool, description="", parameters=_bare(tool.parameters), errors={}, extras={})


def _bare(schema: Any, *, names: bool = False) -> Any:
    """A schema without its texts; in `names` every key is the name of a property."""
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: value
        if key in ("enum", "const", "default", "examples", "required") and not names
        else _bare(value, names=key in ("properties", "$defs", "patternProperties") and not names)
        for key, value in schema.items()
        if names or key not in _TOLD
    }


def shortened(tools: Sequence[ToolSpec]) -> tuple[tuple[ToolSpec, ...], dict[str, str], dict[str, dict[str, str]]]:
    """The tools under short names, with what each name and argument is short for."""
    names: dict[str, str] = {}
    arguments: dict[str, dict[str, str]] = {}
    found = []
    for tool in tools:
        name = _short(tool.name, names)
        names[name] = tool.name
        short: dict[str, str] = {}
        for argument in tool.properties:
            short[_short(argument, short)] = argument
        arguments[tool.name] = short
        back = {real: shown for shown, real in short.items()}
        found.append(
            replace(tool, name=name, original="", parameters=_renamed(tool.parameters, back), method="", path="")
        )
    return tuple(found), names, arguments


def _short(name: str, taken: Mapping[str, str]) -> str:
    """The first letters of a name's words without their vowels: get_booking is gt_bkng."""
    words = [word[0] + re.sub("[aeiou]", "", word[1:]) for word in split_words(name)] or [name]
    base = short = "_".join(word[:_KEPT] for word in words)
    number = 1
    while short in taken:
        number += 1
        short = f"{base}{number}"
    return short


def _renamed(schema: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    found = dict(schema)
    if isinstance(schema.get("properties"), Mapping):
        found["properties"] = {names.get(name, name): inner for name, inner in schema["properties"].items()}
    if isinstance(schema.get("required"), list | tuple):
        found["required"] = [names.get(name, name) for name in schema["required"]]
    for word in _BRANCHES:
        if isinstance(schema.get(word), list):
            found[word] = [_renamed(one, names) if isinstance(one, Mapping) else one for one in schema[word]]
    return found
