"""Tool lists of OpenAI, Anthropic, Gemini, Bedrock and MCP as tools: a sound schema stays as it was written.

A schema that is not sound (upper-case types, numbers as texts, references out of it) is put right with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from simulator.errors import InputError, closest, short
from simulator.tools.formats.kinds import is_tool, listed
from simulator.tools.formats.names import Names
from simulator.tools.formats.remarks import ApiTools, Remarks
from simulator.tools.formats.sound import is_sound
from simulator.tools.operations.schemas import Schemas
from simulator.tools.operations.words import SOUND
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words
from simulator.variables.yaml import Document

MAX_TOOLS = 20_000
_SCHEMAS = (
    "parameters",
    "input_schema",
    "inputSchema",
    "parametersJsonSchema",
    "parameters_json_schema",
)
_RESULTS = ("outputSchema", "output_schema", "response", "responseJsonSchema", "response_json_schema", "returns")
_DECLARED = ("function_declarations", "functionDeclarations")
_READING = frozenset(
    "get list find search read check look lookup query fetch show describe count view retrieve calculate compute "
    "convert translate validate verify compare estimate suggest recommend browse is has what who where when".split()
)
_FORMATS = {
    "input_schema": "anthropic",
    "inputSchema": "mcp",
}


def read_list(document: Document, *, include: Sequence[str] = ()) -> ApiTools:
    """The tools of a list; `include` keeps those whose name fits one of the globs."""
    reader = _Reader(include)
    tools = tuple(reader.tools(document.data))
    if not tools and include and reader.names:
        hint = closest(include[0].strip("*"), reader.names)
        raise InputError(f"no tool fits {short(', '.join(include))}", place=document.place(), hint=hint)
    if not tools:
        first = next((f": {remark}" for remark in reader.remarks.left_out), "")
        raise InputError(f"no tool in this list can be read{first}", place=document.place(), hint="give functions")
    formats = dict.fromkeys(reader.formats)
    return ApiTools(
        tools=tools,
        kind=f"{' and '.join(formats) or 'tool'} list" if len(formats) < 3 else "tool list",
        remarks=reader.remarks.found,
        left_out=reader.remarks.left_out,
        document=document,
    )


class _Reader:
    """One reading of one list."""

    def __init__(self, include: Sequence[str]) -> None:
        self.remarks = Remarks()
        self.names: list[str] = []
        self.formats: list[str] = []
        self._include = tuple(include)
        self._given = Names()

    def tools(self, data: Any) -> Iterator[ToolSpec]:
        for keys, one in _each(data):
            if len(self.names) >= MAX_TOOLS:
                self.remarks.warn(f"more than {MAX_TOOLS:,} tools; the rest is left out")
                return
            self.remarks.at(*keys, what=_called(one, keys))
            if not isinstance(one, Mapping):
                self.remarks.leave_out("is no object")
                continue
            yield from self._tool(one)

    def _tool(self, one: Mapping[str, Any]) -> Iterator[ToolSpec]:
        inner, form = _unwrapped(one)
        name = inner.get("name")
        key = next((key for key in _SCHEMAS if key in inner), None)
        if key is None and isinstance(one.get("type"), str) and one["type"] not in ("function", "custom"):
            self.remarks.leave_out(f"is a {short(one['type'])} tool, which its provider runs itself")
        elif not isinstance(name, str) or not name:
            self.remarks.leave_out("has no name")
        elif inner is one and one.get("type") == "custom" and "format" in one:
            self.remarks.leave_out("takes free text, no arguments")
        else:
            self.names.append(name)
            if not self._include or any(fnmatchcase(name, glob) for glob in self._include):
                self.formats.append(_TITLES[form])
                yield self._spec(one, inner, form)

    def _spec(self, one: Mapping[str, Any], inner: Mapping[str, Any], form: str) -> ToolSpec:
        name = inner["name"]
        legal = self._given.give(name, "tool")
        if legal != name:
            self.remarks.warn(f"{short(name)!r} is no legal name or stands twice; it is called {legal}")
        key = next((key for key in _SCHEMAS if key in inner), "parameters")
        result = next((word for word in _RESULTS if isinstance(inner.get(word), Mapping)), "")
        description = inner.get("description")
        known = {"name", "description", key, *([result] if result and form in ("mcp", "gemini") else ())}
        extras = {form: {word: value for word, value in inner.items() if word not in (*known, "type")}}
        if inner is not one and form == "openai":
            extras["openai tool"] = {word: value for word, value in one.items() if word not in ("type", "function")}
        elif form == "anthropic" and "type" in one:
            extras[form] = {"type": one["type"], **extras[form]}
        return ToolSpec(
            name=legal,
            description=description if isinstance(description, str) else "",
            parameters=self._parameters(inner.get(key)),
            returns=self._schema(inner[result]) if result else None,
            writes=_writes(inner, name),
            original=name,
            tags=(),
            extras=extras,
        )

    def _parameters(self, given: Any) -> Mapping[str, Any]:
        """The schema of the arguments, an object whatever was written."""
        if isinstance(given, Mapping) and isinstance(given.get("json"), Mapping) and "type" not in given:
            given = given["json"]
        if given is None or given == {}:
            return {"type": "object", "properties": {}}
        if not isinstance(given, Mapping):
            self.remarks.warn("the schema of its arguments is no object; it takes anything")
            return {"type": "object", "properties": {}}
        found = self._schema(given)
        kind = found.get("type")
        if kind == "object" or (isinstance(kind, list) and "object" in kind):
            return found
        if kind is None and _only_fields(given):
            self.remarks.warn("its arguments stand without a schema round them; they are read as properties")
            return {"type": "object", **self._schema({"properties": given})}
        if kind is None:
            whole = any(word in found for word in ("$ref", "anyOf", "oneOf", "allOf"))
            return found if whole else {"type": "object", "properties": {}, **found}
        self.remarks.warn("its arguments are no object; they are read as one argument `value`")
        return {"type": "object", "properties": {"value": found}, "required": ["value"]}

    def _schema(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if is_sound(given):
            return given
        return Schemas(given, "", self.remarks.warn).complete(given)


def _only_fields(given: Mapping[str, Any]) -> bool:
    """Fields without the schema that should hold them: {"city": {"type": "string"}}."""
    known = given.keys() & {*SOUND, "$ref", "$defs", "allOf", "title", "$schema"}
    return not known and all(isinstance(value, Mapping) for value in given.values())


_TITLES = {"openai": "OpenAI", "anthropic": "Anthropic", "mcp": "MCP", "gemini": "Gemini", "bedrock": "Bedrock"}


def _each(data: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The entries of a list of tools, those in Gemini's groups one by one, each with its place."""
    if isinstance(data, Mapping) and is_tool(data) and not listed(data):
        yield (), data
        return
    entries = data if isinstance(data, list) else listed(data)
    above = () if isinstance(data, list) else _above(data)
    for index, one in enumerate(entries):
        groups = [word for word in _DECLARED if isinstance(one, Mapping) and isinstance(one.get(word), list)]
        for word in groups:
            for inner, declared in enumerate(one[word]):
                yield (*above, index, word, inner), declared
        if not groups:
            yield (*above, index), one


def _above(data: Mapping[str, Any]) -> tuple[Any, ...]:
    for key in ("tools", "functions", *_DECLARED):
        if isinstance(data.get(key), list):
            return (key,)
    return ()


def _unwrapped(one: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The part of an entry that describes the function, and the format it is in."""
    if isinstance(one.get("function"), Mapping):
        return one["function"], "openai"
    if isinstance(one.get("toolSpec"), Mapping):
        return one["toolSpec"], "bedrock"
    form = next((form for key, form in _FORMATS.items() if key in one), None)
    if form is None:
        form = "gemini" if _is_gemini(one) else "openai"
    return one, form


def _is_gemini(one: Mapping[str, Any]) -> bool:
    schema = one.get("parameters")
    kind = schema.get("type") if isinstance(schema, Mapping) else None
    words = ("parametersJsonSchema", "parameters_json_schema", "response", "behavior")
    return (isinstance(kind, str) and kind.isupper()) or any(word in one for word in words)


def _called(one: Any, keys: tuple[Any, ...]) -> str:
    name = _unwrapped(one)[0].get("name") if isinstance(one, Mapping) else None
    return short(name) if isinstance(name, str) and name else f"tool {keys[-1] + 1}" if keys else "tool"


def _writes(inner: Mapping[str, Any], name: str) -> bool:
    """Whether a tool changes anything: by what its server says of it, else by the verb of its name."""
    hints = inner.get("annotations")
    if isinstance(hints, Mapping) and isinstance(hints.get("readOnlyHint"), bool):
        return not hints["readOnlyHint"]
    return writes_by_name(name)


def writes_by_name(name: str) -> bool:
    """Whether the verb a name begins with, after what namespace it has, changes anything."""
    words = [*split_words(name.rpartition(".")[2].rpartition("/")[2])]
    return not (words and (words[0] in _READING or (len(words) > 1 and words[-1] in _READING)))
