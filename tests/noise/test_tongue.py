"""Where somebody learnt English shows in the spelling, the mother tongue in the grammar; values stay as they are."""

from __future__ import annotations

import pytest

from simulator.draws import Draws
from simulator.noise.hand import Piece
from simulator.noise.tongue import HABITS, spoken, tongue
from simulator.personas.persona import TRAITS

TEXT = (
    "Hello, I realized that the color of my apartment is wrong. I need to change the information until Monday, "
    "I need a word and it doesn't help: "
)
PIECES = (Piece(text=TEXT), Piece(text="the color", slot="item", value="the color"))


def said(language: str = "en", dialect: str = "us", seed: str = "x", literacy: str = "low", *, clean: bool = False):
    pieces = spoken(PIECES, tongue(language, dialect, literacy, clean=clean), Draws(seed))
    assert pieces[1] == PIECES[1]
    return pieces[0].text


def test_american_wording_is_spelt_as_it_is_and_british_wording_is_turned_round():
    assert said() == TEXT
    british = said(dialect="uk")
    assert "realised" in british and "colour" in british and "flat" in british
    back = spoken([Piece(text=british)], tongue("en", "us", "normal"), Draws("x"))[0].text
    assert "realized" in back and "color" in back


@pytest.mark.parametrize("dialect", ["indian", "australian"])
def test_other_dialects_spell_as_the_british(dialect: str):
    assert said(dialect=dialect) == said(dialect="uk")


@pytest.mark.parametrize("language", sorted(HABITS))
def test_every_mother_tongue_leaves_its_trace_in_some_conversations_only(language: str):
    found = {said(language, seed=str(seed)) for seed in range(40)}
    assert TEXT in found
    assert len(found) > 1


def test_every_language_but_english_has_habits():
    assert set(HABITS) == set(TRAITS["language"]) - {"en"}


def test_who_reads_and_writes_well_makes_fewer_mistakes():
    low = sum(said("zh", seed=str(seed)) != TEXT for seed in range(300))
    high = sum(said("zh", seed=str(seed), literacy="high") != TEXT for seed in range(300))
    assert low > 2 * high > 0


def test_clean_and_plain_draws_keep_the_grammar():
    assert {said("zh", seed=str(seed), clean=True) for seed in range(20)} == {TEXT}
    plain = Draws("x", {pattern: 0.0 for pattern, _ in HABITS["zh"]})
    assert spoken(PIECES, tongue("zh", "us", "low"), plain)[0].text == TEXT


def test_a_capital_letter_stays_where_a_word_was_left_out():
    texts = {spoken([Piece(text="The date is ")], tongue("ru", "us", "low"), Draws(str(n)))[0].text for n in range(30)}
    assert texts == {"The date is ", "Date is "}


def test_no_habit_touches_a_yes_or_a_no():
    for text in ("Yes, that's right.", "No, that is not correct.", "I don't want it any more.", "I'm not sure."):
        for language in HABITS:
            own = tongue(language, "us", "low")
            assert {spoken([Piece(text=text)], own, Draws(str(n)))[0].text for n in range(20)} == {text}, language
