"""`reference` is right and honest: it knows the calls, but says and sends only what somebody told it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from simulator.assistants.assistant import AssistantView, Opening, PlanView
from simulator.assistants.reference import Reference
from simulator.draws import Draws
from simulator.labels.label import CallLabel, Labels, Outcome, Rule, Said
from simulator.messages import Message
from simulator.tools.spec import ToolSpec
from simulator.values.mention import mentions

CLOCK = datetime.fromisoformat("2030-02-20T09:00+01:00")
POLICY = "# Desk\n\n- Refuse to move a saver ticket, because saver tickets cannot be changed.\n- Moving costs 75 euro."
ID = {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$", "description": "The booking reference."}
DAY = {"type": "string", "format": "date", "description": "The new day of the flight."}
LOOK = ToolSpec(
    name="get_booking",
    description="Get one booking.",
    parameters={"type": "object", "required": ["booking_id"], "properties": {"booking_id": ID}},
)
MOVE = ToolSpec(
    name="move_booking",
    description="Move a booking to another day.",
    writes=True,
    parameters={"type": "object", "required": ["booking_id", "date"], "properties": {"booking_id": ID, "date": DAY}},
    returns={"type": "object", "properties": {"fee": {"type": "integer", "description": "The fee in euro."}}},
)
LOOK_LABEL = CallLabel(id="look", name="get_booking", args={"booking_id": "ABC123"}, optional=True)
MOVE_LABEL = CallLabel(
    id="move", name="move_booking", args={"booking_id": "ABC123", "date": "2030-03-05"}, after=("look",)
)
MOVED = re.compile(r"(?:has been|I have(?: now)?) moved")
RULE = Rule(kind="confirm_before", tool="move_booking")


class Desk:
    """A desk with one booking; `answers` are given instead of the world's own, first come first served."""

    def __init__(self, labels: Labels, **changed: Any) -> None:
        self.labels, self.told, self.date = labels, dict[str, Any](), "2030-03-01"
        self.answers: list[Any] = changed.get("answers", [])
        self.lands: bool = changed.get("lands", False)
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        plan = PlanView(
            labels=labels,
            active=lambda: self.labels,
            clock=CLOCK,
            policy=POLICY,
            goals={"goal1": ("booking_id", "date")},
            told=lambda: self.told,
        )
        draws = Draws("desk", changed.get("overrides"))
        self.tools = (LOOK, MOVE)
        self.assistant = Reference(
            Opening(tools=self.tools, system=POLICY, call=lambda *_: None, draws=draws, plan=plan)
        )
        self.messages = [Message(role="system", content=POLICY)]

    def say(self, text: str, **told: Any) -> str:
        self.told.update(told)
        self.messages.append(Message(role="user", content=text))
        while True:
            reply = self.assistant.act(AssistantView(messages=tuple(self.messages), tools=self.tools))
            self.messages.append(Message(role="assistant", content=reply.text, calls=reply.calls))
            if not reply.calls:
                return reply.text
            for call in reply.calls:
                self.calls.append((call.name, call.arguments))
                answer = self._answer(call.name, call.arguments)
                self.messages.append(Message(role="tool", content=answer, call_id=call.id, name=call.name))

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> str:
        if name == "move_booking" and self.answers:
            if self.lands:
                self.date = arguments["date"]
            return self.answers.pop(0)
        if name == "move_booking":
            self.date = arguments["date"]
            return f'{{"booking_id": "ABC123", "date": "{self.date}", "fee": 75}}'
        return f'{{"booking_id": "ABC123", "date": "{self.date}"}}'

    @property
    def writes(self) -> list[Mapping[str, Any]]:
        return [arguments for name, arguments in self.calls if name == "move_booking"]


def desk(*rules: Rule, **changed: Any) -> Desk:
    return Desk(Labels(calls=(LOOK_LABEL, MOVE_LABEL), rules=rules, say=(Said(text="75"),)), **changed)


def test_it_asks_for_what_it_was_not_told_although_it_knows_it():
    at = desk()
    text = at.say("I want to move my flight")
    assert "booking reference" in text
    assert "day of the flight" in text
    assert at.calls == []


def test_it_looks_up_before_it_asks_for_the_rest():
    at = desk()
    text = at.say("Move ABC123 please", booking_id="ABC123")
    assert at.calls == [("get_booking", {"booking_id": "ABC123"})]
    assert "day of the flight" in text
    assert "reference" not in text


def test_it_writes_only_after_the_user_agreed_to_every_value():
    at = desk(RULE)
    text = at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    assert "ABC123" in text
    assert "5 March 2030" in text
    assert text.endswith("?")
    assert at.writes == []
    text = at.say("yes please")
    assert at.writes == [{"booking_id": "ABC123", "date": "2030-03-05"}]
    assert MOVED.search(text)
    assert mentions("75", text, CLOCK)


@pytest.mark.parametrize("answer", ["no", "hold on, not yet", "that's wrong", "I'm trying to move my flight please"])
def test_it_does_not_write_without_a_yes(answer):
    at = desk(RULE)
    at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    at.say(answer)
    assert at.writes == []


def test_a_wrong_value_is_read_back_and_put_right():
    at = desk(RULE)
    text = at.say("Move ABC123 to 6 March", booking_id="ABC123", date="2030-03-06")
    assert "6 March 2030" in text
    text = at.say("sorry, I meant the 5th of March", date="2030-03-05")
    assert "5 March 2030" in text
    assert at.writes == []
    at.say("yes, go ahead")
    assert at.writes == [{"booking_id": "ABC123", "date": "2030-03-05"}]


def test_agreeing_to_a_wrong_value_does_not_make_it_right():
    at = desk(RULE)
    at.say("Move ABC123 to 6 March", booking_id="ABC123", date="2030-03-06")
    at.say("yes")
    assert at.writes == []


def test_without_a_rule_it_writes_at_once():
    at = desk()
    at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    assert len(at.writes) == 1


def test_a_write_that_timed_out_is_looked_up_and_not_repeated_where_it_landed():
    at = desk(answers=['{"error": "The request timed out."}'], lands=True)
    text = at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    assert [name for name, _ in at.calls] == ["get_booking", "move_booking", "get_booking"]
    assert MOVED.search(text)


def test_a_write_that_timed_out_is_repeated_where_it_did_not_land():
    at = desk(answers=['{"error": "The request timed out."}'])
    text = at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    assert [name for name, _ in at.calls] == ["get_booking", "move_booking", "get_booking", "move_booking"]
    assert MOVED.search(text)


def test_a_busy_tool_is_tried_once_more_and_then_it_says_so():
    at = desk(answers=['{"error": "busy, try again"}'] * 2)
    text = at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    assert len(at.writes) == 2
    assert not MOVED.search(text)
    assert text.endswith("?")
    assert MOVED.search(at.say("yes, try again"))


def test_a_refusal_gives_the_reason_of_the_policy():
    labels = Labels(calls=(LOOK_LABEL,), never=(MOVE_LABEL,), outcome=(Outcome(name="refused"),))
    at = Desk(labels)
    text = at.say("Move my saver ticket ABC123", booking_id="ABC123", date="2030-03-05")
    assert at.calls == [("get_booking", {"booking_id": "ABC123"})]
    assert "can't" in text or "not able" in text
    assert "saver tickets cannot be changed" in text.lower()
    assert "saver tickets cannot be changed" in at.say("Please make an exception!").lower()


def test_a_withdrawn_goal_is_left_alone():
    at = desk(RULE)
    at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    happened = CallLabel(id="move", name="move_booking", args=MOVE_LABEL.args, when="not happened(off)")
    at.assistant.book.plan = PlanView(labels=Labels(calls=(happened,)), active=Labels, clock=CLOCK, policy=POLICY)
    at.labels = Labels(calls=(LOOK_LABEL,))
    at.say("forget it, I will keep the flight")
    assert at.writes == []


MUSEUM = (
    "- Say the price and the closing time.\n- An adult ticket costs 14 euro on weekdays and 18 euro on weekends.\n"
    "- On weekdays the museum closes at 17:00.\n- On weekends the museum closes at 20:00.\n"
    "- The concert at 20:00 is for members.\n- Tickets are not sold in this chat."
)


class Chat:
    """A museum's chat without tools: a visitor on a weekend asks for the price, then for the closing time."""

    def __init__(self, *values: Any, policy: str = MUSEUM) -> None:
        labels = Labels(say=tuple(Said(text=value) for value in values))
        self.told: dict[str, Any] = {}
        plan = PlanView(
            labels=labels,
            active=lambda: labels,
            clock=CLOCK,
            policy=policy,
            goals={"price": ("ticket", "day"), "hours": ("day",)},
            told=lambda: self.told,
        )
        opening = Opening(tools=(), system=policy, call=lambda *_: None, draws=Draws("chat"), plan=plan)
        self.assistant = Reference(opening)
        self.messages = [Message(role="system", content=policy)]

    def say(self, text: str, **told: Any) -> str:
        self.told.update(told)
        self.messages.append(Message(role="user", content=text))
        reply = self.assistant.act(AssistantView(messages=tuple(self.messages), tools=()))
        self.messages.append(Message(role="assistant", content=reply.text))
        return reply.text


def test_each_question_is_answered_with_the_sentence_that_holds_its_own_value():
    at = Chat(18, "20:00")
    text = at.say("How much is an adult ticket on a weekend?", ticket="adult", day="weekend")
    assert text == "An adult ticket costs 14 euro on weekdays and 18 euro on weekends."
    assert at.say("And when do you close?") == "On weekends the museum closes at 20:00."


def test_nothing_else_is_recited_once_all_is_said():
    at = Chat(18, "20:00")
    at.say("How much is an adult ticket on a weekend?", ticket="adult", day="weekend")
    at.say("And when do you close?")
    assert at.say("When do you close?") == "On weekends the museum closes at 20:00."
    for text in ("Are there tickets for the concert on weekdays?", "And what of members?", "ok, thanks"):
        answer = at.say(text)
        assert "17:00" not in answer
        assert "chat" not in answer
        assert "members" not in answer


def test_a_value_that_is_left_is_said_with_the_last_goal():
    at = Chat(18, "20:00")
    at.say("hi there")
    assert mentions("20:00", at.say("when do you close", day="weekend"), CLOCK)
    assert all(any(mentions(value, m.content, CLOCK) for m in at.messages[1:]) for value in (18, "20:00"))


def test_without_values_to_say_the_nearest_sentence_of_the_policy_answers():
    at = Chat()
    assert at.say("How much is an adult ticket?").startswith("An adult ticket costs")


def test_handing_over_is_said():
    at = Desk(Labels(outcome=(Outcome(name="handed_over"),)))
    assert "colleague" in at.say("I want to speak to a human")


def test_a_changed_mind_after_the_write_is_confirmed_anew():
    at = desk(RULE)
    at.say("Move ABC123 to 5 March", booking_id="ABC123", date="2030-03-05")
    at.say("yes")
    again = CallLabel(id="again", name="move_booking", args={"booking_id": "ABC123", "date": "2030-03-07"})
    at.labels = Labels(calls=(LOOK_LABEL, MOVE_LABEL, again), rules=(RULE,))
    assert "7 March 2030" in at.say("actually the 7th of March would be better", date="2030-03-07")
    at.say("yes")
    assert [arguments["date"] for arguments in at.writes] == ["2030-03-05", "2030-03-07"]


def test_zero_draws_give_the_plainest_words():
    class Zero(dict[str, float]):
        def get(self, _name: str, _default: Any = None) -> float:
            return 0.0

    text = desk(overrides=Zero(all=0.0)).say("hello")
    assert text == "What is the booking reference? And which date would you like as the new day of the flight?"


SEEDS = tuple(f"0.{number}" for number in range(12))


@pytest.mark.parametrize("seed", SEEDS)
def test_reference_passes_every_shipped_scenario(shipped, converse, seed):
    failed = {
        name: found.failures for name in shipped if not (found := converse(name, "reference", seed).verdict).passed
    }
    assert failed == {}


def test_no_argument_of_the_reference_is_ungrounded(shipped, converse):
    for name, scenario in shipped.items():
        for seed in SEEDS[:4]:
            found = converse(name, "reference", seed)
            slots = {slot for goal in found.case.goals for slot in goal.slots}
            for made in found.trajectory.calls:
                schemas = scenario.toolset.tools[made.call.name].properties
                said = "\n".join(m.content for m in found.trajectory.messages[: made.at] if m.role != "assistant")
                told = [value for note in found.trajectory.notes[: made.at] for value in note.told.items()]
                for argument, value in (made.call.arguments or {}).items():
                    chosen = argument not in slots and (isinstance(value, bool) or "enum" in schemas[argument])
                    assert chosen or (argument, value) in told or mentions(value, said, found.case.clock), (
                        name,
                        argument,
                    )


def test_texts_vary_and_hold_no_schema_talk(shipped, converse):
    questions = set()
    for seed in SEEDS:
        messages = converse("change_flight", "reference", seed).trajectory.messages
        texts = [message.content for message in messages if message.role == "assistant" and message.content]
        questions.add(texts[0])
        assert not any("_" in text or "{" in text for text in texts)
    assert len(questions) > len(SEEDS) // 2
