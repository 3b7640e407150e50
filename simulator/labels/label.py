"""Ground truth of one case: expected and forbidden calls, what must be said, rules and outcome.

Expected argument values are plain JSON values, compared by the tool's schema, or a matcher: an object with exactly one
`$` key and its options, such as {"$any_of": [...]}; `matchers.py` holds the closed set.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any, TypeVar

from simulator.frozen import dataclass, replace
from simulator.variables.expr import Expression

SECRETS = ("said_forbidden", "privacy_leak", "policy_leak")
OUTCOMES = ("done", "refused", "asked", "handed_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLabel:
    """One expected call (or forbidden one); `after` names other labels' ids, `when` is a condition, "" holds always.

    With a `turn`, only calls between that message of the user (the first is 1) and the next one count.
    """

    id: str
    name: str
    args: Mapping[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    optional: bool = False
    at_most: int = 1
    when: str = ""
    goal: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value the assistant must say, or must not; `kind` is the failure it is to say a forbidden one."""

    text: Any
    when: str = ""
    kind: str = "said_forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the conversation must come out; of several the first whose `when` holds counts. `also` is as good."""

    name: str
    when: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of conduct, about a tool.

    confirm_before  the user has agreed to the call
    authenticate    before the tool has answered well, none of `tools` is called and none of `values` told
    deadline        the call is made no later than `most`
    limit           its `argument` is not below `least` and not above `most`
    grounded        its arguments (or only `argument`) were said before
    """

    kind: str
    tool: str
    argument: str = ""
    tools: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    least: Any = None
    most: Any = None

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.tool}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What must, may and must not change in the world: names of tables, or `table.column`."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


NO_CHANGES = Changes()
DONE = (Outcome(name="done"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Everything a conversation is checked against. `when` texts are conditions over variables and happened(EVENT).

    `plans` are other lists of calls, each as good as `calls`.
    """

    calls: tuple[CallLabel, ...] = ()
    never: tuple[CallLabel, ...] = ()
    say: tuple[Said, ...] = ()
    never_say: tuple[Said, ...] = ()
    rules: tuple[Rule, ...] = ()
    outcome: tuple[Outcome, ...] = DONE
    changes: Changes = NO_CHANGES
    plans: tuple[tuple[CallLabel, ...], ...] = ()

    @property
    def conditional(self) -> bool:
        """Whether any of them holds on a condition, or there is no outcome yet or more than one."""
        whens = [one.when for one in self.calls]
        whens += [one.when for calls in (self.never, *self.plans) for one in calls]
        whens += [one.when for said in (self.say, self.never_say) for one in said]
        return len(self.outcome) != 1 or any(whens) or self.outcome[0].when != ""

    @property
    def surely(self) -> frozenset[str]:
        """The tools without a call of which the labels cannot be met."""
        return frozenset([label.name for label in self.calls if not (label.optional or label.when)])


Conditional = TypeVar("Conditional", CallLabel, Said, Outcome)


def active(labels: Labels, happened: Collection[str], values: Mapping[str, Any]) -> Labels:
    """The labels that count, every `when` decided: one outcome is left, and no condition."""

    def kept(found: tuple[Conditional, ...]) -> tuple[Conditional, ...]:
        if not any(label.when for label in found):
            return found
        return tuple(_decided(label) for label in found if _holds(label.when, happened, values))

    if not labels.conditional:
        return labels
    return Labels(
        calls=kept(labels.calls),
        never=kept(labels.never),
        say=kept(labels.say),
        never_say=kept(labels.never_say),
        rules=labels.rules,
        outcome=kept(labels.outcome)[:1] or DONE,
        changes=labels.changes,
        plans=tuple(kept(plan) for plan in labels.plans),
    )


def _decided(label: Conditional) -> Conditional:
    return replace(label, when="") if label.when else label


def _holds(when: str, happened: Collection[str], values: Mapping[str, Any]) -> bool:
    return not when or bool(_expression(when).evaluate(values, happened))


@lru_cache(maxsize=4096)
def _expression(text: str) -> Expression:
    return Expression(text)
