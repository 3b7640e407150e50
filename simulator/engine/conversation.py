"""A conversation as it grows: what was said and done so far, and what of it is judged already.

Who is waited for leaves time to judge in; a verdict is the same whether there was any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.engine.judge import Ahead, Judging
from simulator.frozen import dataclass
from simulator.labels.label import Labels, active
from simulator.messages import End, MadeCall, Message, Note, Reading, State, ToolCall, ToolResult, Trajectory
from simulator.scenario.case import Case
from simulator.users.user import UserTurn
from simulator.worlds.toolset import Session

if TYPE_CHECKING:
    from simulator.assistants.foreign.thread import Aside

NOTHING_NOTED = Note()
GOES_ON = End(reason="")
SEVERAL = 2
"""So many texts are judged together while the assistant is awaited."""


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A conversation as it grows."""

    case: Case
    session: Session
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    calls: list[MadeCall] = field(default_factory=list)
    turns: int = 0
    asked_at: int = 0
    usage: dict[str, int] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    happened: frozenset[str] = frozenset()
    compared: bool = True
    first: State | None = None
    judging: Judging | None = None
    ahead: Ahead | None = None
    put_off: Callable[[float], None] = lambda _: None
    late: Callable[[], bool] = lambda: False
    can_work: bool = False
    unjudged: int = 0
    aside: Aside | None = None
    _active: tuple[frozenset[str], Labels] | None = None

    def so_far(self, end: End = GOES_ON) -> Trajectory:
        """The conversation up to here."""
        self.begin()
        return Trajectory(
            messages=tuple(self.messages),
            notes=tuple(self.notes),
            calls=tuple(self.calls),
            first=self.first,
            last=self.session.state() if self.compared else None,
            end=end,
            usage={"user_turns": self.turns, "calls": len(self.calls), **self.usage},
            settled=self.ahead,
        )

    def _judged_so_far(self, *, calls: bool) -> Trajectory:
        """The conversation as far as judging while it goes on needs it."""
        self.begin()
        return Trajectory(
            messages=tuple(self.messages),
            notes=tuple(self.notes),
            calls=tuple(self.calls),
            first=self.first,
            last=self.session.state() if calls and self.compared else None,
            end=GOES_ON,
        )

    def stop_if_late(self) -> None:
        """Raises TimeoutError once the time is over: an agent may swallow being cancelled, and would go on for ever."""
        if self.late():
            raise TimeoutError

    def add(self, message: Message, note: Note = NOTHING_NOTED) -> None:
        if message.role == "assistant":
            self.asked_at = len(self.messages)
        self.messages.append(message)
        self.notes.append(note)

    def hear(self, turn: UserTurn) -> None:
        """What the user says enters the conversation."""
        for message, note in zip(turn.messages, turn.notes, strict=True):
            self.add(message, note)
            self.told.update(note.told)
            if note.happened:
                self.happened |= frozenset(note.happened)
        self.turns += bool(turn.messages)

    def read(self, reading: Reading) -> None:
        """What the user understood from the assistant's text, the last message."""
        self.notes[-1] = Note(reading=reading)
        if self.judging is not None and self.compared:
            self.unjudged += 1
            self.can_work = self.can_work or self.unjudged >= SEVERAL

    def labels(self) -> Labels:
        """The labels that hold by what has happened so far."""
        if self._active is None or self._active[0] != self.happened:
            self._active = (self.happened, active(self.case.labels, self.happened, self.case.values))
        return self._active[1]

    def begin(self) -> None:
        """Keeps how the world is before the first call."""
        if self.compared and self.first is None:
            self.first = self.session.state()

    async def call(self, call: ToolCall) -> None:
        """The world answers one call, in a thread where it waits; the call and its result enter the conversation."""
        self.made(call, self.run(call) if self.aside is None else await self.aside.call(self.run, call))

    def run(self, call: ToolCall) -> ToolResult:
        """The world answers one call."""
        self.begin()
        return self.session.call(call)

    def made(self, call: ToolCall, result: ToolResult) -> None:
        meant = self.session.meant(call)
        self.calls.append(MadeCall(at=self.asked_at, turn=self.turns, call=meant, result=result))
        if self._made_all():
            self.can_work = True
        self.add(
            Message(role="tool", content=result.text(), call_id=call.id, name=call.name),
            _result_note(result.status, result.wrote, result.fault, result.refused),
        )

    def _made_all(self) -> bool:
        """Whether every call that is surely wanted was made, in a conversation that is judged while it goes on."""
        return self.judging is not None and self.judging.surely <= {made.call.name for made in self.calls}

    def work_ahead(self) -> None:
        """Opens the world, and judges texts, and calls when all are made; that changes no result."""
        self.can_work, calls = False, self._made_all()
        self.begin()
        if self.judging is not None and (self.unjudged or calls):
            self.unjudged = 0
            self.ahead = self.judging.go_on(self._judged_so_far(calls=calls), self.ahead, calls=calls)
            if self.ahead is None:
                self.judging = None  # what is wrong stays wrong, and is told at the end

    def count(self, usage: Mapping[str, int]) -> None:
        for name, amount in usage.items():
            self.usage[name] = self.usage.get(name, 0) + amount


@lru_cache(maxsize=64)
def _result_note(status: int, wrote: bool, fault: str, refused: str) -> Note:
    """What is noted of a result, one note for all that are alike."""
    return Note(result=ToolResult(content=None, status=status, wrote=wrote, fault=fault, refused=refused))
