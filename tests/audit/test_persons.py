"""Habits of people are told from tosses, and slips are sorted into kinds."""

from __future__ import annotations

import pytest

from simulator.audit.persons import kind_of, shares_between, without_slip
from simulator.audit.turns import Spoken


def spoken(pairs: list[tuple[str, str]]) -> list[Spoken]:
    return [Spoken(conv=conv, turn=0, text=text) for conv, text in pairs]


def test_habits_of_persons_lie_between_persons(turns):
    found = shares_between(spoken(turns("a", 100, 6)))
    assert found["habit_starts_lowercase"] == pytest.approx(1.0)
    assert found["habit_length_log"] < 0.05


def test_habits_tossed_each_turn_do_not(turns):
    tossed = [(f"{at // 6}", text) for at, (_, text) in enumerate(turns("a", 600, 1))]
    assert shares_between(spoken(tossed))["habit_starts_lowercase"] < 0.06


def test_few_people_give_no_share(turns):
    assert shares_between(spoken(turns("a", 10, 6))) == {}
    assert without_slip(spoken(turns("a", 10, 6))) is None


def test_people_without_a_slip_are_counted():
    clean = [(f"c{number}", "where is it") for number in range(30) for _ in range(5)]
    messy = [(f"m{number}", "where is the adress") for number in range(10) for _ in range(5)]
    short = [(f"s{number}", "the adress") for number in range(10)]
    assert without_slip(spoken(clean + messy + short)) == (75.0, 40)


@pytest.mark.parametrize(
    ("wrong", "meant", "kind"),
    [
        ("adn", "and", "transposition"),
        ("somthing", "something", "omission"),
        ("adress", "address", "undoubled_letter"),
        ("untill", "until", "repeated_letter"),
        ("thge", "the", "insertion"),
        ("definately", "definitely", "phonetic"),
        ("recieve", "receive", "transposition"),
        ("plesse", "please", "adjacent_key"),
        ("plpase", "please", "other_substitution"),
        ("alot", "a lot", "spacing"),
        ("hosiptla", "hospital", "multi_edit"),
    ],
)
def test_kinds(wrong, meant, kind):
    assert kind_of(wrong, meant) == kind
