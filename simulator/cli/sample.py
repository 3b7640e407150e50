"""`simulator sample`: cases before anybody speaks, and how likely they are."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from simulator import api
from simulator.cli import flags
from simulator.report.case import print_case
from simulator.report.explain import as_json as as_line
from simulator.report.explain import print_explanation
from simulator.scenario.compile import Scenario
from simulator.scenario.explain import explain as explanation
from simulator.scenario.plan import draw_cases
from simulator.scenario.shown import case_in_full
from simulator.store.lines import to_line


@click.command("sample")
@click.argument("scenario")
@click.option("-n", "n", type=int, metavar="N", help="how many cases; default: 1, or one for each value of --stratify")
@flags.seed
@flags.population
@flags.rung
@click.option("--explain", is_flag=True, help="no cases: how likely each value is, with and without what is given")
@click.option("--json", "as_json", is_flag=True, help="one JSON line a case")
@flags.quiet
def command(scenario: str, as_json: bool, explain: bool, quiet: bool, **options: Any) -> int:
    """Prints cases of SCENARIO: values, persona, backstory, goals and labels."""
    out = sys.stdout.buffer
    found = api.sampled(scenario, **options)
    for loaded, wanted in found:
        if explain:
            _explain(loaded, out if as_json else None)
            continue
        for case, narrowed in draw_cases(loaded, wanted):
            if as_json:
                out.write(to_line(case_in_full(case, narrowed)))
            else:
                print_case(case_in_full(case, narrowed))
        if wanted.coverage:
            flags.talk(f"{loaded.name}: {wanted.coverage}", quiet=quiet)
    out.flush()
    return 0


def _explain(scenario: Scenario, out: IO[bytes] | None) -> None:
    if out:
        out.write(to_line(as_line(explanation(scenario))))
    else:
        print_explanation(explanation(scenario))
