"""A late pattern is the pattern it stands for, and is compiled once, on its first use."""

from __future__ import annotations

import re

import pytest

from simulator.values.late import METHODS, Late


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = Late("(")
    with pytest.raises(re.error):
        broken.search("text")


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_as_the_compiled_pattern(method: str) -> None:
    late, compiled = Late("b(.)", re.IGNORECASE), re.compile("b(.)", re.IGNORECASE)
    given = ("-", "aBc bd") if method == "sub" else ("bd abc",)
    wanted, got = getattr(compiled, method)(*given), getattr(late, method)(*given)
    if method == "finditer":
        wanted, got = list(wanted), list(got)
    assert repr(got) == repr(wanted)


def test_what_writes_the_pattern_is_asked_once() -> None:
    asked = []

    def write() -> str:
        asked.append(1)
        return "b"

    late = Late(write)
    assert asked == []
    assert late.search("abc")
    assert late.match("bc")
    assert asked == [1]


def test_other_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError):
        _ = Late("b").groups
