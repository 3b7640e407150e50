"""One goal of a scenario that is being written: an operation, and what makes it another kind of conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from simulator.authoring.drafts import Draft, Fact
from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A look-up whose answer shows a fact under a field; `row`: columns of what is looked up, called otherwise."""

    look: Draft
    fact: Fact
    shown: str
    row: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One goal.

    chain    the look-ups that give arguments of those after them, the last one of the operation
    look     a look-up of the thing itself that has to come first
    given    argument -> the field of the answer before that holds it: the user does not say it
    opens    what the user says instead of the usual words; `first` are the facts told with it
    outcome  how it should come out; with `when` only where that does not hold, else it is done
    forbidden  the operation must not be called
    unknown  the variable that the user does not know and nothing shows
    events   what the user planned; `more` are variables these need, `require` what holds of them
    faults   what goes wrong with the tools
    policy   sentences of the policy
    rows     the rows of the world; None for what the operation needs to find
    """

    draft: Draft
    chain: tuple[Hop, ...] = ()
    look: Draft | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    opens: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    outcome: str = "done"
    when: str = ""
    forbidden: bool = False
    unknown: str = ""
    events: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    require: tuple[str, ...] = ()
    faults: tuple[Mapping[str, Any], ...] = ()
    policy: tuple[str, ...] = ()
    rows: Mapping[str, Any] | None = None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The operations, in the order they are called."""
        before = [hop.look for hop in self.chain] or [one for one in (self.look,) if one]
        return (*before, self.draft)

    @property
    def told(self) -> tuple[Fact, ...]:
        """What the user supplies."""
        found_out = {hop.fact.slot for hop in self.chain}
        before = [fact for hop in self.chain for fact in hop.look.facts]
        own = [fact for fact in self.draft.facts if fact.name not in self.given]
        return tuple({fact.slot: fact for fact in (*before, *own) if fact.slot not in found_out}.values())

    def arguments(self) -> dict[str, Any]:
        """The arguments of the call, as templates and matchers."""
        return self.draft.arguments() | {name: {"$from_result": field} for name, field in self.given.items()}
