"""The self-check of the simulated user after each turn: what no fair user does, found before it can cost anybody.

No fact that is not in the case, no role flip, no early stop, no repeat of the opener, one turn at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.messages import Reading, Slip, Span
from simulator.users.user import UserTurn, UserView
from simulator.values.late import Late

FIGURES = Late(r"\d+")
WORDS = re.compile(r"\w+")
SPEAKS_FOR = Late(r"(?:^|\n)\s*(?:assistant|agent|bot|user|customer|system)\s*:")
FLIPPED: Mapping[str, tuple[str, ...]] = {
    "help": ("how can i help", "how may i help", "can i help you", "anything else i can help"),
    "assist": ("how can i assist", "how may i assist", "i'm an assistant"),
    "as an ai": ("as an ai",),
    "thank you for c": ("thank you for contacting", "thank you for calling", "thank you for choosing"),
    "your": (
        "i have updated your", "i've updated your", "i have booked your", "i've booked your", "i have cancelled your",
        "i've cancelled your", "your request has been", "your booking has been", "your order has been",
        "could you provide your", "please provide your",
    ),
    "let me check": ("let me check that for you",),
}  # fmt: skip
"""What only an assistant says, by a stretch that stands in each of the phrases."""
OPENER_WORDS = 5
SERVED = frozenset({"done", "handed_over", "refused", "failed"})


class Fair:
    """What one user said, heard and may say in one conversation; finds the first breach of each turn."""

    def __init__(self, view: UserView) -> None:
        self._view = view
        self._opened: tuple[str, ...] = ()
        self._told: dict[str, None] = {}
        self._opener: str | None = None
        self._longest = ""
        self._held: dict[str, list[Any]] = {}
        self._claims: tuple[str, ...] = ()
        self._answered = self._withdrew = self._sent_on = False
        self._texts: list[str] = []
        self._figures: frozenset[str] = frozenset()

    def hear(self, reading: Reading, text: str) -> None:
        """Takes note of what the assistant said."""
        self._texts.append(text)
        if reading.claim and reading.claim not in self._claims:
            self._claims = (*self._claims, reading.claim)
        self._sent_on = reading.manner == "hands over"
        self._answered = self._answered or not reading.question or reading.bye or reading.more

    def breach(self, turn: UserTurn) -> str:
        """What is unfair in a turn, "" where nothing is; what was said counts as said from now on."""
        for message, note in zip(turn.messages, turn.notes, strict=True):
            wrong = self._untrue(note.told) if note.told else ""
            wrong = wrong or self.breach_of_text(message.content, note.spans, note.slips)
            if wrong:
                return wrong
            self._told.update(dict.fromkeys(note.told))
            if note.act == "open":
                self._opened = (*self._opened, note.goal)
            self._withdrew = self._withdrew or note.act == "withdraw"
            if self._opener is None:
                self._opener = message.content
                self._longest = max(_words(message.content), key=len, default="")
        return self._early(turn) if turn.end else ""

    def breach_of_text(self, text: str, spans: Sequence[Span], slips: Sequence[Slip] = ()) -> str:
        """What is unfair in one message whose values stand at these places; edits of the noise are no facts."""
        low = text.lower()
        if not low.strip():
            return "a turn without words"
        if ":" in low and SPEAKS_FOR.search(low):
            return "speaks for the other side"
        for mark, phrases in FLIPPED.items():
            if mark in low:
                for phrase in phrases:
                    if phrase in low:
                        return f"speaks as the assistant: {phrase}"
        if self._longest and self._longest in low and _words(text) == _words(self._opener or ""):
            return "says the opener again"
        return self._invented(text, spans, slips)

    def _untrue(self, told: Any) -> str:
        for name, value in told.items():
            if value not in self._values(name):
                return f"{name} is told as {value!r}, which the case does not have"
        return ""

    def _values(self, name: str) -> list[Any]:
        held = self._held.get(name)
        if held is not None:
            return held
        slots = [goal.slots[name] for goal in self._view.goals if name in goal.slots]
        found = [slot.believed if slot.knows == "wrong" else slot.value for slot in slots]
        found += [slot.value for slot in slots]
        found += [event.set[name] for event in self._view.events if name in event.set]
        self._held[name] = found
        return found

    def _invented(self, text: str, spans: Sequence[Span], slips: Sequence[Slip]) -> str:
        for found in FIGURES.finditer(text):
            at = found.start()
            if any(one.start <= at < one.end for one in spans) or any(one.start <= at < one.end for one in slips):
                continue
            if found.group() not in self._known() and not any(found.group() in heard for heard in self._texts):
                return f"{found.group()} is no figure of the case"
        return ""

    def _known(self) -> frozenset[str]:
        """Every run of digits that the user's side of the case holds."""
        if not self._figures:
            view = self._view
            texts = [view.backstory, view.brief, *(text for texts in view.phrases.values() for text in texts)]
            for goal in view.goals:
                texts += [
                    *goal.says,
                    *(f"{s.hint} {s.value} {s.believed} {' '.join(s.words)}" for s in goal.slots.values()),
                ]
            texts += [str(event.set) for event in view.events]
            self._figures = frozenset(FIGURES.findall(" ".join(texts))) | {""}
        return self._figures

    def _told_in_passing(self) -> set[str]:
        """Goals of which everything was told when it was asked for, without bringing them up."""
        known = {
            goal.id: {name for name, slot in goal.slots.items() if slot.knows in ("yes", "wrong")}
            for goal in self._view.goals
        }
        return {goal for goal, names in known.items() if names and names <= self._told.keys()}

    def _early(self, turn: UserTurn) -> str:
        """Whether the user leaves before there is a reason to."""
        if turn.end == "user_gave_up":
            return "" if turn.detail or "failed" in self._claims else "gives up without a cause"
        if turn.end == "refused":
            return "" if "refused" in self._claims else "takes for refused what was not"
        if SERVED.isdisjoint(self._claims) and not (self._withdrew or self._answered):
            return "leaves before anything was answered"
        if self._sent_on:
            return ""
        missing = {goal.id for goal in self._view.goals} - {*self._opened, *self._told_in_passing()}
        return f"leaves before the goal {min(missing)} was brought up" if missing else ""


def _words(text: str) -> tuple[str, ...]:
    """The words of a text that is long enough to be an opener."""
    words = tuple(WORDS.findall(text.lower()))
    return words if len(words) >= OPENER_WORDS else ()
