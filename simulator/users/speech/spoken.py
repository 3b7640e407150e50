"""A speaker made of any function from a brief to a text: what it says is checked before it is delivered.

A text that is not fair, or lacks a value it owes, is asked for again with the reason, at most twice; then the grammar
speaks, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from datetime import datetime

from simulator.frozen import replace
from simulator.messages import Span
from simulator.noise.hand import Piece
from simulator.users.speech.brief import Brief, Fact, Speaker
from simulator.values.mention import find_value

ATTEMPTS = 3
SAID = frozenset({"asked", "named", "pick", "again", "right", "new", "doubt"})
Wording = Callable[[Brief], str]
Worded = Generator[Brief, str, tuple[Piece, ...]]
"""Gives a brief, is sent a text, and so on; returns what is said."""
Check = Callable[[str, Sequence[Span]], str]
Sense = Callable[[str, Brief], str]


def any_sense(_: str, __: Brief) -> str:
    """Where whoever words a turn is trusted with what it means."""
    return ""


class Spoken:
    """Words briefs by texts it is sent; `stand_in` speaks where none will do, and `refused` says why the last time."""

    def __init__(self, *, stand_in: Speaker, check: Check, clock: datetime, sense: Sense = any_sense) -> None:
        self._stand_in = stand_in
        self._check, self._sense = check, sense
        self._clock = clock
        self.refused = ""

    def worded(self, brief: Brief) -> Worded:
        """The text that is sent for a brief, with its values found in it, or the grammar's."""
        self.refused = ""
        plain = self._stand_in.word(brief)
        if not brief.deeds or not plain:
            return plain
        brief = replace(brief, plain="".join([piece.text for piece in plain]))
        for _ in range(ATTEMPTS):
            text = yield brief
            pieces, wrong = self._read(str(text or "").strip(), brief)
            if not wrong:
                return pieces
            brief = replace(brief, wrong=wrong)
        self.refused = brief.wrong
        return plain

    def _read(self, text: str, brief: Brief) -> tuple[tuple[Piece, ...], str]:
        """The text in pieces, and what is wrong with it."""
        owed = [fact for deed in brief.deeds for fact in deed.facts if fact.how in SAID]
        names = {fact.slot for fact in owed}
        carried = [fact for deed in brief.deeds for fact in deed.carried if fact.slot not in names]
        spots: list[tuple[int, int, Fact]] = []
        for fact in (*owed, *carried):
            spot = self._find(fact, text, spots)
            if spot:
                spots.append((*spot, fact))
            elif fact in owed:
                return (), f"{fact.word} is to be said, as {fact.text!r}"
        spots.sort(key=lambda spot: spot[:2])
        wrong = self._check(text, [Span(slot=fact.slot, start=start, end=end) for start, end, fact in spots])
        return _cut(text, spots), wrong or self._sense(text, brief)

    def _find(self, fact: Fact, text: str, taken: Sequence[tuple[int, int, Fact]]) -> tuple[int, int] | None:
        """Where a fact stands in the text, at a place no other has taken."""
        start = text.lower().find(fact.text.lower()) if fact.text else -1
        found = (start, start + len(fact.text)) if start >= 0 else find_value(fact.value, text, self._clock)
        if found is None or any(left < found[1] and found[0] < right for left, right, _ in taken):
            return None
        return found


def _cut(text: str, spots: Sequence[tuple[int, int, Fact]]) -> tuple[Piece, ...]:
    pieces = []
    place = 0
    for start, end, fact in spots:
        if text[place:start]:
            pieces.append(Piece(text=text[place:start]))
        pieces.append(Piece(text=text[start:end], slot=fact.slot, value=fact.value))
        place = end
    return (*pieces, Piece(text=text[place:])) if text[place:] else tuple(pieces)
