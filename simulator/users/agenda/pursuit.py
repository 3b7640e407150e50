"""One goal as the user pursues it: what is right by now, what was said, and what is still planned to happen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.frozen import dataclass
from simulator.messages import Reading
from simulator.naming.profile import is_birth
from simulator.scenario.case import Event, Goal, Slot
from simulator.users.request import core
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.mention import kind_of, mentions

INFORMATION = re.compile(
    r"\b(what|when|where|which|who|why|how (much|many|long|far|late|early|often)|status|tell me|let me know|find out|"
    r"look up|know (if|whether|about)|wondering (if|whether))\b|^(is|are|do|does|did|has|have|will|was|were)\b",
    re.IGNORECASE,
)
LOOKUP = re.compile(
    r"(?:^|[,.!?;:] |\b(?:can|could|may|would|will|shall) (?:you|i|we|someone|somebody) |\b(?:to|please|me) )"
    r"(?:(?:please|just|quickly|maybe|kindly|first|to) )*"
    r"(?:look (?:[\w']+ ){0,4}up|look (?:at|into)|show|tell|find|view|search|track|pull up|list|"
    r"see(?! (?:an? )?(?:\w+ )?(?:doctor|dr|dentist|nurse|gp|specialist|someone|somebody|anyone)\b)|"
    r"check(?! (?:[\w']+ ){0,2}(?:in|out|into|bags?|luggage|suitcases?)\b))\b",
    re.IGNORECASE,
)
DEED = Late(
    r"\b(?:and|then) (?:(?:then|also|please|just|maybe) )*(?:add|book|bring|buy|cancel|change|delete|exchange|extend|"
    r"make|move|order|pay|postpone|put|rebook|refund|remove|renew|replace|reschedule|reserve|return|send|set|sign"
    r"|switch|"
    r"take|transfer|update|upgrade)\b",
    re.IGNORECASE,
)
REQUEST = Late(
    r"\b(?:can|could|may|would|will|shall|should) (?:you|i|we|it|someone|somebody|anyone)\b|\bany (?:chance|way)\b|"
    r"\b(?:possible|mind)\b",
    re.IGNORECASE,
)
CLOSED = frozenset({"served", "refused", "failed", "withdrawn", "handed_over"})


@dataclass(slots=True, kw_only=True)
class Pursuit:
    """A goal under way. status: waiting, open, dropped (withdrawn, not yet answered) or one of CLOSED."""

    goal: Goal
    slots: dict[str, Slot]
    events: list[Event]
    status: str = "waiting"
    told: dict[str, Any] = field(default_factory=dict)
    slipped: dict[str, Event] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    _once: tuple[str, ...] = ()

    @property
    def wants_information(self) -> bool:
        """Whether a plain statement can be all this goal asks for."""
        return not self.slots or any(asks_to_know(core(text)) for text in self.goal.says[:1])

    def once(self, what: str) -> bool:
        """True the first time this is asked, False ever after."""
        if what in self._once:
            return False
        self._once = (*self._once, what)
        return True

    def has(self, what: str) -> bool:
        """Whether `once` was asked for this before."""
        return what in self._once

    def forget(self, what: str) -> None:
        """Lets `once` be True again: the matter is open anew."""
        self._once = tuple([one for one in self._once if one != what])

    def planned(self, when: str, *acts: str) -> Event | None:
        """The next event of these acts that may happen at this time."""
        return next((event for event in self.events if event.when == when and event.act in acts), None)

    def said_value(self, name: str) -> Any:
        """What the user says for a slot: the planned mistake, the wrong belief, or what is right."""
        for event in self.events:
            if event.act == "correct" and name in event.set and name not in self.changed:
                return event.set[name]
        slot = self.slots[name]
        return slot.believed if slot.knows == "wrong" else slot.value

    def hear(self, told: Mapping[str, Any]) -> None:
        """Takes note of values the user has said, and of planned mistakes among them."""
        self.told.update((name, value) for name, value in told.items() if name in self.slots)
        for event in self.events:
            if event.act == "correct":
                self.slipped.update(
                    (name, event) for name in event.set if name in told and told[name] == event.set[name]
                )

    def put_right(self, event: Event) -> tuple[str, ...]:
        """The event `correct` happens: the slots that were said wrongly, now free to be said right."""
        names = tuple(name for name, source in self.slipped.items() if source is event)
        self.events.remove(event)
        for name in names:
            del self.slipped[name]
        self.changed = (*self.changed, *names)
        return names

    def change(self, event: Event) -> tuple[str, ...]:
        """The event `change_goal` happens: from now on its values are right."""
        self.events.remove(event)
        for name, value in event.set.items():
            slot = self.slots.get(name) or Slot(name=name, value=value)
            self.slots[name] = replace(slot, value=value, knows="yes", believed=None)
        self.changed = (*self.changed, *event.set)
        return tuple(event.set)

    def learn(self, reading: Reading) -> bool:
        """Takes over right values the assistant says of what was not known; True where a belief is given up by that."""
        if reading.offers or not reading.values:
            return False
        corrected = False
        for name, found in reading.values.items():
            slot = self.slots.get(name)
            if found == "right" and slot is not None and slot.knows != "yes":
                corrected = corrected or (slot.knows == "wrong" and name in self.told)
                self.slots[name] = replace(slot, knows="yes", believed=None, hint="")
        return corrected

    def untold(self) -> list[str]:
        """Slots the user knows and has not said, the volunteered ones first."""
        names = [*self.goal.volunteers, *(name for name in self.slots if name not in self.goal.volunteers)]
        return [name for name in names if name in self.slots and name not in self.told and self.knows(name)]

    def knows(self, name: str) -> bool:
        """Whether the user can say a value for this slot."""
        return self.slots[name].knows in ("yes", "wrong")

    def sure(self, name: str) -> bool:
        """Whether the user would notice a wrong value in this slot."""
        return name in self.slots and self.slots[name].knows == "yes"

    def minds(self, name: str) -> bool:
        """Whether a wrong value reported for this slot is objected to: one that was said, or changed since."""
        return name in self.changed or name in self.told and self.sure(name)

    def missing(self, reading: Reading, clock: datetime) -> list[str]:
        """The days this goal is about, where every offer is another day."""
        days = [
            name
            for name, slot in self.slots.items()
            if self.sure(name) and kind_of(slot.value) == "date" and not is_birth(slot)
        ]
        if not reading.offers or not days:
            return []
        read = [{one.kind for one in read_dates(offer, clock)} for offer in reading.offers]
        if not all("date" in kinds for kinds in read):
            return []
        known = (self.said_value(name) for name in days)
        if any(mentions(value, offer, clock) for value in known for offer in reading.offers):
            return []
        return days[:1]

    def reported(self, reading: Reading) -> bool:
        """Whether all this goal takes was told in passing and is reported right: it was done along with another."""
        known = [name for name in self.slots if self.knows(name)]
        return bool(known) and all(name in self.told and reading.values.get(name) == "right" for name in known)

    def picked(self, reading: Reading, clock: datetime) -> list[str]:
        """The slots whose values, as the user holds them, tell one of the offers from the others."""
        if not reading.offers:
            return []
        held = {name: self.said_value(name) for name in self.slots if self.knows(name)}
        # a number stands in many an offer for something else
        known = [
            name for name in held if not isinstance(held[name], int | float) or reading.values.get(name) == "right"
        ]
        known = [name for name in known if not isinstance(held[name], bool)]
        found = [{name for name in known if mentions(held[name], offer, clock)} for offer in reading.offers]
        everywhere = set.intersection(*found) if len(found) > 1 else set()
        best = max(found, key=len)
        return [name for name in known if name in best - everywhere]


@lru_cache(maxsize=1024)
def asks_to_know(text: str) -> bool:
    """Whether an opener is a question or asks to look something up, rather than to have something done."""
    if INFORMATION.search(text):
        return True
    if LOOKUP.search(text):
        return not DEED.search(text)
    return text.rstrip().endswith("?") and not REQUEST.search(text)


def pursue(goal: Goal, events: tuple[Event, ...], *, first: bool) -> Pursuit:
    """A goal before it is opened; events that name no goal belong to the first."""
    own = [event for event in events if event.goal == goal.id or (first and not event.goal)]
    return Pursuit(goal=goal, slots=dict(goal.slots), events=own)
