"""A scenario file written from drafts: its variables, goals, labels and rule, in the words of the scenario format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.authoring.drafts import Draft, Fact
from simulator.authoring.wishes import phrase, says
from simulator.authoring.writing.emit import to_yaml
from simulator.authoring.writing.truth import labels, rows
from simulator.authoring.writing.wish import Wish
from simulator.errors import one_line
from simulator.personas.library import names

CLOCK = "2030-02-20T09:00+00:00"
MARK = "# Written by `simulator new`"
_PERSONAS = {"plain": 4, "terse_commuter": 2, "chatty_retiree": 2, "anxious_parent": 1, "developer": 1}
READ_POLICY = "Ask for what is missing and never guess a value."
HOURS = "Questions by phone are answered from Monday to Friday until 17:00."
ONLY = "You can only do what your tools do; say so where somebody wants anything else."
WRITE_POLICY = "Before you change anything, say what you are about to do and wait for a yes."


def page(name: str, service: str, title: str, wishes: Sequence[Wish]) -> str:
    """The text of a scenario with one goal for each wish."""
    drafts = [draft for wish in wishes for draft in wish.drafts]
    operations = ", ".join(_operation(draft) for draft in drafts)
    wanted = " and to ".join(phrase(wish.draft.tool) for wish in wishes)
    made = {fact.slot for wish in wishes for fact in wish.draft.facts if fact.name in wish.given}
    shown = [fact for draft in drafts for fact in (*draft.facts, *([draft.shown] if draft.shown else ()))]
    facts = {fact.slot: fact for fact in shown if fact.slot not in made}
    data: dict[str, Any] = {
        "format": 1,
        "name": name,
        "about": _safe(f"Somebody wants to {wanted}."),
        "tools": [service],
        "clock": CLOCK,
        "policy": _policy(title, wishes),
        "variables": {fact.variable: dict(fact.supply.declared) for fact in facts.values()}
        | {name: dict(declared) for wish in wishes for name, declared in wish.more.items()},
        "require": [text for wish in wishes for text in wish.require],
        "persona": {"choice": {persona: weight for persona, weight in _PERSONAS.items() if persona in names()}},
        "knows": {wish.unknown: "no" for wish in wishes if wish.unknown},
        "world": rows(wishes),
        "faults": [dict(fault) for wish in wishes for fault in wish.faults],
        "goals": [_goal(index, wish) for index, wish in enumerate(wishes)],
        "events": [dict(event) for wish in wishes for event in wish.events],
        "mess": "realistic",
        "labels": labels(wishes),
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


def _policy(title: str, wishes: Sequence[Wish]) -> str:
    writes = any(wish.draft.tool.writes for wish in wishes)
    own = dict.fromkeys(sentence for wish in wishes for sentence in wish.policy)
    return _safe(" ".join((f"You help people who use {title}.", READ_POLICY, *([WRITE_POLICY] * writes), *own)))


def _operation(draft: Draft) -> str:
    tool = draft.tool
    return f"{tool.method.upper()} {tool.path}" if tool.path else tool.name


def _safe(text: str) -> str:
    """A text in which nothing looks like a template."""
    return one_line(text.replace("{", "(").replace("}", ")"))


def _goal(index: int, wish: Wish) -> dict[str, Any]:
    goal: dict[str, Any] = {
        "id": f"goal{index + 1}",
        "says": [_safe(text) for text in wish.opens or says(wish.draft.tool)],
        "slots": {fact.slot: _slot(fact) for fact in wish.told},
    }
    nested = [fact.slot for fact in wish.told if len(fact.path) > 1 or fact.slot in wish.first]
    if nested:
        goal["volunteers"] = nested
    elif len(wish.told) > 1:
        goal["volunteers"] = [next(fact.slot for fact in wish.told if fact.variable != wish.unknown)]
    if wish.chain:
        goal["chain"] = [
            *(
                {"call": hop.look.tool.name, "args": hop.look.arguments(), "gives": {hop.fact.variable: hop.shown}}
                | ({"row": dict(hop.row)} if hop.row else {})
                for hop in wish.chain
            ),
            {"call": wish.draft.tool.name, "args": wish.draft.arguments()},
        ]
    return goal


def _slot(fact: Fact) -> dict[str, Any]:
    return {"value": fact.template, "words": list(fact.words)}
