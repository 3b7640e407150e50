"""The parameters and the body of one operation, folded into one JSON schema of its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from simulator.tools.schemas import Expanded, Schemas
from simulator.tools.wording import plain_text

MAX_ARGUMENTS = 300
MAX_TEXT = 600
_PLACEHOLDER = re.compile(r"\{([^{}/]+)\}")
_ILLEGAL = re.compile(r"[^A-Za-z0-9_-]+")
_PLUMBING = frozenset(("authorization", "accept", "content-type", ""))
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Media(NamedTuple):
    """The schema of one content type."""

    kind: str
    expanded: Expanded


class Folded(NamedTuple):
    """An operation's arguments as one schema, its path with their names in it, and where each of them goes."""

    schema: dict[str, Any]
    path: str
    places: dict[str, tuple[str, str]]
    sends: str


class _Argument(NamedTuple):
    name: str
    where: str
    schema: Mapping[str, Any]
    required: bool


def media_schema(content: Any, schemas: Schemas) -> Media | None:
    """The schema of a body or response: JSON if it is offered, else a form, else whatever there is."""
    if not isinstance(content, Mapping):
        return None
    offered = [(kind, media) for kind, media in content.items() if isinstance(media, Mapping)]
    for kind, media in sorted(offered, key=lambda pair: _rank(pair[0])):
        if "schema" in media or "example" in media or "examples" in media:
            found = schemas.expand(media.get("schema", {}))
            return Media(kind, _with_examples(found, _examples(media, schemas)))
    return None


def _rank(kind: str) -> int:
    plain = kind.split(";", maxsplit=1)[0].strip().lower()
    if plain == "application/json":
        return 0
    if plain.endswith(("+json", "/json", "-json")):
        return 1
    return 2 + _FORMS.index(plain) if plain in _FORMS else 9


def _examples(holder: Mapping[str, Any], schemas: Schemas) -> list[Any]:
    found = [holder["example"]] if holder.get("example") is not None else []
    named = holder.get("examples")
    for item in named.values() if isinstance(named, Mapping) else ():
        example = schemas.follow(item["$ref"]) if isinstance(item, Mapping) and "$ref" in item else item
        if isinstance(example, Mapping) and "value" in example:
            found.append(example["value"])
    return found[:10]


def _with_examples(found: Expanded, examples: list[Any]) -> Expanded:
    if not examples:
        return found
    known = found.schema.get("examples", [])
    return found._replace(schema={**found.schema, "examples": [*examples, *known]})


class Folding:
    """Folds the operations of one document."""

    def __init__(
        self, schemas: Schemas, warn: Callable[[str], None], credentials: frozenset[str], version: str
    ) -> None:
        self._schemas = schemas
        self._warn = warn
        self._credentials = credentials
        self._version = version

    def fold(self, path: str, item: Mapping[str, Any], operation: Mapping[str, Any]) -> Folded:
        """All that an operation takes, as one object."""
        needs: set[str] = set()
        found = [*self._parameters(path, item, operation, needs)]
        body, more, sends = self._body(operation, needs)
        if len(found) + len(body) > MAX_ARGUMENTS:
            self._warn(f"has more than {MAX_ARGUMENTS} arguments; optional ones are left out")
            found, body = [one for one in found if one.required], [one for one in body if one.required]
        names: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        properties: dict[str, Any] = {}
        for one in (*found, *body):
            name = names[one.where, one.name] = _legal(one, taken)
            taken.add(name)
            properties[name] = _without_default(one.schema) if one.required else one.schema
        required = [names[one.where, one.name] for one in (*found, *body) if one.required]
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        schema["additionalProperties"] = more
        filled = _PLACEHOLDER.sub(lambda hole: "{" + names.get(("path", hole[1]), hole[1]) + "}", path)
        places = {name: (where, own) for (where, own), name in names.items()}
        return Folded(self._schemas.close(Expanded(schema, 0, frozenset(needs))), filled, places, sends)

    def _parameters(
        self, path: str, item: Mapping[str, Any], operation: Mapping[str, Any], needs: set[str]
    ) -> list[_Argument]:
        raw: dict[tuple[str, str], Mapping[str, Any]] = {}
        for holder in (item, operation):
            listed = holder.get("parameters")
            for given in listed if isinstance(listed, list) else ():
                one = self._schemas.follow(given["$ref"]) if isinstance(given, Mapping) and "$ref" in given else given
                if isinstance(one, Mapping) and isinstance(one.get("name"), str) and isinstance(one.get("in"), str):
                    raw[one["in"], one["name"]] = one
                else:
                    self._warn("has a parameter without name or place, which is left out")
        holes = _PLACEHOLDER.findall(path)
        found = [self._parameter(one, holes, needs) for one in raw.values()]
        known = [one for one in found if one is not None]
        missing = [hole for hole in holes if not any(one.where == "path" and one.name == hole for one in known)]
        if missing:
            self._warn(f"does not describe {{{missing[0]}}} of its path")
        return [*(_Argument(hole, "path", {"type": "string"}, required=True) for hole in missing), *known]

    def _parameter(self, one: Mapping[str, Any], holes: list[str], needs: set[str]) -> _Argument | None:
        name, where = one["name"], one["in"]
        if where not in ("path", "query", "header") or (where == "path" and name not in holes):
            return None
        if where != "path" and name.lower() in (
            _PLUMBING | self._credentials if where == "header" else self._credentials
        ):
            return None
        schema = self._parameter_schema(one, needs)
        required = where == "path" or one.get("required") is True
        if where != "path" and required:
            schema, required = self._constant(name, schema)
        return _Argument(name, where, schema, required)

    def _constant(self, name: str, schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """A parameter that can only be said in one way is nobody's choice: it may be left out."""
        allowed = schema.get("enum", ())
        if "default" not in schema and name.lower() == "api-version" and self._version:
            return {**schema, "default": self._version}, False
        if len(allowed) == 1:
            return {**schema, "default": allowed[0]}, False
        return schema, True

    def _parameter_schema(self, one: Mapping[str, Any], needs: set[str]) -> dict[str, Any]:
        if "schema" in one:
            found = self._schemas.expand(one["schema"])
        elif isinstance(one.get("content"), Mapping):
            media = media_schema(one["content"], self._schemas)
            found = media.expanded if media else self._schemas.expand({"type": "string"})
        else:
            found = self._schemas.expand({key: value for key, value in one.items() if key not in ("required", "in")})
        found = _with_examples(found, _examples(one, self._schemas))
        needs |= found.needs
        described = isinstance(one.get("description"), str) and one["description"].strip()
        return {**found.schema, "description": _short(one["description"])} if described else found.schema

    def _body(self, operation: Mapping[str, Any], needs: set[str]) -> tuple[list[_Argument], Any, str]:
        """The body's fields as arguments, what others it allows, and its content type.

        A body that is no plain object stays whole, as one argument that goes to the place "whole".
        """
        body = operation.get("requestBody")
        if isinstance(body, Mapping) and "$ref" in body:
            body = self._schemas.follow(body["$ref"])
        if not isinstance(body, Mapping):
            return [], False, ""
        media = media_schema(body.get("content"), self._schemas)
        if media is None:
            return [], False, ""
        found = self._schemas.opened(media.expanded)
        fields = found.schema.get("properties")
        whole = any(word in found.schema for word in ("oneOf", "anyOf", "allOf", "not", "if", "patternProperties"))
        needs |= found.needs
        if not fields or whole:
            required = body.get("required") is True or bool(fields)
            return [_Argument("body", "whole", found.schema, required)], False, media.kind
        # Documents forget to call a body required; a body without its required fields is never meant.
        required_fields = found.schema.get("required", ())
        samples = [value for value in found.schema.get("examples", ()) if isinstance(value, Mapping)]
        arguments = [
            _Argument(name, "body", _sampled(inner, name, samples), name in required_fields)
            for name, inner in fields.items()
        ]
        extra = found.schema.get("additionalProperties", False)
        return arguments, extra, media.kind


def _without_default(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What must be said has no default; the document's own is an example then."""
    if "default" not in schema:
        return schema
    rest = {word: value for word, value in schema.items() if word != "default"}
    return {**rest, "examples": [*schema.get("examples", ()), schema["default"]]}


def _sampled(schema: Any, name: str, samples: list[Mapping[str, Any]]) -> Any:
    values = [sample[name] for sample in samples if name in sample]
    if not values or not isinstance(schema, Mapping):
        return schema
    return {**schema, "examples": [*values, *schema.get("examples", ())]}


def _short(text: str) -> str:
    flat = plain_text(text)
    return flat if len(flat) <= MAX_TEXT else flat[: MAX_TEXT - 1] + "…"


def _legal(one: _Argument, taken: set[str]) -> str:
    base = _ILLEGAL.sub("_", one.name).strip("_")[:64] or "value"
    if base not in taken:
        return base
    where = "body" if one.where == "whole" else one.where
    name = base = f"{where}_{base}"[:60]
    count = 1
    while name in taken:
        count += 1
        name = f"{base}_{count}"
    return name
