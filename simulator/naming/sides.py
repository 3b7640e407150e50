"""Two slots of one kind: which is the first and which the last, and which of them a question means."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import side_of
from simulator.naming.scoring import best
from simulator.naming.vocabulary import normal_words
from simulator.values.late import Late

TIMED = ("date", "time", "datetime")
FROM = Late(
    r"\b(?:from|getting on\b|get on\b|leav(?!\w* (?:it|the|your|them)\b)|depart|start|out of|origin|collect"
    r"|pick|fetch|need|live|current|right now|get (?:it|the|your))"
)
TO = Late(
    r"\bto\b[ ?.,]*(?:$|where|which|what)|\b(?:go|going|head|heading|headed|off to|get(?:ting)? off|alight"
    r"|into|fly(?:ing)? to"
    r"|travel(?:ling|ing)? to)\b"
)
UNTIL = Late(r"\b(?:until|till|up to|return|back|drop|leav|check(?:ing)?[- ]?out|\bend\b|over|finish)")
BOTH = Late(
    r"\bfrom (?:where|when|what|which)\b.*\b(?:to|until|till)\b|\bdates\b|\bfrom\b[^?]*\band (?:to|until|till)\b"
)
ENDS = Late(
    r"\b(?:from|starting|beginning) (where|when|what|which)\b([^?]{0,20}?),? (?:and )?(?:to|until|till|through)"
    r" (?:where|when|what|which)\b"
    r"|^\W*(?:and )?(?:(where|when) )(?:from|to),? (?:and |or )?(?:where |when )?(?:from|to)\W*$"
)
SPOT = Late(r"\b(?:pick|collect|drop|fetch|exactly)")
LEAVES = Late(r"\b(?:leav\w+)")
GIVEN = Late(r"\b(?:return|back|drop|leav|end|give)")
PICKED = frozenset(map(concept, ("pickup", "collect")))
STAYS = frozenset(map(concept, ("checkin", "arrival", "stay", "night")))


def both_dates(known: Known) -> list[str]:
    """The first and the last of the days, where "the dates" are both of them."""
    return two_sides(known.tagged("date", "datetime"), known)


def both_sides(text: str, known: Known) -> list[str]:
    """The two ends that "from where to where" or "from what day until what day" ask for."""
    hit = ENDS.search(text)
    if hit is None:
        return []
    timed = "when" in (hit[1], hit[3]) or not {"date", "time"}.isdisjoint(normal_words(hit[2] or ""))
    return two_sides(known.tagged(*TIMED) if timed else known.tagged("place"), known)


def first_of(slots: Sequence[str], known: Known) -> list[str]:
    """Of days that a phrase may mean alike, the first."""
    timed = all(not known.profiles[slot].tags.isdisjoint(TIMED) for slot in slots)
    return two_sides(slots, known)[:1] if timed else []


def two_sides(pool: Sequence[str], known: Known) -> list[str]:
    sides = [known.profiles[slot].side for slot in pool]
    first, last = min(sides, default=0), max(sides, default=0)
    return [pool[sides.index(first)], pool[sides.index(last)]] if first < last else []


def sided(head: set[str], pool: Sequence[str], known: Known) -> list[str]:
    """Of two things of a kind, the first or the last, as the words of a phrase say: "return date"."""
    timed = any(not known.profiles[slot].tags.isdisjoint(TIMED) for slot in pool)
    side = side_of(map(concept, head), timed)
    ends = two_sides(pool, known)
    return ends[:1] if ends and side < 0 else ends[1:] if ends and side > 0 else []


def by_side(pool: Sequence[str], words: dict[str, float], text: str, known: Known) -> list[str]:
    """Of slots of one kind, the one the other words point to; else the one such questions are mostly about."""
    if not pool:
        return []
    low = text.strip()
    if BOTH.search(low) and len(pool) > 1:
        both = two_sides(pool, known)
        if both:
            return both
    found = best(pool, words, known)
    return _default(found, low, known) if len(found) > 1 else found


def _ends_it(low: str, pool: Sequence[str], known: Known) -> bool:
    """Whether a question about a day means the last one: who stays leaves at the end, who travels at the beginning."""
    if not UNTIL.search(low):
        return False
    stays = any(not STAYS.isdisjoint(known.profiles[slot].own) for slot in pool)
    return bool(UNTIL.search(LEAVES.sub("", low))) or stays


def _default(found: Sequence[str], low: str, known: Known) -> list[str]:
    places = not {"place", "venue"}.isdisjoint(known.profiles[found[0]].tags)
    taken = any(not PICKED.isdisjoint(known.profiles[slot].named) for slot in found)
    from_here = FROM.search(low) and not TO.search(low)
    leaving = from_here or taken and not GIVEN.search(low) if places else not _ends_it(low, found, known)
    sides = [known.profiles[slot].side for slot in found]
    wanted = min(sides) if leaving else max(sides)
    chosen = [slot for slot, side in zip(found, sides, strict=True) if side == wanted]
    if places and len(chosen) > 1:
        towns = [slot for slot in chosen if "city" in known.profiles[slot].named]
        spots = [slot for slot in chosen if slot not in towns]
        chosen = (spots if SPOT.search(low) else towns) or chosen
    return chosen[:1]
