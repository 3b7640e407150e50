"""A case: one seeded instance of a scenario, complete before anybody speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from simulator.frozen import dataclass
from simulator.labels.label import Labels
from simulator.personas.backstory import Fact
from simulator.personas.persona import Persona
from simulator.tools.spec import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One fact a goal needs.

    value   what is right, as JSON (dates as ISO text)
    words   ways people name it; the first is the plainest ("booking reference")
    about   what it is, in prose ("Number of seats to reserve")
    type    what its schema says: a format (date, time, date-time, email) or else a type (boolean, integer, ...)
    options the values its schema allows, where it lists them
    knows   "yes", "no", "half" (only `hint` is known) or "wrong" (`believed` is what the user takes for true)
    folds   whether capitals make no difference to the labels: people write it in their own case
    """

    name: str
    value: Any
    words: tuple[str, ...] = ()
    about: str = ""
    type: str = ""
    options: tuple[str, ...] = ()
    knows: str = "yes"
    hint: str = ""
    believed: Any = None
    folds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing the user wants; `says` are ways to open it, `volunteers` the slots told without being asked."""

    id: str
    says: tuple[str, ...]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    volunteers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something planned that changes what is right.

    act     change_goal (from now on `set` holds), correct (`set` is said first by mistake, then put right),
            withdraw (the goal is dropped)
    when    before_write (before the user agrees to anything) or after_write (after the assistant says it is done)
    """

    id: str
    act: str
    when: str
    goal: str
    set: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where a conversation is cut: user turns, tool calls, characters of one assistant text, calls in a row."""

    turns: int = 12
    calls: int = 20
    text: int = 20_000
    seconds: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One conversation to be had: who the user is, what they want, the world, and what is right.

    backstory  about the user, in the third person; `facts` says which part of it comes from which variable
    brief      the same to the user, in the second person, for a model that plays them
    hops       through how many tool results a value has to come, at most, before a call can be made with it
    """

    id: str
    scenario: str
    digest: str
    seed: str
    clock: datetime
    values: Mapping[str, Any]
    persona: Persona
    backstory: str
    facts: tuple[Fact, ...]
    brief: str
    goals: tuple[Goal, ...]
    events: tuple[Event, ...]
    labels: Labels
    policy: str
    world: Mapping[str, tuple[Mapping[str, Any], ...]]
    faults: tuple[Fault, ...]
    limits: Limits
    mess: str = "realistic"
    harm: frozenset[str] = frozenset()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overrides: Mapping[str, float] = field(default_factory=dict)
    hops: int = 0
