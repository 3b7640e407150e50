from __future__ import annotations

import pytest

from simulator.report.visible import short, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — “text” 👩‍👩‍👧 é", "plain — “text” 👩‍👩‍👧 é"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\rb\x07\x00", "a\\rb\\x07\\x00"),
        ("user\u202ecod.exe", "user\\u202ecod.exe"),
        ("\ud800", "\\ud800"),
        ("\ufffe\u200b", "\\ufffe\\u200b"),
        ("two\nlines", "two\nlines"),
        ("a\xa0b", "a b"),
    ],
)
def test_what_hides_or_moves_is_shown_as_an_escape(text, shown):
    assert visible(text) == shown
    assert visible(shown) == shown


def test_a_line_stays_one_line_and_as_long_as_wanted():
    assert short("a\nb", 10) == "a\\nb"
    assert short("x" * 50, 10) == "x" * 9 + "…"
    assert short({"a": ["ü", None]}, 40) == '{"a": ["ü", null]}'
    assert len(short("\x1b" * 50, 10)) == 10
