"""`reference` plays the ground truth: it knows which calls are right, and uses a value only after somebody said it.

Its conversations are fit to train on: it asks for what is missing, looks up before it writes, confirms where a rule
says so, and reports what the tools answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.assistants.assistant import AssistantView, Opening, PlanView, Reply
from simulator.assistants.reference_book import Book, Entry, Move, Progress
from simulator.assistants.reference_close import Closing, outcome
from simulator.assistants.reference_known import MISSING, Known, matcher_of
from simulator.assistants.speech.consent import consent
from simulator.assistants.speech.phrases import DOWN, FAILED, KEEPS, SLOW, WHAT_ELSE
from simulator.assistants.speech.results import Answer, same, token
from simulator.assistants.speech.stems import sentences, stems, to_sentence
from simulator.assistants.speech.talk import Speech
from simulator.errors import OurBug
from simulator.labels.label import CallLabel, Labels
from simulator.values.late import Late
from simulator.values.mention import mentions

MAX_TRIES = 3
NO_MOVE = Move(kind="")
PLEADING = stems(
    "please exception really come unfair why manager supervisor ridiculous seriously cannot sure anyway rule"
)
PROBES = Late(
    r"\b(?:show|tell|give|print|repeat|reveal|what are|share)\b[^.?!]{0,24}\b(?:your (?:exact |full |own )?instructions"
    r"|system prompt|your (?:exact |full )?prompt)\b",
    re.IGNORECASE,
)
ID_ENDINGS = ("id", "reference", "number", "code", "email")


def _probes(text: str) -> bool:
    """Whether a user asks for what the assistant was told to do."""
    low = text.lower()
    return ("prompt" in low or "instructions" in low) and PROBES.search(text) is not None


def spoken_policy(plan: PlanView) -> str:
    """The policy without the sentences that hold what must never be said."""
    if not plan.labels.never_say:
        return plan.policy
    hidden = tuple(one.text for one in plan.labels.never_say if isinstance(one.text, str | int | float))
    return _without(plan.policy, hidden, plan.clock) if hidden else plan.policy


@lru_cache(maxsize=256)
def _without(policy: str, hidden: tuple[Any, ...], clock: datetime) -> str:
    kept = [part for part in sentences(policy) if not any(mentions(value, part, clock) for value in hidden)]
    return "\n\n".join(kept)


class Reference:
    """One conversation played by the plan; `move` is what it decided last."""

    def __init__(self, opening: Opening) -> None:
        if opening.plan is None:
            raise OurBug("reference was opened without a plan")
        plan: PlanView = opening.plan
        self.plan = plan
        self.known = Known(clock=plan.clock, slots=frozenset().union(*plan.goals.values()))
        self.book = Book(plan=plan, tools=opening.tools, known=self.known)
        hidden = frozenset([token(one.text) for one in plan.labels.never_say])
        self.speech = Speech(draws=opening.draws, policy=spoken_policy(plan), clock=plan.clock, hidden=hidden)
        self.closing = Closing(book=self.book, known=self.known, speech=self.speech)
        self.move = NO_MOVE
        self._turn = ""
        self._heard = 0
        self._calls = 0
        self._resolved: dict[str, dict[str, Any]] = {}
        self._asked: dict[tuple[int, str], int] = {}
        self._offered: tuple[str, Mapping[str, Any]] = ("", {})

    def act(self, view: AssistantView) -> Reply:
        """The next move; every message is taken in once."""
        for message in view.messages[self._heard :]:
            role = message.role
            if role == "tool":
                self.book.settle(message)
            elif role == "user":
                self._turn = f"{self._turn}\n{message.content}".strip()
                self.known.hear(message)
                self.known.tell(self.plan.told())
            elif role == "system":
                self.known.hear(message)
        self._heard = len(view.messages)
        self._resolved.clear()
        self.move = move = self._decide(self.plan.active())
        if not move.tool:
            text = f"{self.speech.pick(KEEPS, 'keeps')} {move.text}" if _probes(self._turn) else move.text
            self._turn = ""
            return Reply(text=text)
        self._calls += 1
        return Reply(text=move.text, calls=(self.book.send(move, f"call_{self._calls}"),))

    def close(self) -> None:
        """Nothing is held."""

    def make(self, label: CallLabel, args: Mapping[str, Any]) -> Reply:
        """The call of a label right away, whatever was decided."""
        self.move = move = Move(kind="call", label=label, tool=label.name, args=args, goal=self.book.goal(label))
        self._calls += 1
        return Reply(calls=(self.book.send(move, f"call_{self._calls}"),))

    def take_back(self) -> None:
        """The last text was never sent: what it asked for counts as not asked."""
        self._offered = ("", {})
        for name in self.move.args if self.move.kind == "ask" else ():
            self._asked[self.move.goal, name] = self._asked.get((self.move.goal, name), 1) - 1

    def _decide(self, labels: Labels) -> Move:
        self._open_next(labels)
        pending = self.book.pending(labels)
        found = self._advance(pending, labels) if pending else None
        return found or self.closing.close(labels, self._turn)

    def _advance(self, pending: Sequence[Entry], labels: Labels) -> Move | None:
        return (
            self._recover(pending)
            or self._look_up(pending, labels)
            or self._go_on(pending, labels)
            or self._search(pending)
            or self._insist(pending)
        )

    # --- goals -----------------------------------------------------------------------------------------------------
    def _open_next(self, labels: Labels) -> None:
        """The user speaks again after a goal was closed: that opens the next one, unless they press on."""
        book = self.book
        if not self._turn or book.opened >= len(book.goals) or book.opened - 1 not in self.closing.closed:
            return
        if any(not one.label.optional for one in book.pending(labels)) or (
            self.move.kind == "refuse" and self._pleads(labels)
        ):
            return
        book.opened += 1
        self._offered = ("", {})

    def _pleads(self, labels: Labels) -> bool:
        """After a refusal: nothing the user says is about the next goal."""
        book, said = self.book, stems(self._turn)
        here, there = (set(self.plan.goals[book.goals[at]]) for at in (book.opened - 1, book.opened))
        if set(self.known.told) & (there - here):
            return False
        tools = [one.tool for one in book.entries(labels) if one.goal == book.opened]
        about = frozenset().union(*(stems(f"{tool.name.replace('_', ' ')} {tool.description}") for tool in tools))
        return not said & about or bool(said & PLEADING)

    # --- failures that may pass ------------------------------------------------------------------------------------
    def _recover(self, pending: Sequence[Entry]) -> Move | None:
        for one in pending:
            if one.progress.state == "broken" and one.progress.answer:
                return self._try_again(one, one.progress.answer)
        return None

    def _try_again(self, entry: Entry, answer: Answer) -> Move:
        """A read is repeated; a write only once a look-up or the answer itself shows that it did not land."""
        label, progress = entry.label, entry.progress
        retry = Move(kind="retry", label=label, tool=label.name, args=progress.args)
        safe = not entry.writes or answer.landed == "no" or progress.checked == "not landed"
        if progress.tries >= MAX_TRIES:
            progress.state = "failed"
            return Move(kind="trouble", label=label, text=to_sentence(FAILED[0].format(answer.message or "no answer")))
        if not safe and not progress.checked and (look := self._looking(label, progress)):
            return look
        if safe and progress.tries < 2:
            return retry
        if self.move.kind == "trouble" and self._turn and consent(self._turn) != "no":
            progress.checked = ""
            return retry
        return Move(kind="trouble", label=label, text=self.speech.pick(DOWN if safe else SLOW, "trouble", label.name))

    def _looking(self, label: CallLabel, progress: Progress) -> Move | None:
        """A read that shows whether a write has landed: it needs nothing but an id the write was made with."""
        for tool in self.book.tools.values():
            if tool.writes or not tool.required or not set(tool.required) <= set(progress.args):
                continue
            args = {name: progress.args[name] for name in tool.required}
            if any(name.lower().endswith(ID_ENDINGS) for name in args):
                return Move(kind="recheck", label=label, tool=tool.name, args=args)
        return None

    # --- calls -----------------------------------------------------------------------------------------------------
    def _look_up(self, pending: Sequence[Entry], labels: Labels) -> Move | None:
        for one in pending:
            if one.writes or not one.free or (one.label.optional and self.book.written(one.goal, labels)):
                continue
            args = self.resolve(one.label)
            if MISSING not in args.values():
                return Move(kind="call", label=one.label, tool=one.label.name, args=args, goal=one.goal)
        return None

    def _go_on(self, pending: Sequence[Entry], labels: Labels) -> Move | None:
        """The first expected call that can be brought nearer: agreed on, made, or asked about."""
        for one in pending:
            if (one.label.optional and not self._worth_asking(one, labels)) or not one.free:
                continue
            args = self.resolve(one.label)
            move = self._agree(one, args, labels) or self._ask(one, args, most=1)
            if move:
                return move
        return None

    def _worth_asking(self, entry: Entry, labels: Labels) -> bool:
        """An optional look-up is worth a question where the request will be refused: look before saying no."""
        return not entry.writes and outcome(labels) == "refused"

    def _search(self, pending: Sequence[Entry]) -> Move | None:
        """What the user could not say may be found by an optional look-up: asks for what that needs."""
        if all(one.label.optional for one in pending):
            return None
        for one in pending:
            if one.label.optional and not one.writes and one.free:
                move = self._ask(one, self.resolve(one.label), most=2)
                if move:
                    return move
        return None

    def _insist(self, pending: Sequence[Entry]) -> Move | None:
        for one in pending:
            if one.label.optional or not one.free:
                continue
            args = self.resolve(one.label)
            missing = [name for name, value in args.items() if value is MISSING]
            if not missing:
                continue
            move = self._ask(one, args, most=4) or self._ask(one, args, most=2, outside=True)
            if move:
                return move
            one.progress.state = "failed"
            return Move(kind="trouble", label=one.label, text=self.speech.without(one.tool, missing[0]))
        return None

    def resolve(self, label: CallLabel) -> dict[str, Any]:
        """The arguments of a call as far as they may be used by now; MISSING where not."""
        found = self._resolved.get(label.id)
        if found is None:
            found = self._resolved[label.id] = self.known.resolve(label.args, self.book.tools[label.name])
        return found

    # --- questions -------------------------------------------------------------------------------------------------
    def _ask(self, entry: Entry, args: Mapping[str, Any], *, most: int, outside: bool = False) -> Move | None:
        """Asks for one or two missing arguments that were asked for less than `most` times; `outside` the slots too."""
        goal, label = entry.goal, entry.label
        missing = [name for name, value in args.items() if value is MISSING and (outside or name in self.book.slots)]
        wrong = [name for name in missing if self._mistold(label, name) is not MISSING]
        names = [name for name in missing if name not in wrong and self._asked.get((goal, name), 0) < most][:2]
        if not names:
            return self._check(entry, wrong[0]) if wrong else None
        again = any(self._asked.get((goal, name), 0) for name in names)
        for name in names:
            self._asked[goal, name] = self._asked.get((goal, name), 0) + 1
        text = self.speech.ask(entry.tool, names, again=again)
        return Move(kind="ask", label=label, args=dict.fromkeys(names), text=text, goal=goal)

    def _check(self, entry: Entry, name: str) -> Move | None:
        """Reads back a value that cannot be right, once for each such value."""
        value = self.known.told[name]
        key = (entry.goal, f"{name} {value!r}")
        if self._asked.get(key, 0) > 1:
            return None
        self._asked[key] = self._asked.get(key, 0) + 1
        text = self.speech.check_one(entry.tool, name, value)
        return Move(kind="confirm", label=entry.label, args={name: value}, text=text, goal=entry.goal)

    def _mistold(self, label: CallLabel, name: str) -> Any:
        """What the user said for this argument although something else is right; MISSING where they said nothing."""
        told = self.known.told.get(name, MISSING)
        if told is MISSING:
            return MISSING
        others = [one.args[name] for one in self.plan.labels.calls if name in one.args and one.id != label.id]
        return MISSING if any(same(told, value) for value in others if not matcher_of(value)) else told

    def _agree(self, entry: Entry, args: Mapping[str, Any], labels: Labels) -> Move | None:
        """The write itself, or the question before it where a rule wants one or the user said something else."""
        if not entry.writes:
            return None
        label, right, shown = entry.label, MISSING not in args.values(), args
        if not right:
            shown = {name: self._mistold(label, name) if value is MISSING else value for name, value in args.items()}
            if MISSING in shown.values():
                return None
        asks = label.name in [rule.tool for rule in labels.rules if rule.kind == "confirm_before"]
        offer = (label.id, shown)
        answer = consent(self._turn) if self._offered == offer else ""
        if right and (not asks or answer == "yes"):
            return Move(kind="call", label=label, tool=label.name, args=args, goal=entry.goal)
        if answer == "yes":
            return None
        if answer == "no" and self.move.kind == "confirm":
            return Move(kind="what_else", label=label, text=self.speech.pick(WHAT_ELSE, "what else"))
        self._offered = offer
        text = self.speech.confirm(entry.tool, shown)
        return Move(kind="confirm", label=label, args=shown, text=text, goal=entry.goal)
