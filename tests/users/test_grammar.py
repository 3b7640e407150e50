"""Templates: every one in the tables is well formed, choices and holes are filled as written."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from simulator.assistants.speech.consent import consent
from simulator.draws import Draws
from simulator.noise.hand import Piece
from simulator.users.grammar import fill, template
from simulator.users.lexicon.asides import ASIDES, CIRCUMSTANCES
from simulator.users.lexicon.leads import LEADS, SEEKING
from simulator.users.lexicon.words import LISTS
from simulator.users.request import rephrase
from simulator.users.telling import FRAMES, GREETINGS, NEXT, TELL
from simulator.users.wording import SAY
from simulator.values.dates import read_dates
from simulator.values.numbers import read_numbers

HOLES = {name: [Piece(text=name, slot=name)] for name in ("word", "value", "hint", "words", "request", "is")}
TABLES = [*SAY.values(), *TELL.values(), GREETINGS, NEXT, FRAMES, LEADS, SEEKING, *ASIDES.values()]


def test_every_template_can_be_filled():
    for wordings in TABLES:
        assert wordings["all"]
        for text in (text for texts in wordings.values() for text in texts):
            for seed in range(3):
                parts = fill(template(text), HOLES, Draws(str(seed)))
                filled = "".join(part if isinstance(part, str) else part.text for part in parts)
                assert filled.strip()
                assert not re.search(r"[\[\]|{}~<>]", filled), text


def test_no_template_says_a_number():
    texts = [text for wordings in TABLES for texts in wordings.values() for text in texts]
    assert not [text for text in (*texts, *LISTS) if re.search(r"\d", text)]


def _said(texts, seeds=12):
    for text in texts:
        for seed in range(seeds):
            parts = fill(template(text), HOLES, Draws(str(seed)))
            yield "".join(map(str, parts)).strip()


def test_an_aside_names_no_number_and_no_day():
    clock = datetime(2030, 6, 3, 8, 15, tzinfo=UTC)
    aside = [text for table in (*ASIDES.values(), SEEKING) for texts in table.values() for text in texts]
    for said in _said((*aside, *(text for texts in CIRCUMSTANCES.values() for text in texts))):
        assert not read_numbers(said), said
        assert not read_dates(said, clock), said


def test_an_aside_takes_back_no_yes_and_no_no():
    told = [text for texts in CIRCUMSTANCES.values() for text in texts]
    for said in _said([*told, *(text for texts in ASIDES["affirm"].values() for text in texts)], seeds=40):
        assert consent(f"yes, {said}") == "yes", said
        assert consent(f"no, {said}") == "no", said


@pytest.mark.parametrize(
    ("act", "answer"),
    [("affirm", "yes"), ("affirm_again", "yes"), ("deny", "no"), ("leave", "no"), ("no_thanks", "no")],
)
def test_a_yes_reads_as_yes_and_a_no_as_no(act, answer):
    for said in _said([text for texts in SAY[act].values() for text in texts], seeds=40):
        assert consent(said) == answer, said


def test_a_telling_says_its_value():
    for name in ("one", "named", "again", "right", "new"):
        assert all("{value}" in text for texts in TELL[name].values() for text in texts)


def test_zero_draws_take_the_first_choice():
    zero = Draws("x", dict.fromkeys(["a|b", "c|"], 0.0))
    assert "".join(map(str, fill(template("[a|b] [c|]"), {}, zero))) == "a c"


@pytest.mark.parametrize("text", ["[a|b", "a]b", "[a|[b]"])
def test_unbalanced_brackets_are_refused(text):
    with pytest.raises(ValueError, match="brackets"):
        template(text)


@pytest.mark.parametrize(
    "text",
    ["I need to move my flight.", "Can you cancel my order?", "I need a refund for my ticket.", "My parcel is late."],
)
def test_a_request_keeps_what_it_is_about(text):
    about = re.sub(r"^(I need to|Can you|I need) |[.?]$", "", text)
    found = {rephrase(text, ("casual", "formal"), Draws(str(seed))) for seed in range(60)}
    assert all(about in one for one in found)
    assert len(found) == 1 or len(found) > 8
