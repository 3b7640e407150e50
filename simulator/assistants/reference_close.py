"""How `reference` ends a goal: it reports, refuses, hands over, answers from the policy, or is just polite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.assistants.reference_book import Book, Move, Progress
from simulator.assistants.reference_known import Known
from simulator.assistants.speech.phrases import ALL_SAID, DROPPED, FAILED, HAND_OVER, HOW, NO_WAY, NOT_CLEAR, WELCOME
from simulator.assistants.speech.policy import about, nearest, reason
from simulator.assistants.speech.results import rows, token
from simulator.assistants.speech.stems import stems, to_sentence
from simulator.assistants.speech.talk import Speech
from simulator.labels.label import Labels
from simulator.tools.spec import ToolSpec

PATIENCE = 2
"""So many times it is asked which one is meant."""


class Closing:
    """The last words on each goal; remembers what was said and refused."""

    def __init__(self, *, book: Book, known: Known, speech: Speech) -> None:
        self.closed: set[int] = set()
        self._book = book
        self._known = known
        self._speech = speech
        self._spoken: set[str] = set()
        self._refused: set[int] = set()
        self._policy = speech.policy
        self._answers: list[str] = []

    def close(self, labels: Labels, turn: str) -> Move:
        """The move when nothing is left to call or ask for in the goals opened so far."""
        goal = self._book.opened - 1
        final = self._book.opened >= len(self._book.goals)
        first = goal not in self.closed
        self.closed.add(goal)
        report, wanted = self._report(labels), outcome(labels)
        if wanted == "refused" and self._refuses(goal, labels):
            return self._refuse(labels, goal, report)
        if wanted == "handed_over" and final and first:
            return Move(
                kind="hand_over", text=_joined(report, self._speech.pick(HAND_OVER, "hand over")), goal=goal, final=True
            )
        if wanted == "asked" and final:
            if self._speech.count("unclear") >= PATIENCE:
                doing, _ = self._what_is_refused(goal)
                return Move(kind="trouble", text=self._speech.pick(NOT_CLEAR, "not clear").format(doing), goal=goal)
            return Move(kind="ask", text=_joined(report, self._clarify(goal)), goal=goal)
        if report:
            return Move(kind="report", text=_joined(report, self._speech.more()), goal=goal, final=final)
        if first and self._was_dropped(goal, labels):
            text = _joined(self._speech.pick(DROPPED, "dropped"), self._speech.more())
            return Move(kind="dropped", text=text, goal=goal, final=final)
        return self._answer(labels, turn, first=first)

    # --- reports ---------------------------------------------------------------------------------------------------
    def _report(self, labels: Labels) -> str:
        """What was done since the last report, with every value that has to be said and is known by now."""
        parts: list[tuple[str, Any]] = []
        news = False
        for one in self._book.entries(labels):
            if one.progress.state == "done" and not one.progress.reported:
                one.progress.reported = news = True
                if one.writes:
                    parts.extend(self._written(one.tool, one.progress))
        if not news or (outcome(labels) != "done" and not parts):
            return ""
        text = " ".join(sentence for sentence, _ in parts)
        return _joined(text, self._say(labels, text, [value for _, value in parts])) or self._facts()

    def _written(self, tool: ToolSpec, progress: Progress) -> list[tuple[str, Any]]:
        """Sentences about a write that was made, each with the value from its result that it holds."""
        answer = progress.answer
        if answer and answer.kind == "error":
            return [(to_sentence(self._speech.pick(FAILED, "failed", tool.name).format(answer.message)), None)]
        facts = self._speech.facts(tool, answer.data, progress.args) if answer else []
        return [(self._speech.done(tool, progress.args), None), *facts]

    def _due(self, labels: Labels) -> tuple[Any, ...]:
        return tuple([one.text for one in labels.say if repr(one.text) not in self._spoken])

    def _say(self, labels: Labels, text: str, held: Sequence[Any] = ()) -> str:
        """What has to be said and is not in the text yet (it surely holds some); what nobody has said so far waits."""
        due = self._due(labels)
        if not due:
            return ""
        # to look for a number in a text costs more than all the rest of a report
        numbers = {token(value) for value in held if isinstance(value, int) and value >= 0}
        added, ungrounded = self._speech.say(
            [one for one in due if token(one) not in numbers], text, self._book.results
        )
        self._spoken.update(repr(value) for value in due if value not in ungrounded)
        return added

    def _facts(self) -> str:
        """A look-up of which no certain value has to be said: the plain facts of its result."""
        if not self._book.results:
            return ""
        tool, data = self._book.results[-1]
        row = next((one for one in rows(data) if any(not isinstance(value, dict | list) for value in one.values())), {})
        return self._speech.summary(tool, row) or self._speech.shown(data)

    # --- refusals --------------------------------------------------------------------------------------------------
    def _refuses(self, goal: int, labels: Labels) -> bool:
        book = self._book
        writing = {book.goal(label) for label in labels.calls if book.writes(label) and not label.optional}
        candidates = [at for at in range(len(book.goals)) if at not in writing] or [len(book.goals) - 1]
        return goal == candidates[-1]

    def _refuse(self, labels: Labels, goal: int, report: str) -> Move:
        doing, near = self._what_is_refused(goal)
        facts = " ".join(str(value) for _, data in self._book.results for row in rows(data) for value in row.values())
        unable = bool(labels.outcome and labels.outcome[0].also)
        why = NO_WAY if unable else reason(self._policy, f"{near} {facts[:600]}")
        errors = self._book.errors()
        if not why and errors:
            why = to_sentence(errors[-1])
        again = goal in self._refused
        self._refused.add(goal)
        text = self._speech.refuse(doing, why, again=again)
        said = self._say(labels, _joined(report, text))
        more = "" if again else self._speech.more()
        final = self._book.opened >= len(self._book.goals)
        return Move(kind="refuse", text=_joined(report, text, said, more), goal=goal, final=final)

    def _what_is_refused(self, goal: int) -> tuple[str, str]:
        """What is refused, in words, and the words to look for its reason with."""
        book, plan = self._book, self._book.plan.labels
        writes = [one for one in (*plan.never, *plan.calls) if book.writes(one)]
        mine = [one for one in writes if book.goal(one) == goal] or writes
        near = " ".join(self._known.user_texts)
        if len({one.name for one in mine}) != 1:
            return "do that", near
        tool = book.tools[mine[0].name]
        return self._speech.action(tool).doing, f"{tool.description} {near}"

    # --- without calls ---------------------------------------------------------------------------------------------
    def _clarify(self, goal: int) -> str:
        book = self._book
        options = [row for _, data in book.results[-1:] for row in rows(data)][1:]
        if len(options) > 1:
            return self._speech.which(options)
        names = [name for name in book.plan.goals.get(book.goals[goal], ()) if name not in self._known.told]
        tools = [book.tools[one.name] for one in book.plan.labels.calls if one.name in book.tools] or list(
            book.tools.values()
        )
        for tool in tools:
            own = [name for name in names if name in tool.properties][:2]
            if own and self._speech.count("clarify") > 0:
                return self._speech.without(tool, own[0])
            if own:
                return self._speech.ask(tool, own, again=False)
        return "Could you tell me a bit more about what you need?"

    def _was_dropped(self, goal: int, labels: Labels) -> bool:
        left = {label.id for label in labels.calls}
        book = self._book
        return any(
            book.goal(one) == goal and one.id not in left and "happened(" in one.when for one in book.plan.labels.calls
        )

    def _answer(self, labels: Labels, turn: str, *, first: bool) -> Move:
        """A goal without calls: the sentences of the policy that answer it; else a courtesy."""
        book, plan = self._book, self._book.plan
        goal, final = book.opened - 1, book.opened >= len(book.goals)
        slots = plan.goals.get(book.goals[goal], ())
        told = " ".join(str(value) for name, value in self._known.told.items() if name in slots)
        due = self._due(labels)
        if not final:
            due = nearest(self._policy, due, plan.clock, turn, told)
        text, ungrounded = self._speech.say(due, "", book.results, turn, told)
        self._spoken.update(repr(value) for value in due if value not in ungrounded)
        if text:
            self._answers.append(text)
        elif turn and not plan.labels.calls and not self._refused:
            text = self._nothing_due(turn, first=first)
        if text:
            return Move(kind="answer", text=text, goal=goal, final=final)
        if not self._known.user_texts:
            return Move(kind="courtesy", text=self._speech.pick(HOW, "how"))
        if self._refused:
            return self._refuse(labels, max(self._refused), "")
        return Move(kind="courtesy", text=self._speech.pick(WELCOME, "welcome"), goal=goal, final=final)

    def _nothing_due(self, turn: str, *, first: bool) -> str:
        """A question that needs no new value: what was said before, or that this is all; "" where none is asked.

        Only where no value had to be said at all, the policy is searched: its other sentences are not for this user.
        """
        if not self._book.plan.labels.say:
            return about(self._policy, turn) if first else self._said_before(turn)
        if not first and "?" not in turn:
            return ""
        return self._said_before(turn) or self._speech.pick(ALL_SAID, "all said")

    def _said_before(self, turn: str) -> str:
        """The answer given before that is nearest to a question asked again; "" where none is near."""
        asked = stems(turn)
        best = max(self._answers, key=lambda answer: len(stems(answer) & asked), default="")
        return best if stems(best) & asked else ""


def outcome(labels: Labels) -> str:
    """How the conversation should come out, as of now."""
    return labels.outcome[0].name if labels.outcome else "done"


def _joined(*parts: str) -> str:
    return " ".join([part for part in parts if part])
