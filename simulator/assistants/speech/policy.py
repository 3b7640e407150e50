"""A policy read as text: the sentence that says why not, and the sentences that hold a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.assistants.speech.stems import sentences, stems, to_sentence
from simulator.values.mention import mentions

_LIMIT = re.compile(
    r"\b(?:not|never|no|only|must|cannot|can't|may not|without|except|until|within|unless|non-\w+|"
    r"final|refuse|neither|nor)\b",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(
    r"\b(?:confirm|ask|tell|say|explain|check|look up|verify|speak|reply|answer|polite|you are|your job)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\b(?:because|since|as the reason is that) (.+)", re.DOTALL)
_FOR_US = re.compile(r"(?:you|do not|don't|never|refuse|for the staff)\b", re.IGNORECASE)
_OURS = (
    (re.compile(r"^never ", re.IGNORECASE), "We never "),
    (re.compile(r"^(?:do not|don't) ", re.IGNORECASE), "We do not "),
    (re.compile(r"^(?:refuse|decline) (?:to )?", re.IGNORECASE), "We have to turn down "),
    (
        re.compile(
            r"^(?:you|the assistant|the agent|agents?) (?:must not|may not|can ?not|can't|should not) ", re.IGNORECASE
        ),
        "We may not ",
    ),
    (re.compile(r"^(?:you|the assistant|the agent|agents?) (may|can|must) ", re.IGNORECASE), r"We \1 "),
)


@lru_cache(maxsize=256)
def _limits(policy: str) -> tuple[tuple[str, frozenset[str], float], ...]:
    """Sentences that forbid or limit something, with their stems and a penalty for orders to the assistant."""
    return tuple(
        (part, stems(part), (0.6 if _DIRECTIVE.search(part) else 0.0) - (0.5 if _BECAUSE.search(part) else 0.0))
        for part in sentences(policy)
        if _LIMIT.search(part)
    )


def reason(policy: str, near: str) -> str:
    """The sentence of the policy that says why not, nearest to the words given; "" where none is near."""
    about = stems(near)
    scored = [
        (len(own & about) / (len(own) + 4) ** 0.5 - penalty, -at, part)
        for at, (part, own, penalty) in enumerate(_limits(policy))
    ]
    score, _, best = max(scored, default=(0.0, 0, ""))
    if score <= 0:
        return ""
    because = _BECAUSE.search(best)
    if because:
        return to_sentence(because.group(1))
    for pattern, ours in _OURS:
        best = pattern.sub(ours, best)
    return to_sentence(best)


def holding(policy: str, value: Any, clock: datetime) -> str:
    """The first sentence of the policy that mentions this value, or ""."""
    return next((to_sentence(part) for part in sentences(policy) if mentions(value, part, clock)), "")


def nearest(policy: str, values: Sequence[Any], question: str, clock: datetime) -> tuple[Any, ...]:
    """The values whose policy sentence is about this question; all of them where none is."""
    about = stems(question)
    near = tuple(value for value in values if stems(holding(policy, value, clock)) & about)
    return near or tuple(values)


def about(policy: str, question: str) -> str:
    """The sentence of the policy nearest to a question, or ""."""
    asked = stems(question)
    scored = [
        (len(stems(part) & asked) / (len(stems(part)) + 4) ** 0.5, -at, part)
        for at, part in enumerate(sentences(policy))
        if not _DIRECTIVE.search(part) and not _FOR_US.match(part)
    ]
    score, _, best = max(scored, default=(0.0, 0, ""))
    return to_sentence(best) if score > 0 else ""
