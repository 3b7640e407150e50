"""The assistants that ship with the simulator, by name; each is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from simulator.assistants.assistant import Assistant, Opening

EMBEDDED: Mapping[str, str] = {
    "reference": "simulator.assistants.reference:Reference",
    "baseline": "simulator.assistants.baseline:Baseline",
    "nothing": "simulator.assistants.nothing:Nothing",
}


def embedded(name: str) -> Callable[[Opening], Assistant]:
    """What opens the embedded assistant of this name."""
    module, _, found = EMBEDDED[name].partition(":")
    start: Callable[[Opening], Assistant] = getattr(import_module(module), found)
    return start
