"""Judges are asked once, stand beside the verdict, and can be held against people's marks."""

from __future__ import annotations

import json

import pytest

from simulator import api
from simulator.cli.main import run as command
from simulator.errors import InputError, SetupError
from simulator.models.model import ModelError, ModelReply, Usage
from simulator.store.opinions import FILE, read_marks, read_opinions

SCENARIO = "change_flight"


class Judge:
    """Marks every criterion with the same mark, prefers the first, and counts how often it was asked."""

    name = "judge"

    def __init__(self, mark: int = 5, broken: bool = False) -> None:
        self.mark, self.broken, self.asked = mark, broken, 0

    async def complete(self, request) -> ModelReply:
        self.asked += 1
        if self.broken:
            raise ModelError("the judge is ill", infrastructure=True)
        found = {name: {"reason": "so", "mark": self.mark} for name in request.schema["required"]}
        if "better" in found:
            found = {"reason": "so", "better": "equal"}
        return ModelReply(text=json.dumps(found), usage=Usage(fresh=10, output=5))


def evaluate(judge, folder=None, **options):
    assistants = ["reference", "nothing"]
    return api.evaluate(SCENARIO, assistant=assistants, n=3, judges=(judge,), out=folder, **options)


def test_no_mark_changes_a_verdict(tmp_path):
    plain = api.evaluate(SCENARIO, assistant=["reference", "nothing"], n=3)
    judged = evaluate(Judge(mark=5), tmp_path / "run")
    assert judged.records == plain.records
    assert judged.success_rate == 0.5
    assert {one["mark"] for line in judged.opinions for one in line["marks"].values()} == {5}


def test_an_opinion_is_asked_for_once_and_pays_once(tmp_path):
    judge = Judge()
    first = evaluate(judge, tmp_path / "run", pairs=True)
    assert judge.asked == 6 + 2 * 3
    again = evaluate(judge, tmp_path / "run", pairs=True)
    assert judge.asked == 6 + 2 * 3
    assert again.opinions == first.opinions
    assert again.spent.calls == again.spent.before == 12
    (tmp_path / "run" / FILE).unlink()  # the replies themselves are kept too
    assert evaluate(judge, tmp_path / "run", pairs=True).opinions == first.opinions
    assert judge.asked == 6 + 2 * 3


def test_a_judge_that_cannot_be_had_is_told_before_anything_is_played(tmp_path, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SetupError, match="OPENAI_API_KEY is not set"):
        evaluate("openai:judge", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_judge_that_fails_leaves_no_mark_and_is_asked_again_another_time(tmp_path):
    results = evaluate(Judge(broken=True), tmp_path / "run")
    assert {line["fault"] for line in results.opinions} == {"the judge is ill"}
    assert results.success_rate == 0.5
    assert all("marks" in line for line in evaluate(Judge(), tmp_path / "run").opinions)
    assert all("marks" in line for line in read_opinions(tmp_path / "run"))


def test_a_budget_stops_judging_too(tmp_path):
    results = evaluate(Judge(), tmp_path / "run", budget="4calls")
    assert len(results.opinions) == 4
    assert results.spent.stopped


def test_peoples_marks_are_held_against_a_judge(tmp_path, capsys):
    run = tmp_path / "run"
    results = evaluate(Judge(mark=4), run)
    marks = [{"id": line["of"][0], "marks": {"helpful": 4 - at % 2}} for at, line in enumerate(results.opinions)]
    (tmp_path / "people.jsonl").write_text("".join(json.dumps(line) + "\n" for line in marks))
    assert command(["report", str(run), "--marks", str(tmp_path / "people.jsonl")]) == 0
    said = capsys.readouterr().out
    assert "judge and people" in said
    assert "0.00 [" in said


@pytest.mark.parametrize("line", ["[]", '{"id": 3, "marks": {}}', '{"id": "a", "marks": {"x": 9}}', '{"marks": {}}'])
def test_what_is_no_mark_is_told_with_its_line(tmp_path, line):
    file = tmp_path / "people.jsonl"
    file.write_text('{"id": "a", "marks": {"helpful": 4}}\n' + line + "\n")
    with pytest.raises(InputError) as caught:
        read_marks(file)
    assert caught.value.place.line == 2


def test_reading_opinions_changes_no_file_that_somebody_writes(tmp_path):
    run = tmp_path / "run"
    evaluate(Judge(), run)
    with (run / FILE).open("ab") as file:
        file.write(b'{"judge": "torn')
    before = (run / FILE).read_bytes()
    assert len(read_opinions(run)) == 6
    assert (run / FILE).read_bytes() == before


@pytest.mark.parametrize("line", ["3", "{}", '{"judge": "j", "of": "a", "prompt": "p", "rubric": "r"}'])
def test_what_is_no_opinion_is_told_with_its_line(tmp_path, line):
    (tmp_path / FILE).write_text(line + "\n")
    with pytest.raises(InputError) as caught:
        read_opinions(tmp_path)
    assert caught.value.place.line == 1
