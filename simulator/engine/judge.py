"""A trajectory to its verdict: the labels as they hold at the end, and a fresh world to replay the right calls in.

What the calls show can be settled while an assistant is still awaited, so that little is left to do at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.draws import Draws
from simulator.frozen import NamedTuple
from simulator.labels.check import Evidence, Settled, check, finish, settle, settle_texts
from simulator.labels.failures import Verdict
from simulator.labels.label import active
from simulator.messages import MadeCall, State, Trajectory
from simulator.scenario.case import Case
from simulator.worlds.toolset import Toolset


class Ahead(NamedTuple):
    """What was settled of a trajectory that goes on, and of which one."""

    settled: Settled
    trajectory: Trajectory

    def holds_for(self, whole: Trajectory) -> bool:
        """Whether nothing came after it by which other labels hold, or more can be known of its texts."""
        before = self.trajectory
        return (
            whole.end.reason != "assistant_crash"
            and (before.first is not None or len(before.calls) == len(whole.calls))
            and not any(note.happened for note in whole.notes[len(before.notes) :])
        )

    def is_whole(self, whole: Trajectory) -> bool:
        """Whether the calls are settled as well, and none came after."""
        before = self.trajectory
        alone = self.settled.pairing is not None and len(before.calls) == len(whole.calls)
        return alone and _unchanged(before.last or {}, whole.last or {})


def _unchanged(before: State, after: State) -> bool:
    """Whether the world was left alone, as far as can be seen at once."""
    return len(before) == len(after) and all(before.get(table) is rows for table, rows in after.items())


def _right_values(case: Case, happened: frozenset[str]) -> dict[str, dict[str, Any]]:
    """Goal -> slot -> the value that is right in the end, changes of mind included."""
    found = {goal.id: {name: slot.value for name, slot in goal.slots.items()} for goal in case.goals}
    for event in case.events:
        if event.act == "change_goal" and event.id in happened:
            found[event.goal].update(event.set)
    return found


def judge(case: Case, trajectory: Trajectory, toolset: Toolset, world_draws: Draws) -> Verdict:
    """The verdict on one conversation."""
    ahead: Ahead | None = trajectory.settled
    if ahead is None or not ahead.holds_for(trajectory):
        return check(_evidence(case, trajectory, toolset, world_draws))
    settled = ahead.settled
    if ahead.is_whole(trajectory):
        return finish(settled, trajectory)
    return check(_evidence(case, trajectory, toolset, world_draws, settled.log.evidence), settled)


class Judging:
    """Judges one conversation while it goes on."""

    __slots__ = ("_case", "_toolset", "_world_draws", "surely")

    def __init__(self, case: Case, toolset: Toolset, world_draws: Draws) -> None:
        self._case, self._toolset, self._world_draws = case, toolset, world_draws
        self.surely = case.labels.surely

    def go_on(self, trajectory: Trajectory, before: Ahead | None, *, calls: bool) -> Ahead | None:
        """What can be settled by now of its texts, and with `calls` of those too; None where something is wrong."""
        done = before.settled if before is not None and before.holds_for(trajectory) else None
        known = done.log.evidence if done else None
        evidence = _evidence(self._case, trajectory, self._toolset, self._world_draws, known)
        settled = settle(evidence, done) if calls else settle_texts(evidence, done)
        return Ahead(settled=settled, trajectory=trajectory) if settled else None


def _evidence(
    case: Case, trajectory: Trajectory, toolset: Toolset, world_draws: Draws, known: Evidence | None = None
) -> Evidence:
    """The evidence of a trajectory; `known` is of the same one earlier, where nothing has happened since."""
    happened = frozenset[str]() if known else trajectory.happened()
    wrote = [made for made in trajectory.calls if made.result.wrote]
    clean = not any(made.result.fault for made in trajectory.calls)

    def replay(calls: Sequence[MadeCall]) -> State:
        if clean and trajectory.last is not None and list(calls) == wrote:
            return trajectory.last  # a world is a function of its calls: the same ones again give the same state
        session = toolset.open(rows=case.world, clock=case.clock, draws=world_draws, faults=())
        try:
            for made in calls:
                session.call(made.call)
            return session.state()
        finally:
            session.close()

    return Evidence(
        labels=known.labels if known else active(case.labels, happened, case.values),
        trajectory=trajectory,
        tools=toolset.tools,
        slots=known.slots if known else _right_values(case, happened),
        clock=case.clock,
        replay=replay,
        marks=toolset.marks,
    )
