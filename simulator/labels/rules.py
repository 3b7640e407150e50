"""Rules of conduct: confirm_before asks for the user's yes to this very write before it is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.frozen import NamedTuple
from simulator.labels.declared.rules import DECLARED, judge_declared
from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.labels.label import CallLabel, Rule
from simulator.labels.pair import Pairing
from simulator.matching.match import SCALARS
from simulator.matching.matchers import right_values
from simulator.values.mention import mentions


class Yes(NamedTuple):
    """The user agreed in message `at` to what the assistant asked in `question`."""

    at: int
    goal: str
    question: str


def judge_rules(log: Log, pairing: Pairing) -> list[Failure]:
    """Every breach of every rule."""
    if not log.labels.rules:
        return []
    agreed = _agreed(log)
    labels = {pair.index: pair.label for pair in pairing.pairs}
    failures: list[Failure] = []
    for rule in log.labels.rules:
        if rule.kind in DECLARED:
            failures += [found for _, found in judge_declared(log, rule)]
        else:
            failures += _confirm_before(log, labels, rule, agreed)
    return failures


def _agreed(log: Log) -> list[Yes]:
    """Every yes to a question that asked for one: the last text before it did."""
    asked = {at for at, reading, _ in log.readings if reading.confirms}
    found = []
    for at, _ in log.said if asked else ():
        note = log.notes[at]
        if note.act == "affirm":
            place = bisect_left(log.texts, (at,)) - 1
            if place >= 0 and log.texts[place][0] in asked:
                found.append(Yes(at=at, goal=note.goal, question=log.texts[place][1]))
    return found


def _confirm_before(log: Log, labels: Mapping[int, CallLabel], rule: Rule, agreed: Sequence[Yes]) -> Iterable[Failure]:
    served: dict[int, list[Mapping[str, Any]]] = {}
    for index, made in enumerate(log.calls):
        if made.call.name != rule.tool:
            continue
        if log.landed(index) or (made.result.ok and not log.tool(rule.tool).writes):
            why = _unconfirmed(log, index, labels.get(index), agreed, served)
            if why:
                yield Failure(
                    kind="policy", where=rule.id, expected="a yes to this call", got=made.call.arguments,
                    proof=f"call {index + 1}: {why}",
                )  # fmt: skip


def _unconfirmed(
    log: Log, index: int, label: CallLabel | None, agreed: Sequence[Yes], served: dict[int, list[Mapping[str, Any]]]
) -> str:
    """Why no yes of the user covers the call; "" where one does, which is then used up."""
    made = log.calls[index]
    sent = made.call.arguments or {}
    goal = (log.goal_of(label) if label else "") or log.goal_at(made.at)
    why = "the user was not asked to confirm it"
    place = bisect_left(log.told, (made.at,)) - 1
    told = log.told[place][0] if place >= 0 else -1
    changed, in_same_breath = -1, True
    for yes in reversed([yes for yes in agreed if yes.at < made.at]):
        if goal and yes.goal and yes.goal != goal:
            continue
        if yes.at <= told and changed < 0:  # else nothing was told since, let alone changed
            changed, in_same_breath = _last_change(log, sent, goal, made.at)
        if yes.at < changed or (yes.at == changed and not in_same_breath):
            why = f"a value changed in message {changed}, after the user had agreed in message {yes.at}"
            continue
        other = _asked_otherwise(log, yes, label, sent)
        if other:
            why = f"the user agreed to another {other} in message {yes.at}"
            continue
        if not _covers(log, yes, sent, served.setdefault(yes.at, [])):
            why = f"the yes in message {yes.at} was for another call"
            continue
        served[yes.at].append(sent)
        return ""
    return why


def _last_change(log: Log, sent: Mapping[str, Any], goal: str, before: int) -> tuple[int, bool]:
    """The last message that set a value of this call anew, and whether it told it for the first time."""
    last, first_time = -1, True
    known: dict[tuple[str, str], Any] = {}
    values = list(sent.values())
    for at, of_goal, slot, value in log.told:
        if at >= before:
            break
        key = (of_goal, slot)
        if known.get(key, _NEVER) == value or (goal and of_goal and of_goal != goal):
            continue
        if slot in sent or value in values:
            last, first_time = at, key not in known
        known[key] = value
    return last, first_time


_NEVER = object()


def _asked_otherwise(log: Log, yes: Yes, label: CallLabel | None, sent: Mapping[str, Any]) -> str:
    """The argument for which the question named the right value while the call sends another."""
    if label is None:
        return ""
    for name, expected in label.args.items():
        value = sent.get(name)
        if expected == value and (type(expected) in SCALARS or not isinstance(expected, Mapping)):
            continue
        for right in right_values(expected):
            if (
                right != value
                and mentions(right, yes.question, log.clock)
                and not mentions(value, yes.question, log.clock)
            ):
                return name
    return ""


def _covers(log: Log, yes: Yes, sent: Mapping[str, Any], served: Sequence[Mapping[str, Any]]) -> bool:
    """A yes serves one write, and a second one only where the question named all that differs."""
    for other in served:
        new = [value for name, value in sent.items() if other.get(name, _NEVER) != value]
        if not all(mentions(value, yes.question, log.clock) for value in new):
            return False
    return True
