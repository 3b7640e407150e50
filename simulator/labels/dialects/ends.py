"""States and results that somebody else's world showed, beside the wanted ones: at the end, or turn by turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from simulator.labels.dialects.faults import MAX_SHOWN, differences, same
from simulator.labels.dialects.line import Line, Unreadable
from simulator.labels.failures import Failure


def state_failures(line: Line, *, inside: bool = False) -> Iterable[Failure]:
    """The end state, where one is expected; with `inside`, only what is expected is compared."""
    if "state" in line.expected:
        yield from _state(line.expected["state"], line.observed["state"], "state", inside=inside)


def states_failures(line: Line, *, inside: bool = False, skip: Sequence[bool] = ()) -> Iterable[Failure]:
    """The states after each turn; where none is expected (null), or the turn is skipped, nothing is compared."""
    wanted, got = by_turn(line, "states")
    for at, state in enumerate(wanted):
        if state is None or (at < len(skip) and skip[at]):
            continue
        found = got[at] if at < len(got) else None
        yield from _state(state, found, f"states turn {at + 1}", inside=inside)


def _state(wanted: Any, got: Any, where: str, *, inside: bool) -> Iterable[Failure]:
    found = list(islice(differences(wanted, got, inside=inside), MAX_SHOWN))
    if found:
        yield Failure(kind="wrong_state", where=where, got=len(found), proof="; ".join(found))


def results_failures(line: Line) -> Iterable[Failure]:
    """The wanted results of each turn were given by then, each as often as wanted, in any order."""
    wanted, got = by_turn(line, "results")
    seen: list[Any] = []
    for at, results in enumerate(wanted):
        if at < len(got):
            seen.extend(as_list(got[at]))
        lost = missing(as_list(results), seen)
        if lost:
            proof = f"after turn {at + 1}, {len(lost)} wanted results were not given"
            yield Failure(kind="missing_call", where=f"results turn {at + 1}", expected=lost[:MAX_SHOWN], proof=proof)


def by_turn(line: Line, part: str) -> tuple[Sequence[Any], Sequence[Any]]:
    """The expected and the observed list of a part."""
    wanted, got = line.expected.get(part) or (), line.observed.get(part) or ()
    for name, found in (("expected", wanted), ("observed", got)):
        if not isinstance(found, list | tuple):
            raise Unreadable(f"{name}.{part} is no list by turn")
    return wanted, got


def as_list(found: Any) -> list[Any]:
    """The results of one turn: a list, one alone, or none."""
    return list(found) if isinstance(found, list | tuple) else [] if found is None else [found]


def missing(wanted: Sequence[Any], got: Sequence[Any]) -> list[Any]:
    """What of the wanted is not there, each taken once."""
    left = list(got)
    lost = []
    for one in wanted:
        place = next((at for at, other in enumerate(left) if same(one, other)), None)
        if place is None:
            lost.append(one)
        else:
            del left[place]
    return lost
