"""A mood starts and moves by a table: patience and tone say how far, a persona may say it itself."""

from __future__ import annotations

import pytest

from simulator.personas.library import find_persona, names
from simulator.personas.mood import HIGHEST, LOWEST, MOVES, START, TONES, Mood, moves
from simulator.personas.persona import HAPPENINGS, TRAITS, Persona


def person(**traits: str) -> Persona:
    return Persona(name="p", traits=traits)


def test_every_mood_patience_and_happening_is_in_the_tables():
    assert set(START) == set(TRAITS["mood"])
    assert set(MOVES) == set(TRAITS["patience"])
    assert all(set(found) == set(HAPPENINGS) for found in MOVES.values())
    assert set(TONES) <= set(TRAITS["tone"])


@pytest.mark.parametrize("mood", TRAITS["mood"])
def test_a_mood_starts_where_the_trait_says(mood: str):
    assert Mood(person(mood=mood)).level == START[mood]


def test_trouble_lowers_it_and_success_lifts_it_within_bounds():
    mood = Mood(person())
    assert mood.feel(["error"]) < 0
    assert mood.feel(["success"]) > 0
    assert mood.feel([]) == 0
    mood.feel(["repeated"] * 20)
    assert mood.level == LOWEST
    mood.feel(["success"] * 20)
    assert mood.level == HIGHEST


def test_the_impatient_fall_faster_and_who_is_angry_hates_to_wait():
    assert moves(person(patience="low"))["repeated"] < moves(person(patience="high"))["repeated"]
    assert moves(person(tone="angry"))["wait"] < moves(person())["wait"]


def test_a_persona_may_say_itself_what_moves_it():
    assert moves(Persona(name="p", moves={"wait": -4}))["wait"] == -4


def test_nobody_of_the_library_is_cheered_by_trouble():
    for name in names():
        found = moves(find_persona(name))
        assert found["success"] > 0
        assert all(found[happening] <= 0 for happening in HAPPENINGS if happening != "success"), name
