"""How far the plan has come: which expected calls were made, what they gave, and which goal each of them serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from simulator.assistants.assistant import PlanView
from simulator.assistants.reference_known import Known
from simulator.assistants.speech.documents import action_of, participle
from simulator.assistants.speech.results import Answer, next_page, read_answer, renamed, rows, same, scalars
from simulator.frozen import dataclass, replace
from simulator.labels.label import CallLabel, Labels
from simulator.messages import Message, ToolCall
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat

PAGED_BY = frozenset(
    "cursor pagetoken nexttoken after startingafter continuation continuationtoken nextpagetoken page pagenumber pageno"
    " offset skip startindex".split()
)
NO_ARGUMENTS: Mapping[str, Any] = MappingProxyType({})
Goals = tuple[tuple[str, tuple[str, ...]], ...]
Call = tuple[str, bool, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """What `reference` decided, for its wrappers.

    kind: ask confirm call retry recheck report refuse hand_over dropped answer trouble what_else courtesy; `label` is
    the expected call it serves, `args` what is sent or read back, `final` says that no goal is left after it.
    """

    kind: str
    text: str = ""
    label: CallLabel | None = None
    args: Mapping[str, Any] = NO_ARGUMENTS
    tool: str = ""
    goal: int = 0
    final: bool = False


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far one expected call has come.

    state    "" (not made), sent, done, broken (may be tried again) or failed
    checked  what a look-up showed about a write without an answer: "", landed or not landed
    """

    state: str = ""
    tries: int = 0
    args: Mapping[str, Any] = field(default_factory=dict)
    answer: Answer | None = None
    checked: str = ""
    reported: bool = False


@dataclass(slots=True, kw_only=True)
class Entry:
    """One expected call of a tool that is there: the goal it serves, how far it has come, and what it waits for."""

    label: CallLabel
    tool: ToolSpec
    writes: bool
    goal: int
    progress: Progress
    waits: tuple[Progress, ...]

    @property
    def free(self) -> bool:
        """True where what this call waits for is settled; an optional look-up is no reason to wait."""
        return all(one.state in ("done", "failed") for one in self.waits) if self.waits else True


class Book:
    """The expected calls of one conversation and what became of them."""

    def __init__(self, *, plan: PlanView, tools: tuple[ToolSpec, ...], known: Known) -> None:
        self.plan = plan
        self.tools = {tool.name: tool for tool in tools}
        self.goals = tuple(plan.goals) or ("",)
        self.slots = known.slots
        self.opened = 1
        self.results: list[tuple[ToolSpec, Any]] = []
        self._known = known
        self._progress: dict[str, Progress] = {}
        self._sent: dict[str, Move] = {}
        self._goal_of: Mapping[str, int] | None = None
        self._names: dict[str, dict[str, str]] = {}
        self._looks: dict[tuple[str, str], Any] = {}
        self._entries: tuple[Labels | None, list[Entry]] = (None, [])

    def writes(self, label: CallLabel) -> bool:
        tool = self.tools.get(label.name)
        return bool(tool and tool.writes)

    def progress(self, label: CallLabel) -> Progress:
        found = self._progress.get(label.id)
        if found is None:
            found = self._progress[label.id] = Progress()
        return found

    def errors(self) -> list[str]:
        """What tools said went wrong for good."""
        return [one.answer.message for one in self._progress.values() if one.answer and one.answer.kind == "error"]

    def entries(self, labels: Labels) -> list[Entry]:
        """The expected calls by now, in order; kept as long as the labels are the same."""
        if self._entries[0] is not labels:
            self._entries = labels, [self._entry(one, labels) for one in labels.calls if one.name in self.tools]
        return self._entries[1]

    def _entry(self, label: CallLabel, labels: Labels) -> Entry:
        waits = [one for one in labels.calls if one.id in label.after and not one.optional] if label.after else ()
        tool = self.tools[label.name]
        return Entry(
            label=label,
            tool=tool,
            writes=tool.writes,
            goal=self.goal(label),
            progress=self.progress(label),
            waits=tuple([self.progress(one) for one in waits]),
        )

    def pending(self, labels: Labels) -> list[Entry]:
        """Expected calls of the goals opened so far that are still to be made, in order."""
        opened = self.opened
        return [one for one in self.entries(labels) if one.goal < opened and one.progress.state in ("", "broken")]

    def written(self, goal: int, labels: Labels) -> bool:
        """True where this goal has writes and all of them are done."""
        writes = [one for one in self.entries(labels) if one.writes and not one.label.optional and one.goal == goal]
        return bool(writes) and all(one.progress.state == "done" for one in writes)

    def goal(self, label: CallLabel) -> int:
        """Which goal a call serves; where the label does not say, the one that shares most slots with it."""
        if self._goal_of is None:
            self._goal_of = self._served(self.plan.labels.calls)
        found = self._goal_of.get(label.id)
        return self._served((label,))[label.id] if found is None else found

    def _served(self, labels: tuple[CallLabel, ...]) -> Mapping[str, int]:
        calls = tuple([(one.id, self.writes(one), one.goal, tuple(one.args)) for one in labels])
        return _places(tuple(self.plan.goals.items()), calls)

    def send(self, move: Move, call_id: str) -> ToolCall:
        """The call of a move, noted as under way."""
        if move.label is not None:
            self._sent[call_id] = move
            if move.kind != "recheck":
                progress = self.progress(move.label)
                progress.state, progress.tries, progress.args = "sent", progress.tries + 1, move.args
        names = self._names.get(move.tool)
        given = {names.get(name, name): value for name, value in move.args.items()} if names else dict(move.args)
        return ToolCall(id=call_id, name=move.tool, arguments=given)

    def settle(self, message: Message) -> None:
        """Takes in a tool message; one that answers no call of ours is left alone."""
        move = self._sent.pop(message.call_id, None)
        if move is None or move.label is None:
            return
        answer, tool, progress = read_answer(message.content), self.tools[move.tool], self.progress(move.label)
        if answer.kind == "ok":
            self._known.answer(answer.data)
            self.results.append((tool, answer.data))
        if move.kind == "recheck":
            self._checked(progress, move, answer)
            return
        if not tool.writes:
            self._looks[tool.name, repr(move.args)] = answer.data
        progress.answer = answer
        again = answer.kind == "passing" or (answer.kind == "empty" and progress.tries < 2 and not tool.writes)
        progress.state = "broken" if again or self._moved_on(progress, move, answer) else "done"

    def _moved_on(self, progress: Progress, move: Move, answer: Answer) -> bool:
        """The same call is to be made once more: under a new argument name, or for the next page of a list."""
        if answer.kind == "error":
            old, new = renamed(answer.message)
            if old in move.args and new not in self._names.get(move.tool, {}).values():
                self._names.setdefault(move.tool, {})[old] = new
                progress.answer = replace(answer, landed="no")
                progress.tries -= 1
                return True
        mark, argument = next_page(answer.data), _paged_by(self.tools[move.tool])
        if answer.kind != "ok" or mark is None or not argument or move.args.get(argument) == mark:
            return False
        progress.args = {**move.args, argument: mark}
        progress.tries = 0
        return True

    def _checked(self, progress: Progress, move: Move, answer: Answer) -> None:
        """A write that got no answer has landed where a look-up shows another state than before it, or its values."""
        before = self._looks.get((move.tool, repr(move.args)), answer.data)
        new = {name: value for name, value in progress.args.items() if name not in move.args and value is not None}
        wrote = self.tools[move.label.name] if move.label else self.tools[move.tool]
        done = participle(action_of(wrote.name, wrote.description).verb)
        landed = answer.kind == "ok" and (before != answer.data or _shows(answer.data, new, done))
        progress.checked = "landed" if landed else "not landed"
        if landed:
            progress.state, progress.answer = "done", answer


def _paged_by(tool: ToolSpec) -> str:
    """The argument by which a tool that reads is asked for its next page."""
    if tool.writes:
        return ""
    return next((name for name in tool.properties if flat(name) in PAGED_BY), "")


@lru_cache(maxsize=1024)
def _places(goals: Goals, calls: tuple[Call, ...]) -> Mapping[str, int]:
    """Which goal each call serves: the one it names, or that with most of its arguments, ties by order of writes."""
    names = [name for name, _ in goals]
    writes = [name for name, writes, _, _ in calls if writes]
    found: dict[str, int] = {}
    for name, _, goal, args in calls:
        shares = [len(set(args) & set(slots)) for _, slots in goals] or [0]
        best = [at for at, share in enumerate(shares) if share == max(shares)]
        order = writes.index(name) if name in writes else 0
        found[name] = names.index(goal) if goal in names else best[min(order, len(best) - 1)]
    return found


def _shows(data: Any, args: Mapping[str, Any], done: str) -> bool:
    """True where one object of a result holds every argument of a write, or says that it is done."""
    if not args:
        return any(str(value).casefold() == done for _, value in scalars(data))
    return any(all(any(same(value, own) for own in row.values()) for value in args.values()) for row in rows(data))
