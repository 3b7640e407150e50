"""The tools of one conversation as plain Python functions: calling one makes the call in the conversation's world.

Every call made through them is remembered once, in order, and errors of a tool come back as data.
"""

from __future__ import annotations

import copy
import inspect
import json
import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Annotated, Any

from simulator.assistants.assistant import InnerCall, Opening
from simulator.assistants.foreign.types import allows_null, type_of
from simulator.frozen import dataclass
from simulator.messages import ToolCall, ToolResult, make_call
from simulator.tools.spec import ToolSpec

TAKEN = re.compile(
    r"model_.*|parse_.*|copy|dict|json|schema|schema_json|validate|construct|from_orm|fields|args|self|cls"
)
ODD = re.compile(r"\W")


class BoundTools(list[Callable[..., Any]]):
    """The tools as functions; `system` is what the assistant is told: the policy and the date."""

    def __init__(self, tools: Sequence[Callable[..., Any]], system: str) -> None:
        super().__init__(tools)
        self.system = system


class JsonObject(dict[str, Any]):
    """A result that prints as JSON, which is what a framework shows its model."""

    def __str__(self) -> str:
        return json.dumps(self, ensure_ascii=False)


class JsonList(list[Any]):
    """A list that prints as JSON."""

    def __str__(self) -> str:
        return json.dumps(self, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the function of a tool looks like; `names` maps its parameters to the tool's own where they differ."""

    spec: ToolSpec
    parameters: Mapping[str, Any]
    signature: inspect.Signature
    names: Mapping[str, str]
    droppable: frozenset[str]

    def arguments(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The tool's own arguments; an optional one that is None was left out."""
        own = {self.names.get(name, name): value for name, value in given.items()}
        return {name: value for name, value in own.items() if value is not None or name not in self.droppable}

    def restored(self, call: ToolCall) -> ToolCall:
        """A call a model made by this signature, in the tool's own words."""
        return call if call.arguments is None else replace(call, arguments=self.arguments(call.arguments))


class Shapes:
    """Shapes of tools, each made once."""

    def __init__(self) -> None:
        self._known: dict[int, Shape] = {}

    def of(self, spec: ToolSpec) -> Shape:
        found = self._known.get(id(spec))
        if found is None:
            found = self._known[id(spec)] = shape(spec)
        return found


class Tray:
    """The bound tools of one conversation and the calls made through them."""

    def __init__(self, opening: Opening, shapes: Shapes) -> None:
        self._call = opening.call
        # Frameworks run plain functions in threads of their own; the world takes one call at a time.
        self._lock = Lock()
        self._made: list[InnerCall] = []
        self._over = False
        self.shapes = {spec.name: shapes.of(spec) for spec in opening.tools}
        self.tools = BoundTools([_function(found, self._run) for found in self.shapes.values()], opening.system)

    def take(self) -> list[InnerCall]:
        """The calls made since the last time, in order."""
        with self._lock:
            made, self._made = self._made, []
        return made

    def shut(self) -> None:
        """Ends the conversation for its tools: the world behind them serves another one next."""
        with self._lock:
            self._over = True

    def call(self, call: ToolCall) -> ToolResult:
        """Makes a call in the conversation's world."""
        with self._lock:
            if self._over:
                raise RuntimeError(f"{call.name} was called after the end of its conversation")
            result = self._call(call.name, call.arguments) if call.arguments is not None else _malformed(call)
            self._made.append(InnerCall(call=call, result=result))
        return result

    def _run(self, name: str, given: Mapping[str, Any]) -> Any:
        return readable(self.call(make_call(id="", name=name, arguments=given)))


def shape(spec: ToolSpec) -> Shape:
    """The Python side of a tool: required parameters first, optional ones with their documented default."""
    names = _parameter_names(spec.properties)
    order = sorted(names, key=lambda name: names[name] not in spec.required)
    parameters = [_parameter(name, spec.properties[names[name]], names[name] in spec.required) for name in order]
    optional = {key for key in spec.properties if key not in spec.required}
    return Shape(
        spec=spec,
        parameters=copy.deepcopy(spec.parameters),
        signature=inspect.Signature(parameters, return_annotation=Any),
        names={name: own for name, own in names.items() if name != own},
        droppable=frozenset(key for key in optional if not allows_null(spec.properties[key])),
    )


def readable(result: ToolResult) -> Any:
    """The result as the agent's own value, apart from the one that is recorded."""
    if isinstance(result.content, str):
        return result.content
    found = json.loads(result.text())
    if isinstance(found, dict):
        return JsonObject(found)
    return JsonList(found) if isinstance(found, list) else found


def _malformed(call: ToolCall) -> ToolResult:
    return ToolResult(content={"error": f"malformed arguments: {call.problem}"}, status=400, refused="malformed")


def _function(shape: Shape, run: Callable[[str, Mapping[str, Any]], Any]) -> Callable[..., Any]:
    spec, order = shape.spec, tuple(shape.signature.parameters)

    def tool(*args: Any, **given: Any) -> Any:
        if len(args) > len(order):
            raise TypeError(f"{spec.name}() takes {len(order)} arguments but {len(args)} were given")
        return run(spec.name, shape.arguments({**dict(zip(order, args, strict=False)), **given}))

    annotations = {name: found.annotation for name, found in shape.signature.parameters.items()}
    looks = {
        "__name__": spec.name,
        "__qualname__": spec.name,
        "__doc__": spec.description,
        "__signature__": shape.signature,
        "__annotations__": {**annotations, "return": Any},
        "name": spec.name,
        "description": spec.description,
        "parameters": shape.parameters,
    }
    for name, value in looks.items():
        setattr(tool, name, value)
    return tool


def _parameter(name: str, schema: Mapping[str, Any], required: bool) -> inspect.Parameter:
    found = type_of(schema)
    if not required and "default" not in schema and found is not None:
        found = found | None
    told = schema.get("description")
    if isinstance(told, str) and told:
        found = Annotated[found, told]
    default = inspect.Parameter.empty if required else schema.get("default")
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=found)


def _parameter_names(properties: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for own in properties:
        name = ODD.sub("_", own).lstrip("_") or "value"
        if name[0].isdigit() or keyword.iskeyword(name) or TAKEN.fullmatch(name) or name == "cancellation_token":
            name = f"{name}_" if name[0].isalpha() else f"n{name}"
        while name in found:
            name += "_"
        found[name] = own
    return found
