"""A user worded by a model: code decides what is said and whether it may stop, the model says it in a person's voice.

Each wording is checked before it is delivered: every value it owes stands in it, nothing is invented, it says yes and
no where the agenda does, it does not speak as the assistant or about its task. Twice it is asked again with the reason,
then the grammar's wording is used and counted. The noise of the person's typing comes after it, as for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from simulator.draws import Draws
from simulator.frozen import replace
from simulator.messages import Message, Reading
from simulator.models.budget import OverBudget
from simulator.models.model import Model, ModelError, ModelReply, Request, Usage
from simulator.prompts.prompt import fenced, prompt
from simulator.users.embedded import EmbeddedUser
from simulator.users.speech.brief import Brief
from simulator.users.speech.sense import astray
from simulator.users.speech.spoken import SAID
from simulator.users.speech.tidy import tidied
from simulator.users.user import UserTurn, UserView

MAX_TOKENS = 2_000
HEARD = 8
"""Turns of the conversation that a model is shown."""


class WordedUser:
    """One user in one conversation, worded by a model."""

    def __init__(self, view: UserView, draws: Draws, model: Model) -> None:
        self._user = EmbeddedUser(view, draws, _silence, sense=astray)
        self._model = model
        self._view = view

    def read(self, text: str) -> Reading:
        """As the embedded user."""
        return self._user.read(text)

    def act(self, reading: Reading | None) -> UserTurn:
        """The next turn in the grammar's words, where nobody can wait."""
        return self._user.act(reading)

    async def turn(self, reading: Reading | None) -> UserTurn:
        """The next turn in the model's words; a model that cannot be asked is a fault of the infrastructure."""
        acting = self._user.acting(reading)
        used, calls = Usage(), 0
        try:
            brief = next(acting)
            while True:
                reply = await self._complete(brief)
                used, calls = used.plus(reply.usage), calls + 1
                brief = acting.send(tidied(reply.text, brief.plain))
        except StopIteration as done:
            turn: UserTurn = done.value
            fallbacks = sum(bool(note.stand_in) for note in turn.notes[:1])
            return replace(turn, usage=_counted(used, calls, fallbacks))

    async def _complete(self, brief: Brief) -> ModelReply:
        try:
            return await self._model.complete(request(brief, self._view))
        except OverBudget:
            raise
        except ModelError as fault:
            raise ModelError(f"the user's words: {fault.message}", infrastructure=True) from fault


def request(brief: Brief, view: UserView) -> Request:
    """What the model is asked to word a brief."""
    persona = view.persona
    values = [fact.text for deed in brief.deeds for fact in deed.facts if fact.how in SAID]
    system = prompt("user").filled(
        person=described(persona.about, persona.traits),
        about=brief.about or "nothing more than they want",
        plain=brief.plain,
        values=", ".join(f"[{text}]" for text in values) or "(none)",
        conversation=fenced({"conversation": "\n".join(f"{line.role}: {line.text}" for line in brief.said[-HEARD:])}),
    )
    asked = f"Their message was not right: {brief.wrong}. Write it again." if brief.wrong else "Write their message."
    return Request(system=system, messages=(Message(role="user", content=asked),), max_tokens=MAX_TOKENS)


def described(about: str, traits: Mapping[str, str]) -> str:
    """A person in one line."""
    said = ", ".join(f"{name} {level}" for name, level in traits.items())
    return f"{about} ({said})" if said else about


def _silence(_: Brief) -> str:
    """Nothing: the grammar speaks where nobody can wait for the model."""
    return ""


def _counted(used: Usage, calls: int, fallbacks: int) -> dict[str, int]:
    spent = {"model_calls": calls, "fallbacks": fallbacks, **asdict(used)}
    return {f"user_{name}": count for name, count in spent.items() if count}
