"""States compared: changes by table, generated ids up to renaming, times ignored, 25 equal to 25.0."""

from __future__ import annotations

from simulator.worlds.state import diff, differences

MARKS = {"orders": {"id": "id", "made": "time"}, "lines": {"id": "id"}}


def orders(**rows):
    return {"orders": {key: {"id": key, **row} for key, row in rows.items()}}


def test_a_diff_names_what_was_added_removed_and_changed():
    first = orders(a={"n": 1}, b={"n": 2}, c={"n": 25})
    last = orders(b={"n": 3}, c={"n": 25.0}, d={"n": 4})
    assert diff(first, last) == {
        "orders": {
            "added": {"d": {"id": "d", "n": 4}},
            "removed": {"a": {"id": "a", "n": 1}},
            "changed": {"b": {"n": [2, 3]}},
        }
    }
    assert diff(first, first) == {}


def test_generated_ids_are_equal_up_to_renaming():
    assert differences(orders(x={"n": 1}), orders(y={"n": 1.0}), MARKS) == []
    assert differences(orders(x={"n": 1}), orders(y={"n": 2}), MARKS) != []
    assert differences(orders(x={"n": 1}), orders(y={"n": True}), MARKS) != []


def test_renaming_follows_references_from_other_tables():
    def world(one, two, of_first, of_second):
        return {
            **orders(**{one: {"n": 1}, two: {"n": 2}}),
            "lines": {
                of_first: {"id": of_first, "order": one, "what": "pen"},
                of_second: {"id": of_second, "order": two, "what": "ink"},
            },
        }

    wanted = world("a", "b", "l1", "l2")
    assert differences(wanted, world("p", "q", "m1", "m2"), MARKS) == []
    crossed = world("p", "q", "m1", "m2")
    crossed["lines"]["m1"]["order"], crossed["lines"]["m2"]["order"] = "q", "p"
    assert differences(wanted, crossed, MARKS) != []


def test_equal_rows_are_told_apart_by_what_refers_to_them():
    def world(one, two, lines):
        made = {f"l{n}": {"id": f"l{n}", "order": order} for n, order in enumerate(lines)}
        return {**orders(**{one: {"n": 1}, two: {"n": 1}}), "lines": made}

    assert differences(world("a", "b", "aab"), world("x", "y", "yyx"), MARKS) == []
    assert differences(world("a", "b", "aab"), world("x", "y", "xxx"), MARKS) != []


def test_generated_times_are_ignored():
    assert differences(orders(a={"made": "09:00"}), orders(a={"made": "10:00"}), MARKS) == []


def test_rows_made_in_another_order_are_equal_once_the_first_state_is_known():
    first = orders(old={"n": 0})
    wanted = orders(old={"n": 0}, a={"n": 1}, b={"n": 2})
    got = orders(old={"n": 0}, a={"n": 2}, b={"n": 1})
    assert differences(wanted, got, MARKS, first) == []
    assert differences(wanted, got, MARKS) != []


def test_ids_that_stood_in_the_first_state_are_never_renamed():
    first = orders(a={"n": 1}, b={"n": 1})
    wanted, got = orders(a={"n": 2}, b={"n": 1}), orders(a={"n": 1}, b={"n": 2})
    assert differences(wanted, got, MARKS, first) == ["orders[a].n: wanted 2, got 1", "orders[b].n: wanted 1, got 2"]


def test_each_difference_is_told_in_a_line():
    wanted = {**orders(a={"n": 1}), "notes": {"k": {"id": "k", "text": "hi"}}}
    got = {**orders(a={"n": 5}), "mail": {"m": {"id": "m"}}}
    assert sorted(differences(wanted, got, MARKS)) == [
        'mail: not wanted {"id": "m"}',
        'notes: missing {"id": "k", "text": "hi"}',
        "orders[a].n: wanted 1, got 5",
    ]
