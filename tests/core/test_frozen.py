"""Classes do as those that the standard library makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, fields
from functools import cached_property
from typing import Any, get_type_hints

import pytest

from simulator.frozen import NamedTuple, dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: int = 2
    names: dict[str, int] = field(default_factory=dict, compare=False)
    hidden: str = field(default="", repr=False, compare=False)


@dataclass(slots=True)
class Counter:
    """One that changes."""

    name: str
    count: int = 0
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plain:
    size: int

    @cached_property
    def square(self) -> int:
        return self.size**2


class Cut(NamedTuple):
    """A piece of a text."""

    start: int
    text: str = ""
    marks: frozenset[str] = frozenset()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def __str__(self) -> str:
        return f"{self.text}@{self.start}"

    @classmethod
    def empty(cls) -> Cut:
        return cls(0)


def twin(options: dict[str, bool]) -> tuple[type, type]:
    """The same class, made by ours and by the standard library."""

    def write() -> type:
        class Pair:
            __qualname__ = "Pair"
            left: int
            right: str = "r"
            more: list[int] = field(default_factory=list)

        return Pair

    return dataclass(**options)(write()), dataclasses.dataclass(**options)(write())


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("kw_only", [True, False])
def test_a_class_does_as_one_of_the_standard_library(frozen, slots, kw_only):
    ours, theirs = twin({"frozen": frozen, "slots": slots, "kw_only": kw_only})

    def facts(made: Any) -> list[Any]:
        one, same, other = made(left=1), made(left=1, right="r", more=[]), made(left=1, more=[3])
        return [
            repr(one), repr(other), one == same, one == other, one != other, one == 1,
            [(f.name, f.kw_only) for f in fields(made)], dataclasses.asdict(other),
            dataclasses.replace(one, left=4).left,
            getattr(made, "__match_args__", None), hasattr(one, "__dict__"), copy.copy(other).more is other.more,
            copy.deepcopy(other) == other,
        ]  # fmt: skip

    assert facts(ours) == facts(theirs)
    assert replace(ours(left=1), left=4) == ours(left=4)
    for made in (ours, theirs):
        with pytest.raises(TypeError):
            made()
        with pytest.raises(TypeError):
            made(left=1, wrong=2)
        if kw_only:
            with pytest.raises(TypeError):
                made(1)
        else:
            assert made(1, "x") == made(left=1, right="x")


def test_a_frozen_value_is_not_changed():
    one = Point(x=1)
    with pytest.raises(AttributeError, match="Point"):
        one.x = 2
    with pytest.raises(AttributeError, match="Point"):
        del one.y
    assert (one.x, one.y) == (1, 2)


def test_equal_values_are_one_key_whatever_does_not_count():
    assert len({Point(x=1), Point(x=1, names={"a": 1}, hidden="h"), Point(x=2)}) == 2


def test_each_value_gets_a_default_of_its_own():
    assert Point(x=1).names is not Point(x=1).names
    assert repr(Point(x=1, hidden="h")) == "Point(x=1, y=2, names={})"


def test_one_that_is_not_frozen_changes():
    one = Counter("a", 2)
    one.count += 1
    one.seen.append("b")
    assert (one.count, one.seen, Counter("a").seen) == (3, ["b"], [])
    with pytest.raises(TypeError):
        hash(one)


def test_without_slots_a_value_can_be_kept():
    assert Plain(size=3).square == 9


def test_values_survive_pickle():
    for one in (Point(x=1, names={"a": 1}), Counter("a", 2), Plain(size=3)):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


def test_what_is_missing_or_unknown_is_named():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Strict:
        x: int

    for _ in range(2):
        with pytest.raises(TypeError, match="'x'"):
            Strict()
        with pytest.raises(TypeError, match="'z'"):
            Strict(x=1, z=2)


def test_a_method_of_its_own_stays():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Own:
        x: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(x=1)), Own(x=1) == 5, hash(Own(x=1))) == ("mine", True, 7)


def test_a_named_tuple_is_a_tuple_with_names():
    cut = Cut(2, text="ab")
    assert (cut, cut.end, str(cut), Cut.empty()) == ((2, "ab", frozenset()), 4, "ab@2", Cut(start=0))
    assert repr(cut) == "Cut(start=2, text='ab', marks=frozenset())"
    assert (cut._replace(start=1).start, Cut._fields, Cut._field_defaults["text"]) == (
        1,
        ("start", "text", "marks"),
        "",
    )
    assert (Cut.__doc__, Cut.__module__, get_type_hints(Cut)["start"]) == ("A piece of a text.", __name__, int)
    assert pickle.loads(pickle.dumps(cut)) == cut  # noqa: S301 - our own bytes
    with pytest.raises(AttributeError):
        cut.start = 3
    with pytest.raises(TypeError):
        Cut()
