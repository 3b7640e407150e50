"""The verdict: what a conversation shows, held against its labels. It passes when nothing is wrong with it."""

from __future__ import annotations

from dataclasses import replace

from simulator.frozen import NamedTuple
from simulator.labels.calls import Findings, judge_calls
from simulator.labels.declared.state import judge_changes, without
from simulator.labels.evidence import Evidence, Log
from simulator.labels.failures import Failure, Verdict
from simulator.labels.label import Said
from simulator.labels.missing import failed, judge_missing
from simulator.labels.outcome import judge_outcome
from simulator.labels.pair import Pairing, pair
from simulator.labels.rules import judge_rules
from simulator.labels.scores import scores
from simulator.labels.speech import judge_speech, unsaid
from simulator.messages import Trajectory
from simulator.worlds.state import differences

__all__ = ["Evidence", "Settled", "check", "finish", "settle"]

SHOWN = 5


class Settled(NamedTuple):
    """Calls that are all right, in a conversation that goes on; so are the texts before the message `since`.

    Only what is `owed` has not been said by then.
    """

    log: Log
    pairing: Pairing
    compared: bool
    since: int
    owed: tuple[Said, ...]


def settle(evidence: Evidence) -> Settled | None:
    """What can be settled of a conversation before its end; None where something is wrong or missing so far.

    Nothing said later can change it, as long as no further call is made and the same labels hold.
    """
    if any(rule.values for rule in evidence.labels.rules):
        return None  # what must not be told yet may be told in any text
    log = Log(evidence)
    pairing = pair(log)
    found = judge_calls(log, pairing)
    if found.failures or found.unmet or any(failed(log, one) for one in pairing.pairs):
        return None
    state, compared = _state(log, pairing)
    if state or judge_rules(log, pairing) or judge_speech(log, owed=()):
        return None
    owed = tuple(unsaid(log, 0, log.labels.say))
    return Settled(log=log, pairing=pairing, compared=compared, since=len(log.notes), owed=owed)


def finish(settled: Settled, trajectory: Trajectory) -> Verdict:
    """The verdict that `check` gives, from what is settled and the end of the same conversation."""
    log, pairing = settled.log, settled.pairing
    log.go_on(trajectory)
    failures = [*judge_missing(log, pairing, Findings()), *judge_speech(log, settled.since, settled.owed)]
    return _verdict(log, pairing, failures, compared=settled.compared)


def check(evidence: Evidence) -> Verdict:
    """What the conversation did wrong, which call met which label, and the partial scores beside it.

    Of several plans the one counts that the conversation keeps, or comes closest to.
    """
    found = _check(evidence)
    for plan in evidence.labels.plans if not found.passed else ():
        other = _check(replace(evidence, labels=replace(evidence.labels, calls=plan, plans=())))
        if other.passed or len(other.failures) < len(found.failures):
            found = other
        if found.passed:
            break
    return found


def _check(evidence: Evidence) -> Verdict:
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
    return _verdict(log, pairing, failures, compared=compared)


def _verdict(log: Log, pairing: Pairing, failures: list[Failure], *, compared: bool) -> Verdict:
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
    changes = log.labels.changes
    declared = list(judge_changes(changes, trajectory.first, trajectory.last, called=not pairing.unmet))
    if any(log.landed(index) for index in pairing.loose):
        return declared, True
    made = [log.calls[one.index] for one in pairing.pairs if log.landed(one.index)]
    if made and replay is None:
        return declared, False
    wanted, last = replay(made) if made and replay else trajectory.first, trajectory.last
    if changes.may:
        wanted, last = without(wanted, changes.may), without(last, changes.may)
    found = differences(wanted, last, log.evidence.marks, trajectory.first)
    if not found:
        return declared, True
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    proof = "; ".join(found[:SHOWN]) + more
    return [*declared, Failure(kind="wrong_state", where="state", got=len(found), proof=proof)], True
