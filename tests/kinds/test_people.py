"""A person's name, address and number agree with each other, and belong to nobody."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

from simulator.kinds.names import NAMES

FREE = {
    "en_US": r"\d{3}-555-01\d\d", "en_CA": r"\d{3}-555-01\d\d", "en_IE": r"020 91\d \d{4}", "en_AU": r"0\d 5550 \d{4}",
    "en_GB": r"07700 900\d{3}|020 7946 0\d{3}|01\d{2} 496 0\d{3}",
    "fr_FR": r"0[1-6] (99 00|61 91|53 01|65 71|36 49|39 98) \d\d \d\d",
    "de_DE": r"030 23125 \d{3}|069 90009 \d{3}|040 66969 \d{3}|089 99998 \d{3}|0171 39200 \d\d",
    "sv_SE": r"08-465 004 \d\d|031-390 06 \d\d|040-628 04 \d\d",
}  # fmt: skip


@pytest.mark.parametrize("locale", NAMES)
def test_all_that_is_said_of_a_person_agrees(locale: str, many):
    for who in many(f"record: {{kind: person, locale: {locale}}}", 60):
        assert who["name"] == f"{who['first']} {who['last']}"
        assert who["first"] in (NAMES[locale].women if who["gender"] == "female" else NAMES[locale].men)
        assert re.fullmatch(r"[a-z]+\.[a-z]+@example\.(com|org|net)", who["email"])
        initial = unicodedata.normalize("NFKD", who["first"].replace("Ł", "L"))[0].lower()
        assert initial == who["email"][0] == who["username"][0]
        assert re.fullmatch(FREE.get(locale, r"\+44 7700 900\d{3}"), who["phone"])


def test_people_differ_and_the_same_draw_gives_the_same_one(many):
    found = many("record: person", 300)
    assert found == many("record: person", 300)
    assert len({who["email"] for who in found}) > 200
    assert {who["gender"] for who in found} == {"female", "male"}


def test_locale_and_gender_come_from_parents(many, declare):
    text = "record: {kind: person, locale: '{where}', gender: who}"
    assert set(declare(text).parents) == {"where", "who"}
    found = many(text, 20, where="de_DE", who="male")
    assert {person["first"] for person in found} <= set(NAMES["de_DE"].men)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("record: persn", "did you mean 'person'"),
        ("record: {kind: person, locale: de_CH}", "did you mean 'de_DE'"),
        ("record: {kind: person, locale: where}", "there is no locale 'xx_XX'"),
        ("record: {kind: person, lcale: de_DE}", "did you mean 'locale'"),
        ("record: 3", "no record"),
    ],
)
def test_a_malformed_record_is_refused(text: str, says: str, refused: Any):
    assert says in refused(text, where="xx_XX")
