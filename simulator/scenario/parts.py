"""Parts of a scenario that are read once: variables, and nested values with templates in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from simulator.errors import InputError, closest
from simulator.kinds.build import family
from simulator.kinds.declared import CLOCK
from simulator.populations.include import Population, declared
from simulator.scenario.people import PERSONA
from simulator.variables.template import Template, to_json
from simulator.variables.variable import Variable
from simulator.variables.yaml import Document

Nested = Callable[[Mapping[str, Any]], Any]


def variables(sources: Sequence[Population]) -> list[Variable]:
    """The declared variables, each checked by itself, with the columns of rows and the fields of records."""
    found: list[Variable] = []
    for name, (source, body) in declared(sources).items():
        if name in (CLOCK, PERSONA):
            place = source.document.place("variables", name)
            raise InputError(f"{name!r} is a name of ours", place=place, hint="choose another name")
        found += family(name, body, partial(source.document.place, "variables", name), source.files.read)
    return found


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
