"""Yes and no are told apart in what people really type."""

from __future__ import annotations

import pytest

from simulator.assistants.speech.consent import consent


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yep, go ahead!",
        "that's right",
        "no problem, do it",
        "yse",
        "corect",
        "Corre ct!",
        "ok go ahesd\ni meant ahead",
        "fine do it (I don't have the time for this)",
        "correct, go ahead\ndont have much time",
        "do it don't mind the typos",
        "looks good to me. can we make it quick??",
        "Yeah that works don't have much time will somebody reply to me?",
        "Correct go ahead don't heve all day",
        "yeah let's do that. my battery is not great",
    ],
)
def test_a_yes_is_a_yes(text):
    assert consent(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes. no wait, the 5th",
        "Yes! Do not book it yet",
        "right\nthe date should be the 4th instead",
        "not quite",
        "yes but on the 6th",
        "wait",
        "actually 5 March",
        "wrnog",
        "I meant the 5th",
        "yes\nsorry, i meant the 5th",
    ],
)
def test_a_no_is_a_no(text):
    assert consent(text) == "no"


@pytest.mark.parametrize("text", ["", "what does it cost?", "I am trying to move my flight please"])
def test_neither_is_neither(text):
    assert consent(text) == ""


@pytest.mark.parametrize("text", ["Go ahwad.", "Go aehad :)", "soudns good", "go ahaed pls"])
def test_a_slip_in_a_phrase_of_agreement_is_forgiven(text):
    assert consent(text) == "yes"


@pytest.mark.parametrize("text", ["go away", "looks bad", "that's late"])
def test_what_only_resembles_agreement_is_none(text):
    assert consent(text) != "yes"
