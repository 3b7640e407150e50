"""Single edits of the ground truth, each of which has to fail: a call left out, a value changed, a forbidden call made.

The edits are played by `reference` with that one decision changed and judged by the labels as they are. Stricter than
what `check` asks of a scenario: a look-up made with another value is not as good, although the world ends alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.mutants.wrapper import Edit, Wrapper
from simulator.assistants.reference_book import Move
from simulator.config import RunConfig
from simulator.draws import Draws
from simulator.engine.run import Run, converse_now
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.labels.label import CallLabel
from simulator.messages import ToolCall
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator

CASES = 2
_OTHER = str.maketrans("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                       "1234567890bcdefghijklmnopqrstuvwxyzaBCDEFGHIJKLMNOPQRSTUVWXYZA")  # fmt: skip


def survivors(scenario: Scenario | str | Path) -> list[InputError]:
    """Single edits of the ground truth that still pass, the first of each kind with its case."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    found = (problem for edit in _edits(loaded) if (problem := _survives(loaded, *edit)) is not None)
    return list(found)


def _edits(scenario: Scenario) -> Iterator[tuple[str, Edit]]:
    labels = scenario.case("proof.0").labels
    for label in labels.calls:
        if not label.optional:
            yield f"{label.name} left out", partial(_left_out, label.id)
        for argument in label.args:
            yield f"{argument} of {label.name} changed", partial(_changed, label.id, argument)
    for forbidden in labels.never:
        yield f"{forbidden.name} called all the same", partial(_made, forbidden)


def _survives(scenario: Scenario, name: str, edit: Edit) -> InputError | None:
    """The error where the edit was made in a case and passed; the next case is tried where it found no place."""
    opened: list[Wrapper] = []

    def start(opening: Any) -> Wrapper:
        opened.append(Wrapper(opening, edit))
        return opened[-1]

    kind = Kind(name="edited", embedded=True, start=start, sees_plan=True)
    run = Run(scenarios=[scenario], kinds=[kind])
    for task in run.tasks(RunConfig(paths=(), seed="proof", n=CASES)):
        passed = converse_now(run, task).record["verdict"]["passed"]
        if not opened.pop().fired:
            continue
        if passed:
            said = f"case {task.seed}: the ground truth with {name} passes too"
            return InputError(said, place=scenario.document.place("labels"))
        return None
    return None


# --- the edits ------------------------------------------------------------------------------------------------------


def _left_out(label: str, wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The call is not made, and the conversation goes on as if it had been."""
    if wrapper.fired or not _is_call(move, label) or move.label is None:
        return reply
    progress = wrapper.book.progress(move.label)
    progress.state, progress.reported = "done", True
    wrapper.fired = True
    return wrapper.reference.act(wrapper.view)


def _changed(label: str, argument: str, wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The call is made with another value."""
    if wrapper.fired or not _is_call(move, label) or argument not in move.args:
        return reply
    value = another(move.args[argument], wrapper.tools[move.tool], argument)
    return reply if value is None else wrapper.send(move, reply, {**move.args, argument: value})


def _made(label: CallLabel, wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """What must not be called is called, with what was told and an example of the rest; then as before."""
    if wrapper.fired or wrapper.proof or move.kind not in ("ask", "refuse", "confirm"):
        return reply
    tool = wrapper.tools.get(label.name)
    if tool is None:
        return reply
    said = {name: values[-1] for name, values in wrapper.told.items() if name in tool.properties}
    drawn = Examples(tool.parameters).draw(Draws("edit"))
    args = {**(drawn if isinstance(drawn, Mapping) else {}), **said, **label.args}
    wrapper.hold(reply)
    wrapper.proof, wrapper.proven_by = "made_1", ("ok", "empty", "error", "passing")
    return Reply(calls=(ToolCall(id="made_1", name=label.name, arguments=args),))


def _is_call(move: Move, label: str) -> bool:
    return move.kind == "call" and move.label is not None and move.label.id == label


# --- other values ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fits:
    tool: ToolSpec
    argument: str

    def __call__(self, value: Any) -> bool:
        schema = self.tool.properties.get(self.argument, {})
        return Validator(schema, root=self.tool.parameters).fits(value)


def another(value: Any, tool: ToolSpec, argument: str) -> Any:
    """Another value the argument may have; None where none was found."""
    fits = _Fits(tool, argument)
    listed = tool.properties.get(argument, {}).get("enum") or ()
    return next((one for one in (*listed, *_others(value)) if one is not None and one != value and fits(one)), None)


def _others(value: Any) -> Iterator[Any]:
    """Values that differ in one place: the value itself, or the first part of it that can."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1, value + 10, value - 10, value * 2)
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from ({**value, name: other} for other in _others(inner))
    elif isinstance(value, list) and value:
        yield from ([other, *value[1:]] for other in _others(value[0]))


def _texts(value: str) -> Iterator[str]:
    with suppress(ValueError):
        yield (date.fromisoformat(value[:10]) + timedelta(days=1)).isoformat() + value[10:]
    digits = "".join(char.translate(_OTHER) if char.isdigit() else char for char in value)
    yield from (digits, value.translate(_OTHER), f"{value} x", f"x{value}")
