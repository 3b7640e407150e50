"""The world.yaml of a world that is not ours: read and checked without starting anything."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from simulator.errors import InputError, SetupError, closest
from simulator.frozen import dataclass
from simulator.values.late import Late
from simulator.variables.yaml import Document
from simulator.worlds.world import Marks

ALLOWED = "only with --allow-code (in Python: allow_code=True)"
SECONDS = 30.0
_KEYS: Mapping[str, tuple[str, ...]] = {
    "python": ("class", "tables"),
    "mcp": ("command", "reset", "env", "seconds", "tables"),
    "http": ("url", "reset", "headers", "seconds", "tables"),
}
_VARIABLE = Late(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a world file says; `named` are headers or variables whose values may name the environment's."""

    kind: str
    document: Document
    folder: Path
    given: Mapping[str, Any]
    marks: Marks = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A text, "" where it is left out."""
        return str(self.given.get(key, ""))

    @property
    def seconds(self) -> float:
        """How long an answer may take."""
        return float(self.given.get("seconds", SECONDS))

    def wrong(self, key: str, message: str, hint: str) -> InputError:
        """An error at a key of the file."""
        return InputError(message, place=self.document.place(key), hint=hint)


def read_settings(kind: str, document: Document, folder: Path) -> Settings:
    """The settings in a world file; raises InputError for what is wrong in it."""
    data = document.data
    for key in data:
        if key not in ("kind", *_KEYS[kind]):
            raise InputError(
                f"unknown key {key!r} in a world of kind {kind}",
                place=document.place(key),
                hint=closest(str(key), _KEYS[kind]),
            )
    settings = Settings(kind=kind, document=document, folder=folder, given=data, marks=_marks(document))
    seconds = data.get("seconds", SECONDS)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= 600:
        raise settings.wrong("seconds", f"seconds is {seconds!r}", "a number up to 600")
    for key in ("env", "headers"):
        found = data.get(key, {})
        if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
            raise settings.wrong(key, f"{key} must be names with texts", f"such as {key}: {{NAME: $NAME}}")
    _CHECKS[kind](settings)
    return settings


def _marks(document: Document) -> Marks:
    """Tables a case may add rows to, with the columns that hold generated ids and times."""
    tables = document.data.get("tables", {})
    if isinstance(tables, list) and all(isinstance(name, str) for name in tables):
        return {name: {} for name in tables}
    fine = isinstance(tables, dict) and all(
        isinstance(columns, dict) and set(columns.values()) <= {"id", "time"} for columns in tables.values()
    )
    if not fine:
        hint = "such as tables: [orders] or tables: {orders: {id: id, created: time}}"
        raise InputError("tables must be names of tables", place=document.place("tables"), hint=hint)
    return dict(tables)


def _python(settings: Settings) -> None:
    file, _, name = settings.text("class").rpartition(":")
    if not file.endswith(".py") or not name:
        raise settings.wrong("class", "a world of kind python names a class", "such as class: world.py:Shop")
    inside_folder(settings, "class", file)


def inside_folder(settings: Settings, key: str, file: str) -> Path:
    """A file beside the world file; raises InputError where it is elsewhere or missing."""
    path = settings.folder / file
    inside = path.resolve().is_relative_to(settings.folder.resolve())
    if not inside or not path.is_file():
        raise settings.wrong(key, f"no file {file!r} beside this one", "put it into the tools folder")
    return path


def _mcp(settings: Settings) -> None:
    command = settings.given.get("command")
    words = command if isinstance(command, list) else [command]
    if not words or not all(isinstance(word, str) and word for word in words):
        raise settings.wrong("command", "a world of kind mcp names a command", "such as command: [python, server.py]")


def _http(settings: Settings) -> None:
    url = settings.text("url")
    if not re.match(r"https?://[^/?#@\s]+(?:/[^?#\s]*)?$", url):
        hint = "such as url: https://api.example.com/v1; a key belongs in headers, as $NAME"
        raise settings.wrong("url", "a world of kind http names the address of an API", hint)


_CHECKS = {"python": _python, "mcp": _mcp, "http": _http}


def from_environment(settings: Settings, key: str) -> tuple[dict[str, str], dict[str, str]]:
    """The texts under a key with $NAME put in, and the values that are secret, each with its name."""
    secrets: dict[str, str] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in os.environ:
            place = settings.document.place(key)
            raise SetupError(f"{name} is not set in the environment", place=place, hint=f"export {name}=…")
        secrets[os.environ[name]] = name
        return os.environ[name]

    texts = {name: _VARIABLE.sub(value, text) for name, text in settings.given.get(key, {}).items()}
    return texts, secrets
