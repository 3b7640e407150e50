"""Static and dynamic scores side by side, and which change made a difference that should make none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from simulator.engine.variants.names import RELATIONS
from simulator.metrics.variants import Relation, relations_of, static_of
from simulator.report.rates import percent
from simulator.report.screen import show
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
EXAMPLE = 300
RELATION_HEAD = ("assistant", "changed", "makes a difference in", "beyond its own instability", "broken")
STATIC_HEAD = ("assistant", "conversation", "fixed history", "agree [95 %]", "kappa", "only the one", "only the other")


def print_beside(records: Sequence[Record], file: IO[str] | None = None) -> None:
    """Prints what was played otherwise beside how it was played; nothing where nothing was."""
    found = list(beside(records))
    if found:
        show(Group(*found), file)


def beside(records: Sequence[Record]) -> Iterator[Table | Text]:
    """The tables and remarks as something rich can print."""
    for head, rows in ((STATIC_HEAD, static_rows(records)), (RELATION_HEAD, relation_rows(records))):
        if rows:
            yield _table(head, rows)
    yield from (Text(remark) for remark in relation_remarks(records))


def static_rows(records: Sequence[Record]) -> list[tuple[str, ...]]:
    """A row for each assistant that was also given fixed histories."""
    found: list[tuple[str, ...]] = []
    for name, mine in _by_assistant(records).items():
        if one := static_of(mine):
            kappa = "-" if one.kappa is None else f"{one.kappa:.2f}"
            rates = (percent(one.dynamic), percent(one.static), percent(one.agreement))
            found.append((name, *rates, kappa, str(one.only_dynamic), str(one.only_static)))
    return found


def relation_rows(records: Sequence[Record]) -> list[tuple[str, ...]]:
    """A row for each assistant and each change."""
    return [_cells(name, one) for name, mine in _by_assistant(records).items() for one in relations_of(mine)]


def relation_remarks(records: Sequence[Record]) -> list[str]:
    """For each change that made a difference a pair of conversations, and what differs in them."""
    several = ((name, one) for name, mine in _by_assistant(records).items() for one in relations_of(mine))
    return [_remark(name, one) for name, one in several if one.example]


def _cells(name: str, found: Relation) -> tuple[str, ...]:
    own = found.name == next(iter(RELATIONS))
    points = "" if own else f"{100 * found.beyond:+.1f} points [{100 * found.low:.1f} to {100 * found.high:.1f}]"
    return name, RELATIONS[found.name], percent(found.differs), points, "" if own else "yes" if found.broken else "no"


def _remark(name: str, found: Relation) -> str:
    before, now = found.example or ("", "")
    text = f"{name}, {found.name}: {before} and {now} differ: {found.shown}"
    return short(text, EXAMPLE)


def _table(head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in head:
        table.add_column(column)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _by_assistant(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(visible(str(record["options"].get("assistant", "")), lines=False), []).append(record)
    return found


def as_json(records: Sequence[Record]) -> list[dict[str, Any]]:
    """The same as plain data, for each assistant that was played otherwise."""
    found = []
    for name, mine in _by_assistant(records).items():
        static, relations = static_of(mine), relations_of(mine)
        if static or relations:
            entry = {"assistant": name, "static": asdict(static) if static else None}
            found.append({**entry, "relations": [{**asdict(one), "broken": one.broken} for one in relations]})
    return found
