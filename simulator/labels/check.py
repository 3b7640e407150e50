"""The verdict: what a conversation shows, held against its labels. It passes when nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
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

__all__ = ["Evidence", "Settled", "check", "finish", "settle", "settle_texts"]

SHOWN = 5


class Settled(NamedTuple):
    """What is settled in a conversation that goes on: nothing is wrong with its texts before the message `since`.

    Only what is `owed` has not been said by then. With a `pairing` its calls are all right too, and all were made.
    """

    log: Log
    since: int
    owed: tuple[Said, ...]
    pairing: Pairing | None = None
    compared: bool = False


def settle_texts(evidence: Evidence, before: Settled | None = None) -> Settled | None:
    """What can be settled of the texts so far, `before` being settled already; None where something is wrong.

    Nothing said or done later can change it, as long as the same labels hold.
    """
    if any(rule.values for rule in evidence.labels.rules):
        return None  # what must not be told yet may be told in any text
    log, since, owed = _so_far(evidence, before)
    if judge_speech(log, since, owed=()):
        return None
    return Settled(log=log, since=len(log.notes), owed=tuple(unsaid(log, since, owed)))


def settle(evidence: Evidence, before: Settled | None = None) -> Settled | None:
    """The same with the calls, where none of them is wrong or missing so far.

    Nothing said later can change it, as long as no further call is made.
    """
    texts = settle_texts(evidence, before)
    if texts is None:
        return None
    log = texts.log
    pairing = pair(log)
    found = judge_calls(log, pairing)
    if found.failures or found.unmet or any(failed(log, one) for one in pairing.pairs):
        return texts
    state, compared = _state(evidence, log, pairing)
    if state or judge_rules(log, pairing):
        return texts
    return texts._replace(pairing=pairing, compared=compared)


def finish(settled: Settled, trajectory: Trajectory) -> Verdict:
    """The verdict that `check` gives, from what is settled with its calls and the end of the same conversation."""
    log, pairing = settled.log, settled.pairing or Pairing()
    log.go_on(trajectory)
    failures = [*judge_missing(log, pairing, Findings()), *judge_speech(log, settled.since, settled.owed)]
    return _verdict(log, pairing, failures, compared=settled.compared)


def _so_far(evidence: Evidence, before: Settled | None) -> tuple[Log, int, Sequence[Said]]:
    """What was read, up to where its texts are settled, and what was still to be said there."""
    if before is None:
        return Log(evidence), 0, evidence.labels.say
    before.log.go_on(evidence.trajectory)
    return before.log, before.since, before.owed


def check(evidence: Evidence, settled: Settled | None = None) -> Verdict:
    """What the conversation did wrong, which call met which label, and the partial scores beside it.

    Of several plans the one counts that the conversation keeps, or comes closest to.
    """
    found = _check(evidence, settled)
    for plan in evidence.labels.plans if not found.passed else ():
        other = _check(replace(evidence, labels=replace(evidence.labels, calls=plan, plans=())))
        if other.passed or len(other.failures) < len(found.failures):
            found = other
        if found.passed:
            break
    return found


def _check(evidence: Evidence, settled: Settled | None = None) -> Verdict:
    end = evidence.trajectory.end
    if end.reason == "assistant_crash":
        crash = Failure(kind="crash", got=end.detail or None, proof="the assistant raised an exception")
        return Verdict(passed=False, failures=(crash,), scores={"state_compared": 0.0})
    log, since, owed = _so_far(evidence, settled)
    pairing = pair(log)
    found = judge_calls(log, pairing)
    state, compared = _state(evidence, log, pairing)
    failures = [
        *found.failures,
        *judge_missing(log, pairing, found),
        *judge_rules(log, pairing),
        *judge_speech(log, since, owed),
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


def _state(evidence: Evidence, log: Log, pairing: Pairing) -> tuple[list[Failure], bool]:
    """The end state beside the world after the paired calls; calls without a label explain a difference themselves."""
    trajectory, replay = evidence.trajectory, evidence.replay
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
    found = differences(wanted, last, evidence.marks, trajectory.first)
    if not found:
        return declared, True
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    proof = "; ".join(found[:SHOWN]) + more
    return [*declared, Failure(kind="wrong_state", where="state", got=len(found), proof=proof)], True
