"""The dialects: what a published grader asks for, as settings of a few switches."""

from __future__ import annotations

from typing import Literal

from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One grader.

    arguments  labels: by type or matcher; typed: by the schema's type, texts folded; sent: those that are sent;
               pairs: exact pairs of key and text or boolean; effect: writes by arguments, reads by what they returned;
               expected: only those that are expected
    extra      calls that no label asks for: forbid, reads (only these are free), bad (only a write that worked is
               wrong), allow
    named      whether names are compared
    dotted     a dot in a name may be written as an underscore, as APIs ask for
    one        only the first call counts
    again      one call may meet several labels
    anybody    calls of the user and of the assistant count alike
    ordered    `after` and `ordered` count
    state      the end state: "" (does not count), equal, contains (what is expected stands in it)
    turns      the state and results after every turn decide, where they are given, and not the calls
    results    expected results are read: "" (no), contained, ids
    say        "" (does not count), token (in any written form), substring
    never      forbidden calls count
    strict     arguments whose JSON repeats a key or holds NaN are malformed
    """

    name: str
    arguments: Literal["labels", "typed", "sent", "pairs", "effect", "expected"]
    extra: Literal["forbid", "reads", "bad", "allow"]
    named: bool = True
    dotted: bool = False
    one: bool = False
    again: bool = False
    anybody: bool = False
    ordered: bool = False
    state: Literal["", "equal", "contains"] = ""
    turns: bool = False
    results: Literal["", "contained", "ids"] = ""
    say: Literal["", "token", "substring"] = ""
    never: bool = False
    strict: bool = False


DIALECTS = {
    dialect.name: dialect
    for dialect in (
        Dialect(
            name="strict",
            arguments="labels",
            extra="reads",
            ordered=True,
            state="equal",
            results="contained",
            say="token",
            never=True,
            strict=True,
        ),
        Dialect(
            name="bfcl", arguments="typed", extra="forbid", dotted=True, turns=True, state="equal", results="contained"
        ),
        Dialect(name="tau2", arguments="sent", extra="allow", again=True, anybody=True, state="equal", say="substring"),
        Dialect(name="autode", arguments="pairs", extra="forbid", named=False, one=True),
        Dialect(name="tooltalk", arguments="effect", extra="bad", results="ids"),
        Dialect(
            name="toolsandbox",
            arguments="expected",
            extra="allow",
            ordered=True,
            state="contains",
            say="token",
            never=True,
        ),
    )
}
STRICT = DIALECTS["strict"]
