"""A scenario's own personas: inheritance over several levels, mixtures in proportion, circles and typos refused."""

from __future__ import annotations

import pytest

from simulator.errors import InputError
from simulator.personas.cast import Cast
from simulator.personas.library import find_persona
from simulator.variables.yaml import load_yaml

ONE = """
impatient: {like: chatty_retiree, traits: {patience: low}, style: {slips: [0.2, 0.4]}}
worse: {like: impatient, about: Worse still., traits: {tone: angry}, needs: age >= 70, moves: {wait: -3}}
moody: {like: worse, traits: {tone: {friendly: 3, curt: 1}}}
settled: {like: moody, traits: {tone: cheerful}}
by_age: {traits: {tone: {given: band, table: {young: cheerful, old: {friendly: 1, curt: 1}}}}}
rush: {mix: {terse_commuter: 2, busy_manager: 1}}
crowd: {mix: [rush, plain, worse]}
"""


def cast(text: str) -> Cast:
    document = load_yaml(text, "mine.yaml")
    return Cast(document.data, document.place)


def test_what_is_not_said_is_inherited_over_several_levels():
    worse, base = cast(ONE).persona("worse"), find_persona("chatty_retiree")
    assert worse.traits == {**base.traits, "patience": "low", "tone": "angry"}
    assert worse.style == {**base.style, "slips": (0.2, 0.4)}
    assert [need.text for need in worse.needs] == ["age >= 60", "age >= 70"]
    assert worse.about == "Worse still."
    assert cast(ONE).persona("impatient").about == base.about


def test_a_trait_may_be_drawn_or_depend_on_a_variable_and_be_fixed_again_below():
    people = cast(ONE)
    assert people.persona("moody").open == {"tone": {"choice": {"friendly": 3, "curt": 1}}}
    assert people.persona("settled").open == {}
    assert people.persona("settled").traits["tone"] == "cheerful"
    assert people.persona("by_age").open["tone"]["given"] == ["band"]


def test_mixtures_are_taken_apart_by_their_shares():
    people = cast(ONE)
    place = load_yaml(ONE, "mine.yaml").place()
    assert people.shares("rush", place) == {"terse_commuter": 2 / 3, "busy_manager": 1 / 3}
    crowd = people.shares("crowd", place)
    assert crowd == pytest.approx({"terse_commuter": 2 / 9, "busy_manager": 1 / 9, "plain": 1 / 3, "worse": 1 / 3})


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: {like: b}\nb: {like: a}", 2, "a > b > a"),
        ("a: {like: a}", 1, "a > a"),
        ("a: {mix: {plain: 1}}\nb: {mix: [c]}\nc: {mix: [b]}", 3, "b > c > b"),
        ("a: {like: chatty_retire}", 1, "no persona"),
        ("a: {mix: {plan: 1}}", 1, "no persona"),
        ("a: {mix: {plain: 1}}\nb: {like: a}", 2, "mixture"),
        ("a: {mix: {plain: 0}}", 1, "zero"),
        ("a: {mix: {plain: -1}}", 1, "weight"),
        ("a: {mix: plain}", 1, "takes"),
        ("a: {mix: [plain], traits: {tone: angry}}", 1, "of its own"),
        ("plain: {traits: {tone: angry}}", 1, "shipped"),
        ("a: {traits: {tone: {friendly: 3, rude: 1}}}", 1, "rude"),
        ("a:\n  traits: {tone: {friendly: 0}}", 2, "nothing to choose"),
        ("a:\n  traits: {tone: {friendly: many}}", 2, "no weight"),
        ("a:\n  traits: {tone: {given: band}}", 2, "given and table"),
        ("a:\n  traits:\n    tone: {given: band, table: {old: rude}}", 3, "rude"),
        ("a: {tone: angry}", 1, "unknown key"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_line(text: str, line: int, message: str):
    with pytest.raises(InputError, match=message) as caught:
        cast(text)
    assert caught.value.place.line == line
