"""Each figure of style counts what its name says; intervals hold the figure."""

from __future__ import annotations

import pytest

from simulator.audit.style import measure, misspelt
from simulator.audit.turns import Spoken


def figure(name: str, *texts: str) -> float | None:
    turns = [Spoken(conv=str(at % 3), turn=at // 3, text=text, burst=at == 1) for at, text in enumerate(texts)]
    return {found.name: found.value for found in measure(turns)}.get(name)


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("starts_lowercase_%", ["hi", "Hi", "12", "(so)"], 200 / 3),
        ("all_lowercase_%", ["so it is", "so It is"], 50),
        ("no_terminal_punct_%", ["ok", "ok.", "ok?", "ok!"], 25),
        ("lowercase_i_%", ["i am and i'm", "I am I can"], 50),
        ("no_apostrophe_%_of_contractions", ["dont", "don't", "can't", "Im"], 50),
        ("misspellings_per_1000w", ["the adress is wrong"], 250),
        ("question_mark_turns_%", ["why?", "why"], 50),
        ("questions_without_mark_%", ["where is it?", "where is it", "can you help", "it is red?"], 200 / 3),
        ("please_turns_%", ["please go", "pls go", "go", "pleased"], 50),
        ("thanks_turns_%", ["thx", "Thank you", "go", "ok"], 50),
        ("apology_turns_%", ["sorry", "no"], 50),
        ("greeting_first_turn_%", ["hello there", "hey", "no", "hi", "hi"], 200 / 3),
        ("emoji_or_emoticon_turns_%", ["ok :)", "ok 🙂", "at 8:30", "ok"], 50),
        ("exclamation_turns_%", ["no!", "no"], 50),
        ("multi_!!_or_??_turns_%", ["no!!", "no!"], 50),
        ("caps_word_turns_%", ["go WITH it", "AB12CD and XKQZ"], 50),
        ("one_to_three_token_turns_%", ["a b c", "a b c d"], 50),
        ("tokens_first_turn", ["a", "a b", "a b c", "a b c d"], 2),
        ("tokens_later_turns", ["a", "a b", "a b c", "a b c d"], 4),
        ("comma_per_1000w", ["a, b"], 500),
        ("sentences_per_turn", ["So. It is", "So it is"], 1.5),
        ("texting_turns_%", ["u there", "you there"], 50),
        ("burst_turns_%", ["a", "b"], 50),
    ],
)
def test_figure(name, texts, value):
    assert figure(name, *texts) == pytest.approx(value)


def test_what_cannot_be_counted_is_left_out():
    assert figure("lowercase_i_%", "no such word") is None


def test_intervals_hold_the_figure_and_shrink_with_more_people(turns):
    def width(people: int) -> float:
        made = [Spoken(conv=conv, turn=0, text=text) for conv, text in turns("a", people, 2)]
        found = next(one for one in measure(made) if one.name == "starts_lowercase_%")
        assert found.low <= found.value <= found.high
        return found.high - found.low

    assert width(400) < width(40) / 2


def test_names_codes_addresses_and_chat_words_are_no_misspellings():
    assert misspelt("Thier pls dont recieve@example.org ab12recieve http://example.org/recieve gonna i'm") == []
    assert misspelt("recieve it tomorow") == [("recieve", "receive"), ("tomorow", "tomorrow")]
