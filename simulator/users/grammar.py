"""A small template language for wording: [a|b|] is a choice, the first the plainest, {name} a hole, <name> a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from simulator.draws import Draws
from simulator.frozen import NamedTuple
from simulator.noise.hand import Piece
from simulator.users.lexicon.words import LISTS

TOKEN = re.compile(r"[\[\]|]|\{[a-z]+\}|<[a-z]+>|[^\[\]|{}<>]+")

Part = str | Piece
Clause = list[Part]
"""Wording in parts: literal text, and a piece for each value."""


NO_HOLES: Mapping[str, Clause] = MappingProxyType({})


class Step(NamedTuple):
    """Words, and behind them one of the options, or where there are none a hole.

    A choice is named by all its options, so that a draw keeps when other templates change.
    """

    before: str
    options: tuple[Template, ...]
    name: str


class Template(NamedTuple):
    """Steps and the words behind them."""

    steps: tuple[Step, ...]
    tail: str


class _Hole(NamedTuple):
    name: str


class _Choice(NamedTuple):
    name: str
    options: tuple[_Nodes, ...]


_Nodes = tuple["str | _Hole | _Choice", ...]


@cache
def template(text: str) -> Template:
    """The template a text stands for; brackets must match."""
    return _made(_nodes(text))


def _made(nodes: _Nodes) -> Template:
    steps: list[Step] = []
    words = ""
    for node in nodes:
        if isinstance(node, str):
            words += node
            continue
        options = tuple(map(_made, node.options)) if isinstance(node, _Choice) else ()
        steps.append(Step(words, options, node.name))
        words = ""
    return Template(tuple(steps), words)


def _nodes(text: str) -> _Nodes:
    tokens = TOKEN.findall(text)
    found, place = _sequence(tokens, 0)
    if place != len(tokens):
        raise ValueError(f"unbalanced brackets in {text!r}")
    return found


def _sequence(tokens: Sequence[str], place: int) -> tuple[_Nodes, int]:
    found: list[str | _Hole | _Choice] = []
    while place < len(tokens) and tokens[place] not in ("|", "]"):
        token = tokens[place]
        if token == "[":
            choice, place = _choice(tokens, place + 1)
            found += _settled(choice)
            continue
        found += _leaf(token)
        place += 1
    return tuple(found), place


def _leaf(token: str) -> _Nodes:
    if token[0] == "{":
        return (_Hole(token[1:-1]),)
    if token[0] == "<":
        return _settled(_Choice(token, tuple(map(_nodes, LISTS[token[1:-1]]))))
    return (token,)


def _settled(choice: _Choice) -> _Nodes:
    """The choice; of one option alone, what that says."""
    return (choice,) if len(choice.options) > 1 else choice.options[0]


def _choice(tokens: Sequence[str], place: int) -> tuple[_Choice, int]:
    options = []
    start = place
    while True:
        option, place = _sequence(tokens, place)
        options.append(option)
        if place >= len(tokens):
            raise ValueError(f"unbalanced brackets in {''.join(tokens)!r}")
        place += 1
        if tokens[place - 1] == "]":
            return _Choice("".join(tokens[start : place - 1]), tuple(options)), place


def fill(found: Template, holes: Mapping[str, Clause], draws: Draws) -> Clause:
    """The parts of a template with its choices drawn and its holes filled; words beside each other are one part."""
    parts: Clause = []
    text = ""
    for before, options, name in found.steps:
        text += before
        if options:
            option = options[int(draws.value(name) * len(options))]
            if not option.steps:
                text += option.tail
                continue
            inner = fill(option, holes, draws)
        else:
            inner = holes[name]
        for part in inner:
            if isinstance(part, str):
                text += part
                continue
            parts += (text, part) if text else (part,)
            text = ""
    text += found.tail
    return [*parts, text] if text else parts


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
