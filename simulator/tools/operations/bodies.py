"""Bodies and answers: which of several content types counts, its schema, and the examples a document gives for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from simulator.frozen import NamedTuple
from simulator.tools.operations.schemas import Expanded, Schemas

MULTIPART = "multipart/form-data"
FORMS = ("application/x-www-form-urlencoded", MULTIPART)


class Media(NamedTuple):
    """The schema of one content type."""

    kind: str
    expanded: Expanded


def media_schema(content: Any, schemas: Schemas) -> Media | None:
    """The schema of a body or response: JSON if it is offered, else a form, else whatever there is."""
    if not isinstance(content, Mapping):
        return None
    offered = [(str(kind), media) for kind, media in content.items() if isinstance(media, Mapping)]
    for kind, media in sorted(offered, key=lambda pair: _rank(pair[0])):
        if "schema" in media or "example" in media or "examples" in media:
            found = schemas.expand(media.get("schema", {}))
            return Media(kind, with_examples(found, examples_of(media, schemas)))
    return None


def answer_schema(response: Mapping[str, Any], schemas: Schemas) -> Media | None:
    """The schema of an answer, in the words of OpenAPI 3 or of Swagger 2."""
    if "content" in response:
        return media_schema(response["content"], schemas)
    samples = response.get("examples")
    given = [value for value in samples.values() if isinstance(value, dict | list)] if _map(samples) else []
    if not isinstance(response.get("schema"), Mapping):
        return Media("", Expanded({"examples": given[:3]}, 1, frozenset())) if given else None
    if response["schema"].get("type") == "file":
        return Media("", Expanded({"type": "string", "format": "binary"}, 1, frozenset()))
    return Media("", with_examples(schemas.expand(response["schema"]), given[:3]))


def _map(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _rank(kind: str) -> int:
    plain = kind.split(";", maxsplit=1)[0].strip().lower()
    if plain == "application/json":
        return 0
    if plain.endswith(("+json", "/json", "-json")):
        return 1
    return 2 + FORMS.index(plain) if plain in FORMS else 9


def examples_of(holder: Mapping[str, Any], schemas: Schemas) -> list[Any]:
    """The example values given beside a schema, at most ten."""
    found = [holder[word] for word in ("example", "x-example") if holder.get(word) is not None]
    named = holder.get("examples", holder.get("x-examples"))
    if isinstance(named, list):
        found += named
    for item in named.values() if isinstance(named, Mapping) else ():
        example = schemas.follow(item["$ref"]) if isinstance(item, Mapping) and "$ref" in item else item
        if isinstance(example, Mapping) and "value" in example:
            found.append(example["value"])
    return found[:10]


def with_examples(found: Expanded, examples: list[Any]) -> Expanded:
    """The schema with these examples before its own."""
    if not examples:
        return found
    known = found.schema.get("examples", [])
    return found._replace(schema={**found.schema, "examples": [*examples, *known]})
