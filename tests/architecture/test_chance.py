"""Chance, time and ids come from one place each; nothing else in the package may read them."""

from __future__ import annotations

import ast

CLOCK = "simulator/values/clock.py"
DRAWS = "simulator/draws.py"

# What may not be imported, and the one module that may; None: nobody.
FORBIDDEN: dict[str, str | None] = {"random": DRAWS, "uuid": None, "secrets": None, "time": CLOCK}
NOW = {"now", "utcnow", "today", "fromtimestamp"}
CHANCE_OF_THE_SYSTEM = {"urandom", "getrandom"}


def test_nothing_else_imports_chance_time_or_ids(sources):
    wrong = [
        f"{source.path}:{found.line}: {found.target}"
        for source in sources
        for found in source.imports
        if (word := found.target.partition(".")[0]) in FORBIDDEN and FORBIDDEN[word] != source.path
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_else_asks_what_time_it_is(sources):
    wrong = []
    for source in sources:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Attribute) or source.path == CLOCK:
                continue
            owner = ast.unparse(node.value).rpartition(".")[2]
            if (node.attr in NOW and owner in ("datetime", "date")) or node.attr in CHANCE_OF_THE_SYSTEM:
                wrong.append(f"{source.path}:{node.lineno}: {owner}.{node.attr}")
    assert not wrong, "\n".join(wrong)


def test_nothing_depends_on_the_hash_seed(sources):
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]
    assert not wrong, "\n".join(wrong)
