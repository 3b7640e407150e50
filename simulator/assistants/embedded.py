"""The assistants that ship with the simulator, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.assistants.assistant import Assistant, Opening
from simulator.assistants.baseline import Baseline
from simulator.assistants.nothing import Nothing
from simulator.assistants.reference import Reference

EMBEDDED: Mapping[str, Callable[[Opening], Assistant]] = {
    "reference": Reference,
    "baseline": Baseline,
    "nothing": Nothing,
}
