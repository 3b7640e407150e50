"""A goal's opener in other words: it stays English and keeps its meaning, and no two people need say it alike."""

from __future__ import annotations

import re

import pytest

from simulator.draws import Draws
from simulator.users.lexicon.rewording import OTHER_WORDS
from simulator.users.request import rephrase, reword


def said(text, terse=0.0):
    return {reword(text, Draws(str(seed)), pleads=True, terse=terse) for seed in range(200)}


def test_wordings_name_groups_that_their_pattern_has():
    for pattern, others in OTHER_WORDS:
        named = {int(number) for other in others for number in re.findall(r"\\(\d)", other)}
        assert named <= set(range(1, re.compile(pattern).groups + 1)), pattern


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("that ride is off, cancel it", r"(?:call off|get rid of) it|scrap\b(?! it)"),
        ("I need to cancel in dentistry", r"scrap in|drop in|call off in"),
        ("can I make an appointment?", r"\ban (?:visit|slot|time)"),
        ("how do I get my money back for a flight?", r"back back"),
        ("how much do I need for a ticket?", r"do (?:I'd|I could|could)"),
        ("my rain jacket doesn't fit right", r"right right"),
        ("I booked the wrong day", r"booked by me"),
        ("my son needs a visit", r"(?:this|that) son"),
        ("are my bags on it?", r"(?:this|that) bags"),
    ],
)
def test_other_words_make_no_broken_english(text, never):
    found = said(text) | said(text, terse=0.5)
    assert not [one for one in found if re.search(never, one)]


@pytest.mark.parametrize(
    "text", ["please cancel my booking, I don't need it any more", "I'd like to make an appointment", "my ride is off"]
)
def test_an_opener_is_said_in_many_ways(text):
    assert len(said(text)) >= 8


def test_people_of_few_words_leave_out_articles_and_others_none():
    text = "is there room for a guest in the car?"
    assert any(re.search(r"\bfor guest in car", one) for one in said(text, terse=0.5))
    assert all("a guest in the car" in one for one in said(text))


def test_what_an_article_makes_of_a_word_stays():
    assert all("a few bags and the same one" in one for one in said("take a few bags and the same one", terse=1.0))


def test_what_goes_on_behind_a_comma_is_told_not_wondered_about():
    found = {rephrase("I'd like to come by, book me in", (), Draws(str(seed))) for seed in range(100)}
    assert len(found) > 5
    assert not [one for one in found if one.endswith("?") or "sure" in one]
