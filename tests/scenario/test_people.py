"""Who speaks is a variable: own personas, mixtures in proportion, and traits by name that depend on the case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.scenario.load import load

HEAD = """
name: mine
goals: [{says: I want to know the opening hours.}]
labels: {say: ["nine"]}
policy: We open at nine.
"""
N = 600


@pytest.fixture
def scenario(tmp_path: Path):
    def write(text: str, people: str = ""):
        (tmp_path / "people.yaml").write_text(people, encoding="utf-8")
        (tmp_path / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
        return load(tmp_path / "mine.yaml")

    return write


def cases(found):
    return [found.case(f"0.{number}") for number in range(N)]


def test_a_mixture_speaks_by_its_shares(scenario):
    found = scenario(
        "personas: {rush: {mix: {terse_commuter: 2, busy_manager: 1}}}\npersona: {choice: {rush: 3, plain: 1}}"
    )
    counts = Counter(case.persona.name for case in cases(found))
    assert set(counts) == {"terse_commuter", "busy_manager", "plain"}
    assert 0.43 < counts["terse_commuter"] / N < 0.57
    assert 0.19 < counts["plain"] / N < 0.31


def test_a_mixture_alone_and_in_a_table_and_in_a_list(scenario):
    mixes = "personas: {rush: {mix: [terse_commuter, busy_manager]}, one: {mix: [rush]}}\n"
    for persona in ("one", "{choice: [one]}", "{given: [a], table: {x: one, y: [rush]}}"):
        found = scenario(f"{mixes}variables: {{a: {{choice: [x, y]}}}}\npersona: {persona}")
        assert {case.persona.name for case in cases(found)} == {"terse_commuter", "busy_manager"}


def test_a_drawn_trait_is_a_variable_by_its_name(scenario):
    found = scenario(
        "variables: {band: {choice: [young, old]}, mark: {expr: \"1 if band == 'old' else 0\"}}\n"
        "personas: {guest: {like: plain, traits: {"
        "tone: {given: band, table: {young: cheerful, old: {curt: 3, friendly: 1}}}, "
        "patience: [low, high]}}}\npersona: guest"
    )
    found = cases(found)
    assert {case.persona.traits["tone"] for case in found if case.values["band"] == "young"} == {"cheerful"}
    old = Counter(case.persona.traits["tone"] for case in found if case.values["band"] == "old")
    assert 2 < old["curt"] / old["friendly"] < 4.5
    assert all(case.values["persona.tone"] == case.persona.traits["tone"] for case in found)
    assert Counter(case.persona.traits["patience"] for case in found).keys() == {"low", "high"}


def test_a_trait_is_a_variable_like_any_other(scenario):
    found = scenario(
        "personas: {guest: {traits: {tone: {given: band, table: {young: {angry: 3, curt: 1}, old: friendly}}}}}\n"
        "variables: {band: {choice: [young, old]}, line: {expr: \"'now' if persona.tone == 'angry' else 'later'\"}}\n"
        "persona: {choice: [guest, busy_manager]}\n"
        "require: [\"persona.tone != 'curt' or band == 'old'\"]\n"
        'backstory: "{line}, said in a tone that is {persona.tone}"'
    )
    angry = [found.under({"persona.tone": "angry"}, {}).case(f"0.{n}") for n in range(20)]
    assert {(case.values["band"], case.persona.name) for case in angry} == {("young", "guest")}
    assert {case.backstory for case in angry} == {"now, said in a tone that is angry"}
    made = [found.under({}, {"persona.tone": "angry"}).case(f"0.{n}") for n in range(20)]
    assert {case.persona.trait("tone") for case in made} == {"angry"}
    assert {case.persona.name for case in made} == {"guest", "busy_manager"}


def test_traits_of_several_personas_may_depend_on_different_variables(scenario):
    found = scenario(
        "variables: {a: {choice: [x, y]}, b: {choice: [1, 2]}}\n"
        "personas:\n"
        "  p: {traits: {tone: {given: [a, b], table: {x: {1: curt, 2: angry}, y: {default: cheerful}}}}}\n"
        "  q: {traits: {tone: {given: [b, a], table: {1: {x: anxious, y: friendly}, 2: {default: curt}}}}}\n"
        "persona: [p]\n".replace("persona: [p]", "persona: {choice: [p, q, plain]}")
    )
    seen = {
        (case.persona.name, case.values["a"], case.values["b"]): case.persona.traits["tone"] for case in cases(found)
    }
    assert seen["p", "x", 1] == "curt" and seen["p", "x", 2] == "angry" and seen["p", "y", 2] == "cheerful"
    assert seen["q", "x", 1] == "anxious" and seen["q", "y", 1] == "friendly" and seen["q", "x", 2] == "curt"
    assert seen["plain", "x", 1] == "neutral"


def test_a_drawn_trait_disturbs_no_other_draw(scenario):
    head = "variables: {band: {choice: [young, old]}, n: {integer: {from: 1, to: 1000}}}\n"
    fixed = cases(scenario(head + "personas: {p: {like: plain}}\npersona: {choice: [p, plain]}"))
    drawn = cases(
        scenario(head + "personas: {p: {like: plain, traits: {tone: [angry, curt]}}}\npersona: {choice: [p, plain]}")
    )
    for one, other in zip(fixed, drawn, strict=True):
        assert {name: other.values[name] for name in one.values} == dict(one.values)
        assert one.persona.name == other.persona.name


def test_a_range_of_style_is_drawn_by_conversation(scenario):
    found = scenario("personas: {p: {like: plain, style: {lower_start: [0.2, 0.9]}}}\npersona: p")
    assert found.case("0.0").persona.style["lower_start"] == (0.2, 0.9)


def test_personas_may_stand_in_a_file_beside_the_scenario(scenario):
    found = scenario("personas: people.yaml\npersona: p", "p: {like: chatty_retiree, traits: {patience: low}}")
    assert found.case("0.0").persona.traits["patience"] == "low"
    other = scenario("personas: people.yaml\npersona: p", "p: {like: chatty_retiree, traits: {patience: high}}")
    assert found.digest != other.digest
    assert any(name.endswith("people.yaml") for name in found.inputs)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("persona: chatty_retire", "no persona 'chatty_retire'", 6),
        ("persona: {choice: {plain: 1, busy_manger: 1}}", "no persona 'busy_manger'", 6),
        ("persona: {number: {from: 1, to: 2}}", "a name, a choice or a table", 6),
        ("personas: {a: {like: b}, b: {like: a}}", "a > b > a", 6),
        ("personas: nobody.yaml", "no file of personas", 6),
        ("personas: ../people.yaml", "no file of personas", 6),
        ("personas: {a: {traits: {tone: {given: bund, table: {x: curt}}}}}\npersona: a", "bund", 6),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_line(scenario, text, message, line):
    with pytest.raises(InputError, match=message) as caught:
        scenario(text)
    assert caught.value.place.line == line


def test_a_mistake_in_the_file_of_personas_names_that_file(scenario):
    with pytest.raises(InputError, match="rude") as caught:
        scenario("personas: people.yaml", "\np:\n  traits: {tone: rude}")
    assert caught.value.place.path.endswith("people.yaml")
    assert caught.value.place.line == 3
