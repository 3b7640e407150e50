"""Python functions given as objects, as tools: their signatures, hints and docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from pydantic.errors import PydanticUserError

from simulator.errors import InputError
from simulator.tools.formats.docstrings import Parameter, read_docstring
from simulator.tools.formats.lists import writes_by_name
from simulator.tools.formats.names import Names
from simulator.tools.formats.remarks import ApiTools, Remarks
from simulator.tools.operations.schemas import Schemas
from simulator.tools.spec import ToolSpec

_EMPTY = inspect.Parameter.empty
_BY_NAME = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.KEYWORD_ONLY,
)


def read_objects(given: Sequence[Any]) -> ApiTools:
    """The functions as tools; a module or a class stands for its public functions."""
    functions = [function for one in given for function in _functions(one)]
    if not functions:
        raise InputError("no public function was given", hint="give functions, a class or a module")
    reader = _Reader()
    return ApiTools(tools=tuple(map(reader.tool, functions)), kind="Python functions", remarks=reader.remarks.found)


def _functions(one: Any) -> list[Callable[..., Any]]:
    if isinstance(one, ModuleType):
        names = getattr(one, "__all__", None)
        found = [value for name, value in vars(one).items() if (name in names if names else not name.startswith("_"))]
        return [value for value in found if inspect.isroutine(value) and value.__module__ == one.__name__]
    if inspect.isclass(one):
        return [value for name, value in inspect.getmembers(one, inspect.isroutine) if not name.startswith("_")]
    if callable(one):
        return [one]
    raise InputError(f"{type(one).__name__} is no function", hint="give functions, a class or a module")


class _Reader:
    def __init__(self) -> None:
        self.remarks = Remarks()
        self._names = Names()

    def tool(self, function: Callable[..., Any]) -> ToolSpec:
        """A function as a tool."""
        plain = inspect.unwrap(getattr(function, "func", function))
        name = getattr(plain, "__name__", type(function).__name__)
        self.remarks.at(what=name)
        told = read_docstring(inspect.getdoc(plain) if hasattr(plain, "__name__") else type(function).__doc__)
        hints = _hints(plain if hasattr(plain, "__name__") else type(function).__call__)
        returns = self._schema(hints.get("return", _EMPTY))
        return ToolSpec(
            name=self._names.give(name, "tool"),
            description=told.text or name.replace("_", " "),
            parameters=self._arguments(function, hints, told.parameters),
            returns=returns if returns and returns != {"type": "null"} else None,
            writes=writes_by_name(name),
            original=name,
        )

    def _arguments(self, function: Any, hints: dict[str, Any], told: dict[str, Parameter]) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        definitions: dict[str, Any] = {}
        required, more = [], False
        for name, one in _signature(function).items():
            more = more or one.kind is inspect.Parameter.VAR_KEYWORD
            if one.kind not in _BY_NAME or (name in ("self", "cls") and not properties):
                continue
            schema = dict(self._schema(hints.get(name, one.annotation)))
            definitions |= schema.pop("$defs", {})
            if name in told and told[name].text:
                schema.setdefault("description", told[name].text)
            if one.default is _EMPTY:
                required.append(name)
            elif isinstance(one.default, str | int | float | bool):
                schema["default"] = one.default
            properties[name] = schema
        schema = {"type": "object", "properties": properties, "additionalProperties": more}
        schema |= {"required": required} if required else {}
        schema |= {"$defs": definitions} if definitions else {}
        return Schemas(schema, "", self.remarks.warn).complete(schema)

    def _schema(self, hint: Any) -> dict[str, Any]:
        if hint is _EMPTY:
            return {}
        try:
            found = TypeAdapter(hint).json_schema()
        except (PydanticUserError, TypeError, ValueError, NameError):
            self.remarks.warn(f"its type {hint} is unknown; anything goes")
            return {}
        return {key: value for key, value in found.items() if key != "title"}


def _hints(function: Any) -> dict[str, Any]:
    try:
        return get_type_hints(function, include_extras=True)
    except (NameError, TypeError, AttributeError):
        return dict(getattr(function, "__annotations__", {}))


def _signature(function: Any) -> dict[str, inspect.Parameter]:
    try:
        return dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return {}
