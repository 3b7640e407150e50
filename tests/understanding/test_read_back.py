"""What assistants read back in terse, decorated and chatty ways: other values are noticed, right ones are agreed to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from simulator.scenario.case import Slot
from simulator.understanding.read import read

CLOCK = datetime(2031, 5, 12, 10, tzinfo=UTC)
SET = Path(__file__).parent / "sets" / "read_back.txt"
VALUE = re.compile(r"\{(\w+)=([^}]*)\}")


class Told(NamedTuple):
    """A text about a service, and the slot it tells wrongly, "" where all is right."""

    service: str
    text: str
    wrong: str

    def noticed(self) -> bool:
        return "wrong" in read(self.text, services()[self.service], CLOCK).values.values()


@lru_cache
def lines() -> tuple[str, ...]:
    return tuple(line for line in SET.read_text("utf-8").splitlines() if not line.startswith("#"))


@lru_cache
def services() -> dict[str, tuple[Slot, ...]]:
    found: dict[str, tuple[Slot, ...]] = {}
    name = ""
    for line in lines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = ()
        elif not line.startswith(("text |", "ok |")):
            slot, value, about, schema = line.split(" | ")
            options = tuple(schema.split("/")) if "/" in schema else ()
            kind = "" if options else schema
            found[name] += (Slot(name=slot, value=json.loads(value), about=about, options=options, type=kind),)
    return found


def told() -> Iterator[Told]:
    for line in lines():
        if not line.startswith(("text |", "ok |")):
            continue
        _, service, text = line.replace("\\n", "\n").split(" | ", 2)
        yield Told(service, written(text), "")
        for hit in VALUE.finditer(text):
            for place in range(1, len(hit[2].split("|"))):
                yield Told(service, written(text, hit[1], place), hit[1])


def written(text: str, slot: str = "", place: int = 0) -> str:
    """The text with right values, but for one slot the other value at this place."""
    return VALUE.sub(lambda hit: hit[2].split("|")[place if hit[1] == slot else 0], text)


def test_other_values_are_noticed() -> None:
    rows = [row for row in told() if row.wrong]
    missed = [row for row in rows if not row.noticed()]
    assert len(rows) > 240 and len(missed) <= 0.03 * len(rows), missed


def test_right_values_are_agreed_to() -> None:
    rows = [row for row in told() if not row.wrong]
    refused = [row for row in rows if row.noticed()]
    assert len(rows) > 80 and len(refused) <= 0.03 * len(rows), refused
