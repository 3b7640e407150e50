"""What was asked of a run, once, as one bag: below the doors only this object is passed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from simulator.errors import InputError
from simulator.frozen import dataclass

_SEED = re.compile(r"([A-Za-z0-9_-]{1,64})(?:\.(\d{1,12}))?")
MOST = 10_000_000
STRENGTHS = (2, 3)
RUNGS = range(5)
_MESS = re.compile(r"(realistic|clean|fuzz|calibrated:[\w.-]+\([^()]*\))(\+[a-z_]+=\d+(\.\d+)?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfig:
    """Options of a run.

    `given` and `do` say who is drawn: a variable's value, or bounds of it such as {">=": 60}. `cover` (2 or 3) plays
    the cases that cover every pair or triple of `over` instead of `n` cases; `stratify` takes a variable's values in
    turn. `filter` keeps the scenarios of these names or tags. `rung` shows the tools as on these rungs of worse
    documentation, each with every case. `mess` "" leaves each scenario its own. `jobs` 0 lets the engine choose; it
    starts processes by itself only where `processes` says that the caller's main module can be imported again, as the
    command line's can. With `keep` False the results hold of a stored conversation only what a summary needs.
    `allow_code` lets worlds start that run code of their own.
    `base_url` is the server of `openai:MODEL`; a request to a model without an answer after `timeout` seconds is made
    again. `budget` bounds what the run may spend, `prices` is a table of what models cost.
    `variants` are other ways to play each case besides: "static", or one that must make no difference.
    `judges` are models that mark what counts by each scenario's rubric; with `pairs` they also compare the assistants.
    """

    paths: tuple[Any, ...]
    assistants: tuple[Any, ...] = ("reference",)
    user: Any = "agenda"
    seed: str = "0"
    n: int = 20
    trials: int = 1
    jobs: int = 0
    processes: bool = False
    keep: bool = True
    allow_code: bool = False
    mess: str = ""
    out: Path | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    do: Mapping[str, Any] = field(default_factory=dict)
    cover: int = 0
    over: tuple[str, ...] = ()
    stratify: str = ""
    filter: tuple[str, ...] = ()
    rung: tuple[int, ...] = ()
    overrides: Mapping[str, float] = field(default_factory=dict)
    base_url: str = ""
    timeout: float = 120.0
    budget: str = ""
    prices: Path | None = None
    judges: tuple[Any, ...] = ()
    pairs: bool = False
    variants: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _at_least(self.n, 1, "-n")
        _at_least(self.trials, 1, "--trials")
        if self.n * self.trials > MOST:
            raise InputError(
                f"{self.n * self.trials:,} conversations of a scenario", hint=f"at most {MOST:,} in one run"
            )
        _at_least(self.jobs, 0, "--jobs")
        if not 0 < self.timeout < float("inf"):
            raise InputError(f"--timeout is {self.timeout!r}", hint="seconds, more than 0")
        self._check_cases()
        split_seed(self.seed)
        if self.mess and not _MESS.fullmatch(self.mess):
            raise InputError(f"unknown mess profile {self.mess!r}", hint="realistic, clean, fuzz or calibrated:FILE")
        values: Mapping[str, object] = self.overrides
        for name, value in values.items():
            if not isinstance(value, int | float) or not 0 <= value < 1:
                raise InputError(f"the override of {name!r} is {value!r}", hint="a draw is a number from 0 to below 1")

    def _check_cases(self) -> None:
        for rung in self.rung:
            if rung not in RUNGS:
                raise InputError(f"--rung is {rung!r}", hint=f"a rung from {RUNGS[0]} to {RUNGS[-1]}")
        if self.cover not in (0, *STRENGTHS):
            raise InputError(f"--cover is {self.cover!r}", hint="2 covers every pair of values, 3 every triple")
        if self.cover and self.stratify:
            raise InputError(
                "--cover and --stratify do not go together", hint="covering cases are balanced by themselves"
            )
        if self.over and not self.cover:
            raise InputError("--over says what to cover", hint="give --cover 2 with it")

    def seeds(self) -> list[str]:
        """The seeds of the cases wanted, such as "0.0", "0.1" …; a seed that names a case begins there."""
        run, first = split_seed(self.seed)
        return [f"{run}.{first + index}" for index in range(self.n)]


def split_seed(seed: str) -> tuple[str, int]:
    """Run seed and first case: "5.17" is case 17 of run seed 5, "5" begins at case 0."""
    found = _SEED.fullmatch(str(seed))
    if not found:
        raise InputError(f"{seed!r} is no seed", hint="a word or number, or one with a case, such as 5.17")
    return found[1], int(found[2] or 0)


def _at_least(value: int, least: int, flag: str) -> None:
    if value < least:
        raise InputError(f"{flag} is {value!r}", hint=f"a whole number of {least} or more")
