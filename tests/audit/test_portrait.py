"""A run's portrait: figures beside bands, what cannot be measured said so, a page that is safe to open."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from functools import partial
from html.parser import HTMLParser

import pytest

from simulator.audit.bands import LABELS, Band, band_of, figures
from simulator.audit.portrait import as_json, portray
from simulator.audit.realism import realism
from simulator.audit.show.page import page
from simulator.audit.show.table import limits, number
from simulator.audit.style import FEATURES
from simulator.audit.turns import Spoken


def record_of(make_record, name: str, texts: list[str], **changed):
    messages = [
        {"role": role, "content": text} for text in texts for role, text in (("user", text), ("assistant", "ok"))
    ]
    return make_record(name, messages=messages, notes=[{} for _ in messages], **changed)


@pytest.fixture
def few(make_record):
    return [
        record_of(make_record, f"r{number}", ["hi there", "Thanks <b>a lot</b>!"], scenario="a<b")
        for number in range(4)
    ]


def test_little_text_gives_figures_and_says_what_is_missing(few):
    found = portray(few)
    rows = {row.name: row for row in found.rows}
    assert (found.conversations, found.turns) == (4, 8)
    assert rows["starts_lowercase_%"].value == 50
    assert rows["distinct_2"].value is None and "4,000" in rows["distinct_2"].why
    assert rows["habit_length_log"].value is None and rows["habit_length_log"].why
    assert rows["user_faults_%"].value == 0


def test_real_turns_add_the_two_sample_test_or_say_why_not(few):
    real = [Spoken(conv="x", turn=0, text="hello there you")]
    rows = {row.name: row for row in portray(few, beside=partial(realism, real=real)).rows}
    assert rows["auc"].value is None and "600" in rows["auc"].why
    assert rows["copied_turns_%"].value == 0


def test_enough_turns_are_told_apart(make_record, turns):
    by_person: dict[str, list[str]] = {}
    for conv, text in turns("a", 130, 5, small=0.9):
        by_person.setdefault(conv, []).append(text)
    records = [record_of(make_record, name, texts) for name, texts in by_person.items()]
    real = [Spoken(conv=conv, turn=0, text=text) for conv, text in turns("b", 160, 5, small=0.1)]
    steps: list[str] = []
    rows = {
        row.name: row
        for row in portray(records, beside=partial(realism, real=real, tell=steps.append), tell=steps.append).rows
    }
    assert rows["auc"].value > 0.8 and rows["auc"].place == "above" and rows["auc"].low < rows["auc"].value
    assert rows["reuse_4grams_%"].value is not None
    assert steps[-1] == "" and len(steps) > 4


def test_json_holds_every_figure_with_its_band(few):
    found = json.loads(json.dumps(as_json(portray(few))))
    by_name = {figure["name"]: figure for figure in found["figures"]}
    assert by_name["ws_tokens_per_turn"]["band"] == [8.33, 11.77]
    assert by_name["ws_tokens_per_turn"]["place"] == "below"
    assert by_name["distinct_2"]["value"] is None
    assert found["balance"]["scenario"] == {"even": 1.0, "counts": {"a<b": 4}}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href") or name.startswith("on")]


def test_the_page_stands_alone_and_escapes_what_it_shows(few):
    found = portray(few)
    text = page(found, 'run "<script>"')
    tags = Tags()
    tags.feed(text)
    assert not tags.seen & {"script", "img", "link", "iframe", "b"} and tags.links == []
    assert "a&lt;b" in text and "a<b" not in text
    svg = text[text.index("<svg") : text.index("</svg>") + 6]
    drawn = ET.fromstring(svg)
    assert len(drawn.findall("path")) > 20
    texts = [text.text for text in drawn.findall("text")]
    assert "Fairness" in texts and number(band_of("ws_tokens_per_turn").high) in texts
    assert sum(text.endswith((" below", " above")) for text in texts) == sum(
        row.place in ("below", "above") for row in found.rows if row.band
    )


def test_bands_have_labels_sources_and_no_sentence():
    assert set(FEATURES) | set(figures()["bands"]) <= set(LABELS)
    for name, band in figures()["bands"].items():
        assert band["low"] <= band["high"], name
        assert all(isinstance(value, float | int) for value in band["points"].values())
    assert "CC BY 4.0" in json.dumps(figures()["sources"])


def test_places():
    assert [Band(low=1, high=2).place(value) for value in (0, 1, 2, 3)] == ["below", "in", "in", "above"]
    assert [Band(high=2).place(value) for value in (0, 3)] == ["in", "above"]
    assert limits(band_of("auc")) == "<= 0.760" and limits(Band(low=0.5)) == ">= 0.500"
    assert [number(value) for value in (None, 0.1234, 5.678, 56.78)] == ["-", "0.123", "5.68", "56.8"]
