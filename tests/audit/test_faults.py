"""Each kind of fault, planted in a record, is found, and only that; what people rightly do is none."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.audit.faults.check import faults
from simulator.audit.faults.written import may_mean

CASE = {
    "values": {"booking": "AB1234"},
    "goals": [{"id": "move", "slots": {"booking_id": "AB1234", "date": "2030-03-05", "seat": "aisle"}}],
    "events": [{"id": "later", "act": "change_goal", "when": "after_write", "set": {"date": "2030-03-06"}}],
    "labels": {"calls": [{"id": "move", "name": "move"}]},
}
DONE = ("assistant", "Your flight has been moved. Anything else I can do for you?", {})


@pytest.fixture
def talk(make_record):
    """A record of these lines, each role, text and note; values told are given as slot=text."""

    def make(*lines: tuple[str, str, dict[str, Any]], **changed: Any) -> dict[str, Any]:
        messages, notes = [], []
        for role, text, note in lines:
            told = {slot: value for slot, value in note.items() if slot in CASE["goals"][0]["slots"]}
            rest = {name: value for name, value in note.items() if name not in told}
            spans = [
                [slot, text.index(written), text.index(written) + len(written)] for slot, (_, written) in told.items()
            ]
            messages.append({"role": role, "content": text})
            notes.append(
                rest | ({"told": {slot: value for slot, (value, _) in told.items()}, "spans": spans} if told else {})
            )
        record = {"messages": messages, "notes": notes, "case": CASE}
        record["verdict"] = {"passed": True, "failures": [], "matched": {"move": 0}, "scores": {}}
        return make_record("r1", **(record | changed))

    return make


def kinds(record: dict[str, Any]) -> list[str]:
    return [fault.kind for fault in faults([record])]


OPEN = ("user", "i want to move my flight to 5 March", {"act": "open", "date": ("2030-03-05", "5 March")})
ASK = ("assistant", "Sure. What is the booking number?", {})
TELL = ("user", "ab 1234 i think", {"act": "answer", "booking_id": ("AB1234", "ab 1234")})


def test_a_fair_conversation_has_none(talk):
    change = (
        "user",
        "make it the 6th",
        {"act": "change_goal", "happened": ["later"], "date": ("2030-03-06", "the 6th")},
    )
    assert kinds(talk(OPEN, ASK, TELL, DONE, change, DONE, ("user", "thx", {"act": "thank"}))) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (("user", "it's XY9999", {"act": "answer", "booking_id": ("XY9999", "XY9999")}), "wrong value"),
        (("user", "it's AB1243", {"act": "answer", "booking_id": ("AB1234", "AB1243")}), "wrong value"),
        (("user", "my order is 998877", {"act": "answer"}), "invented value"),
        (("user", "write to me@mine.example", {"act": "answer"}), "invented value"),
        (("user", "not that", {"act": "answer", "told": {"colour": "red"}}), "invented value"),
        (("user", "How can I help you today?", {"act": "chat"}), "role flip"),
        (("user", "I want to move my flight to 5 march", {"act": "chat"}), "opener again"),
        (("user", "for 7 of us", {"act": "answer"}), "invented value"),
        (("user", "on the 12th i think", {"act": "answer"}), "invented value"),
        (("user", "any time after 16:30", {"act": "answer"}), "invented value"),
        (("user", "on friday please", {"act": "answer"}), "invented value"),
        (("user", "some time in october", {"act": "answer"}), "invented value"),
        (("user", "that one", {"act": "answer", "told": {"seat": "aisle"}}), "missing value"),
        (("user", "  ", {"act": "chat"}), "turns"),
        (("user", "ok\nAssistant: What is the booking number?", {"act": "chat"}), "turns"),
    ],
)
def test_a_planted_line_is_found(talk, line, kind):
    assert kinds(talk(OPEN, ASK, line, DONE)) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        ("user", "on tuesday, or was it the 5th of march", {"act": "answer"}),
        ("user", "it is the flight on 2030-03-05", {"act": "answer"}),
        ("user", "one moment, i have two phones here", {"act": "chat"}),
        ("user", "the fee of 75 is fine", {"act": "answer"}),
    ],
)
def test_what_the_case_or_anybody_said_before_is_not_invented(talk, line):
    assert kinds(talk(OPEN, ("assistant", "The fee is 75 euro. Which booking?", {}), line, DONE)) == []


def test_two_turns_without_an_answer_between_are_found_and_a_burst_is_none(talk):
    more = ("user", "and thanks", {"act": "thank"})
    assert kinds(talk(OPEN, ASK, TELL, more, DONE)) == ["turns"]
    assert kinds(talk(OPEN, ASK, TELL, ("user", "that one", {"act": "answer"}), DONE)) == []


def test_a_goal_that_was_never_brought_up_is_found(talk):
    goals = [*CASE["goals"], {"id": "bag", "slots": {"bags": 2}}]
    lines = [("user", OPEN[1], {**OPEN[2], "goal": "move"}), ASK, ("user", TELL[1], {**TELL[2], "goal": "move"}), DONE]
    both = CASE | {"goals": goals}
    assert kinds(talk(*lines, case=both)) == ["early stop"]
    assert kinds(talk(*lines, ("user", "and a bag", {"act": "open", "goal": "bag"}), DONE, case=both)) == []


def test_giving_up_when_all_was_just_done_is_found(talk):
    left = {"reason": "user_gave_up", "blame": "none"}
    assert kinds(talk(OPEN, ASK, TELL, DONE, ("user", "forget it", {"act": "give_up"}), end=left)) == ["early stop"]


def test_a_value_learnt_only_later_could_not_be_told_before(talk):
    hint = ("user", "ends in 34, and 5 March it is", {"act": "answer", "date": ("2030-03-05", "5 March")})
    found = ("assistant", "I found AB1234. Is it that one?", {})
    assert (
        kinds(talk(OPEN, ASK, hint, found, ("user", "AB1234", TELL[2] | {"booking_id": ("AB1234", "AB1234")}), DONE))
        == []
    )


def test_a_value_for_another_slot_is_found(talk):
    asked = ("assistant", "Which seat do you want?", {})
    seat = ("user", "aisle", {"act": "answer", "seat": ("aisle", "aisle")})
    assert kinds(talk(OPEN, asked, TELL, asked, seat, DONE)) == ["other slot"]
    assert kinds(talk(OPEN, asked, seat, DONE)) == []


def test_a_yes_to_another_code_is_found(talk):
    def back(code: str) -> tuple[str, str, dict[str, Any]]:
        return ("assistant", f"So the booking number is {code}, shall I go ahead?", {})

    yes = ("user", "yes", {"act": "affirm"})
    assert kinds(talk(OPEN, ASK, TELL, back("AB9999"), yes, DONE)) == ["wrong yes"]
    assert kinds(talk(OPEN, ASK, TELL, back("ab1234"), yes, DONE)) == []
    assert kinds(talk(OPEN, ASK, TELL, back("QQ9999"), yes, DONE)) == []
    assert (
        kinds(talk(OPEN, ASK, TELL, back("AB9999"), ("user", "no", {"act": "deny"}), back("AB1234"), yes, DONE)) == []
    )


def test_not_knowing_what_is_asked_is_no_fault(talk):
    assert kinds(talk(OPEN, ("assistant", "Which seat do you want?", {}), TELL, DONE)) == []


def test_a_contradiction_is_found_and_a_planned_change_is_none(talk):
    other = ("user", "no, the 6th", {"act": "answer", "date": ("2030-03-06", "the 6th")})
    assert kinds(talk(OPEN, DONE, other, DONE)) == ["contradiction"]
    told = ("user", "ah no", {"act": "answer", "happened": ["later"]})
    assert kinds(talk(OPEN, DONE, other, told, DONE)) == []


def test_stopping_before_anything_was_done_is_found(talk):
    nothing = {"passed": False, "failures": [], "matched": {}, "scores": {}}
    assert kinds(talk(OPEN, ASK, TELL, verdict=nothing)) == ["early stop"]
    assert kinds(talk(OPEN, ASK, TELL, DONE, verdict=nothing)) == []
    refused = {"reason": "refused", "blame": "none"}
    assert kinds(talk(OPEN, ASK, TELL, end=refused)) == ["early stop"]
    assert kinds(talk(OPEN, ASK, TELL, ("assistant", "I cannot do that.", {}), end=refused)) == []


def test_giving_up_on_a_question_one_could_answer_is_found(talk):
    left = {"reason": "user_gave_up", "blame": "assistant"}
    ask = ("assistant", "Which seat?", {})
    assert kinds(talk(OPEN, ask, end=left)) == ["early stop"]
    assert kinds(talk(OPEN, ask, ("user", "no idea", {"act": "dont_know"}), ask, end=left)) == []


def test_going_on_after_all_was_done_is_found(talk):
    more = [("user", "hm", {"act": "chat"}), ("assistant", "Yes?", {})] * 3
    assert kinds(talk(OPEN, ASK, TELL, DONE, *more)) == ["late stop"]
    burst = [("user", text, {"act": "chat"}) for text in ("great", "that was quick", "*quick")]
    assert kinds(talk(OPEN, ASK, TELL, DONE, *burst)) == []


def test_what_a_run_blamed_on_its_user_counts(talk):
    assert kinds(talk(OPEN, DONE, end={"reason": "user_fault", "blame": "user"})) == ["blamed"]


def test_a_harmed_or_misspelt_value_is_no_wrong_one(talk):
    harmed = talk(OPEN, ASK, TELL, DONE)
    harmed["messages"][2]["content"] = "ab 1243 i think"
    assert kinds(harmed) == ["wrong value"]
    harmed["notes"][2]["spans"][0].append(True)
    assert kinds(harmed) == []


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("the fifth of march", "2030-03-05", True),
        ("next tuesday", "2030-03-05", True),
        ("friday", "2030-03-05", False),
        ("05.03.", "2030-03-05", True),
        ("the 6th", "2030-03-05", False),
        ("half past three", "15:30", True),
        ("4pm", "15:30", False),
        ("twenty three", 23, True),
        ("22", 23, False),
        ("four hundred and fifty", 450, True),
        ("three thousand two hundred", 3200, True),
        ("four hundred and fifty", 460, False),
        ("two hundred and forty", 240, True),
        ("one thousand two hundred and five", 1205, True),
        ("two hundred and forty", 340, False),
        ("a couple", 2, True),
        ("jo dot k at example dot com", "jo.k@example.com", True),
        ("monday and thursdays", ["monday", "thursday"], True),
        ("monday", ["monday", "thursday"], False),
    ],
)
def test_values_are_read_in_many_forms(text, value, right):
    assert may_mean(text, value) is right
