"""User turns to be measured: those of a run's records, or of a file of real ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place
from simulator.frozen import dataclass
from simulator.store.read import parse_line

MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One message of a user: `turn` counts this person's messages from 0, `burst` that it directly follows another."""

    conv: str
    turn: int
    text: str
    burst: bool = False


def of_records(records: Iterable[Mapping[str, Any]]) -> list[Spoken]:
    """The user messages of records, conversation by conversation."""
    found = []
    for record in records:
        turn, before = 0, ""
        for message in record["messages"]:
            if message["role"] == "user" and message.get("content"):
                text = message["content"]
                found.append(Spoken(conv=record["id"], turn=turn, text=text, burst=before == "user"))
                turn += 1
            before = message["role"]
    return found


def of_file(path: Path) -> list[Spoken]:
    """The turns of a JSONL file with `text`, `conv` and, where turns are not in order, `turn`; `burst` where known."""
    lines: dict[str, list[tuple[int, int, str, bool]]] = {}
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(str(path))) from error
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            place = Place(str(path), number, 1)
            found = parse_line(line, path, number, SHAPE)
            conv, turn, text, burst = _checked(found, place, number)
            if text.strip():
                lines.setdefault(conv, []).append((turn, number, text, burst))
    if not lines:
        raise InputError("no turn stands in it", place=Place(str(path)), hint=SHAPE)
    return [
        Spoken(conv=conv, turn=index, text=text, burst=burst)
        for conv, turns in lines.items()
        for index, (_, _, text, burst) in enumerate(sorted(turns))
    ]


SHAPE = 'one JSON object a line, such as {"conv": "c1", "turn": 0, "text": "hi, where is my parcel"}'


def _checked(found: Any, place: Place, number: int) -> tuple[str, int, str, bool]:
    if not isinstance(found, dict):
        raise InputError("no JSON object", place=place, hint=SHAPE)
    text, conv, turn = found.get("text"), found.get("conv"), found.get("turn", number)
    if not isinstance(text, str):
        raise InputError(f"`text` is {_said(text)}", place=place, hint=SHAPE)
    if len(text) > MOST_LETTERS:
        raise InputError(f"a turn of {len(text):,} letters", place=place, hint=f"at most {MOST_LETTERS:,}")
    if not isinstance(conv, str | int) or isinstance(conv, bool):
        raise InputError(f"`conv` is {_said(conv)}", place=place, hint=SHAPE)
    if not isinstance(turn, int) or isinstance(turn, bool):
        raise InputError(f"`turn` is {_said(turn)}", place=place, hint="a whole number")
    return str(conv), turn, text, bool(found.get("burst"))


def _said(value: Any) -> str:
    return "missing" if value is None else f"{value!r}"


def pairs(turns: Sequence[Spoken]) -> list[tuple[str, str]]:
    """Conversation and text, as the two-sample test reads them."""
    return [(turn.conv, turn.text) for turn in turns]
