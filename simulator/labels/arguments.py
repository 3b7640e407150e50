"""The arguments of one call against one label: which are wrong, missing or invented, each with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from simulator.frozen import dataclass
from simulator.labels.label import CallLabel
from simulator.matching.match import SCALARS, compare, is_default
from simulator.matching.matchers import matcher_of
from simulator.matching.mismatch import ABSENT, READ_OTHERWISE, Context, Mismatch
from simulator.messages import ToolCall
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.values.late import Late

NOTHING: Mapping[str, Any] = {}
SHORT = 200
ANYWHEN = Context(clock=datetime(2000, 1, 1, tzinfo=UTC))
_STEP = Late(r"[.\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentFault:
    """One argument that is not as labelled; `kind` is wrong_argument, missing_argument or invented_argument.

    A call in the wrong turn has a wrong_order, which is no argument's: `name` is "".
    """

    kind: str
    name: str
    mismatch: Mismatch


def as_labelled(label: CallLabel, call: ToolCall) -> bool:
    """Whether the call sends just what the label says, plain values letter by letter: then no fault can be found."""
    sent = call.arguments
    if sent is None or len(sent) != len(label.args):
        return False
    for name, expected in label.args.items():
        got = sent.get(name, ABSENT)
        if type(got) is not type(expected) or type(got) not in SCALARS or got != expected:
            return False
    return True


def argument_faults(label: CallLabel, call: ToolCall, tool: ToolSpec, context: Context) -> tuple[ArgumentFault, ...]:
    """What is wrong with the arguments of a call that should meet the label."""
    sent = call.arguments if call.arguments is not None else NOTHING
    properties = tool.properties
    found: list[ArgumentFault] = []
    for name, expected in label.args.items():
        got = sent.get(name, ABSENT)
        if type(got) is type(expected) and type(got) in SCALARS and got == expected:
            continue
        schema = properties.get(name, NOTHING)
        if _is_plain(expected) and _is_plain(got) and READ_OTHERWISE.isdisjoint(schema):
            fault = _plain_fault(name, expected, got)
            if fault:
                found.append(fault)
            continue
        mismatch = compare(expected, got, schema, context)
        if mismatch:
            found.append(ArgumentFault(kind=_kind(expected, got), name=name, mismatch=mismatch))
    if not sent.keys() <= label.args.keys():
        found.extend(_unlabelled(label, sent, tool, context))
    return tuple(found)


def _is_plain(value: Any) -> bool:
    """Whether it is a plain value short enough to be kept."""
    return type(value) in SCALARS and (type(value) is not str or len(value) < SHORT)


@lru_cache(maxsize=4096, typed=True)
def _plain_fault(name: str, expected: Any, got: Any) -> ArgumentFault | None:
    """The fault of one plain value beside another, where the schema says nothing on how they are read."""
    mismatch = compare(expected, got, NOTHING, ANYWHEN)
    return ArgumentFault(kind="wrong_argument", name=name, mismatch=mismatch) if mismatch else None


def other_turn(expected: int, got: int) -> ArgumentFault:
    """The fault of a call that was made in another turn than it should have been."""
    proof = f"made in turn {got} of the user, and not in turn {expected}"
    return ArgumentFault(kind="wrong_order", name="", mismatch=Mismatch(expected=expected, got=got, proof=proof))


def _kind(expected: Any, got: Any) -> str:
    if got is ABSENT:
        return "missing_argument"
    return "invented_argument" if matcher_of(expected) == "$absent" else "wrong_argument"


def _unlabelled(label: CallLabel, sent: Mapping[str, Any], tool: ToolSpec, context: Context) -> list[ArgumentFault]:
    """Arguments no label speaks of: what the schema requires is free, and so is what means the same as nothing."""
    found = []
    for name in sorted(sent):
        if name in label.args or name in tool.required or sent[name] is None:
            continue
        if is_default(sent[name], tool.properties.get(name, NOTHING), context):
            continue
        mismatch = Mismatch(expected=ABSENT, got=sent[name], proof="nobody asked for this optional argument")
        found.append(ArgumentFault(kind="invented_argument", name=name, mismatch=mismatch))
    return found


def forbids(label: CallLabel, call: ToolCall, tool: ToolSpec, context: Context) -> bool:
    """Whether a forbidden label matches the call; only the arguments it names are compared."""
    sent = call.arguments
    if sent is None or label.name != call.name:
        return False
    properties = tool.properties
    return all(
        compare(expected, sent.get(name, ABSENT), properties.get(name, NOTHING), context) is None
        for name, expected in label.args.items()
    )


def violations(call: ToolCall, tool: ToolSpec) -> dict[str, str]:
    """The arguments that break the tool's schema, with why; "" stands for the call as a whole."""
    found: dict[str, str] = {}
    for problem in Validator(tool.parameters).problems(call.arguments):
        found.setdefault(_STEP.split(problem.where)[0], problem.message)
    return found
