"""A chat log with labelled values, one turn a line; the value of each slot as a span of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.audit.turns import Spoken, of_file
from simulator.errors import InputError, Place
from simulator.frozen import dataclass

SHAPE = '{"conv": "c1", "turn": 0, "text": "it is AB12", "slots": {"booking_id": "AB12"}}; a value may be [START, END]'
SLOT = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One turn: where each slot's value stands; `hidden` says that one has a value that the text writes otherwise."""

    conv: str
    text: str
    spans: tuple[tuple[str, int, int], ...]
    hidden: bool


def read_log(path: Path) -> tuple[list[Spoken], list[Labelled]]:
    """The turns of a log, for their style and for their wordings."""
    return of_file(path), list(_labelled(path))


def _labelled(path: Path) -> Iterator[Labelled]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        found = json.loads(line)
        slots = found.get("slots", {})
        place = Place(str(path), number, 1)
        if not isinstance(slots, Mapping):
            raise InputError(f"`slots` is {slots!r}", place=place, hint=SHAPE)
        text = found["text"]
        spans = [_span(slot, value, text, place) for slot, value in slots.items()]
        yield Labelled(
            conv=str(found["conv"]),
            text=text,
            spans=tuple(sorted([span for span in spans if span], key=lambda span: span[1])),
            hidden=None in spans,
        )


def _span(slot: str, value: Any, text: str, place: Place) -> tuple[str, int, int] | None:
    if not SLOT.fullmatch(slot):
        raise InputError(f"{slot!r} is no slot name", place=place, hint="letters, digits, _ and -")
    if isinstance(value, list):
        whole = len(value) == 2 and all(isinstance(end, int) for end in value)
        if not whole or not 0 <= value[0] < value[1] <= len(text):
            raise InputError(f"the span {value!r} of {slot!r} is not in the text", place=place, hint=SHAPE)
        return slot, value[0], value[1]
    if not isinstance(value, str | int | float) or isinstance(value, bool) or value == "":
        raise InputError(f"the value of {slot!r} is {value!r}", place=place, hint=SHAPE)
    hit = re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", text, re.IGNORECASE)
    return (slot, hit.start(), hit.end()) if hit else None
