"""Text is brought to one normal form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.values.clock import monotonic
from simulator.values.normal import fold, fold_with_places, lower_in_place, normal_text


def test_spaces_quotes_and_widths_are_made_plain() -> None:
    assert normal_text("  it’s\u00a0 ﬁne “ok” – \uff21 \n") == 'it\'s fine "ok" - A'


def test_case_and_accents_are_folded() -> None:
    assert fold("ZÜRICH Straße Łódź") == "zurich strasse lodz"


@given(st.text(max_size=40))
def test_folding_keeps_the_places(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text) and fold(folded) == folded
    assert len(lower_in_place(text)) == len(text)
    if places is not None:
        assert len(places) == len(folded)
        assert all(char in fold(text[place]) for char, place in zip(folded, places, strict=True))


def test_the_clock_never_goes_back() -> None:
    assert monotonic() <= monotonic()
