"""What a name leads to: never out of its folder, never to a file that is no scenario, never hidden by a bare folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.lookup import find, find_scenario, kind_of, scenario_files

KINDS = {
    "name: a\ngoals: [{says: hi}]\n": "scenario",
    "\ufeffname: a\n": "scenario",
    "# a note\ngoals:\n  - says: hi\n": "scenario",
    '{"name": "a", "goals": []}': "scenario",
    "# a note\n---\n{goals: [{says: hi}], name: a}": "scenario",
    "openapi: 3.0.3\ninfo: {title: x}\n": "api",
    "\ufeffopenapi: 3.0.3\n": "api",
    '"swagger": "2.0"\n': "api",
    "info: {name: x}\nasyncapi : 3.0.0\n": "api",
    '{"info": {"title": "x"}, "openapi": "3.1.0"}': "api",
    "services:\n  web:\n    name: x\n": "",
    "- 1\n": "",
    "": "",
}


@pytest.mark.parametrize("text", KINDS)
def test_a_file_is_known_by_the_fields_at_its_top(text: str, tmp_path: Path):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert kind_of(path) == KINDS[text]


def test_text_in_another_encoding_counts_as_a_scenario_so_that_it_is_reported(tmp_path: Path):
    (tmp_path / "x.yaml").write_text("name: a\n", encoding="utf-16")
    assert kind_of(tmp_path / "x.yaml") == "scenario"


def test_only_scenarios_are_taken_from_a_folder(tmp_path: Path):
    for name, text in {"a": "name: a\n", "petstore": "openapi: 3.0.3\n", "docker-compose": "services: {}\n"}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    assert [path.name for path in scenario_files(tmp_path)] == ["a.yaml"]


def test_a_folder_without_scenarios_hides_no_file_and_no_shipped_name(tmp_path: Path):
    (tmp_path / "change_flight").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine.yaml").write_text("name: mine\n")
    shipped = find_scenario("change_flight", tmp_path)
    assert shipped
    assert shipped.name == "change_flight.yaml"
    assert find_scenario("mine", tmp_path) == tmp_path / "mine.yaml"


def test_a_link_that_leads_out_is_refused_and_not_passed_over(tmp_path: Path):
    (tmp_path / "real").mkdir()
    here = tmp_path / "here"
    here.mkdir()
    (here / "airline").symlink_to(tmp_path / "real")
    with pytest.raises(InputError, match="leads out of its folder") as caught:
        find("airline", near=here)
    assert str(here / "airline") in str(caught.value)


def test_a_link_that_stays_inside_is_followed(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "airline").symlink_to(tmp_path / "real")
    assert find("airline", near=tmp_path) == tmp_path / "airline"


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 256, "", ".", "..", "/etc", "a\0b"])
def test_a_name_that_can_be_no_file_finds_nothing(name: str, tmp_path: Path):
    assert find(name, near=tmp_path, rooms=("scenarios",)) is None
    assert find_scenario(name, tmp_path) is None
