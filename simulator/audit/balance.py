"""Whether a run is balanced: how its conversations spread over scenarios, personas, outcomes and endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import exp, log
from typing import Any

from simulator.frozen import dataclass

Told = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many conversations fall on each value; `even` is the number of values that an equal spread would need."""

    name: str
    counts: tuple[tuple[str, int], ...]
    even: float


def _outcome(record: Mapping[str, Any]) -> str:
    found = record["case"].get("labels", {}).get("outcome", [])
    return " or ".join([found] if isinstance(found, str) else found) or "none asked"


WAYS: Mapping[str, Told] = {
    "scenario": lambda record: record["scenario"],
    "persona": lambda record: record["case"].get("persona") or "none",
    "outcome": _outcome,
    "assistant": lambda record: record["options"].get("assistant") or "none",
    "end": lambda record: record["end"]["reason"],
    "passed": lambda record: "yes" if record["verdict"]["passed"] else "no",
}


def spreads(records: Sequence[Mapping[str, Any]]) -> list[Spread]:
    """The spread over each of the ways, the most frequent values first."""
    found = []
    for name, told in WAYS.items():
        counts = Counter(str(told(record)) for record in records)
        total = sum(counts.values())
        even = exp(-sum(count / total * log(count / total) for count in counts.values())) if total else 0.0
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        found.append(Spread(name=name, counts=tuple(ordered), even=even))
    return found
