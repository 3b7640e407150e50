"""Users are opened by name."""

from __future__ import annotations

import pytest

from simulator.draws import Draws
from simulator.errors import InputError, SetupError
from simulator.users.load import open_user, user_digest


def test_an_unknown_user_is_an_input_error(talk):
    view = talk().user._view
    with pytest.raises(InputError, match="no user") as caught:
        open_user("agendas", view, Draws("x"))
    assert "agenda" in caught.value.hint


def test_a_function_of_a_file_words_what_the_agenda_decides(talk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text("def speak(brief):\n    return 'move it to ' + brief.deeds[0].facts[0].text\n")
    user = open_user("mine.py:speak", talk().user._view, Draws("x"))
    (message,) = user.act(None).messages
    assert message.content.startswith("move it to ")
    assert user_digest("mine.py:speak") != user_digest("agenda") == ""


def test_what_is_no_function_is_a_setup_error(talk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.py").write_text("speak = 3\n")
    with pytest.raises(SetupError, match="no function"):
        open_user("other.py:speak", talk().user._view, Draws("x"))
