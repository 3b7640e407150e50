"""The table of a run: success of each assistant with its interval, by scenario, and how they fail, with an example.

Readable without colour; what was left out is said in the first line where it is more than 2 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.metrics.interval import Rate
from simulator.metrics.summary import FailureKind, Summary, summarise
from simulator.report.screen import plain, show
from simulator.report.transcript import failure_line
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
KINDS_SHOWN = 8
COMPARED_SIDE_BY_SIDE = 4
EXAMPLE = 300


def print_report(records: Iterable[Record], file: IO[str] | None = None) -> None:
    """Prints the tables on the file (stdout by default), coloured only on a terminal."""
    show(report(list(records)), file)


def report_text(records: Iterable[Record]) -> str:
    """The tables as plain text."""
    return plain(report(list(records)))


def report(records: Sequence[Record]) -> RenderableType:
    """The tables as something rich can print."""
    if not records:
        return Text("no conversations")
    summaries = {name: summarise(found) for name, found in _by_assistant(records).items()}
    parts: list[RenderableType] = [_left_out(name, found) for name, found in summaries.items() if found.much_excluded]
    parts.append(_success(summaries))
    if max(len(found.scenarios) for found in summaries.values()) > 1:
        parts.append(_scenarios(summaries))
    if any(found.kinds for found in summaries.values()):
        parts.append(_failures(summaries, {str(record["id"]): record for record in records}))
    return Group(*parts)


def _by_assistant(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(str(record["options"].get("assistant", "")), []).append(record)
    return found


def percent(rate: Rate) -> str:
    """A rate with its interval, such as `87 % [80-92]`; a dash where it rests on nothing."""
    if not rate.cases:
        return "-"
    return f"{_whole(rate.value)} % [{_whole(rate.low)}-{_whole(rate.high)}]"


def _whole(share: float) -> str:
    """A percentage that says 0 or 100 only where it is exactly that."""
    rounded = round(100 * share)
    return f"{100 * share:.1f}" if rounded in (0, 100) and share not in (0.0, 1.0) else str(rounded)


def _left_out(name: str, summary: Summary) -> Text:
    count = sum(summary.excluded.values())
    causes = ", ".join(f"{cause} ({number})" for cause, number in summary.excluded.items())
    share = f"{100 * summary.excluded_share:.1f} %"
    text = f"{name}: {count} of {summary.all.conversations} conversations ({share}) do not count: {causes}"
    return Text(visible(text, lines=False), style="bold red")


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left")
    return table


def _success(summaries: Mapping[str, Summary]) -> Table:
    trials = max(found.trials for found in summaries.values())
    some_left_out = any(found.excluded for found in summaries.values())
    numbers = ("conversations", "excluded", "turns", "calls")
    columns = ["assistant", "success [95 %]"]
    columns += ["excluded as failed"] if some_left_out else []
    columns += [f"pass^{trials}"] if trials > 1 else []
    table = _table(*columns, *numbers, right=numbers)
    for name, found in summaries.items():
        row = [visible(name, lines=False), percent(found.all.success)]
        row += [percent(found.all.strict)] if some_left_out else []
        row += [percent(found.pass_k[trials]) if trials in found.pass_k else "-"] if trials > 1 else []
        row += [str(found.all.conversations), str(sum(found.excluded.values()))]
        table.add_row(*map(Text, row), Text(f"{found.turns:.1f}"), Text(f"{found.calls:.1f}"))
    return table


def _scenarios(summaries: Mapping[str, Summary]) -> Table:
    names = list(dict.fromkeys(name for found in summaries.values() for name in found.scenarios))
    if len(summaries) > COMPARED_SIDE_BY_SIDE:
        return _scenarios_in_a_column(summaries, names)
    table = _table("scenario", *(visible(name, lines=False) for name in summaries))
    for name in names:
        cells = [found.scenarios.get(name) for found in summaries.values()]
        rates = [percent(cell.success) if cell else "-" for cell in cells]
        table.add_row(*map(Text, (visible(name, lines=False), *rates)))
    return table


def _scenarios_in_a_column(summaries: Mapping[str, Summary], names: Sequence[str]) -> Table:
    table = _table("scenario", "assistant", "success [95 %]")
    for name in names:
        for assistant, found in summaries.items():
            if name in found.scenarios:
                row = (visible(name, lines=False), visible(assistant, lines=False))
                table.add_row(*map(Text, (*row, percent(found.scenarios[name].success))))
    return table


def _failures(summaries: Mapping[str, Summary], records: Mapping[str, Record]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in ("assistant", "fails by", "in [95 %]"):
        table.add_column(column, no_wrap=True)
    table.add_column("for example", overflow="fold", ratio=1)
    for name, found in summaries.items():
        for kind in found.kinds[:KINDS_SHOWN]:
            row = (visible(name, lines=False), kind.kind, percent(kind.share), _example(kind, records))
            table.add_row(*map(Text, row))
        if len(found.kinds) > KINDS_SHOWN:
            table.add_row(
                *map(Text, (visible(name, lines=False), f"and {len(found.kinds) - KINDS_SHOWN} more", "", ""))
            )
    return table


def _example(kind: FailureKind, records: Mapping[str, Record]) -> str:
    """One failure of the kind, and which conversation to replay to see it."""
    record = records[kind.example]
    failure = next(one for one in record["verdict"]["failures"] if one["kind"] == kind.kind)
    line = failure_line(failure).removeprefix(kind.kind).strip()
    return short(f"{record['scenario']} {record['seed']} ({kind.example}) {line}", EXAMPLE)
