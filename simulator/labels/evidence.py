"""What a verdict is made from, and an index over it: who said what when, and which calls took effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from simulator.frozen import NamedTuple, dataclass
from simulator.labels.label import CallLabel, Labels
from simulator.labels.spoken.ahead import looks_ahead
from simulator.matching.mismatch import Context
from simulator.messages import MadeCall, Reading, State, Trajectory
from simulator.tools.spec import ToolSpec

UNKNOWN: Mapping[str, Any] = {"type": "object"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One conversation and what it is judged by.

    labels  as active now, every condition decided
    slots   goal id -> slot name -> right value, events included
    replay  the state after these calls on a fresh world without faults; None where no state is compared
    marks   table -> column -> "id", "time" or ""
    """

    labels: Labels
    trajectory: Trajectory
    tools: Mapping[str, ToolSpec]
    clock: datetime
    slots: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    replay: Callable[[Sequence[MadeCall]], State] | None = None
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Claim(NamedTuple):
    """What an assistant's message says has become of the request, and which goal it was about.

    A text that still asks for a yes to a deed claims nothing to be done.
    """

    at: int
    claim: str
    goal: str


class Log:
    """The evidence, read once."""

    __slots__ = (
        "_contexts", "_goal", "_landed", "calls", "claims", "clock", "end", "evidence", "labels", "messages", "notes",
        "opened", "readings", "results", "said", "system", "texts", "told", "tools",
    )  # fmt: skip

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.labels, self.tools, self.clock = evidence.labels, evidence.tools, evidence.clock
        trajectory = evidence.trajectory
        self.calls, self.end = trajectory.calls, trajectory.end
        self.messages, self.notes = trajectory.messages, trajectory.notes
        self.results = [made.result.content for made in self.calls]
        self.said: list[tuple[int, str]] = []
        self.texts: list[tuple[int, str]] = []
        self.system: list[str] = []
        self.claims: list[Claim] = []
        self.readings: list[tuple[int, Reading, str]] = []
        self.told: list[tuple[int, str, str, Any]] = []
        self.opened = -1
        self._goal = ""
        self._contexts: dict[int, Context] = {}
        self._read(trajectory, 0)
        self._landed = [self._changed(made) for made in self.calls]

    def go_on(self, trajectory: Trajectory) -> None:
        """Reads on in the same conversation."""
        read, made = len(self.notes), trajectory.calls[len(self.calls) :]
        self.messages, self.notes, self.end = trajectory.messages, trajectory.notes, trajectory.end
        self._read(trajectory, read)
        if made:
            self.calls = trajectory.calls
            self.results += [one.result.content for one in made]
            self._landed += map(self._changed, made)

    def _read(self, trajectory: Trajectory, start: int) -> None:
        goal, notes = self._goal, trajectory.notes
        for at in range(start, len(notes)):
            message, note = trajectory.messages[at], notes[at]
            if message.role == "user":
                goal = note.goal or goal
                self.opened = at if self.opened < 0 else self.opened
                self.said.append((at, message.content))
                if note.told:
                    self.told += [(at, goal, slot, value) for slot, value in note.told.items()]
            elif message.role == "assistant":
                self.texts.append((at, message.content))
                reading = note.reading
                if reading:
                    self.readings.append((at, reading, goal))
                    open_yet = reading.claim == "done" and reading.confirms and looks_ahead(message.content)
                    if reading.claim and not open_yet:
                        self.claims.append(Claim(at=at, claim=reading.claim, goal=goal))
            elif message.role == "system":
                self.system.append(message.content)
        self._goal = goal

    def tool(self, name: str) -> ToolSpec:
        """The tool of this name; one that takes anything where it is unknown."""
        return self.tools.get(name) or ToolSpec(name=name, description="", parameters=UNKNOWN)

    def context(self, index: int) -> Context:
        """What the call of this index could build on."""
        found = self._contexts.get(index)
        if found is None:
            at = self.calls[index].at
            self._contexts[index] = found = Context(
                clock=self.clock,
                root=self.tool(self.calls[index].call.name).parameters,
                results=self.results[:index],
                said=[text for place, text in self.said if place < at],
            )
        return found

    def landed(self, index: int) -> bool:
        """Whether the call changed something, as far as can be known."""
        return self._landed[index]

    def _changed(self, made: MadeCall) -> bool:
        result = made.result
        return result.wrote or (result.ok and not result.fault and self.tool(made.call.name).writes)

    def user_spoke_between(self, first: int, last: int) -> bool:
        return any(first < at < last for at, _ in self.said)

    def goal_at(self, at: int) -> str:
        """The goal the user spoke of last before this message."""
        found = ""
        for place, note in enumerate(self.notes[:at]):
            if note.goal and self.messages[place].role == "user":
                found = note.goal
        return found

    def goal_of(self, label: CallLabel) -> str:
        """The goal a call serves: as labelled, else the one whose slots its arguments hold; "" where none leads."""
        goals = self.evidence.slots
        if label.goal or len(goals) < 2:
            return label.goal or next(iter(goals), "")
        best, most, sent = "", 0, label.args
        for goal, slots in goals.items():
            count = 0
            for name, value in slots.items():
                if sent.get(name) == value:
                    count += 1
            if count >= most:
                best, most = ("" if count == most else goal), count
        return best

    def claims_about(self, goal: str) -> list[Claim]:
        """The claims that may be about this goal; all of them where the goal is not known."""
        return [claim for claim in self.claims if not goal or not claim.goal or claim.goal == goal]

    def scalars(self, index: int) -> Iterator[Any]:
        """Every plain value in results of calls before this one."""
        layer: list[Any] = list(self.results[:index])
        while layer:
            inner: list[Any] = []
            for item in layer:
                if isinstance(item, Mapping):
                    inner.extend(item.values())
                elif isinstance(item, list | tuple):
                    inner.extend(item)
                else:
                    yield item
            layer = inner
