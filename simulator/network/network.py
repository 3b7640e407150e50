"""Variables that depend on each other: checked to be acyclic, drawn parents first, kept within `require`.

The case is a total function of its draws: of 64 named candidates the first that meets every requirement counts; where
none does, the first of a fixed series that no override can reach. That such a one exists is proven before any run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.variables.expr import Expression
from simulator.variables.variable import Variable

CANDIDATES = 64
FIXED = 512


class Network:
    """The variables of a scenario in an order that lets parents come first."""

    def __init__(
        self, name: str, variables: Sequence[Variable], require: Sequence[Expression], known: Iterable[str]
    ) -> None:
        self.name = name
        self.require = tuple(require)
        self.known = frozenset(known)
        self.variables = _ordered({variable.name: variable for variable in variables}, self.known)
        names = {variable.name for variable in variables} | self.known
        for condition in self.require:
            for missing in sorted(condition.names - names):
                hint = closest(missing, sorted(names))
                raise InputError(f"require names {missing!r}, which is no variable", place=condition.place, hint=hint)

    def sample(self, given: Mapping[str, Any], draws: Draws) -> dict[str, Any]:
        """One value per variable, beside the values `given` (the clock)."""
        if not self.require:
            return self._candidate(given, draws, "")
        for number in range(CANDIDATES):
            values = self._candidate(given, draws, f"/again{number}" if number else "")
            if self._holds(values):
                return values
        return self._fixed(given)

    def _candidate(self, given: Mapping[str, Any], draws: Draws, again: str) -> dict[str, Any]:
        values = dict(given)
        for variable in self.variables:
            values[variable.name] = variable.value(values, draws, variable.name + again)
        return values

    def _holds(self, values: Mapping[str, Any]) -> bool:
        return all(condition.evaluate(values) for condition in self.require)

    def _fixed(self, given: Mapping[str, Any]) -> dict[str, Any]:
        draws = Draws(f"{self.name}\0fixed")
        for number in range(FIXED):
            values = self._candidate(given, draws, f"/{number}")
            if self._holds(values):
                return values
        raise InputError(
            f"no values meet every requirement, tried {FIXED}",
            place=self._hardest(given),
            hint="loosen one of `require`",
        )

    def prove(self, given: Mapping[str, Any]) -> None:
        """Raises InputError where no values meet `require`."""
        if self.require:
            self._fixed(given)

    def _hardest(self, given: Mapping[str, Any]) -> Any:
        """The requirement that candidates break most often."""
        draws = Draws(f"{self.name}\0fixed")
        broken = [0] * len(self.require)
        for number in range(CANDIDATES):
            values = self._candidate(given, draws, f"/{number}")
            for index, condition in enumerate(self.require):
                broken[index] += not condition.evaluate(values)
        return self.require[broken.index(max(broken))].place

    @property
    def uses_faker(self) -> bool:
        """Whether any value comes from Faker."""
        return any(variable.kind == "faker" for variable in self.variables)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(variable.name for variable in self.variables)


def _ordered(variables: Mapping[str, Variable], known: frozenset[str]) -> tuple[Variable, ...]:
    """Parents before children, otherwise as declared; raises InputError for unknown parents and cycles."""
    done: dict[str, Variable] = {}
    for name in variables:
        _visit(name, variables, known, done)
    return tuple(done.values())


def _visit(name: str, variables: Mapping[str, Variable], known: frozenset[str], done: dict[str, Variable]) -> None:
    path: list[tuple[str, list[str]]] = [(name, _open_parents(name, variables, known, done))]
    while path:
        here, waiting = path[-1]
        if not waiting:
            path.pop()
            done.setdefault(here, variables[here])
            continue
        parent = waiting.pop()
        if parent in done:
            continue
        above = [step for step, _ in path]
        if parent in above:
            circle = " > ".join([*above[above.index(parent) :], parent])
            raise InputError(
                f"variables depend on each other in a circle: {circle}",
                place=variables[here].place,
                hint="cut one of them",
            )
        path.append((parent, _open_parents(parent, variables, known, done)))


def _open_parents(
    name: str, variables: Mapping[str, Variable], known: frozenset[str], done: Mapping[str, Variable]
) -> list[str]:
    variable = variables[name]
    for parent in variable.parents:
        if parent not in variables and parent not in known:
            hint = closest(parent, [*variables, *known])
            raise InputError(
                f"variable {name!r} depends on {parent!r}, which is unknown", place=variable.place, hint=hint
            )
    return [p for p in reversed(variable.parents) if p not in known and p not in done]
