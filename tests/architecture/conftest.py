"""The source of the package, parsed once, for the tests of the house rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Import:
    """One module imported somewhere; `inside` is the function it happens in, "" at module level."""

    target: str
    line: int
    inside: str


@dataclass(frozen=True)
class Source:
    """One module of the package."""

    path: str
    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The word of the import order this module belongs to; "" for `simulator/__init__.py`."""
        return self.name.partition(".")[2].partition(".")[0]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports(self.tree, ""))


def _imports(node: ast.AST, inside: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(f"{child.module}.{alias.name}", child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imports(child, inside or child.name)
        else:
            yield from _imports(child, inside)


def _read(path: Path) -> Source:
    inner = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(inner[:-1] if inner[-1] == "__init__" else inner)
    return Source(path.relative_to(ROOT).as_posix(), name, path.read_text())


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> tuple[Source, ...]:
    found = tuple(_read(path) for path in sorted((ROOT / "simulator").rglob("*.py")))
    assert found
    return found
