"""How conditions are met: which variables they tie together, what tables settle and what is left to candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from heapq import heapify, heappop, heappush
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.network.component import Component, Loose, Parts
from simulator.network.condition import Bound, Condition, bound_of, cuts_of
from simulator.network.factor import Eliminated, Factor, Key, TooLarge, eliminate, elimination_order
from simulator.network.forward import draws_once, kept_spread, key_of, step_of
from simulator.network.latent import Latent
from simulator.network.tables import Tables
from simulator.variables.variable import Cut, Values, Variable

SPLIT = 128
Kept = Mapping[tuple[Condition, ...], tuple[Component, list[Factor]]]
MAX_CELLS = 60_000
REFINED = 8
EVEN = 0.3
SHARPENED = 2


@dataclass(slots=True, kw_only=True)
class Sorted:
    """Conditions by how they are met: as tables, bounds, over intervals, or by candidates."""

    tables: list[Condition] = field(default_factory=list)
    bounds: dict[str, list[Bound]] = field(default_factory=dict)
    cuts: list[Condition] = field(default_factory=list)
    checks: list[Condition] = field(default_factory=list)

    @property
    def exact(self) -> list[Condition]:
        return [*self.tables, *self.cuts, *(bound.condition for some in self.bounds.values() for bound in some)]


class Plan:
    """The components of a network, and the variables that no condition touches."""

    def __init__(self, name: str, tables: Tables, held: Sequence[Condition], kept: Kept) -> None:
        self.name = name
        self.tables = tables
        self.variables = tables.variables
        self.order = _canonical(tables.variables, tables.known)
        self.rank = {name: place for place, name in enumerate(self.order)}
        self.held = tuple(held)
        self.factors: dict[str, list[Factor]] = {}
        self.components = [self._kept(names, some, kept) for names, some in self._tied()]
        self.touched = frozenset(name for component in self.components for name in component.names)

    @property
    def kept(self) -> Kept:
        """The components by their conditions, for other plans to take over."""
        return {
            tuple(held): (c, self.factors[c.name]) for c, (_, held) in zip(self.components, self._tied(), strict=True)
        }

    # --- which belong together

    def ancestors(self, names: Iterable[str]) -> set[str]:
        """These variables and all they depend on."""
        found: set[str] = set()
        open_names = [name for name in names if name in self.variables]
        while open_names:
            name = open_names.pop()
            if name not in found:
                found.add(name)
                open_names += [parent for parent in self.variables[name].parents if parent in self.variables]
        return found

    def _tied(self) -> list[tuple[list[str], list[Condition]]]:
        """The sets of variables that conditions tie together, each with its conditions."""
        groups: list[tuple[set[str], list[Condition]]] = []
        for one in self.held:
            names, some = self.ancestors(one.names), [one]
            apart = []
            for others, theirs in groups:
                if others & names:
                    names, some = names | others, [*theirs, *some]
                else:
                    apart.append((others, theirs))
            groups = [*apart, (names, some)]
        found = [(sorted(names, key=self.rank.__getitem__), some) for names, some in groups]
        return sorted(found, key=lambda group: min(group[0], default=""))

    # --- one component

    def _kept(self, names: list[str], held: list[Condition], kept: Kept) -> Component:
        """The component of these conditions, taken over from another plan of the same network where it stands there."""
        key = tuple(held)
        if key in kept:
            component, factors = kept[key]
            self.factors[component.name] = factors
            return component
        return self._component(names, held)

    def _component(self, names: list[str], held: list[Condition]) -> Component:
        sorted_ = self._sorted(held)
        try:
            return self._built(names, sorted_)
        except (TooLarge, TypeError):  # a TypeError: an author compares what has no order, which candidates will say
            return self._built(names, Sorted(checks=list(held)))

    def _built(self, names: list[str], found: Sorted) -> Component:
        inner = self.ancestors(name for one in found.exact for name in one.names)
        exact = [name for name in names if name in inner]
        latents = self._latents(exact, found)
        component = self._assembled(names, exact, latents, found)
        best, edges = -1.0, {name: latent.edges for name, latent in latents.items()}
        for _ in range(REFINED):
            seen = component.pilot(latents) if component.soft and component.parts.exact.possible else {}
            if not seen or component.evenness > EVEN:
                break
            if component.evenness > best:
                best, edges = component.evenness, {name: latent.edges for name, latent in latents.items()}
            for name, latent in latents.items():
                latent.edge(_nearer(seen[name], latent.edges) if latent.split else [])
            component = self._assembled(names, exact, latents, found)
        if component.evenness < best or not component.parts.exact.possible:
            for name, latent in latents.items():
                latent.edge(edges[name])
            component = self._assembled(names, exact, latents, found)
        return component

    def _assembled(self, names: list[str], exact: list[str], latents: Mapping[str, Latent], found: Sorted) -> Component:
        finite = [name for name in exact if self.tables.finite(name)]
        nodes = [name for name in exact if name in latents or self.tables.finite(name)]
        factors = self._factors(finite, latents, found)
        parts = Parts(
            exact=self._eliminated(factors, nodes, latents),
            domains={name: self.tables.domain(name) for name in finite},
            steps=[latents.get(name) or self.loose(name) for name in names if name not in set(finite)],
            checks=found.checks,
        )
        component = Component(names, parts, self.name, self.tables.known)
        self.factors[component.name] = factors
        return component

    def loose(self, name: str) -> Loose:
        """What draws a variable forwards, under the name of a candidate."""
        variable = self.variables[name]
        step = step_of(variable, self.keyed(variable))
        if not draws_once(variable):
            return lambda values, draws, again: step(values, draws, 0.0, name + again)
        return lambda values, draws, again: step(values, draws, draws.value(name + again), name)

    def keyed(self, variable: Variable) -> Callable[[Values], Any] | None:
        """What tells apart the parents' values, where they are few enough to keep a table."""
        parents = [parent for parent in variable.parents if parent in self.variables and parent not in variable.cuts]
        if any(self.variables[p].shown or not (self.variables[p].spread or self.tables.finite(p)) for p in parents):
            return None
        return key_of(parents, variable.cuts, self.variables)

    def _eliminated(self, factors: Sequence[Factor], nodes: Sequence[str], latents: Mapping[str, Latent]) -> Eliminated:
        sizes = {n: len(latents[n].intervals) or 1 if n in latents else len(self.tables.domain(n)) for n in nodes}
        return eliminate(factors, elimination_order([factor.scope for factor in factors], nodes, sizes))

    # --- conditions

    def _sorted(self, held: Sequence[Condition]) -> Sorted:
        found = Sorted()
        for one in held:
            names = [name for name in one.names if name in self.variables]
            ordered = [name for name in names if self.variables[name].spread]
            if not names or not all(self.tables.finite(name) for name in names if name not in ordered):
                found.checks.append(one)
            elif not ordered:
                self._as_table(one, names, found)
            else:
                self._as_bound(one, sorted(ordered, key=self.rank.__getitem__), found)
        return found

    def _as_table(self, one: Condition, names: list[str], found: Sorted) -> None:
        try:
            self.tables.combinations(names)
            found.tables.append(one)
        except TooLarge:
            found.checks.append(one)

    def _as_bound(self, one: Condition, ordered: list[str], found: Sorted) -> None:
        last = ordered[-1]
        bound = bound_of(one, last)
        if bound:
            found.bounds.setdefault(last, []).append(bound)
        elif all(cuts_of(one, name, self.tables.known) is not None for name in ordered):
            found.cuts.append(one)
        else:
            found.checks.append(one)

    # --- factors

    def _latents(self, exact: Sequence[str], found: Sorted) -> dict[str, Latent]:
        """The ordered variables of which conditions ask more than a free draw, parents first."""
        cuts: dict[str, set[Cut]] = {}
        for one in found.cuts:
            for name in one.names:
                if name in self.variables and self.variables[name].spread:
                    cuts.setdefault(name, set()).update(cuts_of(one, name, self.tables.known) or ())
        for name in exact:
            for parent in self.tables.cut_parents(name) if self.tables.finite(name) else ():
                cuts.setdefault(parent, set()).update(self.variables[name].cuts[parent])
        partners = {n for some in found.bounds.values() for bound in some for n in bound.names}
        latents: dict[str, Latent] = {}
        needed: set[str] = {name for name in partners if name in self.variables and self.variables[name].spread}
        for name in reversed(exact):
            variable = self.variables[name]
            if not variable.spread or not (name in needed or name in cuts or name in found.bounds):
                continue
            latent = Latent(name, kept_spread(variable.spread, self.keyed(variable)), found.bounds.get(name, ()))
            latent.asked = latent.cuts = tuple(sorted(cuts.get(name, ())))
            latent.split = name in needed
            asked = {*variable.parents, *(n for bound in latent.bounds for n in bound.names)} & set(self.variables)
            latent.latents = tuple(sorted(n for n in asked if self.variables[n].spread))
            latent.finite = tuple(sorted(asked - {*latent.latents}))
            for parent, theirs in variable.cuts.items():
                cuts.setdefault(parent, set()).update(theirs)
            needed.update(
                n for n in latent.latents if n not in variable.cuts or any(n in b.names for b in latent.bounds)
            )
            latents[name] = latent
        self._require_finite(latents)
        return dict(reversed(latents.items()))

    def _require_finite(self, latents: Mapping[str, Latent]) -> None:
        for latent in latents.values():
            if not all(self.tables.finite(name) for name in latent.finite):
                raise TooLarge  # it hangs on an opaque value: candidates have to do

    def _factors(self, finite: Sequence[str], latents: Mapping[str, Latent], found: Sorted) -> list[Factor]:
        wide = max((len(latent.latents) + latent.split for latent in latents.values()), default=1)
        many = max(4, min(SPLIT, int(MAX_CELLS ** (1 / max(wide, 1)) / 3)))
        for last in (*[False] * SHARPENED, True):
            for latent in latents.values():
                if latent.split and not latent.edges:
                    latent.edge(latent.support(self.tables, latents, many) or self._edges(latent, many))
                latent.measure(self.tables, latents)
            jumping = [latent for latent in latents.values() if latent.jumps]
            if last or not jumping:
                break
            for latent in jumping:
                for name in latent.latents:
                    latents[name].edge([*latents[name].edges, *latent.jumps])
        factors = [latent.factor for latent in latents.values()]
        factors += [self._variable_factor(name, latents) for name in finite]
        factors += [self._condition_factor(one, latents) for one in (*found.tables, *found.cuts)]
        return factors

    def _variable_factor(self, name: str, latents: Mapping[str, Latent]) -> Factor:
        parents, cut = self.tables.finite_parents(name), self.tables.cut_parents(name)
        table: dict[Key, float] = {}
        if not cut:
            for key, row in self.tables.rows(name).items():
                for index, weight in row:
                    table[(*key, index)] = weight
            return Factor(scope=(*parents, name), table=table)
        for key, places, values in self._over(parents, cut, latents):
            for index, weight in self.tables.row(name, values):
                table[(*key, *places, index)] = weight
        return Factor(scope=(*parents, *cut, name), table=table)

    def _condition_factor(self, one: Condition, latents: Mapping[str, Latent]) -> Factor:
        names = sorted(name for name in one.names if name in self.variables)
        finite = [name for name in names if name not in latents]
        cut = [name for name in names if name in latents]
        table: dict[Key, float] = {}
        wrong = None
        tried = 0
        for key, places, values in self._over(finite, cut, latents):
            tried += 1
            try:
                if one.holds(values):
                    table[(*key, *places)] = 1.0
            except InputError as broken:  # what cannot be computed does not hold, unless it never can
                wrong, tried = broken, tried - 1
        if wrong and not tried:
            raise wrong
        return Factor(scope=(*finite, *cut), table=table)

    def _over(self, finite: Sequence[str], cut: Sequence[str], latents: Mapping[str, Latent]) -> Iterable[Any]:
        """Every combination of finite values and intervals, as indices and as values."""
        for key in self.tables.combinations(finite):
            base = self.tables.values(finite, key)
            for places, values in _places([(name, latents[name].possible) for name in cut]):
                yield key, places, {**base, **values}

    # --- narrow intervals

    def _edges(self, latent: Latent, many: int) -> list[Any]:
        """Values that part an ordered variable's range into about equal shares."""
        if not latent.finite and not latent.latents:
            spread = latent.spread(self.tables.known)
            low, high = latent.range(spread, self.tables.known)
            return [spread.quantile(low + (high - low) * place / many) for place in range(many)] if low < high else []
        draws = Draws(f"{self.name}\0{latent.name}\0edges")
        steps = [(name, self.loose(name)) for name in self.order if name in self.ancestors([latent.name])]
        values = dict(self.tables.known)
        seen = []
        for number in range(5 * many):
            for _, step in steps:
                step(values, draws, f"/{number}")
            seen.append(values[latent.name])
        return _spaced(seen, many)


def _nearer(seen: Sequence[Any], edges: Sequence[Any]) -> list[Any]:
    """As many edges as before, most of them where candidates now fall, the rest where edges were."""
    if len(seen) <= len(edges) // 4:
        return list(edges)
    kept = edges[::4]
    return sorted({*_spaced(seen, len(edges) - len(kept)), *kept})


def _spaced(values: Sequence[Any], many: int) -> list[Any]:
    ordered = sorted(values)
    return [ordered[len(ordered) * place // many] for place in range(many)]


def _places(parts: Sequence[tuple[str, Sequence[Any]]]) -> Iterable[tuple[Key, dict[str, Any]]]:
    found: list[tuple[Key, dict[str, Any]]] = [((), {})]
    for name, values in parts:
        found = [((*k, i), {**v, name: value}) for k, v in found for i, value in enumerate(values) if value is not None]
    return found


def _canonical(variables: Mapping[str, Variable], known: Mapping[str, Any]) -> tuple[str, ...]:
    """Parents first, else by name: the same for the same graph, however it is written down."""
    waiting = {name: {p for p in v.parents if p in variables} for name, v in variables.items()}
    children: dict[str, list[str]] = {name: [] for name in variables}
    for name, parents in waiting.items():
        for parent in parents:
            children[parent].append(name)
    free = [name for name, parents in waiting.items() if not parents]
    heapify(free)
    found = []
    while free:
        name = heappop(free)
        found.append(name)
        for child in children[name]:
            waiting[child].discard(name)
            if not waiting[child]:
                heappush(free, child)
    return tuple(found)
