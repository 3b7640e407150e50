"""What a model wrote is kept where it is proven, and nowhere else; each prompt has a recorded reply."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from simulator.authoring.authors.idea import unfenced
from simulator.authoring.authors.order import Order, written_by
from simulator.authoring.proof import prove
from simulator.cli.main import run as command
from simulator.models.tape import Exchanges
from simulator.scenario.load import load

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("recorded_author", HERE / "author.py")
author = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(author)
IDEA = (HERE / "replies" / "idea.md").read_text()
SCRIPTS = json.loads((HERE / "replies" / "script.json").read_text())
STORM = "A storm is coming and travellers ask for refunds."


async def write(folder, *texts, **order):
    model = author.Recorded(*texts)
    return await written_by(model, folder, Order(**order), Exchanges()), model


async def test_an_idea_becomes_a_scenario_that_check_proves(tmp_path):
    written, model = await write(tmp_path, IDEA, idea=STORM, document="airline")
    assert [path.name for path in written.paths] == ["storm_refund.yaml"]
    assert prove(written.paths[0]) == []
    assert STORM in model.asked[0].messages[0].content
    assert "request_refund" in model.asked[0].system
    assert {load(written.paths[0]).case(f"0.{n}").values["fare"] for n in range(20)} == {"flex", "saver"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("request_refund, args", "refund_now, args", "storm_refund.yaml"),
        ("fare: {choice: {flex: 2, saver: 1}}", "fare: {choise: {flex: 2}}", "has no kind"),
        (
            "  say: [{text: \"{price}\", when: fare == 'flex'}]",
            "  say: [never said by anybody]",
            "never said by anybody",
        ),
        ("tools: [airline]", "tools: [airline, retail]", "tools: expected airline"),
        ("policy: |", "include: [populations/travellers.yaml]\npolicy: |", "include: names a file"),
        ("mess", "mess", ""),
    ],
)
async def test_what_does_not_hold_is_said_and_asked_for_again(tmp_path, old, new, said):
    broken = IDEA.replace(old, new)
    written, model = await write(tmp_path, broken, IDEA, idea=STORM, document="airline")
    assert [path.name for path in written.paths] == ["storm_refund.yaml"]
    assert len(model.asked) == (2 if said else 1)
    if said:
        assert said in model.asked[1].messages[-1].content
        assert str(tmp_path) not in model.asked[1].messages[-1].content


async def test_after_three_attempts_nothing_is_written_and_the_reason_is_told(tmp_path):
    written, model = await write(tmp_path, "no", "format: 1", "[" * 2000, idea=STORM, document="airline")
    assert written.paths == ()
    assert len(model.asked) == 3
    assert written.refused[0][0] == "the idea (idea@1)"
    assert [path.name for path in tmp_path.iterdir()] == ["exchanges.jsonl"]


async def test_a_name_that_leads_out_of_the_folder_is_none(tmp_path):
    broken = IDEA.replace("name: storm_refund", "name: ../../storm")
    written, _ = await write(tmp_path / "here", broken, broken, broken, idea=STORM, document="airline")
    assert written.paths == ()
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


async def test_people_of_a_document_become_proven_scenarios(tmp_path):
    written, model = await write(tmp_path, json.dumps(SCRIPTS), document=str(HERE / "library.yaml"), count=2)
    assert [path.name for path in written.paths] == ["get_book_script_1.yaml", "lend_book_script_2.yaml"], (
        written.refused
    )
    assert "lend_book" in model.asked[0].system
    scenario = load(written.paths[1])
    case = scenario.case("0.0")
    assert case.labels.calls[0].args == {"book_id": "B-311", "reader": "Jo", "due": "2030-03-01"}
    assert case.goals[0].says[0] == "need B-311 till 2030-03-01 for jo"
    assert "His exam {is} tomorrow." in case.backstory


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("parameters", "{", "script 1: parameters are no JSON"),
        ("parameters", "[]", "script 1: parameters are no object"),
        ("parameters", "{}", "script 1: "),
        ("parameters", '{"book_id": 3}', "script 1: book_id"),
        ("call", "burn_book", "scripts[0].call"),
        ("persona", "nobody", "scripts[0].persona"),
    ],
)
async def test_a_script_that_does_not_fit_the_document_is_asked_for_again(tmp_path, field, value, said):
    broken = json.loads(json.dumps(SCRIPTS))
    broken["scripts"][0][field] = value
    texts = (json.dumps(broken), json.dumps(SCRIPTS))
    written, model = await write(tmp_path, *texts, document=str(HERE / "library.yaml"), count=2)
    assert said in model.asked[1].messages[-1].content
    assert len(written.paths) == 2


async def test_the_same_order_again_pays_nothing(tmp_path):
    first, _ = await write(tmp_path, IDEA, idea=STORM, document="airline")
    first.paths[0].unlink()
    again, model = await write(tmp_path, idea=STORM, document="airline")
    assert model.asked == []
    assert again.paths == first.paths


def test_new_with_an_author_on_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    spec = f"{HERE / 'author.py'}:idea"
    assert command(["new", "made", "--tools", "airline", "--idea", STORM, "--author", spec]) == 0
    said = capsys.readouterr()
    assert said.out == "made/storm_refund.yaml\n"
    assert "1 model call," in said.err
    assert command(["check", "made/storm_refund.yaml"]) == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--idea", "x"], "--author"),
        ([], "--tools"),
        (["--author", "openai:m"], "OPENAI_API_KEY"),
        (["--author", "nobody"], "unknown model"),
    ],
)
def test_an_order_that_lacks_something_says_what(tmp_path, monkeypatch, capsys, flags, said):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert command(["new", str(tmp_path / "made"), *flags]) in (2, 3)
    assert said in capsys.readouterr().err


def test_phrases_that_hold_are_kept_and_used(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    spec = f"{HERE / 'author.py'}:phrases"
    assert command(["phrasebook", "write", "refund", "--author", spec, "--out", "book.yaml"]) == 0
    assert "10 wordings of 9 slots and acts" in capsys.readouterr().err
    text = (tmp_path / "book.yaml").read_text()
    assert "{value} is what my ticket says" in text
    assert "or {value}" not in text
    assert "please" not in text
    text = unfenced(IDEA) + "phrases: book.yaml\n"
    (tmp_path / "mine.yaml").write_text(text)
    assert "is what my ticket says" in str(load(tmp_path / "mine.yaml").parts.phrases)


def test_only_what_stands_in_the_fence_is_taken():
    assert unfenced("Sure!\n```yaml\na: 1\n```\nDone.") == "a: 1\n"
    assert unfenced("a: 1") == "a: 1\n"
