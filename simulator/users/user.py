"""What a simulated user sees and says; the engine talks to any user through `User`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from simulator.frozen import dataclass
from simulator.messages import Message, Note, Reading
from simulator.personas.persona import Persona
from simulator.scenario.case import Case, Event, Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    """All a user may know: who they are and what they want, never tools, labels or the world.

    `backstory` is about them, `brief` says the same to them.
    """

    persona: Persona
    backstory: str
    brief: str = ""
    goals: tuple[Goal, ...]
    events: tuple[Event, ...]
    clock: datetime
    mess: str
    harm: frozenset[str]
    phrases: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class UserTurn:
    """One user turn: one or several messages (a burst) with their notes; or, with `end`, silence and why.

    `end` is an end reason of the closed list: user_done, user_gave_up, refused, or user_fault. A turn may carry
    messages and an end: a last word that the assistant does not answer. `usage` counts what wording it took.
    """

    messages: tuple[Message, ...] = ()
    notes: tuple[Note, ...] = ()
    end: str = ""
    detail: str = ""
    usage: Mapping[str, int] = MappingProxyType({})


class User(Protocol):
    """One user in one conversation; one that must be waited for has also `turn`, awaited in place of `act`."""

    def read(self, text: str) -> Reading:
        """What the user understands from the assistant's text; changes nothing."""
        ...

    def act(self, reading: Reading | None) -> UserTurn:
        """The next turn, given the reading of what the assistant said last (None at the start)."""
        ...


def view_of(case: Case, mess: str = "") -> UserView:
    """The user's side of a case."""
    return UserView(
        persona=case.persona,
        backstory=case.backstory,
        brief=case.brief,
        goals=case.goals,
        events=case.events,
        clock=case.clock,
        mess=mess or case.mess,
        harm=case.harm,
        phrases=dict(case.phrases),
    )
