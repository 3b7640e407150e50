"""How records are told apart beside their scenario: persona and its traits, kind of conversation, mess, hops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.personas.library import library
from simulator.personas.persona import TRAITS

Record = Mapping[str, Any]
MOST_VALUES = 40
"""More values than this tell nothing apart."""


def parts_of(record: Record) -> Iterator[tuple[str, str]]:
    """(what, value) for every way in which a record can be grouped."""
    case, options = record.get("case"), record["options"]
    if not isinstance(case, Mapping):
        return
    yield "persona", str(case.get("persona", ""))
    yield from _traits(case) if "persona" in case else ()
    yield "kind of conversation", kind_of(case)
    yield "mess", str(options.get("mess", "")) or "realistic"
    yield "hops", str(case["hops"] if "hops" in case else hops(case))


def _traits(case: Record) -> Iterator[tuple[str, str]]:
    """Drawn with the case, the persona's own, or as the library has it; the plainest where nothing says."""
    drawn, own = case.get("values", {}), case.get("traits", {})
    known = None if own else library().get(str(case["persona"]))
    for trait, values in TRAITS.items():
        name = f"persona.{trait}"
        yield name, str(drawn.get(name, known.trait(trait) if known else own.get(trait, values[0])))


def kind_of(case: Mapping[str, Any]) -> str:
    """What kind of conversation a case is: by its outcome, failing tools, changes, several goals, or plain."""
    labels = case.get("labels", {})
    first = next(iter(labels.get("outcome", ())), "done")
    outcome = first.get("is", "done") if isinstance(first, Mapping) else str(first)
    if outcome != "done":
        return outcome.replace("_", " ")
    if case.get("faults"):
        return "tools fail"
    if case.get("events"):
        return "the user changes something"
    return "several goals" if len(case.get("goals", ())) > 1 else "one goal"


def hops(case: Mapping[str, Any]) -> int:
    """How many required calls stand in the longest chain of `after`."""
    calls = {one["id"]: one for one in case.get("labels", {}).get("calls", ()) if "id" in one}
    depth: dict[str, int] = {}

    def of(name: str, above: frozenset[str]) -> int:
        if name not in depth:
            before = [other for other in calls[name].get("after", ()) if other in calls and other not in above]
            own = 0 if calls[name].get("optional") else 1
            depth[name] = own + max((of(other, above | {name}) for other in before), default=0)
        return depth[name]

    return max((of(name, frozenset({name})) for name in calls), default=0)
