"""Type hints of Python source as JSON schemas, read from the syntax tree: nothing is imported or run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MAX_DEPTH = 30
Schema = dict[str, Any]
_PLAIN: Mapping[str, Schema] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "complex": {"type": "number"},
    "Number": {"type": "number"},
    "Decimal": {"type": "number"},
    "Fraction": {"type": "number"},
    "bytes": {"type": "string", "format": "binary"},
    "bytearray": {"type": "string", "format": "binary"},
    "None": {"type": "null"},
    "NoneType": {"type": "null"},
    "list": {"type": "array"},
    "tuple": {"type": "array"},
    "set": {"type": "array", "uniqueItems": True},
    "frozenset": {"type": "array", "uniqueItems": True},
    "dict": {"type": "object"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "timedelta": {"type": "string", "format": "duration"},
    "UUID": {"type": "string", "format": "uuid"},
    "Path": {"type": "string"},
    "PathLike": {"type": "string"},
    "Pattern": {"type": "string"},
    "EmailStr": {"type": "string", "format": "email"},
    "AnyUrl": {"type": "string", "format": "uri"},
    "HttpUrl": {"type": "string", "format": "uri"},
    "AnyHttpUrl": {"type": "string", "format": "uri"},
    "StrictStr": {"type": "string"},
    "StrictInt": {"type": "integer"},
    "StrictBool": {"type": "boolean"},
    "PositiveInt": {"type": "integer", "exclusiveMinimum": 0},
    "NonNegativeInt": {"type": "integer", "minimum": 0},
    "PositiveFloat": {"type": "number", "exclusiveMinimum": 0},
    "NonNegativeFloat": {"type": "number", "minimum": 0},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "array": {"type": "array"},
}
_LISTS = frozenset(
    "list List Sequence MutableSequence Iterable Iterator Collection deque Deque Generator array AsyncIterator "
    "AsyncIterable".split()
)
_SETS = frozenset("set Set frozenset FrozenSet AbstractSet MutableSet".split())
_MAPS = frozenset("dict Dict Mapping MutableMapping defaultdict DefaultDict OrderedDict Counter".split())
_WRAPPERS = frozenset("Final ClassVar Required NotRequired ReadOnly InitVar Awaitable Coroutine Type type".split())
_LIMITS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "regex": "pattern",
    "description": "description",
    "examples": "examples",
    "title": "title",
}
_SIZES = {"minLength": "minItems", "maxLength": "maxItems"}


class Hints:
    """The type hints of one module, with the classes and aliases it defines."""

    def __init__(self, tree: ast.Module) -> None:
        self.classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        self.values = dict(_assigned(tree.body))
        self._open: list[str] = []
        self._definitions: dict[str, Schema] = {}
        self._depth = 0

    def whole(self, schema: Schema) -> Schema:
        """The schema with the definitions of the classes that hold themselves."""
        if not self._definitions:
            return schema
        definitions, self._definitions = self._definitions, {}
        return {**schema, "$defs": definitions}

    def schema(self, node: ast.expr | None) -> Schema:
        """The schema of one hint; `{}` for what says nothing."""
        if node is None or self._depth > MAX_DEPTH:
            return {}
        self._depth += 1
        try:
            return self._of(node)
        finally:
            self._depth -= 1

    def text(self, hint: str) -> Schema:
        """The schema of a hint that is written as text, in quotes or in a docstring."""
        try:
            return self.schema(ast.parse(hint.strip()[:500], mode="eval").body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return {}

    def _of(self, node: ast.expr) -> Schema:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return self.text(node.value)
            return {"type": "null"} if node.value is None else {}
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._union([node.left, node.right])
        if isinstance(node, ast.Set):
            return _enum([value for one in node.elts for value in literal(one)])
        if isinstance(node, ast.Subscript):
            return self._subscript(_name(node.value), _arguments(node))
        if isinstance(node, ast.Call):
            return self._call(node)
        return self._named(_name(node))

    def _named(self, name: str) -> Schema:
        if name in self.classes:
            return self._class(self.classes[name])
        if name in self.values and name not in self._open:
            return self._inside(name, lambda: self.schema(self.values[name]))
        if name in _PLAIN:
            return dict(_PLAIN[name])
        if name in _LISTS | {"Tuple"}:
            return {"type": "array"}
        if name in _SETS:
            return {"type": "array", "uniqueItems": True}
        return {"type": "object"} if name in _MAPS else {}

    def _inside(self, name: str, make: Callable[[], Schema]) -> Schema:
        self._open.append(name)
        try:
            return make()
        finally:
            self._open.pop()

    def _subscript(self, name: str, parts: Sequence[ast.expr]) -> Schema:
        if name == "Optional":
            return self._union([*parts, ast.Constant(None)])
        if name == "Union":
            return self._union(parts)
        if name == "Literal":
            return _enum([value for part in parts for value in literal(part)])
        if name == "Annotated" and parts:
            return self._annotated(self.schema(parts[0]), parts[1:])
        if name in _LISTS or name in _SETS:
            inner = self.schema(parts[0]) if parts else {}
            unique = {"uniqueItems": True} if name in _SETS else {}
            return {"type": "array", **({"items": inner} if inner else {}), **unique}
        if name in ("tuple", "Tuple"):
            return self._tuple(parts)
        if name in _MAPS:
            inner = self.schema(parts[-1]) if parts else {}
            return {"type": "object", **({"additionalProperties": inner} if inner else {})}
        if name in _WRAPPERS and parts:
            return self.schema(parts[-1])
        return self._named(name)

    def _tuple(self, parts: Sequence[ast.expr]) -> Schema:
        if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is ...:
            return {"type": "array", "items": self.schema(parts[0])}
        inner = [self.schema(part) for part in parts]
        fixed = {"prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)} if inner else {}
        return {"type": "array", **fixed}

    def _union(self, parts: Sequence[ast.expr]) -> Schema:
        found = [self.schema(part) for part in parts]
        null = any(schema == {"type": "null"} for schema in found)
        rest = [schema for schema in found if schema != {"type": "null"}]
        rest = list({repr(schema): schema for schema in rest}.values())
        if not all(rest):
            return {}
        if len(rest) == 1:
            return or_null(rest[0]) if null else rest[0]
        if all(list(schema) == ["type"] and isinstance(schema["type"], str) for schema in rest):
            return {"type": [schema["type"] for schema in rest] + (["null"] if null else [])}
        return {"anyOf": [*rest, *([{"type": "null"}] if null else [])]} if rest else {"type": "null"}

    def _call(self, node: ast.Call) -> Schema:
        """`NewType("UserId", int)`, `constr(min_length=1)` and `conint(ge=0)`."""
        name = _name(node.func)
        if name == "NewType" and len(node.args) == 2:
            return self.schema(node.args[1])
        base = {"constr": "str", "conint": "int", "confloat": "float", "conlist": "list"}.get(name)
        return self._annotated(dict(_PLAIN[base]), [node]) if base else {}

    def _annotated(self, schema: Schema, notes: Sequence[ast.expr]) -> Schema:
        found = dict(schema)
        for note in notes:
            if _is_text(note):
                found["description"] = note.value  # type: ignore[attr-defined]
            elif isinstance(note, ast.Call):
                found |= _told(note, array=found.get("type") == "array")
        return found

    def _class(self, node: ast.ClassDef) -> Schema:
        if node.name in self._open:
            self._definitions.setdefault(node.name, {})
            return {"$ref": f"#/$defs/{node.name}"}
        bases = [_name(base) for base in node.bases]
        if any(base.endswith(("Enum", "Flag")) for base in bases):
            return _enum([value for one in node.body if isinstance(one, ast.Assign) for value in literal(one.value)])
        found = self._inside(node.name, lambda: self._fields(node, bases))
        if node.name in self._definitions:
            self._definitions[node.name] = found
            return {"$ref": f"#/$defs/{node.name}"}
        return found

    def _fields(self, node: ast.ClassDef, bases: list[str]) -> Schema:
        """A dataclass, model, typed dict or named tuple as an object."""
        properties: dict[str, Any] = {}
        required: list[str] = []
        for base in (self.classes[name] for name in bases if name in self.classes and name not in self._open):
            above = self._inside(base.name, lambda base=base: self._fields(base, [_name(one) for one in base.bases]))  # type: ignore[misc]
            properties |= above.get("properties", {})
            required += above.get("required", [])
        total = not any(one.arg == "total" and literal(one.value) == [False] for one in node.keywords)
        for one in node.body:
            if (
                isinstance(one, ast.AnnAssign)
                and isinstance(one.target, ast.Name)
                and not one.target.id.startswith("_")
            ):
                must = self._field(one, properties) and total
                if must or _name(getattr(one.annotation, "value", None)) == "Required":
                    required.append(one.target.id)
        text = ast.get_docstring(node)
        found: Schema = {"type": "object", "properties": properties}
        if required:
            found["required"] = list(dict.fromkeys(required))
        return {**found, "description": " ".join(text.split("\n\n")[0].split())} if text else found

    def _field(self, one: ast.AnnAssign, properties: dict[str, Any]) -> bool:
        """Adds one field; whether it has to be given."""
        assert isinstance(one.target, ast.Name)
        schema = self.schema(one.annotation)
        optional = _name(getattr(one.annotation, "value", None)) == "NotRequired"
        if isinstance(one.value, ast.Call):
            schema |= _told(one.value, array=schema.get("type") == "array")
            given = [*one.value.args, *(k.value for k in one.value.keywords if k.arg in ("default", "default_factory"))]
            must = not given or (isinstance(given[0], ast.Constant) and given[0].value is ...)
        else:
            must = one.value is None
            default = literal(one.value) if one.value is not None else []
            if default and default[0] is not None:
                schema["default"] = default[0]
        properties[one.target.id] = schema
        return must and not optional


def _assigned(body: Sequence[ast.stmt]) -> list[tuple[str, ast.expr]]:
    """The names a module gives to values: aliases of types, and constants."""
    found = []
    for node in body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.append((node.targets[0].id, node.value))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found.append((node.target.id, node.value))
        elif type(node).__name__ == "TypeAlias":
            found.append((node.name.id, node.value))  # type: ignore[attr-defined]
    return found


def literal(node: ast.expr) -> list[Any]:
    """The JSON value of a literal, in a list; empty where it is none."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return []
    found = list(value) if isinstance(value, tuple | set | frozenset) else value
    return [found] if _is_json(found) else []


def _is_json(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_json, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(inner) for key, inner in value.items())
    if isinstance(value, float):
        return value - value == 0
    return value is None or isinstance(value, str | int | bool)


def _told(call: ast.Call, *, array: bool) -> Schema:
    """What `Field(description="…", ge=1)` and its like say."""
    words = {_LIMITS[one.arg]: literal(one.value) for one in call.keywords if one.arg in _LIMITS}
    found = {_SIZES.get(word, word) if array else word: value[0] for word, value in words.items() if value}
    texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if texts and _name(call.func) in ("Doc", "Description", "desc"):
        found["description"] = texts[0]
    return found


def or_null(schema: Schema) -> Schema:
    """The schema with null added to what it accepts."""
    kind = schema.get("type")
    if isinstance(kind, str) and "$ref" not in schema:
        more = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, "type": [kind, "null"], **more}
    return {"anyOf": [schema, {"type": "null"}]}


def _enum(values: list[Any]) -> Schema:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    found = list(dict.fromkeys(kinds.get(type(value), "") for value in values if value is not None))
    if not values:
        return {}
    null = ["null"] if None in values else []
    types = [*found, *null]
    typed = {"type": types[0] if len(types) == 1 else types} if all(types) else {}
    return {**typed, "enum": values}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _arguments(node: ast.Subscript) -> list[ast.expr]:
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]


def _name(node: Any) -> str:
    """The last word of a name: `Optional` for `typing.Optional`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
