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
from simulator.metrics.variants import Relation, Static, relations_of, static_of
from simulator.report.rates import percent
from simulator.report.screen import show
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
EXAMPLE = 300
RELATION_HEAD = ("assistant", "changed", "makes a difference in", "beyond its own instability", "broken")
STATIC_HEAD = ("assistant", "scenario", "live", "fixed history", "agree [95 %]", "kappa", "only live", "only fixed")


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
    """A row for each assistant that was also given fixed histories, and one for each scenario where there are more."""
    return [
        (name, scenario, *_static_cells(found))
        for name, mine in _by_assistant(records).items()
        for scenario, found in _static_parts(mine).items()
    ]


def _static_parts(records: Sequence[Record]) -> dict[str, Static]:
    """Both scores over all scenarios, and of each."""
    scenarios = dict.fromkeys(str(record["scenario"]) for record in records)
    several = list(scenarios) if len(scenarios) > 1 else []
    parts = {"all": records, **{name: [one for one in records if one["scenario"] == name] for name in several}}
    return {visible(name, lines=False): found for name, part in parts.items() if (found := static_of(part))}


def _static_cells(found: Static) -> tuple[str, ...]:
    kappa = "-" if found.kappa is None else f"{found.kappa:.2f}"
    rates = (percent(found.dynamic).partition(" [")[0], percent(found.static), percent(found.agreement))
    return (*rates, kappa, str(found.only_dynamic), str(found.only_static))


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
        parts, relations = _static_parts(mine), relations_of(mine)
        if parts or relations:
            each = [{"scenario": part, **asdict(one)} for part, one in parts.items()]
            entry = {"assistant": name, "static": each[0] if each else None, "static_by_scenario": each[1:]}
            found.append({**entry, "relations": [{**asdict(one), "broken": one.broken} for one in relations]})
    return found
