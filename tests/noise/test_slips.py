"""One slip is one small mistake of the named kind, and leaves the word readable."""

from __future__ import annotations

from collections import Counter

import pytest

from simulator.draws import Draws
from simulator.noise.slips import COMMON, EDITS, KINDS, OTHER_WORDS, TOGETHER, misspell

WORDS = ("because", "ticket", "morning", "cancel", "better", "phone", "nights", "coffee", "weather", "question")


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_kind_changes_length_as_its_name_says(kind):
    growth = {
        "omission": -1,
        "undoubled": -1,
        "insertion": 1,
        "doubled": 1,
        "spacing": 1,
        "transposition": 0,
        "neighbour": 0,
        "confused": 0,
    }
    for word in WORDS:
        for where in (0.0, 0.3, 0.6, 0.99):
            found = EDITS[kind](word, where)
            assert found[0] == word[0]
            if kind in growth:
                assert len(found) - len(word) == growth[kind]


def test_common_words_are_mostly_misspelt_as_people_do():
    found = Counter(misspell("tomorrow", Draws(str(seed)))[0] for seed in range(300))
    assert sum(found[wrong] for wrong in COMMON["tomorrow"]) > 150


def test_a_capital_stays_a_capital():
    assert all(misspell("Definitely", Draws(str(seed)))[0][0] == "D" for seed in range(100))


def test_known_misspellings_are_misspellings():
    assert all(wrong != right and wrong.isalpha() for right, known in COMMON.items() for wrong in known)
    assert len(COMMON) > 100
    assert not {wrong for known in COMMON.values() for wrong in known} & (OTHER_WORDS | set(COMMON))


def test_pairs_that_people_write_as_one_word_are_written_as_one():
    assert {misspell(pair, Draws(str(seed))) for pair in TOGETHER for seed in range(3)} == {
        (one, "spacing") for one in TOGETHER.values()
    }


def test_a_slip_that_leaves_no_trace_is_none():
    for seed in range(300):
        word, kind = misspell("aaa", Draws(str(seed)))
        assert bool(kind) == (word != "aaa")


def test_a_slip_never_makes_a_word_that_says_something_else():
    for word in ("any", "Any", "its", "then", "for", "need", "may", "six"):
        found = {misspell(word, Draws(str(seed)))[0].lower() for seed in range(300)} - {word.lower()}
        assert len(found) > 3
        assert not found & OTHER_WORDS
