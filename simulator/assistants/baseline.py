"""`baseline`: an honest rule-based assistant that knows nothing but the tool documents and the messages.

It checks who somebody is where a tool is for that, picks a tool by words, asks for what the schema requires, looks up
ids where a document gives them, confirms every write, calls, and reports. Only what no tool is for it answers, or
refuses, with the words of the system message: what a policy says about a tool it does not weigh.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.baseline_fill import NO_IDEA, extract, kind_of
from simulator.assistants.baseline_pick import catalogue
from simulator.assistants.baseline_talk import Talk
from simulator.assistants.baseline_task import Step, Task, forget_stale, look_first, missing_step
from simulator.assistants.speech.consent import consent
from simulator.assistants.speech.policy import answers, forbids
from simulator.assistants.speech.results import Answer, read_answer
from simulator.messages import Message, ToolCall
from simulator.tools.spec import ToolSpec
from simulator.values.dates import read_dates

NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
ENOUGH = 0.9
MOST_ASKED = 2
MOST_DOWN = 1
AFTERTHOUGHT = re.compile(
    r"\b(?:actually|instead|rather|sorry|changed|after all|wait|second thought|meant|oops|different)\b", re.IGNORECASE
)
TRY_AGAIN = re.compile(r"\b(?:try|do) (?:that |it |this )?(?:once )?(?:again|more)\b|\bonce more\b", re.IGNORECASE)
NEVER_MIND = re.compile(
    r"\b(?:never ?mind|forget (?:it|that|about)|leave it|don'?t (?:want|need)|no longer|keep it as)\b", re.IGNORECASE
)


@lru_cache(maxsize=256)
def clock_of(system: str) -> datetime:
    """The time a system message gives, or a fixed day long ago."""
    found = [one for one in read_dates(system, NO_CLOCK) if one.kind in ("date", "datetime") and not one.relative]
    if not found:
        return NO_CLOCK
    moment = datetime.fromisoformat(str(found[0].value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Baseline:
    """One conversation of the baseline."""

    def __init__(self, opening: Opening) -> None:
        self._catalogue = catalogue(opening.tools)
        self._clock = clock_of(opening.system)
        self._system = opening.system
        self._refused = ""
        self._shown = False
        self._talk = Talk(draws=opening.draws, clock=self._clock)
        self._told: dict[str, Any] = {}
        self._task: Task | None = None
        self._last: Task | None = None
        self._sent: dict[str, tuple[Step, Task]] = {}
        self._heard = 0
        self._turn = ""
        self._news = ""

    def act(self, view: AssistantView) -> Reply:
        """The next move: a call, or one text."""
        for message in view.messages[self._heard :]:
            if message.role == "user":
                self._turn = f"{self._turn}\n{message.content}".strip()
            elif message.role == "tool":
                self._answered(message)
        self._heard = len(view.messages)
        turn, self._turn = self._turn, ""
        ended = self._listen(turn) if turn else ""
        found = self._text(ended) if ended else self._next()
        return found if isinstance(found, Reply) else self._call(found)

    def close(self) -> None:
        """Nothing is held."""

    def _text(self, text: str) -> Reply:
        news, self._news = self._news, ""
        return Reply(text=f"{news} {text}".strip())

    def _call(self, step: Step) -> Reply:
        assert self._task is not None
        call_id = f"call_{len(self._sent) + 1}"
        self._sent[call_id] = (step, self._task)
        if step.kind == "call":
            self._task.looked[step.tool.name] = step.names[0]
            self._task.used[step.tool.name] = step
        return Reply(calls=(ToolCall(id=call_id, name=step.tool.name, arguments=dict(step.args)),))

    # --- the user --------------------------------------------------------------------------------------------------
    def _listen(self, turn: str) -> str:
        """Takes in what the user said; a text where that settles the turn."""
        task = self._task
        if task is None:
            return self._start(turn)
        if NEVER_MIND.search(turn) and not self._take(turn, task):
            self._task = self._last = None
            return self._talk.dropped()
        new = self._take(turn, task)
        if task.stage == "waiting":
            task.stage = "agreed" if consent(turn) != "no" else "done"
        elif task.stage == "confirm" and not new:
            return self._answer_to_confirm(turn, task)
        return ""

    def _answer_to_confirm(self, turn: str, task: Task) -> str:
        answer = consent(turn)
        if answer == "yes":
            task.stage = "agreed"
        elif answer == "no":
            task.offered = task.stage = ""
            return self._talk.what_else()
        else:
            task.stage = ""
        return ""

    def _start(self, turn: str) -> str:
        """A new request, a second thought about the last one, or the end."""
        last = self._last
        ranked = self._catalogue.rank(turn)
        if last and (AFTERTHOUGHT.search(turn) or not ranked) and self._takes_back(turn, last):
            return ""
        if last and TRY_AGAIN.search(turn) and last.stage == "failed":
            last.stage, self._task = "agreed", last
            return ""
        if not ranked or ranked[0][0] < ENOUGH:
            return self._from_system(turn) or (
                self._talk.bye() if last else self._talk.what(tuple(self._catalogue.tools.values()))
            )
        self._task = Task(tool=ranked[0][1])
        self._take(turn, self._task)
        return ""

    def _from_system(self, turn: str) -> str:
        """What no tool is for: refused or answered with the words of the system message, where these are near."""
        if self._last and "?" not in turn:
            return ""
        if why := forbids(self._system, turn):
            self._refused = why
            return self._talk.refuse("do that", why, again=False)
        if found := answers(self._system, turn):
            return found
        return self._talk.refuse("do that", self._refused, again=True) if self._refused else ""

    def _takes_back(self, turn: str, last: Task) -> bool:
        """The user changes a value of what was just done: it is done again."""
        if not any(name in last.tool.properties for name in self._take(turn, last)):
            return False
        last.stage = last.offered = ""
        last.tries = 0
        self._task = last
        return True

    def _take(self, turn: str, task: Task) -> Mapping[str, Any]:
        """The values the turn gives, noted for the task; what was new in them."""
        task.texts.append(turn)
        found = extract(turn, self._schemas(task.tool), task.open, self._clock)
        new = {name: value for name, value in found.items() if task.args.get(name) != value}
        forget_stale(task, new.keys())
        task.args.update(found)
        self._told.update(found)
        if NO_IDEA.search(turn):
            task.asked.update(name for name in task.open if name not in found)
        return new

    def _schemas(self, tool: ToolSpec) -> dict[str, Mapping[str, Any]]:
        """The arguments a user may speak of: those of the tool, and of every look-up that may serve it."""
        found: dict[str, Mapping[str, Any]] = {}
        for other in (*self._catalogue.tools.values(), tool):
            if not other.writes or other is tool:
                found.update(other.properties)
        return found

    # --- the task --------------------------------------------------------------------------------------------------
    def _next(self) -> Reply | Step:
        task = self._task
        if task is None:
            return self._text(self._talk.more())
        if task.stage in ("done", "failed"):
            self._task, self._last = None, task
            return self._text(self._talk.more())
        if task.stage == "check" and task.before:
            return replace(task.before[0], kind="check")
        if task.stage == "trouble":
            return self._down(task)
        if who := self._who_first(task):
            return who
        step = missing_step(task, self._told, self._catalogue, self._clock)
        look = look_first(task, self._catalogue)
        if look or step is None:
            return look or self._ready(task)
        if step.kind == "call":
            return step
        return self._question(task, step)

    def _down(self, task: Task) -> Reply:
        """The system does not work: the user may want it tried again, once; then somebody else has to take over."""
        task.down += 1
        if task.down <= MOST_DOWN:
            task.stage = "waiting"
            return self._text(self._talk.trouble())
        task.stage = "failed"
        self._task, self._last = None, task
        return self._text(self._talk.hand_over())

    def _who_first(self, task: Task) -> Reply | Step | None:
        """Where there is a tool to check who somebody is, that comes first."""
        tool = self._catalogue.verifying
        if self._shown or tool is None:
            return None
        missing = tuple(name for name in tool.required if name not in self._told)
        if not missing:
            return Step(kind="who", tool=tool, args={name: self._told[name] for name in tool.required})
        stuck = any(task.asked[name] > MOST_ASKED for name in missing)
        return self._question(task, Step(kind="stuck" if stuck else "ask", tool=tool, names=missing[:2]))

    def _checked_who(self, task: Task, answer: Answer) -> None:
        self._shown = answer.kind == "ok"
        if self._shown:
            task.found.append((task.tool, answer.data))
            return
        task.stage = "failed"
        self._news = self._talk.refuse("do that", answer.message, again=False)

    def _question(self, task: Task, step: Step) -> Reply:
        if step.kind == "stuck":
            task.stage = "done"
            self._task, self._last = None, task
            return self._text(self._talk.without(step.tool, step.names[0]))
        again = any(task.asked[name] for name in step.names)
        task.asked.update(step.names)
        task.open = step.names
        if step.kind == "which":
            return self._text(self._talk.which(step.options))
        return self._text(self._talk.ask(step.tool, step.names, again=again))

    def _ready(self, task: Task) -> Reply | Step:
        """All required arguments are there: confirm a write once for these very values, then call."""
        args = self._sendable(task)
        offer = json.dumps(args, sort_keys=True, default=str)
        if task.tool.writes and (task.stage != "agreed" or task.offered != offer):
            task.stage, task.offered = "confirm", offer
            task.open = tuple(name for name in args if kind_of(name, task.tool.properties[name]) == "number")
            return self._text(self._talk.confirm(task.tool, args))
        task.tries += 1
        return Step(kind="serve", tool=task.tool, args=args, names=("",))

    @staticmethod
    def _sendable(task: Task) -> dict[str, Any]:
        return {name: task.args[name] for name in task.tool.properties if name in task.args}

    # --- results ---------------------------------------------------------------------------------------------------
    def _answered(self, message: Message) -> None:
        if message.call_id not in self._sent:
            return
        step, task = self._sent[message.call_id]
        answer = read_answer(message.content)
        if step.kind == "who":
            self._checked_who(task, answer)
        elif step.kind == "serve":
            self._served(task, answer)
        elif step.kind == "check":
            self._checked(task, answer)
        elif answer.kind == "ok":
            task.found.append((step.tool, answer.data))
            task.before = (step, answer.data) if step.names == ("",) else task.before
        elif step.names == ("",):
            return
        elif answer.kind == "passing" and f"again {step.tool.name}" not in task.looked:
            task.looked[f"again {step.tool.name}"] = ""
            task.looked.pop(step.tool.name, None)
        else:
            self._not_found(task, step, answer)

    def _not_found(self, task: Task, step: Step, answer: Answer) -> None:
        """A look-up that failed: what it was asked with is asked for again. An empty one is not repeated."""
        if answer.kind == "empty":
            return
        self._news = self._talk.nothing_found(answer.message)
        task.looked.pop(step.tool.name, None)
        for name in step.args:
            task.args.pop(name, None)
            self._told.pop(name, None)

    def _served(self, task: Task, answer: Answer) -> None:
        """What became of the call itself; a write without an answer is looked up again where that was done before."""
        if answer.kind == "passing":
            safe = answer.landed == "no" or not task.tool.writes
            if task.tries < 2 and safe:
                return
            task.stage = "check" if task.before and not safe and task.stage != "check" else "trouble"
            task.tries = 1
        elif answer.kind == "error":
            task.stage = "failed"
            self._news = self._talk.failed(answer.message)
        else:
            task.stage = "done"
            self._news = self._talk.report(task.tool, self._sendable(task), answer.data)

    def _checked(self, task: Task, answer: Answer) -> None:
        assert task.before is not None
        changed = answer.kind == "ok" and answer.data != task.before[1]
        task.stage = "agreed"
        if changed:
            self._served(task, answer)
