"""A small template language for wording: [a|b|] is a choice, the first the plainest, {name} a hole to fill."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.draws import Draws
from simulator.noise.channel import Piece

TOKEN = re.compile(r"[\[\]|]|\{[a-z]+\}|[^\[\]|{}]+")


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for pieces."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives; the name is what is chosen, so that the draw keeps it when other templates change."""

    name: str
    options: tuple[Template, ...]


Template = tuple["str | Hole | Choice", ...]


@cache
def template(text: str) -> Template:
    """The template a text stands for; brackets must match."""
    tokens = TOKEN.findall(text)
    found, place = _sequence(tokens, 0)
    if place != len(tokens):
        raise ValueError(f"unbalanced brackets in {text!r}")
    return found


def _sequence(tokens: Sequence[str], place: int) -> tuple[Template, int]:
    found: list[str | Hole | Choice] = []
    while place < len(tokens) and tokens[place] not in ("|", "]"):
        token = tokens[place]
        if token == "[":
            choice, place = _choice(tokens, place + 1)
            found.append(choice)
            continue
        found.append(Hole(token[1:-1]) if token[0] == "{" else token)
        place += 1
    return tuple(found), place


def _choice(tokens: Sequence[str], place: int) -> tuple[Choice, int]:
    options = []
    start = place
    while True:
        option, place = _sequence(tokens, place)
        options.append(option)
        if place >= len(tokens):
            raise ValueError(f"unbalanced brackets in {''.join(tokens)!r}")
        place += 1
        if tokens[place - 1] == "]":
            return Choice("".join(tokens[start : place - 1]), tuple(options)), place


def fill(found: Template, holes: Mapping[str, Sequence[Piece]], draws: Draws) -> list[Piece]:
    """The pieces of a template with its choices drawn; neighbouring literals are one piece."""
    pieces: list[Piece] = []
    text = _fill(found, holes, draws, pieces, "")
    if text:
        pieces.append(Piece(text=text))
    return pieces


def _fill(found: Template, holes: Mapping[str, Sequence[Piece]], draws: Draws, pieces: list[Piece], text: str) -> str:
    for node in found:
        if isinstance(node, str):
            text += node
        elif isinstance(node, Choice):
            text = _fill(draws.choice(node.options, node.name), holes, draws, pieces, text)
        else:
            text = _put(holes[node.name], pieces, text)
    return text


def _put(given: Sequence[Piece], pieces: list[Piece], text: str) -> str:
    for piece in given:
        if piece.slot:
            if text:
                pieces.append(Piece(text=text))
            pieces.append(piece)
            text = ""
        else:
            text += piece.text
    return text


def table(**registers: str) -> Mapping[str, tuple[str, ...]]:
    """Templates by way of speaking; in a text they stand apart by ` ~ `."""
    return {name: tuple(text.split(" ~ ")) for name, text in registers.items()}
