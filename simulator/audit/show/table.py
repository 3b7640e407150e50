"""The audit as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.audit.bands import Band
from simulator.audit.portrait import Portrait, Row

SECTIONS = {
    "style": "Style, beside people who type freely",
    "people": "People: style belongs to a person",
    "diversity": "Diversity",
    "realism": "Beside the real turns given",
    "fairness": "Fairness",
}
COLOURS = {"in": "green", "below": "yellow", "above": "yellow"}
MANY = 8


def number(value: float | None) -> str:
    """A figure with as many places as it needs."""
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def limits(band: Band | None) -> str:
    """A band as it is written in a table."""
    if band is None:
        return ""
    if band.low is None:
        return f"<= {number(band.high)}"
    return f">= {number(band.low)}" if band.high is None else f"{number(band.low)} to {number(band.high)}"


def interval(row: Row) -> str:
    """The interval of a figure, "" where it has none."""
    return "" if row.low is None else f"{number(row.low)} to {number(row.high)}"


def tables(portrait: Portrait) -> RenderableType:
    """Everything that is printed."""
    head = Text(f"{portrait.conversations:,} conversations, {portrait.turns:,} user turns")
    return Group(head, *(table for part in (_figures(portrait), _rest(portrait)) for table in part))


def _figures(portrait: Portrait) -> Iterator[RenderableType]:
    for section, title in SECTIONS.items():
        rows = [row for row in portrait.rows if row.section == section]
        if not rows:
            continue
        table = _table(title, "", "ours", "95 % interval", "band", "")
        for row in rows:
            place = Text(row.place or ("not measured" if row.value is None else ""), style=COLOURS.get(row.place, ""))
            table.add_row(row.label, number(row.value), interval(row), limits(row.band), place)
        yield table
        for why in dict.fromkeys(row.why for row in rows if row.why):
            yield Text(f"not measured: {why}")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, justify="right" if 0 < at < 4 else "left", no_wrap=True)
    return table


def _rest(portrait: Portrait) -> Iterator[RenderableType]:
    table = _table("Balance", "by", "values", "as if even", "largest")
    for spread in portrait.balance:
        largest, count = spread.counts[0]
        share = f"{largest} {100 * count / portrait.conversations:.0f} %"
        table.add_row(spread.name, str(len(spread.counts)), f"{spread.even:.1f}", share)
    yield table
    if portrait.slips:
        kinds = ", ".join(f"{kind.replace('_', ' ')} {share:.0f} %" for kind, share in portrait.slips.items())
        yield Text(f"Slips: {kinds}")
    yield Text(f"Leaks: {counted([leak.kind for leak in portrait.leaks])}")
    for leak in portrait.leaks[:MANY]:
        yield Text(f"  {leak.kind} {leak.seen} in message {leak.message} of {leak.record}")
    wrong = len({fault.record for fault in portrait.faults})
    kinds = counted([fault.kind for fault in portrait.faults])
    yield Text(f"User faults: {wrong:,} of {portrait.conversations:,} conversations" + (f" ({kinds})" if wrong else ""))
    for fault in portrait.faults[:MANY]:
        yield Text(f"  {fault.kind} in message {fault.message} of {fault.record}: {fault.detail}")


def counted(kinds: list[str]) -> str:
    """So many of each kind, or "none"."""
    return ", ".join(f"{count:,} {kind}" for kind, count in Counter(kinds).most_common()) or "none"
