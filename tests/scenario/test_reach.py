"""Every combination the parents can have finds a row; one that does not is named before any case is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.authoring.tried import check_used
from simulator.errors import InputError
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load

HEAD = "name: tiny\ngoals: [{says: hello}]\nvariables:\n"


def load_text(text: str, folder: Path) -> Scenario:
    path = folder / "tiny.yaml"
    path.write_text(HEAD + text)
    return load(path)


MISSING = {
    "a value": ("  a: {choice: [x, y]}\n  b: {given: a, table: {x: 1}}\n", "no row for y (a)"),
    "a pair": (
        "  a: {choice: [x, y]}\n  b: {boolean: 1}\n  c: {given: [a, b], table: {x: {true: 1}, y: {false: 1}}}\n",
        "no row for y / true (a, b)",
    ),
    "a number below": ('  a: {integer: {from: 1, to: 9}}\n  b: {given: a, table: {">=2": x}}\n', "no row for 1 (a)"),
    "a gap": ('  a: {number: {from: 0, to: 9}}\n  b: {given: a, table: {"<3": x, ">3.5": y}}\n', "no row for 3 (a)"),
    "a gap of a whole number": (
        '  a: {integer: {from: 0, to: 5000}}\n  b: {given: a, table: {"<30": x, ">30": y}}\n', "no row for 30 (a)"
    ),
    "a day after": (
        '  a: {date: {from: 2030-01-01, within: 99d}}\n  b: {given: a, table: {"<2030-02-01": x}}\n', "no row for 2030-"
    ),
    "what an expression gives": (
        "  a: {choice: [1, 2]}\n  c: {expr: a * 2}\n  b: {given: c, table: {2: x}}\n", "no row for 4 (c)"
    ),
    "a column": (
        "  p: {row: [{town: Oslo}, {town: Lyon}]}\n  b: {given: p.town, table: {Oslo: x}}\n", "no row for Lyon (p.town)"
    ),
    "a match": ("  a: {choice: [x, y]}\n  p: {row: [{k: x}], match: {k: a}}\n", "no row of the table has k 'y'"),
    "an expression": ("  a: {choice: [0, 1]}\n  b: {expr: 1 / a}\n", "division by zero"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_a_combination_without_a_row_is_named_with_its_place(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    text, says = MISSING[name]
    with pytest.raises(InputError) as caught:
        load_text(text, tmp_path)
    assert says in str(caught.value)
    assert "tiny.yaml:" in str(caught.value)


FINE = {
    "a default": "  a: {choice: [x, y]}\n  b: {given: a, table: {x: 1, default: 2}}\n",
    "never drawn": "  a: {choice: {x: 1, y: 0}}\n  b: {given: a, table: {x: 1}}\n",
    "never together": (
        "  a: {choice: [x, y]}\n  b: {given: a, table: {x: [1, 2], y: 3}}\n"
        "  c: {given: [a, b], table: {x: {1: p, 2: q}, y: {3: r}}}\n"
    ),
    "numbers that meet": '  a: {integer: {from: 0, to: 99}}\n  b: {given: a, table: {"<9": x, "9..59": y, ">59": z}}\n',
    "wide numbers that meet": '  a: {integer: {from: 0, to: 9999}}\n  b: {given: a, table: {"<30": x, ">=30": z}}\n',
    "forbidden": "  a: {choice: [x, y]}\n  b: {given: a, table: {x: 1}}\nrequire: [\"a == 'x'\"]\n",
    "a text": '  a: {pattern: "[ab]{9}"}\n  b: {expr: "a + a"}\n',
}


@pytest.mark.parametrize("name", FINE)
def test_what_cannot_happen_needs_no_row(name: str, tmp_path: Path):
    assert load_text(FINE[name], tmp_path).name == "tiny"


def test_a_variable_that_nothing_uses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    used = "  a: {choice: [x, y]}\n  b: {given: a, table: {x: 1, y: 2}}\n  c: {value: 1}\n"
    rest = "backstory: about {b}\nlabels: {outcome: [{is: done, when: c == 1}]}\n"
    path = tmp_path / "tiny.yaml"
    path.write_text(HEAD + used + rest)
    check_used(load(path))
    path.write_text(HEAD + used + "  price: {value: 3}\n" + rest)
    with pytest.raises(InputError) as caught:
        check_used(load(path))
    assert str(caught.value).startswith("tiny.yaml:7:3: variable 'price' is never used")


def test_a_word_in_a_sentence_is_no_use_and_a_column_is(tmp_path: Path):
    path = tmp_path / "tiny.yaml"
    place = "  place: {row: [{town: Oslo, n: 1}]}\n"
    path.write_text(HEAD.replace("hello", "'{place.town}'") + place)
    check_used(load(path))
    path.write_text(HEAD.replace("hello", "'my place or yours'") + place)
    with pytest.raises(InputError, match="never used"):
        check_used(load(path))
