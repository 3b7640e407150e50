"""What a part of a text opens: a list of what is asked for, or one that tells what was understood."""

from __future__ import annotations

from functools import lru_cache

from simulator.understanding.asking import AHEAD, LIST_CUE, OFFERS, TRIGGERS
from simulator.understanding.parts import KEEP, Part, find_cue
from simulator.values.late import Late

CHECKING = Late(r"\b(?:confirm|verify|check|review)")


def opened(part: Part) -> tuple[bool, bool]:
    """Whether a list of what is asked for follows the part, and whether what follows rather tells."""
    return _kept(part) if len(part.raw) <= KEEP else _opened(part)


def _opened(part: Part) -> tuple[bool, bool]:
    ahead = part.header or find_cue((AHEAD,), part.stems, part.low) is not None
    listing = ahead and _opens_list(part)
    return listing, listing and _tells(part)


_kept = lru_cache(maxsize=2048)(_opened)


def _opens_list(part: Part) -> bool:
    trigger = find_cue(TRIGGERS, part.stems, part.low) is not None
    return (trigger or bool(LIST_CUE.search(part.low))) and not (bool(OFFERS.search(part.low)) and not trigger)


def _tells(part: Part) -> bool:
    """Whether a heading shows what was understood, so that "Guests: three" below it tells and does not ask."""
    trigger = find_cue(TRIGGERS, part.stems, part.low)
    return trigger is None or CHECKING.search(trigger[0]) is not None
