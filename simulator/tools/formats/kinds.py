"""What a text or its data is: an API document, a tool list, or something else that is named in one clear error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import InputError, closest, short
from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.variables.yaml import Document

READ = "OpenAPI 3, Swagger 2.0, tool lists (OpenAI, Anthropic, Gemini, MCP) and Python functions"
_HINT = f"what is read: {READ}"
_OPENAPI = re.compile(r"3(\.\d+)*([-.].*)?")
_FULL = re.compile(r"3\.[01](\.\d+)?([-.].*)?")
_SWAGGER = Late(r"2(\.0)*")
_PROLOG = Late(r"^(<\?xml[^>]*\?>|<!--.*?-->|\s)+", re.DOTALL)
_METHODS = frozenset(("get", "put", "post", "delete", "patch", "head", "options", "trace"))


class Kind(NamedTuple):
    """What a document is: which reader reads it, its name for people, and what is odd about it."""

    reader: str
    name: str
    warnings: tuple[str, ...] = ()


_GRAPHQL = "type schema interface input enum union scalar directive query mutation".split()
# what such a text begins with, then what else tells it
_TEXTS: tuple[tuple[tuple[str, ...], Late, str], ...] = (
    (("<",), Late(r"<!doctype html|<html[\s>]", re.IGNORECASE), "an HTML page"),
    (("<",), Late(r"<[^>]*\bdefinitions\b[^>]*wsdl|<(\w+:)?definitions[\s>]"), "a WSDL service description"),
    (("<",), Late(r"<(\w+:)?application\b[^>]*wadl"), "a WADL document"),
    (("<",), Late(r"<(\w+:)?Edmx\b"), "an OData metadata document"),
    (("<",), Late(r"<(\w+:)?schema\b[^>]*XMLSchema"), "an XML schema"),
    (("<",), Late(r"<\w+[\s>:]"), "an XML document"),
    (("#%RAML",), Late(r"#%RAML"), "RAML"),
    (("FORMAT:",), Late(r"FORMAT:[ \t]*1A"), "an API Blueprint"),
    (("//", "syntax"), Late(r"(\s*//[^\n]*\n)*\s*syntax\s*=\s*[\"']proto"), "a protocol buffer definition"),
    (
        ("#", '"""', "extend", *_GRAPHQL),
        Late(
            r"(\s*#[^\n]*\n|\s*\"\"\"[^\"]*\"\"\")*\s*(extend\s+)?"
            rf"({'|'.join(_GRAPHQL)})\b[^:=\n]*(\{{|@|=|\()"
        ),
        "a GraphQL schema",
    ),
    (("%PDF",), Late(r"%PDF"), "a PDF file"),
    (("$version", "namespace "), Late(r"\$version\s*:\s*\"?[12]|namespace [\w.]+\s*\n"), "a Smithy model"),
)


def refuse_text(text: str) -> None:
    """Raises InputError for a text that is some other format, or nothing at all."""
    head = text[:8000].lstrip("\ufeff \t\r\n")
    if head[:1] == "<" or head[:1].isspace():
        head = _PROLOG.sub("", head)
    if not head.strip("\0 "):
        raise InputError("the document is empty", hint=_HINT)
    for starts, pattern, name in _TEXTS:
        if head.startswith(starts) and pattern.match(head):
            raise InputError(f"the document looks like {name}, which is not read", hint=_HINT)
    if head[:1] == "<" and not head.startswith("<<"):
        raise InputError("the document looks like mark-up, which is not read", hint=_HINT)


def kind_of(document: Document) -> Kind:
    """What the document is; InputError where it is nothing that is read."""
    data = document.data
    if isinstance(data, list):
        return _of_list(document)
    if not isinstance(data, Mapping):
        what = "empty" if data is None else f"only {_named(data)}"
        raise InputError(f"not an API document: it is {what}", place=document.place(), hint=_HINT)
    for key, found in _BY_KEY.items():
        if key in data:
            return found(document, data[key])
    for fits, name in _OTHERS:
        if fits(data):
            raise _unknown(document, name)
    if _has_paths(data):
        return Kind("openapi", "OpenAPI", ("the document does not say which OpenAPI it is; it is read as 3.1",))
    if is_tool(data) or any(is_tool(one) for one in listed(data)[:100]):
        return Kind("lists", "tool list")
    raise _without_kind(document)


def _of_list(document: Document) -> Kind:
    data = document.data
    if not data:
        raise InputError("the document is an empty list", place=document.place(), hint=_HINT)
    if any(is_tool(one) for one in data[:100]):
        return Kind("lists", "tool list")
    raise _unknown(document, f"a list of {_named(data[0])}")


def _without_kind(document: Document) -> InputError:
    keys = [str(key) for key in document.data]
    near = closest(keys[0], ("openapi", "swagger", "tools")) if len(keys) == 1 else ""
    shown = f"only the keys {', '.join(map(short, keys[:5]))}" if keys else "no key"
    hint = near if near.startswith("did") else _HINT
    message = f"not an API document: it has no `openapi` key and describes no tool ({shown})"
    return InputError(message, place=document.place(), hint=hint)


def listed(data: Mapping[str, Any]) -> list[Any]:
    """The tools in an object that holds a list of them, however deep that stands."""
    for path in _LISTS:
        here: Any = data
        for key in path:
            here = here.get(key) if isinstance(here, Mapping) else None
        if isinstance(here, list):
            return here
    return []


_LISTS = (
    ("tools",),
    ("result", "tools"),
    ("functions",),
    ("function_declarations",),
    ("functionDeclarations",),
    ("toolConfig", "tools"),
    ("config", "tools"),
)


def is_tool(one: Any) -> bool:
    """Whether something in a list looks like the description of a tool, in any of the formats read."""
    if not isinstance(one, Mapping):
        return False
    if any(isinstance(one.get(key), list) for key in ("function_declarations", "functionDeclarations")):
        return True
    inner = next((one[key] for key in ("function", "toolSpec") if isinstance(one.get(key), Mapping)), one)
    if not isinstance(inner.get("name"), str):
        return False
    schemas = ("parameters", "input_schema", "inputSchema", "parametersJsonSchema", "parameters_json_schema")
    return (
        inner is not one or isinstance(one.get("type"), str) or any(key in inner for key in (*schemas, "description"))
    )


def _openapi(document: Document, version: Any) -> Kind:
    place = document.place("openapi")
    text = str(version)
    if not _OPENAPI.fullmatch(text):
        raise InputError(f"OpenAPI {short(text)} is not supported", place=place, hint="use OpenAPI 3.0 or 3.1")
    if not isinstance(document.data.get("paths"), Mapping):
        what = "has only webhooks" if "webhooks" in document.data else "has no paths"
        message = f"the document {what}, so nothing can be called"
        raise InputError(message, place=document.place("paths"), hint="describe its operations under `paths`")
    odd = () if _FULL.fullmatch(text) else (f"OpenAPI {short(text)} is read as 3.1",)
    return Kind("openapi", f"OpenAPI {text}", odd)


def _swagger(document: Document, version: Any) -> Kind:
    if not _SWAGGER.fullmatch(str(version)):
        message = f"Swagger {short(str(version))} is not read"
        raise InputError(message, place=document.place("swagger"), hint=f"convert it to OpenAPI 3; {_HINT}")
    if not isinstance(document.data.get("paths"), Mapping):
        message = "the document has no paths, so nothing can be called"
        raise InputError(message, place=document.place("paths"), hint="describe its operations under `paths`")
    return Kind("openapi", f"Swagger {version}")


def _other(words: str) -> Callable[[Document, Any], Kind]:
    def refuse(document: Document, version: Any) -> Kind:
        text = short(str(version)) if isinstance(version, str | int | float) else ""
        raise _unknown(document, words.format(text).strip())

    return refuse


_BY_KEY: Mapping[str, Callable[[Document, Any], Kind]] = {
    "asyncapi": _other("AsyncAPI {}"),
    "arazzo": _other("Arazzo {}, which only refers to an OpenAPI document"),
    "overlay": _other("an OpenAPI overlay {}, which only changes another document"),
    "openapi": _openapi,
    "swagger": _swagger,
    "swaggerVersion": _other("Swagger {}"),
    "openrpc": _other("OpenRPC {}"),
    "smithy": _other("a Smithy model {}"),
    "raml": _other("RAML {}"),
    "__schema": _other("a GraphQL introspection result"),
    "AWSTemplateFormatVersion": _other("a CloudFormation template {}"),
}


def _has_paths(data: Mapping[str, Any]) -> bool:
    paths = data.get("paths")
    items = [item for path, item in paths.items() if str(path).startswith("/")] if isinstance(paths, Mapping) else []
    return any(isinstance(item, Mapping) and _METHODS & {str(key).lower() for key in item} for item in items)


def _postman(data: Mapping[str, Any]) -> bool:
    info = data.get("info")
    return isinstance(info, Mapping) and ("_postman_id" in info or "getpostman" in str(info.get("schema", "")))


def _entries(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("log"), Mapping) and "entries" in data["log"]


def _introspected(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("data"), Mapping) and "__schema" in data["data"]


def _only_schema(data: Mapping[str, Any]) -> bool:
    return "$schema" in data and not ("tools" in data or "name" in data) and bool({"type", "properties"} & data.keys())


_OTHERS: tuple[tuple[Callable[[Mapping[str, Any]], bool], str], ...] = (
    (_postman, "a Postman collection"),
    (_entries, "a HAR log of requests"),
    (_introspected, "a GraphQL introspection result"),
    (lambda data: str(data.get("kind", "")).startswith("discovery#"), "a Google API discovery document"),
    (lambda data: str(data.get("_type", "")) == "export", "an Insomnia export"),
    (lambda data: "apiVersion" in data and "kind" in data, "a Kubernetes manifest"),
    (lambda data: "goals" in data and "name" in data, "a scenario, which goes to `simulator check` by itself"),
    (lambda data: "jsonrpc" in data and "error" in data, "the error answer of an MCP server"),
    (lambda data: {"basePath", "apis"} <= data.keys(), "Swagger 1"),
    (lambda data: "metadata" in data and "operations" in data, "an AWS service model"),
    (_only_schema, "a JSON schema without a function round it"),
)


def _unknown(document: Document, name: str) -> InputError:
    return InputError(f"the document is {name}, which is not read", place=document.place(), hint=_HINT)


def _named(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    kinds = ((bool, "a truth value"), (Mapping, "objects that describe no tool"), (list, "lists"))
    return next(
        (name for kind, name in kinds if isinstance(value, kind)), "a number" if value is not None else "nothing"
    )
