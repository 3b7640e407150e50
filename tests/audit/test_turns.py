"""Turns come from records, or from a file whose faults are told with their place."""

from __future__ import annotations

import pytest

from simulator.audit.turns import Spoken, of_file, of_records
from simulator.errors import InputError


def test_bursts_of_a_record_are_seen(make_record):
    record = make_record("r1")
    record["messages"] = [
        {"role": "system", "content": "rules"},
        {"role": "user", "content": "hi"},
        {"role": "user", "content": "one more"},
        {"role": "assistant", "content": "Yes?"},
        {"role": "user", "content": "bye"},
    ]
    assert of_records([record]) == [
        Spoken(conv="r1", turn=0, text="hi"),
        Spoken(conv="r1", turn=1, text="one more", burst=True),
        Spoken(conv="r1", turn=2, text="bye"),
    ]


def test_turns_of_a_file_stand_in_their_order(tmp_path):
    file = tmp_path / "real.jsonl"
    file.write_text(
        '{"conv": "a", "turn": 7, "text": "second"}\n\n{"conv": 3, "text": "alone"}\n'
        '{"conv": "a", "turn": 2, "text": "first", "burst": 1}\n{"conv": "a", "turn": 9, "text": " "}'
    )
    assert of_file(file) == [
        Spoken(conv="a", turn=0, text="first", burst=True),
        Spoken(conv="a", turn=1, text="second"),
        Spoken(conv="3", turn=0, text="alone"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "hi"}', ":2:1: `conv` is missing"),
        ('{"conv": "a"}', ":2:1: `text` is missing"),
        ('{"conv": "a", "text": 5}', ":2:1: `text` is 5"),
        ('{"conv": "a", "text": "x", "turn": "one"}', ":2:1: `turn` is 'one'"),
        ('["a"]', ":2:1: no JSON object"),
        ('{"conv": "a", ', ":2:15: no JSON"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path, line, problem):
    file = tmp_path / "real.jsonl"
    file.write_text('{"conv": "a", "text": "fine"}\n' + line + "\n")
    with pytest.raises(InputError) as wrong:
        of_file(file)
    assert problem in str(wrong.value)


def test_an_empty_or_missing_file_is_told(tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="no turn"):
        of_file(tmp_path / "empty.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        of_file(tmp_path / "none.jsonl")
