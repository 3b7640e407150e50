"""What comparing one argument gives and needs: a mismatch with its proof, and the context of the call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, Final

from simulator.frozen import NamedTuple, dataclass

PLAIN = frozenset((str, int, float, bool, type(None)))
READ_OTHERWISE = frozenset(("format", "anyOf", "oneOf", "allOf", "$ref"))
"""Where a schema holds one of these, two texts may say the same in other letters."""


class Absent:
    """Stands for an argument that was not sent."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = Absent()


class Mismatch(NamedTuple):
    """Why a value is not the expected one; `path` leads inside a list or object, "" is the value itself."""

    path: str = ""
    expected: Any = None
    got: Any = None
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a comparison may look at.

    clock    gives times without a zone theirs
    root     the tool's whole schema, where local references lead
    results  contents of the tool results before this call
    said     texts of the user before this call
    """

    clock: datetime
    root: Mapping[str, Any] = field(default_factory=dict)
    results: Sequence[Any] = ()
    said: Sequence[str] = ()


def plain(value: Any) -> Any:
    """The value as a record holds it: None where nothing was sent."""
    return None if value is ABSENT else value


def letter_by_letter(values: Sequence[Any], got: Any, schema: Mapping[str, Any]) -> bool:
    """Whether these texts can only be the same letter by letter, so that none fits where none is equal."""
    if type(got) is not str or not got.isascii() or not READ_OTHERWISE.isdisjoint(schema):
        return False
    return all(type(value) is str and value.isascii() for value in values)
