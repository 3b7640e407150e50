"""A persona's needs are proven over all cases, exactly where variables are finite or bounded, or a case breaks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.authoring.needs import broken_needs, opposites
from simulator.errors import InputError
from simulator.scenario.load import load
from simulator.variables.expr import Expression

HEAD = """
name: mine
goals: [{says: I want to know the opening hours.}]
labels: {say: ["nine"]}
policy: We open at nine.
"""
OWN = "personas: {old: {like: plain, needs: NEED}}\n"


@pytest.fixture
def broken(tmp_path: Path):
    """What is wrong with the needs of a scenario."""

    def find(text: str) -> list[InputError]:
        (tmp_path / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
        return list(broken_needs(load(tmp_path / "mine.yaml")))

    return find


def own(need: str) -> str:
    return OWN.replace("NEED", need)


def test_a_need_that_every_case_keeps_is_proven(broken):
    table = "persona: {given: age, table: {70: old, 80: old, default: plain}}\nvariables: {age: {choice: [30, 70, 80]}}"
    assert broken(own("age >= 60") + table) == []


def test_a_finite_case_that_breaks_it_is_shown_even_if_it_is_one_in_a_million(broken):
    rare = "variables: {age: {choice: {70: 1000000, 30: 1}}}\npersona: old"
    (problem,) = broken(own("age >= 60") + rare)
    assert "persona old needs age >= 60" in problem.message
    assert "age=30" in problem.message
    assert problem.place.line == 6
    assert "depend on age" in problem.hint and "require" in problem.hint


def test_a_weight_of_zero_is_no_case(broken):
    assert broken(own("age >= 60") + "variables: {age: {choice: {70: 1, 30: 0}}}\npersona: old") == []


def test_require_and_the_hint_mend_it(broken):
    text = own("age >= 60") + "variables: {age: {choice: [70, 30]}}\npersona: {choice: [old, plain]}\n"
    (problem,) = broken(text)
    require = problem.hint.partition("require: ")[2]
    assert broken(text + f"require: [{require}]") == []


@pytest.mark.parametrize(
    ("numbers", "holds"),
    [("{from: 60, to: 90}", True), ("{from: 59, to: 90}", False), ("{from: 60, to: 1000000}", True)],
)
def test_wide_numbers_are_proven_by_their_bounds(broken, numbers: str, holds: bool):
    for kind in ("integer", "number"):
        found = broken(own("age >= 60") + f"variables: {{age: {{{kind}: {numbers}}}}}\npersona: old")
        assert bool(found) is not holds


def test_dates_and_what_is_computed_are_proven(broken):
    dates = "variables: {a: {date: {from: 2030-01-01, within: 400d}}, b: {date: {from: a, within: 30d}}}\npersona: old"
    assert broken(own("b >= a") + dates) == []
    assert len(broken(own("b > a") + dates)) == 1
    assert broken(own("twice >= 60") + 'variables: {n: {choice: [30, 40]}, twice: {expr: "n * 2"}}\npersona: old') == []
    assert (
        len(broken(own("twice > 60") + 'variables: {n: {choice: [30, 40]}, twice: {expr: "n * 2"}}\npersona: old')) == 1
    )


def test_every_part_of_a_need_counts_and_several_needs_too(broken):
    ages = "variables: {age: {choice: [70, 20]}, band: {choice: [x, y]}}\npersona: old"
    assert len(broken(own("age >= 18 and age <= 60") + ages)) == 1
    assert len(broken(own("18 <= age <= 60") + ages)) == 1
    assert len(broken(own("[age >= 18, age <= 60]") + ages)) == 1
    assert len(broken(own("age <= 60 or band == 'x'") + ages)) == 1
    assert broken(own("age <= 60 or band != 'z'") + ages) == []


def test_needs_of_the_library_count_where_the_scenario_has_the_variable(broken):
    assert broken("persona: chatty_retiree") == []
    assert len(broken("variables: {age: {choice: [70, 30]}}\npersona: chatty_retiree")) == 1
    assert broken("variables: {age: {choice: [young, old]}}\npersona: chatty_retiree") == []


@pytest.mark.parametrize(
    ("need", "message"),
    [("aeg >= 60", "'aeg'"), ("age >=", "not an expression"), ("happened(x)", "after a conversation")],
)
def test_a_typo_in_a_need_of_ones_own_is_refused_at_its_line(broken, need: str, message: str):
    with pytest.raises(InputError, match=message) as caught:
        broken(own(need) + "variables: {age: {choice: [70, 30]}}\npersona: old")
    assert caught.value.place.line == 6


def test_a_need_that_cannot_be_computed_is_refused(broken):
    with pytest.raises(InputError, match="cannot compute"):
        broken(own("age >= 60") + "variables: {age: {choice: [young, old]}}\npersona: old")


@pytest.mark.parametrize(
    "text", ["a < 2", "a < 2 and b > 1", "not a", "a < b <= 3", "a == 1 or b == 2", "a in [1, 2]", "a + b"]
)
def test_opposites_hold_exactly_where_the_need_does_not(text: str):
    for a in range(5):
        for b in range(5):
            values = {"a": a, "b": b}
            turned = [bool(Expression(one).evaluate(values)) for one in opposites(text)]
            assert any(turned) is not bool(Expression(text).evaluate(values))
