"""Parts of a scenario that are read once: variables, the persona's choice, and nested values with templates in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.errors import InputError, closest
from simulator.personas.library import find_persona, names
from simulator.personas.persona import Persona
from simulator.scenario.schema import ScenarioFile
from simulator.variables.kinds import CLOCK, build
from simulator.variables.template import Template, to_json
from simulator.variables.variable import Variable
from simulator.variables.yaml import Document

Nested = Callable[[Mapping[str, Any]], Any]
PERSONA = "persona"


def variables(file: ScenarioFile, document: Document) -> list[Variable]:
    """The declared variables, each checked by itself."""
    found = []
    for name, declared in file.variables.items():
        if name in (CLOCK, PERSONA):
            raise InputError(
                f"{name!r} is a name of ours", place=document.place("variables", name), hint="choose another name"
            )

        def place_of(*keys: Any, name: str = name) -> Any:
            return document.place("variables", name, *keys)

        found.append(build(name, declared, place_of))
    return found


def persona_variable(file: ScenarioFile, document: Document) -> tuple[Variable, dict[str, Persona]]:
    """Which persona speaks, as a variable, and every persona it may be."""
    declared = file.persona if isinstance(file.persona, dict) else {"value": file.persona}
    variable = build(PERSONA, declared, lambda *keys: document.place(PERSONA, *keys))
    found = {}
    for name in _persona_names(declared):
        try:
            found[name] = find_persona(name)
        except InputError:
            hint = closest(name, list(names()))
            raise InputError(f"there is no persona {name!r}", place=document.place(PERSONA), hint=hint) from None
    return variable, found


def _persona_names(declared: Any, depth: int | None = None) -> list[str]:
    """The names at the leaves of a choice or table."""
    if "table" in declared:
        given = declared.get("given")
        levels = len(given) if isinstance(given, list) else 1
        rows = [declared["table"]]
        for _ in range(levels):
            rows = [row for level in rows if isinstance(level, Mapping) for row in level.values()]
    else:
        rows = [declared.get("choice", declared.get("value"))]
    found: list[str] = []
    for row in rows:
        found += [str(name) for name in (row if isinstance(row, Mapping | list) else [row])]
    return list(dict.fromkeys(found))


def nested(found: Any, document: Document, keys: Sequence[Any], known: Sequence[str]) -> Nested:
    """What renders a value with templates at any depth; what holds no template is returned as it is."""
    build_one = _reader(found, document, tuple(keys), frozenset((*known, CLOCK)))
    if build_one is None:
        return lambda values: found
    return build_one


def _reader(found: Any, document: Document, keys: tuple[Any, ...], known: frozenset[str]) -> Nested | None:
    if isinstance(found, str):
        return _text(found, document, keys, known)
    if isinstance(found, Mapping):
        readers = {key: _reader(item, document, (*keys, key), known) for key, item in found.items()}
        if not any(readers.values()):
            return None
        pairs = [(key, readers[key], found[key]) for key in found]
        return lambda values: {key: read(values) if read else item for key, read, item in pairs}
    if isinstance(found, list | tuple):
        items = [(_reader(item, document, (*keys, index), known), item) for index, item in enumerate(found)]
        if not any(read for read, _ in items):
            return None
        return lambda values: [read(values) if read else item for read, item in items]
    return None


def _text(found: str, document: Document, keys: tuple[Any, ...], known: frozenset[str]) -> Nested | None:
    place = document.place(*keys)
    template = Template(found, place)
    for name in sorted(template.names):
        if name not in known:
            hint = closest(name, sorted(known))
            raise InputError(f"{{{name}}} is no variable of this scenario", place=place, hint=hint)
    if template.constant:
        return None if "{" not in found and "}" not in found else template.render
    if lone := template.lone:
        return lambda values: to_json(values[lone])
    return lambda values: to_json(template.render(values))
