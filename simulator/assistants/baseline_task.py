"""What the baseline is busy with: one tool, the arguments so far, and where a missing one may come from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import field
from datetime import datetime
from typing import Any

from simulator.assistants.baseline_fill import kind_of
from simulator.assistants.baseline_pick import Catalogue
from simulator.assistants.speech.documents import split_name
from simulator.assistants.speech.results import rows
from simulator.assistants.speech.stems import stems
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec
from simulator.values.mention import mentions

DEPTH = 3
# what people say of a thing, and the states that documents have for it
STATES = {
    "waiting": "open pending processing", "wait": "open pending processing", "way": "open shipped",
    "coming": "open shipped", "arrived": "delivered", "came": "delivered", "received": "delivered", "got": "delivered",
    "upcoming": "booked open", "next": "booked open", "finished": "closed done",
}  # fmt: skip
ENOUGH_SHARED = 2
MOST_ASKED = 3


@dataclass(slots=True, kw_only=True)
class Task:
    """One request under way.

    stage    "" (collecting), confirm, agreed, check (did it land?), trouble, waiting (tried again?), failed, done
    down     how often it was said that the system does not work
    before   the look-up of the object made before the write, and what it gave
    texts    what the user said about it
    looked   look-ups made for it, with what they were made for ("" where just to see the object first)
    used     those look-ups as they were made
    """

    tool: ToolSpec
    args: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    open: tuple[str, ...] = ()
    looked: dict[str, str] = field(default_factory=dict)
    used: dict[str, Step] = field(default_factory=dict)
    found: list[tuple[ToolSpec, Any]] = field(default_factory=list)
    before: tuple[Step, Any] | None = None
    stage: str = ""
    offered: str = ""
    tries: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do next for a task: call, check or serve a tool, ask, ask which of several; or it is stuck."""

    kind: str
    tool: ToolSpec
    args: Mapping[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    options: Sequence[Mapping[str, Any]] = ()


def missing_step(task: Task, told: Mapping[str, Any], catalogue: Catalogue, clock: datetime) -> Step | None:
    """What brings the task nearer to all its required arguments; None where it has them. Fills in what is known."""
    wanted = (*task.tool.required, *(name for name in task.tool.properties if _wished(name, task)))
    missing = [name for name in dict.fromkeys(wanted) if not _fill(task, name, task.tool, told, clock)]
    if not missing:
        return None
    steps = [_obtain(task, task.tool, name, told, catalogue, DEPTH) for name in missing]
    calls = [step for step in steps if step.kind in ("call", "which")]
    if calls:
        return calls[0]
    asks = [step for step in steps if step.kind == "ask"]
    if not asks:
        return steps[0]
    first = asks[0]
    plain = [step.names[0] for step in asks if step.tool is first.tool and _simple(step)]
    return Step(kind="ask", tool=first.tool, names=tuple(dict.fromkeys(plain))[:2] if _simple(first) else first.names)


def _wished(name: str, task: Task) -> bool:
    """True where the user asks for another one of what an optional argument names."""
    return any(
        re.search(rf"\b(?:another|different|other|new) {re.escape(name)}\b", text, re.IGNORECASE) for text in task.texts
    )


def _simple(step: Step) -> bool:
    """True where the answer can be told from that to another question: it is no free text and no yes or no."""
    return kind_of(step.names[0], step.tool.properties.get(step.names[0], {})) not in ("text", "boolean", "list")


def _fill(task: Task, name: str, tool: ToolSpec, told: Mapping[str, Any], clock: datetime) -> bool:
    kind = kind_of(name, tool.properties.get(name, {}))
    options = _options(task, name, kind)
    if name in task.args:
        if kind == "text":
            task.args[name] = _as_written(str(task.args[name]), [row[name] for row in options], clock)
        return True
    if options:
        best = _best(options, task, clock)
        if best is not None:
            task.args[name] = best[name]
            return True
    if name in told and kind in ("pattern", "id", "email"):
        task.args[name] = told[name]
        return True
    return False


def _as_written(text: str, known: Sequence[Any], clock: datetime) -> str:
    """What a result calls the thing that was said in passing; else the words as they are."""
    return next((value for value in known if isinstance(value, str) and mentions(value, text, clock)), text)


def _options(task: Task, name: str, kind: str) -> list[Mapping[str, Any]]:
    """Rows of results that hold this field; a day, a time or an option counts only where a look-up was made for it."""
    found: list[Mapping[str, Any]] = []
    for tool, data in reversed(task.found):
        own = name in task.tool.required or name not in task.tool.properties
        if (own and kind in ("pattern", "id", "text")) or task.looked.get(tool.name) == name:
            found.extend(row for row in rows(data) if isinstance(row.get(name), str | int))
        if found:
            break
    return found


def _best(options: Sequence[Mapping[str, Any]], task: Task, clock: datetime) -> Mapping[str, Any] | None:
    """The row that agrees most with what was said; None where several agree alike."""
    if len(options) == 1:
        return options[0]
    text = " ".join(task.texts)
    states = " ".join(STATES.get(word.strip(".,!?"), "") for word in text.lower().split())
    said = stems(f"{text} {states}") - stems(f"{' '.join(split_name(task.tool.name))} {task.tool.description}")
    scored = sorted(((_agreement(row, text, said, task, clock), -at) for at, row in enumerate(options)), reverse=True)
    if scored[0][0] <= scored[1][0]:
        return None
    return options[-scored[0][1]]


def _agreement(row: Mapping[str, Any], text: str, said: frozenset[str], task: Task, clock: datetime) -> float:
    values = [value for value in row.values() if isinstance(value, str | int) and not isinstance(value, bool)]
    own = sum(1.0 for value in values if value in task.args.values())
    words = stems(" ".join(value for value in values if isinstance(value, str)))
    return own + sum(1.0 for value in values if mentions(value, text, clock)) + 0.5 * len(words & said)


def _obtain(task: Task, tool: ToolSpec, name: str, told: Mapping[str, Any], catalogue: Catalogue, depth: int) -> Step:
    """How to get one argument: a look-up whose document gives it, or the user; the document may say which look-up."""
    schema = tool.properties.get(name, {})
    near = set(task.tool.properties)
    givers = sorted(catalogue.giving(name), key=lambda giver: -len(near & set(giver.properties)))
    hinted = [giver for giver in givers if giver.name in str(schema.get("description", ""))]
    options = _options(task, name, kind_of(name, schema))
    if len(options) > 1:
        return _narrowed(task, name) or Step(
            kind=_while(task, name, "which"), tool=tool, names=(name,), options=options
        )
    choosable = kind_of(name, schema) in ("pattern", "id", "text")
    for giver in hinted or givers:
        if giver.name in task.looked or depth == 0:
            continue
        values = {one: _known(task, one, told) for one in giver.properties}
        lacking = [one for one in giver.required if values[one] is None]
        offers = choosable or len(near & giver.properties.keys()) >= ENOUGH_SHARED
        if not hinted and (not offers or (lacking and not task.asked[name])):
            continue
        if not lacking:
            return Step(kind="call", tool=giver, args={k: v for k, v in values.items() if v is not None}, names=(name,))
        return _obtain(task, giver, lacking[0], told, catalogue, depth - 1)
    return Step(kind=_while(task, name, "ask"), tool=tool, names=(name,))


def _while(task: Task, name: str, kind: str) -> str:
    """This kind of step, as long as the user was not asked for the argument too often."""
    return kind if task.asked[name] < MOST_ASKED else "stuck"


def _narrowed(task: Task, name: str) -> Step | None:
    """Asks for what an optional argument of the look-up would narrow its rows down to."""
    for tool in (step.tool for step in task.used.values() if task.looked.get(step.tool.name) == name):
        for option in tool.properties:
            if option not in tool.required and option not in task.args and not task.asked[option]:
                return Step(kind="ask", tool=tool, names=(option,))
    return None


def _known(task: Task, name: str, told: Mapping[str, Any]) -> Any:
    """What a look-up may be asked with: what was said, or the one value that results have under this name."""
    if name in task.args:
        return task.args[name]
    if name in told:
        return told[name]
    if name in task.tool.properties:
        return None
    for _, data in reversed(task.found):
        values = {row[name] for row in rows(data) if isinstance(row.get(name), str | int)}
        if values:
            return values.pop() if len(values) == 1 else None
    return None


def forget_stale(task: Task, new: Set[str]) -> None:
    """Values changed: look-ups that take them, and what was taken from those, count no more."""
    properties = {name: step.tool.properties for name, step in task.used.items()}
    for tool in list(task.used):
        if new & properties[tool].keys() and task.looked.get(tool):
            task.args.pop(task.looked.pop(tool), None)
            task.found = [one for one in task.found if one[0].name != tool]
            del task.used[tool]


def look_first(task: Task, catalogue: Catalogue) -> Step | None:
    """A look-up of the very object that is about to be changed: all it needs is an id that is known."""
    if not task.tool.writes:
        return None
    for tool in catalogue.tools.values():
        if tool.writes or tool.name in task.looked or not tool.required:
            continue
        if set(tool.required) <= set(task.args) and all(
            name.lower().endswith(("id", "reference")) for name in tool.required
        ):
            return Step(kind="call", tool=tool, args={name: task.args[name] for name in tool.required}, names=("",))
    return None
