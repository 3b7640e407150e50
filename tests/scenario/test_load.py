"""A scenario is read from a file or by name; what is wrong in it is said with line, column and hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import InputError, InputErrors
from simulator.scenario.load import load, load_all

GOOD = """\
format: 1
name: tiny
tools: [airline]
clock: 2030-02-20T09:00+01:00
policy: Be kind.
variables:
  booking: {pattern: "[A-Z]{3}[0-9]{3}"}
  day: {date: {from: clock, within: 9d}}
persona: terse_commuter
goals:
  - says: I need to move my flight.
    slots: {booking_id: "{booking}", date: "{day}"}
events:
  - {id: later, act: change_goal, set: {date: "{day|plus:1d}"}, chance: 0.5}
labels:
  calls:
    - {id: change, name: change_flight, args: {booking_id: "{booking}", date: "{day}"}, when: not happened(later)}
"""


def write(folder: Path, text: str, name: str = "tiny.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shipped_scenario_is_found_by_name():
    assert load("change_flight").name == "change_flight"


def test_a_file_beside_is_found_before_a_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(
        tmp_path, GOOD.replace("name: tiny", "name: change_flight").replace("Be kind.", "Mine."), "change_flight.yaml"
    )
    monkeypatch.chdir(tmp_path)
    assert load("change_flight").policy.endswith("Mine.")


def test_a_folder_gives_its_scenarios_in_order(tmp_path: Path):
    write(tmp_path, GOOD.replace("name: tiny", "name: b"), "b.yaml")
    write(tmp_path, GOOD.replace("name: tiny", "name: a"), "a.yaml")
    assert [scenario.name for scenario in load_all([tmp_path])] == ["a", "b"]


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path):
    write(tmp_path, GOOD, "a.yaml")
    write(tmp_path, GOOD, "b.yaml")
    with pytest.raises(InputError, match="two scenarios are named 'tiny'"):
        load_all([tmp_path])


def test_a_policy_file_beside_the_scenario_is_read(tmp_path: Path):
    write(tmp_path, "Only on Mondays.", "rules.md")
    scenario = load(write(tmp_path, GOOD.replace("Be kind.", "rules.md")))
    assert scenario.policy.endswith("Only on Mondays.")
    assert "It is Wednesday, 20 February 2030, 09:00 (UTC+01:00)." in scenario.policy


WRONG = {
    "unknown field": (
        "persona: terse_commuter",
        "persna: terse_commuter",
        "tiny.yaml:9:1: unknown field 'persna'",
        "persona",
    ),
    "unknown field below": ("chance: 0.5", "chanse: 0.5", "tiny.yaml:14:", "chance"),
    "missing name": ("name: tiny\n", "", "the field 'name' is missing", ""),
    "bad name": ("name: tiny", "name: Tiny One", "tiny.yaml:2:1: name", ""),
    "unknown tool folder": ("[airline]", "[airlne]", "tiny.yaml:3:9: no tools folder", "airline"),
    "bad clock": ("2030-02-20T09:00+01:00", "today", "tiny.yaml:4:1: clock: 'today'", "2030"),
    "unknown kind": ("{pattern:", "{patern:", "tiny.yaml:7:", "pattern"),
    "unknown variable": ('date: "{day}"}\nevents', 'date: "{dya}"}\nevents', "tiny.yaml:12:", "day"),
    "unknown persona": ("terse_commuter", "terse_comuter", "tiny.yaml:9:1: there is no persona", "terse_commuter"),
    "unknown slot": ("set: {date:", "set: {dte:", "tiny.yaml:14:", "date"),
    "unknown label tool": ("name: change_flight", "name: chnage_flight", "tiny.yaml:17:", "change_flight"),
    "unknown argument": (
        'args: {booking_id: "{booking}", date',
        'args: {booking: "{booking}", date',
        "tiny.yaml:17:",
        "booking_id",
    ),
    "a circle of labels": ("id: change, name", "id: change, after: [change2], name", "tiny.yaml:17:", "change"),
    "unknown event": ("happened(later)", "happened(latr)", "tiny.yaml:17:", "later"),
    "code in a condition": ("not happened(later)", "__import__('os')", "tiny.yaml:17:", ""),
    "bad chance": ("chance: 0.5", "chance: 2", "tiny.yaml:14:", ""),
    "bad filter": ("{day|plus:1d}", "{day|pluss:1d}", "tiny.yaml:14:", "plus"),
    "a tag": ("Be kind.", "!!python/name:os.system x", "tiny.yaml:5:9: the tag", ""),
    "a policy elsewhere": ("Be kind.", "../secret.md", "tiny.yaml:5:1: there is no policy file", ""),
    "tools elsewhere": ("[airline]", "[../../etc]", "tiny.yaml:3:9: no tools folder", ""),
    "a mapping expected": (GOOD, "- 1", "a scenario is a mapping", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_scenario_is_refused_with_place_and_hint(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    old, new, says, hint = WRONG[name]
    assert old in GOOD
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        load(write(tmp_path, GOOD.replace(old, new)))
    text = str(caught.value)
    assert says in text
    assert hint in text
    assert len(text.splitlines()) <= 3


def test_several_errors_are_all_said(tmp_path: Path):
    with pytest.raises(InputErrors) as caught:
        load(write(tmp_path, GOOD.replace("persona:", "persna:").replace("chance: 0.5", "chance: 2")))
    assert len(caught.value.errors) == 2


def test_a_missing_scenario_hints_at_the_nearest_shipped_one():
    with pytest.raises(InputError, match="no scenario 'chnage_flight'") as caught:
        load("chnage_flight")
    assert "change_flight" in caught.value.hint


def test_text_that_is_not_utf8_is_refused(tmp_path: Path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"name: \xff")
    with pytest.raises(InputError, match="UTF-8"):
        load(path)
