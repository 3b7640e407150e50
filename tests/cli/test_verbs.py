"""Each verb as a newcomer uses it."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.lookup import shipped, shipped_scenarios

Command = Callable[..., subprocess.CompletedProcess[str]]

AGENT = '''
def reply(messages, tools):
    """An assistant of a few lines."""
    said = " ".join(m["content"] for m in messages if m["role"] == "user")
    codes = [word for word in said.replace(",", " ").split() if any(c.isdigit() for c in word)]
    if messages[-1]["role"] == "tool":
        return "Here it is: " + messages[-1]["content"]
    if codes:
        call = {"name": "get_order", "arguments": {"order_id": codes[-1].upper()}}
        return {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": call}]}
    return "What is the order number?"
'''


@pytest.mark.parametrize("name", [path.stem for path in shipped_scenarios()])
def test_play_prints_a_conversation_and_its_verdict(name: str, command: Command):
    done = command("play", name, "--seed", "3")
    assert done.returncode == 0, done.stdout
    assert "verdict  passed" in done.stdout
    assert done.stderr == ""


def test_play_as_json_is_one_record(command: Command):
    done = command("play", "change_flight", "--json", "--assistant", "nothing")
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"]["passed"] is False


def test_check_proves_every_shipped_scenario(command: Command):
    done = command("check", str(shipped() / "scenarios"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": proven on ") == len(shipped_scenarios())


def test_check_reads_tools_folders(command: Command):
    done = command("check", str(shipped() / "tools_specs" / "airline"), "--json")
    assert done.returncode == 0
    assert "tools" in json.loads(done.stdout)["about"]


def test_an_assistant_in_a_file_is_evaluated_reported_and_written_for_ci(command: Command, tmp_path: Path):
    (tmp_path / "mine.py").write_text(AGENT)
    words = (
        "evaluate",
        "return_item",
        "--assistant",
        "mine.py:reply",
        "--assistant",
        "baseline",
        "-n",
        "4",
        "--out",
        "run",
    )
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert "mine.py:reply" in done.stdout
    report = command("report", "run", "--junit", "junit.xml")
    assert report.returncode == 0
    assert "baseline" in report.stdout
    suite = ET.parse(tmp_path / "junit.xml").getroot()
    assert len(list(suite.iter("testcase"))) >= 2
    again = command(*words)
    assert again.stdout == done.stdout


def test_min_pass_decides_the_exit_code(command: Command):
    words = ("evaluate", "return_item", "-n", "2", "--assistant")
    assert command(*words, "reference", "--min-pass", "1").returncode == 0
    assert command(*words, "nothing", "--min-pass", "0.5").returncode == 1
    assert command(*words, "nothing").returncode == 0


def test_generate_then_export_gives_verified_conversations_only(command: Command, tmp_path: Path):
    assert command("generate", "change_flight", "-n", "3", "--out", "good").returncode == 0
    assert command("generate", "change_flight", "-n", "3", "--out", "bad", "--assistant", "nothing").returncode == 3
    done = command("export", "good", "--format", "openai", "--out", "train.jsonl")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (tmp_path / "train.jsonl").read_text().splitlines()]
    assert len(lines) == 3
    call = next(call for m in lines[0]["messages"] for call in m.get("tool_calls", ()))
    assert isinstance(call["function"]["arguments"], str)
    assert {tool["function"]["name"] for tool in lines[0]["tools"]} >= {"get_booking", "change_flight"}
    assert command("export", "bad", "--format", "openai", "--out", "none.jsonl").returncode == 3


def test_generate_passes_every_label_on_every_verified_conversation(command: Command, tmp_path: Path):
    command("generate", "return_item", "-n", "5", "--out", "run", "--assistant", "baseline")
    records = [json.loads(line) for line in (tmp_path / "run" / "records.jsonl").read_text().splitlines()]
    passed = sum(record["verdict"]["passed"] for record in records)
    command("export", "run", "--format", "openai", "--out", "out.jsonl")
    written = (tmp_path / "out.jsonl").read_text().count("\n") if (tmp_path / "out.jsonl").exists() else 0
    assert written == passed


def test_new_writes_scenarios_that_play_from_a_document_never_seen(command: Command, tmp_path: Path):
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Library", "version": "1"},
        "paths": {
            "/loans": {
                "post": {
                    "operationId": "createLoan",
                    "summary": "Borrow a book",
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "required": ["title", "due", "format"],
                                    "properties": {
                                        "title": {
                                            "type": "string",
                                            "description": "Title of the book",
                                            "example": "Dune",
                                        },
                                        "due": {"type": "string", "format": "date", "description": "Day it comes back"},
                                        "format": {"type": "string", "enum": ["paper", "audio"]},
                                    },
                                }
                            }
                        },
                    },
                    "responses": {"201": {"description": "made"}},
                }
            },
            "/loans/{loan_id}": {
                "get": {
                    "operationId": "getLoan",
                    "summary": "Look up a loan",
                    "parameters": [{"name": "loan_id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "responses": {"200": {"description": "a loan"}},
                }
            },
        },
    }
    (tmp_path / "library.json").write_text(json.dumps(document))
    done = command("new", "mine", "--tools", "library.json")
    assert done.returncode == 0, done.stderr
    paths = done.stdout.splitlines()
    assert paths
    for path in paths:
        played = command("play", path)
        assert played.returncode == 0, played.stdout
    assert command("check", "mine").returncode == 0
    evaluated = command("evaluate", "mine", "--assistant", "baseline", "--assistant", "nothing", "-n", "3")
    assert evaluated.returncode == 0, evaluated.stderr


def test_replay_finds_a_conversation_by_the_beginning_of_its_id(command: Command, tmp_path: Path):
    command("evaluate", "change_flight", "--assistant", "baseline", "-n", "3", "--out", "run", "-q")
    record = json.loads((tmp_path / "run" / "records.jsonl").read_text().splitlines()[1])
    done = command("replay", "run", record["id"][:9])
    assert done.returncode == (0 if record["verdict"]["passed"] else 1)
    assert record["seed"] in done.stdout
    assert command("replay", "run", "zzz").returncode == 2


def test_help_lists_every_verb_and_each_has_help(command: Command):
    listed = command("--help").stdout
    for verb in ("check", "new", "play", "generate", "evaluate", "fuzz", "replay", "report", "export"):
        assert verb in listed
        assert command(verb, "--help").returncode == 0


def test_several_runs_are_reported_beside_each_other(command: Command):
    for name, seed in (("before", "0"), ("after", "9")):
        command("evaluate", "return_item", "--assistant", "nothing", "-n", "2", "--seed", seed, "--out", name, "-q")
    done = command("report", "before", "after")
    assert done.returncode == 0
    rows = [line for line in done.stdout.splitlines() if "nothing" in line]
    assert any("before" in row for row in rows)
    assert any("after" in row for row in rows)


@pytest.mark.parametrize(("said", "rungs"), [("0-4", "01234"), ("1..3", "123"), ("2", "2")])
def test_a_range_of_rungs_gives_a_score_for_each(command: Command, said: str, rungs: str):
    done = command("evaluate", "pick_flight", "--assistant", "nothing", "-n", "1", "-q", "--rung", said)
    table = done.stdout.partition(" rung ")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in table.splitlines()[2:]] == list(rungs)


@pytest.mark.parametrize("said", ["5", "4-0", "x", ""])
def test_what_is_no_rung_is_refused(command: Command, said: str):
    done = command("play", "pick_flight", "--rung", said)
    assert (done.returncode, "is no rung from 0 to 4" in done.stderr) == (2, True)
