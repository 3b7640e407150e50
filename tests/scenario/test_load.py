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
    "a tool name too long": (
        "[airline]",
        f"[{'x' * 5000}]",
        "tiny.yaml:3:9: no tools folder or document 'xxx",
        "known",
    ),
    "a policy name too long": ("Be kind.", "x" * 5000 + ".md", "tiny.yaml:5:1: there is no policy file 'xxx", ""),
    "slips that are no factor": (
        "policy: Be kind.",
        "mess: {slips: abc}",
        "tiny.yaml:5:8: mess.slips: expected",
        "'abc'",
    ),
    "two services with one tool": (
        "[airline]",
        "[airline, airline]",
        "tiny.yaml:3:1: two services of the scenario",
        "",
    ),
    "a dash in a variable": (
        "  day:",
        "  a-day:",
        "tiny.yaml:8:3: variables.a-day: 'a-day' is no name",
        "digits and _",
    ),
    "a span too long": ("within: 9d", "within: 9999999999999d", "tiny.yaml:8:", "longer than any calendar"),
    "a day after the last": ("from: clock", "from: 9999-12-30", "tiny.yaml:8:", "no calendar goes on"),
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


def test_a_folder_without_scenarios_hides_no_shipped_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "change_flight").mkdir()
    (tmp_path / "change_flight" / "run.json").write_text("{}")
    assert load("change_flight").name == "change_flight"
    assert [scenario.name for scenario in load_all(["change_flight"])] == ["change_flight"]


def test_an_empty_folder_is_not_taken_for_a_shipped_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    with pytest.raises(InputError, match="no scenario file") as caught:
        load_all(["scenarios"])
    assert str(caught.value).startswith("scenarios: ")


def test_what_is_no_scenario_is_left_out_of_a_folder_and_reported_by_name(tmp_path: Path):
    write(tmp_path, GOOD)
    other = write(tmp_path, "services: {}\n", "docker-compose.yaml")
    write(tmp_path, "openapi: 3.0.3\n", "petstore.yaml")
    assert [scenario.name for scenario in load_all([tmp_path])] == ["tiny"]
    with pytest.raises(InputErrors, match="unknown field 'services'"):
        load_all([other])


def test_one_file_by_two_paths_is_one_scenario(tmp_path: Path):
    path = write(tmp_path, GOOD, "b.yaml")
    first = write(tmp_path, GOOD.replace("name: tiny", "name: first"), "a.yaml")
    (tmp_path / "c.yaml").symlink_to(path)
    assert [s.name for s in load_all([path, first, tmp_path / "c.yaml", tmp_path])] == ["tiny", "first"]


def test_a_byte_order_mark_is_no_part_of_a_scenario_or_its_policy(tmp_path: Path):
    (tmp_path / "rules.md").write_text("Only on Mondays.", encoding="utf-8-sig")
    path = tmp_path / "tiny.yaml"
    path.write_text(GOOD.replace("Be kind.", "rules.md"), encoding="utf-8-sig")
    scenario = load(path)
    assert "\ufeff" not in scenario.policy + "".join(scenario.inputs.values())


def test_a_linked_tools_folder_is_refused_where_it_leads_out(tmp_path: Path):
    (tmp_path / "real_airline").mkdir()
    (tmp_path / "real_airline" / "openapi.yaml").write_text("openapi: 3.0.3\npaths: {}\n")
    here = tmp_path / "sy"
    (here / "tools_specs").mkdir(parents=True)
    (here / "tools_specs" / "airline").symlink_to(tmp_path / "real_airline")
    with pytest.raises(InputError, match="leads out of its folder") as caught:
        load(write(here, GOOD))
    assert "sy/tools_specs/airline" in str(caught.value)
    assert "tiny.yaml:3:9" in str(caught.value)


PATHS = {"long": "x" * 5000, "longer than a file name": "x" * 256 + ".yaml"}


@pytest.mark.parametrize("name", PATHS)
def test_a_name_too_long_for_a_file_is_a_missing_scenario(name: str):
    for read in (load, lambda path: load_all([path])):
        with pytest.raises(InputError, match="there is no scenario") as caught:
            read(PATHS[name])
        assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["shop", "shop/orders.py", "shop/orders.py:find_orders", "list.json"])
def test_tools_come_in_any_format(tmp_path: Path, name: str):
    folder = tmp_path / "tools_specs" / "shop"
    folder.mkdir(parents=True)
    (folder / "orders.py").write_text("def find_orders(email: str):\n    'Finds orders.'\n")
    (tmp_path / "list.json").write_text(
        '[{"name": "find_orders", "description": "d", "input_schema": {"type": "object"}}]'
    )
    scenario = load(write(tmp_path, f"name: a\ntools: ['{name}']\ngoals: [{{says: hi}}]\nlabels: {{say: [ho]}}\n"))
    assert list(scenario.toolset.tools) == ["find_orders"]
