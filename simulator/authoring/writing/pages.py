"""A scenario file written from drafts: its variables, goals, labels and rule, in the words of the scenario format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.authoring.drafts import Draft, Fact
from simulator.authoring.wishes import phrase, says
from simulator.authoring.writing.emit import to_yaml
from simulator.errors import one_line
from simulator.personas.library import names

CLOCK = "2030-02-20T09:00+00:00"
MARK = "# Written by `simulator new`"
_PERSONAS = {"plain": 4, "terse_commuter": 2, "chatty_retiree": 2, "anxious_parent": 1, "developer": 1}
_READ_POLICY = "Ask for what is missing and never guess a value."
HOURS = "Questions by phone are answered from Monday to Friday until 17:00."
ONLY = "You can only do what your tools do; say so where somebody wants anything else."
_WRITE_POLICY = "Before you change anything, say what you are about to do and wait for a yes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One goal: an operation, and what makes it another kind of conversation.

    chain    the look-up that gives an argument of the operation, with that argument's fact and the field it stands in
    row      columns of what is looked up, where its answer calls them otherwise
    outcome  how it should come out
    events   what the user planned; `more` are variables these need, `require` what holds of them
    faults   what goes wrong with the tools
    missing  the thing is not there
    """

    draft: Draft
    chain: tuple[Draft, Fact, str] | None = None
    row: Mapping[str, Any] = field(default_factory=dict)
    outcome: str = "done"
    events: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    require: tuple[str, ...] = ()
    faults: tuple[Mapping[str, Any], ...] = ()
    missing: bool = False

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The operations, in the order they are called."""
        return (self.chain[0], self.draft) if self.chain else (self.draft,)

    @property
    def told(self) -> tuple[Fact, ...]:
        """What the user supplies."""
        own = tuple(fact for fact in self.draft.facts if not self.chain or fact.slot != self.chain[1].slot)
        before = self.chain[0].facts if self.chain else ()
        return tuple({fact.slot: fact for fact in (*before, *own)}.values())


def page(name: str, service: str, title: str, wishes: Sequence[Wish]) -> str:
    """The text of a scenario with one goal for each wish."""
    drafts = [draft for wish in wishes for draft in wish.drafts]
    writes = list(dict.fromkeys(wish.draft.tool.name for wish in wishes if wish.draft.tool.writes))
    operations = ", ".join(_operation(draft) for draft in drafts)
    wanted = " and to ".join(phrase(wish.draft.tool) for wish in wishes)
    facts = {fact.slot: fact for draft in drafts for fact in (*draft.facts, *([draft.shown] if draft.shown else ()))}
    data: dict[str, Any] = {
        "format": 1,
        "name": name,
        "about": _safe(f"Somebody wants to {wanted}."),
        "tools": [service],
        "clock": CLOCK,
        "policy": _safe(f"You help people who use {title}. {_READ_POLICY}" + (f" {_WRITE_POLICY}" if writes else "")),
        "variables": {fact.variable: dict(fact.supply.declared) for fact in facts.values()}
        | {name: dict(declared) for wish in wishes for name, declared in wish.more.items()},
        "require": [text for wish in wishes for text in wish.require],
        "persona": {"choice": {persona: weight for persona, weight in _PERSONAS.items() if persona in names()}},
        "world": _rows(wishes),
        "faults": [dict(fault) for wish in wishes for fault in wish.faults],
        "goals": [_goal(index, wish) for index, wish in enumerate(wishes)],
        "events": [dict(event) for wish in wishes for event in wish.events],
        "mess": "realistic",
        "labels": _labels(wishes, writes),
        "limits": {"turns": 10 + 3 * len(facts), "calls": 12},
    }
    kept = {key: value for key, value in data.items() if value not in ({}, [], "")}
    return f"{MARK} from tools_specs/{service}: {one_line(operations)}.\n{to_yaml(kept)}"


def question(name: str, service: str, title: str, asks: Sequence[str], labels: Mapping[str, Any]) -> str:
    """The text of a scenario in which no tool helps: the answer stands in the policy, or there is none."""
    data = {
        "format": 1,
        "name": name,
        "about": _safe(f"Somebody asks {title} for what no tool does."),
        "tools": [service],
        "clock": CLOCK,
        "policy": _safe(f"You help people who use {title}. {HOURS} {ONLY}"),
        "persona": {"choice": {persona: weight for persona, weight in _PERSONAS.items() if persona in names()}},
        "goals": [{"id": "goal1", "says": list(asks)}],
        "mess": "realistic",
        "labels": labels,
        "limits": {"turns": 8, "calls": 6},
    }
    return f"{MARK} from tools_specs/{service}.\n{to_yaml(data)}"


def _operation(draft: Draft) -> str:
    tool = draft.tool
    return f"{tool.method.upper()} {tool.path}" if tool.path else tool.name


def _safe(text: str) -> str:
    """A text in which nothing looks like a template."""
    return one_line(text.replace("{", "(").replace("}", ")"))


def _rows(wishes: Sequence[Wish]) -> dict[str, list[dict[str, Any]]]:
    """The rows that operations need to find; those of a chain are laid by the chain itself."""
    found: dict[str, list[dict[str, Any]]] = {}
    for wish in wishes:
        if wish.chain or wish.missing:
            continue
        for table, rows in wish.draft.rows().items():
            known = found.setdefault(table, [])
            known += [row for row in rows if row not in known]
    return found


def _goal(index: int, wish: Wish) -> dict[str, Any]:
    goal: dict[str, Any] = {
        "id": f"goal{index + 1}",
        "says": [_safe(text) for text in says(wish.draft.tool)],
        "slots": {fact.slot: _slot(fact) for fact in wish.told},
    }
    nested = [fact.slot for fact in wish.told if len(fact.path) > 1]
    if nested:
        goal["volunteers"] = nested
    elif len(wish.told) > 1:
        goal["volunteers"] = [wish.told[0].slot]
    if wish.chain:
        look, fact, field_name = wish.chain
        goal["chain"] = [
            {"call": look.tool.name, "args": look.arguments(), "gives": {fact.variable: field_name}}
            | ({"row": dict(wish.row)} if wish.row else {}),
            {"call": wish.draft.tool.name, "args": wish.draft.arguments()},
        ]
    return goal


def _slot(fact: Fact) -> dict[str, Any]:
    return {"value": fact.template, "words": list(fact.words)}


def _labels(wishes: Sequence[Wish], writes: Sequence[str]) -> Mapping[str, Any]:
    done = [(index, wish) for index, wish in enumerate(wishes) if not wish.chain and wish.outcome == "done"]
    calls = [
        {"id": f"call{index + 1}", "name": wish.draft.tool.name, "args": wish.draft.arguments()}
        | ({"goal": f"goal{index + 1}"} if len(wishes) > 1 else {})
        for index, wish in done
    ]
    looks = [
        {"name": wish.draft.tool.name, "args": wish.draft.arguments(), "optional": True}
        for wish in wishes
        if wish.outcome == "refused"
    ]
    rules = [{"confirm_before": name} for name in writes]
    say = [wish.draft.shown.template for _, wish in done if wish.draft.shown]
    found = {"calls": [*calls, *looks], "say": say, "rules": rules}
    outcome = next((wish.outcome for wish in wishes if wish.outcome != "done"), "done")
    return {**{key: value for key, value in found.items() if value}, "outcome": outcome}
