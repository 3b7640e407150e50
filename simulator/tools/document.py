"""An API document on disk: found in its folder, read safely, and known to be OpenAPI 3.0 or 3.1."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place
from simulator.variables.yaml import Document, load_json, load_yaml

MAX_JSON = 64_000_000
MAX_YAML = 8_000_000
WORLD_FILE = "world.yaml"
SUFFIXES = (".yaml", ".yml", ".json")
_VERSION = re.compile(r"3\.[01](\.\d+)?(-.*)?")
_OTHERS = {
    "swagger": ("is Swagger {}", "convert it to OpenAPI 3 first"),
    "asyncapi": ("is AsyncAPI {}", "only OpenAPI 3.0 and 3.1 describe calls that can be made"),
    "arazzo": ("is Arazzo {}", "give the OpenAPI document it refers to"),
}


def find_document(folder: Path) -> Path:
    """The one API document of a folder: openapi.yaml or openapi.json, else the only YAML or JSON file there."""
    if not folder.is_dir():
        raise InputError("no such folder", place=Place(str(folder)), hint="give a folder that holds an API document")
    files = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.name != WORLD_FILE)
    named = [path for path in files if path.stem == "openapi"] or files
    if len(named) == 1:
        return named[0]
    if not named:
        raise InputError("no API document here", place=Place(str(folder)), hint="add openapi.yaml or openapi.json")
    names = ", ".join(path.name for path in named[:5])
    raise InputError(f"{len(named)} API documents here: {names}", place=Place(str(folder)), hint="keep one of them")


def read_text(path: Path) -> str:
    """The text of a file, or an InputError that says why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as broken:
        message = f"not UTF-8 text: byte {broken.start} cannot be read"
        raise InputError(message, place=Place(str(path)), hint="save the file as UTF-8") from None
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise InputError(f"cannot be read: {reason}", place=Place(str(path)), hint="check the path") from None


def read_document(text: str, path: str) -> Document:
    """The data in a text, JSON or YAML by its name and first letter."""
    if path.endswith(".json") or text.lstrip()[:1] == "{":
        return load_json(text, path, max_bytes=MAX_JSON)
    return load_yaml(text, path, max_bytes=MAX_YAML)


def load_document(path: Path) -> Document:
    """The OpenAPI document in a file; anything else is an InputError that says what it is instead."""
    document = read_document(read_text(path), str(path))
    check_kind(document)
    return document


def check_kind(document: Document) -> None:
    """Refuses what is not OpenAPI 3.0 or 3.1 with paths to call."""
    data: Any = document.data
    if not isinstance(data, dict):
        raise InputError(
            "not an API document: no object at its top", place=document.place(), hint="give an OpenAPI file"
        )
    for key, (words, hint) in _OTHERS.items():
        if key in data:
            raise InputError(f"the document {words.format(data[key])}", place=document.place(key), hint=hint)
    version = data.get("openapi")
    if version is None:
        raise InputError(
            "not an API document: it has no `openapi` key", place=document.place(), hint="give an OpenAPI file"
        )
    if not _VERSION.fullmatch(str(version)):
        place = document.place("openapi")
        raise InputError(f"OpenAPI {version} is not supported", place=place, hint="use OpenAPI 3.0 or 3.1")
    if not isinstance(data.get("paths"), dict):
        place = document.place("paths")
        raise InputError(
            "the document has no paths, so nothing can be called", place=place, hint="describe its operations"
        )
