"""The book as YAML, for `phrases: FILE` and `mess: calibrated:FILE`: small, to be read before it is shared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from simulator.audit.learning.habits import Learnt, habits
from simulator.audit.learning.log import read_log
from simulator.audit.learning.wordings import Wording, by_name, wordings
from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a log taught: wordings, those of one person only, habits, and how much was read."""

    turns: int
    people: int
    kept: tuple[Wording, ...]
    single: tuple[Wording, ...]
    habits: Mapping[str, Learnt]


def learn(log: Path) -> Book:
    """The book of a log."""
    spoken, labelled = read_log(log)
    kept, single = wordings(labelled)
    return Book(
        turns=len(spoken),
        people=len({turn.conv for turn in spoken}),
        kept=tuple(kept),
        single=tuple(single),
        habits=habits(spoken),
    )


def to_yaml(book: Book, *, unchecked: bool = False) -> str:
    """The text of a book's file; with `unchecked` also the wordings of one person, in a part that nothing uses."""
    lines = [
        f"# Learnt from {book.turns:,} turns of {book.people:,} conversations: wordings that two people or more used,",
        "# without names, numbers, addresses and codes. Read it before you share it.",
        "phrases:" if book.kept else "phrases: {}",
        *_phrases(book.kept),
    ]
    if unchecked and book.single:
        lines += ["# said by one person only: move what is fit to use", "unchecked:", *_phrases(book.single)]
    lines += ["style:", *(_habit(name, found) for name, found in book.habits.items())]
    return "\n".join(lines) + "\n"


def _phrases(found: Sequence[Wording]) -> list[str]:
    lines = []
    for name, texts in by_name(found).items():
        lines += [f"  {name}:", *(f"    - {json.dumps(text, ensure_ascii=False)}" for text in texts)]
    return lines


def _habit(name: str, found: Learnt) -> str:
    levels = ", ".join(f"{level:g}" for level in found.levels)
    return f"  {name}: {{levels: [{levels}], lean: {found.lean:g}}}  # mean {found.mean:.3g}"
