"""A backstory: sentences with variables in them, some only where a condition holds, some in several phrasings.

It is told in the third person for people and in the second for a model that plays the user; every value that was put in
is traced back to its variable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, Place, closest
from simulator.frozen import NamedTuple
from simulator.variables.expr import Expression
from simulator.variables.template import Template

PERSON: Mapping[str, tuple[str, str]] = {
    "they": ("they", "you"),
    "them": ("them", "you"),
    "their": ("their", "your"),
    "theirs": ("theirs", "yours"),
    "themselves": ("themselves", "yourself"),
    "is": ("is", "are"),
    "was": ("was", "were"),
    "has": ("has", "have"),
    "does": ("does", "do"),
    "s": ("s", ""),
    "es": ("es", ""),
    "ies": ("ies", "y"),
}
"""Words for the person that stand differently in the third and in the second person."""
NAMED = {"self": ("", "{__you}"), "own": ("'s", "{__your}")}
"""Filters for the person's name: what follows it in the third person, and what stands for it in the second."""
_NAMED = re.compile(r"\{\s*([A-Za-z_][\w.]*)\s*\|\s*(self|own)\s*\}")
_ENDED = (".", "!", "?")
FIELDS = ("text", "any", "you", "when", "else")
PlaceOf = Callable[..., Place]
Piece = tuple[str, str]


class Fact(NamedTuple):
    """A value in a backstory: text[start:end] comes from this variable."""

    variable: str
    start: int
    end: int


class Told(NamedTuple):
    """A backstory of one case: about the person, with its facts, and to the person."""

    text: str
    facts: tuple[Fact, ...] = ()
    you: str = ""


class _Sentence(NamedTuple):
    third: Template
    second: Template


class _Phrasings(NamedTuple):
    options: tuple[_Node, ...]
    name: str


class _Sometimes(NamedTuple):
    condition: Expression
    holds: _Node
    fails: _Node | None


_Node = _Sentence | _Phrasings | _Sometimes
_THIRD = {word: third for word, (third, _) in PERSON.items()}
_THIRD |= {word.capitalize(): third.capitalize() for word, third in _THIRD.items()}
_SECOND = {word: second for word, (_, second) in PERSON.items()}
_SECOND |= {word.capitalize(): second.capitalize() for word, second in _SECOND.items()}
_SECOND |= {"__you": "you", "__your": "your"}


class Backstory:
    """What was read once; `tell` gives the backstory of a case."""

    def __init__(self, declared: Any, place_of: PlaceOf, known: Collection[str]) -> None:
        self._known = frozenset(known)
        # a variable of the scenario goes before a word of ours
        self._third = {word: form for word, form in _THIRD.items() if word not in self._known}
        self._second = {word: form for word, form in _SECOND.items() if word not in self._known}
        entries = declared if isinstance(declared, list) else [declared] if declared else []
        keys = [(index,) if isinstance(declared, list) else () for index in range(len(entries))]
        self._nodes = tuple(
            self._read(entry, lambda *more, at=at: place_of(*at, *more))
            for entry, at in zip(entries, keys, strict=True)
        )

    def tell(self, values: Mapping[str, Any], draws: Draws) -> Told:
        """The sentences that hold in this case, in the phrasings that were drawn."""
        sentences = [found for node in self._nodes if (found := _chosen(node, values, draws))]
        if not sentences:
            return Told(text="")
        text, facts = _joined([_pieces(one.third, values, self._third) for one in sentences])
        if all(one.second is one.third for one in sentences):
            return Told(text=text, facts=facts, you=text)
        you, _ = _joined([_pieces(one.second, values, self._second) for one in sentences])
        return Told(text=text, facts=facts, you=you)

    # --- reading --------------------------------------------------------------------------------------------------

    def _read(self, found: Any, place_of: PlaceOf) -> _Node:
        if isinstance(found, list):
            return self._phrasings(found, place_of)
        if not isinstance(found, dict):
            return self._sentence("" if found is None else str(found), None, place_of())
        for key in found:
            if key not in FIELDS:
                raise InputError(f"unknown key {key!r}", place=place_of(key), hint=closest(str(key), FIELDS))
        if ("text" in found) == ("any" in found):
            hint = 'text: "…", or any: ["…", "…"]'
            raise InputError("a sentence has either text or any", place=place_of(), hint=hint)
        holds = self._worded(found, place_of)
        if "when" not in found:
            if "else" in found:
                raise InputError("else needs a condition", place=place_of("else"), hint="when: fare == 'saver'")
            return holds
        condition = Expression(str(found["when"]), place_of("when"))
        self._check(condition.names, place_of("when"), "condition")
        if condition.events:
            raise InputError("happened() is known only after a conversation", place=place_of("when"))
        other = self._read(found["else"], lambda *keys: place_of("else", *keys)) if "else" in found else None
        return _Sometimes(condition=condition, holds=holds, fails=other)

    def _worded(self, found: Mapping[str, Any], place_of: PlaceOf) -> _Node:
        if "text" in found:
            you = found.get("you")
            return self._sentence(str(found["text"]), None if you is None else str(you), place_of("text"))
        if "you" in found:
            hint = 'any: [{text: "…", you: "…"}]'
            raise InputError("each phrasing has its own you", place=place_of("you"), hint=hint)
        return self._phrasings(found["any"], lambda *keys: place_of("any", *keys))

    def _phrasings(self, found: Any, place_of: PlaceOf) -> _Phrasings:
        if not isinstance(found, list) or not found:
            raise InputError("phrasings are a list of texts", place=place_of(), hint='any: ["…", "…"]')
        options = [self._read(one, lambda *keys, at=at: place_of(at, *keys)) for at, one in enumerate(found)]
        return _Phrasings(options=tuple(options), name=str(found[0]))

    def _sentence(self, text: str, you: str | None, place: Place) -> _Sentence:
        third = self._template(_NAMED.sub(lambda name: f"{{{name[1]}}}{NAMED[name[2]][0]}", text), place)
        second = you if you is not None else _NAMED.sub(lambda name: NAMED[name[2]][1], text)
        turned = second != third.text or not self._known.issuperset(third.names)
        return _Sentence(third=third, second=self._template(second, place) if turned else third)

    def _template(self, text: str, place: Place) -> Template:
        found = Template(text, place)
        self._check(found.names, place, "template")
        return found

    def _check(self, names: Collection[str], place: Place, what: str) -> None:
        words = self._second if what == "template" else {}
        for name in sorted(names):
            if name not in self._known and name not in words:
                hint = closest(name, sorted((*self._known, *self._third)))
                raise InputError(f"{{{name}}} is no variable of this scenario", place=place, hint=hint)


def _chosen(node: _Node | None, values: Mapping[str, Any], draws: Draws) -> _Sentence | None:
    while not isinstance(node, _Sentence):
        if node is None:
            return None
        if isinstance(node, _Phrasings):
            node = draws.choice(node.options, node.name)
        else:
            node = node.holds if node.condition.evaluate(values) else node.fails
    return node


def _pieces(template: Template, values: Mapping[str, Any], words: Mapping[str, str]) -> list[Piece]:
    """The sentence in pieces: (variable or "", text); a word for the person counts as text, with a capital in front."""
    if words.keys().isdisjoint(template.names):
        return template.spread(values)
    found: list[Piece] = []
    start = True
    for name, text in template.spread({**values, **words}):
        if not text:
            continue
        if name in words:
            found.append(("", text[0].upper() + text[1:] if start else text))
        else:
            found.append((name, text))
        start = text.rstrip().endswith(_ENDED) and text[-1].isspace()
    return found


def _joined(sentences: Sequence[list[Piece]]) -> tuple[str, tuple[Fact, ...]]:
    """The sentences behind each other, and where each value stands."""
    text, facts = "", []
    for number, pieces in enumerate(sentences):
        text += " " if number else ""
        for name, part in pieces:
            if name:
                facts.append(Fact(variable=name, start=len(text), end=len(text) + len(part)))
            text += part
    return text, tuple(facts)
