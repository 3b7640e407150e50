"""Users are opened by name."""

from __future__ import annotations

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.users.load import open_user


def test_an_unknown_user_is_an_input_error(talk):
    view = talk().user._view
    with pytest.raises(InputError, match="no user") as caught:
        open_user("agendas", view, Draws("x"))
    assert "agenda" in caught.value.hint
