"""YAML and JSON become plain data with places; hostile texts are refused quickly, with line and column."""

from __future__ import annotations

import pytest

from simulator.errors import InputError
from simulator.variables.yaml import load_json, load_yaml


def test_scalars_follow_yaml_1_2():
    text = "a: 12:30\nb: 012\nc: no\nd: 2030-03-01\ne: 0x1f\nf: 1e3\ng: ~\nh: true\ni: '7'\nj: yes\n"
    assert load_yaml(text, "f").data == {
        "a": "12:30",
        "b": 12,
        "c": "no",
        "d": "2030-03-01",
        "e": 31,
        "f": 1000.0,
        "g": None,
        "h": True,
        "i": "7",
        "j": "yes",
    }


def test_keys_stay_text():
    assert load_yaml("200: a\ntrue: b\n1.0: c\n", "f").data == {"200": "a", "true": "b", "1.0": "c"}


def test_places_are_those_of_the_text():
    document = load_yaml("a: 1\nb:\n  - x\n  - {c: 2}\n", "f.yaml")
    assert str(document.place("b", 1, "c")) == "f.yaml:4:6"
    assert str(document.place("b", 1, "missing")) == "f.yaml:4:5"
    assert str(document.place("nowhere")) == "f.yaml:1:1"


def test_json_places_are_found_when_asked_for():
    document = load_json('{"a":\n {"b": [1,\n2]}}', "x.json")
    assert str(document.place("a", "b", 1)) == "x.json:3:1"
    assert document.data == {"a": {"b": [1, 2]}}


HOSTILE = {
    "a tag": ("a: !!python/object:os.system x", "1:4"),
    "an own tag": ("a: !x {b: 1}", "1:4"),
    "a repeated key": ("a: 1\na: 2", "2:1"),
    "a merge key": ("a: &a {b: 1}\nc:\n  <<: *a", "3:3"),
    "an unknown alias": ("x: *y", "1:4"),
    "an alias to itself": ("a: &a [*a]", "1:8"),
    "two documents": ("a: 1\n---\nb: 2", "2:1"),
    "a list as key": ("? [1]\n: 2", "1:3"),
    "brackets without end": ("[" * 2_000_000, "1:101"),
    "a broken quote": ("a: 'x", ""),
    "not a number": ("a: .nan", "1:4"),
    "an endless number": ("a: 1e999", "1:4"),
    "a control character": ("a: \x00", ""),
    "laughs": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
        "",
    ),
    "aliases without end": ("a: &a 1\nb: [" + "*a," * 1000 + "]", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused_with_its_place(name: str):
    text, place = HOSTILE[name]
    with pytest.raises(InputError) as caught:
        load_yaml(text, "f.yaml", max_bytes=5_000_000)
    assert str(caught.value).startswith(f"f.yaml:{place}" if place else "f.yaml")
    assert len(str(caught.value).splitlines()) <= 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,\n "a": 2}', ":2:2"),
        ('{"a": NaN}', ""),
        ("[" * 100_000, ""),
        ('{"a" 1}', ":1:6"),
        ('{"a":' * 200 + "1" + "}" * 200, ""),
        ("", ":1:1"),
    ],
)
def test_hostile_json_is_refused(text: str, place: str):
    with pytest.raises(InputError) as caught:
        load_json(text, "f.json")
    assert str(caught.value).startswith(f"f.json{place}:")


def test_a_file_too_large_is_refused_before_it_is_read():
    with pytest.raises(InputError, match="more than 10"):
        load_yaml("a: 123456789", "f", max_bytes=10)
