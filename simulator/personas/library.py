"""The shipped personas, read once from `library.yaml` and checked in full."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.personas.persona import TRAITS, Persona
from simulator.variables.yaml import Document, load_yaml

LIBRARY = "library.yaml"


def names() -> tuple[str, ...]:
    """The names of all shipped personas, the plainest first."""
    return tuple(_library())


def find_persona(name: str) -> Persona:
    """The shipped persona of this name; raises InputError with the nearest known name."""
    found = _library().get(name)
    if found is None:
        raise InputError(f"there is no persona {name!r}", hint=closest(name, names()))
    return found


@lru_cache(maxsize=1)
def _library() -> Mapping[str, Persona]:
    text = Path(__file__).with_name(LIBRARY).read_text(encoding="utf-8")
    return read_personas(load_yaml(text, LIBRARY))


def read_personas(document: Document) -> dict[str, Persona]:
    """The personas of a document: name -> about, traits (every one), style (single habits from 0 to 1)."""
    if not isinstance(document.data, dict) or not document.data:
        raise InputError("a persona library maps names to personas", place=document.place())
    return {name: _persona(document, name, data) for name, data in document.data.items()}


def _persona(document: Document, name: str, data: Any) -> Persona:
    if not isinstance(data, dict):
        raise InputError(f"persona {name!r} is no mapping", place=document.place(name))
    for key in data:
        if key not in ("about", "traits", "style"):
            raise InputError(f"unknown key {key!r}", place=document.place(name, key), hint="use about, traits, style")
    traits, style = _mapping(document, name, data, "traits"), _mapping(document, name, data, "style")
    return Persona(
        name=name,
        about=str(data.get("about", "")),
        traits={trait: _trait(document, name, traits, trait) for trait in _known(document, name, traits)},
        style={habit: _level(document.place(name, "style", habit), style[habit]) for habit in style},
    )


def _mapping(document: Document, name: str, data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise InputError(f"{key} of persona {name!r} is no mapping", place=document.place(name, key))
    return found


def _known(document: Document, name: str, traits: dict[str, Any]) -> tuple[str, ...]:
    for trait in traits:
        if trait not in TRAITS:
            place = document.place(name, "traits", trait)
            raise InputError(f"unknown trait {trait!r}", place=place, hint=closest(trait, tuple(TRAITS)))
    return tuple(TRAITS)


def _trait(document: Document, name: str, traits: dict[str, Any], trait: str) -> str:
    if trait not in traits:
        raise InputError(f"persona {name!r} lacks the trait {trait!r}", place=document.place(name, "traits"))
    value = traits[trait]
    if value not in TRAITS[trait]:
        place = document.place(name, "traits", trait)
        raise InputError(f"{trait} cannot be {value!r}", place=place, hint="one of " + ", ".join(TRAITS[trait]))
    return str(value)


def _level(place: Place, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"a style level lies between 0 and 1, not {value!r}", place=place)
    return float(value)
