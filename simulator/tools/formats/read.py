"""Whatever describes tools, read by the reader of its format: a file, a text, data, functions, a live server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, SetupError
from simulator.tools.document import find_document, read_document, read_text
from simulator.tools.formats.kinds import kind_of
from simulator.tools.formats.lists import read_list
from simulator.tools.formats.remarks import ApiTools, Remark
from simulator.tools.openapi import read_openapi
from simulator.variables.yaml import Document

MCP = "mcp:"
_CODE = ".py"


def read_tools(source: Any, *, include: Sequence[str] = (), allow_code: bool = False) -> ApiTools:
    """The tools in a document, in data, in Python functions or behind a live MCP server.

    source: the path of a document or of a folder that holds one (`file.py`, `file.py:function`), data that was read
    from one, a function, class or module or a list of functions, or `mcp:COMMAND`. A file is only read, never run;
    starting a server's command needs `allow_code`.
    """
    wanted = (include,) if isinstance(include, str) else tuple(include)
    if isinstance(source, str) and source.startswith(MCP):
        if not allow_code:
            hint = "if you trust the command: --allow-code (in Python: allow_code=True)"
            raise SetupError(f"{source} would start a program, which was not allowed", hint=hint)
        live: Any = import_module("simulator.tools.mcp")  # asyncio is loaded where something is started only
        return _data({"tools": live.list_server(source[len(MCP) :])}, source, wanted)
    if isinstance(source, str | Path):
        return _file(str(source), wanted)
    if isinstance(source, Mapping) or (isinstance(source, list | tuple) and not any(map(callable, source))):
        return _data(source, "tools", wanted)
    objects: Any = import_module("simulator.tools.formats.objects")  # pydantic is loaded for live functions only
    found: ApiTools = objects.read_objects(source if isinstance(source, list | tuple) else [source])
    return found


def read_api(text: str, path: str, *, include: Sequence[str] = ()) -> ApiTools:
    """The tools a text describes, in whichever format it is; `path` says what it is called."""
    file, name = function_in(path)
    if file.endswith(_CODE):
        source: Any = import_module("simulator.tools.formats.source")
        found: ApiTools = source.read_source(text, file, name=name, include=include)
        return found
    return read_data(read_document(text, path), include=include)


def function_in(path: str) -> tuple[str, str]:
    """The file and the function in `file.py:function`; a path without one has no function."""
    file, colon, name = path.rpartition(f"{_CODE}:")
    return (f"{file}{_CODE}", name) if colon and name else (path, "")


def read_data(document: Document, *, include: Sequence[str] = ()) -> ApiTools:
    """The tools of a document that is read already."""
    kind = kind_of(document)
    found = _READERS[kind.reader](document, include, kind.name)
    said = tuple(Remark((), "", text) for text in (*document.warnings, *kind.warnings))
    return replace(found, remarks=(*said, *found.remarks)) if said else found


def _file(source: str, include: Sequence[str]) -> ApiTools:
    file, name = function_in(source)
    path = Path(file)
    if path.is_dir():
        path = find_document(path)
    elif not path.exists():
        raise InputError("no such file", place=Place(source), hint="give a document, a folder that holds one or data")
    return read_api(read_text(path), f"{path}:{name}" if name else str(path), include=include)


def _data(source: Any, name: str, include: Sequence[str]) -> ApiTools:
    data = list(source) if isinstance(source, tuple) else source
    return read_data(Document(data, name, "", {}), include=include)


def _openapi(document: Document, include: Sequence[str], name: str) -> ApiTools:
    return read_openapi(document, include=include, kind=name)


def _list(document: Document, include: Sequence[str], _name: str) -> ApiTools:
    return read_list(document, include=include)


_READERS: Mapping[str, Callable[[Document, Sequence[str], str], ApiTools]] = {"openapi": _openapi, "lists": _list}
