"""The shipped personas are complete and plainly different; a broken library is refused with its place."""

from __future__ import annotations

from itertools import combinations

import pytest

from simulator.errors import InputError
from simulator.noise.style import ALL_HABITS
from simulator.personas.library import find_persona, names, read_personas
from simulator.personas.persona import TRAITS
from simulator.variables.yaml import load_yaml

GOOD = ", ".join(f"{trait}: {values[0]}" for trait, values in TRAITS.items() if trait != "language")


def test_there_are_many_personas_and_plain_is_first():
    assert len(names()) >= 10
    assert names()[0] == "plain"


def test_every_persona_has_every_trait_and_a_sentence():
    for name in names():
        persona = find_persona(name)
        assert set(persona.traits) == set(TRAITS)
        assert all(value in TRAITS[trait] for trait, value in persona.traits.items())
        assert persona.about.endswith(".")


def test_no_two_personas_are_alike():
    for one, other in combinations(names(), 2):
        left, right = find_persona(one), find_persona(other)
        assert (left.traits, left.style) != (right.traits, right.style)


def test_style_names_are_habits():
    assert all(habit in ALL_HABITS for name in names() for habit in find_persona(name).style)


def test_an_unknown_persona_gives_the_nearest_name():
    with pytest.raises(InputError, match="no persona") as caught:
        find_persona("angry_regulars")
    assert "angry_regular" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[]", 1),
        ("a: 3", 1),
        ("a:\n  traits: {mood: bad}", 2),
        (f"a:\n  traits: {{{GOOD}, language: xx}}", 2),
        ("a:\n  traits: {tone: neutral}", 2),
        ("a:\n  colour: red", 2),
        (f"a:\n  traits: {{{GOOD}, language: en}}\n  style: {{slips: 3}}", 3),
    ],
)
def test_a_broken_library_is_refused_with_its_place(text, line):
    with pytest.raises(InputError) as caught:
        read_personas(load_yaml(text, "mine.yaml"))
    assert caught.value.place.path == "mine.yaml"
    assert caught.value.place.line == line
