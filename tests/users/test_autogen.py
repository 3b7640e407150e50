"""The simulated user inside somebody's AutoGen team."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from autogen_agentchat.agents import AssistantAgent, BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.conditions import StopMessageTermination
from autogen_agentchat.messages import StopMessage, TextMessage
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core import CancellationToken
from autogen_ext.models.replay import ReplayChatCompletionClient

from simulator.draws import Draws
from simulator.personas.persona import Persona
from simulator.scenario.case import Goal, Slot
from simulator.users.autogen import UserAgent
from simulator.users.user import UserView

LINES = (
    "What is your booking reference?",
    "What is the new date?",
    "I will move booking {booking} to 2 April 2030. Is that right?",
    "Done, your booking {booking} is moved to 2 April 2030. Is there anything else?",
    "You are welcome, goodbye!",
)


def view(booking: str, mess: str = "clean") -> UserView:
    slots = {
        "booking_id": Slot(name="booking_id", value=booking, words=("booking reference",)),
        "date": Slot(name="date", value="2030-04-02", words=("new date",)),
    }
    return UserView(
        persona=Persona(name="plain"),
        backstory="",
        goals=(Goal(id="move", says=("I need to move my flight.",), slots=slots),),
        events=(),
        clock=datetime(2030, 2, 20, 9, tzinfo=UTC),
        mess=mess,
        harm=frozenset(),
        phrases={},
    )


def customer(booking: str = "ABC123", **options: Any) -> UserAgent:
    return UserAgent("customer", view=view(booking, **options), draws=Draws(booking))


class Clerk(BaseChatAgent):
    """Says its lines in turn."""

    def __init__(self, booking: str) -> None:
        super().__init__("clerk", "moves bookings")
        self.lines = [line.format(booking=booking) for line in LINES]
        self.turn = 0

    @property
    def produced_message_types(self):
        return (TextMessage,)

    async def on_messages(self, _messages, _token):
        await asyncio.sleep(0)
        self.turn += 1
        text = self.lines[min(self.turn, len(self.lines)) - 1]
        return Response(chat_message=TextMessage(content=text, source=self.name))

    async def on_reset(self, _token):
        self.turn = 0


def team_of(user: UserAgent, clerk: BaseChatAgent) -> RoundRobinGroupChat:
    return RoundRobinGroupChat([user, clerk], termination_condition=StopMessageTermination(), max_turns=40)


def said(result: Any) -> list[str]:
    return [message.content for message in result.messages if message.source == "customer"]


def tells(result: Any, booking: str) -> bool:
    """Whether the customer said a reference, however it was written."""
    return booking.lower() in re.sub(r"\W", "", "".join(said(result))).lower()


async def hear(user: UserAgent, text: str | None) -> Any:
    messages = [] if text is None else [TextMessage(content=text, source="clerk")]
    return (await user.on_messages(messages, CancellationToken())).chat_message


async def test_two_conversations_interleave_and_end_with_a_stop_message():
    names = ("ABC123", "XYZ789")
    teams = [team_of(customer(name), Clerk(name)) for name in names]
    for name, result in zip(names, await asyncio.gather(*(team.run() for team in teams)), strict=True):
        assert [tells(result, one) for one in names] == [one == name for one in names]
        last = result.messages[-1]
        assert isinstance(last, StopMessage)
        assert last.metadata == {"end": "user_done"}
        assert result.stop_reason == "Stop message received"


async def test_a_conversation_alone_is_the_same_as_one_among_others():
    alone = said(await team_of(customer(), Clerk("ABC123")).run())
    among = await asyncio.gather(*(team_of(customer(), Clerk("ABC123")).run() for _ in range(3)))
    assert [said(result) for result in among] == [alone] * 3


async def test_reset_starts_the_same_conversation_again():
    team = team_of(customer(), Clerk("ABC123"))
    first = said(await team.run())
    await team.reset()
    assert said(await team.run()) == first


async def test_the_task_of_a_team_is_not_taken_for_the_assistant():
    plain = said(await team_of(customer(), Clerk("ABC123")).run())
    assert said(await team_of(customer(), Clerk("ABC123")).run(task="Please begin.")) == plain


async def test_an_assistant_agent_of_autogen_is_answered_too():
    client = ReplayChatCompletionClient([line.format(booking="ABC123") for line in LINES] * 3)
    helper = AssistantAgent("helper", model_client=client, system_message=None)
    result = await team_of(customer(), helper).run()
    assert tells(result, "ABC123")
    assert result.messages[-1].metadata == {"end": "user_done"}


async def test_once_ended_the_user_says_nothing_more():
    user = customer()
    await hear(user, None)
    for line in LINES:
        message = await hear(user, line.format(booking="ABC123"))
    assert isinstance(message, StopMessage)
    again = await hear(user, "Are you still there?")
    assert isinstance(again, StopMessage)
    assert again.content == again.metadata["end"] == message.metadata["end"]


async def test_only_the_last_text_of_the_others_is_answered():
    one, two = customer(), customer()
    await hear(one, None)
    await hear(two, None)
    mine = TextMessage(content="I said this", source="customer")
    early = TextMessage(content="Good morning!", source="greeter")
    late = TextMessage(content=LINES[0], source="clerk")
    found = (await one.on_messages([early, late, mine], CancellationToken())).chat_message
    assert found.content == (await hear(two, LINES[0])).content


async def test_a_saved_state_goes_on_where_it_stood():
    one, two = customer(), customer()
    await hear(one, None)
    await hear(one, LINES[0])
    await two.load_state(await one.save_state())
    assert (await hear(two, LINES[1])).content == (await hear(one, LINES[1])).content


async def test_the_example_of_the_docs_page_runs(tmp_path):
    page = Path(__file__).parents[2] / "docs" / "assistants.md"
    text = page.read_text().split("```python\n# meeting.py\n")[1].split("```")[0]
    (tmp_path / "meeting.py").write_text(text)
    spec = spec_from_file_location("meeting_of_the_page", tmp_path / "meeting.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    result = await module.meet("change_flight", "0.3", Clerk("ABC123"))
    assert isinstance(result.messages[-1], StopMessage)


@pytest.mark.parametrize("mess", ["clean", "fuzz"])
async def test_a_burst_is_one_message_of_several_lines(mess):
    user = customer(mess=mess)
    message = await hear(user, None)
    assert isinstance(message, TextMessage)
    assert message.content.strip()
    assert message.source == "customer"


async def test_the_user_of_a_case_is_found_from_scenario_and_seed():
    one, two = (UserAgent.of("change_flight", seed="5.3") for _ in range(2))
    other = UserAgent.of("change_flight", seed="5.4")
    first = (await hear(one, None)).content
    assert first == (await hear(two, None)).content
    assert first != (await hear(other, None)).content
