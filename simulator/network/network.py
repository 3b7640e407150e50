"""Variables that depend on each other: checked to be acyclic, drawn parents first, within `require` and the evidence.

A case is a total function of its draws: each variable reads the draw of its own name, 0.0 gives the plainest value
that is possible, and any draws at all give values that meet every requirement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.network.component import FIXED
from simulator.network.condition import Condition, asked, fact, inlined
from simulator.network.condition import conditions as parts_of
from simulator.network.diagnosis import Constraint, conflict, minimal
from simulator.network.evidence import Evidence, settled, suited
from simulator.network.factor import TooLarge
from simulator.network.forward import Step, draws_once, step_of
from simulator.network.plan import Kept, Plan
from simulator.network.posterior import Posterior, posteriors
from simulator.network.tables import Tables
from simulator.variables.distributions import Listed
from simulator.variables.expr import Expression
from simulator.variables.variable import Variable

NOTICED = 0.01
LISTED = 64
NONE = Evidence()


class Network:
    """The variables of a scenario, with what is `known` to all of them (the clock) and what must hold."""

    def __init__(
        self,
        name: str,
        variables: Sequence[Variable],
        require: Sequence[Expression],
        known: Mapping[str, Any],
        evidence: Evidence = NONE,
    ) -> None:
        self.name = name
        self.require = tuple(require)
        self.known = dict(known)
        self.evidence = evidence
        self._declared = tuple(variables)
        found = _by_law([settled(variable, evidence) for variable in variables])
        self.variables = _ordered({variable.name: variable for variable in found}, frozenset(self.known))
        self._by_name = {variable.name: variable for variable in self.variables}
        self._tables = Tables(self._by_name, self.known)
        for condition in (*self.require, *evidence.conditions):
            self._check_names(condition)

    def _check_names(self, condition: Expression) -> None:
        known = {*self._by_name, *self.known}
        for missing in sorted(condition.names - known):
            what = "require" if condition in self.require else f"{condition.text!r}"
            message = f"{what} names {missing!r}, which is no variable"
            raise InputError(message, place=condition.place, hint=closest(missing, sorted(known)))

    # --- cases

    def sample(self, draws: Draws) -> dict[str, Any]:
        """One value per variable, beside what is known."""
        values = self._start.copy()
        for component in self._plan.components:
            component.fill(values, draws)
        drawn = draws.many(self._drawn)
        for step, place, name in self._steps:
            step(values, draws, drawn[place] if place >= 0 else 0.0, name)
        return values

    @cached_property
    def _start(self) -> dict[str, Any]:
        return {**self.known, **dict.fromkeys(self.names)}

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.name, self._tables, _held(self._constraints), {})

    @cached_property
    def _kept(self) -> Kept:
        return self._plan.kept

    def _plan_of(self, constraints: Sequence[Constraint], more: Sequence[Condition] = ()) -> Plan:
        return Plan(self.name, self._tables, [*_held(constraints), *more], self._kept)

    @cached_property
    def _free(self) -> tuple[Variable, ...]:
        """The variables that no condition touches."""
        return tuple(variable for variable in self.variables if variable.name not in self._plan.touched)

    @cached_property
    def _drawn(self) -> tuple[str, ...]:
        return tuple(variable.name for variable in self._free if draws_once(variable))

    @cached_property
    def _steps(self) -> tuple[tuple[Step, int, str], ...]:
        places = {name: place for place, name in enumerate(self._drawn)}
        return tuple((step_of(v, self._plan.keyed(v)), places.get(v.name, -1), v.name) for v in self._free)

    # --- evidence

    def under(
        self,
        given: Mapping[str, Any] | None = None,
        do: Mapping[str, Any] | None = None,
        conditions: Sequence[Expression] = (),
    ) -> Network:
        """This network under evidence, which moves causes too, and interventions, which cut what they depend on.

        Raises InputError where a value can never be, or naming a minimal set of what cannot hold together.
        """
        found = Evidence(
            given={**self.evidence.given, **(given or {})},
            do={**self.evidence.do, **(do or {})},
            conditions=(*self.evidence.conditions, *conditions),
        )
        found = suited(found, self._by_name, self._tables)
        moved = Network(self.name, self._declared, self.require, self.known, found)
        moved.prove()
        return moved

    def feasible(self, given: Mapping[str, Any]) -> bool:
        """Whether cases with these values exist, beside everything that holds already."""
        more = [Constraint(label="", held=(self._inlined(fact(name, value)),)) for name, value in given.items()]
        return self._possible([*self._constraints, *more])

    @cached_property
    def _constraints(self) -> tuple[Constraint, ...]:
        found = [
            Constraint(label=f"require {one.text!r}", place=one.place, held=self._held(one)) for one in self.require
        ]
        found += [
            Constraint(label=f"{name}={value}", held=(self._inlined(fact(name, value)),))
            for name, value in self.evidence.given.items()
            if not self._by_name[name].draw
        ]
        found += [Constraint(label=one.text, held=self._held(one)) for one in self.evidence.conditions]
        return tuple(found)

    def _held(self, one: Expression) -> tuple[Condition, ...]:
        return tuple(self._inlined(part) for part in parts_of(one))

    def _inlined(self, condition: Condition) -> Condition:
        return inlined(condition, self._formulas)

    @cached_property
    def _formulas(self) -> dict[str, Expression]:
        """What `expr` variables compute that hang on numbers: a condition on them is one on what they hang on."""
        found = {}
        for variable in self.variables:
            formula = getattr(variable.decide, "__self__", None)
            if isinstance(formula, Expression) and not self._tables.finite(variable.name):
                found[variable.name] = formula
        return found

    def prove(self) -> None:
        """Raises InputError where no values meet everything, naming a minimal set of what cannot hold together."""
        works = self._works(self._plan)
        self._refuse_missing()
        if works:
            return
        needed = minimal(self._constraints, self._possible)
        proven = not all(component.parts.exact.possible for component in self._plan_of(needed).components)
        raise conflict(needed, 0 if proven else FIXED)

    def _refuse_missing(self) -> None:
        """Raises what a variable said of parents' values it has no answer for, if these can come up together."""
        for name, wrong in list(self._tables.missing.items()):
            parents = self._tables.finite_parents(name)
            for key, error in wrong[:FIXED]:
                values = self._tables.values(parents, key)
                if self._possible([Constraint(label="", held=tuple(fact(p, values[p]) for p in parents))]):
                    raise error

    def _possible(self, constraints: Sequence[Constraint]) -> bool:
        return self._works(self._plan_of(constraints))

    def _works(self, plan: Plan) -> bool:
        values = dict(self.known)
        return all(component.works(values) for component in plan.components)

    # --- what is known about the distribution

    @cached_property
    def finite(self) -> Mapping[str, tuple[Any, ...]]:
        """The variables whose values can be listed, with all values they have without any condition."""
        found = {}
        for name in self.names:
            if self._tables.finite(name):
                try:
                    found[name] = tuple(self._tables.domain(name).shown)
                except TooLarge:
                    continue
        return found

    def posterior(self) -> Mapping[str, Posterior]:
        """How each variable is distributed under everything that holds, and how exact that is."""
        wanted = [asked(name) for name in self.names if self._tables.finite(name)]
        return posteriors(self._plan_of(self._constraints, wanted), self.names, self.sample)

    @property
    def error(self) -> str:
        """What is known about the error of cases: "exact", or how many come from elsewhere than the distribution."""
        worst = max((component.missed for component in self._plan.components), default=0.0)
        if all(component.certain for component in self._plan.components):
            return "exact"
        rate = min(component.acceptance for component in self._plan.components)
        return f"candidates are accepted at {rate:.2g}, so that at most {worst:.1g} of the cases are off"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Conditions so hard to meet that more than 1 % of the cases come from a fixed series."""
        found = []
        for component in self._plan.components:
            if component.missed > NOTICED:
                texts = " and ".join(sorted(repr(check.text) for check in component.parts.checks))
                places = sorted(str(check.source.place) for check in component.parts.checks if check.source.place)
                rates = f"{component.acceptance:.2%} of candidates, so that {component.missed:.0%} of the cases"
                found.append(f"{': '.join([*places[:1], texts])} holds for {rates} come from a series of {FIXED}")
        return tuple(found)

    @property
    def uses_faker(self) -> bool:
        """Whether any value comes from Faker."""
        return any(variable.kind == "faker" for variable in self.variables)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(variable.name for variable in self.variables)


def _held(constraints: Sequence[Constraint]) -> list[Condition]:
    return [one for constraint in constraints for one in constraint.held]


def _by_law(variables: Sequence[Variable]) -> list[Variable]:
    """The variables, whole numbers of many values by their law, where nothing asks for each of these values."""
    asked = {parent for v in variables if not v.spread for parent in v.parents if parent not in v.cuts}
    return [variable if variable.name in asked else _lawful(variable) for variable in variables]


def _lawful(variable: Variable) -> Variable:
    if not variable.weights or not variable.ordered or variable.parents:
        return variable
    weights = variable.weights({})
    law = Listed.of(weights)
    return variable if len(weights) <= LISTED else replace(variable, weights=None, spread=lambda values: law)


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
