"""Masking keeps the manner of a turn and drops its matter."""

from __future__ import annotations

import pytest

from simulator.audit.mask import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Move flight to Boston NOW iPad", "Α α α Α Ω μ"),
        ("i recieve Teh adress", "i χ Α χ"),
        ("thx, please call me u2 :) 🙂 lol!!", "thx, please α α κ :) 🙂 lol!!"),
        ("yes No ok", "yes No ok"),
        ("I don't, i dont, I'm im it's", "I α't, i αnt, I'm im α's".replace("α't", "αn't")),
        ("at 12:30 on 2024-05-01 for 1,200", "α 9 α 9 α 9"),
        ("AB12-3 x86_64 a.b@example.org https://example.org/x", "Κ κ λ λ"),
        ("the 5th at 3pm", "α 9th α 9pm"),
        ("line\nline", "α\nα"),
    ],
)
def test_marks(text, masked):
    assert mask(text) == masked


def test_function_words_stay_where_asked():
    assert mask("What is the price of my room", function_words=True) == "What is the α of my α"


def test_unknown_words_are_no_misspellings():
    assert mask("zyxomma grrble") == "α α"
