"""A tools folder: its one document, in any format, and the world behind it, loaded once and opened per conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from simulator.draws import Draws, content_id
from simulator.errors import InputError, closest
from simulator.frozen import dataclass
from simulator.lookup import shown
from simulator.tools.document import WORLD_FILE, find_document, read_text
from simulator.tools.formats.read import function_in, read_api
from simulator.tools.formats.remarks import ApiTools
from simulator.tools.spec import ToolSpec
from simulator.variables.yaml import Document, load_yaml
from simulator.worlds.foreign.kind import ForeignKind
from simulator.worlds.foreign.settings import read_settings
from simulator.worlds.sql import SqlKind
from simulator.worlds.tables import read_tables
from simulator.worlds.world import Marks, Rows, World, WorldKind

FOREIGN = ("python", "mcp", "http")
KINDS = ("derived", "sql", *FOREIGN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Tools and the world behind them; `inputs` are the texts it was made from, by path, `api` is what was read."""

    name: str
    digest: str
    tools: tuple[ToolSpec, ...]
    world: WorldKind
    inputs: Mapping[str, str]
    api: ApiTools

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the document could not be taken as written."""
        return self.api.warnings

    @property
    def marks(self) -> Marks:
        """Which columns hold generated ids and times."""
        return self.world.marks

    def allowed(self) -> Service:
        """The same service with a world of foreign code ready to start; raises SetupError where it cannot be."""
        return replace(self, world=self.world.allowed()) if isinstance(self.world, ForeignKind) else self

    def imagined(self) -> Service:
        """The same service with a derived world where its own is not ours."""
        return replace(self, world=_derived(self.tools)) if isinstance(self.world, ForeignKind) else self

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        return self.world.check_rows(rows)

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> World:
        """A fresh world with these rows."""
        return self.world.open(rows, clock, draws)


def load_service(path: Path) -> Service:
    """The service in a folder, or behind a single document or `file.py:function` (its world is then derived)."""
    plain, function = function_in(str(path))
    path = Path(plain)
    folder = path if path.is_dir() else None
    file = find_document(path) if folder else path
    world = folder / WORLD_FILE if folder else None
    name = (folder or file).name.removesuffix(file.suffix)
    world_text = read_text(world) if world and world.is_file() else None
    called = f"{shown(file)}:{function}" if function else shown(file)
    found = (shown(world), world_text) if world and world_text else None
    return _service(name, (called, read_text(file)), found, folder, _code(folder) if found else ())


def _code(folder: Path | None) -> tuple[tuple[str, str], ...]:
    """The Python files beside a world file: what its class does belongs to what a record depends on."""
    return tuple((shown(path), read_text(path)) for path in sorted(folder.glob("*.py"))) if folder else ()


@lru_cache(maxsize=8)
def _service(
    name: str,
    file: tuple[str, str],
    world: tuple[str, str] | None,
    folder: Path | None,
    code: tuple[tuple[str, str], ...],
) -> Service:
    """The service in these texts; kept, because a proof loads the same document again and again."""
    path, text = file
    found = read_api(text, path)
    inputs = {path: text, **({world[0]: world[1]} if world else {}), **dict(code)}
    return Service(
        name=name,
        digest=content_id(*inputs.values(), size=16),
        tools=found.tools,
        world=_world(found.tools, load_yaml(world[1], world[0]), folder or Path()) if world else _derived(found.tools),
        inputs=inputs,
        api=found,
    )


def _world(tools: tuple[ToolSpec, ...], document: Document, folder: Path) -> WorldKind:
    if not isinstance(document.data, dict):
        raise InputError("a world file is an object", place=document.place(), hint="begin with `kind: sql`")
    kind = document.data.get("kind", "derived")
    if kind not in KINDS:
        raise InputError(
            f"unknown kind of world {kind!r}", place=document.place("kind"), hint=closest(str(kind), KINDS)
        )
    if kind == "sql":
        return SqlKind(read_tables(document), tools)
    if kind in FOREIGN:
        return ForeignKind(settings=read_settings(kind, document, folder), tools=tools)
    extra = next((key for key in document.data if key != "kind"), None)
    if extra is not None:
        hint = "a derived world has only `kind: derived`; for tables write `kind: sql`"
        raise InputError(f"unknown key {extra!r} in a derived world", place=document.place(extra), hint=hint)
    return _derived(tools)


def _derived(tools: tuple[ToolSpec, ...]) -> WorldKind:
    """The world of a document alone; its room is loaded where a document has no tables of its own."""
    kind: Callable[[tuple[ToolSpec, ...]], WorldKind] = import_module("simulator.worlds.derived.kind").DerivedKind
    return kind(tools)
