"""The page itself: every text of a run is escaped, no script but the page's own runs, nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.frozen import dataclass
from simulator.metrics.summary import Group, Summary, summarise
from simulator.metrics.variants import plain
from simulator.models.prices import Prices
from simulator.report.beside.tables import RELATION_HEAD, STATIC_HEAD, relation_remarks, relation_rows, static_rows
from simulator.report.page.look import POLICY, SCRIPT, STYLE
from simulator.report.page.markup import Markup, table, tag, together
from simulator.report.page.plot import difference_plot, rate_plot
from simulator.report.page.talks import sieve, talk, verdict_of
from simulator.report.rates import percent
from simulator.report.standing import pairs, smallest_words
from simulator.report.visible import short
from simulator.store.folder import write_whole

Record = Mapping[str, Any]
Runs = Sequence[tuple[str, Sequence[Record]]]
MOST_TALKS = 1_000
FIRST = {"failed": 0, "excluded": 1, "passed": 2}
KINDS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One assistant in one run, under the name it goes by on the page."""

    name: str
    records: Sequence[Record]
    summary: Summary


def write_page(runs: Runs, path: Path, prices: Prices | None = None) -> None:
    """Writes the page of one or several runs to a file; what was played otherwise stands in tables of its own."""
    write_whole(path, page(runs, prices).encode("utf-8", "backslashreplace"))


def page(runs: Runs, prices: Prices | None = None) -> str:
    """The page as text; the same records give the same page."""
    stored = [record for _, found in runs for record in found]
    runs = [(run, plain(found)) for run, found in runs]
    entries = list(_entries(runs, prices))
    records = [record for _, found in runs for record in found]
    shown = sorted(records, key=lambda one: (FIRST[verdict_of(one)], one["scenario"], one["seed"], one["id"]))[
        :MOST_TALKS
    ]
    anchors = {str(record["id"]): f"talk{at}" for at, record in enumerate(shown)}
    parts = [_head(runs, entries), _scores(entries), *_standing(entries), *_parts(entries), *_kinds(entries, anchors)]
    parts += _otherwise(stored)
    parts += [_talks(shown, len(records), anchors)]
    title = f"Report: {', '.join(run for run, _ in runs)}"
    head = together(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    body = tag("body", tag("main", *parts), tag("script", Markup(SCRIPT)))
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), body, lang='en')}\n"


def _first(record: Record) -> tuple[int, str, str, str]:
    """Failed ones before excluded ones before passed ones."""
    return FIRST[verdict_of(record)], str(record["scenario"]), str(record["seed"]), str(record["id"])


def _entries(runs: Runs, prices: Prices | None) -> Iterator[Entry]:
    for run, records in runs:
        for name in dict.fromkeys(str(one["options"].get("assistant", "")) for one in records):
            mine = [one for one in records if str(one["options"].get("assistant", "")) == name]
            full = f"{run}: {name}" if len(runs) > 1 else name
            yield Entry(name=full, records=mine, summary=summarise(mine, prices))


def _head(runs: Runs, entries: Sequence[Entry]) -> Markup:
    count = sum(len(records) for _, records in runs)
    scenarios = {name for entry in entries for name in entry.summary.scenarios}
    said = f"{count:,} conversations, {len(scenarios)} scenarios, {len(entries)} assistants"
    lines = [tag("p", _left_out(entry), class_="warn") for entry in entries if entry.summary.much_excluded]
    return together(*lines, tag("h1", ", ".join(run for run, _ in runs)), tag("p", said, class_="dim"))


def _left_out(entry: Entry) -> str:
    found = entry.summary
    causes = ", ".join(f"{cause} ({count})" for cause, count in found.excluded.items())
    share = f"{100 * found.excluded_share:.1f} %"
    return f"{entry.name}: {sum(found.excluded.values())} conversations ({share}) do not count: {causes}"


# --- scores ---------------------------------------------------------------------------------------------------------


def _scores(entries: Sequence[Entry]) -> Markup:
    if not entries:
        return tag("p", "no conversations")
    trials = max(entry.summary.trials for entry in entries)
    head = ["assistant", "success [95 %]", "", "excluded as failed"]
    head += [f"pass^{trials}", f"pass@{trials}"] if trials > 1 else []
    models = any(entry.summary.spent.model_calls for entry in entries)
    numbers = ["conversations", "excluded", "turns", "calls", *(["tokens", "usd"] if models else [])]
    rows = []
    for entry in entries:
        found = entry.summary
        cells = [entry.name, percent(found.all.success), rate_plot(found.all.success), percent(found.all.strict)]
        for of_k in (found.pass_k, found.pass_any) if trials > 1 else ():
            cells.append(percent(of_k[trials]) if trials in of_k else "-")
        cells += [str(found.all.conversations), str(sum(found.excluded.values()))]
        cells += [f"{found.turns:.1f}", f"{found.calls:.1f}", *(_spent(found) if models else ())]
        rows.append(tuple(cells))
    places = tuple(range(len(head), len(head) + len(numbers)))
    causes = [tag("p", _left_out(entry), class_="dim") for entry in entries if entry.summary.excluded]
    return together(tag("h2", "Success"), table((*head, *numbers), rows, numbers=places), *causes)


def _spent(found: Summary) -> tuple[str, str]:
    spent, count = found.spent, found.all.conversations
    if not spent.model_calls:
        return "-", "-"
    return f"{(spent.read + spent.written) / count:,.0f}", "?" if spent.usd is None else f"{spent.usd / count:.3g}"


def _standing(entries: Sequence[Entry]) -> Iterator[Markup]:
    found = pairs([(entry.name, entry.records, entry.summary) for entry in entries])
    if found:
        yield tag("h2", "Is the difference real?")
        for one in found:
            more = f" ({one.cases} shared cases can show {100 * one.smallest:.1f} points)"
            yield together(tag("p", f"{one}{more}"), difference_plot(one))
    elif entries and entries[0].summary.all.success.cases:
        yield tag("p", smallest_words(entries[0].name, entries[0].summary), class_="dim")


def _parts(entries: Sequence[Entry]) -> Iterator[Markup]:
    """Success by every part that has more than one value; scenarios stand open."""
    groups: dict[str, list[Mapping[Any, Group]]] = {"scenario": [entry.summary.scenarios for entry in entries]}
    if any(entry.summary.rungs for entry in entries):
        groups["rung"] = [entry.summary.rungs for entry in entries]
    for what in dict.fromkeys(name for entry in entries for name in entry.summary.parts):
        groups[what] = [entry.summary.parts.get(what, {}) for entry in entries]
    several = {what: found for what, found in groups.items() if len({value for one in found for value in one}) > 1}
    if several:
        yield tag("h2", "Success by part")
    for what, found in several.items():
        values = list(dict.fromkeys(value for one in found for value in one))
        rows = []
        for value in values:
            for entry, one in zip(entries, found, strict=True):
                if group := one.get(value):
                    cells = (str(value), entry.name, percent(group.success), rate_plot(group.success))
                    rows.append((*cells, str(group.conversations)))
        head = (what, "assistant", "success [95 %]", "", "conversations")
        yield tag(
            "details",
            tag("summary", what),
            table(head, rows, numbers=(4,)),
            open="open" if what == "scenario" else None,
        )


# --- failures and conversations -------------------------------------------------------------------------------------


def _kinds(entries: Sequence[Entry], anchors: Mapping[str, str]) -> Iterator[Markup]:
    rows = []
    for entry in entries:
        for kind in entry.summary.kinds[:KINDS_SHOWN]:
            place = anchors.get(kind.example)
            example = tag("a", kind.example, href=f"#{place}") if place else kind.example
            where = ", ".join(f"{name} ({count})" for name, count in list(kind.places.items())[:3] if name)
            rows.append((entry.name, kind.kind, percent(kind.share), rate_plot(kind.share), short(where, 90), example))
    if rows:
        yield tag("h2", "How they fail")
        yield table(("assistant", "kind", "in [95 %]", "", "where", "for example"), rows)


def _otherwise(records: Sequence[Record]) -> Iterator[Markup]:
    """Fixed histories beside conversations, and changes that must make no difference."""
    static, relations = static_rows(records), relation_rows(records)
    if static:
        yield together(tag("h2", "On a fixed history"), table(STATIC_HEAD, static))
    if relations:
        yield together(tag("h2", "What must make no difference"), table(RELATION_HEAD, relations))
        yield from (tag("p", remark, class_="dim") for remark in relation_remarks(records))


def _talks(shown: Sequence[Record], count: int, anchors: Mapping[str, str]) -> Markup:
    left = count - len(shown)
    more = f"; {left:,} more are in the run folder, the ones shown are those that failed first" if left else ""
    said = tag("p", tag("span", f"{len(shown)} shown", id="shown"), more, class_="dim")
    blocks = [talk(record, anchors[str(record["id"])]) for record in shown]
    return together(tag("h2", "Conversations"), sieve(shown), said, *blocks)
