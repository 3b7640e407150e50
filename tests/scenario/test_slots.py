"""A slot knows what its tool's document says about the argument of its name, and what the scenario says itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.scenario.load import load

TOOLS = """
[{"type": "function", "function": {"name": "book", "description": "Books a table.", "parameters": {"type": "object",
 "properties": {"day": {"type": "string", "format": "date", "description": "Day of the\\n visit"},
                "room": {"type": "string", "enum": ["inside", "terrace"]}, "seats": {"type": "integer"}}}}}]
"""
SCENARIO = """
format: 1
name: table
tools: [tools.json]
goals:
  - says: I want a table.
    slots:
      day: "2030-03-05"
      room: terrace
      seats: {value: 4, words: [party], description: How many people come, schema: {type: integer}}
      dog: {value: true, description: Whether a dog comes along, schema: {type: boolean}}
labels: {calls: [{name: book, args: {day: "2030-03-05", room: terrace, seats: 4}}]}
"""


def test_a_slot_takes_over_what_the_document_and_the_scenario_say(tmp_path: Path) -> None:
    (tmp_path / "tools.json").write_text(TOOLS)
    (tmp_path / "table.yaml").write_text(SCENARIO)
    slots = load(tmp_path / "table.yaml").case("0.0").goals[0].slots
    assert (slots["day"].about, slots["day"].type) == ("Day of the visit", "date")
    assert slots["room"].options == ("inside", "terrace")
    assert (slots["seats"].about, slots["seats"].type) == ("How many people come", "integer")
    assert (slots["dog"].about, slots["dog"].type) == ("Whether a dog comes along", "boolean")


CARDS = """
[{"type": "function", "function": {"name": "lock", "description": "Locks a card.", "parameters": {"type": "object",
 "properties": {"card": {"type": "string"}, "owner": {"type": "string"}, "note": {"type": "string"}}}}}]
"""
LOCKS = """
format: 1
name: cards
tools: [cards.json]
variables: {card: {pattern: "K[0-9]{3}"}, owner: {choice: [Ann Moor, Bo Lund]}}
goals:
  - says: lock my card.
    slots: {card: "{card}", owner: "{owner}", note: "{card}"}
labels: {calls: [{name: lock, args: {card: {$text: "{card}"}, owner: "{owner}"}}], never: [NEVER]}
"""


@pytest.mark.parametrize(
    ("never", "free"),
    [
        ("{name: lock, args: {card: {$casefold: K1}}}", {"card", "note"}),
        ('{name: lock, args: {note: "{card}"}}', set()),
        ('{name: lock, args: {note: {$any_of: ["{card}"]}}}', set()),
        ('{name: lock, args: {note: {$text: "{owner}"}}}', {"card", "note"}),
    ],
)
def test_capitals_are_free_where_every_label_folds_them(tmp_path: Path, never: str, free: set[str]) -> None:
    (tmp_path / "cards.json").write_text(CARDS)
    (tmp_path / "cards.yaml").write_text(LOCKS.replace("NEVER", never))
    slots = load(tmp_path / "cards.yaml").case("0.0").goals[0].slots
    assert {name for name, slot in slots.items() if slot.folds} == free
