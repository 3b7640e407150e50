"""The small print of a text: sentences about conditions, offices and messages to come, whose figures are no values."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.naming.known import Known
from simulator.naming.profile import concepts
from simulator.understanding.parts import Part
from simulator.understanding.said.heard import Span
from simulator.values.cues import cues
from simulator.values.late import Late

SIGNS = frozenset(
    "canc refu offe vali expi call cont reac our ques fee fees conf refe note brin arri ask hold held poli term show "
    "nosh non nonr".split()
)
"""One of these stems is in whatever the pattern below matches."""
SMALL = Late(
    r"\b(?:free (?:of charge )?cancell?ation|cancell?ations? (?:made|are|is|policy|up to|until|before|after|within)"
    r"|(?:can|may) be cancell?ed|cancel (?:it |this |that )?(?:for )?(?:free|until|up to|by|any ?time)"
    r"|(?:non-?|not )refund(?:ed|able)|refunds (?:are|is|take)|no-?show|offer (?:is|ends|expires|holds)"
    r"|valid (?:for|until)|expires?|(?:call|contact|reach) us|our (?:office|hours|address|opening|desk|hotline)"
    r"|(?:any|more) questions|fees? of|fee (?:applies|is charged)|late fee"
    r"|confirmation (?:e-?mail|text|message)|confirmation (?:by|via) (?:e-?mail|text|phone)"
    r"|reference (?:number )?will|please (?:note|bring|arrive)|they ask (?:that|you)|(?:hold|held) (?:it |them )?for"
    r"|policy|terms and)\b"
)
SENTENCE = Late(r"[.!?](?:\s+|\Z)|\n+")


def has_small_print(part: Part) -> bool:
    """Whether a part of a text may be small print."""
    return not SIGNS.isdisjoint(part.stems) and SMALL.search(part.low) is not None


def without_small_print(text: str, places: Mapping[str, Span], known: Known) -> str:
    """The text with its small print blanked out, as long as before; what a slot is about is never small print."""
    low = cues(text).low
    kept: list[str] = []
    at = 0
    for hit in [*SENTENCE.finditer(low), None]:
        end = hit.end() if hit else len(low)
        small = SMALL.search(low, at, end)
        said = any(at <= span[0] < end for span in places.values())
        asks = hit is not None and hit[0].startswith("?")
        if small and not said and not asks and not _is_about(small[0], known):
            kept.append(" " * (end - at))
        else:
            kept.append(text[at:end])
        at = end
    return "".join(kept)


def _is_about(words: str, known: Known) -> bool:
    named = frozenset(concepts(words))
    return any(not named.isdisjoint(profile.named) for profile in known.profiles.values())
