"""All checks of a user's conduct over records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from simulator.audit.faults.conduct import early_stops, late_stops, openers_again, role_flips, two_turns
from simulator.audit.faults.fault import Fault, Record
from simulator.audit.faults.values import (
    contradictions,
    invented_facts,
    off_slot,
    unwritten_values,
    wrong_values,
    wrong_yeses,
)

CHECKS: Sequence[Callable[[Record], Iterator[Fault]]] = (
    wrong_values,
    unwritten_values,
    invented_facts,
    off_slot,
    wrong_yeses,
    contradictions,
    role_flips,
    openers_again,
    two_turns,
    early_stops,
    late_stops,
)


def faults(records: Sequence[Record]) -> list[Fault]:
    """Every fault of the users in these records; one that the run itself blamed on the user is among them."""
    found = [fault for record in records for check in CHECKS for fault in check(record)]
    blamed = [
        Fault(kind="blamed", record=record["id"], message=len(record["messages"]) - 1, detail=record["end"]["reason"])
        for record in records
        if record["end"]["blame"] == "user"
    ]
    return found + blamed
