"""The cues of a text are its words and its digits, in ASCII and beyond."""

from __future__ import annotations

import pytest

from simulator.values.cues import cues, words_of


@pytest.mark.parametrize(
    ("text", "words", "digits"),
    [
        ("Move it to 5March, please", "move it to march please", 1),
        ("ORD-7741 o'clock", "ord o clock", 4),
        ("", "", 0),
        ("Größe 42 - naïve", "gr e na ve", 2),
        ("٣ apples", "apples", 0),
        ("٣ or 3", "or", 2),
    ],
)
def test_words_and_digits_are_found(text: str, words: str, digits: int) -> None:
    found = cues(text)
    assert found.words == frozenset(words.split())
    assert found.digits == digits
    assert found.low == text.lower()


def test_words_keep_their_order() -> None:
    assert words_of("i can't, 2nd try") == ["i", "can", "t", "nd", "try"]
    assert words_of("fünf 2nd") == ["f", "nf", "nd"]


def test_a_long_text_has_the_same_cues() -> None:
    assert cues("two 2 " * 1_000).words == frozenset(["two"])
    assert cues("two 2 " * 1_000).digits == 1_000
