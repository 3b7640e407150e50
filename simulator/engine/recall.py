"""A stored record as the trajectory it was made from, as far as verdicts depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.draws import Draws
from simulator.messages import (
    End,
    MadeCall,
    Message,
    Note,
    Reading,
    Span,
    State,
    ToolCall,
    ToolResult,
    Trajectory,
    from_openai,
    parse_strict,
)
from simulator.scenario.case import Case
from simulator.worlds.toolset import Session, Toolset


def recall(record: Mapping[str, Any], case: Case, toolset: Toolset, world_draws: Draws) -> Trajectory:
    """The trajectory of a record whose case is this one; its first state is a fresh world's."""
    session = toolset.open(rows=case.world, clock=case.clock, draws=world_draws, faults=case.faults, disguised=True)
    try:
        first = None if record["state"] is None else session.state()
        messages = tuple([from_openai(found) for found in record["messages"]])
        return Trajectory(
            messages=messages,
            notes=tuple([_note(found, case) for found in record["notes"]]),
            calls=_calls(messages, record["notes"], session),
            first=first,
            last=None if first is None else changed(first, record["state"]),
            end=End(**record["end"]),
            usage=record["usage"],
        )
    finally:
        session.close()


def changed(first: State, diff: Mapping[str, Any]) -> State:
    """The state after a diff as `worlds.state.diff` gives it; tables that did not change are the same objects."""
    last: dict[str, Any] = dict(first)
    for table, changes in diff.items():
        rows = {key: row for key, row in first.get(table, {}).items() if key not in changes.get("removed", {})}
        for key, columns in changes.get("changed", {}).items():
            rows[key] = {**rows.get(key, {}), **{name: after for name, (_, after) in columns.items()}}
        last[table] = {**rows, **changes.get("added", {})}
    return last


def _note(found: Mapping[str, Any], case: Case) -> Note:
    reading = found.get("read")
    if not found.get("act"):
        return Note(reading=None if reading is None else _reading(reading))
    return Note(
        act=found["act"],
        goal=found.get("goal") or (case.goals[0].id if len(case.goals) == 1 else ""),
        told=found.get("told", {}),
        happened=tuple(found.get("happened", ())),
        spans=tuple(
            [Span(slot=s[0], start=s[1], end=s[2], harmed=len(s) > len("abc")) for s in found.get("spans", ())]
        ),
    )


def _reading(found: Mapping[str, Any]) -> Reading:
    values = {slot: word for word in ("right", "wrong") for slot in found.get(word, ())}
    asks, confirms = tuple(found.get("asks", ())), bool(found.get("confirms"))
    return Reading(
        asks=asks,
        confirms=confirms,
        values=values,
        claim=found.get("claim", ""),
        offers=tuple(found.get("offers", ())),
        bye=bool(found.get("bye")),
        question=bool(found.get("question")) or confirms or bool(asks),
        understood=found.get("understood", True),
        manner=found.get("manner", ""),
    )


def _calls(messages: tuple[Message, ...], notes: Any, session: Session) -> tuple[MadeCall, ...]:
    """The calls in the order of their answers; one without an answer was never made."""
    made: list[MadeCall] = []
    waiting: dict[str, tuple[int, ToolCall]] = {}
    turn, heard = 0, False
    for at, message in enumerate(messages):
        turn += message.role == "user" and not heard
        heard = message.role == "user"
        waiting |= {call.id: (at, call) for call in message.calls}
        if message.role == "tool" and message.call_id in waiting:
            place, call = waiting.pop(message.call_id)
            result = _result(message.content, notes[at])
            made.append(MadeCall(at=place, turn=turn, call=session.meant(call), result=result))
    return tuple(made)


def _result(text: str, note: Mapping[str, Any]) -> ToolResult:
    found, problem = parse_strict(text)
    return ToolResult(
        content=text if problem else found,
        status=note.get("status", 200),
        wrote=note.get("wrote", False),
        fault=note.get("fault", ""),
        refused=note.get("refused", ""),
    )
