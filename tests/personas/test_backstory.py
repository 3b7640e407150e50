"""A backstory is told in two persons, and every value in it is traced back to its variable."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.lookup import shipped_scenarios
from simulator.personas.backstory import Backstory, Told
from simulator.scenario.load import load
from simulator.variables.template import to_text
from simulator.variables.yaml import load_yaml

VALUES = {"name": "Hanna Voss", "day": date(2030, 3, 5), "fare": "saver", "fee": 75, "kids": 0}


def told(text: str, seed: str = "x", **changed) -> Told:
    document = load_yaml(text, "story.yaml")
    values = VALUES | changed
    return Backstory(document.data, document.place, values).tell(values, Draws(seed))


def test_a_plain_text_is_told_as_it_stands_in_both_persons():
    found = told('"{name} flies on {day|long_date}."')
    assert found.text == found.you == "Hanna Voss flies on 5 March 2030."


def test_words_for_the_person_turn_with_the_person():
    found = told(
        "'{name|self} {has} two bookings and need{s} one. {they} want {their} money back: {name|own} fare was {fare}.'"
    )
    assert found.text == (
        "Hanna Voss has two bookings and needs one. They want their money back: Hanna Voss's fare was saver."
    )
    assert found.you == "You have two bookings and need one. You want your money back: your fare was saver."


def test_endings_and_capitals():
    found = told(
        "['{name|self} fl{ies} alone, go{es} home, {does} not hurry.', 'The fee is {theirs}. {Their} day {is} near.']"
    )
    assert found.text.startswith(
        "Hanna Voss flies alone, goes home, does not hurry. The fee is theirs. Their day is near."
    )
    assert found.you.startswith("You fly alone, go home, do not hurry. The fee is yours. Your day are near.")


def test_an_author_may_give_the_second_person_in_full():
    found = told("{text: '{name} is afraid of heights.', you: You are afraid of heights.}")
    assert (found.text, found.you) == ("Hanna Voss is afraid of heights.", "You are afraid of heights.")


def test_a_sentence_stands_only_where_its_condition_holds():
    story = """
      - The fare is {fare}.
      - {when: fare == 'saver', text: No refund., else: Paid back.}
      - {when: kids > 0, text: "{kids} kids."}
    """
    assert told(story).text == "The fare is saver. No refund."
    assert told(story, fare="flex", kids=2).text == "The fare is flex. Paid back. 2 kids."


def test_phrasings_are_drawn_by_name_and_the_first_is_the_plainest():
    story = "[{any: [A day off., A holiday., Free time.]}, [One., Two.]]"
    seen = {told(story, seed=str(seed)).text for seed in range(60)}
    assert len(seen) == 6
    document = load_yaml(story, "story.yaml")
    draws = Draws("x", {"A day off.": 0.0, "One.": 0.0})
    assert Backstory(document.data, document.place, VALUES).tell(VALUES, draws).text == "A day off. One."


def test_another_sentence_redraws_no_phrasing():
    story, more = "[[A., B., C.]]", "[First., [A., B., C.]]"
    assert all(told(more, str(seed)).text == f"First. {told(story, str(seed)).text}" for seed in range(20))


def test_every_value_that_was_put_in_is_traced_back():
    found = told(
        "['{name|self} pay{s} {fee} euro on {day|short_date}.', {when: fee > 5, text: 'It is {fee|words}, {fare}.'}]"
    )
    parts = [(fact.variable, found.text[fact.start : fact.end]) for fact in found.facts]
    assert parts == [
        ("name", "Hanna Voss"), ("fee", "75"), ("day", "5 Mar"), ("fee", "seventy-five"), ("fare", "saver"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_the_facts_of_shipped_backstories_are_traced_and_told_to_the_user_too(path):
    scenario = load(path)
    for number in range(20):
        case = scenario.case(f"4.{number}")
        assert case.facts or not scenario.file.backstory
        for fact in case.facts:
            part = case.backstory[fact.start : fact.end]
            assert part
            value = case.values[fact.variable]
            assert part in case.brief or part == to_text(value)


def test_a_variable_goes_before_a_word_for_the_person():
    document = load_yaml("'{is} and {they}'", "story.yaml")
    assert Backstory(document.data, document.place, ["is"]).tell({"is": 3}, Draws("x")).text == "3 and they"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("'{nam} is here.'", "{nam} is no variable", 1),
        ("- A.\n- {text: '{dya}'}", "{dya} is no variable", 2),
        ("- A.\n- {when: fair == 'saver', text: B.}", "{fair} is no variable", 2),
        ("- A.\n- {when: fare ==, text: B.}", "not an expression", 2),
        ("- A.\n- {txet: B.}", "unknown key", 2),
        ("- A.\n- {text: B., else: C.}", "else needs", 2),
        ("- A.\n- {when: kids > 0}", "either text or any", 2),
        ("- A.\n- {any: B.}", "list of texts", 2),
        ("- A.\n- {any: []}", "list of texts", 2),
        ("- A.\n- {any: [B.], you: C.}", "its own you", 2),
        ("- A.\n- {when: happened(x), text: B.}", "only after", 2),
        ("- A.\n- {text: '{name', you: C.}", "lone", 2),
        ("- A.\n- {text: '{name|slef}'}", "unknown filter", 2),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_line(text, message, line):
    with pytest.raises(InputError) as caught:
        told(text)
    assert message in str(caught.value)
    assert caught.value.place.line == line
