"""Who speaks, as variables: `persona`, and `persona.TRAIT` for every trait that is drawn or asked after."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.kinds.build import build
from simulator.network.network import Network
from simulator.personas.cast import Cast
from simulator.personas.persona import TRAITS, Persona
from simulator.populations.include import Population, persona_of
from simulator.scenario.schema import ScenarioFile
from simulator.variables.expr import Expression
from simulator.variables.variable import Variable
from simulator.variables.yaml import Document

PERSONA = "persona"
KINDS = ("choice", "table", "value")
_ASKED = re.compile(r"\bpersona\.([A-Za-z_]+)")


def cast_of(file: ScenarioFile, document: Document, beside: Document | None) -> Cast:
    """The personas a scenario may name; `beside` is the file that `personas:` leads to."""
    if beside is not None:
        return Cast(beside.data, beside.place)
    return Cast(file.personas, lambda *keys: document.place("personas", *keys))


def persona_variables(sources: Sequence[Population], cast: Cast) -> tuple[list[Variable], dict[str, Persona]]:
    """Which persona speaks and the traits that differ by case, as variables; every persona it may be, the first plain.

    A mixture stands in the variable as its shares, so that what speaks is always one persona.
    """
    wanted, document = persona_of(sources)

    def place_of(*keys: Any) -> Place:
        return document.place(PERSONA, *keys)

    declared = wanted if isinstance(wanted, dict) else {"value": wanted}
    if not any(kind in declared for kind in KINDS):
        raise InputError("persona is a name, a choice or a table", place=place_of(), hint="persona: chatty_retiree")
    spread = _spread(declared, cast, place_of)
    people = {name: cast.persona(name) for name in _leaves(spread)}
    found = [build(PERSONA, spread, place_of)]
    texts = [source.document.text for source in sources]
    asked = "\n".join([*texts, *(need.text for persona in people.values() for need in persona.needs)])
    for trait in _traits(asked, people):
        whose = next((name for name, persona in people.items() if trait in persona.open), None)
        place = cast.place(whose, "traits", trait) if whose else place_of()
        found.append(build(f"{PERSONA}.{trait}", _trait_table(trait, people), _always(place)))
    return found, people


def _always(place: Place) -> Callable[..., Place]:
    return lambda *keys: place


def _spread(declared: Mapping[str, Any], cast: Cast, place_of: Any) -> dict[str, Any]:
    """The declaration with each mixture replaced by its shares."""
    if "table" in declared:
        given = declared.get("given")
        depth = len(given) if isinstance(given, list) else 1
        return {**declared, "table": _spread_rows(declared["table"], depth, cast, place_of, ("table",))}
    kind = "choice" if "choice" in declared else "value"
    row = _spread_row(declared[kind], cast, place_of, (kind,))
    rest = {key: found for key, found in declared.items() if key != kind}
    return {**rest, "choice": row} if isinstance(row, dict | list) else {**rest, "value": row}


def _spread_rows(found: Any, depth: int, cast: Cast, place_of: Any, keys: tuple[Any, ...]) -> Any:
    if depth and isinstance(found, dict):
        return {key: _spread_rows(row, depth - 1, cast, place_of, (*keys, key)) for key, row in found.items()}
    return found if depth else _spread_row(found, cast, place_of, keys)


def _spread_row(found: Any, cast: Cast, place_of: Any, keys: tuple[Any, ...]) -> Any:
    if not isinstance(found, dict):
        names = found if isinstance(found, list) else [found]
        places = [(*keys, index) if isinstance(found, list) else keys for index in range(len(names))]
        shares = [cast.shares(name, place_of(*place)) for name, place in zip(names, places, strict=True)]
        if all(name in share for name, share in zip(names, shares, strict=True)):
            return found
        return _added(dict.fromkeys(names, 1.0), cast, place_of, keys)
    mixed = any(name not in cast.shares(name, place_of(*keys, name)) for name in found)
    numbers = all(isinstance(weight, int | float) and not isinstance(weight, bool) for weight in found.values())
    return _added(found, cast, place_of, keys) if mixed and numbers else found


def _added(weights: Mapping[str, float], cast: Cast, place_of: Any, keys: tuple[Any, ...]) -> dict[str, float]:
    added: dict[str, float] = {}
    for name, weight in weights.items():
        for one, share in cast.shares(name, place_of(*keys, name)).items():
            added[one] = added.get(one, 0.0) + weight * share
    return added


def _leaves(declared: Mapping[str, Any]) -> list[str]:
    """The persona names at the leaves of a choice or table."""
    rows = [declared.get("choice", declared.get("value"))]
    if "table" in declared:
        given = declared.get("given")
        rows = [declared["table"]]
        for _ in range(len(given) if isinstance(given, list) else 1):
            rows = [row for level in rows if isinstance(level, Mapping) for row in level.values()]
    found = [str(name) for row in rows for name in (row if isinstance(row, Mapping | list) else [row])]
    return list(dict.fromkeys(found))


# --- traits -------------------------------------------------------------------------------------------------------

_NAMES = [(trait, f"{PERSONA}.{trait}") for trait in TRAITS]


def _traits(text: str, people: Mapping[str, Persona]) -> Iterator[str]:
    """Traits that need a variable: somebody's is drawn, or the scenario names it."""
    asked = set(_ASKED.findall(text))
    for trait in TRAITS:
        if trait in asked or any(trait in persona.open for persona in people.values()):
            yield trait


def _trait_table(trait: str, people: Mapping[str, Persona]) -> dict[str, Any]:
    """One table over the persona and whatever somebody's trait depends on."""
    given = list(dict.fromkeys(name for one in people.values() for name in one.open.get(trait, {}).get("given", ())))
    table = {name: _persona_rows(one, trait, given) for name, one in people.items()}
    return {"given": [PERSONA, *given], "table": table}


def _persona_rows(persona: Persona, trait: str, given: list[str]) -> Any:
    """The rows of one persona; what its trait does not depend on is passed over by `default`."""
    how = persona.open.get(trait)
    own = list(how.get("given", ())) if how else []
    rows = how.get("table", how.get("choice")) if how else persona.traits[trait]
    return _deepened(_ordered(rows, own, [name for name in given if name in own]), own, given)


def _ordered(rows: Any, own: list[str], wanted: list[str]) -> Any:
    """Nested rows turned round, so that their levels stand in the wanted order."""
    if own == wanted:
        return rows
    found: dict[Any, Any] = {}
    for keys, row in _paths(rows, len(own)):
        here = found
        path = [keys[own.index(name)] for name in wanted]
        for key in path[:-1]:
            here = here.setdefault(key, {})
        here[path[-1]] = row
    return found


def _paths(rows: Any, depth: int) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if depth == 0:
        yield (), rows
        return
    for key, below in rows.items():
        for keys, row in _paths(below, depth - 1):
            yield (key, *keys), row


def _deepened(rows: Any, own: list[str], given: list[str]) -> Any:
    if not given:
        return rows
    first, *rest = given
    if first in own:
        return {key: _deepened(row, own, rest) for key, row in rows.items()}
    return {"default": _deepened(rows, own, rest)}


def with_asked(network: Network, people: Mapping[str, Persona], names: Iterable[str]) -> Network:
    """The network, with a variable for each trait among these names that nothing in the scenario asks after."""
    asked = [name.partition(".")[2] for name in names if name.startswith(f"{PERSONA}.") and name not in network.names]
    if not any(trait in TRAITS for trait in asked):
        return network
    place_of = _always(network.variables[network.names.index(PERSONA)].place)
    more = [build(f"{PERSONA}.{t}", _trait_table(t, people), place_of) for t in asked if t in TRAITS]
    return Network(network.name, [*network.variables, *more], network.require, network.known, network.evidence)


def check_needs(people: Mapping[str, Persona], known: Collection[str]) -> None:
    """Raises InputError where a need that the scenario itself declares names what is no variable of it."""
    for need in (need for persona in people.values() for need in persona.needs if need.place):
        expression = Expression(need.text, need.place)
        for name in sorted(expression.names):
            if name not in known:
                hint = closest(name, list(known))
                raise InputError(f"needs names {name!r}, which is no variable", place=need.place, hint=hint)
        if expression.events:
            raise InputError("happened() is known only after a conversation", place=need.place)


def with_traits(persona: Persona, values: Mapping[str, Any]) -> Persona:
    """The persona with the traits that this case drew, or was made to have."""
    drawn = {trait: values[name] for trait, name in _NAMES if name in values and values[name] != persona.trait(trait)}
    return replace(persona, traits={**persona.traits, **drawn}) if drawn else persona
