"""Further matchers: what each takes for the same, and what looks alike and is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.matching.match import compare
from simulator.matching.matchers import matcher_problem
from simulator.matching.mismatch import Context

CONTEXT = Context(clock=datetime(2030, 2, 20, 9, tzinfo=UTC))


def fits(expected: Any, got: Any, schema: Any = None) -> bool:
    assert matcher_problem(expected) == ""
    return compare(expected, got, schema or {}, CONTEXT) is None


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ({"$phone": "+41 44 668 18 00"}, "0041446681800"),
        ({"$phone": "+41 44 668 18 00"}, "044 668 18 00"),
        ({"$phone": "+1 (555) 123-4567"}, "+15551234567"),
        ({"$id": "AB-12"}, "ab 12"),
        ({"$id": "12"}, 12),
        ({"$synonyms": ["economy", "Coach", "eco class"]}, "ECO  class"),
        ({"$schema": {"type": "string", "pattern": "^A"}}, "Ab"),
        ({"$schema": [{"type": "integer"}, {"type": "null"}]}, 5),
        ({"$sequence": [1, {"$any_of": [2, 3]}]}, [1, 3]),
        ({"$semantic": "Please call me before you deliver the parcel"}, "Call me before delivering the parcel"),
    ],
)
def test_the_same(expected: Any, got: Any):
    assert fits(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ({"$phone": "+41 44 668 18 00"}, "+49446681800"),
        ({"$phone": "+41 44 668 18 00"}, "044 668 18 01"),
        ({"$phone": "044 668 18 00"}, "668 18 00"),
        ({"$phone": "5551234567"}, 5551234567),
        ({"$id": "AB-12"}, "AB-21"),
        ({"$id": "1"}, True),
        ({"$synonyms": ["economy"]}, "premium economy"),
        ({"$schema": {"type": "string", "pattern": "^A"}}, "b"),
        ({"$schema": {"type": "integer"}}, True),
        ({"$sequence": [1, 2]}, [2, 1]),
        ({"$semantic": "do deliver on 3 March"}, "do deliver on 5 March"),
        ({"$semantic": "leave it at the door"}, "do not leave it at the door"),
        ({"$semantic": "leave it at the door"}, "the neighbour takes it"),
    ],
)
def test_not_the_same(expected: Any, got: Any):
    assert not fits(expected, got)


@pytest.mark.parametrize("wrong", [{"$phone": 5}, {"$id": True}, {"$synonyms": []}, {"$schema": 3}, {"$sequence": "a"}])
def test_what_makes_no_sense_is_said(wrong: Any):
    assert matcher_problem(wrong)
