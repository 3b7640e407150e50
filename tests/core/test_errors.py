"""Errors print in three lines at most, say where, and survive a process border."""

from __future__ import annotations

import pickle

import pytest

from simulator.errors import InputError, InputErrors, Place, SetupError, closest, redact


def test_an_error_says_where_what_and_what_to_do():
    error = InputError("no kind", place=Place("a.yaml", 3, 7), hint="add one")
    assert str(error) == "a.yaml:3:7: no kind\nhint: add one"


def test_a_hostile_message_stays_one_readable_line():
    error = InputError("bad\n\x1b[31m" + "x" * 1000)
    assert "\n" not in str(error)
    assert "\x1b" not in str(error)
    assert len(str(error)) <= 400


def test_errors_survive_pickling():
    error = InputErrors([InputError("one", place=Place("a", 1, 2)), InputError("two", hint="h")])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(again) == str(error)
    assert pickle.loads(pickle.dumps(SetupError("x", hint="y"))).hint == "y"  # noqa: S301


def test_the_closest_word_is_offered():
    assert closest("choise", ["choice", "table"]) == "did you mean 'choice'?"
    assert closest("zzz", ["b", "a"]) == "known: a, b"


def test_a_key_never_stands_in_an_error(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-very-secret")
    assert "very-secret" not in str(
        InputError("the server said: sk-ant-very-secret is wrong", hint="sk-ant-very-secret")
    )


@pytest.mark.parametrize(("key", "written"), [("sk-secret-1\r\n", "sk-secret-1"), ("sk\\secret-1", "sk\\\\secret-1")])
def test_a_key_is_found_as_it_is_sent_and_as_json_writes_it(monkeypatch, key, written):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    assert redact(f"your key {written} is wrong") == "your key [OPENAI_API_KEY] is wrong"


def test_a_file_name_stays_on_its_line_and_readable():
    error = InputError("no kind", place=Place("a\n\x1b[31mb.yaml", 3, 7), hint="add one")
    assert str(error) == "a\\n\\x1b[31mb.yaml:3:7: no kind\nhint: add one"
    assert len(str(Place("x" * 5000, 1, 1))) < 420
