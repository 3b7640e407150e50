"""Calls as the dialect tooltalk compares them: writes by their arguments, reads by the ids they returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from simulator.frozen import dataclass
from simulator.labels.dialects.ends import as_list, by_turn
from simulator.labels.dialects.faults import Fault
from simulator.labels.dialects.line import Expected, Line, Made
from simulator.labels.dialects.values import equal_faults, ids_of, returned
from simulator.labels.failures import Failure

UNKNOWN = object()


@dataclass(slots=True, kw_only=True)
class Judgement:
    """Failures, which call met which label, and what was needed and is not in the line."""

    failures: list[Failure] = field(default_factory=list)
    matched: dict[str, int] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)


def effect_faults(line: Line, expected: Expected, made: Made) -> Iterable[Fault]:
    """What is wrong with a call; one with equal arguments is right, and so is a read that returned the wanted ids."""
    faults = tuple(equal_faults(expected, made))
    if not faults or _reads(line, expected) is not True:
        return faults
    wanted, got = wanted_result(line, expected), made_result(line, made)
    if wanted is UNKNOWN or got is UNKNOWN:
        return faults
    lost = sorted(ids_of(wanted) - returned(got))
    if not lost:
        return ()
    return (Fault(kind="wrong_argument", expected=wanted, proof=f"its result lacks {', '.join(lost[:5])}"),)


def _reads(line: Line, expected: Expected) -> bool | None:
    return line.reads_only(expected.name) if expected.read_only is None else expected.read_only


def wanted_result(line: Line, expected: Expected) -> Any:
    """The result a read should have had: of its own where the turn lists one for each call, else of its turn."""
    results = by_turn(line, "results")[0]
    if not results:
        return UNKNOWN
    turns = any(call.turn for call in line.calls)
    fellows = [call for call in line.calls if call.turn == expected.turn]
    if turns:
        if not 0 < expected.turn <= len(results):
            return UNKNOWN
        found = results[expected.turn - 1]
    else:
        found = results[0] if len(results) == 1 else results
    for several in (fellows, [call for call in fellows if _reads(line, call)]):
        if isinstance(found, list | tuple) and len(found) == len(several) and expected in several:
            return found[several.index(expected)]
    return found


def made_result(line: Line, made: Made) -> Any:
    """What a call returned: as its tool message says, else anything its turn returned."""
    if made.result is not None:
        return made.result.content
    results = by_turn(line, "results")[1]
    return as_list(results[made.turn - 1]) if 0 < made.turn <= len(results) else UNKNOWN


def result_needs(line: Line, label: Expected, made: Sequence[Made]) -> list[str]:
    """What would be needed to tell whether a label that was not met was met after all."""
    tries = [one for one in made if one.call.name == label.name and one.call.arguments is not None]
    reads = _reads(line, label)
    if not tries or reads is False:
        return []
    if reads is None:
        return [f"read_only of {label.name}"]
    if wanted_result(line, label) is UNKNOWN:
        return ["expected.results"]
    return ["observed.results"] if all(made_result(line, one) is UNKNOWN for one in tries) else []
