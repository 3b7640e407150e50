"""What is wrong with variables: many cases are drawn and none is played, and what nothing uses is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.errors import InputError, InputErrors
from simulator.scenario.compile import Scenario

MAX_ERRORS = 8
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HOLE = re.compile(r"\{[^{}]*\}")
# where a bare name means a variable
_BY_WORD = frozenset(("when", "if", "require", "persona", "personas", "backstory"))
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


def check_used(scenario: Scenario) -> None:
    """Raises InputErrors for own variables that nothing uses; included ones may serve other scenarios."""
    used = set(_names({key: found for key, found in scenario.document.data.items() if key != "variables"}))
    network = scenario.parts.network
    used.update(name.partition(".")[0] for variable in network.variables for name in _needed(variable))
    used.update(name.partition(".")[0] for condition in network.require for name in condition.names)
    needs = [need for persona in scenario.parts.personas.values() for need in persona.needs]
    used.update(name for need in needs for name in _WORD.findall(need.text))
    errors = [
        InputError(
            f"variable {name!r} is never used",
            place=scenario.document.place("variables", name),
            hint=f"write {{{name}}} somewhere, or take it out",
        )
        for name in scenario.file.variables
        if name not in used
    ]
    if errors:
        raise errors[0] if len(errors) == 1 else InputErrors(errors[:MAX_ERRORS])


def _needed(variable: Any) -> Iterator[str]:
    """The parents of a variable; a column does not use the row that it is a part of."""
    yield from (name for name in variable.parents if not variable.name.startswith(f"{name}."))


def _names(found: Any, *, bare: bool = False) -> Iterator[str]:
    """The names in the holes of all texts, and every word where names stand without braces."""
    if isinstance(found, str):
        for text in [found] if bare else _HOLE.findall(found):
            yield from _WORD.findall(text)
    elif isinstance(found, Mapping):
        for key, item in found.items():
            if key == "knows" and isinstance(item, Mapping):
                yield from (name.partition(".")[0] for name in item)
            yield from _names(key, bare=bare)
            yield from _names(item, bare=bare or key in _BY_WORD)
    elif isinstance(found, list):
        for item in found:
            yield from _names(item, bare=bare)
