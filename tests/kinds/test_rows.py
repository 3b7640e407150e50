"""A row stays whole; columns have types; what is wrong with a table is said where it stands."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from simulator.kinds.build import family
from simulator.variables.yaml import load_yaml

CITIES = b"""city,country,population,zip,opened,capital
Oslo,NO,700,0150,2001-02-03,true
Bergen,NO,300,5003,,false
Lyon,FR,500,69001,1999-12-31,false
"""
FILES = {"cities.csv": CITIES}


def test_rows_stay_whole_and_columns_have_types(many):
    found = many("row: cities.csv", 3, FILES)
    assert found[0] == {
        "city": "Oslo", "country": "NO", "population": 700, "zip": "0150", "opened": date(2001, 2, 3), "capital": True
    }  # fmt: skip
    assert [row["city"] for row in found] == ["Oslo", "Bergen", "Lyon"]
    assert found[1]["opened"] is None


def test_rows_are_weighted_and_filtered(many):
    found = many("row: cities.csv\nweight: population", 1500, FILES)
    assert Counter(row["city"] for row in found) == {"Oslo": 700, "Bergen": 300, "Lyon": 500}
    assert {row["city"] for row in many("row: cities.csv\nwhere: population > 400", 30, FILES)} == {"Oslo", "Lyon"}


def test_rows_match_their_parents(many, declare):
    text = "row: cities.csv\nmatch: {country: land, capital: main}"
    assert declare(text, FILES).parents == ("land", "main")
    assert {row["city"] for row in many(text, 30, FILES, land="NO", main=False)} == {"Bergen"}


def test_every_column_is_a_variable_that_its_row_decides():
    document = load_yaml("row: cities.csv", "f.yaml")
    _, *columns = family("place", document.data, document.place, lambda name, place: (name, CITIES))
    assert [column.name for column in columns][:2] == ["place.city", "place.country"]
    assert columns[0].parents == ("place",)
    assert columns[0].decide
    assert columns[0].decide({"place": {"city": "Oslo"}}) == "Oslo"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("row: t.tsv", b"a\tb\n1\tx\n"),
        ("row: t.csv", b"\xef\xbb\xbfa;b\n1;x\n"),
        ("row: t.csv", b'a,b\r\n1,x\r\n\r\n'),
        ("row: t.json", b'[{"a": 1, "b": "x"}]'),
        ("row: [{a: 1, b: x}]", b""),
    ],
)  # fmt: skip
def test_the_same_table_in_other_clothes(text: str, data: bytes, many):
    assert many(text, 1, {text.partition(" ")[2]: data}) == [{"a": 1, "b": "x"}]


def test_a_quoted_cell_may_hold_anything(many):
    assert many("row: t.csv", 1, {"t.csv": b'a,b\n"x, ""y""\nz",2\n'}) == [{"a": 'x, "y"\nz', "b": 2}]


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b"", "t.csv", "empty"),
        (b"a,b\n", "t.csv:1:1", "no rows"),
        (b"a,b\n1,2\n3\n", "t.csv:3:1", "1 cell, but 2 columns: b missing"),
        (b"a,b\n1,2,3\n", "t.csv:2:1", "3 cells, but 2 columns"),
        (b"a,a\n1,2\n", "t.csv:1:1", "two columns are named 'a'"),
        (b"a,\n1,2\n", "t.csv:1:1", "column 2 has no name"),
        (b"a,b\n1,\xff\n", "t.csv:2:3", "not UTF-8"),
        ("a,b\nß,ß".encode("latin-1"), "t.csv:2:1", "not UTF-8"),
        (b"a,b\n1,\x00\n", "t.csv:2:1", "NUL"),
        (b'a,b\n1,"x\n', "t.csv:2:1", "not valid CSV"),
        (b"a,b\n" + b"1,2\n" * 100_001, "t.csv:100002:1", "more than 100,000 rows"),
        (b"a,b\n" + b"x" * 10_000_001, "t.csv", "more than 10,000,000"),
    ],
)
def test_a_malformed_table_is_refused_where_it_is_wrong(data: bytes, place: str, says: str, declare):
    from simulator.errors import InputError

    with pytest.raises(InputError) as caught:
        declare("row: t.csv", {"t.csv": data})
    assert str(caught.value.place) == place
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("row: cities.txt", "no table"),
        ("row: 3", "no table"),
        ("row: []", "list of rows"),
        ("row: [3]", "mapping of 1 to"),
        ("row: [{a: 1}, {b: 1}]", "has the column 'b'"),
        ("row: [{a: 1, b: 1}, {b: 1}]", "no column 'a'"),
        ("row: [{a: [1]}]", "no single value"),
        ("row: cities.csv\nwhere: populatoin > 3", "did you mean 'population'"),
        ("row: cities.csv\nwhere: population > 3000", "no row of the table meets"),
        ("row: cities.csv\nweight: city", "'Oslo', which is no weight"),
        ("row: cities.csv\nweight: ctiy", "did you mean 'city'"),
        ("row: cities.csv\nmatch: {contry: land}", "did you mean 'country'"),
        ("row: cities.csv\nmatch: [land]", "columns and variables"),
        ("row: cities.csv\nmatch: {country: land}", "no row of the table has country 'SE'"),
        ("row: cities.csv\nmtach: {country: land}", "did you mean 'match'"),
    ],
)
def test_a_malformed_row_is_refused(text: str, says: str, refused: Any):
    document = load_yaml(text, "f.yaml")
    assert document.data
    assert says in refused(text, FILES, land="SE")
