"""Which call meets which label: the best pairing of all, never greedy, whatever order the labels are listed in.

Best is, in this order: fewest required labels without a call, fewest effective calls without a label, fewest arguments
that differ, fewest failed calls, fewest breaches of `after`; then optional labels met, and earlier calls.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from simulator.frozen import NamedTuple, dataclass
from simulator.labels.arguments import ArgumentFault, argument_faults, as_labelled, other_turn, violations
from simulator.labels.evidence import Log
from simulator.labels.label import CallLabel
from simulator.matching.assign import UNUSED, Choice, OrderSearch, cheapest

MAX_STEPS = 4_000
UNPAIRABLE = ("malformed", "unknown_tool")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A label and the call that meets it, with what is wrong in its arguments."""

    label: CallLabel
    index: int
    faults: tuple[ArgumentFault, ...] = ()


class Pairing(NamedTuple):
    """Who meets whom; `disorder` holds pairs of labels whose calls came the wrong way round.

    `exact` is False where looking for a pairing that keeps the order was given up at its bound.
    """

    pairs: tuple[Pair, ...] = ()
    unmet: tuple[CallLabel, ...] = ()
    loose: tuple[int, ...] = ()
    disorder: tuple[tuple[Pair, Pair], ...] = ()
    exact: bool = True


@dataclass(slots=True, kw_only=True)
class _Row:
    """One place to fill: a label, or one more of a label that may be met several times."""

    label: CallLabel
    required: bool
    columns: dict[int, tuple[ArgumentFault, ...]]
    primary: dict[int, int]
    late: dict[int, int]
    preferred: int = UNUSED


def pair(log: Log) -> Pairing:
    """The best pairing of the labels and the calls of a conversation."""
    by_name: dict[str, list[int]] = {}
    for index, made in enumerate(log.calls):
        if made.result.refused not in UNPAIRABLE:
            by_name.setdefault(made.call.name, []).append(index)
    only_way = _only_way(log, by_name)
    if only_way is not None:
        return only_way
    rows = _rows(log, by_name)
    before = _before(rows)
    chosen, exact = _best(log, rows, before)
    return _result(log, rows, chosen, before, exact=exact)


def _only_way(log: Log, by_name: dict[str, list[int]]) -> Pairing | None:
    """The pairing where every label has a tool of its own and one faultless call or none; None where there is more."""
    labels = log.labels.calls
    places: dict[str, int] = {}
    pairs, unmet = [], []
    for label in labels:
        indices = by_name.get(label.name)
        if indices is None:
            if not label.optional:
                unmet.append(label)
        elif label.turn or len(indices) > 1 or not _faultless(log, label, indices[0]):
            return None
        else:
            places[label.id] = indices[0]
            pairs.append(Pair(label=label, index=indices[0]))
    if len({label.name for label in labels}) < len(labels) or len(places) < len(pairs):
        return None
    for one in pairs:
        if one.label.after and any(places.get(name, -1) > one.index for name in one.label.after):
            return None
    taken = set(places.values())
    return Pairing(
        pairs=tuple(sorted(pairs, key=_index)),
        unmet=tuple(sorted(unmet, key=_name)),
        loose=tuple([index for index in range(len(log.calls)) if index not in taken]),
    )


_index, _name = attrgetter("index"), attrgetter("name")


def _faultless(log: Log, label: CallLabel, index: int) -> bool:
    """Whether this call is all that the label asks for."""
    made = log.calls[index]
    if made.result.refused:
        return False
    tool = log.tool(label.name)
    if not (log.landed(index) or (made.result.ok and not tool.writes)):
        return False
    return as_labelled(label, made.call) or not argument_faults(label, made.call, tool, log.context(index))


def _best(log: Log, rows: Sequence[_Row], before: Sequence[tuple[int, ...]]) -> tuple[list[int], bool]:
    """The best choice of all, and whether it is known to be."""
    blocks: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        blocks.setdefault(row.label.name, []).append(number)
    scale = _Scale(log, rows)
    for numbers in blocks.values():
        scale.settle([rows[number] for number in numbers])
    chosen = [row.preferred for row in rows]
    broken = _breaches(chosen, before)
    if not broken:
        return chosen, True
    order = _order(before)
    columns, needed = scale.tight(rows, blocks)
    search = OrderSearch(_choices(rows, columns, before, order), order, needed, MAX_STEPS)
    ordered = search.run(chosen, broken)
    found = list(ordered.column_of)
    return found, ordered.exact or not _breaches(found, before)


def _result(
    log: Log, rows: Sequence[_Row], chosen: Sequence[int], before: Sequence[tuple[int, ...]], *, exact: bool
) -> Pairing:
    pairs = {
        number: Pair(label=row.label, index=column, faults=row.columns[column])
        for number, (row, column) in enumerate(zip(rows, chosen, strict=True))
        if column != UNUSED
    }
    taken = set(chosen)
    return Pairing(
        pairs=tuple(sorted(pairs.values(), key=lambda pair: pair.index)),
        unmet=tuple([row.label for row, column in zip(rows, chosen, strict=True) if column == UNUSED and row.required]),
        loose=tuple([index for index in range(len(log.calls)) if index not in taken]),
        disorder=tuple(
            [
                (pairs[other], pairs[number])
                for number, others in enumerate(before)
                for other in others
                if number in pairs and other in pairs and pairs[other].index > pairs[number].index
            ]
        ),
        exact=exact,
    )


# --- rows: labels in an order that does not depend on how they are listed -------------------------------------------


def _rows(log: Log, by_name: dict[str, list[int]]) -> list[_Row]:
    broken: dict[int, dict[str, str]] = {}
    rows = []
    for label in _sorted(log.labels.calls):
        tool = log.tool(label.name)
        columns: dict[int, tuple[ArgumentFault, ...]] = {}
        for index in by_name.get(label.name, ()):
            made = log.calls[index]
            faults = (
                () if as_labelled(label, made.call) else argument_faults(label, made.call, tool, log.context(index))
            )
            if label.turn and label.turn != made.turn:
                faults = (*faults, other_turn(label.turn, made.turn))
            if made.result.refused == "schema" and index not in broken:
                broken[index] = violations(made.call, tool)
            free = label.optional and not log.landed(index)
            if not (free and (faults or index in broken)):
                columns[index] = faults
        rows.append(_Row(label=label, required=not label.optional, columns=columns, primary={}, late={}))
        rows += [
            _Row(label=label, required=False, columns=columns, primary={}, late={})
            for _ in range(1, min(label.at_most, len(columns)))
        ]
    return rows


def _sorted(labels: Sequence[CallLabel]) -> list[CallLabel]:
    """By what they say, whom they wait for, and who waits for them; ids and the order of listing do not count."""
    keys = [label.name for label in labels]
    if len(set(keys)) == len(keys):
        return sorted(labels, key=lambda label: label.name)
    keys = [
        json.dumps((label.name, label.args, label.optional, label.at_most, label.turn), sort_keys=True, default=repr)
        for label in labels
    ]
    ranks = _ranked(keys)
    if len(set(ranks)) < len(ranks):
        ranks = _told_apart(ranks, labels)
    return [label for _, label in sorted(zip(ranks, labels, strict=True), key=lambda one: one[0])]


def _ranked(keys: Sequence[Any]) -> list[int]:
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def _told_apart(ranks: list[int], labels: Sequence[CallLabel]) -> list[int]:
    """Ranks refined by the ranks of those before and behind, until each is its own; of true twins, any is first."""
    place = {label.id: at for at, label in enumerate(labels)}
    before = [[place[name] for name in label.after if name in place and name != label.id] for label in labels]
    behind: list[list[int]] = [[] for _ in labels]
    for at, others in enumerate(before):
        for other in others:
            behind[other].append(at)
    while True:
        count = len(set(ranks))
        ranks = _ranked(
            [
                (rank, *(tuple(sorted(ranks[other] for other in others[at])) for others in (before, behind)))
                for at, rank in enumerate(ranks)
            ]
        )
        if len(set(ranks)) == len(ranks):
            return ranks
        if len(set(ranks)) == count:
            twin = min(at for at, rank in enumerate(ranks) if rank == min(r for r in ranks if ranks.count(r) > 1))
            ranks = [2 * rank + (at != twin) for at, rank in enumerate(ranks)]


# --- costs ------------------------------------------------------------------------------------------------------------


class _Scale:
    """Whole-number weights, each level heavier than all that lie below it together."""

    __slots__ = ("_failed", "_log", "_loose", "_mismatch", "_span", "_spare", "_unmet", "_weights")

    def __init__(self, log: Log, rows: Sequence[_Row]) -> None:
        self._log = log
        self._weights: dict[str, dict[str, int]] = {}
        count = len(rows) + 1
        widest = max((len(faults) for row in rows for faults in row.columns.values()), default=0) + 2
        self._failed = 1
        self._mismatch = count
        self._loose = self._mismatch * widest * count
        self._unmet = self._loose * count
        self._spare = (len(log.calls) + 1) * count
        self._span = self._spare * (widest * 64 + 2) * count

    def settle(self, rows: Sequence[_Row]) -> None:
        """Gives every row of one tool its preferred column."""
        for row in rows:
            for index, faults in row.columns.items():
                row.primary[index] = self._primary(index, faults)
                row.late[index] = self._late(row, index, faults)
            row.primary[UNUSED] = self._unmet if row.required else 0
            row.late[UNUSED] = self._spare
        if len(rows) == 1:
            row = rows[0]
            row.preferred = min(row.primary, key=lambda column: (row.primary[column], row.late[column]))
            return
        columns = sorted(rows[0].columns.keys() | set().union(*(row.columns.keys() for row in rows)))
        table = [
            [self._cost(row, column) for column in columns] + [self._cost(row, UNUSED)] * len(rows) for row in rows
        ]
        for row, place in zip(rows, cheapest(table).column_of, strict=True):
            row.preferred = columns[place] if place < len(columns) else UNUSED

    def _primary(self, index: int, faults: tuple[ArgumentFault, ...]) -> int:
        made = self._log.calls[index]
        landed = self._log.landed(index)
        writes = self._log.tool(made.call.name).writes
        wrong = len(faults) or (1 if made.result.refused == "schema" else 0)
        failed = not landed and (writes or not made.result.ok)
        return wrong * self._mismatch + (self._failed if failed else 0) - (self._loose if landed else 0)

    def _late(self, row: _Row, index: int, faults: tuple[ArgumentFault, ...]) -> int:
        """Later calls are worse, and so is a mismatch in an argument the tool names early: often the subject."""
        if not faults:
            return index
        name = row.label.name
        weights = self._weights.get(name)
        if weights is None:
            places = enumerate(self._log.tool(name).properties)
            weights = self._weights[name] = {argument: 1 + max(0, 60 - at) for at, argument in places}
        return sum([weights.get(fault.name, 1) for fault in faults]) * self._spare + index

    def _cost(self, row: _Row, column: int) -> int:
        """Primary cost before secondary; a pair that is not allowed costs more than no call at all."""
        if column not in row.primary:
            return (row.primary[UNUSED] + self._unmet + 1) * self._span
        return row.primary[column] * self._span + row.late[column]

    def tight(self, rows: Sequence[_Row], blocks: dict[str, list[int]]) -> tuple[list[tuple[int, ...]], frozenset[int]]:
        """What every row may take where only the primary cost counts, and the calls that must be taken."""
        found: list[tuple[int, ...]] = [()] * len(rows)
        needed: set[int] = set()
        for numbers in blocks.values():
            block = [rows[number] for number in numbers]
            columns = sorted(set().union(*(row.columns.keys() for row in block)))
            forbidden = 2 * self._unmet + 1
            table = [
                [row.primary.get(column, forbidden) for column in columns] + [row.primary[UNUSED]] * len(block)
                for row in block
            ]
            best = cheapest(table)
            needed.update(column for place, column in enumerate(columns) if best.columns[place] < 0)
            for line, (number, row) in enumerate(zip(numbers, block, strict=True)):
                tight = [
                    column
                    for place, column in enumerate(columns)
                    if column in row.primary and table[line][place] == best.rows[line] + best.columns[place]
                ]
                if any(table[line][-1] == best.rows[line] + dual for dual in best.columns[len(columns) :]):
                    tight.append(UNUSED)
                found[number] = tuple(sorted(tight, key=row.late.__getitem__))
        return found, frozenset(needed)


# --- order ------------------------------------------------------------------------------------------------------------


def _before(rows: Sequence[_Row]) -> list[tuple[int, ...]]:
    """For every row the rows whose calls must come first."""
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        first.setdefault(row.label.id, number)
    return [
        tuple(first[name] for name in row.label.after if name in first and name != row.label.id)
        if row.label.after
        else ()
        for row in rows
    ]


def _breaches(chosen: Sequence[int], before: Sequence[tuple[int, ...]]) -> int:
    return sum(
        [
            chosen[other] > column
            for column, others in zip(chosen, before, strict=True)
            if column != UNUSED and others
            for other in others
        ]
    )


def _choices(
    rows: Sequence[_Row],
    columns: Sequence[tuple[int, ...]],
    before: Sequence[tuple[int, ...]],
    order: Sequence[int],
) -> list[Choice]:
    depth = {row: place for place, row in enumerate(order)}
    ahead: list[list[int]] = [[] for _ in before]
    for row, others in enumerate(before):
        for other in others:
            if depth[other] > depth[row]:
                ahead[other].append(row)
    return [
        Choice(
            columns=columns[row],
            costs=tuple(rows[row].late[column] for column in columns[row]),
            after=tuple(other for other in others if depth[other] < depth[row]),
            ahead=tuple(ahead[row]),
        )
        for row, others in enumerate(before)
    ]


def _order(before: Sequence[tuple[int, ...]]) -> list[int]:
    """Rows with predecessors first."""
    found: dict[int, None] = {}

    def visit(row: int, above: frozenset[int]) -> None:
        for other in before[row]:
            if other not in found and other not in above:
                visit(other, above | {row})
        found.setdefault(row)

    for row in range(len(before)):
        visit(row, frozenset({row}))
    return list(found)
