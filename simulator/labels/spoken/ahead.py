"""Whether a text that asks for a yes has the deed before it: "Shall I go ahead?" has, "Is that right?" has not."""

from __future__ import annotations

import re

from simulator.values.late import Late

AHEAD = Late(
    r"\b(?:shall|should|may|can|could|might) (?:i|we)\b(?! (?:do (?:any|some)|help|assist|be of))"
    r"|\b(?:want|like|wish|prefer) (?:me|us) to\b|\bgo(?:ing)? ahead\b|\bproceed\b"
    r"|\b(?:do|would|did) you (?:still )?(?:want|like|wish)\b(?! anything)"
    r"|\b(?:i|we)(?:'ll| will| am going to|'m going to| am about to|'m about to) (?!be\b|send you)"
    r"|\b(?:reply|say|type|answer)\b[^.?!]{0,12}\byes\b",
    re.IGNORECASE,
)


def looks_ahead(text: str) -> bool:
    """Whether the text offers or announces a deed."""
    return AHEAD.search(text.replace("’", "'")) is not None
