"""Parts of a scenario that are read once: variables, nested values with templates in them, what slots are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Protocol

from simulator.errors import InputError, closest
from simulator.kinds.build import family
from simulator.kinds.declared import CLOCK
from simulator.populations.include import Population, declared
from simulator.scenario.case import Slot
from simulator.scenario.labelled.folded import folded
from simulator.scenario.people import PERSONA
from simulator.scenario.schema import ScenarioFile, SlotFile
from simulator.tools.spec import ToolSpec
from simulator.variables.template import Template, to_json
from simulator.variables.variable import Variable
from simulator.variables.yaml import Document

Nested = Callable[[Mapping[str, Any]], Any]
MAX_ABOUT = 200
Facts = Mapping[str, Any]


class Known(Protocol):
    """What a scenario says of its slots, and of its variables what the user knows of them."""

    @property
    def slots(self) -> Mapping[str, Facts]: ...
    @property
    def knows(self) -> Mapping[str, tuple[str, Nested]]: ...


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


def slot_facts(file: ScenarioFile, tools: Mapping[str, ToolSpec]) -> Mapping[str, Facts]:
    """Slot name -> `about`, `type` and `options` of the argument of that name, labelled tools first, and `folds`."""
    called = [tools[call.name] for call in file.labels.calls if call.name in tools]
    free = folded(file)
    found: dict[str, Facts] = {}
    for goal in file.goals:
        for name, slot in goal.slots.items():
            facts = {**_from_tools(name, [*called, *tools.values()]), **_own(slot), "folds": name in free}
            found[name] = {**found.get(name, {}), **facts}
    return found


def _from_tools(name: str, tools: Iterable[ToolSpec]) -> Facts:
    schema = next((tool.properties[name] for tool in tools if isinstance(tool.properties.get(name), Mapping)), {})
    return _facts(str(schema.get("description") or ""), schema)


def _own(slot: SlotFile) -> Facts:
    return _facts(slot.description, slot.shape)


def _facts(about: str, schema: Mapping[str, Any]) -> Facts:
    kind = schema.get("format") or schema.get("type") or ""
    options = schema.get("enum")
    found = {
        "about": " ".join(about.split())[:MAX_ABOUT],
        "type": kind if isinstance(kind, str) else "",
        "options": tuple(str(one) for one in options if one is not None) if isinstance(options, list | tuple) else (),
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=4096)
def _shared(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words, one object for all conversations."""
    return words


def case_slot(name: str, declared: SlotFile, value: Any, values: Mapping[str, Any], parts: Known) -> Slot:
    """One slot of a case; `values` are those of its variables."""
    facts = parts.slots.get(name, {})
    words = _shared(tuple(declared.words))
    if not parts.knows or not isinstance(declared.value, str):
        return Slot(name=name, value=value, words=words, **facts)
    variable = declared.value.strip("{}").split("|")[0]
    kind, detail = parts.knows.get(variable, ("yes", None))
    if kind == "half" and detail:
        return Slot(name=name, value=value, words=words, knows="half", hint=str(detail(values)), **facts)
    if kind == "wrong" and detail:
        return Slot(name=name, value=value, words=words, knows="wrong", believed=detail(values), **facts)
    return Slot(name=name, value=value, words=words, knows=kind, **facts)
