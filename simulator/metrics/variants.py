"""The same cases played otherwise, beside how they were played: fixed histories, and what must make no difference.

What differs is held against the assistant's own instability: another try of the same case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from simulator.engine.variants.names import AGAIN, DAYS, RELATIONS, SHIFT, STATIC, variant_of
from simulator.engine.variants.scene import moved
from simulator.frozen import dataclass
from simulator.metrics.compare import paired
from simulator.metrics.excluded import excluded
from simulator.metrics.interval import Rate, rate

Record = Mapping[str, Any]
Stored = TypeVar("Stored", bound=Mapping[str, Any])
Key = tuple[str, str, int]
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Static:
    """Success in conversation and on the same cases as a fixed history, and how often the two agree.

    kappa is agreement beyond chance, None where one side is always the same.
    """

    dynamic: Rate
    static: Rate
    agreement: Rate
    kappa: float | None
    both: int
    only_dynamic: int
    only_static: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How often one change made a difference; `beyond` is how much more often than another try alone does.

    Calls that change something and the end state are compared. `example` is a pair of ids, `shown` what differs there.
    """

    name: str
    differs: Rate
    beyond: float
    low: float
    high: float
    example: tuple[str, str] | None = None
    shown: str = ""

    @property
    def broken(self) -> bool:
        """Whether the change makes a difference that its own instability does not explain."""
        return self.name != AGAIN and self.low > 0


def plain(records: Iterable[Stored]) -> list[Stored]:
    """The conversations that were played as they are."""
    return [record for record in records if not variant_of(record)]


def static_of(records: Sequence[Record]) -> Static | None:
    """Both scores of one assistant over the cases that were played in both ways; None where none were."""
    pairs = [(_passed(one), _passed(other), one) for one, other in _paired(records, STATIC)]
    if not pairs:
        return None
    counts = {way: sum((one, other) == way for one, other, _ in pairs) for way in PAIRS}
    return Static(
        dynamic=_rate([(record, one) for one, _, record in pairs], "dynamic"),
        static=_rate([(record, other) for _, other, record in pairs], "static"),
        agreement=_rate([(record, one == other) for one, other, record in pairs], "agreement"),
        kappa=_kappa(counts),
        both=counts[True, True],
        only_dynamic=counts[True, False],
        only_static=counts[False, True],
        neither=counts[False, False],
    )


PAIRS = ((True, True), (True, False), (False, True), (False, False))


def _kappa(counts: Mapping[tuple[bool, bool], int]) -> float | None:
    total = sum(counts.values())
    first = (counts[True, True] + counts[True, False]) / total
    second = (counts[True, True] + counts[False, True]) / total
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else ((counts[True, True] + counts[False, False]) / total - chance) / (1 - chance)


def relations_of(records: Sequence[Record]) -> list[Relation]:
    """What each change made of one assistant's conversations, its own instability first."""
    own = {_key(one): _differs(one, other, AGAIN) for one, other in _paired(records, AGAIN)}
    return [found for name in RELATIONS if (found := _relation(records, name, own))]


def _relation(records: Sequence[Record], name: str, own: Mapping[Key, str]) -> Relation | None:
    pairs = _paired(records, name)
    if not pairs:
        return None
    told = [(one, other, _differs(one, other, name)) for one, other in pairs]
    beyond, low, high = paired(
        [((one["scenario"], one["case_id"]), bool(why) - bool(own.get(_key(one)))) for one, _, why in told], name
    )
    first = next(((one, other, why) for one, other, why in told if why and not own.get(_key(one))), None)
    return Relation(
        name=name,
        differs=_rate([(one, bool(why)) for one, _, why in told], f"relation/{name}"),
        beyond=beyond,
        low=low,
        high=high,
        example=(str(first[0]["id"]), str(first[1]["id"])) if first else None,
        shown=first[2] if first else "",
    )


def _paired(records: Sequence[Record], name: str) -> list[tuple[Record, Record]]:
    """Each conversation that counts with the one that was played otherwise, in the order of their cases."""
    others = {_key(one): one for one in records if variant_of(one) == name and not excluded(one)}
    found = [(one, others[_key(one)]) for one in plain(records) if _key(one) in others and not excluded(one)]
    return sorted(found, key=lambda pair: str(pair[0]["id"]))


def _key(record: Record) -> Key:
    return str(record["scenario"]), str(record["case_id"]), int(record["trial"])


def _passed(record: Record) -> bool:
    return bool(record["verdict"]["passed"])


def _rate(found: Iterable[tuple[Record, bool]], name: str) -> Rate:
    by_case: dict[tuple[str, str], list[bool]] = {}
    for record, so in found:
        by_case.setdefault((record["scenario"], record["case_id"]), []).append(so)
    return rate([(float(sum(one)), float(len(one))) for one in by_case.values()], name)


# --- what was done --------------------------------------------------------------------------------------------------


def _differs(one: Record, other: Record, name: str) -> str:
    """What one of them did and the other did not; "" where they did the same."""
    back = -DAYS if name == SHIFT else 0
    mine, theirs = list(_done(one, 0)), list(_done(other, back))
    for call in list(mine):
        if call in theirs:
            mine.remove(call)
            theirs.remove(call)
    words = [*(f"only before: {call}" for call in mine), *(f"only now: {call}" for call in theirs)]
    if words:
        return "; ".join(words[:SHOWN])
    return "" if _state(one, 0) == _state(other, back) else "the same calls, and another end state"


def _done(record: Record, days: int) -> Iterator[str]:
    """The calls that changed something, as text."""
    wrote = {
        message.get("tool_call_id")
        for message, note in zip(record["messages"], record["notes"], strict=False)
        if message["role"] == "tool" and note.get("wrote")
    }
    for message in record["messages"]:
        for call in message.get("tool_calls") or ():
            if call["id"] in wrote:
                yield f"{call['function']['name']} {_text(moved(call['function']['arguments'], days))}"


def _state(record: Record, days: int) -> str:
    return _text(moved(record.get("state"), days))


def _text(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, sort_keys=True, default=str)
