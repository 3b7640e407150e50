"""How likely each value of a scenario's variables is, with and without what is given and done."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.network.network import Network
from simulator.network.posterior import Posterior
from simulator.scenario.compile import Scenario
from simulator.scenario.given import Said, applied, holds

DRAWN = 4000
EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The distribution of each variable `without` and `with_` the evidence; `chance` is that of the evidence.

    `chance_error` and `cases_error` say how exact the chance is, and how cases drawn under the evidence are.
    """

    scenario: str
    given: Mapping[str, Any]
    do: Mapping[str, Any]
    without: Mapping[str, Posterior]
    with_: Mapping[str, Posterior] | None
    chance: float
    chance_error: str
    cases_error: str


def explain(scenario: Scenario) -> Explanation:
    """What can be said of the cases of a scenario before any is drawn."""
    network = scenario.parts.network
    whole = scenario.whole or network
    chance, error = _chance(whole, scenario.given, scenario.do)
    return Explanation(
        scenario=scenario.name,
        given=scenario.given,
        do=scenario.do,
        without=whole.posterior(),
        with_=network.posterior() if scenario.whole else None,
        chance=chance,
        chance_error=error,
        cases_error=network.error,
    )


def _chance(whole: Network, given: Mapping[str, Said], do: Mapping[str, Any]) -> tuple[float, str]:
    """The chance of what is given, once what is done was done: each thing's chance where those before it hold."""
    network = applied(whole, {}, do) if do else whole
    chance, doubt = 1.0, 0.0
    for name, said in given.items():
        share, exact = _share(network, name, said)
        chance *= share
        doubt += 0.0 if exact or not share else (1 - share) / share / DRAWN
        if not share:
            return 0.0, EXACT if exact else f"none of {DRAWN:,} cases"
        network = applied(network, {name: said}, {})
    return chance, f"± {100 * chance * sqrt(doubt):.2g} %, {DRAWN:,} cases" if doubt else EXACT


def _share(network: Network, name: str, said: Said) -> tuple[float, bool]:
    """The chance that something holds, and whether it is exact; else it is counted over drawn cases."""
    if name in network.finite:
        found = network.posterior()[name]
        if found.error == EXACT:
            return sum(share for value, share in found.shares if holds(said, value)), True
    root = Draws(f"{network.name}\0chance")
    cases = [network.sample(root.at(number)) for number in range(DRAWN)]
    return sum(holds(said, case[name]) for case in cases) / DRAWN, False
