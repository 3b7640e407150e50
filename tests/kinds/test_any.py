"""Whatever stands where a variable is declared: a value for any draw, or an InputError with a place, at once."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.errors import InputError, Place
from simulator.kinds.build import KINDS, family
from tests.kinds.conftest import CLOCK

VALUES: dict[str, Any] = {
    **CLOCK, "n": 3, "f": 2.5, "t": "abc", "d": date(2030, 3, 1), "l": timedelta(days=2), "b": True, "z": None,
}  # fmt: skip
WORDS = [
    *KINDS, *VALUES, *"from to within after before every weekdays mean spread lognormal mu sigma median beta a poisson "
    "mixture weight of size ordered given default kind person locale gender provider args match where decimals "
    "<3 3..9 >=9 [1,2) mon..fri 2030-03-01 09:00 14d 1h30m -3d t.csv {n} {d|plus:1d} n+1 n**n**n de_DE name pyint "
    "(a|b){2} (a{9}){9} [a-c]+ 1e308 yes".split(),
]  # fmt: skip
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-3, 12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.text(max_size=6),
)
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip
BESIDE = st.fixed_dictionaries(
    {},
    optional={
        "given": st.one_of(st.sampled_from(list(VALUES)), BODIES),
        "match": BODIES,
        "where": SCALARS,
        "weight": SCALARS,
    },
)


def place_of(*keys: Any) -> Place:
    return Place("f.yaml", 1, 1 + len(keys))


def read(name: str, place: Place) -> tuple[str, bytes]:
    if name != "t.csv":
        raise InputError("no file", place=place)
    return name, b"n,t\n3,abc\n4,abd\n"


def problem_of(declared: dict[str, Any], draw: float) -> InputError | None:
    """What is wrong with a declaration; None where it gives a value."""
    try:
        whole = family("x", declared, place_of, read)[0]
        if set(whole.parents) <= set(VALUES):
            whole.value(VALUES, Draws("any", {"x": draw}), "x")
    except InputError as wrong:
        return wrong
    return None


@given(kind=st.sampled_from(sorted(KINDS)), body=BODIES, beside=BESIDE, draw=st.floats(0, 1, exclude_max=True))
def test_any_declaration_gives_a_value_or_says_what_is_wrong(kind: str, body: Any, beside: dict[str, Any], draw: float):
    began = perf_counter()
    wrong = problem_of({kind: body, **beside}, draw)
    assert wrong is None or wrong.place
    assert perf_counter() - began < 2


@given(st.dictionaries(st.sampled_from(WORDS), BODIES, max_size=4))
def test_any_mapping_is_a_declaration_or_refused(declared: dict[str, Any]):
    wrong = problem_of(declared, 0.5)
    assert wrong is None or wrong.place
