"""A person writes each value in a form of their own; who dictates mostly gets it in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.messages import Reading


@pytest.mark.parametrize("words", ["half past two in the afternoon", "jo.k at example dot com", "twelve"])
def test_who_dictates_mostly_gets_values_in_words(talk, make_goal, words):
    shuttle = make_goal("ride", "I need a ride.", (), time="14:30", email="jo.k@example.com", seats=12)
    shares = {}
    for persona in ("dictating_driver", "developer"):
        said = []
        for seed in range(60):
            one = talk(shuttle, persona=persona, seed=str(seed))
            one.hears(None, Reading(asks=("time", "email", "seats"), question=True))
            said.append(one.text.lower())
        shares[persona] = sum(words in text for text in said) / len(said)
    assert shares["dictating_driver"] > 2 * shares["developer"]
    assert shares["dictating_driver"] > 0.2


def test_people_write_a_code_in_their_own_case_only_where_capitals_make_no_difference(talk, make_goal):
    said = {True: set(), False: set()}
    for folds in said:
        goal = make_goal("bag", "I need a bag.", (), booking="KTX482", name="Nadia Feldt")
        slots = {name: replace(slot, folds=folds) for name, slot in goal.slots.items()}
        for seed in range(40):
            one = talk(replace(goal, slots=slots), persona="student_on_phone", mess="realistic", seed=str(seed))
            one.hears(None, Reading(asks=("booking", "name"), question=True))
            said[folds] |= {found for found in ("KTX482", "ktx482", "Nadia Feldt", "nadia feldt") if found in one.text}
    assert said[True] == {"KTX482", "ktx482", "Nadia Feldt", "nadia feldt"}
    assert said[False] == {"KTX482", "Nadia Feldt"}
