"""What is given moves causes too, what is done cuts arrows, and what cannot be is said with the names it takes."""

from __future__ import annotations

from time import process_time

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.build import build
from simulator.network.network import Network
from simulator.variables.expr import Expression
from simulator.variables.yaml import load_yaml

RAIN = """
rain: {boolean: 0.2}
sprinkler: {boolean: 0.5}
wet: {given: [rain, sprinkler], table: {true: {default: {true: 1}}, false: {true: {true: 1}, false: {false: 1}}}}
slip: {given: wet, table: {true: {true: 1, false: 3}, false: {false: 1}}}
"""


def network(text: str, *require: str) -> Network:
    document = load_yaml(text, "f.yaml")
    variables = [
        build(name, declared, lambda *keys, name=name: document.place(name, *keys))
        for name, declared in document.data.items()
    ]
    places = [load_yaml("\n" * line + "x", "f.yaml").place() for line in range(len(require))]
    return Network("test", variables, [Expression(t, p) for t, p in zip(require, places, strict=True)], {})


def share(net: Network, name: str, value: object = True) -> float:
    return dict(net.posterior()[name].shares).get(value, 0.0)


def test_evidence_moves_causes_and_interventions_do_not():
    net = network(RAIN)
    assert share(net, "rain") == pytest.approx(0.2)
    assert share(net.under({"wet": True}), "rain") == pytest.approx(0.2 / 0.6)
    assert share(net.under(do={"wet": True}), "rain") == pytest.approx(0.2)
    assert share(net.under(do={"wet": True}), "slip") == pytest.approx(0.25)
    assert net.under({"wet": True}).error == "exact"


def test_cases_keep_what_is_given_and_done():
    net = network(RAIN).under({"slip": True}, do={"sprinkler": False})
    for number in range(50):
        values = net.sample(Draws(str(number)))
        assert values == {"rain": True, "sprinkler": False, "wet": True, "slip": True}


def test_evidence_may_be_a_condition():
    net = network("age: {integer: {from: 1, to: 100}}\nold: {boolean: 0.5}", "age < 70 or old")
    net = net.under(conditions=[Expression("age >= 60")])
    assert min(net.sample(Draws(str(number)))["age"] for number in range(300)) == 60
    # of the 41 ages from 60 to 100 all go with `old`, and the 10 below 70 without it as well
    assert share(net, "old") == pytest.approx(41 / 51)


def test_evidence_changes_no_draw_of_what_it_does_not_touch():
    net = network(RAIN + "apart: {choice: [a, b, c]}\n")
    for number in range(20):
        one, two = net.sample(Draws(str(number))), net.under({"wet": True}).sample(Draws(str(number)))
        assert one["apart"] == two["apart"]


def test_a_value_that_never_is_gets_the_nearest_as_hint():
    net = network("tier: {choice: [basic, gold]}\nparty: {integer: {from: 1, to: 6}}")
    with pytest.raises(InputError, match="'tier' is never 'golden'\nhint: did you mean 'gold'"):
        net.under({"tier": "golden"})
    with pytest.raises(InputError, match="'party' is never '9'\nhint: one of "):
        net.under({"party": 9})
    with pytest.raises(InputError, match="price is never 9\nhint: the nearest is about 3"):
        network("price: {number: {from: 1, to: 3}}").under({"price": 9})
    with pytest.raises(InputError, match="'teir' is no variable\nhint: did you mean 'tier'"):
        net.under(do={"teir": "gold"})


def test_evidence_that_cannot_hold_is_named_and_no_more():
    net = network(RAIN + "apart: {choice: [a, b]}\n")
    with pytest.raises(InputError) as wrong:
        net.under({"apart": "a", "slip": True, "rain": False, "sprinkler": False})
    assert wrong.value.message == "slip=True, rain=False and sprinkler=False cannot hold together"
    assert not net.feasible({"slip": True, "rain": False, "sprinkler": False})
    assert net.feasible({"slip": True, "rain": False})


def test_requirements_that_cannot_hold_are_named_by_place():
    net = network(RAIN, "slip", "not rain", "not wet")
    with pytest.raises(InputError) as wrong:
        net.prove()
    assert str(wrong.value).startswith("f.yaml:1:1: require 'slip' and require 'not wet' (3:1) cannot hold together")


def test_a_conflict_in_a_large_network_is_found_in_less_than_a_second():
    row = "{given: [%s, %s], table: {0: {0: {0: 1, 1: 1}, 1: {1: 1}}, 1: {default: {1: 1}}}}"
    first = "".join(f"v{number}: {{choice: {{0: 1, 1: 1}}}}\n" for number in range(3))
    text = first + "".join(f"v{n}: {row % (f'v{n - 1}', f'v{n - 3}')}\n" for n in range(3, 60))
    net = network(text)
    begun = process_time()
    with pytest.raises(InputError, match="v10=1 and v50=0 cannot hold together"):
        net.under({"v10": 1, "v50": 0, "v55": 1, "v59": 1})
    assert process_time() - begun < 1
