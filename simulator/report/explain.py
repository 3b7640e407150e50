"""How likely each value is, with and without what is given, side by side: for people, and as JSON."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate
from math import sqrt
from typing import IO, Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from simulator.network.posterior import DRAWN, SHOWN, Posterior
from simulator.report.case import evidence_words
from simulator.report.screen import show
from simulator.report.visible import short, visible
from simulator.scenario.explain import Explanation
from simulator.scenario.given import evidence_of
from simulator.variables.template import to_json, to_text

BAR = 10
VALUES = 12
NAME = 24


def print_explanation(found: Explanation, file: IO[str] | None = None) -> None:
    """Prints the table, coloured only on a terminal."""
    show(drawn(found), file)


def as_json(found: Explanation) -> dict[str, Any]:
    """The same as plain values: shares by value, or mean, spread and quantiles."""
    sides = {"without": found.without, **({"with": found.with_} if found.with_ else {})}
    return {
        "scenario": found.scenario,
        **evidence_of(found.given, found.do),
        "probability": found.chance,
        "probability_error": found.chance_error,
        "cases_error": found.cases_error,
        "variables": {
            name: {side: _posterior(posteriors[name], found.without[name]) for side, posteriors in sides.items()}
            for name in found.without
        },
    }


def _posterior(found: Posterior, whole: Posterior) -> dict[str, Any]:
    """One distribution; a value that only the whole population has stands there with 0."""
    if found.shares:
        never = {_key(value): 0.0 for value, _ in whole.shares}
        return {"shares": {**never, **{_key(value): share for value, share in found.shares}}, "error": found.error}
    if found.mean is None:
        return {"error": found.error}
    quantiles = {str(part): to_json(value) for part, value in found.quantiles.items()}
    return {
        "mean": to_json(found.mean), "spread": to_json(found.spread), "quantiles": quantiles, "error": found.error
    }  # fmt: skip


def _key(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return to_text(value)


# --- for people ---------------------------------------------------------------------------------------------------


def drawn(found: Explanation) -> Group:
    """The explanation as something rich can print."""
    asked = [f"{word} {', '.join(evidence_words(said))}" for word, said in evidence_of(found.given, found.do).items()]
    head = Text(visible(" · ".join([found.scenario, *asked]), lines=False), style="bold")
    return Group(head, Text(), _table(found), Text("\n".join(["", *_remarks(found)])))


def _remarks(found: Explanation) -> Iterator[str]:
    """What stands below the table: what is in no table, the chance of the evidence, how exact all of it is."""
    texts = [name for name, one in found.without.items() if not one.shares and one.mean is None]
    if texts:
        yield f"not listed, drawn one by one: {', '.join(texts)}"
    if found.given:
        yield f"what is given holds in {100 * found.chance:.4g} % of the cases ({found.chance_error})"
    yield f"how exact: {'; '.join(_errors((found.with_ or found.without).values()))}; drawn cases {found.cases_error}"


def _errors(posteriors: Iterable[Posterior]) -> Iterator[str]:
    found = list(posteriors)
    shares = sorted({one.error for one in found if one.shares})
    if shares:
        yield f"shares {', '.join(shares)}"
    if any(one.mean is not None for one in found):
        yield f"means over {DRAWN:,} drawn cases"


def _table(found: Explanation) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("variable", overflow="fold", max_width=NAME)
    table.add_column("value", overflow="fold", max_width=NAME)
    sides = [found.without, *([found.with_] if found.with_ else [])]
    for head in ("without", "with") if found.with_ else ("share",):
        table.add_column(head, no_wrap=True)
    for name in found.without:
        for at, (value, *cells) in enumerate(_lines(_condensed([side[name] for side in sides]))):
            table.add_row("" if at else Text(name), Text(value), *cells)
    return table


def _condensed(sides: list[Posterior]) -> list[Posterior]:
    """Many numbers as mean, spread and quantiles, which say more than a share for each."""
    values = [value for one in sides for value, _ in one.shares]
    if len(set(map(repr, values))) <= VALUES or not all(type(value) in (int, float) for value in values):
        return sides
    return [_summed(one) for one in sides]


def _summed(found: Posterior) -> Posterior:
    shares = sorted(found.shares)
    mean = sum(value * share for value, share in shares)
    spread = sqrt(sum((value - mean) ** 2 * share for value, share in shares))
    upto = list(accumulate(share for _, share in shares))
    marks = {part: shares[min(bisect_left(upto, part), len(shares) - 1)][0] for part in SHOWN}
    return replace(found, shares=(), mean=float(mean), spread=spread, quantiles=marks)


def _lines(sides: list[Posterior]) -> Iterator[tuple[str, *tuple[str, ...]]]:
    if any(one.shares for one in sides):
        yield from _shares(sides)
    elif sides[0].mean is not None:
        yield "mean", *(_number(one.mean) for one in sides)
        yield "spread", *(_length(one.spread) for one in sides)
        for part in sides[0].quantiles:
            yield f"{part:.0%}".replace("%", " %"), *(_number(one.quantiles[part]) for one in sides)


def _shares(sides: list[Posterior]) -> Iterator[tuple[str, *tuple[str, ...]]]:
    """A line for each value; of many only the most likely, in their own order."""
    tables = [{_key(value): share for value, share in one.shares} for one in sides]
    keys = list(dict.fromkeys(key for table in tables for key in table))
    common = sorted(keys, key=lambda key: -max(table.get(key, 0.0) for table in tables))[:VALUES]
    for key in keys:
        if key in common:
            yield short(key, NAME), *(_share(table.get(key, 0.0)) for table in tables)
    if len(keys) > VALUES:
        rest = [1 - sum(table.get(key, 0.0) for key in common) for table in tables]
        yield f"{len(keys) - VALUES} more", *(_share(max(share, 0.0)) for share in rest)


def _share(share: float) -> str:
    return f"{100 * share:6.2f} % {'█' * round(share * BAR)}"


def _length(spread: Any) -> str:
    """A standard deviation; of days and times in the unit they are thought of in."""
    if not isinstance(spread, timedelta):
        return _number(spread)
    days = spread / timedelta(days=1)
    return f"{days:.1f} days" if days >= 1 else f"{24 * days:.1f} hours"


def _number(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(to_json(value))
