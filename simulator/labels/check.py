"""The verdict: what a conversation shows, held against its labels. It passes when nothing is wrong with it."""

from __future__ import annotations

from simulator.labels.calls import judge_calls
from simulator.labels.evidence import Evidence, Log
from simulator.labels.failures import Failure, Verdict
from simulator.labels.missing import judge_missing
from simulator.labels.outcome import judge_outcome
from simulator.labels.pair import Pairing, pair
from simulator.labels.rules import judge_rules
from simulator.labels.scores import scores
from simulator.labels.speech import judge_speech
from simulator.worlds.state import differences

__all__ = ["Evidence", "check"]

SHOWN = 5


def check(evidence: Evidence) -> Verdict:
    """What the conversation did wrong, which call met which label, and the partial scores beside it."""
    end = evidence.trajectory.end
    if end.reason == "assistant_crash":
        crash = Failure(kind="crash", got=end.detail or None, proof="the assistant raised an exception")
        return Verdict(passed=False, failures=(crash,), scores={"state_compared": 0.0})
    log = Log(evidence)
    pairing = pair(log)
    found = judge_calls(log, pairing)
    state, compared = _state(log, pairing)
    failures = [
        *found.failures,
        *judge_missing(log, pairing, found),
        *judge_rules(log, pairing),
        *judge_speech(log),
        *state,
    ]
    failures.extend(judge_outcome(log, failures))
    return Verdict(
        passed=not failures,
        failures=tuple(failures),
        matched=_matched(pairing),
        scores={**scores(log, pairing), "state_compared": float(compared)},
    )


def _matched(pairing: Pairing) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in pairing.pairs:
        found.setdefault(one.label.id, one.index)
    return found


def _state(log: Log, pairing: Pairing) -> tuple[list[Failure], bool]:
    """The end state beside the world after the paired calls; calls without a label explain a difference themselves."""
    trajectory, replay = log.evidence.trajectory, log.evidence.replay
    if trajectory.last is None or trajectory.first is None:
        return [], False
    if any(log.landed(index) for index in pairing.loose):
        return [], True
    made = [log.calls[one.index] for one in pairing.pairs if log.landed(one.index)]
    if made and replay is None:
        return [], False
    wanted = replay(made) if made and replay else trajectory.first
    found = differences(wanted, trajectory.last, log.evidence.marks, trajectory.first)
    if not found:
        return [], True
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    proof = "; ".join(found[:SHOWN]) + more
    return [Failure(kind="wrong_state", where="state", got=len(found), proof=proof)], True
