"""What `evaluate --static --metamorphic` prints beside the scores."""

from __future__ import annotations

import io
import json
from pathlib import Path

from simulator import api
from simulator.cli.main import run as run_words
from simulator.engine.variants.names import RELATIONS
from simulator.report.beside.tables import as_json, print_beside, static_rows
from simulator.report.page.html import page


def forgetful(messages, tools):
    """Books nothing, and says another thing for every noise."""
    return "I cannot do that."


def test_static_and_relations_stand_under_each_other():
    records = api.evaluate("cancel_ride", assistant=forgetful, n=4, variants=("", "static", *RELATIONS)).records
    file = io.StringIO()
    print_beside(records, file)
    text = " ".join(file.getvalue().split())
    assert "forgetful all 0 % 0 % [0-49] 100 % [51-100]" in text
    assert text.count("forgetful") >= 1 + len(RELATIONS)
    assert "yes" not in text
    (found,) = as_json(records)
    assert found["static"]["neither"] == 4
    assert [one["name"] for one in found["relations"]] == list(RELATIONS)


def test_each_scenario_has_a_row_where_there_are_several():
    names = ["cancel_ride", "refund"]
    records = api.evaluate(names, assistant=forgetful, n=2, variants=("", "static")).records
    assert [row[:2] for row in static_rows(records)] == [("forgetful", name) for name in ("all", *names)]


def test_nothing_is_printed_where_nothing_was_played_otherwise(make_record):
    file = io.StringIO()
    print_beside([make_record()], file)
    assert file.getvalue() == ""
    assert as_json([make_record()]) == []


def test_the_page_has_the_same_tables_and_other_ways_in_no_score():
    records = api.evaluate("cancel_ride", assistant=forgetful, n=2, variants=("", "static", "again", "noise")).records
    text = page([("run", records)])
    assert "On a fixed history" in text and "What must make no difference" in text
    assert "2 conversations, 1 scenarios" in text
    assert text.count('class="talk"') == 2


def test_the_command_line_plays_prints_and_keeps_them_out_of_exports(tmp_path, capsys):
    run, out = str(tmp_path / "run"), str(tmp_path / "train.jsonl")
    words = ["evaluate", "cancel_ride", "--assistant", "baseline", "-n", "2", "--out", run, "-q"]
    for _ in range(2):  # the second time everything is there already
        assert run_words([*words, "--static", "--metamorphic"]) == 0
        assert "only live" in capsys.readouterr().out
    assert run_words(["report", run]) == 0
    assert "beyond" in capsys.readouterr().out
    assert run_words(["report", run, "--json"]) == 0
    (ways,) = json.loads(capsys.readouterr().out)["played_otherwise"]
    assert (ways["assistant"], len(ways["relations"])) == ("baseline", len(RELATIONS))
    run_words(["export", run, "--format", "openai", "--out", out, "-q"])
    assert len(Path(out).read_text().splitlines()) <= 2
