"""A run for GitHub Actions: a Markdown page for the step's summary, and annotations that the log shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.metrics.excluded import excluded
from simulator.metrics.summary import MUCH_EXCLUDED, Group, Summary, summarise
from simulator.models.prices import Prices
from simulator.report.rates import percent
from simulator.report.standing import pairs, smallest_words
from simulator.report.transcript import failure_line
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
Runs = Sequence[tuple[str, Sequence[Record]]]
MOST = 10
"""GitHub shows no more than ten annotations of a kind in a step."""
CELL = 200
SHOWN = 5
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|!~@])")


def summary(runs: Runs, prices: Prices | None = None) -> str:
    """The Markdown page: success with intervals, comparisons, parts by scenario, failure kinds."""
    found = list(_entries(runs, prices))
    if not found:
        return "## simulator\n\nno conversations\n"
    trials = max(one.trials for _, _, one in found)
    lines = ["## simulator", "", *_left_out(found)]
    head = ["assistant", "success \\[95 %\\]", "excluded as failed"]
    head += [f"pass^{trials}", f"pass@{trials}"] if trials > 1 else []
    rows = []
    for name, _, one in found:
        cells = [name, percent(one.all.success), percent(one.all.strict)]
        for of_k in (one.pass_k, one.pass_any) if trials > 1 else ():
            cells.append(percent(of_k[trials]) if trials in of_k else "-")
        rows.append([*cells, str(one.all.conversations), str(sum(one.excluded.values()))])
    lines += _table([*head, "conversations", "excluded"], rows)
    lines += [*_standing(found), ""]
    scenarios = list(dict.fromkeys(name for _, _, one in found for name in one.scenarios))
    if len(scenarios) > 1:
        several = [[name, *(_success(one.scenarios.get(name)) for _, _, one in found)] for name in scenarios]
        lines += _table(["scenario", *(_plain(name) for name, _, _ in found)], several)
    lines += _kinds(found)
    return "\n".join(lines).rstrip() + "\n"


def _success(group: Group | None) -> str:
    return percent(group.success) if group else "-"


def commands(runs: Runs) -> list[str]:
    """Workflow commands: an error for each scenario in which any failed, a warning where many do not count."""
    parts: dict[tuple[str, str], list[Record]] = {}
    for _, records in runs:
        for record in records:
            parts.setdefault((str(record["options"].get("assistant", "")), record["scenario"]), []).append(record)
    failed = {part: found for part, found in parts.items() if _failed(found)}
    worst = sorted(failed, key=lambda part: (-len(_failed(failed[part])) / len(failed[part]), part))
    found = [_annotation(*part, failed[part]) for part in worst[:MOST]]
    if len(worst) > MOST:
        more = f"and {len(worst) - MOST + 1} more scenarios have conversations that failed"
        found[-1] = _command("error", "simulator", more)
    for run, several in runs:
        if (left := sum(map(excluded, several))) > MUCH_EXCLUDED * len(several):
            text = f"{run}: {left} of {len(several)} conversations do not count"
            found.append(_command("warning", "simulator", text))
    return found


def _failed(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if not record["verdict"]["passed"] and not excluded(record)]


def _annotation(assistant: str, scenario: str, records: Sequence[Record]) -> str:
    failed = _failed(records)
    kinds = Counter(kind for one in failed for kind in {failure["kind"] for failure in one["verdict"]["failures"]})
    said = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items(), key=lambda one: (-one[1], one[0])))
    lines = [f"{len(failed)} of {len(records)} failed: {said}", f"for example seed {failed[0]['seed']}:"]
    lines += [failure_line(failure) for failure in failed[0]["verdict"]["failures"][:SHOWN]]
    return _command("error", f"{scenario}: {assistant}", "\n".join([*lines, f"simulator replay RUN {failed[0]['id']}"]))


def _command(kind: str, title: str, text: str) -> str:
    """Data cannot end the line or begin another command: GitHub's own escapes stand for line ends."""
    shown = visible(title, lines=False).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    body = visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{kind} title={shown}::{body}"


def _entries(runs: Runs, prices: Prices | None) -> Iterator[tuple[str, Sequence[Record], Summary]]:
    for run, records in runs:
        for name in dict.fromkeys(str(one["options"].get("assistant", "")) for one in records):
            mine = [one for one in records if str(one["options"].get("assistant", "")) == name]
            yield f"{run}: {name}" if len(runs) > 1 else name, mine, summarise(mine, prices)


def _left_out(found: Sequence[tuple[str, Sequence[Record], Summary]]) -> Iterator[str]:
    for name, _, one in found:
        if one.much_excluded:
            causes = ", ".join(f"{cause} ({count})" for cause, count in one.excluded.items())
            yield f"**{_plain(name)}: {sum(one.excluded.values())} conversations do not count: {_plain(causes)}**"
            yield ""


def _standing(found: Sequence[tuple[str, Sequence[Record], Summary]]) -> Iterator[str]:
    several = pairs(found)
    for one in several[:MOST]:
        yield f"- {_plain(f'{one} ({one.cases} shared cases can show {100 * one.smallest:.1f} points)')}"
    if not several and found[0][2].all.success.cases:
        yield _plain(smallest_words(found[0][0], found[0][2]))


def _kinds(found: Sequence[tuple[str, Sequence[Record], Summary]]) -> list[str]:
    rows = [[name, kind.kind, percent(kind.share), kind.example] for name, _, one in found for kind in one.kinds[:MOST]]
    return _table(["assistant", "fails by", "in \\[95 %\\]", "for example"], rows) if rows else []


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return [*lines, *(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows), ""]


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", short(text, CELL)).replace("&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")
