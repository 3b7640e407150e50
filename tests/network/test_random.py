"""Random networks: marginals as enumeration has them, requirements kept by any draws, nothing moved by the rest."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.errors import InputError, Place
from simulator.network.network import Network
from simulator.variables.expr import Expression
from simulator.variables.variable import Variable

PLACE = Place("f.yaml", 1, 1)
NAMES = ("e", "b", "d", "a", "c")


def finite(name: str, parents: tuple[str, ...], rows: dict[tuple[int, ...], list[int]]) -> Variable:
    return Variable(
        name=name,
        parents=parents,
        place=PLACE,
        weights=lambda values: dict(enumerate(map(float, rows[tuple(values[p] for p in parents)]))),
    )


@st.composite
def variables(draw: st.DrawFn) -> tuple[Variable, ...]:
    found: list[Variable] = []
    sizes: dict[str, int] = {}
    for name in NAMES[: draw(st.integers(2, 5))]:
        parents = tuple(draw(st.lists(st.sampled_from(sorted(sizes)), unique=True, max_size=2))) if sizes else ()
        sizes[name] = draw(st.integers(2, 3))
        weights = st.lists(st.integers(0, 3), min_size=sizes[name], max_size=sizes[name]).filter(any)
        rows = {key: draw(weights) for key in product(*(range(sizes[p]) for p in parents))}
        found.append(finite(name, parents, rows))
    return tuple(found)


CONDITIONS = ("a != b", "e + b > 0", "d == 1 or e == 0", "a <= c", "b < 2", "e + d + a != 2")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    found = draw(variables())
    names = {variable.name for variable in found}
    known = [text for text in CONDITIONS if Expression(text).names <= names]
    chosen = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
    return Network("random", found, [Expression(text) for text in chosen], {})


def joint(net: Network) -> dict[tuple[int, ...], float]:
    """The weight of every combination of values that meets every requirement."""
    sizes = {variable.name: _size(variable) for variable in net.variables}
    found = {}
    for key in product(*(range(sizes[name]) for name in net.names)):
        values = dict(zip(net.names, key, strict=True))
        weight = 1.0
        for variable in net.variables:
            assert variable.weights
            row = variable.weights(values)
            weight *= row[values[variable.name]] / sum(row.values())
        if weight and all(condition.evaluate(values) for condition in net.require):
            found[key] = weight
    return found


def _size(variable: Variable) -> int:
    assert variable.weights
    return len(variable.weights(dict.fromkeys(variable.parents, 0)))


@given(networks())
@settings(max_examples=150, deadline=None)
def test_the_posterior_is_what_enumeration_gives(net: Network):
    exact = joint(net)
    assume(exact)
    total = sum(exact.values())
    for place, name in enumerate(net.names):
        shares = dict(net.posterior()[name].shares)
        for value in range(3):
            wanted = sum(weight for key, weight in exact.items() if key[place] == value) / total
            assert abs(shares.get(value, 0.0) - wanted) < 1e-9


@given(networks(), st.integers(0, 10**6), st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1, exclude_max=True)))
@settings(max_examples=150, deadline=None)
def test_any_draws_give_values_that_are_possible_and_meet_what_is_required(
    net: Network, seed: int, overrides: dict[str, float]
):
    exact = joint(net)
    assume(exact)
    values = net.sample(Draws(str(seed), overrides))
    assert tuple(values[name] for name in net.names) in exact


@given(networks(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_and_unrelated_variables_move_nothing(net: Network, chance: Any):
    assume(joint(net))
    shuffled = [*net.variables]
    chance.shuffle(shuffled)
    alone = finite("alone", (), {(): [1, 2]})
    above = finite("above", ("alone",), {(0,): [1, 1], (1,): [3, 1]})
    more = Network("random", [alone, *shuffled, above], [*net.require, Expression("alone + above < 2")], {})
    for seed in range(5):
        one, two = net.sample(Draws(str(seed))), more.sample(Draws(str(seed)))
        assert one == {name: two[name] for name in one}


@given(networks(), st.dictionaries(st.sampled_from(NAMES), st.integers(0, 1)))
@settings(max_examples=150, deadline=None)
def test_a_conflict_is_named_by_a_minimal_set(net: Network, evidence: dict[str, int]):
    evidence = {name: value for name, value in evidence.items() if name in net.names}
    exact = joint(net)

    def possible(given: dict[str, int]) -> bool:
        return any(all(key[net.names.index(name)] == value for name, value in given.items()) for key in exact)

    assume(exact)
    assert net.feasible(evidence) == possible(evidence)
    if possible(evidence):
        return
    try:
        net.under(evidence)
    except InputError as wrong:
        named = [name for name in evidence if f"{name}={evidence[name]}" in wrong.message]
        if "is never" not in wrong.message and not net.require:
            assert named and not possible({name: evidence[name] for name in named})
            assert all(possible({n: evidence[n] for n in named if n != name}) for name in named)
        return
    raise AssertionError("impossible evidence was taken")
