"""Values listed with no word beside them: "chemistry, Ella Brooks, 8 March, online"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.naming.profile import concepts
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard, Span
from simulator.understanding.said.near import COMMON
from simulator.values.dates import read_dates
from simulator.values.late import Late

PIECE = Late(r"[^,;\n]+")
OPENED = Late(r"\A[^:]{0,40}:\s*")
ENDED = Late(r"[.?!](?:\s.*)?\Z")
PLAIN = Late(r"[a-z][a-z\-]+(?: [a-z][a-z\-]+){0,2}\Z")
NUMBER = Late(r"[$€£]?[\d.,]+\Z|(?:one|two|three|four|five|six|seven|eight|nine|ten)\Z")
MAX_PIECES = 60


class Listed(NamedTuple):
    """One piece of a list: text[start:end]."""

    start: int
    end: int
    text: str


def stray_value(missing: Sequence[Slot], heard: Heard) -> str | None:
    """The slot in whose place a list of right values has a word that none of the slots is about."""
    able = [slot for slot in missing if str(slot.value)[:1].islower() and not heard.known.profiles[slot.name].options]
    if not able or "," not in heard.text:
        return None
    spans = [*heard.places.values(), *((one.start, one.end) for one in read_dates(heard.text, heard.clock))]
    pieces = _pieces(heard.text)
    values = [_is_value(piece, spans) for piece in pieces]
    for place, piece in enumerate(pieces):
        beside = values[max(0, place - 1) : place] + values[place + 1 : place + 2]
        if not values[place] and beside and all(beside) and sum(values) > 1 and _is_strange(piece.text, heard):
            return able[0].name
    return None


def _pieces(text: str) -> list[Listed]:
    found = []
    for hit in PIECE.finditer(text):
        start, end = hit.span()
        opened, ended = OPENED.match(hit[0]), ENDED.search(hit[0])
        start += opened.end() if opened else 0
        end = hit.start() + ended.start() if ended else end
        said = text[start:end]
        start += len(said) - len(said.lstrip(" -*"))
        found.append(Listed(start, end, text[start:end].strip(" *")))
    return found[:MAX_PIECES]


def _is_value(piece: Listed, spans: Sequence[Span]) -> bool:
    if NUMBER.match(piece.text):
        return True
    return any(start <= piece.start + 2 and piece.end - 2 <= end for start, end in spans)


def _is_strange(text: str, heard: Heard) -> bool:
    if not PLAIN.match(text) or not COMMON.isdisjoint(text.split()):
        return False
    words = concepts(text)
    return bool(words) and not any(word in one.terms for one in heard.known.profiles.values() for word in words)
