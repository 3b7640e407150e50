"""The shipped personas are complete and plainly different; a broken library is refused with its place."""

from __future__ import annotations

from itertools import combinations

import pytest

from simulator.errors import InputError
from simulator.noise.style import ALL_HABITS
from simulator.personas.definition import read_personas
from simulator.personas.library import find_persona, names
from simulator.personas.persona import HAPPENINGS, TRAITS
from simulator.variables.expr import Expression
from simulator.variables.yaml import load_yaml

GOOD = ", ".join(f"{trait}: {values[0]}" for trait, values in TRAITS.items() if trait != "language")


def test_there_are_many_personas_and_plain_is_first():
    assert len(names()) >= 24
    assert names()[0] == "plain"


def test_every_persona_has_every_trait_and_a_sentence():
    for name in names():
        persona = find_persona(name)
        assert set(persona.traits) == set(TRAITS)
        assert all(value in TRAITS[trait] for trait, value in persona.traits.items())
        assert persona.about.endswith(".")
        assert not persona.open


def test_no_two_personas_are_alike_in_more_than_half_of_their_traits():
    for one, other in combinations(names(), 2):
        left, right = find_persona(one).traits, find_persona(other).traits
        alike = [trait for trait in TRAITS if left[trait] == right[trait]]
        assert len(alike) <= len(TRAITS) / 2, (one, other, alike)


def test_every_value_of_every_trait_is_somebodys():
    people = [find_persona(name) for name in names()]
    for trait, values in TRAITS.items():
        assert {persona.traits[trait] for persona in people} == set(values)


def test_everybody_but_the_plain_one_has_ranges_for_several_habits():
    for name in names()[1:]:
        style = find_persona(name).style
        assert set(style) <= set(ALL_HABITS)
        assert len(style) >= 2, name
        assert any(isinstance(level, tuple) for level in style.values()), name


def test_styles_fit_the_traits():
    for name in names():
        persona = find_persona(name)
        lows = {habit: level if isinstance(level, float) else level[0] for habit, level in persona.style.items()}
        highs = {habit: level if isinstance(level, float) else level[1] for habit, level in persona.style.items()}
        if persona.traits["literacy"] == "high":
            assert lows.get("slips", 0) <= 0.5, name
        if persona.traits["tone"] in ("curt", "angry"):
            assert highs.get("courtesy", 0) <= 0.5, name
        if persona.traits["channel"] == "dictated":
            assert highs.get("texting", 0) == 0, name
        if persona.traits["formality"] == "high":
            assert lows.get("texting", 0) <= 0.3, name


def test_needs_are_conditions_and_moves_are_of_what_happens():
    for name in names():
        persona = find_persona(name)
        assert all(Expression(need.text).names for need in persona.needs)
        assert all(need.place is None for need in persona.needs)
        assert set(persona.moves) <= set(HAPPENINGS)
    assert any(find_persona(name).needs for name in names())


def test_an_unknown_persona_gives_the_nearest_name():
    with pytest.raises(InputError, match="no persona") as caught:
        find_persona("angry_regulars")
    assert "angry_regular" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[]", 1),
        ("a: 3", 1),
        ("a:\n  traits: {colour: bad}", 2),
        (f"a:\n  traits: {{{GOOD}, language: xx}}", 2),
        ("a:\n  traits: {tone: neutral}", 2),
        ("a:\n  colour: red", 2),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  style: {{slips: 3}}", 3),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  style: {{slips: [0.9, 0.2]}}", 3),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  style: {{slips: [0.9]}}", 3),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  needs: [3]", 3),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  moves: {{rain: -1}}", 3),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  moves: {{error: -9}}", 3),
    ],
)
def test_a_broken_library_is_refused_with_its_place(text, line):
    with pytest.raises(InputError) as caught:
        read_personas(load_yaml(text, "mine.yaml"))
    assert caught.value.place.path == "mine.yaml"
    assert caught.value.place.line == line
