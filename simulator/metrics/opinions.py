"""What judges' opinions come to: mean marks with intervals, how far judges agree, and who is preferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from simulator.frozen import dataclass
from simulator.metrics.agreement import Agreement, agreement
from simulator.metrics.interval import Cluster, Rate, rate

Record = Mapping[str, Any]
Opinion = Mapping[str, Any]
Marked = Mapping[tuple[str, str], int]
"""Record id and criterion -> mark."""
HUMAN = "people"
LOWEST, SPAN = 1, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """How often the first assistant was preferred to the second over shared cases; a tie is half a win for each."""

    first: str
    second: str
    wins: int
    ties: int
    losses: int
    share: Rate


def marks_by_judge(opinions: Iterable[Opinion]) -> dict[str, dict[tuple[str, str], int]]:
    """Judge -> every mark it gave."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for line in opinions:
        for criterion, one in line.get("marks", {}).items():
            found.setdefault(line["judge"], {})[line["of"][0], criterion] = one["mark"]
    return found


def means(marked: Marked, records: Sequence[Record]) -> dict[str, dict[str, Rate]]:
    """Assistant -> criterion -> mean mark with its interval, cases being what varies."""
    by_id = {record["id"]: record for record in records}
    sums: dict[str, dict[str, dict[str, Cluster]]] = {}
    for (name, criterion), mark in marked.items():
        if record := by_id.get(name):
            cases = sums.setdefault(record["options"]["assistant"], {}).setdefault(criterion, {})
            above, below = cases.get(record["case_id"], (0.0, 0.0))
            cases[record["case_id"]] = above + (mark - LOWEST) / SPAN, below + 1
    return {
        assistant: {name: _as_mark(rate([*cases.values()], f"marks/{name}")) for name, cases in criteria.items()}
        for assistant, criteria in sums.items()
    }


def _as_mark(share: Rate) -> Rate:
    """A share of the way from the lowest mark to the highest, as the mark it stands for."""
    value, low, high = (LOWEST + SPAN * part for part in (share.value, share.low, share.high))
    return replace(share, value=value, low=low, high=high)


def agreements(marked: Mapping[str, Marked]) -> dict[tuple[str, str, str], Agreement]:
    """Two judges (or a judge and people) and a criterion -> how far they agree."""
    found = {}
    for one, other in combinations(marked, 2):
        criteria = dict.fromkeys(criterion for _, criterion in marked[one])
        for criterion in criteria:
            both = [key for key in marked[one] if key[1] == criterion and key in marked[other]]
            if agreed := agreement([(marked[one][key], marked[other][key]) for key in both], f"{one}/{other}"):
                found[one, other, criterion] = agreed
    return found


def preferences(opinions: Iterable[Opinion], records: Sequence[Record]) -> dict[str, list[Preferred]]:
    """Judge -> each pair of assistants with who is preferred."""
    by_id = {record["id"]: record for record in records}
    counted: dict[str, dict[tuple[str, str], dict[str, list[str]]]] = {}
    for line in opinions:
        if "better" in line and all(name in by_id for name in line["of"]):
            first, second = (by_id[name] for name in line["of"])
            names = first["options"]["assistant"], second["options"]["assistant"]
            cases = counted.setdefault(line["judge"], {}).setdefault(names, {})
            cases.setdefault(first["case_id"], []).append(line["better"])
    return {judge: [_preferred(*names, cases) for names, cases in found.items()] for judge, found in counted.items()}


def _preferred(first: str, second: str, cases: Mapping[str, Sequence[str]]) -> Preferred:
    said = [better for case in cases.values() for better in case]
    worth = {"first": 1.0, "equal": 0.5, "second": 0.0}
    clusters = [(sum(worth[better] for better in case), float(len(case))) for case in cases.values()]
    return Preferred(
        first=first,
        second=second,
        wins=said.count("first"),
        ties=said.count("equal"),
        losses=said.count("second"),
        share=rate(clusters, f"preferred/{first}/{second}"),
    )
