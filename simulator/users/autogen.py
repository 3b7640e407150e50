"""The simulated user as an AutoGen agent, for anybody's team: put it beside your assistant and run the team.

It opens the conversation, answers what the others said last, and ends with a `StopMessage`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import BaseChatMessage, StopMessage, TextMessage
from autogen_core import CancellationToken

from simulator.draws import Draws
from simulator.noise.book import resolved
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.users.load import open_user
from simulator.users.user import UserTurn, UserView, view_of


class UserAgent(BaseChatAgent):
    """One simulated user; `name` is its name in the team, `user` the kind of user behind it."""

    def __init__(
        self,
        name: str = "user",
        *,
        view: UserView,
        draws: Draws,
        user: str = "agenda",
        description: str = "A person who wants something from the assistant.",
    ) -> None:
        super().__init__(name, description)
        self._view, self._draws, self._kind = view, draws, user
        self._start_over()

    @classmethod
    def of(cls, scenario: str | Path | Scenario, *, seed: str = "0.0", mess: str = "", name: str = "user") -> UserAgent:
        """The user of one case of a scenario; the same seed gives the same person, goal and wording."""
        loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
        view = view_of(loaded.case(seed), resolved(mess))
        return cls(name, view=view, draws=loaded.talk_draws(seed).at("user"))

    @property
    def produced_message_types(self) -> Sequence[type[BaseChatMessage]]:
        return (TextMessage, StopMessage)

    async def on_messages(
        self,
        messages: Sequence[BaseChatMessage],
        cancellation_token: CancellationToken,  # noqa: ARG002 - nothing here waits
    ) -> Response:
        """The user's next turn: a burst is one message of several lines."""
        heard = [message.to_text() for message in messages if message.source != self.name]
        turn = self._answer(heard[-1] if heard else "")
        text = "\n".join(message.content for message in turn.messages)
        if turn.end:
            told = {"end": turn.end}
            return Response(chat_message=StopMessage(content=text or turn.end, source=self.name, metadata=told))
        return Response(chat_message=TextMessage(content=text, source=self.name))

    async def on_reset(self, cancellation_token: CancellationToken) -> None:  # noqa: ARG002
        """The same user starts the same conversation again."""
        self._start_over()

    async def save_state(self) -> Mapping[str, Any]:
        """What the user has heard: with its draws that is all there is to it."""
        return {"type": "UserAgentState", "heard": list(self._heard)}

    async def load_state(self, state: Mapping[str, Any]) -> None:
        """Brings the user to where it stood, by hearing the same again."""
        self._start_over()
        for text in state["heard"]:
            self._answer(text)

    def _start_over(self) -> None:
        self._user = open_user(self._kind, self._view, self._draws)
        self._heard: list[str] = []
        self._ended = UserTurn()

    def _answer(self, text: str) -> UserTurn:
        if self._ended.end:
            return UserTurn(end=self._ended.end)
        # What was said before the user's first word is a greeting or the task the team was started with.
        turn = self._user.act(self._user.read(text) if self._heard else None)
        self._heard.append(text)
        if turn.end:
            self._ended = turn
        return turn
