"""Many cases drawn and none played: what would fail in one of them is said before any conversation."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.errors import InputError, InputErrors
from simulator.scenario.compile import Scenario

TRIED = 200
EXTREMES = (0.0, 0.499999999999, 0.5, 0.999)  # numbers are least and greatest around 0.5, choices first and last


def try_cases(scenario: Scenario) -> None:
    """Draws cases without playing them, and each variable at its extremes; raises InputError for one that fails."""
    for number in range(TRIED):
        _try_case(scenario, f"0.{number}", {})
    for variable in scenario.parts.network.variables:
        for draw in EXTREMES:
            _try_case(scenario, "0.0", {f"case/variable/{variable.name}": draw})


def _try_case(scenario: Scenario, seed: str, overrides: Mapping[str, float]) -> None:
    try:
        scenario.toolset.check_rows(scenario.case(seed, overrides).world)
    except InputError as wrong:
        first = wrong.errors[0] if isinstance(wrong, InputErrors) else wrong
        moved = "".join(f" with {name} at {draw}" for name, draw in overrides.items())
        place = first.place or scenario.document.place("world")
        raise InputError(f"case {seed}{moved}: {first.message}", place=place, hint=first.hint) from None
