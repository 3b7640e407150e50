"""A scenario file written from drafts: its variables, goals, labels and rule, in the words of the scenario format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.authoring.drafts import Draft, Fact
from simulator.authoring.emit import to_yaml
from simulator.authoring.wishes import phrase, says
from simulator.errors import one_line
from simulator.personas.library import names

CLOCK = "2030-02-20T09:00+00:00"
MARK = "# Written by `simulator new`"
_PERSONAS = {"plain": 4, "terse_commuter": 2, "chatty_retiree": 2, "anxious_parent": 1, "developer": 1}
_READ_POLICY = "Ask for what is missing and never guess a value."
_WRITE_POLICY = "Before you change anything, say what you are about to do and wait for a yes."


def page(name: str, service: str, title: str, drafts: Sequence[Draft]) -> str:
    """The text of a scenario with one goal for each draft."""
    wishes = [phrase(draft.tool) for draft in drafts]
    writes = [draft.tool.name for draft in drafts if draft.tool.writes]
    facts = {fact.slot: fact for draft in drafts for fact in draft.facts}
    operations = ", ".join(f"{draft.tool.method.upper()} {draft.tool.path}" for draft in drafts)
    data: dict[str, Any] = {
        "format": 1,
        "name": name,
        "about": _safe(f"Somebody wants to {' and to '.join(wishes)}."),
        "tools": [service],
        "clock": CLOCK,
        "policy": _safe(f"You help people who use {title}. {_READ_POLICY}" + (f" {_WRITE_POLICY}" if writes else "")),
        "variables": {fact.variable: dict(fact.supply.declared) for fact in facts.values()},
        "persona": {"choice": {persona: weight for persona, weight in _PERSONAS.items() if persona in names()}},
        "world": _rows(drafts),
        "goals": [_goal(index, draft) for index, draft in enumerate(drafts)],
        "mess": "realistic",
        "labels": _labels(drafts, writes),
        "limits": {"turns": 10 + 3 * len(facts), "calls": 12},
    }
    kept = {key: value for key, value in data.items() if value not in ({}, [], "")}
    return f"{MARK} from tools_specs/{service}: {one_line(operations)}.\n{to_yaml(kept)}"


def _safe(text: str) -> str:
    """A text in which nothing looks like a template."""
    return one_line(text.replace("{", "(").replace("}", ")"))


def _rows(drafts: Sequence[Draft]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for draft in drafts:
        for table, rows in draft.rows().items():
            known = found.setdefault(table, [])
            known += [row for row in rows if row not in known]
    return found


def _goal(index: int, draft: Draft) -> dict[str, Any]:
    goal: dict[str, Any] = {
        "id": f"goal{index + 1}",
        "says": [_safe(text) for text in says(draft.tool)],
        "slots": {fact.slot: _slot(fact) for fact in draft.facts},
    }
    if len(draft.facts) > 1:
        goal["volunteers"] = [draft.facts[0].slot]
    return goal


def _slot(fact: Fact) -> dict[str, Any]:
    return {"value": fact.template, "words": list(fact.words)}


def _labels(drafts: Sequence[Draft], writes: Sequence[str]) -> Mapping[str, Any]:
    calls = [
        {"id": f"call{index + 1}", "name": draft.tool.name, "args": draft.arguments()}
        for index, draft in enumerate(drafts)
    ]
    rules = [{"confirm_before": name} for name in dict.fromkeys(writes)]
    return {"calls": calls, **({"rules": rules} if rules else {}), "outcome": "done"}
