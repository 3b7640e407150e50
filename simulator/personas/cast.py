"""Everybody who may speak in a scenario: the library, and the scenario's own personas with inheritance and mixtures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.personas.definition import PlaceOf, read_persona
from simulator.personas.library import library
from simulator.personas.persona import Persona


class Cast:
    """Personas and mixtures by name; every declared one is read and checked at once."""

    def __init__(self, declared: Any, place_of: PlaceOf) -> None:
        if not isinstance(declared, dict):
            hint = "NAME: {like: chatty_retiree, traits: {patience: low}}"
            raise InputError("personas maps names to personas", place=place_of(), hint=hint)
        self._declared: Mapping[str, Any] = declared
        self._place_of = place_of
        self._found: dict[str, Persona] = {}
        self._mixed: dict[str, dict[str, float]] = {}
        for name in declared:
            if name in library():
                place = place_of(name)
                raise InputError(f"{name!r} is a shipped persona", place=place, hint=f"{name}_here: {{like: {name}}}")
        for name in declared:
            self.shares(name, place_of(name))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that may stand in a scenario."""
        return (*self._declared, *library())

    def persona(self, name: str) -> Persona:
        """The persona of a name that `shares` gave."""
        return self._found.get(name) or library()[name]

    def place(self, name: str, *keys: Any) -> Place:
        """Where a declared persona says something."""
        return self._place_of(name, *keys)

    def shares(self, name: Any, place: Place, above: tuple[str, ...] = ()) -> dict[str, float]:
        """How often which persona speaks under this name; the shares add up to 1."""
        if isinstance(name, str) and name in library():
            return {name: 1.0}
        if not isinstance(name, str) or name not in self._declared:
            raise InputError(f"there is no persona {name!r}", place=place, hint=closest(str(name), list(self.names)))
        if name in above:
            circle = " > ".join([*above[above.index(name) :], name])
            raise InputError(f"personas lead back to themselves: {circle}", place=place, hint="cut one of them")
        if name not in self._mixed:
            self._mixed[name] = self._read(name, (*above, name))
        return self._mixed[name]

    def _read(self, name: str, above: tuple[str, ...]) -> dict[str, float]:
        data = self._declared[name]

        def place_of(*keys: Any) -> Place:
            return self._place_of(name, *keys)

        if isinstance(data, dict) and "mix" in data:
            return self._mix(data, place_of, above)
        like = self._like(data["like"], place_of("like"), above) if isinstance(data, dict) and "like" in data else None
        self._found[name] = read_persona(name, data, place_of, like, more=("like", "mix"))
        return {name: 1.0}

    def _like(self, name: Any, place: Place, above: tuple[str, ...]) -> Persona:
        shares = self.shares(name, place, above)
        if name not in shares:
            hint = "name one of " + ", ".join(shares)
            raise InputError(f"{name!r} is a mixture: nobody can be like several people", place=place, hint=hint)
        return self.persona(name)

    def _mix(self, data: Mapping[str, Any], place_of: PlaceOf, above: tuple[str, ...]) -> dict[str, float]:
        for key in data:
            if key not in ("mix", "about"):
                hint = "declare a persona with `like`, and mix that"
                raise InputError(f"a mixture has no {key!r} of its own", place=place_of(key), hint=hint)
        parts = data["mix"]
        weights = dict.fromkeys(parts, 1) if isinstance(parts, list) else parts
        if not isinstance(weights, dict) or not weights:
            hint = "mix: {terse_commuter: 2, busy_manager: 1}"
            raise InputError("mix takes personas and weights", place=place_of("mix"), hint=hint)
        found: dict[str, float] = {}
        for name, weight in weights.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < 1e12:
                place = place_of("mix", name)
                raise InputError(f"{weight!r} is no weight", place=place, hint="a number of 0 or more")
            for one, share in self.shares(name, place_of("mix", name), above).items():
                found[one] = found.get(one, 0.0) + weight * share
        total = sum(found.values())
        if total <= 0:
            raise InputError("mix has only weights of zero", place=place_of("mix"))
        return {name: weight / total for name, weight in found.items()}
