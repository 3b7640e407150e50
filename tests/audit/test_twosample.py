"""Two sets of turns: alike they cannot be told apart, in another style they can, and too few are refused."""

from __future__ import annotations

import pytest

from simulator.audit.twosample import auc, auc_of_windows, windows
from simulator.errors import InputError


def test_random_halves_of_one_set_cannot_be_told_apart(turns):
    found = auc(turns("a", 150, 8), turns("b", 150, 8))
    assert 0.47 <= found.value <= 0.53
    assert found.low < 0.5 < found.high
    assert found.samples == 600


def test_another_style_is_told_apart(turns):
    found = auc(turns("a", 150, 8, small=0.95, stops=0.1), turns("b", 150, 8, small=0.05, stops=0.9))
    assert found.value > 0.9
    assert found.low <= found.value <= found.high


def test_the_same_turns_give_the_same_figure_in_any_process(turns):
    mine, theirs = turns("a", 30, 5, small=0.8), turns("b", 30, 5)
    assert auc(mine, theirs, turns=100) == auc(list(mine), list(theirs), turns=100)


def test_other_words_in_the_same_style_are_not_told_apart(turns):
    mine = turns("a", 150, 8)
    theirs = [
        (f"x{name}", text.replace("flight", "planes").replace("doctor", "nurses")) for name, text in turns("b", 150, 8)
    ]
    assert auc(mine, theirs).value <= 0.53


def test_fewer_turns_of_equal_length_are_refused(turns):
    with pytest.raises(InputError, match="equal lengths") as refused:
        auc(turns("a", 10, 8), turns("b", 150, 8))
    assert "600" in refused.value.hint


def test_turns_of_a_few_conversations_are_refused(turns):
    with pytest.raises(InputError, match="4 conversations"):
        auc(turns("a", 4, 200), turns("b", 150, 8), turns=300)


def test_five_turns_read_together_show_what_single_ones_hide(turns):
    mine = turns("a", 250, 5)
    tossed = [(f"{at // 5}", text) for at, (_, text) in enumerate(turns("b", 1250, 1))]
    assert auc_of_windows(mine, tossed).value > auc(mine, tossed).value + 0.1


def test_windows_are_consecutive_and_do_not_overlap():
    found = windows([("a", str(number)) for number in range(11)] + [("b", "x")] * 4)
    assert found == [("a", "0\n1\n2\n3\n4"), ("a", "5\n6\n7\n8\n9")]
