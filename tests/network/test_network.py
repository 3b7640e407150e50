"""The network: parents first, cycles refused, `require` kept for any draws at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.build import build
from simulator.network.network import Network
from simulator.variables.expr import Expression
from simulator.variables.yaml import load_yaml


def network(text: str, *require: str) -> Network:
    document = load_yaml(text, "f.yaml")
    variables = [
        build(name, declared, lambda *keys, name=name: document.place(name, *keys))
        for name, declared in document.data.items()
    ]
    return Network("test", variables, [Expression(condition) for condition in require], {})


def sample(net: Network, seed: object, overrides: dict[str, float] | None = None) -> dict[str, Any]:
    return net.sample(Draws(str(seed), overrides))


def test_parents_come_first_however_they_are_listed():
    net = network("c: {expr: b + 1}\nb: {expr: a + 1}\na: {value: 1}")
    assert net.names == ("a", "b", "c")
    assert sample(net, 0) == {"a": 1, "b": 2, "c": 3}


def test_a_circle_is_refused_with_its_names():
    with pytest.raises(InputError, match="circle: a > b > a") as caught:
        network("a: {expr: b}\nb: {expr: a}")
    assert "f.yaml:2" in str(caught.value)


def test_an_unknown_parent_is_refused():
    with pytest.raises(InputError, match="did you mean 'tier'"):
        network("tier: {value: 1}\nfare: {expr: teir}")


def test_adding_or_moving_a_variable_changes_no_other_value():
    one = network("a: {integer: {from: 1, to: 1000}}\nb: {choice: [x, y, z]}")
    two = network("new: {boolean: 0.5}\nb: {choice: [x, y, z]}\na: {integer: {from: 1, to: 1000}}")
    for seed in range(50):
        both = sample(two, seed)
        assert sample(one, seed) == {"a": both["a"], "b": both["b"]}


HARD = network("a: {integer: {from: 1, to: 30}}\nb: {integer: {from: 1, to: 30}}", "a + b == 47", "a > b")


@given(st.integers(0, 10**6), st.dictionaries(st.sampled_from(["a", "b", "a/again1", "b/again1"]), st.floats(0, 0.999)))
def test_require_holds_for_any_draws(seed: int, overrides: dict[str, float]):
    found = sample(HARD, seed, overrides)
    assert found["a"] + found["b"] == 47
    assert found["a"] > found["b"]


def test_require_holds_where_every_candidate_is_forced_to_fail():
    forced = {f"a{again}": 0.0 for again in ("", *(f"/again{k}" for k in range(64)))}
    net = network("a: {choice: [x, y]}", "a == 'y'")
    assert sample(net, 0, forced) == {"a": "y"}


def test_require_conditions_the_parents_too():
    net = network(
        "rain: {boolean: 0.5}\nwet:\n  given: [rain]\n  table: {true: {true: 1}, false: {true: 1, false: 4}}", "wet"
    )
    share = sum(sample(net, seed)["rain"] for seed in range(4000)) / 4000
    # exactly 0.5 / (0.5 + 0.5 * 0.2) = 0.8333; six standard errors are 0.0354
    assert share == pytest.approx(0.8333, abs=0.0354)


def test_requirements_nobody_can_meet_are_refused_at_once():
    net = network("a: {choice: [x, y]}", "a == 'z'")
    with pytest.raises(InputError, match="'z'.* can never hold"):
        net.prove()


def test_a_requirement_names_known_variables():
    with pytest.raises(InputError, match="did you mean 'fare'"):
        network("fare: {value: 1}", "frae > 0")
