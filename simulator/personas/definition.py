"""A persona as it is written: its traits, style, needs and moves, each checked and its place told where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.personas.persona import HAPPENINGS, TRAITS, Level, Need, Persona
from simulator.variables.yaml import Document

FIELDS = ("about", "traits", "style", "needs", "moves")
FURTHEST = 4
PlaceOf = Callable[..., Place]


def read_personas(document: Document) -> dict[str, Persona]:
    """The personas of a library: name -> about, traits (every one of them, none drawn), style, needs, moves."""
    if not isinstance(document.data, dict) or not document.data:
        raise InputError("a persona library maps names to personas", place=document.place())
    found = {}
    for name, data in document.data.items():
        place_of = _below(document, name)
        persona = read_persona(name, data, place_of)
        for trait in TRAITS:
            if trait not in data.get("traits", {}):
                raise InputError(f"persona {name!r} lacks the trait {trait!r}", place=place_of("traits"))
        found[name] = replace(persona, needs=tuple(replace(need, place=None) for need in persona.needs))
    return found


def _below(document: Document, *above: Any) -> PlaceOf:
    return lambda *keys: document.place(*above, *keys)


def read_persona(
    name: str, data: Any, place_of: PlaceOf, like: Persona | None = None, *, more: tuple[str, ...] = ()
) -> Persona:
    """One persona; what it does not say it has from `like`, or plainly. `more` are fields that may stand beside."""
    if not isinstance(data, dict):
        raise InputError(f"persona {name!r} is no mapping", place=place_of())
    for key in data:
        if key not in (*FIELDS, *more):
            known = [*FIELDS, *more]
            raise InputError(f"unknown key {key!r}", place=place_of(key), hint=f"use {', '.join(known)}")
    base = like or Persona(name=name, traits={trait: values[0] for trait, values in TRAITS.items()})
    fixed, drawn = _traits(name, data, place_of)
    return Persona(
        name=name,
        about=str(data.get("about", base.about)),
        traits={**base.traits, **{trait: TRAITS[trait][0] for trait in drawn}, **fixed},
        style={**base.style, **_style(name, data, place_of)},
        needs=tuple(dict.fromkeys((*base.needs, *_needs(name, data, place_of)))),
        moves={**base.moves, **_moves(name, data, place_of)},
        open={**{trait: how for trait, how in base.open.items() if trait not in fixed}, **drawn},
    )


def _mapping(name: str, data: Mapping[str, Any], key: str, place_of: PlaceOf) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise InputError(f"{key} of persona {name!r} is no mapping", place=place_of(key))
    return found


# --- traits -------------------------------------------------------------------------------------------------------


def _traits(name: str, data: Mapping[str, Any], place_of: PlaceOf) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The traits that are fixed and those that are drawn."""
    fixed: dict[str, str] = {}
    drawn: dict[str, dict[str, Any]] = {}
    for trait, found in _mapping(name, data, "traits", place_of).items():
        if trait not in TRAITS:
            place = place_of("traits", trait)
            raise InputError(f"unknown trait {trait!r}", place=place, hint=closest(trait, tuple(TRAITS)))
        if isinstance(found, dict | list):
            drawn[trait] = _drawn(trait, found, place_of)
        else:
            fixed[trait] = _value(trait, found, place_of("traits", trait))
    return fixed, drawn


def _value(trait: str, found: Any, place: Place) -> str:
    if found not in TRAITS[trait]:
        raise InputError(f"{trait} cannot be {found!r}", place=place, hint="one of " + ", ".join(TRAITS[trait]))
    return str(found)


def _drawn(trait: str, found: Any, place_of: PlaceOf) -> dict[str, Any]:
    """A trait as a variable: weights, or a table over other variables."""
    if isinstance(found, dict) and ("given" in found or "table" in found):
        given = found.get("given")
        parents = given if isinstance(given, list) else [given]
        if set(found) != {"given", "table"} or not parents or not all(isinstance(one, str) for one in parents):
            hint = "{given: VARIABLE, table: {VALUE: {friendly: 3, curt: 1}}}"
            raise InputError(f"{trait} takes given and table", place=place_of("traits", trait), hint=hint)
        for keys, row in _rows(found["table"], len(parents), trait, place_of):
            _check_row(trait, row, lambda *more, keys=keys: place_of("traits", trait, "table", *keys, *more))
        return {"given": parents, "table": found["table"]}
    weights = found["choice"] if isinstance(found, dict) and set(found) == {"choice"} else found
    _check_row(trait, weights, lambda *keys: place_of("traits", trait, *keys))
    return {"choice": weights}


def _rows(found: Any, depth: int, trait: str, place_of: PlaceOf) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if depth == 0:
        yield (), found
        return
    if not isinstance(found, dict) or not found:
        raise InputError(f"{trait}: expected a row for each value", place=place_of("traits", trait, "table"))
    for key, below in found.items():
        for keys, row in _rows(below, depth - 1, trait, place_of):
            yield (key, *keys), row


def _check_row(trait: str, row: Any, place_of: PlaceOf) -> None:
    """Raises InputError for a value the trait does not have, or a weight that is none."""
    for value in row if isinstance(row, dict | list) else [row]:
        _value(trait, value, place_of(value) if isinstance(row, dict) else place_of())
    weights = row.values() if isinstance(row, dict) else [1] * len(row) if isinstance(row, list) else [1]
    wrong = [one for one in weights if isinstance(one, bool) or not isinstance(one, int | float) or not 0 <= one < 1e12]
    if wrong or sum(weights) <= 0:
        what = f"{wrong[0]!r} is no weight" if wrong else f"{trait} has nothing to choose from"
        raise InputError(what, place=place_of(), hint="a number of 0 or more for each value, one of them above 0")


# --- style, needs, moves ------------------------------------------------------------------------------------------


def _style(name: str, data: Mapping[str, Any], place_of: PlaceOf) -> dict[str, Level]:
    found = _mapping(name, data, "style", place_of)
    return {habit: _level(found[habit], place_of("style", habit)) for habit in found}


def _level(found: Any, place: Place) -> Level:
    ends = found if isinstance(found, list) else [found]
    numbers = [float(end) for end in ends if isinstance(end, int | float) and not isinstance(end, bool)]
    fine = len(numbers) == len(ends) and all(0 <= number <= 1 for number in numbers) and numbers == sorted(numbers)
    if not fine or len(ends) not in ((2,) if isinstance(found, list) else (1,)):
        hint = "one number, or a range such as [0.6, 0.9]"
        raise InputError(f"a style level lies between 0 and 1, not {found!r}", place=place, hint=hint)
    return (numbers[0], numbers[1]) if isinstance(found, list) else numbers[0]


def _needs(name: str, data: Mapping[str, Any], place_of: PlaceOf) -> list[Need]:
    found = data.get("needs", [])
    needs = found if isinstance(found, list) else [found]
    if not all(isinstance(one, str) for one in needs):
        raise InputError(f"needs of persona {name!r} are conditions", place=place_of("needs"), hint="needs: age >= 60")
    return [Need(text=one, place=place_of("needs")) for one in needs]


def _moves(name: str, data: Mapping[str, Any], place_of: PlaceOf) -> dict[str, int]:
    found = _mapping(name, data, "moves", place_of)
    for happening, move in found.items():
        place = place_of("moves", happening)
        if happening not in HAPPENINGS:
            raise InputError(f"unknown happening {happening!r}", place=place, hint=closest(happening, HAPPENINGS))
        if isinstance(move, bool) or not isinstance(move, int) or not -FURTHEST <= move <= FURTHEST:
            raise InputError(f"a mood moves by -{FURTHEST} to {FURTHEST}, not {move!r}", place=place)
    return dict(found)
