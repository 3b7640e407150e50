"""What a set of records says: success given twice, pass^k, failure kinds, what was left out, and effort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from math import comb
from typing import Any

from simulator.engine.variants.names import variant_of
from simulator.frozen import dataclass
from simulator.metrics.compare import smallest_difference
from simulator.metrics.excluded import cause
from simulator.metrics.interval import Cluster, Rate, rate
from simulator.metrics.parts import MOST_VALUES, parts_of
from simulator.metrics.spent import NOTHING, Spent, spent
from simulator.models.prices import Prices

Record = Mapping[str, Any]
MUCH_EXCLUDED = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureKind:
    """How often one kind of failure came up: in how many counted conversations, where, and one of them by id."""

    kind: str
    conversations: int
    failures: int
    share: Rate
    example: str
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Success of a part of the records; `success` over those that count, `strict` with excluded ones as failed."""

    conversations: int
    counted: int
    passed: int
    success: Rate
    strict: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything a report says of one assistant.

    all        every conversation as one group
    pass_k     k -> chance that k trials of a case all pass (combinatorial estimate over cases)
    pass_any   k -> chance that at least one of k trials of a case passes (pass@k)
    kinds      failure kinds, most frequent first
    excluded   cause -> conversations left out
    scenarios  scenario -> its group
    parts      persona, a trait, kind of conversation, mess or hops -> value -> its group
    smallest   the difference to another assistant that so many cases would show four times out of five
    rungs      rung of worse documentation -> its group, where any record stands on one
    turns      user turns per conversation, on average; `calls` likewise
    usage      every count of the records' `usage`, summed
    spent      what models were asked for, and what that costs
    """

    all: Group
    trials: int
    cases: int
    pass_k: Mapping[int, Rate] = field(default_factory=dict)
    pass_any: Mapping[int, Rate] = field(default_factory=dict)
    kinds: tuple[FailureKind, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    scenarios: Mapping[str, Group] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Group]] = field(default_factory=dict)
    smallest: float = 1.0
    rungs: Mapping[int, Group] = field(default_factory=dict)
    turns: float = 0.0
    calls: float = 0.0
    usage: Mapping[str, float] = field(default_factory=dict)
    spent: Spent = NOTHING

    @property
    def excluded_share(self) -> float:
        """The share of conversations left out."""
        return sum(self.excluded.values()) / self.all.conversations if self.all.conversations else 0.0

    @property
    def much_excluded(self) -> bool:
        """Whether so many were left out that a report must say so first."""
        return self.excluded_share > MUCH_EXCLUDED


def summarise(records: Iterable[Record], prices: Prices | None = None) -> Summary:
    """The summary of records; their order does not matter. What was played otherwise is not among them."""
    found = sorted((record for record in records if not variant_of(record)), key=lambda record: str(record["id"]))
    causes = {id(record): cause(record) for record in found}
    counted = [record for record in found if not causes[id(record)]]
    cases = _by_case(counted)
    by_scenario: dict[str, list[Record]] = {}
    for record in found:
        by_scenario.setdefault(record["scenario"], []).append(record)
    usage: Counter[str] = Counter()
    for record in found:
        usage.update({name: n for name, n in record.get("usage", {}).items() if isinstance(n, int | float)})
    everything = _group(found, causes, "all")
    return Summary(
        all=everything,
        trials=max((len({record["trial"] for record in case}) for case in _by_case(found).values()), default=0),
        cases=len(_by_case(found)),
        pass_k=_pass_k(cases, "pass_k", pass_power),
        pass_any=_pass_k(cases, "pass_any", pass_at),
        kinds=_kinds(counted, cases),
        excluded=dict(sorted(Counter(filter(None, causes.values())).items())),
        rungs=_rungs(found, causes),
        scenarios={name: _group(by_scenario[name], causes, f"scenario/{name}") for name in sorted(by_scenario)},
        parts=_parts(found, causes),
        smallest=smallest_difference(everything.success.value, everything.success.cases),
        turns=usage["user_turns"] / len(found) if found else 0.0,
        calls=usage["calls"] / len(found) if found else 0.0,
        usage=dict(sorted(usage.items())),
        spent=spent(found, prices),
    )


def _rungs(records: Sequence[Record], causes: Mapping[int, str]) -> dict[int, Group]:
    by_rung: dict[int, list[Record]] = {}
    for record in records:
        by_rung.setdefault(record["options"].get("rung", 0), []).append(record)
    if not any(by_rung):
        return {}
    return {rung: _group(by_rung[rung], causes, f"rung/{rung}") for rung in sorted(by_rung)}


def _by_case(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        found.setdefault((record["scenario"], record["case_id"]), []).append(record)
    return found


def _group(records: Sequence[Record], causes: Mapping[int, str], name: str) -> Group:
    counted = [record for record in records if not causes[id(record)]]
    success = rate([_clusters(case) for case in _by_case(counted).values()], f"success/{name}")
    strict: list[Cluster] = [
        (float(sum(_passed(one) and not causes[id(one)] for one in case)), float(len(case)))
        for case in _by_case(records).values()
    ]
    return Group(
        conversations=len(records),
        counted=len(counted),
        passed=sum(map(_passed, counted)),
        success=success,
        strict=rate(strict, f"strict/{name}") if len(counted) < len(records) else success,
    )


def _clusters(case: Sequence[Record]) -> Cluster:
    return float(sum(map(_passed, case))), float(len(case))


def _passed(record: Record) -> bool:
    return bool(record["verdict"]["passed"])


def _parts(records: Sequence[Record], causes: Mapping[int, str]) -> dict[str, dict[str, Group]]:
    """The records by every way to tell them apart that has more than one value, and not too many."""
    found: dict[str, dict[str, list[Record]]] = {}
    for record in records:
        for what, value in parts_of(record):
            found.setdefault(what, {}).setdefault(value, []).append(record)
    return {
        what: {value: _group(values[value], causes, f"{what}/{value}") for value in sorted(values)}
        for what, values in sorted(found.items())
        if 1 < len(values) <= MOST_VALUES
    }


def _pass_k(
    cases: Mapping[tuple[str, str], Sequence[Record]], name: str, estimate: Callable[[int, int, int], float]
) -> dict[int, Rate]:
    """For every k the estimate over each case with at least k counted trials."""
    counts = [(sum(map(_passed, case)), len(case)) for case in cases.values()]
    most = max((trials for _, trials in counts), default=0)
    found = {}
    for k in range(1, most + 1):
        clusters = [(estimate(right, trials, k), 1.0) for right, trials in counts if trials >= k]
        found[k] = rate(clusters, f"{name}/{k}")
    return found


def pass_power(right: int, trials: int, k: int) -> float:
    """The chance that k of these trials, drawn without putting back, all passed."""
    return comb(right, k) / comb(trials, k)


def pass_at(right: int, trials: int, k: int) -> float:
    """The chance that at least one of k of these trials, drawn without putting back, passed."""
    return 1.0 - comb(trials - right, k) / comb(trials, k)


def _kinds(counted: Sequence[Record], cases: Mapping[tuple[str, str], Sequence[Record]]) -> tuple[FailureKind, ...]:
    hits: dict[str, list[str]] = {}
    places: dict[str, Counter[str]] = {}
    for record in counted:
        for failure in record["verdict"]["failures"]:
            hits.setdefault(failure["kind"], []).append(str(record["id"]))
            places.setdefault(failure["kind"], Counter())[_anchor(failure)] += 1
    found = []
    for kind, ids in hits.items():
        with_kind = set(ids)
        clusters = [(float(sum(one["id"] in with_kind for one in case)), float(len(case))) for case in cases.values()]
        found.append(
            FailureKind(
                kind=kind,
                conversations=len(with_kind),
                failures=len(ids),
                share=rate(clusters, f"kind/{kind}"),
                example=ids[0],
                places=dict(sorted(places[kind].items(), key=lambda place: (-place[1], place[0]))),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.conversations, one.kind)))


def _anchor(failure: Mapping[str, Any]) -> str:
    where = str(failure.get("where", ""))
    return "" if where.startswith("message ") else where
