"""Clauses put together: capitals, commas and end marks where a careful writer has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.noise.hand import Piece
from simulator.users.grammar import Clause, Part
from simulator.users.request import small

GAPS = re.compile(r" {2,}")
LOOSE_MARK = re.compile(r" +(?=[,.?!:])")
MARKS = (".", "?", "!", ":")
SHORT = 12


def compose(clauses: Iterable[Clause]) -> tuple[Piece, ...]:
    """The clauses as one or more sentences; none where no clause says anything."""
    parts: Clause = []
    for clause in clauses:
        neat = tidy(clause)
        if neat:
            link(parts, neat)
    if parts and not ended(parts[-1]):
        parts.append(".")
    return tuple([Piece(part) if isinstance(part, str) else part for part in merged(parts)])


def listed(words: Sequence[str]) -> Clause:
    return [" and ".join(words) or "details"]


def enumerated(values: Sequence[Piece], mark: str = ", ") -> Clause:
    """The values one behind the other, apart by this mark."""
    found: Clause = []
    for index, piece in enumerate(values):
        if index:
            found.append(" and " if index == len(values) - 1 and len(values) > 2 else mark)
        found.append(piece)
    return found


def joined(left: Clause, right: Clause) -> Clause:
    return [*left, " ", *went_on(right)]


def bracketed(clause: Clause, aside: Clause) -> Clause:
    """The clause with the aside in brackets before its end mark."""
    last = clause[-1]
    mark = last[-1] if isinstance(last, str) and last.endswith(MARKS) else ""
    parts = [*clause[:-1], last[:-1]] if isinstance(last, str) and mark else list(clause)
    return [*parts, " (", *went_on(tidy(aside)), f"){mark}"]


def went_on(clause: Clause) -> Clause:
    """The clause as it stands in the middle of a sentence."""
    first = clause[0]
    return [small(first), *clause[1:]] if first and isinstance(first, str) else clause


def tidy(clause: Clause) -> Clause:
    """The clause without the gaps that empty choices leave."""
    parts = merged(clause) if len(clause) > 1 else clause
    if len(parts) == 1 and isinstance(parts[0], str):
        text = _closed(parts[0]).strip()
        return [text] if text else []
    parts = [*parts]
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if isinstance(part, str):
            text = _closed(part)
            text = text.lstrip() if index == 0 else text
            parts[index] = text.rstrip() if index == last else text
    return [part for part in parts if part]


def _closed(text: str) -> str:
    if "  " in text:
        text = GAPS.sub(" ", text)
    if " ," in text or " ." in text or " ?" in text or " !" in text or " :" in text:
        text = LOOSE_MARK.sub("", text)
    return text


def merged(parts: Clause) -> Clause:
    """Neighbouring literals as one, without what is empty."""
    found: Clause = []
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif part.text:
            if text:
                found.append(text)
                text = ""
            found.append(part)
    if text:
        found.append(text)
    return found


def link(parts: Clause, clause: Clause) -> None:
    """Adds the clause behind what was said: after a mark as a sentence, after a short start with a comma."""
    if not parts:
        parts += capital(clause)
        return
    last = parts[-1]
    if isinstance(last, str) and last.endswith(":"):
        parts += (" ", *clause)
    elif ended(last):
        parts += (" ", *capital(clause))
    elif isinstance(last, Piece) and isinstance(clause[0], Piece):
        parts += (" and ", *clause)
    elif isinstance(last, str) and sum(len(_text(part)) for part in parts) < SHORT:
        parts += (", ", *went_on(clause))
    else:
        parts += (". ", *capital(clause))


def _text(part: Part) -> str:
    return part if isinstance(part, str) else part.text


def asks(clause: Clause) -> bool:
    """Whether the clause ends in a question mark."""
    last = clause[-1]
    return isinstance(last, str) and last.endswith("?")


def ended(part: Part) -> bool:
    """Whether a sentence can stop here without a mark; a value such as "2 p.m." brings its own."""
    return part.endswith(MARKS) if isinstance(part, str) else part.text.endswith(".")


def capital(clause: Clause) -> Clause:
    first = clause[0]
    if isinstance(first, str) and first[0].islower():
        return [first[0].upper() + first[1:], *clause[1:]]
    return clause
