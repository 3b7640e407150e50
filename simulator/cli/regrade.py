"""`simulator regrade`: a stored run judged by today's labels and grader, and every verdict that flipped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from simulator.cli import flags
from simulator.engine.record import GRADING
from simulator.store.lines import to_line
from simulator.store.regrade import Again, regrade

SHOWN = 3


@click.command("regrade")
@click.argument("run", metavar="RUN")
@click.option("--json", "as_json", is_flag=True, help="print what changed as JSON, one line each")
@flags.quiet
def command(run: str, as_json: bool, quiet: bool) -> int:
    """Judges the records of RUN again and lists every verdict that flipped; the run stays as it is."""
    counts: Counter[str] = Counter()
    versions: Counter[int] = Counter()
    for again in regrade(Path(run)):
        versions[again.record["versions"].get("grading", 0)] += 1
        what = _what(again)
        counts[what] += 1
        if what == "same":
            continue
        if as_json:
            click.echo(to_line(_line(again, what)), nl=False)
        elif what == "flipped" or counts[what] <= SHOWN:
            click.echo(_text(again, what))
    flags.talk(_closing(counts, versions), quiet=quiet)
    return 0


def _what(again: Again) -> str:
    if again.now is None:
        return "not judged"
    return "flipped" if again.flipped else "differs" if again.differs else "same"


def _line(again: Again, what: str) -> dict[str, Any]:
    record, now = again.record, again.now
    found = {
        "id": record["id"],
        "scenario": record["scenario"],
        "seed": record["seed"],
        "assistant": record["options"]["assistant"],
        "change": what.replace(" ", "_"),
        "was": {"passed": record["verdict"]["passed"], "failures": _then(again)},
        "now": None if now is None else {"passed": now.passed, "failures": _now(again)},
    }
    return {**found, "why": again.why} if again.why else found


def _text(again: Again, what: str) -> str:
    record, now = again.record, again.now
    head = f"{record['id'][:12]}  {record['scenario']} {record['seed']} {record['options']['assistant']}"
    if now is None:
        return f"{head}: not judged, {again.why}"
    was, is_now = _word(passed=record["verdict"]["passed"]), _word(passed=now.passed)
    lost, new = _then(again), _now(again)
    reasons = [f"no longer {one}" for one in lost if one not in new] + [one for one in new if one not in lost]
    if what == "differs":
        return f"{head}: {was} for other reasons: {'; '.join(reasons)}"
    proof = f" ({now.failures[0].proof})" if now.failures else ""
    return f"{head}: {was} -> {is_now}: {'; '.join(reasons)}{proof}"


def _word(*, passed: bool) -> str:
    return "passed" if passed else "failed"


def _then(again: Again) -> list[str]:
    return [f"{found['kind']} {found['where']}".strip() for found in again.record["verdict"]["failures"]]


def _now(again: Again) -> list[str]:
    return [f"{one.kind} {one.where}".strip() for one in again.now.failures] if again.now else []


def _closing(counts: Counter[str], versions: Counter[int]) -> str:
    before = ", ".join(f"{number:,} by {version}" for version, number in sorted(versions.items()))
    told = f"{sum(counts.values()):,} records judged by grading version {GRADING} (before: {before or 'none'}): "
    told += f"{counts['flipped']:,} flipped, {counts['differs']:,} with other failures, {counts['same']:,} the same"
    return told + (f", {counts['not judged']:,} not judged" if counts["not judged"] else "")
