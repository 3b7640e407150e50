"""Functions of a Python file as tools, from their signatures, hints and docstrings; the file is read, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from simulator.errors import InputError, Place, closest, short
from simulator.tools.formats.docstrings import Docstring, Parameter, read_docstring
from simulator.tools.formats.hints import Hints, literal, or_null
from simulator.tools.formats.lists import writes_by_name
from simulator.tools.formats.names import Names
from simulator.tools.formats.remarks import ApiTools, Remarks
from simulator.tools.spec import ToolSpec
from simulator.variables.yaml import Document

MAX_SOURCE = 4_000_000
_MARKING = frozenset(("tool", "function_tool", "ai_function", "kernel_function", "register_tool"))
_PASSED_OVER = frozenset(("overload", "fixture", "property", "cached_property"))
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def read_source(text: str, path: str, *, name: str = "", include: Sequence[str] = ()) -> ApiTools:
    """The public functions of a Python file, or the one function, class or method called `name`."""
    tree = _parsed(text, path)
    reader = _Reader(tree, path)
    nodes = reader.chosen(name)
    known = [node.name for node in nodes]
    if include:
        nodes = [node for node in nodes if any(fnmatchcase(node.name, glob) for glob in include)]
    if not nodes and known:
        message = f"no function fits {short(', '.join(include))}"
        raise InputError(message, place=Place(path), hint=closest(include[0].strip("*"), known))
    if not nodes:
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        hint = f"its methods are read with {path}:{classes[0]}" if classes else "write `def name(…):` at its top level"
        raise InputError("the file has no public function", place=Place(path), hint=hint)
    tools = tuple(map(reader.tool, nodes))
    marks: dict[int, dict[Any, tuple[int, int]]] = {0: {None: (1, 1)}}
    data = {node.name: None for node in (*nodes, *reader.passed_over)}
    marks[id(data)] = {node.name: (node.lineno, node.col_offset + 1) for node in (*nodes, *reader.passed_over)}
    return ApiTools(
        tools=tools,
        kind="Python functions",
        remarks=reader.remarks.found,
        left_out=reader.remarks.left_out,
        document=Document(data, path, text, marks),
    )


def _parsed(text: str, path: str) -> ast.Module:
    if len(text) > MAX_SOURCE:
        raise InputError(f"the file has {len(text):,} characters, more than {MAX_SOURCE:,}", place=Place(path))
    try:
        return ast.parse(text)
    except SyntaxError as wrong:
        place = Place(path, wrong.lineno or 0, wrong.offset or 0)
        raise InputError(f"not valid Python: {wrong.msg}", place=place) from None
    except (ValueError, RecursionError, MemoryError) as wrong:
        raise InputError(f"not readable as Python: {str(wrong) or 'nested too deep'}", place=Place(path)) from None


class _Reader:
    """One reading of one file."""

    def __init__(self, tree: ast.Module, path: str) -> None:
        self.remarks = Remarks()
        self.passed_over: list[_Function] = []
        self._tree = tree
        self._path = path
        self._hints = Hints(tree)
        self._names = Names()

    def chosen(self, name: str) -> list[_Function]:
        """The functions a name means: itself, or what is public in the file or class."""
        if not name:
            return self._public(self._tree.body, self._exported())
        owner, _, method = name.rpartition(".")
        body: Sequence[ast.stmt] = self._tree.body
        if owner:
            body = next((one.body for one in body if isinstance(one, ast.ClassDef) and one.name == owner), [])
        for node in body:
            if isinstance(node, _Function) and node.name == method:
                return [node]
            if isinstance(node, ast.ClassDef) and node.name == method:
                return self._methods(node)
        known = [node.name for node in self._tree.body if isinstance(node, _Function | ast.ClassDef)]
        message = f"there is no function or class {short(name)!r} in this file"
        raise InputError(message, place=Place(self._path), hint=closest(name, known))

    def _methods(self, node: ast.ClassDef) -> list[_Function]:
        """The public methods of a class, those of its bases in the same file included."""
        found = {one.name: one for base in node.bases for one in self._inherited(base, node)}
        found |= {one.name: one for one in self._public(node.body, None)}
        return list(found.values())

    def _inherited(self, base: ast.expr, node: ast.ClassDef) -> list[_Function]:
        known = self._hints.classes.get(base.id) if isinstance(base, ast.Name) else None
        return self._methods(known) if known is not None and known.lineno < node.lineno else []

    def _public(self, body: Sequence[ast.stmt], exported: list[str] | None) -> list[_Function]:
        found: dict[str, _Function] = {}
        for node in body:
            if isinstance(node, _Function) and not _PASSED_OVER & set(_decorators(node)):
                found[node.name] = node
        marked = [node for node in found.values() if _MARKING & set(_decorators(node))]
        kept = []
        for node in found.values():
            why = _why_not(node, exported, marked)
            if why:
                self.passed_over.append(node)
                self.remarks.at(node.name, what=node.name)
                self.remarks.leave_out(why)
            else:
                kept.append(node)
        return kept

    def _exported(self) -> list[str] | None:
        value = self._hints.values.get("__all__")
        found = literal(value) if value is not None else []
        return [str(one) for one in found[0]] if found and isinstance(found[0], list) else None

    def tool(self, node: _Function) -> ToolSpec:
        """A function as a tool."""
        self.remarks.at(node.name, what=node.name)
        told = read_docstring(ast.get_docstring(node, clean=False))
        own = _own_words(node)
        if not told.text and "description" not in own:
            self.remarks.warn("has no docstring, so nobody is told what it does")
        schema = {"type": "object", **self._arguments(node, told)}
        returns = self._hints.schema(node.returns)
        parameters = self._hints.whole(schema)
        name = str(own.get("name") or node.name)
        return ToolSpec(
            name=self._names.give(name, node.name),
            description=str(own.get("description") or told.text or node.name.replace("_", " ")),
            parameters=parameters,
            returns=self._hints.whole(returns) if returns and returns != {"type": "null"} else None,
            writes=writes_by_name(node.name),
            original=name,
        )

    def _arguments(self, node: _Function, told: Docstring) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        required = []
        for one, default in _parameters(node):
            schema = self._argument(one, default, told.parameters.get(one.arg, Parameter()))
            properties[one.arg] = schema
            if default is None:
                required.append(one.arg)
        if node.args.vararg:
            self.remarks.warn(f"takes any number of {node.args.vararg.arg}, which no call by name can give")
        found: dict[str, Any] = {"properties": properties}
        if required:
            found["required"] = required
        return {**found, "additionalProperties": node.args.kwarg is not None}

    def _argument(self, one: ast.arg, default: ast.expr | None, told: Parameter) -> dict[str, Any]:
        schema = self._hints.schema(one.annotation)
        if one.annotation is None:
            schema = self._hints.text(told.type.removesuffix("optional").rstrip(" ,")) if told.type else {}
        value = self._default(default)
        if value:
            schema = _with_default(schema, value[0])
        if not schema:
            self.remarks.warn(f"says no type of {one.arg}; anything goes")
        if told.text and "description" not in schema:
            schema = {**schema, "description": told.text}
        return schema

    def _default(self, node: ast.expr | None) -> list[Any]:
        if isinstance(node, ast.Name) and node.id in self._hints.values:
            node = self._hints.values[node.id]
        return literal(node) if node is not None else []


def _parameters(node: _Function) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """The parameters that a call by name can give, each with its default."""
    plain = [*node.args.posonlyargs, *node.args.args]
    missing = len(plain) - len(node.args.defaults)
    pairs = [*zip(plain, [None] * missing + list(node.args.defaults), strict=True)]
    if plain and plain[0].arg in ("self", "cls"):
        pairs = pairs[1:]
    yield from pairs
    yield from zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)


def _why_not(node: _Function, exported: list[str] | None, marked: list[_Function]) -> str:
    if marked and node not in marked:
        return "is not marked as a tool, as others here are"
    if exported is not None and node.name not in exported:
        return "is not in __all__"
    if node.name.startswith("_"):
        return "is private"
    if node.name == "main" and not any(_parameters(node)):
        return "is the program itself"
    return ""


def _decorators(node: _Function) -> list[str]:
    calls = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return [one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls]


def _own_words(node: _Function) -> Mapping[str, Any]:
    """The name and description that a decorator such as `@mcp.tool(name="…")` gives."""
    found = {}
    for one in node.decorator_list:
        if isinstance(one, ast.Call):
            for word in one.keywords:
                value = literal(word.value)
                if word.arg in ("name", "description") and value and isinstance(value[0], str):
                    found[word.arg] = value[0]
    return found


def _with_default(schema: dict[str, Any], value: Any) -> dict[str, Any]:
    if value is None:
        plain = isinstance(schema.get("type"), str) and schema["type"] != "null"
        return {**(or_null(schema) if plain else schema), "default": None} if schema else {}
    guessed = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    known = schema or {"type": guessed[type(value)]}
    return {**known, "default": value}
