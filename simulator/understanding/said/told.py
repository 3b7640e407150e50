"""Which slots' values a text mentions, and whether they are the right ones, by the words beside each value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.scenario.case import Slot
from simulator.understanding.names.told import told_names
from simulator.understanding.said.codes import labelled_wrong, told_codes
from simulator.understanding.said.counts import told_numbers
from simulator.understanding.said.days import told_days
from simulator.understanding.said.flags import told_flags
from simulator.understanding.said.heard import Heard
from simulator.understanding.said.lists import told_lists
from simulator.understanding.said.options import told_options

READERS: Mapping[str, Callable[[Sequence[Slot], Heard], dict[str, str]]] = {
    "date": told_days,
    "time": told_days,
    "datetime": told_days,
    "number": told_numbers,
    "id": told_codes,
    "email": told_codes,
    "phone": told_codes,
}


def told_values(heard: Heard, slots: Sequence[Slot], asked: Sequence[str]) -> dict[str, str]:
    """Slot name -> "right" or "wrong"."""
    told = dict.fromkeys(heard.places, "right")
    free = [slot for slot in slots if slot.name not in asked] if asked else slots
    kinds: dict[str, list[Slot]] = {}
    for slot in free:
        kinds.setdefault(heard.known.kinds[slot.name], []).append(slot)
    for kind, read in READERS.items():
        if kind in kinds:
            told |= read(kinds[kind], heard)
    if heard.settled:
        told |= told_lists(kinds[""], heard) if "" in kinds else {}
        told |= _told_choices(slots, free, heard)
        told |= told_names(kinds["text"], heard, told) if "text" in kinds else {}
    for slot in free if heard.labels else ():
        if slot.name not in told and labelled_wrong(slot, heard):
            told[slot.name] = "wrong"
    return told if all(told.values()) else {name: verdict for name, verdict in told.items() if verdict}


def _told_choices(slots: Sequence[Slot], free: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What a text that confirms or claims says of the slots whose values are listed or are yes and no."""
    told: dict[str, str] = {}
    if heard.known.has_choices:
        # a choice that a question names, and no other beside it, is said and not asked for
        told |= told_options(slots if heard.asks else free, heard)
    return told | told_flags(free, heard.text, heard.known) if heard.known.has_flags else told
