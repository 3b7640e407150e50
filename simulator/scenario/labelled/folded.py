"""Which slots a person may write in capitals or without: those that every label compares in any case.

That the tools take them so too is proven by `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.frozen import NamedTuple
from simulator.matching.matchers import matcher_of
from simulator.scenario.schema import ScenarioFile

FOLDING = frozenset(("$text", "$casefold", "$accents", "$id"))
"""Matchers to which capitals make no difference."""
VARIABLE = re.compile(r"\{\s*([A-Za-z_]\w*)\s*(?=[|}])")
LONE = re.compile(r"\{\s*([A-Za-z_]\w*)\s*\}")


class _Use(NamedTuple):
    """A text that a label names, and whether its matcher folds case."""

    text: str
    folds: bool


def folded(file: ScenarioFile) -> frozenset[str]:
    """The names of slots whose value is a text that labels name, and never to the letter."""
    uses = frozenset(_uses(file))
    wrong = {name for name, found in file.knows.items() if isinstance(found, Mapping) and "wrong" in found}
    texts: dict[str, list[Any]] = {}
    for goal in file.goals:
        for name, slot in goal.slots.items():
            texts.setdefault(name, []).append(slot.value)
    for event in file.events:
        for name, value in event.set.items():
            texts.setdefault(name, []).append(value)
    return frozenset(name for name, values in texts.items() if all(_folds(value, uses, wrong) for value in values))


def _uses(file: ScenarioFile) -> Iterator[_Use]:
    labels = file.labels
    found = [call.args for call in labels.calls] + [call.args for call in labels.never]
    for args in (*found, *(call.args for plan in labels.instead for call in plan)):
        yield from _texts(args, folds=False)


def _texts(found: Any, *, folds: bool) -> Iterator[_Use]:
    if isinstance(found, str):
        yield _Use(found, folds)
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from _texts(value, folds=matcher_of(found) in FOLDING)
    elif isinstance(found, Sequence):
        for item in found:
            yield from _texts(item, folds=folds)


def _folds(value: Any, uses: frozenset[_Use], wrong: set[str]) -> bool:
    if not isinstance(value, str) or not wrong.isdisjoint(VARIABLE.findall(value)):
        return False
    names = frozenset(LONE.findall(value))
    same = [use for use in uses if use.text == value or not names.isdisjoint(LONE.findall(use.text))]
    return any(use.text == value for use in same) and all(use.folds for use in same)
