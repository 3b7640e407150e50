"""A text with tools in it: found in its folder, decoded and read safely into data."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from pathlib import Path

from simulator.errors import InputError, Place
from simulator.tools.formats.kinds import refuse_text
from simulator.values.late import Late
from simulator.variables.yaml import Document, load_foreign_yaml, load_json

MAX_JSON = 64_000_000
MAX_YAML = 64_000_000
MAX_SECOND_READING = 2_000_000
WORLD_FILE = "world.yaml"
SUFFIXES = (".yaml", ".yml", ".json")
_CODE = ".py"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = ((b"PK\x03\x04", "a ZIP archive or office file"), (b"\x1f\x8b", "a gzip archive"), (b"%PDF", "a PDF file"))
_TABS = Late(r"^[ ]*\t[ \t]*", re.MULTILINE)


def find_document(folder: Path) -> Path:
    """The one document of a folder: openapi.* or swagger.* or tools.*, else the only file of such a kind there."""
    if not folder.is_dir():
        raise InputError("no such folder", place=Place(str(folder)), hint="give a folder that holds an API document")
    here = sorted(path for path in folder.iterdir() if path.name != WORLD_FILE and not path.name.startswith((".", "_")))
    files = [path for path in here if path.suffix in SUFFIXES] or [path for path in here if path.suffix == _CODE]
    named = next((found for stem in ("openapi", "swagger", "tools") if (found := _stem(files, stem))), files)
    if len(named) == 1:
        return named[0]
    if not named:
        raise InputError("no API document here", place=Place(str(folder)), hint="add openapi.yaml or openapi.json")
    names = ", ".join(path.name for path in named[:5])
    raise InputError(f"{len(named)} API documents here: {names}", place=Place(str(folder)), hint="keep one of them")


def _stem(files: list[Path], stem: str) -> list[Path]:
    return [path for path in files if path.stem.lower() == stem]


def read_text(path: Path) -> str:
    """The text of a file, or an InputError that says why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise InputError(f"cannot be read: {reason}", place=Place(str(path)), hint="check the path") from None
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), _unmarked(data[:4]))
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as broken:
        kind = next((name for mark, name in _BINARY if data.startswith(mark)), "")
        wrong = f"is {kind}, not text" if kind else f"not UTF-8 text: byte {broken.start} cannot be read"
        raise InputError(wrong, place=Place(str(path)), hint="save the file as UTF-8") from None


def _unmarked(head: bytes) -> str:
    """The encoding of a text without a mark: an API document begins with ASCII."""
    if len(head) == 4 and head.count(0) == 2:
        return "utf-16-le" if head[1] == 0 else "utf-16-be"
    return "utf-8"


def read_document(text: str, path: str) -> Document:
    """The data in a text, JSON or YAML by what it holds."""
    try:
        refuse_text(text)
    except InputError as wrong:
        raise InputError(wrong.message, place=Place(path, 1, 1), hint=wrong.hint) from None
    if text.lstrip("\ufeff \t\r\n")[:1] in "{[":
        return _json(text.lstrip("\ufeff"), path)
    try:
        return load_foreign_yaml(text, path, max_bytes=MAX_YAML)
    except InputError as wrong:
        found = _without_tabs(text, path)
        if found is None:
            raise wrong from None
        return found


def _json(text: str, path: str) -> Document:
    try:
        return load_json(text, path, max_bytes=MAX_JSON, foreign=True)
    except InputError:
        # Comments, single quotes and a comma too many are YAML, which is what many of these files are.
        if len(text) <= MAX_SECOND_READING:
            with suppress(InputError):
                found = load_foreign_yaml(text, path)
                said = "is no strict JSON and is read as YAML" if path.endswith(".json") else ""
                found.warnings = (*found.warnings, *([said] if said else ()))
                return found
        raise


def _without_tabs(text: str, path: str) -> Document | None:
    """The document once tabs that indent are spaces, if that makes it readable."""
    if not _TABS.search(text):
        return None
    for width in (2, 4, 8):
        with suppress(InputError):
            document = load_foreign_yaml(_spaced(text, width), path, max_bytes=MAX_YAML)
            document.warnings = (*document.warnings, "tabs that indent are read as spaces")
            return document
    return None


def _spaced(text: str, width: int) -> str:
    return _TABS.sub(lambda found: found[0].replace("\t", " " * width), text)
