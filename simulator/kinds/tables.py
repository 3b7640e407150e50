"""A table: by the values of its parents a value, a list, weights, or a law of its own for each row.

Rows are found by the value as YAML writes it, then by the interval it lies in, then `default`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from simulator.errors import InputError
from simulator.frozen import NamedTuple
from simulator.kinds.choices import weights_of
from simulator.kinds.declared import Declared, Way
from simulator.variables.distributions import Listed
from simulator.variables.intervals import Cut, Interval, cuts_of, interval, joined, overlap, point
from simulator.variables.template import to_json
from simulator.variables.variable import Values, Variable

DEFAULT = "default"
MAX_ROWS = 100_000


class Node(NamedTuple):
    """The rows below some values of the parents: by value, by interval, and the rest."""

    exact: Mapping[str, Any]
    intervals: tuple[tuple[Interval, Any], ...]

    def below(self, value: Any) -> list[Any]:
        """What a value leads to, nearest first."""
        found = []
        if (key := row_key(value)) in self.exact:
            found.append(self.exact[key])
        for stretch, row in self.intervals if not isinstance(value, str | bool) else ():
            try:
                if stretch.holds(_comparable(value, stretch)):
                    found.append(row)
            except TypeError:
                continue
        return [*found, *((self.exact[DEFAULT],) if DEFAULT in self.exact else ())]


def row_key(value: Any) -> str:
    """How a table names a value: true, false, null, numbers and dates as YAML writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "null" if value is None else str(to_json(value))


def _comparable(value: Any, stretch: Interval) -> Any:
    end = (stretch.low or stretch.high or (None,))[0]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None) if isinstance(end, datetime) else value.date()
    return value


def table_kind(declared: Declared) -> Way:
    parents = _parents(declared)
    reader = _Reader(declared, parents)
    top = reader.node(declared.body, 0, ())
    find = _finder(declared, parents, top)
    rows = reader.rows
    inner = [row for row in rows if isinstance(row, Variable)]
    needed = tuple(dict.fromkeys([*parents, *(name for row in inner for name in row.parents)]))
    cuts = {name: cuts_of(found) for name, found in reader.cuts.items() if found}
    if not inner or all(_finite(row) for row in rows):
        return _weighted(rows, needed, cuts, find)
    if all(_decided(row) for row in rows):
        return Way(parents=needed, decide=lambda values: _only(find(values), values), cuts=cuts)
    if all(_is_ordered(row) for row in rows):
        return Way(parents=needed, spread=lambda values: _law(find(values), values), cuts=cuts)

    def draw(values: Values, draws: Any, path: str) -> Any:
        row = find(values)
        return row.value(values, draws, path) if isinstance(row, Variable) else draws.weighted(row, path)

    return Way(parents=needed, draw=draw, cuts=cuts)


def _parents(declared: Declared) -> list[str]:
    given = declared.found.get("given")
    parents = [given] if isinstance(given, str) else given
    if not isinstance(parents, list) or not parents or not all(isinstance(name, str) for name in parents):
        raise declared.refuse("a table needs the variables it depends on", "given", hint="given: [NAME]")
    if len(set(parents)) < len(parents):
        raise declared.refuse("a table names a variable twice", "given", hint="keep one of them")
    return parents


def _weighted(
    rows: list[Any], needed: tuple[str, ...], cuts: Mapping[str, tuple[Cut, ...]], find: Callable[[Values], Any]
) -> Way:
    ordered = all(isinstance(row, Variable) and row.ordered for row in rows)

    def weights(values: Values) -> Mapping[Any, float]:
        row = find(values)
        if not isinstance(row, Variable):
            return row  # type: ignore[no-any-return]
        return row.weights(values) if row.weights else {_only(row, values): 1.0}

    return Way(parents=needed, weights=weights, cuts=cuts, ordered=ordered)


def _finite(row: Any) -> bool:
    """Whether a row has a list of values, each with its weight, that stand for themselves."""
    if not isinstance(row, Variable):
        return True
    return bool(row.weights) and not row.shown


def _decided(row: Any) -> bool:
    return bool(row.decide) if isinstance(row, Variable) else len(row) == 1


def _only(row: Any, values: Values) -> Any:
    return row.decide(values) if isinstance(row, Variable) and row.decide else next(iter(row))


def _is_ordered(row: Any) -> bool:
    if isinstance(row, Variable):
        return bool(row.spread or (row.weights and row.ordered))
    return all(isinstance(value, int | float | date) and not isinstance(value, bool) for value in row)


def _law(row: Any, values: Values) -> Any:
    if isinstance(row, Variable) and row.spread:
        return row.spread(values)
    return Listed.of(row.weights(values) if isinstance(row, Variable) and row.weights else row)


def _finder(declared: Declared, parents: list[str], top: Node) -> Callable[[Values], Any]:
    """What finds the row for some values; raises InputError where there is none."""
    if len(parents) == 1 and not top.intervals and DEFAULT not in top.exact:
        only, exact = parents[0], top.exact

        def find_one(values: Values) -> Any:
            row = exact.get(row_key(values[only]))
            return _missing(declared, parents, values) if row is None else row

        return find_one

    def find(values: Values) -> Any:
        row = _descend(top, [values[name] for name in parents])
        return _missing(declared, parents, values) if row is None else row

    return find


def _descend(node: Any, wanted: list[Any]) -> Any:
    if not wanted:
        return node
    for below in node.below(wanted[0]):
        found = _descend(below, wanted[1:])
        if found is not None:
            return found
    return None


def _missing(declared: Declared, parents: list[str], values: Values) -> Any:
    words = " / ".join(f"{row_key(values[name])}" for name in parents)
    raise InputError(
        f"variable {declared.name!r}: the table has no row for {words} ({', '.join(parents)})",
        place=declared.place(declared.kind),
        hint="add the row, or a default row",
    )


class _Reader:
    """Reads the rows of a table, its intervals and the laws that stand in rows."""

    def __init__(self, declared: Declared, parents: list[str]) -> None:
        self.declared = declared
        self.parents = parents
        self.rows: list[Any] = []
        self.cuts: dict[str, list[Interval]] = {name: [] for name in parents}

    def node(self, found: Any, depth: int, above: tuple[str, ...]) -> Any:
        if depth == len(self.parents):
            return self.row(found, above)
        keys = (self.declared.kind, *above)
        if not isinstance(found, Mapping) or not found:
            raise self.declared.refuse("expected a row for each value", *keys, hint="VALUE: {choice: weight}")
        exact = {key: self.node(inner, depth + 1, (*above, key)) for key, inner in found.items()}
        stretches = [stretch for key in found if (stretch := self.interval(key, (*keys, key)))]
        if stretches:
            stretches = self.check(list(found), stretches, depth, keys)
        return Node(exact=exact, intervals=tuple((stretch, exact[stretch.text]) for stretch in stretches))

    def interval(self, key: str, keys: tuple[Any, ...]) -> Interval | None:
        try:
            return interval(key)
        except ValueError as broken:
            raise self.declared.refuse(str(broken), *keys, hint='"<30", "30..59" or ">=60"') from None

    def check(self, keys: list[str], stretches: list[Interval], depth: int, where: tuple[Any, ...]) -> list[Interval]:
        """The intervals, made to meet; refuses those that share a value.

        A single number beside them is an interval of one value; inside another it has a row of its own and wins.
        """
        singles = [single for key in keys if (single := point(key))]
        try:
            shared = overlap(stretches)
            inside = [one for one in singles if any(stretch.holds(one.least) for stretch in stretches)]
            met = joined([*stretches, *(one for one in singles if one not in inside)])
            self.cuts[self.parents[depth]] += [*met, *inside]
            cuts_of(self.cuts[self.parents[depth]])
        except TypeError:
            raise self.declared.refuse("intervals of different kinds of values", *where) from None
        if shared:
            one, two = shared
            raise self.declared.refuse(
                f"the intervals {one.text!r} and {two.text!r} overlap",
                *where,
                two.text,
                hint="end one before the other begins",
            )
        return met

    def row(self, found: Any, above: tuple[str, ...]) -> Any:
        if len(self.rows) >= MAX_ROWS:
            raise self.declared.refuse(f"a table of more than {MAX_ROWS:,} rows", self.declared.kind)
        keys = (self.declared.kind, *above)
        row: Any = self.declared.inner(found, keys) if self.is_law(found) else weights_of(self.declared, found, *keys)
        if isinstance(row, Variable) and row.kind in ("value", "choice"):
            row = weights_of(self.declared, found[row.kind], *keys, row.kind)
        self.rows.append(row)
        return row

    def is_law(self, found: Any) -> bool:
        """Whether a row is declared like a variable: {number: …}. A single kind with a weight is a word to choose."""
        if not isinstance(found, Mapping):
            return False
        kinds = [key for key in found if key in self.declared.kinds]
        if len(kinds) != 1:
            return False
        plain_weight = isinstance(found[kinds[0]], int | float) and kinds[0] not in ("boolean", "value")
        return not plain_weight and (len(found) == 1 or not isinstance(found[kinds[0]], int | float))
