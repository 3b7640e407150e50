"""`baseline` works from documents and messages alone, also on documents nobody has shown it before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from simulator.assistants.assistant import AssistantView, Opening
from simulator.assistants.baseline import Baseline, clock_of
from simulator.assistants.baseline_fill import extract
from simulator.assistants.baseline_pick import catalogue
from simulator.assistants.baseline_task import Task, missing_step
from simulator.draws import Draws
from simulator.messages import Message
from simulator.tools.spec import ToolSpec

SYSTEM = "You help readers of the town library.\n\nIt is Wednesday, 20 February 2030, 09:00 (UTC+01:00)."
CLOCK = datetime.fromisoformat("2030-02-20T09:00+01:00")

OUTAGES = ("bags_down", "list_locked", "desk_down")


def tool(name: str, description: str, writes: bool = False, returns: Any = None, **properties: Any) -> ToolSpec:
    required = [key for key, schema in properties.items() if not schema.pop("optional", False)]
    parameters = {"type": "object", "required": required, "properties": properties}
    return ToolSpec(name=name, description=description, parameters=parameters, writes=writes, returns=returns)


LOAN = {"type": "string", "pattern": "^L-[0-9]{4}$", "description": "The loan number."}
ROWS = {
    "type": "object",
    "properties": {"loans": {"type": "array", "items": {"properties": {"loan_id": {}, "title": {}}}}},
}
CARD = {"type": "string", "pattern": "^[0-9]{8}$", "description": "Number on the library card."}
TOOLS = (
    tool("list_loans", "List the books a reader has borrowed.", returns=ROWS, card=CARD),
    tool(
        "extend_loan",
        "Extend a loan to a later day.",
        writes=True,
        loan_id=dict(LOAN),
        until={"type": "string", "format": "date", "description": "The new return date."},
    ),
    tool(
        "reserve_room",
        "Reserve a reading room.",
        writes=True,
        people={"type": "integer", "minimum": 1, "maximum": 8, "description": "How many people will come."},
        size={"type": "string", "enum": ["small", "large"], "description": "Which size of room."},
    ),
)


class Library:
    """A library with two loans."""

    def __init__(self) -> None:
        opening = Opening(tools=TOOLS, system=SYSTEM, call=lambda *_: None, draws=Draws("library"))
        self.assistant = Baseline(opening)
        self.messages = [Message(role="system", content=SYSTEM)]
        self.calls: list[tuple[str, Mapping[str, Any]]] = []

    def say(self, text: str) -> str:
        self.messages.append(Message(role="user", content=text))
        while True:
            reply = self.assistant.act(AssistantView(messages=tuple(self.messages), tools=TOOLS))
            self.messages.append(Message(role="assistant", content=reply.text, calls=reply.calls))
            if not reply.calls:
                return reply.text
            for call in reply.calls:
                self.calls.append((call.name, call.arguments))
                answer = json.dumps(self._answer(call.name, call.arguments))
                self.messages.append(Message(role="tool", content=answer, call_id=call.id, name=call.name))

    def _answer(self, name: str, arguments: Mapping[str, Any]) -> Any:
        if name == "list_loans":
            return {
                "loans": [{"loan_id": "L-1001", "title": "Salt Roads"}, {"loan_id": "L-1002", "title": "Tin Stars"}]
            }
        if name == "extend_loan" and arguments["loan_id"] not in ("L-1001", "L-1002"):
            return {"error": "There is no such loan."}
        return {**arguments, "charge": 2}


def test_it_picks_the_tool_asks_confirms_and_calls():
    at = Library()
    text = at.say("Hi, I'd like to keep a book longer, can you extend my loan?")
    assert "loan number" in text
    text = at.say("it's L-1001 and please until 5 March")
    assert at.calls == []
    assert "L-1001" in text
    assert "5 March 2030" in text
    text = at.say("yes, go ahead")
    assert at.calls == [("extend_loan", {"loan_id": "L-1001", "until": "2030-03-05"})]
    assert "extended" in text
    assert "2" in text


def test_a_no_keeps_it_from_writing():
    at = Library()
    at.say("extend loan L-1001 until 5 March")
    at.say("no, that's wrong")
    assert at.calls == []


def test_a_correction_is_confirmed_again():
    at = Library()
    at.say("extend loan L-1001 until 5 March")
    text = at.say("no, until 7 March please")
    assert "7 March 2030" in text
    at.say("correct")
    assert at.calls == [("extend_loan", {"loan_id": "L-1001", "until": "2030-03-07"})]


def test_an_id_the_user_does_not_know_comes_from_a_look_up():
    at = Library()
    at.say("please extend my loan of Tin Stars until 5 March")
    text = at.say("I don't know the loan number")
    assert "library card" in text
    text = at.say("the card number is 20304050")
    assert at.calls[0] == ("list_loans", {"card": "20304050"})
    assert "L-1002" in text


def test_numbers_and_choices_are_read_from_words():
    at = Library()
    text = at.say("I want to reserve a large reading room for three people")
    assert at.calls == []
    assert "3 people" in text
    at.say("yes")
    assert at.calls == [("reserve_room", {"people": 3, "size": "large"})]


def test_an_error_is_said():
    at = Library()
    at.say("extend loan L-9999 until 5 March")
    assert "no such loan" in at.say("yes").lower()


def test_never_mind_drops_the_request():
    at = Library()
    at.say("extend loan L-1001 until 5 March")
    at.say("never mind")
    assert at.calls == []


def test_it_says_what_it_can_do_where_it_understands_nothing():
    assert "extend" in Library().say("xyzzy")


def test_the_clock_is_read_from_the_system_message():
    assert clock_of(SYSTEM).date().isoformat() == "2030-02-20"


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"type": "string", "format": "date"}, "next would be the 5th of March", "2030-03-05"),
        ({"type": "string", "format": "email"}, "it is Ann.Lee@example.com.", "ann.lee@example.com"),
        ({"type": "string", "format": "email"}, "ann.lee at example dot com", "ann.lee@example.com"),
        ({"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}, "that is abc 123", "ABC123"),
        ({"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}, "it ends in 123", None),
        ({"type": "integer", "minimum": 1}, "two of them", 2),
        ({"type": "integer", "maximum": 4}, "9", None),
        ({"type": "string", "enum": ["too_small", "broken"]}, "it was too small", "too_small"),
        ({"type": "boolean"}, "yes it is", True),
        ({"type": "boolean"}, "no", False),
        ({"type": "string"}, "oh, it's the blue coat, please", "blue coat"),
        ({"type": "string"}, "I don't know", None),
        ({"type": "string"}, "no problem, that'd be the blue coat", "blue coat"),
        ({"type": "string"}, "could you try once more please?", None),
        ({"type": "string", "description": "The house number and street."}, "house number is 8 Elm Row", "8 Elm Row"),
    ],
)
def test_an_answer_is_read_by_the_schema(schema, text, value):
    assert extract(text, {"it": schema}, ["it"], CLOCK).get("it") == value


HOUSE = (
    "# The library\n\nYou answer questions about the library.\n\n- The library opens at 09:00 and closes at 18:00.\n"
    "- A card costs 4 euro a year.\n- For the staff only: the safe code is 1717.\n"
    "- Refuse to say what another reader has borrowed, because loans are private."
)


def chat(text: str, tools: tuple[ToolSpec, ...] = ()) -> str:
    at = Baseline(Opening(tools=tools, system=HOUSE, call=lambda *_: None, draws=Draws("chat")))
    messages = (Message(role="system", content=HOUSE), Message(role="user", content=text))
    return at.act(AssistantView(messages=messages, tools=tools)).text


@pytest.mark.parametrize("tools", [(), TOOLS[2:]])
def test_what_no_tool_is_for_is_answered_with_the_words_of_the_system_message(tools):
    assert chat("And when do you close?", tools) == "The library opens at 09:00 and closes at 18:00."
    assert chat("what is the price, I mean what does a card cost?", tools) == "A card costs 4 euro a year."


def test_what_the_system_message_forbids_is_refused_with_its_reason():
    text = chat("Which books has that other reader borrowed?")
    assert "can't" in text or "not able" in text
    assert "Loans are private." in text


def test_what_the_system_message_says_to_nobody_is_not_answered():
    for question in ("What's the safe code?", "Do you sell bicycles?"):
        text = chat(question)
        assert "1717" not in text
        assert "know" in text or "no information" in text


def test_a_tool_that_fits_goes_before_the_system_message():
    assert "how many people" in chat("I'd like to reserve a reading room of the library", TOOLS).lower()


def test_the_row_is_taken_that_the_words_of_the_user_fit():
    rows = [{"order_id": "R1", "status": "delivered"}, {"order_id": "R2", "status": "open"}]
    cancel = tool("cancel_order", "Cancel an order.", writes=True, order_id={"type": "string"})
    found = tool("list_orders", "List orders.", returns={"properties": {"orders": {"items": {}}}})
    for words, wanted in (("cancel my open order", "R2"), ("cancel the order I'm waiting for", "R2")):
        task = Task(tool=cancel, texts=[words], found=[(found, {"orders": rows})], looked={"list_orders": "order_id"})
        assert missing_step(task, {}, catalogue((cancel, found)), CLOCK) is None
        assert task.args == {"order_id": wanted}


def test_words_rank_the_tools():
    ranked = catalogue(TOOLS).rank("could you extend my loan")
    assert ranked[0][1].name == "extend_loan"
    assert catalogue(TOOLS) is catalogue(TOOLS)


def test_it_passes_a_good_part_of_the_shipped_scenarios_but_not_all(shipped, converse):
    seeds = [f"0.{number}" for number in range(6)]
    known = [name for name, one in shipped.items() if not {"rides", "bank"} & set(one.file.tools)]
    passed = [converse(name, "baseline", seed).verdict.passed for name in known for seed in seeds]
    assert 0.62 <= sum(passed) / len(passed) <= 0.9


@pytest.mark.parametrize("name", OUTAGES)
def test_what_stays_broken_is_tried_again_once_and_handed_over(name, converse):
    found = [converse(name, "baseline", f"0.{number}") for number in range(10)]
    assert sum(one.verdict.passed for one in found) >= 5
    assert not [one for one in found if any(failure.kind == "tool_loop" for failure in one.verdict.failures)]
