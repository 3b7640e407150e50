"""Whether a value that is said is a slot's own, or what was before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard, Said
from simulator.values.late import Late

_DONE = "made|booked|scheduled|reserved|set|confirmed|placed|moved|changed|updated|added|sent|arranged|rescheduled"
OLD = Late(
    rf"\b(?:current(?:ly)?|original(?:ly)?|old|existing|previous(?:ly)?|instead of"
    rf"|(?:was|were)(?! (?:now |just )?(?:{_DONE})\b)|rather than|not|today)\b(?: \w+){{0,2}}\s*\Z"
)
OLD_SIGNS = ("not", "current", "original", "old", "existing", "previous", "instead", "was", "were", "rather", "today")
BORN = Late(r"\bborn\b")


def hits(slot: Slot, said: Said, heard: Heard) -> bool:
    place = heard.places.get(slot.name)
    if place is not None and said.start < place[1] and place[0] < said.end:
        return True
    return slot.value in said.readings or str(slot.value).lower() in said.readings


def old(before: str) -> re.Match[str] | None:
    """The words just before a value that say it is what was."""
    return OLD.search(before) if any(map(before.__contains__, OLD_SIGNS)) else None


def is_old(one: Said, heard: Heard) -> bool:
    """Whether the words before say that it is what was, where they are no value themselves."""
    hit = old(one.before)
    if hit is None or BORN.search(hit[0]):
        return False
    at = one.start - len(one.before) + hit.start()
    return not any(start <= at < end for start, end in heard.places.values())


def clearest(slots: Sequence[Slot], marks: Sequence[float], enough: float) -> list[Slot]:
    top = max(marks)
    return [slot for slot, mark in zip(slots, marks, strict=True) if mark >= top * 0.85] if top >= enough else []
