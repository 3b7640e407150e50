"""A book learnt from a log: values become holes, nothing personal survives, habits come out as they went in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.audit.learning.book import learn, to_yaml
from simulator.audit.learning.habits import habits
from simulator.audit.learning.scrub import is_clean
from simulator.audit.learning.wordings import act_of, tidy
from simulator.audit.turns import Spoken
from simulator.draws import Draws
from simulator.errors import InputError
from simulator.noise.book import phrases_of, resolved, text_of
from simulator.noise.style import draw_style, parse_mess
from simulator.variables.yaml import load_yaml

PLANTED = (
    ("its for maria lopez {v}", "maria"),
    ("my name is Jon and the code is {v}", "Jon"),
    ("this is rose, code {v}", "rose"),
    ("call me on 0171 5550199 about {v}", "0171"),
    ("mail me at kim.lee@mailhouse.io {v}", "mailhouse"),
    ("I live at 12 Harbour Road {v}", "Harbour"),
    ("order QX-88123 and {v}", "QX"),
    ("ask Contoso about {v}", "Contoso"),
    ("see https://example.org/me for {v}", "example"),
    ("xanthippa said {v}", "xanthippa"),
    ("Dr Watanabe wants {v}", "Watanabe"),
)


@pytest.fixture
def log(tmp_path: Path):
    """Writes turns as a log and gives its file."""

    def write(turns: list[dict[str, Any]]) -> Path:
        file = tmp_path / "log.jsonl"
        file.write_text("".join(json.dumps(turn) + "\n" for turn in turns))
        return file

    return write


def small_talk(people: int = 30) -> list[dict[str, Any]]:
    return [
        {"conv": f"t{number}", "turn": turn, "text": "where is it"} for number in range(people) for turn in range(3)
    ]


def with_code(conv: str, text: str, code: str) -> dict[str, Any]:
    return {"conv": conv, "turn": 5, "text": text.replace("{v}", code), "slots": {"code": code}}


def test_wordings_of_two_people_are_kept_and_of_one_left_out(log):
    turns = [with_code("a", "The code is {v}.", "AB12"), with_code("b", "the code is {v}", "XY99")]
    turns += [with_code("c", "i guess {v}", "QQ11"), with_code("c", "i guess {v}", "QQ12")]
    book = learn(log([*small_talk(), *turns]))
    assert [(one.name, one.text, one.people) for one in book.kept] == [("code", "the code is {value}", 2)]
    assert [one.text for one in book.single] == ["I guess {value}"]
    text = to_yaml(book)
    assert "guess" not in text and "guess" in to_yaml(book, unchecked=True)


def test_nothing_personal_survives_even_where_several_said_it(log):
    turns = [
        with_code(f"{conv}{at}", text, f"ZK{at}{conv}7")
        for at, (text, _) in enumerate(PLANTED)
        for conv in ("a", "b", "c")
    ]
    hidden = [{"conv": f"h{at}", "text": "my secret word is tulip", "slots": {"code": "Tulips99"}} for at in range(3)]
    text = to_yaml(learn(log([*small_talk(), *turns, *hidden])), unchecked=True)
    assert [planted for _, planted in PLANTED if planted.lower() in text.lower()] == []
    assert "ZK" not in text and "tulip" not in text


@pytest.mark.parametrize(
    "wording", ["the code is {value}", "I'm after a {value} seat", "it's for friday, {value}", "ok thanks"]
)
def test_ordinary_wordings_are_clean(wording):
    assert is_clean(wording)


def test_wordings_are_tidied_for_the_noise_to_mess_up():
    assert tidy("Im sure i dont have  it :) pls!!") == "I'm sure I don't have it please"
    assert tidy("NASA said u can") == "NASA said you can"


@pytest.mark.parametrize(
    ("text", "act"),
    [("yep go for it", "affirm"), ("no idea", "unsure"), ("ok thanks", "thank"), ("yes but no", ""), ("hm", "")],
)
def test_acts_of_short_turns(text, act):
    assert act_of(text) == act


def log_of(people: int, small: float) -> list[Spoken]:
    found = []
    for number in range(people):
        lower = number % 10 < 10 * small
        found += [Spoken(conv=str(number), turn=turn, text="so be it" if lower else "So be it.") for turn in range(6)]
    return found


def test_habits_are_learnt_with_their_spread_and_what_they_go_with():
    found = habits(log_of(200, 0.3))
    assert found["lower_start"].mean == pytest.approx(0.3)
    assert found["lower_start"].levels[3] < 0.05 and found["lower_start"].levels[-2] > 0.95
    assert found["lower_start"].lean > 0.5 and found["no_stop"].lean > 0.5
    assert "burst" not in found and "small_i" not in found


def test_few_conversations_are_refused():
    with pytest.raises(InputError, match="5 conversations"):
        habits(log_of(5, 0.3))


class Nobody:
    traits: dict[str, str] = {}  # noqa: RUF012
    style: dict[str, float] = {}  # noqa: RUF012


def test_a_learnt_book_sets_the_population_and_its_phrases(log):
    turns = [{"conv": turn.conv, "turn": turn.turn, "text": turn.text, "slots": {}} for turn in log_of(100, 0.9)] + [
        with_code(conv, "the code is {v}", f"AB{conv}") for conv in "12"
    ]
    document = load_yaml(to_yaml(learn(log(turns))), "book.yaml")
    assert phrases_of(document)["code"] == ["the code is {value}"]
    profile = parse_mess(text_of(document, "book"))
    drawn = [draw_style(Nobody(), profile, Draws(str(number))) for number in range(300)]
    assert sum(style.lower_start > 0.5 for style in drawn) / 300 == pytest.approx(0.9, abs=0.08)
    assert all(style.slips == 0 for style in drawn)


def test_a_log_is_refused_with_the_place_of_what_is_wrong(log):
    for slots, problem in (("x", "`slots` is 'x'"), ({"a b": "c"}, "no slot name"), ({"code": [2, 99]}, "the span")):
        with pytest.raises(InputError, match=problem) as wrong:
            learn(log([{"conv": "a", "text": "hi there", "slots": slots}]))
        assert "log.jsonl:1:1" in str(wrong.value)


def test_the_setting_names_its_file_once_and_then_holds_all_of_it(tmp_path):
    file = tmp_path / "our log.yaml"
    file.write_text("style:\n  slips: {levels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0.2], lean: 0.3}\n")
    whole = resolved(f"calibrated:{file}+slips=2")
    assert whole == "calibrated:our-log(slips=0.3:0/0/0/0/0/0/0/0/0/0/0.1/0.2)+slips=2"
    assert resolved(whole) == whole
    assert parse_mess(whole).factors == {"slips": 2.0}
    assert draw_style(Nobody(), parse_mess(whole), Draws("x", {})).slips >= 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("phrases: {}\n", "no style is learnt"),
        ("style:\n  slipz: {levels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], lean: 0}\n", "unknown habit 'slipz'"),
        ("style:\n  slips: {levels: [0, 1], lean: 0}\n", "levels of 'slips'"),
        ("style:\n  slips: {levels: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], lean: 0}\n", "levels of 'slips'"),
        ("style:\n  slips: {levels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], lean: 2}\n", "lean of 'slips'"),
        ("style:\n  slips: 3\n", "needs levels and lean"),
    ],
)
def test_a_wrong_style_is_told_with_its_place(text, problem):
    with pytest.raises(InputError, match=problem) as wrong:
        text_of(load_yaml(text, "book.yaml"), "book")
    assert str(wrong.value).startswith("book.yaml:")


def test_a_book_without_phrases_is_refused():
    with pytest.raises(InputError, match="no phrases"):
        phrases_of(load_yaml("style: {}\n", "book.yaml"))
    with pytest.raises(InputError, match="no list of texts"):
        phrases_of(load_yaml("phrases: {code: 7}\n", "book.yaml"))
