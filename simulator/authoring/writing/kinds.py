"""Kinds of conversation made of drafts: looked up first, about what was just made, corrected, a fact nobody has, a
thing that is there or not, a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.authoring.drafts import Draft, fit_together, look
from simulator.authoring.flow.links import Link
from simulator.authoring.suppliers import UnsayableError
from simulator.authoring.wishes import phrase
from simulator.authoring.writing.english import with_article
from simulator.authoring.writing.wish import Hop, Wish
from simulator.tools.wording import flat
from simulator.worlds.derived.kind import DerivedKind
from simulator.worlds.derived.resources import key_names

SURE = 0.65
SHOWN = 0.5
NUMBERS = ("integer", "number", "choice", "pattern", "date", "faker")


def chains(drafts: Sequence[Draft], links: Sequence[Link], kind: DerivedKind) -> Iterator[Wish]:
    """Operations one of whose arguments a look-up gives, so that the user need not know it."""
    for one in drafts:
        yield from (Wish(draft=one, chain=(hop,)) for hop in _hops(one, links, kind))


def long_chains(drafts: Sequence[Draft], links: Sequence[Link], kind: DerivedKind) -> Iterator[Wish]:
    """A change over two look-ups: what the first shows is what the second is made with."""
    for wish in chains([one for one in drafts if one.tool.writes], links, kind):
        (last,) = wish.chain
        for hop in _hops(last.look, links, kind):
            known = {fact.slot for fact in (*hop.look.facts, *wish.draft.facts)} - {last.fact.slot}
            apart = len({hop.look.tool.name, last.look.tool.name, wish.draft.tool.name}) == 3
            if apart and hop.fact.slot not in known and hop.look.facts and fit_together(hop.look, wish.draft):
                yield Wish(draft=wish.draft, chain=(hop, last))


def _hops(draft: Draft, links: Sequence[Link], kind: DerivedKind) -> Iterator[Hop]:
    """Look-ups that give an argument of this, the surest first."""
    for link in sorted(links, key=lambda one: -one.confidence):
        if link.target != draft.tool.name or link.confidence < SURE or link.inferred:
            continue
        before = _look(link.source, kind)
        fact = next((one for one in draft.facts if one.path == (link.argument,) and not one.supply.listed), None)
        if before is None or fact is None or any(one.slot == fact.slot for one in before.facts):
            continue
        if fit_together(before, draft):
            shown = link.field.replace("[]", "").rpartition(".")[2]
            resource = kind.owners.get(link.source)
            key = resource.key if resource else ""
            names = key_names(key, resource.table) if resource and key else frozenset()
            row = {key: fact.template} if key != shown and flat(shown) in names else {}
            yield Hop(look=before, fact=fact, shown=shown, row=row)


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
    return Wish(draft=draft, rows={}, outcome="refused") if there else None


def broken(draft: Draft) -> Wish:
    """The tool gives no answer the first time."""
    return Wish(draft=draft, faults=({"tool": draft.tool.name, "kind": "timeout_before"},))


def follow_ups(drafts: Sequence[Draft], links: Sequence[Link], kind: DerivedKind) -> Iterator[tuple[Wish, Wish]]:
    """Something is made, and then something is done with what was made: its id stands in the answer only."""
    known = {one.tool.name: one for one in drafts}
    for link in sorted(links, key=lambda one: -one.confidence):
        first, then = known.get(link.source), known.get(link.target)
        if first is None or then is None or link.confidence < SURE or link.inferred or "[]" in link.field:
            continue
        fact = next((one for one in then.facts if one.path == (link.argument,) and not one.supply.listed), None)
        maker = kind.owners.get(link.source)
        made = maker is not None and maker.roles[link.source] == "create" and first.tool.writes
        if not made or maker is None or fact is None or any(one.slot == fact.slot for one in first.facts):
            continue
        if fit_together(first, then):
            field = link.field.rpartition(".")[2]
            opens = _about_it(then, maker.noun, same=kind.owners.get(link.target) is maker)
            yield Wish(draft=first), Wish(draft=then, rows={}, given={fact.name: field}, opens=opens)


def _about_it(draft: Draft, noun: str, *, same: bool) -> tuple[str, ...]:
    """How somebody asks who has just had the thing made: "delete that hire", "send a parcel, for that customer"."""
    wish = phrase(draft.tool)
    verb, article, rest = wish.partition(f" {noun}")
    plain = same and article and verb.split()[-1:] in (["a"], ["an"], ["the"])
    wish = f"{verb.rsplit(' ', 1)[0]} that {noun}{rest}" if plain else f"{wish}, for that {noun}"
    just = "the one you just made"
    return (f"Now I'd like to {wish}.", f"Next I want to {wish}, {just}.", f"And then I need to {wish}, please.")


def not_known(draft: Draft, links: Sequence[Link]) -> Wish | None:
    """A value the operation cannot go without is one that the user does not have: right is to ask, and not to guess."""
    shown = {link.argument for link in links if link.target == draft.tool.name and link.confidence >= SHOWN}
    texts = [one for one in reversed(draft.facts) if "choice" in one.supply.declared]
    for fact in (*(one for one in reversed(draft.facts) if one not in texts), *texts):
        declared = fact.supply.declared
        closed = "boolean" in declared or (len(fact.path) == 1 and "enum" in draft.tool.properties.get(fact.name, {}))
        needed = fact.path[0] in draft.tool.required and len(fact.path) == 1
        if needed and not closed and not fact.supply.listed and fact.name not in shown:
            return Wish(draft=draft, forbidden=True, unknown=fact.variable, outcome="asked")
    return None


def if_there(draft: Draft, drafts: Sequence[Draft], kind: DerivedKind) -> Wish | None:
    """The thing is there in half of the cases; what is right depends on what the look-up shows."""
    resource = kind.owners.get(draft.tool.name)
    if resource is None or not draft.tool.writes or not draft.table or draft.shown:
        return None
    key = next((fact for fact in draft.facts if fact.name == draft.columns.get(resource.key)), None)
    look = next(iter(looks(draft, drafts, kind)), None)
    if key is None or look is None or "pattern" not in key.supply.declared or key.supply.listed:
        return None
    other, kept = f"other_{key.variable}", f"kept_{key.variable}"
    more = {
        "there": {"boolean": 0.5},
        other: key.supply.declared,
        kept: {"expr": f"{key.variable} if there else {other}"},
    }
    (row,) = draft.rows()[draft.table]
    return Wish(
        draft=draft,
        look=look,
        outcome="refused",
        when="there",
        more=more,
        require=(f"{other} != {key.variable}",),
        rows={draft.table: [row | {resource.key: f"{{{kept}}}"}]},
        policy=(f"Look up {with_article(resource.noun)} before you change or delete it.",),
    )


def looks(draft: Draft, drafts: Sequence[Draft], kind: DerivedKind) -> list[Draft]:
    """What shows the one thing that this changes."""
    return [one for one in drafts if _shows(one, draft, kind)]


def _shows(look: Draft, draft: Draft, kind: DerivedKind) -> bool:
    """Whether this shows the one thing that the other changes, from nothing more than the user says anyway."""
    resource = kind.owners.get(look.tool.name)
    mine = resource is not None and resource is kind.owners.get(draft.tool.name)
    known = {fact.slot: fact for fact in draft.facts}
    named = {fact.slot for fact in draft.facts if resource and fact.name == draft.columns.get(resource.key)}
    return (
        mine
        and resource is not None
        and bool(named)
        and named <= {fact.slot for fact in look.facts}
        and resource.roles[look.tool.name] == "get"
        and bool(look.tool.returns)
        and all((other := known.get(fact.slot)) is not None and other.supply == fact.supply for fact in look.facts)
    )
