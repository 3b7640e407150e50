"""Opens a simulated user by the name of its kind, or by the function that words its turns."""

from __future__ import annotations

from functools import lru_cache

from simulator.draws import Draws
from simulator.errors import InputError, SetupError, closest
from simulator.plugins import Loaded, load_object
from simulator.users.embedded import EmbeddedUser
from simulator.users.user import User, UserView

AGENDA = "agenda"
KNOWN = (AGENDA, "anthropic:MODEL", "openai:MODEL", "FILE.py:FUNCTION")


def open_user(name: str, view: UserView, draws: Draws) -> User:
    """A user of this kind at the start of a conversation; raises InputError for an unknown kind.

    agenda            decides by code, speaks by the grammar
    FILE.py:FUNCTION  decides by code, speaks by a function of your own: it gets a `Brief` and returns the text
    """
    check_user(name)
    return EmbeddedUser(view, draws, _file(name).found if name != AGENDA else None)


def check_user(name: str) -> None:
    """Raises InputError or SetupError where there is no such user."""
    if name == AGENDA:
        return
    if not (name.endswith(".py") or ".py:" in name):
        raise InputError(f"there is no user {name!r}", hint=closest(name, KNOWN))
    found = _file(name).found
    if not callable(found):
        hint = "give a function that takes a brief and returns a text"
        raise SetupError(f"{name} is {type(found).__name__}, no function", hint=hint)


def user_digest(name: str) -> str:
    """The digest of the file behind a user; "" for the embedded one."""
    return "" if name == AGENDA else _file(name).digest


@lru_cache(maxsize=8)
def _file(spec: str) -> Loaded:
    return load_object(spec)
