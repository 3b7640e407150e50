"""Operations of an OpenAPI 3 or Swagger 2.0 document as tools: parameters and body folded into one arguments object.

Names are made legal and unique, path placeholders carry the argument names, references are followed lazily inside the
document, and what is malformed is left out with a warning.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, TypeGuard

from simulator.errors import InputError, closest, short
from simulator.tools.formats.names import Names
from simulator.tools.formats.remarks import ApiTools, Remarks
from simulator.tools.operations.bodies import answer_schema
from simulator.tools.operations.folding import Folding
from simulator.tools.operations.schemas import Schemas
from simulator.tools.operations.servers import server_of
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import plain_text
from simulator.variables.yaml import Document

MAX_OPERATIONS = 20_000
MAX_DESCRIPTION = 1200
METHODS = ("get", "put", "post", "delete", "patch", "head", "query")
READING = frozenset(("get", "head", "query"))
_PREFLIGHT = ("options", "trace")


def read_openapi(document: Document, *, include: Sequence[str] = (), kind: str = "OpenAPI") -> ApiTools:
    """The operations of a document as tools; `include` keeps those whose id, tag or path fits one of the globs."""
    reader = _Reader(document.data, include)
    tools = tuple(reader.tools())
    if reader.seen > MAX_OPERATIONS:
        message = f"the document has more than {MAX_OPERATIONS:,} operations"
        raise InputError(message, place=document.place("paths"), hint="cut it to the part you need with --include")
    if not tools and include and reader.seen:
        message = f"no operation fits {short(', '.join(include))}"
        hint = closest(include[0].strip("*"), list(reader.words)) + "; --include takes ids, tags and paths, with *"
        raise InputError(message, place=document.place("paths"), hint=hint)
    if not tools:
        message = "the document has no operation" + (" that can be read" if reader.remarks.found else "")
        raise InputError(message, place=document.place("paths"), hint="an operation is a method under a path")
    return ApiTools(
        tools=tools,
        kind=kind,
        remarks=reader.remarks.found,
        left_out=reader.remarks.left_out,
        document=document,
    )


class _Reader:
    """One reading of one document."""

    def __init__(self, data: Mapping[str, Any], include: Sequence[str]) -> None:
        self.remarks = Remarks()
        self.seen = 0
        self.words: dict[str, None] = {}
        self._data = data
        self._include = tuple(include)
        warn = self.remarks.warn
        # What stands beside a reference counts from OpenAPI 3.1 on.
        siblings = str(data.get("openapi", "3.1"))[:3] not in ("3.0", "3")
        siblings = siblings and "swagger" not in data
        self._sent = Schemas(data, "readOnly", warn, siblings=siblings)
        self._returned = Schemas(data, "writeOnly", warn, siblings=siblings)
        self._names = Names()
        self._ids: Counter[str] = Counter()
        self._shared: dict[str, Any] = {}
        self._folding = Folding(self._sent, self.remarks, _credentials(data), data)

    def tools(self) -> Iterator[ToolSpec]:
        for path, given in self._data["paths"].items():
            if str(path).startswith("x-"):
                continue
            self.remarks.at("paths", path, what=str(path))
            item = self._item(given)
            if not item:
                self.remarks.leave_out("is described outside this document" if item is None else "holds no operations")
                continue
            for written in item:
                method = str(written).strip().lower()
                if method in METHODS:
                    self.seen += 1
                    if self.seen > MAX_OPERATIONS:
                        return
                    self.remarks.at("paths", path, written, what=f"{method.upper()} {path}")
                    yield from self._tool(str(path), method, written, item)
                elif method in _PREFLIGHT and isinstance(item[written], Mapping):
                    self.remarks.at("paths", path, written, what=f"{method.upper()} {path}")
                    self.remarks.leave_out("asks about the server itself")

    def _item(self, given: Any) -> Mapping[str, Any] | None:
        """The operations of a path, None where they stand in a place that is not there."""
        if not isinstance(given, Mapping):
            self.remarks.warn("is no object")
            return {}
        if "$ref" not in given:
            return given
        found = self._sent.follow(given["$ref"])
        own = {key: value for key, value in given.items() if key != "$ref"}
        return {**found, **own} if _map(found) and (found or own) else None

    def _tool(self, path: str, method: str, written: str, item: Mapping[str, Any]) -> Iterator[ToolSpec]:
        operation = item[written]
        if isinstance(operation, Mapping) and isinstance(operation.get("$ref"), str):
            operation = self._sent.follow(operation["$ref"])
        if not isinstance(operation, Mapping):
            self.remarks.warn("is no operation and is left out")
            self.remarks.leave_out("is no operation")
            return
        name = self._name(operation, method, path)
        tags = tuple(str(tag) for tag in _list(operation.get("tags")) if isinstance(tag, str | int))
        if not self._included(name, operation, tags, path):
            return
        yield self._spec(name, operation, item, path=path, method=method, tags=tags)

    def _spec(
        self, name: str, operation: Mapping[str, Any], item: Mapping[str, Any], *, path: str, method: str, tags: Any
    ) -> ToolSpec:
        folded = self._folding.fold(path, item, operation)
        status, returns = self._returns(operation)
        errors, error_schemas = self._errors(operation)
        deprecated = operation.get("deprecated") in (True, "true")
        description = _description(operation, item) or f"{method.upper()} {path}"
        given = operation.get("operationId")
        return ToolSpec(
            name=name,
            description=f"Deprecated. {description}" if deprecated else description,
            parameters=folded.schema,
            writes=method not in READING and operation.get("x-reads") is not True,
            returns=returns,
            status=status,
            errors=errors,
            error_schemas=error_schemas,
            method=method,
            path=folded.path,
            places=folded.places,
            styles=folded.styles,
            sends=folded.sends,
            tags=tags,
            original=given if isinstance(given, str) and given else f"{method.upper()} {path}",
            deprecated=deprecated,
            server=server_of(self._data, item, operation),
        )

    def _included(self, name: str, operation: Mapping[str, Any], tags: tuple[str, ...], path: str) -> bool:
        if not self._include:
            return True
        words = (name, str(operation.get("operationId") or name), path, *tags)
        self.words.update(dict.fromkeys(words))
        return any(fnmatchcase(word, glob) for glob in self._include for word in words)

    def _name(self, operation: Mapping[str, Any], method: str, path: str) -> str:
        given = operation.get("operationId")
        text = given if isinstance(given, str) else ""
        self._ids[text] += 1
        name = self._names.give(text, f"{method}{path}".replace("{", "").replace("}", "") or method)
        if text and self._ids[text] == 2:
            self.remarks.warn(f"operationId {short(text)!r} stands more than once; this one is called {name}")
        return name

    def _responses(self, operation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        responses = operation.get("responses")
        for code, response in responses.items() if isinstance(responses, Mapping) else ():
            found = response
            if isinstance(response, Mapping) and "$ref" in response:
                found = self._returned.follow(response["$ref"])
            if isinstance(found, Mapping):
                yield str(code).strip().upper(), found

    def _returns(self, operation: Mapping[str, Any]) -> tuple[int, Mapping[str, Any] | None]:
        """The first good answer that has a body, and its status; else the first good status."""
        found = list(self._responses(operation))
        good = sorted((pair for pair in found if pair[0].startswith("2")), key=lambda pair: pair[0])
        good = good or [pair for pair in found if pair[0] == "DEFAULT"]
        for code, response in good:
            media = answer_schema(response, self._returned)
            if media is not None:
                return _status(code), self._returned.close(media.expanded)
        return (_status(good[0][0]) if good else 200), None

    def _errors(self, operation: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
        """What each declared error means, and the schema of its body where one is declared."""
        found = [(_error_code(code), response) for code, response in self._responses(operation)]
        good = any(code.startswith("2") for code, _ in found)
        bad = [(code, response) for code, response in found if code[:1] in ("4", "5") or (code == "default" and good)]
        schemas = {code: schema for code, response in bad if (schema := self._error_schema(response)) is not None}
        return {code: plain_text(response.get("description"))[:300] for code, response in bad}, schemas

    def _error_schema(self, response: Mapping[str, Any]) -> Any:
        """The schema of an error's body; most operations of a document share theirs."""
        if "content" not in response and "schema" not in response:
            return None
        key = json.dumps(response.get("content", response.get("schema")), sort_keys=True, default=str)
        if key not in self._shared:
            found = answer_schema(response, self._returned)
            self._shared[key] = None if found is None else self._returned.close(found.expanded)
        return self._shared[key]


def _status(code: str) -> int:
    return int(code) if code.isdigit() and len(code) == 3 else 200


def _error_code(code: str) -> str:
    return "default" if code == "DEFAULT" else code


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _map(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _description(operation: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    summary = plain_text(operation.get("summary")) or plain_text(item.get("summary"))
    details = plain_text(operation.get("description"))
    if summary and details and not details.startswith(summary.rstrip(".")):
        text = f"{summary.rstrip('.')}. {details}"
    else:
        text = details or summary
    return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - 1] + "…"


def _credentials(data: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Where keys and tokens go, as (place, name): they are nobody's argument."""
    components = data.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, Mapping) else data.get("securityDefinitions")
    found = [one for one in (schemes.values() if isinstance(schemes, Mapping) else ()) if isinstance(one, Mapping)]
    return frozenset((str(one.get("in", "")).lower(), str(one.get("name", "")).lower()) for one in found)
