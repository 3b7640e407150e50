"""What is asked in a roundabout way, in the words the readers of requests know."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from simulator.values.late import Late

REACH_YOU = Late(
    r"number(?= (?:to|where|we can|i can|for us to|the driver can) (?:we can |i can )?(?:reach|call|contact|text))"
)
PARTY_SIZE = Late(r"\bsize of (?:your|the) (?:party|group)")
PART_OF_TOWN = Late(r"\b(?:part|side|end) of (?:the )?(?:town|city)\b")
TIME_OF_DAY = Late(r"\b(times?|part|half) of (?:the )?day\b")
"""Which of the hours, not which day."""
END_STEMS = frozenset("last end endi retu chec drop fini clos".split())
BOTH_ENDS = Late(
    r"\b(first|start(?:ing)?|begin(?:ning)?|opening|arrival|departure|outbound|check-?in|pick-?up)"
    r"(?: and|/| &| or)(?: the)? (last|end(?:ing)?|finish(?:ing)?|closing|departure|return|check-?out|drop-?off)"
    r" (date|day|time)s?\b"
)


def plainly(low: str, stems: AbstractSet[str]) -> str:
    """The same request with a number for "the number to reach you at" and both days for "the first and last day"."""
    if "number" in low:
        low = REACH_YOU.sub("phone ", low)
    if "size of " in low:
        low = PARTY_SIZE.sub("party size", low)
    if "part of " in low:
        low = PART_OF_TOWN.sub("area", low)
    if " of the day" in low or " of day" in low:
        low = TIME_OF_DAY.sub(r"\1", low)
    if not stems.isdisjoint(END_STEMS):
        low = BOTH_ENDS.sub(r"\1 \3 and \2 \3", low)
    return low
