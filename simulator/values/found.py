"""A value that was read in a text, and where it stands."""

from __future__ import annotations

from typing import Any

from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """text[start:end] says `value` (dates and times as ISO text); `also` are other readings of the same words.

    kind: date, time, datetime, month, number, money or percent.
    """

    value: Any
    start: int
    end: int
    kind: str
    also: tuple[Any, ...] = ()
    relative: bool = False

    @property
    def readings(self) -> tuple[Any, ...]:
        return (self.value, *self.also)
