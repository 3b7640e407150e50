"""The parameters and the body of one operation, folded into one JSON schema of its arguments.

Swagger 2.0 keeps its body among the parameters; both are read here as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.frozen import NamedTuple
from simulator.tools.formats.names import legal_name
from simulator.tools.formats.remarks import Remarks
from simulator.tools.operations.bodies import FORMS, MULTIPART, Media, examples_of, media_schema, with_examples
from simulator.tools.operations.schemas import Expanded, Schemas
from simulator.tools.operations.styles import style_of
from simulator.tools.wording import plain_text

MAX_ARGUMENTS = 300
MAX_TEXT = 600
_PLACEHOLDER = re.compile(r"\{([^{}/]+)\}")
_PLAIN_HOLE = re.compile(r"[+#./;?&]*([^:*]+)")
_TRANSPORT = frozenset(
    "authorization proxy-authorization accept accept-charset accept-encoding content-type content-length "
    "content-encoding transfer-encoding connection cookie host user-agent "
    "api-key x-api-key apikey x-apikey token x-token auth-token x-auth-token access-token x-access-token "
    "x-csrf-token x-xsrf-token".split()
)
_KEYS = frozenset("api_key apikey api-key access_token oauth_token auth_token".split())
_PLACES = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}
_WHOLE_WORDS = ("oneOf", "anyOf", "allOf", "not", "if", "patternProperties")
Raw = Mapping[str, Any]


class Folded(NamedTuple):
    """An operation's arguments as one schema, its path with their names in it, and where each of them goes."""

    schema: dict[str, Any]
    path: str
    places: dict[str, tuple[str, str]]
    styles: dict[str, str]
    sends: str


class _Argument(NamedTuple):
    name: str
    where: str
    schema: Mapping[str, Any]
    required: bool
    style: str = ""


class _Body(NamedTuple):
    """A body's arguments, what other fields it allows, its content type."""

    arguments: list[_Argument]
    more: Any = False
    sends: str = ""


class Folding:
    """Folds the operations of one document."""

    def __init__(self, schemas: Schemas, remarks: Remarks, credentials: frozenset[tuple[str, str]], data: Raw) -> None:
        self._schemas = schemas
        self._remarks = remarks
        self._warn = remarks.warn
        self._credentials = credentials
        info = data.get("info")
        self._version = str(info.get("version") or "") if isinstance(info, Mapping) else ""
        self._consumes = data.get("consumes")
        self._swagger = "swagger" in data

    def fold(self, path: str, item: Raw, operation: Raw) -> Folded:
        """All that an operation takes, as one object."""
        needs: set[str] = set()
        raw = self._raw(path, item, operation)
        found = self._parameters(path, raw, needs)
        body = self._body(operation, raw, needs)
        if len(found) + len(body.arguments) > MAX_ARGUMENTS:
            self._warn(f"has more than {MAX_ARGUMENTS} arguments; optional ones are left out")
            found = [one for one in found if one.required]
            body = body._replace(arguments=[one for one in body.arguments if one.required])
        names: dict[tuple[str, str], str] = {}
        properties: dict[str, Any] = {}
        for one in (*found, *body.arguments):
            name = names[one.where, one.name] = _legal(one, properties)
            properties[name] = _without_default(one.schema) if one.required else one.schema
        required = [names[one.where, one.name] for one in (*found, *body.arguments) if one.required]
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        schema["additionalProperties"] = body.more
        return Folded(
            schema=self._schemas.close(Expanded(schema, 0, frozenset(needs))),
            path=_PLACEHOLDER.sub(lambda hole: f"{{{_argument(hole[1], names)}}}", path),
            places={name: (where, own) for (where, own), name in names.items()},
            styles={names[one.where, one.name]: one.style for one in found if one.style},
            sends=body.sends,
        )

    def _raw(self, path: str, item: Raw, operation: Raw) -> list[Raw]:
        """The parameters as written, those of the operation over those of its path."""
        found: dict[tuple[str, str], Raw] = {}
        for holder in (item, operation):
            listed = holder.get("parameters")
            given = listed.items() if isinstance(listed, Mapping) else enumerate(_list(listed))
            for key, one in given:
                known = self._schemas.follow(one["$ref"]) if isinstance(one, Mapping) and "$ref" in one else one
                whole = self._completed(path, key, known)
                if whole:
                    found[whole["in"], whole["name"]] = whole
                elif not (isinstance(one, Mapping) and "$ref" in one and not known):
                    self._warn("has a parameter without name or place, which is left out")
        return list(found.values())

    def _completed(self, path: str, key: Any, one: Any) -> Raw | None:
        """A parameter with its name and place, where they can be told."""
        if not isinstance(one, Mapping) or not one:
            return None
        name = one.get("name", key if isinstance(key, str) else None)
        where = one.get("in")
        if isinstance(name, int | float) and not isinstance(name, bool):
            name = str(name)
        if not isinstance(name, str) or not (name or where == "body"):
            return None
        if not isinstance(where, str):
            if not ({"schema", "type"} & one.keys()):
                return None
            where = "path" if name in _holes(path) else "query"
            self._warn(f"parameter {name} has no place; it is taken for one of the {where}")
        known = where.strip().lower()
        return {**one, "name": name, "in": "formData" if known in ("formdata", "form") else known}

    def _parameters(self, path: str, raw: list[Raw], needs: set[str]) -> list[_Argument]:
        holes = _holes(path)
        found = [self._parameter(one, holes, needs) for one in raw if one["in"] not in ("body", "formData")]
        known = [one for one in found if one is not None]
        missing = [hole for hole in holes if not any(one.where == "path" and _hole(one.name) == hole for one in known)]
        if missing:
            self._warn(f"does not describe {{{missing[0]}}} of its path")
        return [*(_Argument(hole, "path", {"type": "string"}, required=True) for hole in missing), *known]

    def _parameter(self, one: Raw, holes: list[str], needs: set[str]) -> _Argument | None:
        name, where = one["name"], _PLACES.get(one["in"])
        if where is None:
            self._warn(f"parameter {name} goes to {one['in']!r}, which is no place; it is left out")
            return None
        if where == "path" and _hole(name) not in holes:
            self._warn(f"parameter {name} is not in the path; it is left out")
            return None
        if where != "path" and (where, name.lower()) in self._credentials:
            return None
        if name.lower() in {"header": _TRANSPORT, "query": _KEYS, "cookie": _KEYS}.get(where, ()):
            return None
        schema = self._parameter_schema(one, needs)
        required = where == "path" or one.get("required") is True or one.get("required") == "true"
        if where != "path" and required:
            schema, required = self._constant(name, schema)
        return _Argument(name, where, schema, required, style_of(one, where, schema, swagger=self._swagger))

    def _constant(self, name: str, schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """A parameter that can only be said in one way is nobody's choice: it may be left out."""
        allowed = schema.get("enum", ())
        if "default" not in schema and name.lower() == "api-version" and self._version:
            return {**schema, "default": self._version}, False
        if len(allowed) == 1:
            return {**schema, "default": allowed[0]}, False
        return schema, True

    def _parameter_schema(self, one: Raw, needs: set[str]) -> dict[str, Any]:
        if "schema" in one:
            found = self._schemas.expand(one["schema"])
        elif isinstance(one.get("content"), Mapping):
            media = media_schema(one["content"], self._schemas)
            found = media.expanded if media else self._schemas.expand({"type": "string"})
        else:
            found = self._schemas.expand({key: value for key, value in one.items() if key not in ("required", "in")})
        found = with_examples(found, examples_of(one, self._schemas) if "schema" in one or "content" in one else [])
        needs |= found.needs
        more = {"deprecated": True} if one.get("deprecated") is True and "$ref" not in found.schema else {}
        described = isinstance(one.get("description"), str) and one["description"].strip()
        return {**found.schema, **({"description": _short(one["description"])} if described else {}), **more}

    def _body(self, operation: Raw, raw: list[Raw], needs: set[str]) -> _Body:
        """The body's fields as arguments; one that is no plain object stays whole, and goes to the place "whole"."""
        body = operation.get("requestBody")
        if isinstance(body, Mapping) and "$ref" in body:
            body = self._schemas.follow(body["$ref"])
        old = next((one for one in raw if one["in"] == "body"), None)
        fields = [one for one in raw if one["in"] == "formData"]
        if isinstance(body, Mapping):
            media = media_schema(body.get("content"), self._schemas)
            must = body.get("required") is True
            if media is None and must and isinstance(body.get("content"), Mapping):
                media = Media(next(iter(body["content"]), ""), self._schemas.expand({}))
            return self._unfolded(media, must, needs, str(body.get("x-body-name") or ""))
        if old is not None:
            found = self._schemas.expand(old.get("schema", {}))
            media = Media(self._sends(operation), with_examples(found, examples_of(old, self._schemas)))
            return self._unfolded(media, old.get("required") is True, needs, old["name"])
        return self._form(fields, operation, needs) if fields else _Body([])

    def _unfolded(self, media: Media | None, must: bool, needs: set[str], name: str) -> _Body:
        if media is None:
            return _Body([])
        found = self._schemas.opened(media.expanded)
        fields = found.schema.get("properties")
        needs |= found.needs
        if fields == {} and not must and not found.schema.get("additionalProperties"):
            return _Body([])
        if not fields or any(word in found.schema for word in _WHOLE_WORDS):
            kept = legal_name(name) or "body"
            return _Body([_Argument(kept, "whole", found.schema, must or bool(fields))], sends=media.kind)
        # Documents forget to call a body required; a body without its required fields is never meant.
        required = found.schema.get("required", ())
        samples = [value for value in found.schema.get("examples", ()) if isinstance(value, Mapping)]
        arguments = [
            _Argument(name, "body", _sampled(inner, name, samples), name in required) for name, inner in fields.items()
        ]
        return _Body(arguments, found.schema.get("additionalProperties", False), media.kind)

    def _form(self, fields: list[Raw], operation: Raw, needs: set[str]) -> _Body:
        """Swagger's form fields: each an argument that goes to the body."""
        arguments = []
        for one in fields:
            quiet = {**one, "type": "string", "format": "binary"} if one.get("type") == "file" else one
            required = one.get("required") is True or one.get("required") == "true"
            arguments.append(_Argument(one["name"], "body", self._parameter_schema(quiet, needs), required))
        sends = self._sends(operation)
        file = any(one.get("type") == "file" for one in fields)
        return _Body(arguments, sends=MULTIPART if file else sends if sends in FORMS else FORMS[0])

    def _sends(self, operation: Raw) -> str:
        listed = operation.get("consumes", self._consumes)
        kinds = [kind for kind in _list(listed) if isinstance(kind, str)]
        return next((kind for kind in kinds if "json" in kind), kinds[0] if kinds else "application/json")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _hole(text: str) -> str:
    """The name in a placeholder that may hold a pattern: {id:[0-9]+}, {+path}, {rest*}."""
    found = _PLAIN_HOLE.match(text)
    return (found[1] if found else text).strip()


def _argument(hole: str, names: Mapping[tuple[str, str], str]) -> str:
    """The argument a placeholder of the path is filled from."""
    return names.get(("path", hole)) or names.get(("path", _hole(hole))) or _hole(hole)


def _holes(path: str) -> list[str]:
    """The placeholders of a path; those of a query template are parameters of their own."""
    return list(dict.fromkeys(_hole(text) for text in _PLACEHOLDER.findall(path.partition("?")[0]) if text[:1] != "?"))


def _without_default(schema: Raw) -> Raw:
    """What must be said has no default; the document's own is an example then."""
    if "default" not in schema:
        return schema
    rest = {word: value for word, value in schema.items() if word != "default"}
    return {**rest, "examples": [*schema.get("examples", ()), schema["default"]]}


def _sampled(schema: Any, name: str, samples: list[Raw]) -> Any:
    values = [sample[name] for sample in samples if name in sample]
    if not values or not isinstance(schema, Mapping):
        return schema
    return {**schema, "examples": [*values, *schema.get("examples", ())]}


def _short(text: str) -> str:
    flat = plain_text(text)
    return flat if len(flat) <= MAX_TEXT else flat[: MAX_TEXT - 1] + "…"


def _legal(one: _Argument, taken: Mapping[str, Any]) -> str:
    base = legal_name(one.name) or "value"
    if base not in taken:
        return base
    where = "body" if one.where == "whole" else one.where
    name = base = f"{where}_{base}"[:60]
    count = 1
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    return name
