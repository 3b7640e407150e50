"""A drawn text fits its pattern, whatever the draws are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.variables.pattern import Pattern, pattern

PATTERNS = [
    "[A-Z]{3}[0-9]{3}",
    r"\d{3}-\w+",
    "(foo|bar)[^a]?",
    r"^AB\d*$",
    r"[^\d]{2}x+?",
    r"(?:a|b(c|d)){1,3}",
    r"[\w.]+@[a-z]{2,5}\.com",
    r"\S\D.",
]


@given(st.sampled_from(PATTERNS), st.integers(0, 10**9))
def test_a_drawn_text_fits(text: str, seed: int):
    assert re.fullmatch(text, pattern(text).draw(Draws(str(seed)), "p"))


def test_zero_draws_give_the_plainest_text():
    draws = Draws("any", {f"p/{number}": 0.0 for number in range(20)})
    assert Pattern("[A-Z]{2}[0-9]+(x|y)").draw(draws, "p") == "AA0x"


@pytest.mark.parametrize(
    "text", ["(", "(?=a)b", r"(a)\1", "a" * 501, "a{1000,2000}", "(((a{60}){60}){60}){60}", "[^\x00-\xff]"]
)
def test_what_cannot_be_drawn_is_refused(text: str):
    with pytest.raises(ValueError, match=r"\w"):
        Pattern(text)


def test_a_bracket_in_a_class_is_read_without_a_warning():
    assert Pattern("[[]").draw(Draws("any"), "x") == "["
