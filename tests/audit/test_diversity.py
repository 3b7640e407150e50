"""Diversity tells varied turns from repeated ones, and copies from turns of one's own."""

from __future__ import annotations

import pytest

from simulator.audit.diversity import copies, distinct_pairs, near_duplicates, repeats, reuse, self_bleu
from simulator.audit.turns import Spoken


def spoken(pairs: list[tuple[str, str]]) -> list[Spoken]:
    return [Spoken(conv=conv, turn=0, text=text) for conv, text in pairs]


@pytest.fixture(scope="module")
def varied(turns):
    return spoken(turns("a", 200, 4))


@pytest.fixture(scope="module")
def same(varied):
    return [Spoken(conv=turn.conv, turn=0, text=varied[at % 20].text) for at, turn in enumerate(varied)]


def test_varied_turns_have_more_pairs_and_less_overlap(varied, same):
    assert distinct_pairs(varied) > 3 * distinct_pairs(same)
    assert self_bleu(same) > 0.9 > self_bleu(varied) + 0.5


def test_duplicates_repeats_and_reuse_are_seen(varied, same):
    assert near_duplicates(varied) < 2 < 98 < near_duplicates(same)
    assert repeats(varied) < 5 < 99 < repeats(same)
    assert reuse(varied) < 2 < 99 < reuse(same)


def test_too_little_text_is_not_measured(varied):
    few = varied[:50]
    assert (distinct_pairs(few), self_bleu(few), near_duplicates(few)) == (None, None, None)


def test_a_repeat_within_one_conversation_is_none():
    assert repeats(spoken([("a", "Yes!"), ("a", "yes"), ("b", "no")])) == 0
    assert repeats(spoken([("a", "Yes!"), ("b", "yes"), ("b", "no"), ("b", "why")])) == 50


def test_copies_of_real_turns_are_counted():
    real = spoken([("r", "where is my parcel"), ("r", "one two three four five six seven eight nine"), ("r", "yes")])
    mine = spoken(
        [
            ("a", "Where is my parcel?"),
            ("a", "so one two three four five six seven eight"),
            ("a", "yes"),
            ("a", "a b c d"),
        ]
    )
    assert copies(mine, real) == pytest.approx((100 / 3, 100 / 3))
