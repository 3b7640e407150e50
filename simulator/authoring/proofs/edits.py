"""Every single edit of the ground truth must fail, or be shown to be as good: a call left out, made twice or too early,
one argument with another legal value, another row of the world.

No agent is asked: the calls of one conversation are edited, made in a fresh world, and judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from simulator.assistants.load import load_assistant
from simulator.authoring.proofs.other import other_value
from simulator.authoring.proofs.place import call_place
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.errors import InputError, short
from simulator.frozen import NamedTuple, dataclass
from simulator.labels.failures import Verdict
from simulator.labels.label import CallLabel
from simulator.matching.matchers import matcher_of
from simulator.messages import MadeCall, Trajectory
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.users.load import open_user
from simulator.users.user import view_of
from simulator.worlds.state import differences

FEW = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What became of the edits of one case: how many fail, how many are as good, and what passes that should not."""

    edits: int = 0
    fail: int = 0
    problems: tuple[InputError, ...] = ()

    @property
    def equal(self) -> int:
        """Edits that pass and are as good, by the labels' own words or by the state they end in."""
        return self.edits - self.fail - len(self.problems)

    def __add__(self, other: Edited) -> Edited:
        return Edited(
            edits=self.edits + other.edits, fail=self.fail + other.fail, problems=self.problems + other.problems
        )


class _Edit(NamedTuple):
    """The calls as edited; `label` is of the call that was touched, None where none is paired with it."""

    kind: str
    calls: tuple[MadeCall, ...]
    made: MadeCall
    label: CallLabel | None
    argument: str = ""
    value: Any = None


class _Truth(NamedTuple):
    """A conversation of the ground truth that passes."""

    scenario: Scenario
    case: Case
    world: Draws
    talk: Trajectory
    verdict: Verdict

    def changed(self, made: MadeCall) -> bool:
        """Whether the world was another one after this call, as long as no later one is made."""
        calls = self.talk.calls
        until = calls.index(made)
        before, after = self.judged(calls[:until])[1], self.judged(calls[: until + 1])[1]
        marks = self.scenario.toolset.marks
        return bool(differences(before.last or {}, after.last or {}, marks, self.talk.first))

    def judged(self, calls: Sequence[MadeCall]) -> tuple[Verdict, Trajectory]:
        """The same conversation with other calls, made in a fresh world."""
        toolset, case = self.scenario.toolset, self.case
        session = toolset.open(rows=case.world, clock=case.clock, draws=self.world, faults=case.faults)
        try:
            made = tuple(replace(one, result=session.call(one.call)) for one in calls)
            last = session.state() if self.talk.last is not None else None
        finally:
            session.close()
        talk = replace(self.talk, calls=made, last=last, settled=None)
        return judge(case, talk, toolset, self.world), talk


def edited(scenario: Scenario, seed: str, *, most: int = FEW) -> Edited:
    """Single edits of the ground truth in one case, at most so many; nothing where it does not pass itself."""
    truth = _truth(scenario, seed)
    if truth is None:
        return Edited()
    edits = list(_edits(truth))
    if len(edits) > most:
        edits = [edits[at * len(edits) // most] for at in range(most)]
    fail, problems = 0, []
    for edit in edits:
        verdict, talk = truth.judged(edit.calls)
        if not verdict.passed:
            fail += 1
            problem = _needless(truth, edit, talk)
        else:
            problem = _survived(truth, edit, talk)
        problems += [problem] if problem else []
    small = list(_in_small_letters(truth))
    problems += [_not_taken(truth, edit) for edit in small if not truth.judged(edit.calls)[0].passed]
    return Edited(edits=len(edits) + len(small), fail=fail, problems=tuple(problems))


def _truth(scenario: Scenario, seed: str) -> _Truth | None:
    """The ground truth of a case without planned faults, or with them where they belong to it."""
    case, world = scenario.case(seed), scenario.draws(seed).at("world")
    for faults in dict.fromkeys([(), case.faults]):
        found = replace(case, faults=faults)
        talk_draws = scenario.talk_draws(seed)
        user = open_user("agenda", view_of(found, "clean"), talk_draws.at("user"))
        kind = load_assistant("reference")
        playing = play(found, toolset=scenario.toolset, user=user, kind=kind, draws=talk_draws, world_draws=world)
        try:
            playing.send(None)
        except StopIteration as done:
            talk: Trajectory = done.value
        verdict = judge(found, talk, scenario.toolset, world)
        if verdict.passed:
            return _Truth(scenario=scenario, case=found, world=world, talk=talk, verdict=verdict)
    return None


# --- the edits --------------------------------------------------------------------------------------------------------


def _edits(truth: _Truth) -> Iterator[_Edit]:
    calls = truth.talk.calls
    by_id = {label.id: label for label in truth.case.labels.calls}
    labels = {index: by_id.get(name) for name, index in truth.verdict.matched.items()}
    for index, made in enumerate(calls):
        if made.result.refused or made.call.arguments is None:
            continue
        before, after, label = calls[:index], calls[index + 1 :], labels.get(index)
        yield _Edit(kind="left out", calls=before + after, made=made, label=label)
        yield _Edit(kind="made twice", calls=(*before, made, made, *after), made=made, label=label)
        for name, value in made.call.arguments.items():
            other = other_value(truth.scenario.toolset.tools[made.call.name], name, value, truth.talk.first or {})
            if other is not None:
                call = replace(made.call, arguments={**made.call.arguments, name: other})
                yield _Edit(
                    kind="changed", calls=(*before, replace(made, call=call), *after), made=made, label=label,
                    argument=name, value=other,
                )  # fmt: skip
        if after and made.call != after[0].call:
            first, second = (
                replace(after[0], at=made.at, turn=made.turn),
                replace(made, at=after[0].at, turn=after[0].turn),
            )
            kept = (*before, first, second, *after[1:])
            yield _Edit(kind="swapped", calls=kept, made=after[0], label=labels.get(index + 1))


def _in_small_letters(truth: _Truth) -> Iterator[_Edit]:
    """The calls with what people may write in their own case, in small letters: the tools must take it so."""
    calls = truth.talk.calls
    slots = [slot for goal in truth.case.goals for slot in goal.slots.values() if slot.folds]
    free = {slot.value for slot in slots if isinstance(slot.value, str) and slot.value != slot.value.lower()}
    by_id = {label.id: label for label in truth.case.labels.calls}
    for label, index in ((by_id.get(name), index) for name, index in truth.verdict.matched.items()):
        made = calls[index]
        arguments = made.call.arguments or {}
        for name in [name for name, value in arguments.items() if isinstance(value, str) and value in free]:
            call = replace(made.call, arguments={**arguments, name: arguments[name].lower()})
            kept = (*calls[:index], replace(made, call=call), *calls[index + 1 :])
            yield _Edit(kind="small", calls=kept, made=made, label=label, argument=name, value=arguments[name].lower())


# --- what is wrong ----------------------------------------------------------------------------------------------------


def _same_end(truth: _Truth, talk: Trajectory) -> bool:
    """Whether the world ends alike, or is none that can be compared."""
    if truth.talk.last is None or talk.last is None:
        return True
    return not differences(truth.talk.last, talk.last, truth.scenario.toolset.marks, truth.talk.first)


def _needless(truth: _Truth, edit: _Edit, talk: Trajectory) -> InputError | None:
    """A required write without which the world ends alike: it changes nothing."""
    label = edit.label
    if edit.kind != "left out" or label is None or label.optional or truth.talk.last is None:
        return None
    writes = truth.scenario.toolset.tools[label.name].writes and edit.made.result.wrote
    if not writes or not _same_end(truth, talk) or truth.changed(edit.made):
        return None
    what = f"case {truth.case.seed}: {label.name} is required and changes nothing: the world is so already"
    hint = "let the world begin otherwise, or label another value"
    return InputError(what, place=call_place(truth.scenario, label.id), hint=hint)


def _survived(truth: _Truth, edit: _Edit, talk: Trajectory) -> InputError | None:
    """What is wrong where an edit passes; None where the labels say that it may, or the world ends alike."""
    if _same_end(truth, talk) or _declared(edit):
        return None
    tool, label = edit.made.call.name, edit.label
    name = label.id if label else ""
    passes = f"case {truth.case.seed}: the labels pass too when {tool} is"
    if edit.kind == "changed":
        what = f"{passes} called with {edit.argument} {short(repr(edit.value))}, and the world ends otherwise"
        hint = f"write {edit.argument} under args, or {{$any: true}} there if anything is right"
        return InputError(what, place=call_place(truth.scenario, name), hint=hint)
    if edit.kind == "swapped":
        what = f"{passes} called before the call before it, and the world ends otherwise"
        return InputError(what, place=call_place(truth.scenario, name), hint="say which comes first: after: [ID]")
    what = f"{passes} {edit.kind}, and the world ends otherwise"
    hint = (
        "is the call that it repeats or replaces labelled as you mean it? compare `instead`, `optional`, `state: may`"
    )
    return InputError(what, place=call_place(truth.scenario, name), hint=hint)


def _declared(edit: _Edit) -> bool:
    """Whether the label says that the edit makes no difference."""
    label = edit.label
    if label is None:
        return False
    if edit.kind == "changed":
        return bool(matcher_of(label.args.get(edit.argument)))
    return (edit.kind == "left out" and label.optional) or (edit.kind == "made twice" and label.at_most > 1)


def _not_taken(truth: _Truth, edit: _Edit) -> InputError:
    """Labels fold the case of a value that people write in their own, and the tool does not."""
    tool, value = edit.made.call.name, short(repr(edit.value))
    what = f"case {truth.case.seed}: the labels take {edit.argument} in any case, and {tool} does not take {value}"
    hint = "let the world and the document take small letters too, or label the value as it is, without a matcher"
    return InputError(what, place=call_place(truth.scenario, edit.label.id if edit.label else ""), hint=hint)
