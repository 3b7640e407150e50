"""A wording of somebody else's does what its turn has to do, in whatever words."""

from __future__ import annotations

import pytest

from simulator.personas.persona import Persona
from simulator.users.speech.brief import Brief, Deed
from simulator.users.speech.sense import astray


def brief(act, plain, *, say="", requests=()):
    deed = Deed(act=act, say=say or act, goal="g", requests=requests)
    return Brief(deeds=(deed,), persona=Persona(name="anybody"), plain=plain)


YES = brief("affirm", "Yes, go ahead.")
NO = brief("deny", "No, that's not right.")
OPEN = brief("open", "I need to move my flight.", requests=("Can I travel on another day?",))
UNSURE = brief("dont_know", "I don't have that one.")


@pytest.mark.parametrize(
    ("turn", "text"),
    [
        (YES, "yep do it"),
        (YES, "mhm, let's lock that in"),
        (YES, "no worries, go ahead"),
        (NO, "nah thats the wrong day"),
        (NO, "it should be the 5th"),
        (OPEN, "gotta shift a flight"),
        (OPEN, "is travelling later an option??"),
        (UNSURE, "no idea tbh"),
        (UNSURE, "yeah i dont have it"),
        (brief("affirm", "No, that's all fine."), "no, all good"),
        (brief("thank", "Thanks."), "ta"),
    ],
)
def test_other_words_for_the_same_are_taken(turn, text):
    assert astray(text, turn) == ""


@pytest.mark.parametrize(
    ("turn", "text", "reason"),
    [
        (YES, "No, don't do that.", "say yes"),
        (YES, "hello", "say yes"),
        (NO, "Sure, sounds great", "say no"),
        (OPEN, "hello there", "what the person wants"),
        (OPEN, "yes exactly", "what the person wants"),
        (UNSURE, "That's right, go ahead.", "agrees"),
    ],
)
def test_what_means_something_else_is_told(turn, text, reason):
    assert reason in astray(text, turn)
