"""A function may word what the agenda decides: it gets what may be said and no more, and is checked before delivery."""

from __future__ import annotations

import pytest

from simulator.draws import Draws
from simulator.errors import SetupError
from simulator.messages import Reading
from simulator.scenario.case import Event, Slot
from simulator.users.embedded import EmbeddedUser
from simulator.users.speech.brief import Brief


def plain(brief: Brief) -> str:
    told = [f"{fact.word} {fact.text}" for deed in brief.deeds for fact in deed.facts if fact.text]
    asked = [deed.requests[0] for deed in brief.deeds if deed.requests]
    return ". ".join(asked + told) or brief.deeds[0].act


@pytest.fixture
def spoken(talk):
    """A user that a function words, and the briefs it was given."""

    def opened(wording=plain, *goals, **options):
        briefs: list[Brief] = []

        def kept(brief: Brief) -> str:
            briefs.append(brief)
            return wording(brief)

        one = talk(*goals, **options)
        one.user = EmbeddedUser(one.user._view, Draws("1"), kept)
        return one, briefs

    return opened


def test_a_function_words_the_turns_and_its_values_get_their_spans(spoken):
    one, briefs = spoken()
    one.hears(None, Reading(asks=("booking_id",), question=True))
    assert one.text == "booking ID KLM482"
    assert one.told == {"booking_id": "KLM482"}
    (note,) = one.turns[-1].notes
    (span,) = note.spans
    assert one.text[span.start : span.end] == "KLM482"
    assert briefs[-1].deeds[0].act == "answer"
    assert note.stand_in == ""


def test_a_brief_says_what_was_said_and_who_speaks(spoken):
    one, briefs = spoken(persona="terse_commuter")
    one.hears(None)
    one.hears(one.user.read("What is the booking id?"))
    assert [line.role for line in briefs[-1].said] == ["user", "assistant"]
    assert briefs[-1].said[-1].text == "What is the booking id?"
    assert briefs[-1].persona.name == "terse_commuter"
    assert briefs[0].deeds[0].requests == ("I need to move my flight.",)


def test_a_brief_holds_nothing_the_user_does_not_know(spoken, make_goal):
    goal = make_goal(
        "g",
        "I am Mia Berg and want a refund of order 998877.",
        ("name",),
        name=Slot(name="name", value="Mia Berg", knows="wrong", believed="Mia Borg"),
        card=Slot(name="card", value="4711", knows="no"),
        code=Slot(name="code", value="XK7788", knows="half", hint="ends in 88"),
    )
    one, briefs = spoken(plain, goal)
    one.hears(None, Reading(asks=("name", "card", "code"), question=True), Reading(question=True, manner="helps"))
    shown = repr(briefs)
    assert "Mia Borg" in shown
    assert "ends in 88" in shown
    assert not any(secret in shown for secret in ("Mia Berg", "4711", "XK7788"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("How can I help you today?", "assistant"),
        ("my card is 99887", "99887"),
        ("", "words"),
        ("User: hello", "other side"),
    ],
)
def test_an_unfair_wording_is_asked_for_twice_more_then_the_grammar_speaks(spoken, text, reason):
    one, briefs = spoken(lambda brief: f"{text} {brief.deeds[0].facts[0].text}" if text and brief.wrong else text)
    one.hears(None)
    assert len(briefs) == 3
    assert briefs[1].wrong
    assert reason in one.turns[-1].notes[0].stand_in or briefs[1].wrong
    assert one.told == {"date": "2030-03-05"}
    assert one.end == ""


def test_a_wording_without_a_value_it_owes_is_asked_for_again_with_the_reason(spoken):
    one, briefs = spoken(lambda brief: plain(brief) if brief.wrong else "well")
    one.hears(None)
    assert len(briefs) == 2
    assert "is to be said" in briefs[1].wrong
    assert one.told == {"date": "2030-03-05"}
    assert one.turns[-1].notes[0].stand_in == ""


def test_the_noise_comes_after_any_wording(spoken):
    one, _ = spoken(plain, persona="student_on_phone", mess="fuzz")
    one.hears(None)
    assert one.turns[-1].notes[0].clean != ""
    assert one.told == {"date": "2030-03-05"}


def test_planned_events_happen_whoever_speaks(spoken):
    change = Event(id="e", act="change_goal", when="before_write", goal="move", set={"date": "2030-03-06"})
    one, briefs = spoken(plain, events=[change])
    one.hears(None, Reading(confirms=True, question=True, values={"date": "right"}))
    assert (one.act, one.told, one.happened) == ("change_goal", {"date": "2030-03-06"}, ["e"])
    assert briefs[-1].deeds[0].facts[0].how == "new"


def test_a_function_that_breaks_says_so(spoken):
    one, _ = spoken(lambda brief: brief.nothing)
    with pytest.raises(SetupError, match="AttributeError"):
        one.hears(None)
