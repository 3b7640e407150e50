"""`simulator check` looks at everything it is given, whatever is wrong with one part of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.lookup import shipped

Command = Callable[..., subprocess.CompletedProcess[str]]

GOOD = "name: mine\ngoals: [{says: tell me a joke}]\nlabels: {say: [knock]}\n"
BAD = {
    "a day beyond the calendar": "d: {date: {from: 9999-12-30, within: 60d}}",
    "a span beyond the calendar": "d: {date: {from: clock, within: 9999999999999d}}",
    "a number that is not finite": "d: {expr: 1e308*10}",
    "a draw that fails by luck": "{a: {integer: {from: 0, to: 9999}}, v: {expr: 10/a}}",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_and_the_next_is_checked(name: str, command: Command, tmp_path: Path):
    text = BAD[name] if BAD[name].startswith("{") else f"{{{BAD[name]}}}"
    (tmp_path / "bad.yaml").write_text(f"variables: {text}\n{GOOD}")
    done = command("check", "bad.yaml", "change_flight")
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("error: bad.yaml:1:")
    assert len(done.stderr.splitlines()) <= 3
    assert "change_flight.yaml: proven" in done.stdout


@pytest.mark.parametrize("name", ["nowhere", "empty", "x" * 5000])
def test_a_path_to_nothing_is_reported_and_the_next_is_checked(name: str, command: Command, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    done = command("check", name, "change_flight")
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("error: ")
    assert len(done.stderr) < 500
    assert "change_flight.yaml: proven" in done.stdout


def test_a_document_is_known_behind_a_byte_order_mark(command: Command, tmp_path: Path):
    text = (shipped() / "tools_specs" / "airline" / "openapi.yaml").read_text(encoding="utf-8")
    (tmp_path / "air.yaml").write_text(text, encoding="utf-8-sig")
    done = command("check", "air.yaml")
    assert done.returncode == 0, done.stderr
    assert "tools" in done.stdout


def test_a_stray_file_in_a_folder_is_passed_over_but_read_by_name(command: Command, tmp_path: Path):
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n")
    folder = shipped() / "tools_specs" / "airline" / "openapi.yaml"
    (tmp_path / "air.yaml").write_text(folder.read_text(encoding="utf-8"))
    done = command("check", ".")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    assert command("check", "docker-compose.yaml").returncode == 2


def test_a_run_folder_of_a_scenarios_name_does_not_hide_it(command: Command, tmp_path: Path):
    words = ("evaluate", "change_flight", "--assistant", "reference", "-n", "2", "--out", "change_flight", "-q")
    assert command(*words).returncode == 0
    done = command(*words)
    assert done.returncode == 0, done.stderr
    assert command("check", "change_flight").returncode == 0


def test_every_format_is_checked_and_written_out_again(command: Command, tmp_path: Path):
    (tmp_path / "orders.py").write_text("def find_orders(email: str):\n    'Finds orders.'\n\ndef _own(): ...\n")
    (tmp_path / "old.yaml").write_text("swagger: '2.0'\npaths: {'/a/{id}': {get: {operationId: a.b}, options: {}}}\n")
    (tmp_path / "list.yaml").write_text("- {type: function, function: {name: f, description: d}}\n")
    done = command("check", "orders.py:find_orders", "old.yaml", "list.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "orders.py:find_orders: 1 tool from Python functions",
        "old.yaml: 1 tool from Swagger 2.0, 1 left out",
        "list.yaml: 1 tool from OpenAI list",
    ]
    assert "old.yaml:2:21: GET /a/{id}: does not describe {id} of its path" in done.stderr
    assert "left out: old.yaml:2:46: OPTIONS /a/{id}" in done.stderr
    found = json.loads(command("check", "old.yaml", "--json").stdout)
    assert (found["kind"], found["names"]) == ("Swagger 2.0", {"a_b": "a.b"})
    assert [form[0].get("name", "a_b") for form in found["tools"].values()] == ["a_b"] * 3


@pytest.mark.parametrize("name", ["events.yaml", "page.html", "pets.graphql", "mcp:python server.py"])
def test_what_describes_no_tools_is_one_error(name: str, command: Command, tmp_path: Path):
    texts = {
        "events.yaml": "asyncapi: 2.6.0\n",
        "page.html": "<html></html>\n",
        "pets.graphql": "type Query {\n  a: Int\n}\n",
    }
    if name in texts:
        (tmp_path / name).write_text(texts[name])
    done = command("check", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {name.partition(' ')[0]}")
    assert len(done.stderr.splitlines()) == 2
