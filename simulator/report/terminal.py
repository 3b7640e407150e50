"""The table of one or several runs: success of each assistant with its interval, by scenario, and how they fail.

Readable without colour; what was left out is said in the first line where it is more than 2 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.frozen import dataclass
from simulator.metrics.summary import FailureKind, Summary, summarise
from simulator.models.prices import Prices
from simulator.report import standing
from simulator.report.rates import percent
from simulator.report.screen import plain, show
from simulator.report.transcript import failure_line
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
Runs = Sequence[tuple[str, Sequence[Record]]]
KINDS_SHOWN = 8
COMPARED_SIDE_BY_SIDE = 4
EXAMPLE = 300
RUNG_WORDS = {
    0: "as they are",
    1: "without descriptions",
    2: "and under short names",
    3: "and among others",
    4: "and without one that is needed",
}


def print_report(records: Iterable[Record], file: IO[str] | None = None, prices: Prices | None = None) -> None:
    """Prints the tables on the file (stdout by default), coloured only on a terminal."""
    show(report(list(records), prices), file)


def print_runs(runs: Runs, file: IO[str] | None = None, prices: Prices | None = None) -> None:
    """Prints the tables of several runs beside each other, each under its name."""
    show(compared(runs, prices, in_parts=True), file)


def report_text(records: Iterable[Record], prices: Prices | None = None) -> str:
    """The tables as plain text."""
    return plain(report(list(records), prices))


def report(records: Sequence[Record], prices: Prices | None = None) -> RenderableType:
    """The tables as something rich can print."""
    return compared([("", records)], prices)


def compared(runs: Runs, prices: Prices | None = None, *, in_parts: bool = False) -> RenderableType:
    """The tables of several runs, also by parts where wanted; a single run needs no name."""
    several = len(runs) > 1
    fronts = [(visible(run, lines=False),) if several else () for run, _ in runs]
    rows = [row for front, (_, records) in zip(fronts, runs, strict=True) for row in _rows(front, records, prices)]
    parts: list[RenderableType] = [_no_conversations(run if several else "") for run, records in runs if not records]
    if not rows:
        return Group(*parts) if parts else _no_conversations("")
    parts += [_left_out(row) for row in rows if row.summary.much_excluded]
    parts.append(_success(rows, several=several))
    if any(row.summary.rungs for row in rows):
        parts.append(_rungs(rows, several=several))
    if len({name for row in rows for name in row.summary.scenarios}) > 1:
        parts.append(_scenarios(rows, several=several))
    entries = [(row.label, list(row.records.values()), row.summary) for row in rows]
    if in_parts and len(rows) <= COMPARED_SIDE_BY_SIDE:
        parts += standing.parts(entries)
    if any(row.summary.kinds for row in rows):
        parts.append(_failures(rows, several=several))
    few = [_causes(row) for row in rows if row.summary.excluded and not row.summary.much_excluded]
    return Group(*parts, *few, *standing.standing(entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One assistant in one run; `names` are what stands in front of its numbers."""

    names: tuple[str, ...]
    summary: Summary
    records: Mapping[str, Record]

    @property
    def label(self) -> str:
        return ": ".join(self.names)


def _rows(front: tuple[str, ...], records: Sequence[Record], prices: Prices | None) -> list[_Row]:
    return [
        _Row(
            names=(*front, visible(assistant, lines=False)),
            summary=summarise(found, prices),
            records={str(record["id"]): record for record in found},
        )
        for assistant, found in _by_assistant(records).items()
    ]


def _fronts(several: bool) -> tuple[str, ...]:
    return ("run", "assistant") if several else ("assistant",)


def _no_conversations(run: str) -> Text:
    return Text(f"{visible(run, lines=False)}: no conversations" if run else "no conversations")


def _by_assistant(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(str(record["options"].get("assistant", "")), []).append(record)
    return found


def _left_out(row: _Row) -> Text:
    summary = row.summary
    share = f"{100 * summary.excluded_share:.1f} %"
    count = f"{sum(summary.excluded.values())} of {summary.all.conversations} conversations ({share})"
    return Text(visible(f"{row.label}: {count} do not count: {_by_cause(summary)}", lines=False), style="bold red")


def _causes(row: _Row) -> Text:
    """Why the few that were left out do not count."""
    return Text(visible(f"{row.label}: left out: {_by_cause(row.summary)}", lines=False), style="dim")


def _by_cause(summary: Summary) -> str:
    return ", ".join(f"{cause} ({number})" for cause, number in summary.excluded.items())


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left")
    return table


def _success(rows: Sequence[_Row], *, several: bool) -> Table:
    trials = max(row.summary.trials for row in rows)
    some_left_out = any(row.summary.excluded for row in rows)
    models = any(row.summary.spent.model_calls for row in rows)
    numbers = ("conversations", "excluded", "turns", "calls", *(("tokens", "usd") if models else ()))
    columns = [*_fronts(several), "success [95 %]"]
    columns += ["excluded as failed"] if some_left_out else []
    columns += [f"pass^{trials}", f"pass@{trials}"] if trials > 1 else []
    table = _table(*columns, *numbers, right=numbers)
    for row in rows:
        found = row.summary
        cells = [*row.names, percent(found.all.success)]
        cells += [percent(found.all.strict)] if some_left_out else []
        for of_k in (found.pass_k, found.pass_any) if trials > 1 else ():
            cells.append(percent(of_k[trials]) if trials in of_k else "-")
        cells += [str(found.all.conversations), str(sum(found.excluded.values()))]
        cells += [f"{found.turns:.1f}", f"{found.calls:.1f}", *(_spent(found) if models else ())]
        table.add_row(*map(Text, cells))
    return table


def _spent(found: Summary) -> tuple[str, str]:
    """Tokens and US dollars of a conversation, on average."""
    spent, count = found.spent, found.all.conversations
    if not spent.model_calls:
        return "-", "-"
    usd = "?" if spent.usd is None else f"{spent.usd / count:.3g}"
    return f"{(spent.read + spent.written) / count:,.0f}", usd


def _rungs(rows: Sequence[_Row], *, several: bool) -> Table:
    """Success on each rung of worse documentation, from the best to the worst."""
    table = _table("rung", *_fronts(several), "success [95 %]", "tools are shown")
    for rung in sorted({rung for row in rows for rung in row.summary.rungs}):
        for row in rows:
            if found := row.summary.rungs.get(rung):
                said = RUNG_WORDS.get(rung, "")
                table.add_row(*map(Text, (str(rung), *row.names, percent(found.success), said)))
    return table


def _scenarios(rows: Sequence[_Row], *, several: bool) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row.summary.scenarios))
    if len(rows) > COMPARED_SIDE_BY_SIDE:
        return _scenarios_in_a_column(rows, names, several=several)
    table = _table("scenario", *(row.label for row in rows))
    for name in names:
        cells = [row.summary.scenarios.get(name) for row in rows]
        rates = [percent(cell.success) if cell else "-" for cell in cells]
        table.add_row(*map(Text, (visible(name, lines=False), *rates)))
    return table


def _scenarios_in_a_column(rows: Sequence[_Row], names: Sequence[str], *, several: bool) -> Table:
    table = _table("scenario", *_fronts(several), "success [95 %]")
    for name in names:
        for row in rows:
            cell = row.summary.scenarios.get(name)
            if cell:
                table.add_row(*map(Text, (visible(name, lines=False), *row.names, percent(cell.success))))
    return table


def _failures(rows: Sequence[_Row], *, several: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in (*_fronts(several), "fails by", "in [95 %]"):
        table.add_column(column, no_wrap=True)
    table.add_column("for example", overflow="fold", ratio=1)
    for row in rows:
        kinds = row.summary.kinds
        for kind in kinds[:KINDS_SHOWN]:
            table.add_row(*map(Text, (*row.names, kind.kind, percent(kind.share), _example(kind, row.records))))
        if len(kinds) > KINDS_SHOWN:
            table.add_row(*map(Text, (*row.names, f"and {len(kinds) - KINDS_SHOWN} more", "", "")))
    return table


def _example(kind: FailureKind, records: Mapping[str, Record]) -> str:
    """One failure of the kind, and which conversation to replay to see it."""
    record = records[kind.example]
    failure = next(one for one in record["verdict"]["failures"] if one["kind"] == kind.kind)
    line = failure_line(failure).removeprefix(kind.kind).strip()
    return short(f"{record['scenario']} {record['seed']} ({kind.example}) {line}", EXAMPLE)
