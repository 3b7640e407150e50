"""Tables of what judges said: marks, agreement, preference. They stand under the verdicts and change none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.metrics.agreement import Agreement
from simulator.metrics.interval import Rate
from simulator.metrics.opinions import HUMAN, Marked, agreements, marks_by_judge, means, preferences
from simulator.report.screen import show
from simulator.report.visible import visible

Record = Mapping[str, Any]
Opinion = Mapping[str, Any]


def print_opinions(opinions: Sequence[Opinion], records: Sequence[Record], people: Marked | None = None) -> None:
    """Prints what judges said of these records, and how far they agree with people's marks where there are any."""
    if opinions:
        show(tables(opinions, records, people))


def tables(opinions: Sequence[Opinion], records: Sequence[Record], people: Marked | None = None) -> RenderableType:
    """Marks by judge and assistant, agreement, preference, and what judges failed to say."""
    marked: dict[str, Marked] = dict(marks_by_judge(opinions))
    parts: list[RenderableType] = [_means(judge, found, records) for judge, found in marked.items()]
    parts += _agreement(agreements({**marked, **({HUMAN: people} if people else {})}))
    parts += _preferences(opinions, records)
    if broken := sum("fault" in line for line in opinions):
        parts.append(Text(f"{broken} of {len(opinions)} opinions are missing: the judge failed"))
    return Group(*parts)


def _means(judge: str, marked: Marked, records: Sequence[Record]) -> Table:
    found = means(marked, records)
    criteria = dict.fromkeys(name for row in found.values() for name in row)
    table = _table(f"marks of {judge}, 1 to 5", *criteria)
    for assistant, row in found.items():
        table.add_row(*_cells(assistant, *(_mean(row[name]) if name in row else "-" for name in criteria)))
    return table


def _agreement(found: Mapping[tuple[str, str, str], Agreement]) -> Iterator[Table]:
    if found:
        table = _table("agreement (kappa)", "criterion", "kappa", "alike", "things")
        for (one, other, criterion), agreed in found.items():
            alike = f"{100 * agreed.same:.0f} %"
            table.add_row(*_cells(f"{one} and {other}", criterion, _kappa(agreed), alike, str(agreed.things)))
        yield table


def _preferences(opinions: Sequence[Opinion], records: Sequence[Record]) -> Iterator[Table]:
    found = preferences(opinions, records)
    if found:
        table = _table("preferred by", "first", "second", "first : equal : second", "for the first")
        for judge, pairs in found.items():
            for pair in pairs:
                score = f"{pair.wins} : {pair.ties} : {pair.losses}"
                table.add_row(*_cells(judge, pair.first, pair.second, score, _percent(pair.share)))
        yield table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(visible(column, lines=False))
    return table


def _cells(*words: str) -> list[Text]:
    return [Text(visible(word, lines=False)) for word in words]


def _mean(found: Rate) -> str:
    return f"{found.value:.2f} [{found.low:.2f}-{found.high:.2f}]"


def _percent(found: Rate) -> str:
    return f"{100 * found.value:.0f} % [{100 * found.low:.0f}-{100 * found.high:.0f}]"


def _kappa(found: Agreement) -> str:
    if found.kappa is None:
        return "not defined: one mark everywhere"
    return f"{found.kappa:.2f} [{found.low:.2f}-{found.high:.2f}]"
