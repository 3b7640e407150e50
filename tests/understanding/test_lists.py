"""Slots that hold several values: all of them, none left out, none too many."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.scenario.case import Slot
from simulator.understanding.read import read

CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)
SLOTS = (
    Slot(name="extras", value=["ham", "olives", "red onion"], about="What goes on the pizza", type="array"),
    Slot(name="guests", value=["Nora", "Felix"], about="People who are invited", type="array"),
    Slot(name="day", value="2030-03-05", about="Day of the party", type="date"),
    Slot(name="size", value="large", about="Size of the pizza", options=("small", "large")),
)


@pytest.mark.parametrize(
    ("text", "name", "verdict"),
    [
        ("A large one with ham, olives and red onion, correct?", "extras", "right"),
        ("A large one with olives, ham & red onions on 5 March. Okay?", "extras", "right"),
        ("Extras:\n- ham\n- olives\n- red onion\nSize: large\nShall I go on?", "extras", "right"),
        ("A large one with ham and olives, correct?", "extras", "wrong"),
        ("A large one with ham, peppers and red onion, correct?", "extras", "wrong"),
        ("A large one with ham, olives, red onion and tuna, correct?", "extras", "wrong"),
        ("A large one with tuna, ham, olives and red onion, correct?", "extras", "wrong"),
        ("- Size: large\n- Extras: tuna\nIs this right?", "extras", "wrong"),
        ("I will invite Felix and Nora on 5 March. Okay?", "guests", "right"),
        ("I will invite Nora, Felix and Sunil on 5 March. Okay?", "guests", "wrong"),
        ("I will invite Nora and Felicia on 5 March. Okay?", "guests", "wrong"),
        ("I have invited Felix for 5 March.", "guests", "wrong"),
        ("A large one for 5 March, right?", "guests", None),
    ],
)
def test_lists_are_compared_item_by_item(text: str, name: str, verdict: str | None) -> None:
    assert read(text, SLOTS, CLOCK).values.get(name) == verdict
