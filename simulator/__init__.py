"""Simulated people talk to an assistant that calls tools, and every call is checked.

What `__all__` lists is public, the rest may change. Importing this loads nothing else: each name is found on first use.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.api import evaluate as evaluate
    from simulator.api import evaluate_async as evaluate_async
    from simulator.api import fuzz as fuzz
    from simulator.api import fuzz_async as fuzz_async
    from simulator.api import generate as generate
    from simulator.api import generate_async as generate_async
    from simulator.api import grade as grade
    from simulator.api import grade_async as grade_async
    from simulator.api import load as load
    from simulator.api import load_async as load_async
    from simulator.api import play as play
    from simulator.api import play_async as play_async
    from simulator.api import sample as sample
    from simulator.api import sample_async as sample_async
    from simulator.assistants.mutants.mutant import mutant as mutant
    from simulator.errors import InputError as InputError
    from simulator.errors import SetupError as SetupError
    from simulator.errors import SimulatorError as SimulatorError
    from simulator.tools.formats.read import read_tools as read_tools
    from simulator.users.autogen import UserAgent as UserAgent

__version__ = "0.1.0"

_VERBS = ("evaluate", "fuzz", "generate", "grade", "load", "play", "sample")
_HOMES = {
    **{name: "simulator.api" for verb in _VERBS for name in (verb, f"{verb}_async")},
    "InputError": "simulator.errors",
    "SetupError": "simulator.errors",
    "SimulatorError": "simulator.errors",
    "mutant": "simulator.assistants.mutants.mutant",
    "read_tools": "simulator.tools.formats.read",
    "UserAgent": "simulator.users.autogen",
}

__all__ = [
    "InputError",
    "SetupError",
    "SimulatorError",
    "UserAgent",
    "__version__",
    "evaluate",
    "evaluate_async",
    "fuzz",
    "fuzz_async",
    "generate",
    "generate_async",
    "grade",
    "grade_async",
    "load",
    "load_async",
    "mutant",
    "play",
    "play_async",
    "read_tools",
    "sample",
    "sample_async",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """Keeps `simulator.fuzz` the function: importing the room of that name would bind the room here."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
