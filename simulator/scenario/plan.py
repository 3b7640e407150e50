"""Which cases are wanted of a scenario: so many seeds, the rows of a covering array, or each value in its turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.config import RunConfig, split_seed
from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.frozen import dataclass
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.given import evidence_of
from simulator.scenario.rungs.rung import lower, needed_tool

if TYPE_CHECKING:
    from simulator.network.cover import Coverage

FEW = 20
KEPT = 64
SEEN = 1000
TRAIT = "persona."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Each seed with what is given for its case alone; and what the cases cover, where that was asked."""

    cases: Sequence[tuple[str, Mapping[str, Any]]]
    coverage: Coverage | None = None


def draw_cases(scenario: Scenario, wanted: Plan) -> Iterator[tuple[Case, Scenario]]:
    """The cases of a plan, one after another, each with the scenario as it is for that case."""
    kept: dict[str, Scenario] = {}
    for seed, given in wanted.cases:
        narrowed = narrow(scenario, given, kept)
        yield narrowed.case(seed), narrowed


def on_rung(scenario: Scenario, number: int) -> Scenario:
    """The scenario with its tools shown as on this rung of worse documentation."""
    if number == scenario.rung.number:
        return scenario
    if scenario.rung.number:
        raise InputError(f"the scenario {scenario.name!r} stands on rung {scenario.rung.number} already")
    writes = [name for name, tool in scenario.toolset.tools.items() if tool.writes]
    toolset, rung = lower(scenario.toolset, number, needed_tool(scenario.case("0.0").labels.calls, writes))
    return replace(scenario, toolset=toolset, rung=rung)


def narrow(scenario: Scenario, given: Mapping[str, Any], kept: dict[str, Scenario]) -> Scenario:
    """The scenario with what is given for a single case; the last few are kept, since cases share them."""
    if not given:
        return scenario
    key = f"{scenario.name} {scenario.rung.number} {evidence_of(given, {})}"
    if key not in kept:
        if len(kept) >= KEPT:
            del kept[next(iter(kept))]
        kept[key] = scenario.under(given)
    return kept[key]


def plan(scenario: Scenario, config: RunConfig) -> Plan:
    """The cases a config asks of a scenario; raises InputError where it names no variable that can be covered."""
    if config.cover:
        return _covering(scenario, config)
    seeds = config.seeds()
    if not config.stratify:
        return Plan(cases=[(seed, {}) for seed in seeds])
    values = strata(scenario, config.stratify)
    return Plan(cases=[(seed, {config.stratify: values[split_seed(seed)[1] % len(values)]}) for seed in seeds])


def strata(scenario: Scenario, name: str) -> list[Any]:
    """The values that take turns in a stratified run: case i has value i mod their number."""
    return _possible(scenario, [name], "--stratify")[name]


def _covering(scenario: Scenario, config: RunConfig) -> Plan:
    names = list(dict.fromkeys(config.over)) or _worth_covering(scenario)
    possible = {name: values for name, values in _possible(scenario, names, "--over").items() if len(values) > 1}
    if not possible:
        hint = "choice, table and boolean variables can be covered, and who speaks"
        raise InputError(f"the scenario {scenario.name!r} has no variable to cover", hint=hint)
    cover = import_module("simulator.network.cover").cover  # covertable is loaded where something is covered
    network = scenario.parts.network
    root = Draws(f"{network.name}\0cover")
    seen = (network.sample(root.at(number)) for number in range(SEEN))
    coverage = cover(possible, config.cover, network.feasible, seen)
    run, first = split_seed(config.seed)
    return Plan(cases=[(f"{run}.{first + at}", row) for at, row in enumerate(coverage.rows)], coverage=coverage)


def _worth_covering(scenario: Scenario) -> list[str]:
    """The finite variables with few values that are no computed ones, and who speaks but not each trait."""
    network = scenario.parts.network
    derived = {variable.name for variable in network.variables if variable.decide}
    return [
        n for n, values in network.finite.items() if len(values) <= FEW and n not in derived and not n.startswith(TRAIT)
    ]


def _possible(scenario: Scenario, names: Sequence[str], flag: str) -> dict[str, list[Any]]:
    """The values each variable can still have, in the order declared."""
    network = scenario.parts.network
    found = {}
    for name in names:
        if name not in network.names:
            raise InputError(f"{flag}: there is no variable {name!r}", hint=closest(name, list(network.names)))
        if name not in network.finite:
            hint = closest("", list(network.finite))
            raise InputError(f"{flag}: {name!r} has no list of values", hint=hint)
        found[name] = [value for value in network.finite[name] if network.feasible({name: value})]
    return found
