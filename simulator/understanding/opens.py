"""What a part of a text opens: a list of what is asked for, or one that tells what was understood."""

from __future__ import annotations

from functools import lru_cache

from simulator.frozen import NamedTuple
from simulator.understanding.asking import AHEAD, LIST_CUE, OFFERS, TRIGGERS
from simulator.understanding.parts import KEEP, Part, cue, find_cue
from simulator.values.late import Late

AGAIN = cue(
    "repe prov shar give send tell conf",
    r"\b(?:repeat|provide|share|give|send|tell|confirm)(?: me| us)? (?:it|that|one|them)\b",
    "it that one them",
)
CHECKING = Late(r"\b(?:confirm|verify|check|review)")


class Opened(NamedTuple):
    """Whether a list of what is asked for follows a part, whether that rather tells, and whether the part asks again.

    Who asks again says "it" for what was said to be missing: "Can you give me that?".
    """

    lists: bool
    tells: bool
    again: bool


def opened(part: Part) -> Opened:
    """What the part opens."""
    return _kept(part) if len(part.raw) <= KEEP else _opened(part)


def _opened(part: Part) -> Opened:
    ahead = part.header or find_cue((AHEAD,), part.stems, part.low) is not None
    lists = ahead and _opens_list(part)
    return Opened(lists, lists and _tells(part), find_cue((AGAIN,), part.stems, part.low) is not None)


_kept = lru_cache(maxsize=2048)(_opened)


def _opens_list(part: Part) -> bool:
    trigger = find_cue(TRIGGERS, part.stems, part.low) is not None
    return (trigger or bool(LIST_CUE.search(part.low))) and not (bool(OFFERS.search(part.low)) and not trigger)


def _tells(part: Part) -> bool:
    """Whether a heading shows what was understood, so that "Guests: three" below it tells and does not ask."""
    trigger = find_cue(TRIGGERS, part.stems, part.low)
    return trigger is None or CHECKING.search(trigger[0]) is not None
