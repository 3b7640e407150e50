"""A trajectory to its verdict: the labels as they hold at the end, and a fresh world to replay the right calls in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.draws import Draws
from simulator.labels.check import Evidence, check
from simulator.labels.failures import Verdict
from simulator.labels.label import active
from simulator.messages import MadeCall, State, Trajectory
from simulator.scenario.case import Case
from simulator.worlds.toolset import Toolset


def _right_values(case: Case, happened: frozenset[str]) -> dict[str, dict[str, Any]]:
    """Goal -> slot -> the value that is right in the end, changes of mind included."""
    found = {goal.id: {name: slot.value for name, slot in goal.slots.items()} for goal in case.goals}
    for event in case.events:
        if event.act == "change_goal" and event.id in happened:
            found[event.goal].update(event.set)
    return found


def judge(case: Case, trajectory: Trajectory, toolset: Toolset, world_draws: Draws) -> Verdict:
    """The verdict on one conversation."""

    happened = trajectory.happened()
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

    evidence = Evidence(
        labels=active(case.labels, happened, case.values),
        trajectory=trajectory,
        tools=toolset.tools,
        slots=_right_values(case, happened),
        clock=case.clock,
        replay=replay,
        marks=toolset.marks,
    )
    return check(evidence)
