"""The shipped personas, read once from `library.yaml` and checked in full."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from simulator.errors import InputError, closest
from simulator.personas.definition import read_personas
from simulator.personas.persona import Persona
from simulator.variables.yaml import load_yaml

LIBRARY = "library.yaml"


def names() -> tuple[str, ...]:
    """The names of all shipped personas, the plainest first."""
    return tuple(library())


def find_persona(name: str) -> Persona:
    """The shipped persona of this name; raises InputError with the nearest known name."""
    found = library().get(name)
    if found is None:
        raise InputError(f"there is no persona {name!r}", hint=closest(name, names()))
    return found


@lru_cache(maxsize=1)
def library() -> Mapping[str, Persona]:
    """Every shipped persona by name."""
    text = Path(__file__).with_name(LIBRARY).read_text(encoding="utf-8")
    return read_personas(load_yaml(text, LIBRARY))
