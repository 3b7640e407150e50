"""Kinds of conversation made of drafts: looked up first, corrected, a thing not there, a fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.authoring.drafts import Draft, fit_together, look
from simulator.authoring.flow.links import Link
from simulator.authoring.suppliers import UnsayableError
from simulator.authoring.writing.pages import Wish
from simulator.tools.wording import flat
from simulator.worlds.derived.kind import DerivedKind
from simulator.worlds.derived.resources import key_names

SURE = 0.65
NUMBERS = ("integer", "number", "choice", "pattern", "date", "faker")


def chains(drafts: Sequence[Draft], links: Sequence[Link], kind: DerivedKind) -> Iterator[Wish]:
    """Operations one of whose arguments a look-up gives, so that the user need not know it."""
    known = {one.tool.name: one for one in drafts}
    looks = {link.source: found for link in links if (found := _look(link.source, kind)) is not None}
    for link in sorted(links, key=lambda one: -one.confidence):
        before, draft = looks.get(link.source), known.get(link.target)
        if before is None or draft is None or link.confidence < SURE or link.inferred:
            continue
        fact = next((one for one in draft.facts if one.path == (link.argument,) and not one.supply.listed), None)
        if fact is None or any(one.slot == fact.slot for one in before.facts) or not fit_together(before, draft):
            continue
        shown = link.field.replace("[]", "").rpartition(".")[2]
        resource = kind.owners.get(link.source)
        key = resource.key if resource else ""
        names = key_names(key, resource.table) if resource and key else frozenset()
        row = {key: fact.template} if key != shown and flat(shown) in names else {}
        yield Wish(draft=draft, chain=(before, fact, shown), row=row)


def _look(name: str, kind: DerivedKind) -> Draft | None:
    tool = kind.tools[name]
    try:
        return None if tool.writes or not tool.returns else look(tool, kind)
    except UnsayableError:
        return None


def corrected(draft: Draft) -> Wish | None:
    """The user says one fact wrongly first."""
    for fact in draft.facts:
        kind = next(iter(fact.supply.declared), "")
        several = kind != "choice" or len(fact.supply.declared["choice"]) > 1
        if kind in NUMBERS and several and len(fact.path) == 1 and not fact.supply.listed:
            other = f"first_{fact.variable}"
            event = {"id": "corrected", "act": "correct", "set": {fact.slot: f"{{{other}}}"}}
            require = (f"{other} != {fact.variable}",)
            return Wish(draft=draft, events=(event,), more={other: fact.supply.declared}, require=require)
    return None


def gone(draft: Draft) -> Wish | None:
    """The thing the user speaks of is not there."""
    there = draft.table and not draft.shown and not draft.tool.writes
    return Wish(draft=draft, missing=True, outcome="refused") if there else None


def broken(draft: Draft) -> Wish:
    """The tool gives no answer the first time."""
    return Wish(draft=draft, faults=({"tool": draft.tool.name, "kind": "timeout_before"},))
