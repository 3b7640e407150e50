"""The slots a listener listens for: how they are named and what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.naming.profile import Facts, facts_of, profile_of
from simulator.naming.vocabulary import Vocabulary
from simulator.scenario.case import Slot


class Known(Vocabulary):
    """A vocabulary with the profiles of its slots; built once per list of slots."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        super().__init__([(one.name, one.words, one.kind, one.whole) for one in facts])
        self.profiles = {one.name: profile_of(one) for one in facts}
        self.has_flags = bool(self.tagged("flag"))
        self.has_choices = any(len(one.options) > 1 for one in facts)

    def tagged(self, *tags: str) -> list[str]:
        """The slots that are one of these kinds of thing."""
        return [name for name, profile in self.profiles.items() if not profile.tags.isdisjoint(tags)]


def known_slots(slots: Sequence[Slot]) -> Known:
    """What is known of these slots."""
    same = tuple(map(id, slots))
    recent = _RECENT.get(same)
    if recent is None:
        if len(_RECENT) >= MANY:
            _RECENT.clear()
        recent = _RECENT[same] = (tuple(slots), _known(tuple(map(facts_of, slots))))
    return recent[1]


MANY = 256
_RECENT: dict[tuple[int, ...], tuple[tuple[Slot, ...], Known]] = {}
"""By the very slots, which are held beside: one conversation asks for the same ones turn by turn."""
_known = lru_cache(maxsize=512)(Known)
