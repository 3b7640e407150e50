"""A small template language for wording: [a|b|] is a choice, the first the plainest, {name} a hole, <name> a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from simulator.draws import Draws
from simulator.frozen import NamedTuple, dataclass
from simulator.noise.hand import Piece
from simulator.users.lexicon.words import LISTS

TOKEN = re.compile(r"[\[\]|]|\{[a-z]+\}|<[a-z]+>|[^\[\]|{}<>]+")

Part = str | Piece
Clause = list[Part]
"""Wording in parts: literal text, and a piece for each value."""


NO_HOLES: Mapping[str, Clause] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for pieces."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives; the name is what is chosen, so that the draw keeps it when other templates change."""

    name: str
    options: tuple[Template, ...]


Node = str | Hole | Choice
Nodes = tuple[Node, ...]


class Template(NamedTuple):
    """Literals, holes and choices in order; `chosen` names the choices, `words` are the literals if that is all."""

    nodes: Nodes
    chosen: tuple[str, ...]
    words: tuple[str, ...] | None


@cache
def template(text: str) -> Template:
    """The template a text stands for; brackets must match."""
    tokens = TOKEN.findall(text)
    found, place = _sequence(tokens, 0)
    if place != len(tokens):
        raise ValueError(f"unbalanced brackets in {text!r}")
    return found


def _sequence(tokens: Sequence[str], place: int) -> tuple[Template, int]:
    found: list[Node] = []
    while place < len(tokens) and tokens[place] not in ("|", "]"):
        token = tokens[place]
        if token == "[":
            choice, place = _choice(tokens, place + 1)
            found += _settled(choice)
            continue
        found += _leaf(token)
        place += 1
    chosen = tuple([node.name for node in found if isinstance(node, Choice)])
    words = tuple([node for node in found if isinstance(node, str)])
    return Template(tuple(found), chosen, words if len(words) == len(found) else None), place


def _leaf(token: str) -> Nodes:
    if token[0] == "{":
        return (Hole(token[1:-1]),)
    if token[0] == "<":
        return _settled(Choice(token, tuple(template(text) for text in LISTS[token[1:-1]])))
    return (token,)


def _settled(choice: Choice) -> Nodes:
    """The choice; of one option alone, what that says."""
    return (choice,) if len(choice.options) > 1 else choice.options[0].nodes


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


def fill(found: Template, holes: Mapping[str, Clause], draws: Draws) -> Clause:
    """The parts of a template with its choices drawn and its holes filled."""
    if found.words is not None:
        return list(found.words)
    parts: Clause = []
    marks = iter(draws.many(found.chosen))
    for node in found.nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Choice):
            option = node.options[int(next(marks) * len(node.options))]
            parts += fill(option, holes, draws) if option.words is None else option.words
        else:
            parts += holes[node.name]
    return parts


class Wordings(dict[str, tuple[str, ...]]):
    """Templates by way of speaking; those under "all" are everybody's."""

    def __init__(self, registers: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(registers)
        self._own: dict[tuple[str, ...], tuple[str, ...]] = {}

    def own(self, registers: tuple[str, ...]) -> tuple[str, ...]:
        """The templates of these ways of speaking alone."""
        found = self._own.get(registers)
        if found is None:
            found = self._own[registers] = tuple(text for name in registers for text in self.get(name, ()))
        return found


def table(**registers: str) -> Wordings:
    """Templates by way of speaking; in a text they stand apart by ` ~ `."""
    return Wordings({name: tuple(text.split(" ~ ")) for name, text in registers.items()})
