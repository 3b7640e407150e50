"""Operations of an OpenAPI document as tools: parameters and JSON body folded into one arguments object.

Names are made legal and unique, path placeholders carry the argument names, references are followed lazily inside the
document, and what is malformed is left out with a warning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from simulator.errors import InputError, Place
from simulator.tools.folding import Folding, media_schema
from simulator.tools.schemas import RemoteReferenceError, Schemas
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import plain_text
from simulator.variables.yaml import Document

MAX_OPERATIONS = 20_000
MAX_WARNINGS = 100
MAX_DESCRIPTION = 1200
METHODS = ("get", "put", "post", "delete", "patch", "head")
READING = frozenset(("get", "head"))
_ILLEGAL = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTools:
    """The tools of a document, and what in it could not be taken as written."""

    tools: tuple[ToolSpec, ...]
    warnings: tuple[str, ...] = ()


def read_openapi(document: Document, *, include: Sequence[str] = ()) -> ApiTools:
    """The operations of a document as tools; `include` keeps those whose id, tag or path fits one of the globs."""
    try:
        reader = _Reader(document.data, include)
        tools = tuple(reader.tools())
    except RemoteReferenceError as refused:
        ref = str(refused)
        hint = "put what it refers to into this document; nothing is fetched"
        raise InputError(
            f"$ref {ref!r} points out of the document", place=_place_of(document, ref), hint=hint
        ) from None
    if reader.seen > MAX_OPERATIONS:
        message = f"the document has more than {MAX_OPERATIONS:,} operations"
        raise InputError(message, place=document.place("paths"), hint="cut it to the part you need")
    if not tools:
        wanted = ", ".join(include)
        message = f"no operation fits {wanted}" if include else "the document has no operation"
        raise InputError(message, place=document.place("paths"), hint="an operation is a method under a path")
    return ApiTools(tools=tools, warnings=tuple(reader.warnings))


def _place_of(document: Document, ref: str) -> Place:
    stack: list[tuple[tuple[Any, ...], Any]] = [((), document.data)]
    while stack:
        keys, here = stack.pop()
        if isinstance(here, dict) and here.get("$ref") == ref:
            return document.place(*keys, "$ref")
        inner = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        stack += [((*keys, key), value) for key, value in inner if isinstance(value, dict | list)]
    return document.place()


class _Reader:
    """One reading of one document."""

    def __init__(self, data: Mapping[str, Any], include: Sequence[str]) -> None:
        self.warnings: dict[str, None] = {}
        self.seen = 0
        self._data = data
        self._include = tuple(include)
        self._at = ""
        self._sent = Schemas(data, "readOnly", self.warn)
        self._returned = Schemas(data, "writeOnly", self.warn)
        self._names: set[str] = set()
        self._shared: dict[str, Any] = {}
        info = data.get("info")
        version = info.get("version") if isinstance(info, Mapping) else None
        self._folding = Folding(self._sent, self.warn, _credentials(data), str(version or ""))

    def warn(self, message: str) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.setdefault(f"{self._at}: {message}" if self._at else message)

    def tools(self) -> Iterator[ToolSpec]:
        for path, item in self._data["paths"].items():
            found = self._sent.follow(item["$ref"]) if isinstance(item, Mapping) and "$ref" in item else item
            if not isinstance(found, Mapping):
                self.warn(f"path {path} holds no operations")
                continue
            for method in METHODS:
                if method in found:
                    self.seen += 1
                    if self.seen > MAX_OPERATIONS:
                        return
                    yield from self._tool(path, method, found)

    def _tool(self, path: str, method: str, item: Mapping[str, Any]) -> Iterator[ToolSpec]:
        operation = item[method]
        self._at = f"{method.upper()} {path}"
        if not isinstance(operation, Mapping):
            self.warn("is no operation and is left out")
            return
        name = self._name(operation, method, path)
        tags = tuple(tag for tag in _list(operation.get("tags")) if isinstance(tag, str))
        if not self._included(name, operation, tags, path):
            return
        folded = self._folding.fold(path, item, operation)
        status, returns = self._returns(operation)
        errors, error_schemas = self._errors(operation)
        yield ToolSpec(
            name=name,
            description=_description(operation, item) or f"{method.upper()} {path}",
            parameters=folded.schema,
            writes=method not in READING and operation.get("x-reads") is not True,
            returns=returns,
            status=status,
            errors=errors,
            error_schemas=error_schemas,
            method=method,
            path=folded.path,
            places=folded.places,
            sends=folded.sends,
            tags=tags,
        )

    def _included(self, name: str, operation: Mapping[str, Any], tags: tuple[str, ...], path: str) -> bool:
        words = (name, str(operation.get("operationId", "")), path, *tags)
        return not self._include or any(fnmatchcase(word, glob) for glob in self._include for word in words)

    def _name(self, operation: Mapping[str, Any], method: str, path: str) -> str:
        given = operation.get("operationId")
        base = legal_name(given) if isinstance(given, str) else ""
        name = base = base or legal_name(f"{method}{path}".replace("{", "").replace("}", "")) or method
        count = 1
        while name in self._names:
            count += 1
            name = f"{base[: 63 - len(str(count))]}_{count}"
        self._names.add(name)
        return name

    def _responses(self, operation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        responses = operation.get("responses")
        for code, response in responses.items() if isinstance(responses, Mapping) else ():
            found = response
            if isinstance(response, Mapping) and "$ref" in response:
                found = self._returned.follow(response["$ref"])
            if isinstance(found, Mapping):
                yield str(code), found

    def _returns(self, operation: Mapping[str, Any]) -> tuple[int, Mapping[str, Any] | None]:
        """The first good answer that has a body, and its status; else the first good status."""
        good = sorted((code, response) for code, response in self._responses(operation) if code.startswith("2"))
        for code, response in sorted(good, key=lambda pair: pair[0]):
            found = media_schema(response.get("content"), self._returned)
            if found is not None:
                return _status(code), self._returned.close(found.expanded)
        return (_status(good[0][0]) if good else 200), None

    def _errors(self, operation: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
        """What each declared error means, and the schema of its body where one is declared."""
        bad = [(code, response) for code, response in self._responses(operation) if code[:1] in ("4", "5", "d")]
        schemas = {code: found for code, response in bad if (found := self._error_schema(response)) is not None}
        return {code: plain_text(response.get("description"))[:300] for code, response in bad}, schemas

    def _error_schema(self, response: Mapping[str, Any]) -> Any:
        """The schema of an error's body; most operations of a document share theirs."""
        if "content" not in response:
            return None
        key = json.dumps(response["content"], sort_keys=True, default=str)
        if key not in self._shared:
            found = media_schema(response["content"], self._returned)
            self._shared[key] = None if found is None else self._returned.close(found.expanded)
        return self._shared[key]


def _status(code: str) -> int:
    return int(code) if code.isdigit() and len(code) == 3 else 200


def legal_name(text: str) -> str:
    """The text as a tool name: letters, digits, _ and -, at most 64."""
    return _ILLEGAL.sub("_", text).strip("_-")[:64]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _description(operation: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    summary = plain_text(operation.get("summary")) or plain_text(item.get("summary"))
    details = plain_text(operation.get("description"))
    if summary and details and not details.startswith(summary.rstrip(".")):
        text = f"{summary.rstrip('.')}. {details}"
    else:
        text = details or summary
    return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - 1] + "…"


def _credentials(data: Mapping[str, Any]) -> frozenset[str]:
    components = data.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, Mapping) else None
    found = schemes.values() if isinstance(schemes, Mapping) else ()
    return frozenset(str(scheme.get("name", "")).lower() for scheme in found if isinstance(scheme, Mapping))
