"""Values are written as people do, the plainest way first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from simulator.values.written import forms

CLOCK = datetime(2030, 2, 20, 9, 0)


@pytest.mark.parametrize(
    ("value", "plainest", "other"),
    [
        ("2030-03-05", "5 March 2030", "the 5th"),
        ("2030-02-21", "21 February 2030", "tomorrow"),
        ("14:30", "14:30", "2:30 pm"),
        ("2030-03-05T14:30", "5 March 2030 at 14:30", "2030-03-05T14:30"),
        (1250, "1250", "1,250"),
        (12, "12", "a dozen"),
        (19.9, "19.9", "19.90"),
        ("ABC123", "ABC123", "abc 123"),
        ("window_seat", "window seat", "window_seat"),
        ("Zürich", "Zürich", "zurich"),
        ("a.b@x.com", "a.b@x.com", "a.b at x dot com"),
        (["red", 2], "red and 2", "red, 2"),
    ],
)
def test_plainest_form_comes_first(value: Any, plainest: str, other: str) -> None:
    written = forms(value, CLOCK)
    assert written[0] == plainest and other in written


@pytest.mark.parametrize("value", [True, False, None, "", "  ", [], {}, [None]])
def test_what_has_no_words_has_no_form(value: Any) -> None:
    assert forms(value, CLOCK) == ()


def test_an_ambiguous_slash_date_is_never_written() -> None:
    assert "5/3/2030" not in forms("2030-03-05", CLOCK)
    assert "25/3/2030" in forms("2030-03-25", CLOCK)
