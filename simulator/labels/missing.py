"""Why a required call is missing: never made, claimed without being made, given up, or failed and ignored."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.labels.calls import Findings
from simulator.labels.evidence import Claim, Log
from simulator.labels.failures import Failure
from simulator.labels.label import CallLabel
from simulator.labels.pair import Pair, Pairing

HONEST = ("failed", "refused", "handed_over")
GIVES_UP = HONEST
STUCK = 3
"""So many assistant texts in a row that only ask, and nothing moves."""
CUT = ("turn_limit", "call_limit", "user_gave_up", "text_limit")


def judge_missing(log: Log, pairing: Pairing, found: Findings) -> list[Failure]:
    """One failure for each required call that did not happen, or one that explains them all."""
    failures = [failure for pair in pairing.pairs if (failure := _tried(log, pairing, pair, found))]
    unmet = [label for label in found.unmet if label.name not in found.looped]
    done = not log.labels.outcome or log.labels.outcome[0].name == "done"
    if unmet and done and log.end.reason in CUT and is_stuck(log):
        return [*failures, _no_progress(log, unmet)]
    gave_up: dict[int, list[CallLabel]] = {}
    for label in _reached(log, unmet) if unmet else ():
        claim = _last_claim(log, pairing, label)
        if claim and claim.claim == "done" and log.tool(label.name).writes:
            failures.append(_false_claim(label, claim))
        elif claim and claim.claim in GIVES_UP and done:
            gave_up.setdefault(claim.at, []).append(label)
        else:
            failures.append(_missing(label, "no call of this tool meets the label"))
    failures.extend(_gave_up(at, labels, log) for at, labels in gave_up.items())
    if done and log.end.reason == "refused":
        failures = [failure for failure in failures if failure.kind != "missing_call"]
        if not gave_up:
            failures.append(Failure(kind="gave_up", expected="done", got="refused", proof="the user went away refused"))
    return failures


def _reached(log: Log, unmet: Sequence[CallLabel]) -> Sequence[CallLabel]:
    """The labels whose goal the user came to speak of; all of them where that tells them not apart."""
    spoken = {note.goal for note in log.notes if note.goal}
    reached = [label for label in unmet if log.goal_of(label) in ("", *spoken)]
    return reached or unmet


def _missing(label: CallLabel, proof: str) -> Failure:
    return Failure(kind="missing_call", where=label.name, expected=dict(label.args), proof=proof)


def _false_claim(label: CallLabel, claim: Claim) -> Failure:
    proof = f"message {claim.at} says it is done, but {label.name} never took effect"
    return Failure(kind="false_claim", where=label.name, expected=dict(label.args), got="done", proof=proof)


def _gave_up(at: int, labels: Sequence[CallLabel], log: Log) -> Failure:
    names = ", ".join(label.name for label in labels)
    claim = next(claim.claim for claim in log.claims if claim.at == at)
    proof = f"message {at} says {claim!r}, but the tools suffice; never called: {names}"
    return Failure(kind="gave_up", where=labels[0].name, expected="done", got=claim, proof=proof)


def _no_progress(log: Log, unmet: Sequence[CallLabel]) -> Failure:
    names = ", ".join(label.name for label in unmet)
    proof = f"the last {STUCK} texts only ask, and nothing moved until {log.end.reason}; never called: {names}"
    return Failure(kind="no_progress", expected=names, got=log.end.reason, proof=proof)


# --- claims --------------------------------------------------------------------------------------------------------


def _last_claim(log: Log, pairing: Pairing, label: CallLabel) -> Claim | None:
    """What was said last of the label's goal; a "done" that another call of the same stretch earned does not count."""
    goal = log.goal_of(label)
    claims = [
        claim
        for claim in log.claims_about(goal)
        if claim.claim in GIVES_UP or (claim.claim == "done" and not _earned(log, pairing, claim, goal))
    ]
    return claims[-1] if claims else None


def _earned(log: Log, pairing: Pairing, claim: Claim, goal: str) -> bool:
    """Whether a paired call took effect between the user's last word and the claim."""
    for pair in pairing.pairs:
        at = log.calls[pair.index].at
        same_goal = not goal or log.goal_of(pair.label) in ("", goal)
        if at <= claim.at and same_goal and log.landed(pair.index) and not log.user_spoke_between(at, claim.at):
            return True
    return False


def is_stuck(log: Log) -> bool:
    """Whether the last texts only ask, and no call was made meanwhile."""
    if len(log.texts) < STUCK:
        return False
    last = log.texts[-STUCK:]
    if any(made.at >= last[0][0] for made in log.calls):
        return False
    asking = {at for at, reading, _ in log.readings if reading.question or reading.asks or reading.confirms}
    return all(at in asking for at, _ in last)


# --- calls that were tried and failed ------------------------------------------------------------------------------


def failed(log: Log, pair: Pair) -> bool:
    """Whether the call that meets a label came to nothing."""
    made = log.calls[pair.index]
    if log.tool(made.call.name).writes:
        return not log.landed(pair.index)
    return not made.result.ok and (bool(made.result.fault) or made.result.status >= 500)


def _tried(log: Log, pairing: Pairing, pair: Pair, found: Findings) -> Failure | None:
    """The failure of a required call whose best try failed; none where that was said, or was reported already."""
    made = log.calls[pair.index]
    name = pair.label.name
    if pair.label.optional or pair.faults or made.result.refused or name in found.looped or not failed(log, pair):
        return None
    last = max(index for index, other in enumerate(log.calls) if other.call.name == name and not log.landed(index))
    at, status = log.calls[last].at, log.calls[last].result.status
    claims = [claim for claim in log.claims_about(log.goal_of(pair.label)) if claim.at >= at]
    if (claims and claims[-1].claim == "done") or _went_on(log, pairing, pair):
        proof = f"call {last + 1} answered {status}, and the assistant went on as if it had worked"
        return Failure(kind="ignored_error", where=name, expected="a retry or an honest word", got=status, proof=proof)
    ours = bool(log.calls[last].result.fault) or status >= 500
    if claims and claims[-1].claim in HONEST and ours:
        return None
    return _missing(pair.label, f"its last try, call {last + 1}, answered {status}")


def _went_on(log: Log, pairing: Pairing, pair: Pair) -> bool:
    """Whether a write that builds on this read was made although the read had failed."""
    if log.tool(pair.label.name).writes:
        return False
    return any(
        pair.label.id in other.label.after and other.index > pair.index and log.landed(other.index)
        for other in pairing.pairs
    )
