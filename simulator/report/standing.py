"""Where assistants stand beside each other: pairs of them, parts of a run, and everything as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from simulator.metrics.compare import Comparison, compare
from simulator.metrics.summary import Summary, summarise
from simulator.models.prices import Prices
from simulator.report.rates import percent
from simulator.report.visible import visible

Record = Mapping[str, Any]
Entry = tuple[str, Sequence[Record], Summary]
MOST_PAIRS = 10
TRAIT = "persona."


def standing(entries: Sequence[Entry]) -> Iterator[Text]:
    """One line for each pair over its shared cases; for a single one what such a run could show."""
    found = pairs(entries)
    for one in found[:MOST_PAIRS]:
        yield Text(visible(f"{one} ({one.cases} shared cases can show {100 * one.smallest:.1f} points)", lines=False))
    for name, _, summary in entries[:1] if not found else ():
        if summary.all.success.cases:
            yield Text(visible(smallest_words(name, summary), lines=False))


def smallest_words(name: str, summary: Summary) -> str:
    """What a run could show of a difference to another assistant."""
    share = f"{100 * summary.smallest:.1f} points"
    return f"{name}: {summary.all.success.cases} cases can show a difference of {share} to another assistant"


def pairs(entries: Sequence[Entry]) -> list[Comparison]:
    """Every two of them that share cases, compared."""
    found = (compare(one[1], two[1], (one[0], two[0])) for one, two in combinations(entries, 2))
    return [one for one in found if one]


def parts(entries: Sequence[Entry]) -> Iterator[Table]:
    """Success by persona, its traits, kind of conversation, mess and hops, wherever there is more than one value."""
    names = list(dict.fromkeys(part for _, _, summary in entries for part in summary.parts))
    traits = [name for name in names if name.startswith(TRAIT)]
    for title, several in [*((name, [name]) for name in names if name not in traits), ("persona trait", traits)]:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for column in (title, *(name for name, _, _ in entries)):
            table.add_column(visible(column, lines=False))
        for what in several:
            for value, cells in _values(entries, what):
                shown = f"{what.removeprefix(TRAIT)} {value}" if several is traits else value
                table.add_row(*map(Text, (visible(shown, lines=False), *cells)))
        if several:
            yield table


def _values(entries: Sequence[Entry], what: str) -> Iterator[tuple[str, list[str]]]:
    for value in dict.fromkeys(value for _, _, summary in entries for value in summary.parts.get(what, ())):
        groups = [summary.parts.get(what, {}).get(value) for _, _, summary in entries]
        yield value, [percent(group.success) if group else "-" for group in groups]


def as_json(runs: Sequence[tuple[str, Sequence[Record]]], prices: Prices | None = None) -> dict[str, Any]:
    """Every number of the report: a summary for each run and assistant, and each pair compared."""
    entries = [
        (run, name, [one for one in records if str(one["options"].get("assistant", "")) == name])
        for run, records in runs
        for name in dict.fromkeys(str(one["options"].get("assistant", "")) for one in records)
    ]
    named = [
        (f"{run}: {name}" if len(runs) > 1 else name, found, summarise(found, prices)) for run, name, found in entries
    ]
    return {
        "assistants": [
            {"run": run, "assistant": name, "excluded_share": summary.excluded_share, **asdict(summary)}
            for (run, name, _), (_, _, summary) in zip(entries, named, strict=True)
        ],
        "comparisons": [{**asdict(found), "inside_noise": found.inside_noise} for found in pairs(named)],
    }
