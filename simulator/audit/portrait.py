"""The whole audit of a run: every figure beside its band, balance, leaks, faults of the users."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.audit import diversity
from simulator.audit.balance import Spread, spreads
from simulator.audit.bands import ASKED, LABELS, Band, band_of
from simulator.audit.faults.check import faults
from simulator.audit.faults.fault import Fault
from simulator.audit.leaks import Leak, leaks
from simulator.audit.persons import shares_between, slip_kinds, without_slip
from simulator.audit.style import measure
from simulator.audit.turns import Spoken, of_records
from simulator.draws import Draws
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.metrics.interval import wilson

Tell = Callable[[str], None]
REUSE_TURNS = 600
REUSE_SAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure beside its band; `why` says why there is none."""

    section: str
    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int = 0
    why: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def band(self) -> Band | None:
        return band_of(self.name)

    @property
    def place(self) -> str:
        """ "in", "below" or "above" the band, "" where one of the two is missing."""
        return self.band.place(self.value) if self.band and self.value is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What was found in a run."""

    turns: int
    conversations: int
    rows: tuple[Row, ...]
    slips: Mapping[str, float]
    balance: tuple[Spread, ...]
    leaks: tuple[Leak, ...]
    faults: tuple[Fault, ...]
    real: str = ""


def portray(
    records: Sequence[Mapping[str, Any]],
    *,
    beside: Callable[[Sequence[Spoken]], Iterable[Row]] = lambda ours: (),
    real: str = "",
    tell: Tell = lambda step: None,
) -> Portrait:
    """The audit of these records; `beside` gives more rows from the turns, `tell` hears what is being done."""
    ours = of_records(records)
    if not ours:
        raise InputError("no user said anything in these records", hint="give a run with finished conversations")
    tell("style")
    rows = [_style(found.name, found.value, found.low, found.high, found.count) for found in measure(ours)]
    rows += _people(ours)
    tell("diversity")
    rows += _diversity(ours)
    tell("faults of the users")
    found = faults(records)
    rows.append(_fault_row(len({fault.record for fault in found}), len(records)))
    rows += beside(ours)
    tell("")
    kinds = slip_kinds(ours)
    return Portrait(
        turns=len(ours),
        conversations=len(records),
        rows=tuple(rows),
        slips={kind: 100.0 * count / kinds.total() for kind, count in sorted(kinds.items(), key=lambda item: -item[1])},
        balance=tuple(spreads(records)),
        leaks=tuple(leaks(records)),
        faults=tuple(found),
        real=real,
    )


def _style(name: str, value: float, low: float, high: float, count: int) -> Row:
    return Row(section="style", name=name, value=value, low=low, high=high, count=count)


def _fault_row(wrong: int, total: int) -> Row:
    low, high = wilson(wrong / total, total)
    return Row(
        section="fairness",
        name="user_faults_%",
        value=100.0 * wrong / total,
        low=100 * low,
        high=100 * high,
        count=total,
    )


def _people(ours: Sequence[Spoken]) -> Iterator[Row]:
    shares = shares_between(ours)
    for name in ("habit_starts_lowercase", "habit_no_terminal_punct", "habit_length_log"):
        why = "" if shares else "fewer than 20 conversations of two turns"
        yield Row(section="people", name=name, value=shares.get(name), why=why)
    slipless = without_slip(ours)
    if slipless is None:
        why = "fewer than 20 conversations of five turns"
        yield Row(section="people", name="people_without_slip_%", value=None, why=why)
    else:
        value, count = slipless
        low, high = wilson(value / 100, count)
        yield Row(
            section="people", name="people_without_slip_%", value=value, low=100 * low, high=100 * high, count=count
        )


def _diversity(ours: Sequence[Spoken]) -> Iterator[Row]:
    found: dict[str, tuple[float | None, str]] = {
        "distinct_2": (diversity.distinct_pairs(ours), "fewer than 4,000 words"),
        "self_bleu_4": (diversity.self_bleu(ours), "fewer than 400 turns"),
        "near_duplicate_%_of_400": (diversity.near_duplicates(ours), "fewer than 400 turns of three words"),
    }
    samples = list(_samples(ours))
    for name, measured in (("reuse_4grams_%", diversity.reuse), ("repeated_turns_%", diversity.repeats)):
        values = [value for sample in samples if (value := measured(sample)) is not None]
        found[name] = (sum(values) / len(values) if values else None, f"fewer than {REUSE_TURNS} turns")
    for name, (value, why) in found.items():
        yield Row(section="diversity", name=name, value=value, why=why if value is None else "")


def _samples(ours: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    """Whole conversations of 600 turns in all: how much comes again depends on how much is looked at."""
    if len(ours) < REUSE_TURNS:
        return
    by_person: dict[str, list[Spoken]] = {}
    for turn in ours:
        by_person.setdefault(turn.conv, []).append(turn)
    for sample in range(REUSE_SAMPLES):
        taken: list[Spoken] = []
        for conv in Draws("audit/reuse").order(sorted(by_person), sample):
            if len(taken) < REUSE_TURNS:
                taken += by_person[conv]
        yield taken


def as_json(portrait: Portrait) -> dict[str, Any]:
    """The portrait as one JSON object."""
    return {
        "turns": portrait.turns,
        "conversations": portrait.conversations,
        "real": portrait.real or None,
        "figures": [_row_json(row) for row in portrait.rows],
        "slip_kinds_%": {kind: round(share, 1) for kind, share in portrait.slips.items()},
        "balance": {
            spread.name: {"even": round(spread.even, 2), "counts": dict(spread.counts)} for spread in portrait.balance
        },
        "leaks": [
            {"kind": leak.kind, "record": leak.record, "message": leak.message, "seen": leak.seen}
            for leak in portrait.leaks
        ],
        "user_faults": [
            {"kind": fault.kind, "record": fault.record, "message": fault.message, "detail": fault.detail}
            for fault in portrait.faults
        ],
    }


def _row_json(row: Row) -> dict[str, Any]:
    band = row.band
    found: dict[str, Any] = {"section": row.section, "name": row.name, "value": row.value}
    if row.low is not None:
        found["interval"] = [row.low, row.high]
    if row.count:
        found["count"] = row.count
    if band:
        found |= {"band": [band.low, band.high], "asked": row.name in ASKED, "place": row.place or None}
    return found | ({"why": row.why} if row.why else {})
