"""Imports go one way, without cycles, also inside functions; AutoGen and lazy imports stay where they belong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

ORDER = """
__main__ > cli | pytest_plugin > api > export | report | audit > authoring | fuzz > store | metrics > engine >
users | assistants | judge > models | understanding > naming > scenario > personas | labels | noise > matching |
worlds > tools > network | populations > kinds > variables > values > messages >
draws | plugins | config | lookup | prompts > errors > frozen
"""
RANKS = {room.strip(): rank for rank, rooms in enumerate(ORDER.split(">")) for room in rooms.split("|")}

# Siblings that may see each other, or a module that may look left, each with its reason. This may only shrink.
EXCEPTIONS: dict[tuple[str, str], str] = {}

# Modules besides those `may_be_lazy` names that import inside a function, each with its reason. This may only shrink.
LAZY: dict[str, str] = {
    "simulator/pytest_plugin.py": "pytest loads it in every project, also where nothing is simulated",
    "simulator/report/results.py": "rich is loaded where something is printed, not where something is counted",
}

# Taken together these cost more than the rest of the start-up; none may be reached by importing the package itself.
HEAVY = ("anthropic", "autogen_agentchat", "autogen_core", "faker", "httpx", "jsonschema", "numpy", "openai", "rich")


def may_be_lazy(path: str) -> bool:
    named = ("simulator/__init__.py", "simulator/cli/main.py", "simulator/engine/ray.py", "simulator/tools/mcp.py")
    return (
        path in (*named, "simulator/variables/faker.py")
        or path.startswith("simulator/models/")
        or path.endswith("/autogen.py")
        or path in LAZY
    )


def own_modules(source, names: set[str]) -> Iterator[tuple[str, int]]:
    """The modules of the package that a module imports."""
    for found in source.imports:
        if found.target.partition(".")[0] == "simulator":
            module = found.target if found.target in names else found.target.rpartition(".")[0]
            yield module, found.line


def test_every_room_has_a_place_in_the_order(sources):
    assert {source.room for source in sources if source.room} <= set(RANKS)


def test_imports_go_one_way(sources):
    names = {source.name for source in sources}
    wrong = []
    for source in sources:
        for module, line in own_modules(source, names) if source.room else ():
            room = module.partition(".")[2].partition(".")[0]
            fine = room == source.room or RANKS.get(room, -1) > RANKS[source.room] or (source.room, room) in EXCEPTIONS
            if room and not fine:
                wrong.append(f"{source.path}:{line}: {source.room} must not import {room}")
    assert not wrong, "\n".join(wrong)


def test_no_module_reaches_itself(sources):
    names = {source.name for source in sources}
    graph = {
        source.name: {module for module, _ in own_modules(source, names) if module != source.name}
        for source in sources
        if source.room
    }
    circle: list[str] = []
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        circle = found.args[1]
    assert not circle, " imports ".join(circle)


def test_only_named_modules_import_inside_functions(sources):
    wrong = [
        f"{source.path}:{found.line}: {found.inside}() imports {found.target}"
        for source in sources
        if not may_be_lazy(source.path)
        for found in source.imports
        if found.inside and found.target.partition(".")[0] not in sys.stdlib_module_names - {"__future__"}
    ]
    assert not wrong, "\n".join(wrong)


def test_autogen_stays_in_its_adapters(sources):
    wrong = [
        f"{source.path}:{found.line}: {found.target}"
        for source in sources
        if not source.path.endswith("/autogen.py")
        for found in source.imports
        if found.target.startswith(("autogen_", "autogen."))
    ]
    assert not wrong, "\n".join(wrong)


def test_classes_with_fields_are_made_quickly(sources):
    slow = ("dataclasses.dataclass", "typing.NamedTuple")
    wrong = [
        f"{source.path}:{found.line}: import it from simulator.frozen, or every command starts later"
        for source in sources
        if source.name != "simulator.frozen"
        for found in source.imports
        if found.target in slow
    ]
    assert not wrong, "\n".join(wrong)


def test_exceptions_are_still_needed(sources):
    names = {source.name for source in sources}
    pairs = {(s.room, m.partition(".")[2].partition(".")[0]) for s in sources for m, _ in own_modules(s, names)}
    lazy = {source.path for source in sources if any(found.inside for found in source.imports)}
    assert set(EXCEPTIONS) <= pairs
    assert set(LAZY) <= lazy


def test_importing_the_package_loads_nothing_else():
    import subprocess

    code = "import sys; before = set(sys.modules); import simulator; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "simulator" in loaded
    assert not [name for name in loaded if name.startswith("simulator.")]
    assert not set(loaded) & set(HEAVY)
