"""`simulator sample`, and what is given, done and covered in every verb that draws cases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.main import run

Command = Callable[..., subprocess.CompletedProcess[str]]

FARES = """
name: fares
tags: [small, airline]
variables:
  tier: {choice: {basic: 1, gold: 1}}
  fare: {given: [tier], table: {basic: {saver: 9, flex: 1}, gold: {saver: 5, flex: 5}}}
  bags: {integer: {from: 0, to: 2}}
  day: {date: {from: 2030-02-01, within: 30d}}
  code: {pattern: "[A-Z]{3}[0-9]{3}"}
backstory: "{tier}, {fare}, {bags}, {day}, {code}"
goals:
  - {says: Can I change my ticket?, slots: {code: "{code}", day: "{day}"}}
"""
MEALS = """
name: meals
variables:
  tier: {choice: [basic, gold]}
  cabin: {choice: [economy, business]}
  meal: {given: [cabin], table: {economy: [sandwich, salad], business: [menu, salad]}}
backstory: "{tier}, {cabin}, {meal}"
goals:
  - {says: What is there to eat?, slots: {meal: "{meal}"}}
"""


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `simulator WORDS…` in an empty folder, in this process: most of what is asked here is quick."""
    monkeypatch.chdir(tmp_path)

    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        code = run(list(words))
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return ask


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "fares.yaml").write_text(FARES)
    (tmp_path / "meals.yaml").write_text(MEALS)
    return tmp_path


def cases(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("files")
def test_a_case_is_shown_to_people_and_to_programs(command: Command):
    shown = command("sample", "change_flight", "--seed", "7.3")
    assert shown.returncode == 0, shown.stderr
    (case,) = cases(command("sample", "change_flight", "--seed", "7.3", "--json"))
    assert list(case) == [
        "scenario", "seed", "case_id", "values", "persona", "backstory", "facts", "brief", "goals", "hops", "events",
        "faults", "labels",
    ]  # fmt: skip
    for text in (case["values"]["booking"], case["case_id"], case["persona"]["name"], "seed 7.3", "change_flight("):
        assert text in shown.stdout
    assert "tone" in case["persona"]["traits"]
    assert max(map(len, shown.stdout.splitlines())) <= 100


@pytest.mark.usefixtures("files")
def test_given_moves_the_parents_and_do_does_not(command: Command):
    def share(*words: str) -> float:
        found = cases(command("sample", "fares.yaml", "-n", "3000", "--json", *words))
        assert {case["values"]["fare"] for case in found} == {"flex"}
        return sum(case["values"]["tier"] == "gold" for case in found) / len(found)

    # binomial over 3000 cases: five standard errors are 0.034 and 0.046
    assert abs(share("--given", "fare=flex") - 25 / 30) < 0.034
    assert abs(share("--do", "fare=flex") - 0.5) < 0.046


@pytest.mark.usefixtures("files")
def test_numbers_and_days_take_values_and_bounds(command: Command):
    words = ("--given", "bags>=1", "--given", "day>2030-02-20", "--given", "day<=2030-02-22", "--do", "code=ABC123")
    found = cases(command("sample", "fares.yaml", "-n", "60", "--json", *words))
    assert {case["values"]["bags"] for case in found} == {1, 2}
    assert {case["values"]["day"] for case in found} == {"2030-02-21", "2030-02-22"}
    assert {case["values"]["code"] for case in found} == {"ABC123"}
    assert found[0]["given"] == {"bags": {">=": 1}, "day": {"<=": "2030-02-22", ">": "2030-02-20"}}
    (case,) = cases(command("sample", "fares.yaml", "--json", "--given", "day=2030-02-14"))
    assert case["values"]["day"] == "2030-02-14"


WRONG = {
    "an unknown name": (["--given", "tire=gold"], "no variable 'tire'", "'tier'"),
    "an unknown value": (["--given", "tier=golden"], "'tier' is never 'golden'", "'gold'"),
    "nothing said": (["--given", "tier"], "'tier' says nothing", "NAME=VALUE"),
    "two values": (["--do", "tier=gold", "--do", "tier=basic"], "two things of 'tier'", "once"),
    "given and done": (["--given", "tier=gold", "--do", "tier=gold"], "tier", ""),
    "no day": (["--given", "day=soon"], "'day' cannot be 'soon'", "2030-"),
    "no number": (["--given", "bags>=many"], "'bags' cannot be 'many'", ""),
    "a number that never comes": (["--given", "bags=9"], "'bags' is never '9'", "one of 0, 1, 2"),
    "a bound that is done": (["--do", "bags>=1"], "--do sets 'bags' to a value", ""),
    "a bound out of reach": (["--given", "bags>7"], "bags>7 can never hold", ""),
    "another strength": (["--cover", "4"], "--cover", ""),
    "a stratum of nothing": (["--stratify", "tire"], "no variable 'tire'", "'tier'"),
    "a stratum of texts": (["--stratify", "code"], "'code' has no list of values", ""),
    "covering a text": (["--cover", "2", "--over", "tier,code"], "'code' has no list of values", ""),
    "over without cover": (["--over", "tier"], "--over", "--cover"),
    "both at once": (["--cover", "2", "--stratify", "tier"], "do not go together", ""),
    "no such scenario": (["--filter", "farse"], "--filter 'farse'", "'fares'"),
    "no cases": (["-n", "0"], "-n is 0", ""),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_asked_is_said_in_three_lines(name: str, command: Command):
    words, says, hint = WRONG[name]
    done = command("sample", "fares.yaml", *words)
    assert done.returncode == 2, done.stdout
    assert says in done.stderr
    assert hint in done.stderr
    assert len(done.stderr.splitlines()) <= 3
    assert done.stdout == ""


@pytest.mark.usefixtures("files")
def test_evidence_that_cannot_be_names_only_what_is_at_odds(command: Command):
    words = ["--given", "tier=gold", "--given", "cabin=economy", "--given", "meal=menu"]
    done = command("play", "meals.yaml", *words)
    assert done.returncode == 2
    assert "cabin" in done.stderr
    assert "meal" in done.stderr
    assert "tier" not in done.stderr
    assert len(done.stderr.splitlines()) <= 3


@pytest.mark.usefixtures("files")
def test_covering_cases_have_every_pair_and_each_can_be_sampled_again(command: Command):
    done = command("sample", "meals.yaml", "--cover", "2", "--json")
    found = cases(done)
    values = {"tier": ("basic", "gold"), "cabin": ("economy", "business"), "meal": ("sandwich", "salad", "menu")}
    never = [{("cabin", "economy"), ("meal", "menu")}, {("cabin", "business"), ("meal", "sandwich")}]
    for one, two in combinations(values, 2):
        for pair in product(values[one], values[two]):
            wanted = set(zip((one, two), pair, strict=True))
            assert any(wanted <= set(case["values"].items()) for case in found) is (wanted not in never)
    assert len(found) == 6
    assert done.stderr == "meals: 6 cases cover 14 pairs of 3 variables (2 more cannot be)\n"
    given = [word for name, value in found[4]["given"].items() for word in ("--given", f"{name}={value}")]
    assert cases(command("sample", "meals.yaml", "--json", "--seed", found[4]["seed"], *given)) == [found[4]]


@pytest.mark.usefixtures("files")
def test_strata_take_turns_by_the_number_of_the_case(command: Command):
    words = ("sample", "meals.yaml", "--stratify", "meal", "--json")
    found = cases(command(*words, "-n", "12", "--seed", "5"))
    assert Counter(case["values"]["meal"] for case in found) == {"sandwich": 4, "salad": 4, "menu": 4}
    assert cases(command("sample", "meals.yaml", "--stratify", "meal", "-n", "1", "--json", "--seed", "5.7")) == [
        found[7]
    ]
    assert len(cases(command(*words))) == 3
    few = cases(command(*words, "--given", "cabin=economy"))
    assert [case["values"]["meal"] for case in few] == ["sandwich", "salad"]


def test_a_run_keeps_what_was_given_and_is_replayed_and_resumed_with_it(command: Command, files: Path):
    words = ("evaluate", "change_flight", "--assistant", "baseline", "-n", "3", "--out", "run", "-q")
    given = ("--given", "tier=gold", "--do", "fare=saver")
    first = command(*words, *given)
    assert first.returncode == 0, first.stderr
    lines = (files / "run" / "records.jsonl").read_bytes()
    records = [json.loads(line) for line in lines.splitlines()]
    assert {(r["case"]["values"]["tier"], r["case"]["values"]["fare"]) for r in records} == {("gold", "saver")}
    assert records[0]["options"]["given"] == {"tier": "gold"}
    assert json.loads((files / "run" / "run.json").read_text())["do"] == {"fare": "saver"}
    replayed = command("replay", "run", records[1]["id"])
    assert records[1]["seed"] in replayed.stdout
    assert replayed.stderr == ""
    assert command(*words, *given).stdout == first.stdout
    assert (files / "run" / "records.jsonl").read_bytes() == lines
    for other in ((), ("--given", "tier=basic", "--do", "fare=saver"), ("--given", "tier=gold", "--cover", "2")):
        refused = command(*words, *other)
        assert refused.returncode == 2
        assert "a different run is stored here" in refused.stderr


def test_covering_runs_are_the_same_on_two_workers_and_replay(command: Command, files: Path):
    words = ("generate", "change_flight", "--cover", "2", "--over", "tier,fare,persona", "-q", "--out")
    for name, jobs in (("one", "1"), ("two", "2")):
        done = command(*words, name, "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    one, two = (sorted((files / name / "records.jsonl").read_bytes().splitlines()) for name in ("one", "two"))
    assert one == two
    record = json.loads(one[2])
    assert set(record["options"]["given"]) == {"tier", "fare", "persona"}
    assert command("replay", "one", record["id"]).returncode == 0


def test_a_shrunk_conversation_keeps_what_was_given(command: Command, files: Path):
    done = command("fuzz", "refund", "--assistant", "nothing", "--given", "fare=flex", "--tries", "2", "--out", "bugs")
    assert done.returncode == 1, done.stderr
    records = [json.loads(line) for line in (files / "bugs" / "records.jsonl").read_text().splitlines()]
    minimal = next(record for record in records if record.get("minimal_of"))
    assert {record["case"]["values"]["fare"] for record in records} == {"flex"}
    assert minimal["options"]["given"] == {"fare": "flex"}
    assert command("replay", "bugs", minimal["id"]).stderr == ""


@pytest.mark.usefixtures("files")
def test_a_filter_keeps_scenarios_by_name_and_tag(command: Command):
    both = {case["scenario"] for case in cases(command("sample", ".", "--json"))}
    assert both == {"fares", "meals"}
    for wanted in ("fa*", "airline"):
        assert {case["scenario"] for case in cases(command("sample", ".", "--json", "--filter", wanted))} == {"fares"}
    refused = command("sample", ".", "--given", "fare=flex")
    assert refused.returncode == 2
    assert "'meals' has no variable 'fare'" in refused.stderr
    assert "--filter" in refused.stderr
    assert len(cases(command("sample", ".", "--json", "--given", "fare=flex", "--filter", "small"))) == 1


@pytest.mark.usefixtures("files")
def test_check_proves_labels_for_what_is_given(command: Command):
    done = command("check", "refund", "--given", "fare=saver")
    assert done.returncode == 0, done.stderr
    assert command("check", "refund", "--given", "fare=gold").returncode == 2
    assert command("check", str(Path()), "--filter", "none").returncode == 2


@pytest.mark.usefixtures("files")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    line = [sys.executable, "-m", "simulator", "sample", "fares.yaml", "-n", "5000", "--json"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        assert reading.stdout.readline().startswith(b'{"scenario":"fares"')
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 0
