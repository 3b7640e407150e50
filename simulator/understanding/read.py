"""What a listener understands from an assistant's text, without any model (first, plain version)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.values.mention import mentions

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_ASK = re.compile(r"\?|\b(please|could you|can you|i(?:'ll| will)? need|provide|tell me|which|what|let me know)\b", re.I)
_CONFIRM = re.compile(
    r"shall i|should i|go ahead|is that (right|correct|ok)|is this (right|correct)|correct\?|confirm|proceed|do you want me to|would you like me to|okay\?|ok\?|all right\?|alright\?|right\?",
    re.I,
)
_DONE = re.compile(
    r"\b(done|has been|have been|is now|are now|all set|successfully|i(?:'ve| have) (?:now )?\w+ed|i(?:'ve| have) (?:made|put|sent|booked|cancelled))\b", re.I
)
_REFUSED = re.compile(r"\b(can(?:'|no)t|cannot|unable to|not able to|not allowed|not possible|won't be able|not eligible)\b", re.I)
_FAILED = re.compile(r"\b(went wrong|try again later|failed|error|did(?:n't| not) work|could ?n(?:'|o)t (?:be )?(?:complete|find|reach))\b", re.I)
_HANDED = re.compile(r"\b(transfer|hand(?:ing)? (?:you|this) over|colleague|human agent|specialist)\b", re.I)
_BYE = re.compile(r"\b(goodbye|bye|have a (?:nice|good|great))\b", re.I)


def read(text: str, slots: Sequence[Slot], clock: datetime) -> Reading:
    """What the text asks, confirms and claims, as far as the slots' words tell."""
    text = text[:20_000]
    confirms = any("?" in s and _CONFIRM.search(s) for s in _SENTENCE.findall(text)) or bool(re.search(r"please confirm", text, re.I))
    asks = []
    for sentence in _SENTENCE.findall(text):
        if not _ASK.search(sentence) or (confirms and _CONFIRM.search(sentence)):
            continue
        low = sentence.lower()
        for slot in slots:
            words = (*slot.words, slot.name.replace("_", " "))
            if any(word.lower() in low for word in words) and slot.name not in asks and not mentions(slot.value, sentence, clock):
                asks.append(slot.name)
    values = {slot.name: "right" for slot in slots if mentions(slot.value, text, clock)} if confirms else {}
    claim = ""
    statement = " ".join(s for s in _SENTENCE.findall(text) if not s.strip().endswith("?"))
    for name, pattern in (("handed_over", _HANDED), ("refused", _REFUSED), ("failed", _FAILED), ("done", _DONE)):
        if pattern.search(statement):
            claim = name
            break
    return Reading(
        asks=tuple(asks), confirms=confirms, values=values, claim=claim, bye=bool(_BYE.search(text)),
        question="?" in text, understood=bool(asks or confirms or claim or _BYE.search(text)),
    )
