"""The mutants and twins by name, those of a user's file among them, and the signature each mutant must give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from importlib import import_module

from simulator.assistants.assistant import Opening
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.errors import InputError, SetupError, closest
from simulator.plugins import load_object

FAMILIES = ("arguments", "calls", "conduct", "dialogue", "flow", "memory", "reports", "values")


def _family(name: str) -> Mapping[str, Mutant]:
    found: Mapping[str, Mutant] = import_module(f"simulator.assistants.mutants.{name}").MUTANTS
    return found


TABLE: Mapping[str, Mutant] = dict(sorted(one for family in FAMILIES for one in _family(family).items()))
EXPECTED: Mapping[str, tuple[str, ...]] = {name: mutant.expect for name, mutant in TABLE.items()}


def names() -> tuple[str, ...]:
    """The full names of all mutants that ship; each has a twin of the same name."""
    return tuple(TABLE)


def find(name: str) -> Callable[[Opening], Wrapper]:
    """What opens the assistant behind "mutant:NAME" or "twin:NAME"; the name may be short (B04) or FILE.py:NAME."""
    kind, _, full = full_name(name).partition(":")
    mutant = mutant_of(full)
    edit = mutant.edit if kind == "mutant" else mutant.twin
    if edit is None:
        raise InputError(f"the mutant {full} has no twin", hint="give one: @mutant(expect=…, twin=FUNCTION)")
    return partial(Wrapper, edit=edit)


def mutant_of(full: str) -> Mutant:
    """The mutant of this full name, or of a user's file."""
    return _of_file(full) if ".py" in full else TABLE[full]


@lru_cache(maxsize=64)
def _of_file(spec: str) -> Mutant:
    found = load_object(spec).found
    if isinstance(found, Mutant):
        return found
    raise SetupError(f"{spec} is {type(found).__name__}, no mutant", hint="decorate it: @simulator.mutant(expect=KIND)")


def full_name(name: str) -> str:
    """The one name of a mutant or twin: "mutant:B04" is "mutant:B04_missing_call"."""
    kind, _, wanted = name.partition(":")
    if kind in ("mutant", "twin") and ".py" in wanted:
        return name
    full = next((one for one in TABLE if wanted and wanted.lower() in (one.lower(), one.split("_", 1)[0].lower())), "")
    if kind not in ("mutant", "twin") or not full:
        known = [*TABLE, *(one.split("_", 1)[0] for one in TABLE)]
        raise InputError(f"unknown {kind or 'mutant'} {wanted!r}", hint=closest(wanted, known))
    return f"{kind}:{full}"
