"""One argument: the table of right and wrong values, every matcher, and a proof for every mismatch."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.matching.match import compare
from simulator.matching.matchers import MATCHERS, matcher_problem, right_values
from simulator.matching.mismatch import ABSENT, Context

CONTEXT = Context(
    clock=datetime.fromisoformat("2030-02-20T09:00+01:00"),
    root={"$defs": {"day": {"type": "string", "format": "date"}}},
    results=({"flights": [{"id": "KX1", "price": 75}, {"id": "KX2"}]}, {"tags": ["a", "b"]}),
    said=("please move KX9 to 5 March 2030",),
)
TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
INSTANT = {"type": "string", "format": "date-time"}
INTEGER = {"type": "integer"}
NUMBER = {"type": "number"}
LIST = {"type": "array", "items": {"type": "integer"}}
OBJECT = {
    "type": "object",
    "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "string", "default": "x"}},
}

RIGHT = [
    ({"$phone": "+41 44 668 18 00"}, "0446681800", {}),
    ({"$id": "AB-12"}, "ab12", {}),
    ({"$synonyms": ["economy", "coach"]}, "Coach", {}),
    ({"$schema": {"type": "integer"}}, 3, {}),
    ({"$semantic": "leave it at the door"}, "leave it by the door", {}),
    ({"$sequence": [1, 2]}, [1, 2], {}),
    ("5", "5", TEXT),
    ("2024-11-02", "2024-11-2", DATE),
    ("2024-11-02", "2024/11/02", DATE),
    ({"$accents": "Zürich"}, "Zurich", TEXT),
    (5, 5.0, INTEGER),
    (0.3, 0.1 + 0.2, NUMBER),
    (0, 0.1 + 0.2 - 0.3, NUMBER),
    ([2, 1], [2, 1], LIST),
    ({"$set": [2, 1]}, [1, 2], LIST),
    ({"$set": [2, 1]}, [1, 2, 2], LIST),
    ({"$multiset": [1, 2, 2]}, [2, 1, 2], LIST),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1.0}, OBJECT),
    ({"a": 1}, {"a": 1, "c": "x"}, OBJECT),
    ({"a": 1, "c": "x"}, {"a": 1}, OBJECT),
    ("x", ABSENT, {"type": "string", "default": "x"}),
    (None, ABSENT, TEXT),
    (None, None, TEXT),
    (True, True, {"type": "boolean"}),
    ("2030-03-01T09:00+01:00", "2030-03-01T08:00:00Z", INSTANT),
    ("2030-03-01T09:00+01:00", "2030-03-01T09:00", INSTANT),
    ("09:00", "9:00:00", {"type": "string", "format": "time"}),
    ("PT90M", "PT1H30M", {"type": "string", "format": "duration"}),
    ("ab@x.com", "ab@X.COM", {"type": "string", "format": "email"}),
    ("café", "cafe\u0301", TEXT),
    ("2030-03-04", "2030-3-4", {"anyOf": [DATE, {"type": "null"}]}),
    ("2030-03-04", "2030-3-4", {"$ref": "#/$defs/day"}),
    ({"$any_of": ["x", "y"]}, "y", TEXT),
    ({"$any_of": [{"$absent": True}, "y"]}, ABSENT, TEXT),
    ({"$any": True}, "whatever", TEXT),
    ({"$any": True}, ABSENT, TEXT),
    ({"$absent": True}, ABSENT, TEXT),
    ({"$absent": True}, "x", {"type": "string", "default": "x"}),
    ({"$text": "It’s  Ok"}, "it's ok ", TEXT),
    ({"$casefold": "STRASSE"}, "straße", TEXT),
    ({"$email": "Ann@X.com"}, "ann@x.com", TEXT),
    ({"$regex": "[A-Z]{2}\\d+"}, "KX12", TEXT),
    ({"$number": 5, "tolerance": 0.1}, 5.1, NUMBER),
    ({"$number": 5}, "5.00", TEXT),
    ({"$date": "2030-03-04"}, "2030.3.4", TEXT),
    ({"$datetime": "2030-03-01T09:00+01:00"}, "2030-03-01T08:00Z", TEXT),
    ({"$time": "14:00"}, "14:00:00", TEXT),
    ({"$duration": "P1W"}, "P7D", TEXT),
    ({"$subset": [1, 2, 3]}, [3, 1], LIST),
    ({"$items": [[1, 2], [3]]}, [2, 3], LIST),
    ({"$object": {"a": [1, 2], "b": [3]}, "$optional": ["b"]}, {"a": 2}, OBJECT),
    ({"$from_result": "id"}, "KX2", TEXT),
    ({"$from_result": "tags"}, "b", TEXT),
    ({"$from_user": True}, "2030-03-05", DATE),
    ({"$exact": {"$any": True}}, {"$any": True}, OBJECT),
    ({"when": {"$any_of": ["2030-03-04"]}}, {"when": "2030-3-4"}, {"properties": {"when": DATE}}),
    ([{"$text": "A"}, "b"], ["a", "b"], {"items": TEXT}),
]
WRONG = [
    ("5", "-5", TEXT),
    ("15", "1.5", TEXT),
    ("2024-11-02", "2024-01-12", DATE),
    ("2024-11-2", "2024-1-12", DATE),
    ("2024-11-2", "2024-1-12", TEXT),
    ("ab@x.com", "a.b@x.com", {"type": "string", "format": "email"}),
    ("ab@x.com", "Ab@x.com", {"type": "string", "format": "email"}),
    ("Zürich", "Zurich", TEXT),
    (1, True, INTEGER),
    (True, 1, {"type": "boolean"}),
    (0, False, INTEGER),
    (2, "2", INTEGER),
    (5, 6, INTEGER),
    (10**17, 10**17 + 1, INTEGER),
    (0.3, 0.3001, NUMBER),
    ([2, 1], [1, 2], LIST),
    ([1, 2], [1], LIST),
    ([1], [True], LIST),
    ({"a": 1, "b": 2}, {"a": 1}, OBJECT),
    ({"a": 1, "b": 2}, {}, OBJECT),
    ({"a": 1}, {"a": 1, "b": 2}, OBJECT),
    ({"a": 1}, {"a": 1, "c": "y"}, OBJECT),
    ("x", ABSENT, TEXT),
    ("y", ABSENT, {"type": "string", "default": "x"}),
    ("x", None, TEXT),
    (None, "x", TEXT),
    ("x²", "x2", TEXT),
    ("2030-03-01T09:00+01:00", "2030-03-01T09:00Z", INSTANT),
    ("PT1M", "P1M", {"type": "string", "format": "duration"}),
    ({"$any_of": ["x", "y"]}, "z", TEXT),
    ({"$any_of": ["x", "y"]}, ABSENT, TEXT),
    ({"$absent": True}, "x", TEXT),
    ({"$text": "ok"}, "okay", TEXT),
    ({"$text": "1"}, 1, TEXT),
    ({"$casefold": "a"}, "á", TEXT),
    ({"$accents": "Zürich"}, "Zuerich", TEXT),
    ({"$email": "ab@x.com"}, "a.b@x.com", TEXT),
    ({"$regex": "[A-Z]{2}"}, "KX12", TEXT),
    ({"$regex": "\\d+"}, 5, INTEGER),
    ({"$number": 5, "tolerance": 0.1}, 5.2, NUMBER),
    ({"$number": 1}, True, NUMBER),
    ({"$number": 5}, "5", NUMBER),
    ({"$date": "2030-03-04"}, "4 March", TEXT),
    ({"$date": "2030-03-04"}, 5, TEXT),
    ({"$time": "14:00"}, "02:00", TEXT),
    ({"$set": [2, 1]}, [1], LIST),
    ({"$set": [2, 1]}, 1, LIST),
    ({"$set": [1]}, [True], LIST),
    ({"$multiset": [1, 2, 2]}, [2, 1, 1], LIST),
    ({"$subset": [1, 2]}, [1, 4], LIST),
    ({"$subset": [1, 2]}, [1, 1], LIST),
    ({"$items": [[1, 2], [3]]}, [2], LIST),
    ({"$items": [[1, 2], [3]]}, [3, 3], LIST),
    ({"$object": {"a": [1], "b": [3]}, "$optional": ["b"]}, {"a": 1, "b": 4}, OBJECT),
    ({"$object": {"a": [1]}}, {"a": 1, "z": 1}, OBJECT),
    ({"$object": {"a": [1], "b": [3]}}, {"a": 1}, OBJECT),
    ({"$from_result": "id"}, "KX3", TEXT),
    ({"$from_user": True}, "KX1", TEXT),
    ({"$exact": 5}, 5.0, NUMBER),
    ({"$exact": "a"}, ABSENT, TEXT),
    ({"$nonsense": 1}, 1, NUMBER),
]


@pytest.mark.parametrize(("expected", "got", "schema"), RIGHT)
def test_right(expected, got, schema):
    assert compare(expected, got, schema, CONTEXT) is None


@pytest.mark.parametrize(("expected", "got", "schema"), WRONG)
def test_wrong_with_proof(expected, got, schema):
    mismatch = compare(expected, got, schema, CONTEXT)
    assert mismatch is not None
    assert mismatch.proof


def test_the_proof_says_where_inside_and_what_differs():
    mismatch = compare({"list": [{"day": "2030-03-04"}]}, {"list": [{"day": "2030-03-06"}]}, _NESTED, CONTEXT)
    assert mismatch.path == ".list[0].day"
    assert (mismatch.expected, mismatch.got) == ("2030-03-04", "2030-03-06")
    assert mismatch.proof.endswith("compared as dates: +2 days")


_NESTED = {
    "type": "object",
    "properties": {"list": {"type": "array", "items": {"type": "object", "properties": {"day": DATE}}}},
}


def test_the_proof_of_texts_names_the_first_difference():
    assert (
        compare("abcd", "abXd", TEXT, CONTEXT).proof
        == "texts (canonical Unicode) differ at character 3: 'cd' became 'Xd'"
    )


def test_a_hostile_pattern_ends_soon():
    assert compare({"$regex": "(a+)+$"}, "a" * 5000 + "!", TEXT, CONTEXT) is not None


def test_a_reference_that_runs_in_circles_ends():
    circle = Context(clock=CONTEXT.clock, root={"$defs": {"x": {"$ref": "#/$defs/x"}}})
    assert compare("a", "b", {"$ref": "#/$defs/x"}, circle) is not None


@pytest.mark.parametrize(
    ("matcher", "problem"),
    [
        ({"$anyof": [1]}, "is no matcher; did you mean '$any_of'?"),
        ({"$any_of": []}, "needs a list with a value in it"),
        ({"$number": "five"}, "needs a number"),
        ({"$number": 5, "slack": 1}, "takes no 'slack'"),
        ({"$regex": "("}, "needs a regular expression"),
        ({"$items": [1]}, "needs a list of lists"),
        ({"deep": [{"$set": 3}]}, "$set needs a list"),
        ({"$any_of": [{"$oops": 1}]}, "$oops is no matcher"),
    ],
)
def test_a_wrong_matcher_is_told(matcher, problem):
    assert problem in matcher_problem(matcher)


@pytest.mark.parametrize("expected", [expected for expected, _, _ in RIGHT])
def test_a_good_matcher_is_no_problem(expected):
    assert matcher_problem(expected) == ""


def test_every_matcher_is_tried_here():
    used = {key for expected, _, _ in RIGHT if isinstance(expected, dict) for key in expected if key.startswith("$")}
    assert used - {"$optional"} == set(MATCHERS)


def test_the_values_a_label_accepts():
    assert right_values({"$any_of": ["a", {"$text": "b"}]}) == ("a", "b")
    assert right_values({"$any": True}) == ()
    assert right_values(5) == (5,)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4).filter(lambda key: not key.startswith("$")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_every_value_equals_itself(value):
    assert compare(value, value, {}, CONTEXT) is None


@given(st.dictionaries(st.text(max_size=3).filter(lambda key: not key.startswith("$")), JSON, max_size=5))
def test_the_order_of_keys_never_matters(value):
    assert compare(value, dict(reversed(value.items())), {}, CONTEXT) is None


@given(JSON, JSON)
def test_equality_goes_both_ways(left, right):
    assert (compare(left, right, {}, CONTEXT) is None) == (compare(right, left, {}, CONTEXT) is None)


@given(st.lists(st.integers(0, 5), max_size=6), st.randoms(use_true_random=False))
def test_a_set_is_equal_in_any_order(items, chance):
    other = list(items)
    chance.shuffle(other)
    assert compare({"$set": items}, other, {}, CONTEXT) is None
    assert compare({"$multiset": items}, other, {}, CONTEXT) is None
