"""`simulator phrasebook learn`, and what it writes used in a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.lookup import shipped


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    """A folder with a log, and a scenario that is worded and typed by the book learnt from it."""
    monkeypatch.chdir(tmp_path)
    turns = [{"conv": f"c{at}", "turn": turn, "text": "where is it"} for at in range(40) for turn in range(3)]
    turns += [{"conv": at, "text": f"me code is AB{at}", "slots": {"booking_id": f"AB{at}"}} for at in "12"]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(turn) + "\n" for turn in turns))
    airline = shipped() / "scenarios" / "airline"
    (tmp_path / "policy.md").write_text((airline / "policy.md").read_text())
    lines = [line for line in (airline / "refund.yaml").read_text().splitlines() if not line.startswith("mess:")]
    (tmp_path / "mine.yaml").write_text("\n".join([*lines, "phrases: book.yaml", "mess: calibrated:book.yaml", ""]))
    return tmp_path


def test_a_book_is_learnt_and_used(here: Path, capsys):
    assert main.run(["phrasebook", "learn", "log.jsonl", "--out", "book.yaml"]) == 0
    assert "1 wordings of 1 slots and acts" in capsys.readouterr().err
    assert main.run(["check", "mine.yaml"]) == 0
    assert main.run(["generate", "mine.yaml", "-n", "30", "--out", "run", "-q"]) == 0
    records = [json.loads(line) for line in (here / "run" / "records.jsonl").read_text().splitlines()]
    said = [m["content"] for record in records for m in record["messages"] if m["role"] == "user"]
    assert any("me code is" in text.lower() for text in said)
    assert sum(text[0].islower() for text in said if text[0].isalpha()) > 0.7 * len(said)
    (here / "book.yaml").unlink()
    kept = records[0]["options"]["mess"]
    assert kept.startswith("calibrated:book(lower_start=")
    assert main.run(["play", "refund", "--mess", kept]) == 0


def test_a_changed_book_is_another_scenario(here: Path):
    from simulator import load

    book = here / "book.yaml"
    style = f"style: {{slips: {{levels: {[0] * 12}, lean: 0}}}}\n"
    book.write_text(f"phrases: {{booking_id: ['code {{value}}']}}\n{style}")
    before = load("mine.yaml")
    book.write_text(f"phrases: {{booking_id: ['number {{value}}']}}\n{style}")
    assert load("mine.yaml").digest != before.digest
    assert any("number {value}" in text for text in load("mine.yaml").inputs.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("phrasebook", "learn", "none.jsonl", "--out", "b.yaml"), "none.jsonl: cannot be read"),
        (("phrasebook", "learn", "policy.md", "--out", "b.yaml"), "policy.md:1:1: no JSON"),
        (("phrasebook", "learn", "log.jsonl", "--out", "no/b.yaml"), "no/b.yaml: cannot be written"),
        (("phrasebook",), "phrasebook"),
        (("play", "refund", "--mess", "calibrated:none.yaml"), "none.yaml: cannot be read"),
        (("check", "mine.yaml"), "there is no phrasebook 'book.yaml'"),
    ],
)
def test_what_is_wrong_is_said(here: Path, capsys, words, said):
    assert main.run(list(words)) == 2
    told = capsys.readouterr()
    assert said in told.err + told.out
