"""A conversation written by hand, with a small ledger as its world, for tests that plant one fault each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest

from simulator.labels.check import check
from simulator.labels.evidence import Evidence, Log
from simulator.labels.failures import Verdict
from simulator.labels.label import CallLabel, Labels, Outcome, Rule, Said
from simulator.messages import (
    End,
    MadeCall,
    Message,
    Note,
    Reading,
    State,
    ToolResult,
    Trajectory,
    make_call,
)
from simulator.tools.spec import ToolSpec

CLOCK = datetime.fromisoformat("2030-02-20T09:00+01:00")
TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}


def spec(
    name: str, required: Mapping[str, Any], optional: Mapping[str, Any] | None = None, *, writes: bool
) -> ToolSpec:
    parameters = {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }
    return ToolSpec(name=name, description=name, parameters=parameters, writes=writes)


TOOLS = {
    tool.name: tool
    for tool in (
        spec("get_booking", {"booking_id": TEXT}, writes=False),
        spec("search", {"city": TEXT}, {"limit": {"type": "integer", "default": 10}}, writes=False),
        spec(
            "change_flight",
            {"booking_id": TEXT, "date": DATE},
            {
                "seats": {"type": "integer", "default": 1},
                "note": TEXT,
                "cabin": {"type": "string", "enum": ["economy", "business", "first"]},
            },
            writes=True,
        ),
        spec("rebook", {"booking_id": TEXT, "date": DATE}, writes=True),
        spec("reserve", {"room": TEXT}, writes=True),
        spec("pay", {"room": TEXT}, writes=True),
        spec("refund", {"booking_id": TEXT}, {"amount": {"type": "number"}}, writes=True),
        spec("subscribe", {"email": {"type": "string", "format": "email"}}, writes=True),
    )
}


def ledger(calls: Iterable[MadeCall]) -> State:
    """The state of the ledger: one row for each call that took effect."""
    rows = [{"tool": made.call.name, **(made.call.arguments or {})} for made in calls]
    return {"ledger": {str(number): row for number, row in enumerate(rows)}}


class Talk:
    """A conversation as it is written down."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.notes: list[Note] = []
        self.calls: list[MadeCall] = []
        self.ended = End(reason="user_done")
        self.last: State | str | None = "ledger"
        self.compared = True

    def system(self, text: str) -> Talk:
        return self._add(Message(role="system", content=text), Note())

    def user(self, text: str, act: str = "inform", goal: str = "move", **note: Any) -> Talk:
        return self._add(Message(role="user", content=text), Note(act=act, goal=goal, **note))

    def says(self, text: str, **reading: Any) -> Talk:
        return self._add(Message(role="assistant", content=text), Note(reading=Reading(**reading)))

    def call(self, name: str, arguments: Mapping[str, Any] | str | None = None, text: str = "", **result: Any) -> Talk:
        """One call and its result; a write that is answered well has effect unless `wrote` says otherwise."""
        call = make_call(id=f"c{len(self.calls)}", name=name, arguments=arguments or {})
        status = result.setdefault("status", 200)
        writes = name in TOOLS and TOOLS[name].writes
        result.setdefault("wrote", writes and status < 400)
        result.setdefault("content", {"ok": status < 400})
        made = ToolResult(**result)
        self._add(Message(role="assistant", content=text, calls=(call,)), Note())
        turn = sum(message.role == "user" for message in self.messages)
        self.calls.append(MadeCall(at=len(self.messages) - 1, turn=turn, call=call, result=made))
        return self._add(Message(role="tool", content=made.text(), call_id=call.id, name=name), Note(result=made))

    def end(self, reason: str, blame: str = "none", detail: str = "") -> Talk:
        self.ended = End(reason=reason, blame=blame, detail=detail)
        return self

    def _add(self, message: Message, note: Note) -> Talk:
        self.messages.append(message)
        self.notes.append(note)
        return self

    def trajectory(self) -> Trajectory:
        last = ledger(made for made in self.calls if made.result.wrote) if self.last == "ledger" else self.last
        return Trajectory(
            messages=tuple(self.messages),
            notes=tuple(self.notes),
            calls=tuple(self.calls),
            first=ledger(()) if self.compared else None,
            last=last if self.compared else None,
            end=self.ended,
        )

    def evidence(self, labels: Labels, slots: Mapping[str, Mapping[str, Any]] | None = None) -> Evidence:
        return Evidence(
            labels=labels,
            trajectory=self.trajectory(),
            tools=TOOLS,
            clock=CLOCK,
            slots=slots if slots is not None else {"move": {"booking_id": "AB12", "date": "2030-03-04"}},
            replay=ledger,
        )

    def log(self, labels: Labels) -> Log:
        return Log(self.evidence(labels))

    def judged(self, labels: Labels, slots: Mapping[str, Mapping[str, Any]] | None = None) -> Verdict:
        return check(self.evidence(labels, slots))


def label(name: str, args: Mapping[str, Any] | None = None, id: str = "", **more: Any) -> CallLabel:
    return CallLabel(id=id or name, name=name, args=args or {}, **more)


def labels(*calls: CallLabel, outcome: str = "done", say: Sequence[Any] = (), **more: Any) -> Labels:
    if "never_say" in more:
        more["never_say"] = tuple(Said(text=text) for text in more["never_say"])
    if "confirm" in more:
        more["rules"] = (Rule(kind="confirm_before", tool=more.pop("confirm")),)
    return Labels(calls=calls, outcome=(Outcome(name=outcome),), say=tuple(Said(text=text) for text in say), **more)


class Words:
    """What a test writes conversations and labels with."""

    talk = Talk
    label = staticmethod(label)
    labels = staticmethod(labels)
    tools = TOOLS
    clock = CLOCK


@pytest.fixture(scope="session")
def write() -> type[Words]:
    return Words
