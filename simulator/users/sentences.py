"""Clauses put together: capitals, commas and end marks where a careful writer has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.noise.channel import Piece
from simulator.users.request import small

Clause = list[Piece]
GAPS = re.compile(r" {2,}")
LOOSE_MARK = re.compile(r" +(?=[,.?!:])")
MARKS = (".", "?", "!", ":")
SHORT = 40


def compose(clauses: Iterable[Clause]) -> tuple[Piece, ...]:
    """The clauses as one or more sentences; none where no clause says anything."""
    pieces: Clause = []
    for clause in clauses:
        neat = tidy(clause)
        if neat:
            pieces = linked(pieces, neat)
    if pieces and not ended(pieces[-1]):
        pieces.append(Piece(text="."))
    return tuple(merged(pieces))


def listed(words: Sequence[str]) -> Clause:
    return [Piece(text=" and ".join(words) or "details")]


def enumerated(values: Sequence[Piece]) -> Clause:
    found: Clause = []
    for index, piece in enumerate(values):
        if index:
            found.append(Piece(text=" and " if index == len(values) - 1 and len(values) > 2 else ", "))
        found.append(piece)
    return found


def joined(left: Clause, right: Clause) -> Clause:
    return [*left, Piece(text=" "), *went_on(right)]


def went_on(clause: Clause) -> Clause:
    """The clause as it stands in the middle of a sentence."""
    first = clause[0]
    return clause if first.slot or not first.text else [Piece(text=small(first.text)), *clause[1:]]


def tidy(clause: Clause) -> Clause:
    """The clause without the gaps that empty choices leave."""
    pieces = merged(clause)
    found = []
    for index, piece in enumerate(pieces):
        if not piece.slot:
            text = LOOSE_MARK.sub("", GAPS.sub(" ", piece.text))
            text = text.lstrip() if index == 0 else text
            text = text.rstrip() if index == len(pieces) - 1 else text
            piece = Piece(text=text) if text != piece.text else piece
        if piece.text:
            found.append(piece)
    return found


def merged(pieces: Iterable[Piece]) -> Clause:
    """Neighbouring literals as one piece."""
    found: Clause = []
    for piece in pieces:
        if found and not piece.slot and not found[-1].slot:
            found[-1] = Piece(text=found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found


def linked(pieces: Clause, clause: Clause) -> Clause:
    """The clause behind what was said: after a mark it starts a sentence, a short start is joined by a comma."""
    if not pieces:
        return capital(clause)
    last = pieces[-1].text
    if not pieces[-1].slot and last.endswith(":"):
        return [*pieces, Piece(text=" "), *clause]
    if ended(pieces[-1]):
        return [*pieces, Piece(text=" "), *capital(clause)]
    if pieces[-1].slot and clause[0].slot:
        return [*pieces, Piece(text=" and "), *clause]
    if sum(len(piece.text) for piece in pieces) < SHORT and "." not in last:
        return [*pieces, Piece(text=", "), *went_on(clause)]
    return [*pieces, Piece(text=". "), *capital(clause)]


def ended(piece: Piece) -> bool:
    """Whether a sentence can stop here without a mark; a value such as "2 p.m." brings its own."""
    return piece.text.endswith("." if piece.slot else MARKS)


def capital(clause: Clause) -> Clause:
    first = clause[0]
    if first.slot or not first.text[0].islower():
        return clause
    return [Piece(text=first.text[0].upper() + first.text[1:]), *clause[1:]]
