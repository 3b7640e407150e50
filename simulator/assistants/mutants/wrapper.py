"""A wrapper round `reference` that edits one decision at one point, knows whether it did, and keeps the talk going."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from simulator.assistants.assistant import AssistantView, Opening, PlanView, Reply
from simulator.assistants.reference import Reference
from simulator.assistants.reference_book import Book, Move
from simulator.assistants.reference_close import outcome
from simulator.assistants.speech.results import read_answer
from simulator.assistants.speech.values import listed, said
from simulator.errors import OurBug
from simulator.labels.label import CallLabel, Labels
from simulator.messages import ToolCall
from simulator.tools.spec import ToolSpec
from simulator.values.mention import mentions

VAGUE = (
    "Thank you for the details.",
    "I see, thanks for your patience.",
    "Thanks for explaining.",
    "I understand. Thank you for your message.",
    "Thanks, I appreciate it.",
    "All right, thank you.",
)


class Wrapper:
    """One conversation of a mutant or a twin; `fired` says whether the edit was made and took effect.

    anchors  the "tool.argument" of every argument that was made wrong: no other may be blamed
    """

    def __init__(self, opening: Opening, edit: Edit) -> None:
        if opening.plan is None:
            raise OurBug("a mutant was opened without a plan")
        self.plan: PlanView = opening.plan
        self.reference = Reference(opening)
        self.tools: Mapping[str, ToolSpec] = {tool.name: tool for tool in opening.tools}
        self.fired = False
        self.memory: dict[Any, Any] = {}
        self.told: dict[str, list[Any]] = {}
        self.read_back: dict[str, list[Any]] = {}
        self.user = self.heard = ""
        self.told_at: dict[str, int] = {}
        self.at = 0
        self.view = AssistantView(messages=(), tools=opening.tools)
        self.proof = ""
        self.proven_by: tuple[str, ...] = ("ok", "empty")
        self.anchors: set[str] = set()
        self._edit = edit
        self._held: list[Reply] = []
        self._over: tuple[str, ...] = ()
        self._answers = 0
        self._changed: tuple[CallLabel, Mapping[str, Any]] | None = None
        self._texts: list[str] = []

    def act(self, view: AssistantView) -> Reply:
        """What was held back, what a finished mutant keeps saying, or the reference's move after the edit."""
        self.view = view
        self._listen(view)
        if self._held:
            return self._kept(self._held.pop(0))
        if self._over:
            text = self._over[min(self._answers, len(self._over) - 1)]
            self._answers += 1
            return self._kept(Reply(text=text))
        self._restore()
        reply = self.reference.act(view)
        return self._kept(self._edit(self, self.reference.move, reply))

    def close(self) -> None:
        """Nothing is held."""

    def _listen(self, view: AssistantView) -> None:
        for name, value in self.plan.told().items():
            values = self.told.setdefault(name, [])
            if not values or values[-1] != value:
                values.append(value)
        said_last = takewhile(lambda message: message.role == "user", reversed(view.messages))
        self.user = "\n".join(message.content for message in said_last)
        self.heard = "\n".join(message.content for message in view.messages if message.role == "user")
        self._turned(view)
        last = view.messages[-1] if view.messages else None
        self.memory["result"] = last if last and last.role == "tool" else None
        if self.proof and last and last.call_id == self.proof:
            self.proof = ""
            self.fired = read_answer(last.content).kind in self.proven_by

    def _turned(self, view: AssistantView) -> None:
        """Keeps in which message each value was told last."""
        self.at = len(view.messages)
        for name, values in self.told.items():
            if (name, len(values)) not in self.memory:
                self.memory[name, len(values)] = self.told_at[name] = self.at

    def _kept(self, reply: Reply) -> Reply:
        if reply.text:
            self._texts.append(reply.text)
        return reply

    # --- for edits -------------------------------------------------------------------------------------------------
    @property
    def book(self) -> Book:
        return self.reference.book

    def hold(self, *replies: Reply) -> None:
        """Replies to be given next, before the reference is asked again."""
        self._held.extend(replies)

    def end_with(self, texts: Sequence[str] = VAGUE) -> None:
        """From now on only these texts, in turn; the last one for ever."""
        self._over = tuple(texts)

    def active(self) -> Labels:
        return self.plan.active()

    @property
    def can_be_done(self) -> bool:
        """True where what the user wants is to be done, not refused, asked about or handed over."""
        return outcome(self.active()) == "done"

    def is_write(self, move: Move) -> bool:
        """True for the call of an expected write, made for the first time."""
        return move.kind == "call" and move.label is not None and self.book.writes(move.label)

    def is_ruled(self, label: CallLabel) -> bool:
        return any(rule.kind == "confirm_before" and rule.tool == label.name for rule in self.plan.labels.rules)

    def may_change(self, label: CallLabel) -> bool:
        """True where something planned may still make this call wrong, or unwanted."""
        return any(one.id == label.id and "happened(" in one.when for one in self.plan.labels.calls)

    def is_last(self, label: CallLabel) -> bool:
        """True where every other required write is done already, and this one is to be done."""
        writes = [
            one for one in self.active().calls if self.book.writes(one) and not one.optional and one.id != label.id
        ]
        in_last_goal = self.book.goal(label) == len(self.book.goals) - 1
        return self.can_be_done and in_last_goal and all(self.book.progress(one).state == "done" for one in writes)

    def with_rest(self, text: str) -> str:
        """The text, and every value that has to be said and has not been said so far: they are no part of the fault."""
        said_before = " \n ".join((*self._texts, text))
        rest = [one.text for one in self.active().say if not mentions(one.text, said_before, self.plan.clock)]
        return f"{text} For your information: {listed([said(value) for value in rest])}." if rest else text

    def send(self, move: Move, reply: Reply, args: Mapping[str, Any]) -> Reply:
        """The call of a move with other arguments; tries after a failure are made with them as well."""
        if move.label is not None:
            self.book.progress(move.label).args = dict(args)
            self._changed = (move.label, move.args)
            self.anchors |= {f"{move.tool}.{name}" for name, value in args.items() if move.args.get(name) != value}
        self.fired = True
        return self.again(reply, args, "")

    def _restore(self) -> None:
        """Once a changed call has worked, the reference goes on as if it had been the right one."""
        result = self.memory["result"]
        if (
            self._changed
            and result
            and result.name == self._changed[0].name
            and read_answer(result.content).kind == "ok"
        ):
            label, args = self._changed
            self.book.progress(label).args = args
            self._changed = None

    def again(self, reply: Reply, args: Mapping[str, Any], mark: str) -> Reply:
        """The same call with other arguments, under an id that the reference does not know."""
        call = reply.calls[0]
        return Reply(calls=(ToolCall(id=f"{call.id}{mark}", name=call.name, arguments=dict(args)),))


Edit = Callable[[Wrapper, Move, Reply], Reply]
