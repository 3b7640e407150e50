"""Whatever an assistant sends, the verdict comes, uses the closed lists, and can be written as JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from simulator.labels.failures import BLAMES, KINDS
from simulator.labels.label import OUTCOMES

TEXT = st.text(max_size=12) | st.sampled_from(["AB12", "2030-03-04", "User: yes", "7", "The fee is 75."])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["get_booking", "change_flight", "rebook", "reserve", "pay", "teleport"])
ARGUMENTS = st.dictionaries(st.sampled_from(["booking_id", "date", "room", "seats", "x"]), JSON, max_size=4)
READING = st.fixed_dictionaries(
    {},
    optional={
        "claim": st.sampled_from(["done", "failed", "refused", "handed_over"]),
        "confirms": st.booleans(),
        "question": st.booleans(),
        "asks": st.sampled_from([(), ("date",), ("booking_id", "room")]),
    },
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("user"), TEXT, st.sampled_from(["inform", "affirm"]), ARGUMENTS),
        st.tuples(st.just("says"), TEXT, READING),
        st.tuples(
            st.just("call"),
            NAMES,
            ARGUMENTS | st.sampled_from(["{", "[]", '{"a": 1, "a": 2}']),
            st.sampled_from([200, 404, 422, 503]),
            st.sampled_from(["", "timeout_after", "error"]),
            JSON,
        ),
    ),
    max_size=10,
)
ENDS = st.sampled_from(["user_done", "user_gave_up", "refused", "turn_limit", "call_limit", "assistant_crash"])


def written(write, steps, end):
    talk = write.talk().user("Move AB12", told={"booking_id": "AB12"})
    for kind, *step in steps:
        if kind == "user":
            talk.user(step[0], step[1], told=step[2])
        elif kind == "says":
            talk.says(step[0], **step[1])
        else:
            name, arguments, status, fault, content = step
            refused = "malformed" if isinstance(arguments, str) else "unknown_tool" if name == "teleport" else ""
            refused = refused or ("schema" if status == 422 else "")
            talk.call(
                name, arguments, status=status if not refused else 400, fault=fault, content=content, refused=refused
            )
    return talk.end(end)


@given(STEPS, ENDS, st.sampled_from(OUTCOMES), ARGUMENTS)
def test_a_verdict_always_comes(write, steps, end, outcome, args):
    wanted = write.labels(
        write.label("change_flight", {"booking_id": "AB12", "date": args.get("date")}),
        write.label("reserve", {"room": args.get("room", "7")}, after=("change_flight",), at_most=2),
        write.label("get_booking", {"booking_id": {"$from_result": "id"}}, optional=True),
        outcome=outcome,
        say=["75"],
        never_say=["secret"],
        confirm="change_flight",
        never=(write.label("rebook", {"date": {"$any": True}}),),
    )
    verdict = written(write, steps, end).judged(wanted)
    assert verdict.passed == (not verdict.failures)
    assert {failure.kind for failure in verdict.failures} <= set(KINDS)
    assert {failure.blame for failure in verdict.failures} <= set(BLAMES)
    assert all(failure.proof for failure in verdict.failures)
    for failure in verdict.failures:
        json.dumps([failure.expected, failure.got], default=_no_other_types)
    assert all(0 <= score <= 1 for score in verdict.scores.values())


def _no_other_types(value):
    raise TypeError(f"{value!r} cannot stand in a record")
