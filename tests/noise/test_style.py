"""Styles are persons: clean at 0.0, correlated, spread as people are, moved by persona and setting."""

from __future__ import annotations

from dataclasses import asdict
from statistics import correlation, mean

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.noise.style import ALL_HABITS, HABITS, SPOKEN_HABITS, Style, draw_style, parse_mess
from simulator.personas.persona import Persona

PLAIN = Persona(name="plain")
REALISTIC = parse_mess("realistic")


ZEROS = {f"style/{name}": 0.0 for name in ("careless", *ALL_HABITS)}


def people(count: int = 1500, persona: Persona = PLAIN, mess: str = "realistic") -> list[Style]:
    profile = parse_mess(mess)
    return [draw_style(persona, profile, Draws(f"person {index}").at("style")) for index in range(count)]


def test_all_draws_at_zero_give_clean_text_in_every_profile():
    for name in ("realistic", "clean", "fuzz"):
        style = draw_style(PLAIN, parse_mess(name), Draws("x", ZEROS).at("style"))
        assert all(level < 1e-6 for level in asdict(style).values())


def test_clean_profile_has_no_habit_of_typing():
    style = draw_style(Persona(name="loud", traits={"tone": "friendly"}), parse_mess("clean"), Draws("x"))
    assert all(level == 0 for name, level in asdict(style).items() if name not in SPOKEN_HABITS)


def test_slips_are_rare_and_uneven():
    rates = [style.slips for style in people()]
    assert 0.15 < mean(rate < 0.0005 for rate in rates) < 0.35
    assert 0.01 < mean(rates) < 0.02
    # over the 60 words of a conversation, of which a third of the slips are seen: most people show none
    assert 0.55 < mean((1 - rate / 3) ** 60 for rate in rates) < 0.8


@pytest.mark.parametrize(
    ("habit", "low", "high"),
    [("lower_start", 0.35, 0.6), ("small_i", 0.2, 0.42), ("no_stop", 0.45, 0.7), ("no_apostrophe", 0.1, 0.33)],
)
def test_a_habit_is_as_common_as_among_people(habit, low, high):
    assert low < mean(getattr(style, habit) for style in people()) < high


def test_habits_of_one_person_go_together():
    styles = people()
    pairs = [("lower_start", "small_i"), ("lower_start", "no_stop"), ("small_i", "no_apostrophe")]
    for one, other in pairs:
        assert correlation([getattr(s, one) for s in styles], [getattr(s, other) for s in styles]) > 0.25


def test_traits_move_the_range():
    formal = people(400, Persona(name="f", traits={"formality": "high"}))
    casual = people(400, Persona(name="c", traits={"formality": "low"}))
    assert mean(s.lower_start for s in formal) + 0.2 < mean(s.lower_start for s in casual)
    assert mean(s.courtesy for s in formal) > mean(s.courtesy for s in casual)


def test_only_phones_put_words_wrong():
    for habit, channel in (("autocorrect", "phone"), ("misheard", "dictated")):
        for other in ("desktop", "phone", "dictated"):
            levels = [getattr(s, habit) for s in people(200, Persona(name="p", traits={"channel": other}))]
            assert (max(levels) > 0.01) == (other == channel)


def test_a_persona_can_fix_one_habit():
    persona = Persona(name="p", style={"lower_start": 1.0, "slips": 0.0})
    assert all(style.lower_start > 0.9 and style.slips == 0 for style in people(50, persona))


def test_a_factor_scales_one_habit_only():
    once, twice = people(200), people(200, mess="realistic+slips=2x")
    for plain, doubled in zip(once, twice, strict=True):
        assert doubled.slips == pytest.approx(min(2 * plain.slips, HABITS["slips"].extreme))
        assert doubled.lower_start == plain.lower_start


def test_fuzz_draws_weights_no_person_has():
    assert max(style.slips for style in people(50, mess="fuzz")) > max(style.slips for style in people(50))


@pytest.mark.parametrize("text", ["tidy", "realistic+slips", "realistic+speed=2", "realistic+slips=-1", ""])
def test_an_unknown_mess_setting_is_an_input_error(text):
    with pytest.raises(InputError) as caught:
        parse_mess(text)
    assert caught.value.hint


def test_every_habit_has_a_spread():
    assert set(HABITS) == set(ALL_HABITS)
