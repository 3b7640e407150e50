"""Why nothing can be drawn: a smallest set of what cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.errors import InputError, Place
from simulator.frozen import NamedTuple
from simulator.network.condition import Condition


class Constraint(NamedTuple):
    """One thing an author or a user asked for, as they wrote it."""

    label: str
    held: tuple[Condition, ...]
    place: Place | None = None


def minimal(constraints: Sequence[Constraint], possible: Callable[[Sequence[Constraint]], bool]) -> list[Constraint]:
    """Constraints that cannot hold together, of which any one can be dropped to make the rest possible."""
    needed = list(constraints)
    for one in constraints:
        rest = [other for other in needed if other is not one]
        if not possible(rest):
            needed = rest
    return needed


def conflict(needed: Sequence[Constraint], tried: int) -> InputError:
    """The error that names them all, at the place of the first that has one; `tried` candidates, 0 if it is proven."""
    first = next((one.place for one in needed if one.place), None)
    labels = [
        f"{one.label} ({one.place.line}:{one.place.col})" if one.place and one.place is not first else one.label
        for one in needed
    ]
    if tried:
        names = " and ".join(labels)
        return InputError(f"no values that meet {names} were found in {tried}", place=first, hint="loosen one of them")
    if len(labels) == 1:
        return InputError(f"{labels[0]} can never hold", place=first, hint="loosen it")
    names = f"{', '.join(labels[:-1])} and {labels[-1]}" if labels else "the variables"
    return InputError(f"{names} cannot hold together", place=first, hint="drop or loosen one of them")
