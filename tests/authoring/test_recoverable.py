"""What a user does not know, half knows or has wrong is proven to be found out, or is an error at its `knows:` line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.authoring.proof import prove
from simulator.lookup import shipped

TEXT = """
name: lost
tools: [airline]
clock: 2030-04-15T16:05+02:00
variables:
  booking: {pattern: "[A-M][A-Z]{2}[2-9]{3}"}
  mailbox: {choice: [hanna, milo]}
knows:
  booking: KNOWS
world:
  bookings: [{id: "{booking}", email: "{mailbox}@example.com", fare: saver, price: 130, status: booked}]
goals:
  - id: cancel
    says: I need to cancel my flight.
    slots:
      booking_id: {value: "{booking}", words: [booking reference, reference]}
      email: {value: "{mailbox}@example.com", words: [e-mail address, email]}
labels:
  calls:
    - {id: find, name: find_bookings, args: {email: "{mailbox}@example.com"}, optional: true}
    - {id: cancel, name: cancel_booking, args: {booking_id: "{booking}"}, after: [find]}
  rules: [{confirm_before: cancel_booking}]
"""
UNKNOWN = pytest.mark.parametrize("knows", ["no", '{half: "ends in {booking|last2}"}', "{wrong: AAA222}"])


@pytest.fixture
def lost(tmp_path: Path):
    def write(knows: str, *edits: tuple[str, str]) -> Path:
        text = TEXT.replace("KNOWS", knows)
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "lost.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


FIND = '    - {id: find, name: find_bookings, args: {email: "{mailbox}@example.com"}, optional: true}\n'


@UNKNOWN
def test_a_fact_that_a_look_up_gives_is_recoverable(lost, knows: str):
    assert prove(lost(knows)) == []


@UNKNOWN
def test_without_the_look_up_it_is_an_error_at_its_line_that_names_the_slot_and_a_way(lost, knows: str):
    (problem,) = prove(lost(knows, (FIND, ""), (", after: [find]", "")))
    assert problem.place.line == 9
    assert "booking (slot booking_id)" in problem.message
    assert "cancel_booking cannot be made" in problem.message
    assert "find_bookings takes email" in problem.hint


def test_a_look_up_that_finds_nothing_in_this_world_is_an_error(lost):
    (problem,) = prove(lost("no", ('email: "{mailbox}@example.com", fare', "email: x@example.com, fare")))
    assert problem.place.line == 9
    assert "find_bookings shows it only where a row" in problem.hint


@pytest.mark.parametrize("outcome", ["asked", "handed_over"])
def test_where_the_label_is_to_ask_or_to_hand_over_nothing_has_to_be_found(lost, outcome: str):
    cut = TEXT[TEXT.index("  calls:\n") : TEXT.index("  rules:")]
    problems = prove(lost("no", (cut, ""), ("  rules: [{confirm_before: cancel_booking}]", f"  outcome: {outcome}")))
    assert not [problem for problem in problems if problem.place.line == 9]


def test_a_known_fact_needs_no_proof(lost):
    assert prove(lost("yes", (FIND, ""), (", after: [find]", ""))) == []


@pytest.mark.parametrize(
    "name", ["lost_reference", "move_visit", "change_flight", "forgotten_number", "collect_parcel"]
)
def test_shipped_scenarios_with_unknown_facts_are_proven(name: str):
    (path,) = (shipped() / "scenarios").glob(f"*/{name}.yaml")
    assert prove(path) == []


@pytest.mark.parametrize(
    ("value", "said"), [("huge", "which the document does not allow"), ("large", "the user asks for")]
)
def test_a_label_no_call_can_meet_is_shown_at_its_own_line(value, said, tmp_path):
    tool = {
        "name": "send_parcel",
        "description": "Send a parcel",
        "inputSchema": {
            "type": "object",
            "required": ["size"],
            "properties": {"size": {"type": "string", "enum": ["small", "large"]}},
        },
    }
    (tmp_path / "tools.json").write_text(json.dumps({"tools": [tool]}))
    page = tmp_path / "parcel.yaml"
    page.write_text(
        "format: 1\nname: parcel\ntools: [tools.json]\nclock: 2030-01-01T09:00+00:00\n"
        "variables: {size: {choice: [small]}}\n"
        'goals: [{says: ["I want to send a parcel."], slots: {size: "{size}"}}]\nlabels:\n  calls:\n'
        f"    - name: send_parcel\n      args:\n        size: {value}\n"
    )
    (problem, *_) = prove(page)
    assert problem.place is not None
    assert problem.place.line == 11
    assert said in problem.message
