"""What a scenario includes is part of it: its variables, its conditions, its errors, its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.variables.template import to_json

SENIORS = """
about: people above sixty
variables:
  age: {integer: {from: 60, to: 90}}
  tier: {choice: {basic: 3, gold: 1}}
require: ["age >= 65"]
persona: {given: [tier], table: {basic: terse_commuter, gold: chatty_retiree}}
"""
GOOD = """
name: tiny
include: people/seniors.yaml
goals: [{says: "I am {age}."}]
"""


@pytest.fixture
def load_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads a scenario beside other files."""

    def loaded(text: str = GOOD, **files: str | bytes) -> Scenario:
        for name, data in {"people__seniors": SENIORS, **files}.items():
            path = tmp_path / (name.replace("__", "/") + ("" if "." in name else ".yaml"))
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        (tmp_path / "tiny.yaml").write_text(text)
        monkeypatch.chdir(tmp_path)
        return load("tiny.yaml")

    return loaded


def values(scenario: Scenario, count: int = 40) -> list[dict[str, Any]]:
    return [to_json(scenario.case(f"0.{number}").values) for number in range(count)]


def test_included_variables_conditions_and_personas_count(load_here):
    found = values(load_here())
    assert min(one["age"] for one in found) >= 65
    assert {(one["tier"], one["persona"]) for one in found} == {("basic", "terse_commuter"), ("gold", "chatty_retiree")}


def test_what_is_nearer_wins(load_here):
    text = GOOD + 'variables: {tier: {value: gold}}\npersona: plain\nrequire: ["age > 80"]\n'
    found = values(load_here(text))
    assert {(one["tier"], one["persona"]) for one in found} == {("gold", "plain")}
    assert min(one["age"] for one in found) > 80


def test_an_included_file_includes_and_replaces(load_here):
    oldest = "include: seniors.yaml\nvariables: {age: {value: 99}}\n"
    found = values(load_here(GOOD.replace("seniors", "oldest"), people__oldest=oldest))
    assert {one["age"] for one in found} == {99}
    assert {one["tier"] for one in found} == {"basic", "gold"}


def test_tables_stand_beside_the_file_that_names_them(load_here):
    towns = "variables:\n  home: {row: towns.csv}\n"
    text = GOOD.replace("people/seniors.yaml", "[people/seniors.yaml, people/towns.yaml]").replace(
        "{age}", "{home.town}"
    )
    scenario = load_here(text, people__towns=towns, **{"people__towns.csv": b"town,n\nOslo,1\nLyon,2\n"})
    assert {one["home"]["town"] for one in values(scenario)} == {"Oslo", "Lyon"}
    assert {"people/seniors.yaml", "people/towns.yaml", "people/towns.csv"} <= set(scenario.inputs)


def test_a_change_of_what_is_included_changes_the_digest_and_nothing_else(load_here):
    before = load_here()
    after = load_here(people__seniors=SENIORS.replace("above sixty", "of age"))
    assert before.digest != after.digest
    assert values(before) == values(after)


WRONG = {
    "no such file": (
        GOOD.replace("seniors", "senoirs"), {}, "tiny.yaml:3:1: there is no pop", "did you mean 'people/seniors.yaml'"
    ),
    "out of the folder": (GOOD.replace("people/", "../people/"), {}, "tiny.yaml:3:1", "no population"),
    "an absolute path": (GOOD.replace("people/seniors.yaml", "/etc/passwd"), {}, "tiny.yaml:3:1", "no population"),
    "a circle": (
        GOOD, {"people__seniors": "include: a.yaml", "people__a": "include: seniors.yaml"}, "people/a.yaml:1", "circle"
    ),
    "itself": ("include: tiny.yaml" + GOOD.replace("include: people/seniors.yaml", ""), {}, "tiny.yaml:1:1", "circle"),
    "a wrong field": (
        GOOD, {"people__seniors": "variabels: {}"}, "people/seniors.yaml:1:1", "did you mean 'variables'"
    ),
    "a wrong kind": (
        GOOD, {"people__seniors": "variables:\n  age: {intger: 3}"}, "people/seniors.yaml:2:9", "did you mean 'integer'"
    ),
    "a wrong condition": (
        GOOD, {"people__seniors": SENIORS.replace("age >=", "aeg >=")}, "people/seniors.yaml:6:11", "did you mean 'age'"
    ),
    "a wrong persona": (
        GOOD, {"people__seniors": SENIORS.replace("chatty_", "chaty_")}, "people/seniors.yaml", "chatty_retiree"
    ),
    "no mapping": (GOOD, {"people__seniors": "- a"}, "people/seniors.yaml:1:1", "not a mapping"),
    "bad bytes": (GOOD, {"people__seniors": b"\xff"}, "people/seniors.yaml", "not UTF-8"),
    "two that differ": (
        GOOD.replace("people/seniors.yaml", "[people/seniors.yaml, people/b.yaml]"),
        {"people__b": "variables: {tier: {value: x}}"},
        "people/b.yaml:1:13", "two included files declare 'tier'",
    ),
    "no such table": (
        GOOD + "variables: {t: {row: twons.csv}}", {"towns.csv": "a,b\n1,2"}, "tiny.yaml:5:17", "mean 'towns.csv'"
    ),
    "a table outside": (GOOD + "variables: {t: {row: ../towns.csv}}", {}, "tiny.yaml:5:17", "there is no file"),
    "a ragged table": (GOOD + "variables: {t: {row: towns.csv}}", {"towns.csv": "a,b\n1\n"}, "towns.csv:2:1", "1 cell"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_where_it_stands(name: str, load_here):
    text, files, place, says = WRONG[name]
    with pytest.raises(InputError) as caught:
        load_here(text, **files)
    assert str(caught.value).startswith(place)
    assert says in str(caught.value)


def test_a_link_that_leads_out_is_refused(load_here, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside") / "secret.csv"
    outside.write_text("a\n1\n")
    (tmp_path / "link.csv").symlink_to(outside)
    with pytest.raises(InputError, match="leads out of its folder"):
        load_here(GOOD + "variables: {t: {row: link.csv}}")
