"""Goals, views and scripted assistants for the tests of users."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.draws import Draws
from simulator.messages import Reading
from simulator.personas.library import find_persona
from simulator.scenario.case import Event, Goal, Slot
from simulator.users.load import open_user
from simulator.users.user import UserTurn, UserView

CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)


def goal(id: str, says: str, volunteers: tuple[str, ...] = (), **values: Any) -> Goal:
    slots = {name: value if isinstance(value, Slot) else Slot(name=name, value=value) for name, value in values.items()}
    return Goal(id=id, says=(says,), slots=slots, volunteers=volunteers)


MOVE = goal("move", "I need to move my flight.", ("date",), booking_id="KLM482", date="2030-03-05", seats=2)
BACK = goal("back", "I want to return the blue jacket.", ("reason",), order="A-10233", reason="too small")


@pytest.fixture
def move() -> Goal:
    return MOVE


@pytest.fixture
def back() -> Goal:
    return BACK


@pytest.fixture
def make_goal() -> Callable[..., Goal]:
    return goal


class Talk:
    """A user played against readings, as if an assistant had been understood so."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.turns: list[UserTurn] = []

    def hears(self, *readings: Reading | None) -> UserTurn:
        for reading in readings:
            self.turns.append(self.user.act(reading))
        return self.turns[-1]

    @property
    def act(self) -> str:
        notes = self.turns[-1].notes
        return notes[-1].act if notes else ""

    @property
    def told(self) -> dict[str, Any]:
        return {name: value for note in self.turns[-1].notes for name, value in note.told.items()}

    @property
    def happened(self) -> list[str]:
        return [event for note in self.turns[-1].notes for event in note.happened]

    @property
    def text(self) -> str:
        return " ".join(message.content for message in self.turns[-1].messages)

    @property
    def end(self) -> str:
        return self.turns[-1].end

    def until_end(self, answer: Callable[[UserTurn], Reading], most: int = 40) -> str:
        turn = self.hears(None)
        while not turn.end and len(self.turns) < most:
            turn = self.hears(answer(turn))
        return turn.end


@pytest.fixture
def talk() -> Callable[..., Talk]:
    def opened(
        *goals: Goal,
        persona: str = "plain",
        events: Iterable[Event] = (),
        mess: str = "clean",
        seed: str = "1",
        phrases: dict[str, tuple[str, ...]] | None = None,
    ) -> Talk:
        view = UserView(
            persona=find_persona(persona),
            backstory="",
            goals=goals or (MOVE,),
            events=tuple(events),
            clock=CLOCK,
            mess=mess,
            harm=frozenset(),
            phrases=phrases or {},
        )
        return Talk(open_user("agenda", view, Draws(seed)))

    return opened
