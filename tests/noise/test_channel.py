"""The channel breaks wording as people do and never a value; spans and slips are exact."""

from __future__ import annotations

import re
from itertools import product

from simulator.draws import Draws
from simulator.noise.channel import Messy, mess
from simulator.noise.hand import Piece
from simulator.noise.style import Style, draw_style, parse_mess
from simulator.personas.library import find_persona, names

PIECES = (
    Piece(text="Hi, I need to move my flight, and I can't travel tomorrow because of the weather. The new date is "),
    Piece(text="5 March", slot="date", value="2030-03-05"),
    Piece(text=". Booking reference "),
    Piece(text="KLM482", slot="booking_id", value="KLM482"),
    Piece(text=", for Søren "),
    Piece(text="J. O'Neill, Jr.", slot="name", value="J. O'Neill, Jr."),
    Piece(text=", is that possible?"),
)
CLEAN = "".join(piece.text for piece in PIECES)
WORDS = {piece.slot: piece.text for piece in PIECES if piece.slot}


def typed(profile: str = "realistic", harm: frozenset[str] = frozenset()) -> list[Messy]:
    found = []
    for name, seed in product(names(), range(12)):
        draws = Draws(f"{name} {seed}")
        style = draw_style(find_persona(name), parse_mess(profile), draws.at("style"))
        found.append(mess(PIECES, style, draws.at("turn"), harm))
    return found


def test_clean_style_changes_nothing():
    messy = mess(PIECES, Style(), Draws("x"))
    assert messy.texts == (CLEAN,) == messy.clean
    assert messy.slips == ((),)


def test_every_value_is_as_written_and_its_span_exact():
    for profile in ("realistic", "fuzz", "clean"):
        for messy in typed(profile):
            found = {}
            for text, spans in zip(messy.texts, messy.spans, strict=True):
                found.update({span.slot: text[span.start : span.end] for span in spans})
            assert found == WORDS


def test_every_slip_lies_where_it_says():
    seen = set()
    for messy in typed("fuzz"):
        for text, slips in zip(messy.texts, messy.slips, strict=True):
            for slip in slips:
                assert 0 <= slip.start < slip.end <= len(text)
                assert text[slip.start : slip.end] != slip.was
                seen.add(slip.kind)
    assert {"omission", "insertion", "transposition", "texting", "repair", "phonetic", "common"} <= seen


def test_undoing_the_slips_gives_the_text_before_them():
    style = Style(slips=0.3)
    for seed in range(200):
        messy = mess(PIECES, style, Draws(str(seed)))
        text = messy.texts[0]
        for slip in sorted(messy.slips[0], key=lambda slip: slip.start, reverse=True):
            text = text[: slip.start] + slip.was + text[slip.end :]
        assert text == CLEAN


def test_slips_never_touch_a_value():
    for messy in typed("fuzz"):
        for spans, slips in zip(messy.spans, messy.slips, strict=True):
            assert not any(slip.start < span.end and span.start < slip.end for slip in slips for span in spans)


def test_harm_alters_the_harmed_slot_and_no_other():
    harmed = set()
    for messy in typed("fuzz", frozenset({"date"})):
        for text, spans in zip(messy.texts, messy.spans, strict=True):
            for span in spans:
                written = text[span.start : span.end]
                assert span.harmed == (written != WORDS[span.slot])
                if span.harmed:
                    harmed.add(span.slot)
                    assert re.findall(r"\d", written) == re.findall(r"\d", WORDS[span.slot])
    assert harmed == {"date"}


def test_bursts_keep_the_order_of_what_was_said():
    several = 0
    for messy in typed():
        slots = [span.slot for spans in messy.spans for span in spans]
        assert slots == list(WORDS)
        assert all(messy.texts)
        several += len(messy.texts) > 1
    assert several > 20


def test_small_letters_spare_values_and_names():
    style = Style(lower_start=1.0, small_i=1.0, no_apostrophe=1.0, no_stop=1.0, no_question=1.0)
    text = mess(PIECES, style, Draws("x")).texts[0]
    assert text.startswith("hi, i need to move my flight, and i cant")
    assert "Søren J. O'Neill, Jr." in text
    assert text.endswith("is that possible")


def test_a_comma_before_a_value_stays():
    pieces = (Piece(text="Well, sorry, not quite, "), Piece(text="5 March", slot="date", value="2030-03-05"))
    text = mess(pieces, Style(no_comma=1.0), Draws("x")).texts[0]
    assert text == "Well sorry not quite, 5 March"


def test_few_set_a_full_stop_behind_a_number():
    pieces = (Piece(text="It's "), Piece(text="5 March", slot="date", value="2030-03-05"), Piece(text="."))
    coded = (
        Piece(text="It's "),
        Piece(text="KLM482", slot="id", value="KLM482"),
        Piece(text=", I think it is that one."),
    )
    stops = sum(mess(pieces, Style(no_stop=0.4), Draws(str(seed))).texts[0].endswith(".") for seed in range(400))
    assert 60 < stops < 140
    assert mess(coded, Style(no_comma=1.0), Draws("x")).texts[0] == "It's KLM482 I think it is that one."


def test_marks_are_doubled_and_set_apart_by_those_who_do_so():
    pieces = (Piece(text="Is that enough?"),)
    assert mess(pieces, Style(double=1.0), Draws("x")).texts == ("Is that enough??",)
    assert mess(pieces, Style(gap=1.0), Draws("x")).texts == ("Is that enough ?",)
    assert (
        mess((Piece(text="Great. That was quick."),), Style(exclaim=1.0, double=1.0), Draws("2"))
        .texts[0]
        .endswith("!!")
    )


def test_a_shout_stays_clear_of_values():
    pieces = (Piece(text="I really need this, so "), Piece(text="3", slot="n", value=3), Piece(text=" now please."))
    assert mess(pieces, Style(shout=1.0), Draws("x")).texts == ("I REALLY NEED this, so 3 now please.",)


def test_a_phone_puts_another_word_and_one_that_listens_a_word_of_the_same_sound():
    pieces = (Piece(text="Well, I was looking for it, is it there."),)
    put = mess(pieces, Style(autocorrect=1.0), Draws("x"))
    assert "We'll" in put.texts[0] and {slip.kind for slip in put.slips[0]} == {"autocorrect"}
    heard = mess(pieces, Style(misheard=1.0), Draws("x"))
    assert heard.texts[0].endswith("is it their.") and {slip.kind for slip in heard.slips[0]} == {"homophone"}


def test_a_repair_names_the_word_that_was_meant():
    style = Style(slips=0.3, repair=1.0)
    repairs = 0
    for seed in range(100):
        messy = mess((Piece(text="Maybe tomorrow would be better."),), style, Draws(str(seed)))
        for text, clean, slips in zip(messy.texts, messy.clean, messy.slips, strict=True):
            if slips and slips[0].kind == "repair":
                repairs += 1
                assert not clean
                assert any(word in text for word in ("maybe", "tomorrow", "would", "better"))
    assert repairs > 5


def test_the_same_draws_give_the_same_turn():
    assert typed() == typed()


def test_a_word_added_before_leaves_other_slips_alone():
    style = Style(slips=0.3)
    short = mess((Piece(text="Tomorrow would be better."),), style, Draws("7"))
    long = mess((Piece(text="Honestly tomorrow would be better."),), style, Draws("7"))
    kept = [(slip.was.lower(), slip.kind) for slip in short.slips[0]]
    assert kept
    assert [(slip.was.lower(), slip.kind) for slip in long.slips[0] if slip.was.lower() != "honestly"] == kept
