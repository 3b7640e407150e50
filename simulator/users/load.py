"""Opens a simulated user by the name of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.users.embedded import EmbeddedUser
from simulator.users.user import User, UserView

KINDS: Mapping[str, Callable[[UserView, Draws], User]] = {"agenda": EmbeddedUser}


def open_user(name: str, view: UserView, draws: Draws) -> User:
    """A user of this kind at the start of a conversation; raises InputError for an unknown kind."""
    kind = KINDS.get(name)
    if kind is None:
        raise InputError(f"there is no user {name!r}", hint=closest(name, tuple(KINDS)))
    return kind(view, draws)
