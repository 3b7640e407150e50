"""Partial scores beside the verdict: calls and arguments found (precision, recall, F1), milestones in order."""

from __future__ import annotations

from simulator.labels.evidence import Log
from simulator.labels.missing import failed
from simulator.labels.pair import Pairing
from simulator.matching.match import SCALARS
from simulator.matching.matchers import matcher_of

PERFECT = {f"{name}_{part}": 1.0 for name in ("call", "slot") for part in ("precision", "recall", "f1")}


def scores(log: Log, pairing: Pairing) -> dict[str, float]:
    """call_* counts calls, slot_* arguments; free calls count nowhere, and where nothing is wanted all is 1."""
    extra = [index for index in pairing.loose if log.landed(index) or log.calls[index].result.refused]
    calls_made = log.calls
    good = [
        not pair.faults and not calls_made[pair.index].result.refused and not failed(log, pair)
        for pair in pairing.pairs
    ]
    further = {**_milestones(pairing, good), **_by_meaning(pairing)}
    if all(good) and not pairing.unmet and not extra:
        return {**PERFECT, **further}
    calls = sum(good)
    slots = right_slots = wrong_slots = lost_slots = 0
    for pair in pairing.pairs:
        lost = sum(fault.kind == "missing_argument" for fault in pair.faults)
        invented = sum(fault.kind == "invented_argument" for fault in pair.faults)
        wrong = sum(fault.kind == "wrong_argument" for fault in pair.faults)
        slots += len(pair.label.args)
        right_slots += max(0, len(pair.label.args) - lost - wrong)
        wrong_slots += wrong + invented
        lost_slots += lost + wrong
    wrong_slots += sum(len(log.calls[index].call.arguments or ()) for index in extra)
    lost_slots += sum(len(label.args) for label in pairing.unmet)
    found = {
        **_f1("call", calls, len(pairing.pairs) - calls + len(extra), len(pairing.pairs) - calls + len(pairing.unmet)),
        **_f1("slot", right_slots, wrong_slots, lost_slots),
    }
    return {name: round(value, 6) for name, value in {**found, **further}.items()}


def _milestones(pairing: Pairing, good: list[bool]) -> dict[str, float]:
    """Of the labels in an order, the share that was met with all before them; nothing where there is no order."""
    ordered = [pair.label for pair in pairing.pairs]
    ordered += pairing.unmet
    if not [1 for label in ordered if label.after]:
        return {}
    if not pairing.unmet and not pairing.disorder and all(good):
        return {"milestones": 1.0} if [1 for label in ordered if not label.optional] else {}
    late = {second.label.id for _, second in pairing.disorder}
    met = {pair.label.id for pair, right in zip(pairing.pairs, good, strict=True) if right} - late
    wanted = {label.id: label for label in ordered if not label.optional}
    lost = wanted.keys() - met
    reached = [name for name, label in wanted.items() if name in met and lost.isdisjoint(label.after)]
    return {"milestones": len(reached) / len(wanted)} if wanted else {}


def _by_meaning(pairing: Pairing) -> dict[str, float]:
    """How many arguments were compared by meaning, which is never certain; nothing where none was."""
    count = 0
    for pair in pairing.pairs:
        for value in pair.label.args.values():
            if type(value) not in SCALARS and matcher_of(value) == "$semantic":
                count += 1
    return {"by_meaning": float(count)} if count else {}


def _f1(name: str, right: int, wrong: int, lost: int) -> dict[str, float]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + lost) if right + lost else 1.0
    f1 = 2 * right / (2 * right + wrong + lost) if right + wrong + lost else 1.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
