"""A person writes each value in a form of their own; who dictates mostly gets it in words."""

from __future__ import annotations

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
