"""Pairing is optimal, keeps the order where it can, and never depends on how labels are listed."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.labels.label import CallLabel, Labels
from simulator.labels.pair import pair

VALUES = st.sampled_from(["1", "2", "3"])


def summary(pairing, log):
    wrong = sorted((log.calls[one.index].call.name, len(one.faults)) for one in pairing.pairs)
    return len(pairing.unmet), len(pairing.loose), sum(count for _, count in wrong), len(pairing.disorder)


def reserve(room, id="", **more):
    return CallLabel(id=id or f"r{room}", name="reserve", args={"room": room}, **more)


def paired(write, labels, *calls):
    talk = write.talk().user("hello")
    for name, arguments, *result in calls:
        talk.call(name, arguments, **(result[0] if result else {}))
    log = talk.log(Labels(calls=tuple(labels)))
    return pair(log), log


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_choosy_label_leaves_the_other_value_to_the_free_one(write, order):
    labels = [reserve({"$any_of": ["x", "y"]}, id="free"), reserve("x", id="choosy")]
    for calls in (("x", "y"), ("y", "x")):
        found, _ = paired(write, [labels[i] for i in order], *(("reserve", {"room": room}) for room in calls))
        assert {one.label.id: calls[one.index] for one in found.pairs} == {"free": "y", "choosy": "x"}
        assert not any(one.faults for one in found.pairs)


def test_the_call_that_worked_is_preferred(write):
    calls = (("reserve", {"room": "1"}, {"status": 500}), ("reserve", {"room": "1"}))
    found, _ = paired(write, [reserve("1")], *calls)
    assert [one.index for one in found.pairs] == [1]


def test_the_earlier_of_two_alike_is_preferred(write):
    look = CallLabel(id="look", name="get_booking", args={"booking_id": "1"})
    calls = [("get_booking", {"booking_id": "1"})] * 2
    found, _ = paired(write, [look], *calls)
    assert [one.index for one in found.pairs] == [0]


def test_a_mismatch_in_the_subject_is_the_last_thing_to_assume(write):
    labels = [
        CallLabel(id=name, name="rebook", args={"booking_id": name, "date": date})
        for name, date in (("A", "2030-01-01"), ("B", "2030-01-02"))
    ]
    calls = [
        ("rebook", {"booking_id": "A", "date": "2030-01-02"}),
        ("rebook", {"booking_id": "B", "date": "2030-01-01"}),
    ]
    found, _ = paired(write, labels, *calls)
    assert [fault.name for one in found.pairs for fault in one.faults] == ["date", "date"]


def test_an_equally_good_pairing_that_keeps_the_order_is_taken(write):
    first, second = reserve("1", id="first"), reserve({"$any_of": ["1", "2"]}, id="second", after=("first",))
    third = reserve({"$any_of": ["1", "2"]}, id="third")
    found, _ = paired(write, [second, third, first], *(("reserve", {"room": room}) for room in ("2", "1", "1")))
    assert not found.disorder
    assert {one.label.id: one.index for one in found.pairs} == {"third": 0, "first": 1, "second": 2}


def test_the_order_is_broken_rather_than_an_argument(write):
    labels = [reserve("1", id="first"), reserve("2", id="second", after=("first",))]
    found, _ = paired(write, labels, ("reserve", {"room": "2"}), ("reserve", {"room": "1"}))
    assert [(a.label.id, b.label.id) for a, b in found.disorder] == [("first", "second")]


def test_labels_that_wait_for_each_other_do_not_hang(write):
    labels = [reserve("1", id="a", after=("b",)), reserve("2", id="b", after=("a",))]
    found, _ = paired(write, labels, ("reserve", {"room": "2"}), ("reserve", {"room": "1"}))
    assert len(found.disorder) == 1


def test_twelve_alike_in_a_chain_find_their_order(write):
    labels = [reserve("1", id=f"n{i:02}", after=(f"n{i - 1:02}",) if i else ()) for i in range(12)]
    found, _ = paired(write, labels, *[("reserve", {"room": "1"})] * 12)
    assert not found.disorder
    assert found.exact


def test_sixty_in_a_tangle_end_with_a_clear_word(write):
    any_room = {"$any_of": [str(n) for n in range(60)]}
    labels = [reserve(any_room, id=f"n{i}", after=(f"n{(i * 7 + 3) % 60}", f"n{(i * 11 + 5) % 60}")) for i in range(60)]
    found, _ = paired(write, labels, *(("reserve", {"room": str(room)}) for room in range(60)))
    assert len(found.pairs) == 60
    assert found.disorder
    assert not found.exact


@st.composite
def situations(draw):
    """Labels with an order among them, and calls of two tools, some of which failed."""
    count = draw(st.integers(1, 5))
    labels = []
    for number in range(count):
        name = draw(st.sampled_from(["reserve", "get_booking"]))
        argument = "room" if name == "reserve" else "booking_id"
        value = draw(VALUES | st.lists(VALUES, min_size=1, max_size=2).map(lambda values: {"$any_of": values}))
        after = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=2)) if number else []
        labels.append(
            CallLabel(
                id=f"l{number}",
                name=name,
                args={argument: value},
                after=tuple(f"l{n}" for n in after),
                optional=draw(st.booleans()),
            )
        )
    calls = draw(st.lists(st.tuples(st.sampled_from(["reserve", "get_booking"]), VALUES, st.booleans()), max_size=5))
    return labels, calls


def play(write, labels, calls):
    made = [
        (name, {"room" if name == "reserve" else "booking_id": value}, {"status": 200 if good else 500})
        for name, value, good in calls
    ]
    return paired(write, labels, *made)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_two_alike_the_one_nobody_waits_for_is_met_however_they_are_listed(write, order):
    labels = [
        reserve("2", id="awaited", optional=True),
        CallLabel(id="look", name="get_booking", args={"booking_id": "2"}, after=("awaited",), optional=True),
        reserve("2", id="free", optional=True),
    ]
    calls = (("get_booking", {"booking_id": "2"}), ("reserve", {"room": "2"}))
    found, _ = paired(write, [labels[i] for i in order], *calls)
    assert [one.label.id for one in found.pairs] == ["look", "free"]
    assert not (found.loose or found.disorder)


@given(situations(), st.data())
def test_listing_the_labels_otherwise_changes_nothing(write, situation, data):
    labels, calls = situation
    shuffled = data.draw(st.permutations(labels))
    names = data.draw(st.permutations([label.id for label in labels]))
    renamed = dict(zip([label.id for label in labels], names, strict=True))
    other = [replace(one, id=renamed[one.id], after=tuple(renamed[n] for n in one.after)) for one in shuffled]
    first, log = play(write, labels, calls)
    second, log2 = play(write, other, calls)
    assert summary(first, log) == summary(second, log2)
    assert first.loose == second.loose
    assert log.calls == log2.calls


def brute(labels, log):
    """The best (unmet, loose landed, mismatches, failed, breaches, labels unmet) over all pairings."""
    best = None
    options = [None, *range(len(log.calls))]
    for columns in _choices(len(labels), options):
        value = _value(labels, log, columns)
        if value is not None and (best is None or value < best):
            best = value
    return best


def _choices(count, options):
    if not count:
        yield ()
        return
    for rest in _choices(count - 1, options):
        for option in options:
            if option is None or option not in rest:
                yield (*rest, option)


def _value(labels, log, columns):
    unmet = wrong = failed = breaches = 0
    place = {label.id: column for label, column in zip(labels, columns, strict=True) if column is not None}
    for label, column in zip(labels, columns, strict=True):
        if column is None:
            unmet += not label.optional
            continue
        made = log.calls[column]
        if made.call.name != label.name:
            return None
        (expected,), (got,) = label.args.values(), made.call.arguments.values()
        mismatch = got not in (expected["$any_of"] if isinstance(expected, dict) else [expected])
        if mismatch and label.optional and not log.landed(column):
            return None
        wrong += mismatch
        failed += not made.result.ok
        breaches += sum(place.get(other, -1) > column for other in label.after)
    used = set(columns)
    loose = sum(log.landed(index) for index in range(len(log.calls)) if index not in used)
    return unmet, loose, wrong, failed, breaches, columns.count(None)


@given(situations())
def test_no_other_pairing_is_better(write, situation):
    labels, calls = situation
    found, log = play(write, labels, calls)
    columns = {one.label.id: one.index for one in found.pairs}
    mine = _value(labels, log, tuple(columns.get(label.id) for label in labels))
    assert found.exact
    assert mine == brute(labels, log)


@given(situations(), st.data())
def test_the_verdict_does_not_depend_on_listing(write, situation, data):
    labels, calls = situation
    talk = write.talk().user("1 2 3", told={"a": "1", "b": "2", "c": "3"})
    for name, value, good in calls:
        argument = "room" if name == "reserve" else "booking_id"
        talk.call(name, {argument: value}, status=200 if good else 500)
    talk.says("Done.", claim="done")
    first = talk.judged(Labels(calls=tuple(labels)))
    second = talk.judged(Labels(calls=tuple(data.draw(st.permutations(labels)))))
    assert first.passed == second.passed
    assert first.signature == second.signature
    assert first.scores == second.scores
