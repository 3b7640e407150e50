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
STATIC_HEAD = ("assistant", "conversation", "fixed history", "agree [95 %]", "kappa", "only the one", "only the other")


def print_beside(records: Sequence[Record], file: IO[str] | None = None) -> None:
    """Prints what was played otherwise beside how it was played; nothing where nothing was."""
    found = list(beside(records))
    if found:
        show(Group(*found), file)


def beside(records: Sequence[Record]) -> Iterator[Table | Text]:
    """The tables and remarks as something rich can print."""
    static = _table(
        "assistant", "in conversation", "fixed history", "agree [95 %]", "kappa", "both / only / only / none"
    )
    relations = _table("assistant", "changed", "makes a difference in", "beyond its own instability", "broken")
    remarks = []
    for name, mine in _by_assistant(records).items():
        if one := static_of(mine):
            kappa = "-" if one.kappa is None else f"{one.kappa:.2f}"
            cells = (name, percent(one.dynamic), percent(one.static), percent(one.agreement), kappa)
            static.add_row(*map(Text, (*cells, str(one.only_dynamic), str(one.only_static))))
        for relation in relations_of(mine):
            relations.add_row(*map(Text, _cells(name, relation)))
            remarks += [_remark(name, relation)] if relation.example else []
    if static.row_count:
        yield static
    if relations.row_count:
        yield relations
        yield from remarks


def _cells(name: str, found: Relation) -> tuple[str, ...]:
    own = found.name == next(iter(RELATIONS))
    points = "" if own else f"{100 * found.beyond:+.1f} points [{100 * found.low:.1f} to {100 * found.high:.1f}]"
    return name, RELATIONS[found.name], percent(found.differs), points, "" if own else "yes" if found.broken else "no"


def _remark(name: str, found: Relation) -> Text:
    before, now = found.example or ("", "")
    text = f"{name}, {found.name}: {before} and {now} differ: {found.shown}"
    return Text(short(visible(text, lines=False), EXAMPLE))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(column)
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
