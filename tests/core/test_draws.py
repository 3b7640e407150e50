"""Draws are found by name, stay in range, and 0.0 is the plainest choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.draws import Draws, content_id


def plain(*names: str) -> Draws:
    return Draws("any", dict.fromkeys(names, 0.0))


def test_a_draw_is_found_by_name_whatever_was_read_before():
    one, two = Draws("root"), Draws("root")
    two.value("other")
    assert one.at("a").value("b", 1) == two.value("a/b/1")


def test_known_values_never_change():
    draws = Draws("change_flight\x005.17").at("case")
    assert [round(draws.value("variable", name), 12) for name in ("tier", "fare")] == KNOWN


KNOWN = [0.524185801932, 0.551591185279]


def test_roots_and_paths_give_different_draws():
    values = {Draws(root).value(name) for root in ("a", "b") for name in ("x", "y")}
    assert len(values) == 4


def test_an_override_holds_for_the_full_path_only():
    draws = Draws("root", {"a/b": 0.25})
    assert draws.at("a").value("b") == 0.25
    assert draws.value("b") != 0.25


def test_what_was_read_is_remembered_with_its_full_name_where_that_is_wanted():
    draws = Draws("root").remembering()
    draws.at("a", "b").chance(0.5, "c")
    draws.at("a").many(["d", "e"])
    assert draws.read == {name: Draws("root").value(name) for name in ("a/b/c", "a/d", "a/e")}
    forgetful = Draws("root")
    assert forgetful.at("a").many(["d", "e"]) == [draws.value("a/d"), draws.value("a/e")]
    assert not forgetful.read


def test_zero_is_the_plainest_choice():
    draws = plain("x")
    assert draws.choice(["plain", "fancy"], "x") == "plain"
    assert draws.weighted({"none": 0, "plain": 1, "fancy": 99}, "x") == "plain"
    assert not draws.chance(0.999, "x")
    assert draws.chance(1.0, "x")
    assert draws.integer(0, 10, "x") == 5
    assert draws.normal(7, 3, "x") == pytest.approx(7)
    assert plain("x/0", "x/1", "x/2").order("abc", "x") == ["a", "b", "c"]


@given(st.floats(0, 1, exclude_max=True), st.integers(-50, 50), st.integers(0, 50))
def test_any_draw_gives_a_value_in_range(value: float, low: int, width: int):
    draws = Draws("any", {"x": value})
    assert low <= draws.integer(low, low + width, "x") <= low + width
    assert draws.weighted({"a": 1, "b": 0, "c": 2}, "x") in ("a", "c")
    assert draws.choice(range(width + 1), "x") in range(width + 1)


def test_chance_comes_as_often_as_it_says():
    draws = Draws("often")
    # 100,000 draws: six standard errors of 0.3 are 0.0087, a false alarm in 10^9
    share = sum(draws.chance(0.3, index) for index in range(100_000)) / 100_000
    assert share == pytest.approx(0.3, abs=0.0087)


def test_weights_of_zero_alone_are_refused():
    with pytest.raises(ValueError, match="zero"):
        Draws("any").weighted({"a": 0}, "x")


def test_a_content_id_depends_on_each_part_and_their_borders():
    assert content_id("ab", "c") == content_id("ab", "c")
    assert len({content_id("ab", "c"), content_id("a", "bc"), content_id("abc"), content_id("ab", "c", "")}) == 4
