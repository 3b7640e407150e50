"""What a mutant is: an edit of one decision of `reference`, the failure kinds it must show, and its rightful twin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.assistants.mutants.wrapper import Edit
from simulator.errors import SetupError, closest
from simulator.frozen import dataclass
from simulator.labels.failures import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A planted fault; `twin` looks alike and does nothing wrong, None where there is none."""

    edit: Edit
    expect: tuple[str, ...]
    twin: Edit | None = None


def mutant(*, expect: str | Sequence[str], twin: Edit | None = None) -> Callable[[Edit], Mutant]:
    """Makes a function (wrapper, move, reply) -> reply a mutant; `expect`: the failure kinds it must show."""
    kinds = (expect,) if isinstance(expect, str) else tuple(expect)
    for kind in kinds:
        if kind not in KINDS:
            raise SetupError(f"a mutant expects the failure kind {kind!r}", hint=closest(kind, KINDS))

    def made(edit: Edit) -> Mutant:
        return Mutant(edit=edit, expect=kinds, twin=twin)

    return made
