"""A line judged by our own rules: the checker of simulated conversations, given what the line tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.labels.check import Evidence, check
from simulator.labels.dialects.effect import Judgement
from simulator.labels.dialects.ends import results_failures, state_failures, states_failures
from simulator.labels.dialects.line import ASSISTANT, USER, Expected, Line, Made
from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.labels.label import CallLabel, Labels, Said
from simulator.labels.pair import pair
from simulator.matching.matchers import matcher_of, matcher_problem
from simulator.messages import End, MadeCall, Note, ToolResult, Trajectory
from simulator.tools.spec import ToolSpec

CLOCK = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
DONE = End(reason="user_done")


def judge_strictly(line: Line) -> Judgement:
    """Calls by the best pairing of all, order, forbidden calls, states and what was said."""
    needs = line.needs("state", "states", "results")
    if needs:
        return Judgement(needs=needs)
    own = [(at, made) for at, made in enumerate(line.made) if made.requestor == ASSISTANT]
    labels = [_label(call) for call in line.calls if call.requestor == ASSISTANT]
    if line.ordered:
        labels = [_after(label, labels[at - 1 : at] if at else ()) for at, label in enumerate(labels)]
    wanted = Labels(
        calls=tuple(labels),
        never=tuple(_label(call) for call in line.never),
        say=tuple(Said(text=text) for text in line.say),
        outcome=(),
    )
    verdict = check(_evidence(line, wanted, [made for _, made in own]))
    judged = Judgement(
        failures=list(verdict.failures), matched={name: own[at][0] for name, at in verdict.matched.items()}
    )
    if any(call.requestor == USER for call in line.calls):
        _users_calls(line, judged)
    if any(part in line.expected for part in ("state", "states", "results")):
        judged.failures += [*state_failures(line), *states_failures(line), *results_failures(line)]
    return judged


def _evidence(line: Line, labels: Labels, made: Sequence[Made]) -> Evidence:
    trajectory = Trajectory(
        messages=line.messages,
        notes=(Note(),) * len(line.messages),
        calls=tuple([_made(one) for one in made]),
        first=None,
        last=None,
        end=DONE,
    )
    tools = {name: _spec(line, tool) for name, tool in (line.tools or _unlisted(line)).items()}
    return Evidence(labels=labels, trajectory=trajectory, tools=tools, clock=CLOCK)


def _unlisted(line: Line) -> Mapping[str, ToolSpec]:
    """A line that lists no tools has all that are called or expected, and they take anything."""
    names = dict.fromkeys([*(one.call.name for one in line.made), *(call.name for call in line.calls)])
    return {name: ToolSpec(name=name, description="", parameters={"type": "object"}) for name in names}


def _spec(line: Line, tool: ToolSpec) -> ToolSpec:
    """What nobody says to read only may write."""
    writes = not line.reads_only(tool.name)
    return ToolSpec(name=tool.name, description="", parameters=tool.parameters, writes=writes)


def _made(made: Made) -> MadeCall:
    result = made.result or ToolResult(content=None)
    if made.call.problem:
        result = ToolResult(content=result.content, status=400, refused="malformed")
    return MadeCall(at=made.at, turn=made.turn, call=made.call, result=result)


# --- labels ----------------------------------------------------------------------------------------------------------


def _label(call: Expected) -> CallLabel:
    args: dict[str, Any] = {name: _value(call, name, values) for name, values in call.accepted.items()}
    for name in call.dont_care:
        args[name] = {"$any": True}
    return CallLabel(id=call.id, name=call.name, args=args, after=call.after, turn=call.turn)


def _value(call: Expected, name: str, values: Sequence[Any]) -> Any:
    if not call.counts(name):
        return {"$any": True}
    right = [_literal(value) for value in values]
    if name in call.optional:
        right.append({"$absent": True})
    return right[0] if len(right) == 1 else {"$any_of": right}


def _literal(value: Any) -> Any:
    """An object with a `$` key that is no matcher is what it is."""
    if isinstance(value, Mapping) and matcher_of(value) and matcher_problem(value):
        return {"$exact": value}
    return value


def _after(label: CallLabel, before: Sequence[CallLabel]) -> CallLabel:
    after = tuple(dict.fromkeys((*label.after, *(other.id for other in before))))
    return CallLabel(id=label.id, name=label.name, args=label.args, after=after, turn=label.turn)


# --- calls of the user's own tools -----------------------------------------------------------------------------------


def _users_calls(line: Line, judged: Judgement) -> None:
    """Expected calls of the user: they must be made too, but to miss them is not the assistant's doing."""
    made = [(at, one) for at, one in enumerate(line.made) if one.requestor == USER]
    labels = Labels(calls=tuple(_label(call) for call in line.calls if call.requestor == USER), outcome=())
    found = pair(Log(_evidence(line, labels, [one for _, one in made])))
    for one in found.pairs:
        judged.matched[one.label.id] = made[one.index][0]
        for fault in one.faults:
            where = one.label.name if fault.kind == "wrong_order" else f"{one.label.name}.{fault.name}"
            judged.failures.append(_users(fault.kind, where, one.label.args.get(fault.name), fault.mismatch.proof))
    judged.failures += [
        _users("missing_call", label.name, dict(label.args), "the user did not make it") for label in found.unmet
    ]
    judged.failures += _crossed(line, judged.matched)


def _users(kind: str, where: str, expected: Any, proof: str) -> Failure:
    return Failure(kind=kind, blame="user", where=where, expected=expected, proof=proof)


def _crossed(line: Line, matched: Mapping[str, int]) -> Iterable[Failure]:
    """Calls of one that had to come after a call of the other."""
    calls = {call.id: call for call in line.calls}
    for before, call in zip((None, *line.calls), line.calls, strict=False):
        first = {*call.after, *((before.id,) if before and line.ordered else ())}
        for name in sorted(first):
            other = calls[name]
            crossed = other.requestor != call.requestor or call.requestor == USER
            if crossed and matched.get(name, -1) > matched.get(call.id, len(line.made)):
                proof = f"call {matched[call.id] + 1} comes before call {matched[name] + 1}"
                yield Failure(kind="wrong_order", where=call.name, expected=f"after {other.name}", proof=proof)
