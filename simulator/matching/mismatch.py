"""What comparing one argument gives and needs: a mismatch with its proof, and the context of the call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple


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
