"""A policy read as text: the sentence that says why not, and the sentences that hold a value."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from simulator.assistants.speech.stems import sentences, stems, to_sentence
from simulator.values.late import Late
from simulator.values.mention import mentions

FITS = 0.8
ENOUGH, NEARLY = 1.3, 0.6
EMPTY = stems(
    "the and for with you your can could would will like want need please have has this that these not from get got "
    "one some are is was how what which when where who does did there here then also hello thanks thank just about any"
)
_LIMIT = Late(
    r"\b(?:not|never|no|only|must|cannot|can't|may not|without|except|until|within|unless|non-\w+|"
    r"final|refuse|neither|nor)\b",
    re.IGNORECASE,
)
_FORBIDS = Late(
    r"\b(?:refuse|decline|never|can ?not|can't|may not|must not|do not|don't|not (?:allowed|permitted|possible))\b",
    re.IGNORECASE,
)
_DIRECTIVE = Late(
    r"\b(?:confirm|ask|tell|say|explain|check|look up|verify|speak|reply|answer|polite|you are|your job)\b",
    re.IGNORECASE,
)
_ASKS_FOR = Late(r"\bask (?:for|which|what|who|whether|them|the)\b", re.IGNORECASE)
_WHO = Late(r"\bwho (?:they are|he is|she is)\b", re.IGNORECASE)
_INSIDE = Late(r"\byour tools\b|\bsay so\b|^do only\b", re.IGNORECASE)
"""Words about how to serve, which are said to nobody."""
_BECAUSE = Late(r"\b(?:because|since|as the reason is that) (.+)", re.DOTALL)
_FOR_US = Late(r"(?:you|do not|don't|never|refuse|for the staff)\b", re.IGNORECASE)
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
        # what the assistant is to ask is no reason to give
        if _LIMIT.search(part) and not (_ASKS_FOR.search(part) or _INSIDE.search(part))
    )


def answers(policy: str, question: str) -> str:
    """The one or two sentences of a text that overlap most with a question, where any overlaps enough; else ""."""
    scored = [
        (_overlap(policy, part, question), _nearness(policy, part, question, ""), -at, part)
        for at, part in enumerate(sentences(policy))
        if not _is_order(part)
    ]
    enough = max(ENOUGH, 0.9 * max((one[0] for one in scored), default=0.0))
    best = sorted((one for one in scored if one[0] >= enough), key=lambda one: one[1:3], reverse=True)[:2]
    return " ".join(to_sentence(part) for *_, part in sorted(best, key=lambda one: -one[2]))


def forbids(policy: str, request: str) -> str:
    """Why a text forbids a request, from the sentence about it that refuses or rules out something; else ""."""
    open_to = [_overlap(policy, part, request) for part in sentences(policy) if not _is_order(part)]
    enough = max(ENOUGH, NEARLY * max(open_to, default=0.0))
    scored = [(_overlap(policy, part, request), -at, part) for at, part in enumerate(sentences(policy))]
    score, _, best = max((one for one in scored if _FORBIDS.search(one[2])), default=(0.0, 0, ""))
    return _as_reason(best) if score >= enough else ""


def _overlap(policy: str, part: str, text: str) -> float:
    return math.fsum(_rarity(policy)[word] for word in (stems(part) - EMPTY) & stems(text))


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
    return _as_reason(best)


def _as_reason(best: str) -> str:
    """A sentence that forbids something, as it is said to the person it is forbidden."""
    because = _BECAUSE.search(best)
    if because:
        return to_sentence(_WHO.sub("who you are", because.group(1)))
    for pattern, ours in _OURS:
        best = pattern.sub(ours, best)
    return to_sentence(best)


@lru_cache(maxsize=256)
def _rarity(policy: str) -> Mapping[str, float]:
    """How much a word says about which sentence is meant: a word of every sentence says little."""
    parts = sentences(policy)
    counts = Counter(word for part in parts for word in stems(part))
    return {word: math.log(1 + len(parts) / count) for word, count in counts.items()}


def _nearness(policy: str, part: str, question: str, told: str) -> float:
    """How well a sentence fits a question; what was told before counts half."""
    rarity, own, asked = _rarity(policy), stems(part) - EMPTY, stems(question)
    # fsum: the same number in whatever order a set gives its words
    score = math.fsum(rarity[word] for word in own & asked)
    score += math.fsum(rarity[word] for word in own & (stems(told) - asked)) / 2
    return score / math.sqrt(len(own) + 4)


def holding(policy: str, value: Any, clock: datetime, question: str = "", told: str = "") -> str:
    """The sentence of the policy that mentions this value, of several the one nearest to the question; or ""."""
    found = [part for part in sentences(policy) if mentions(value, part, clock)]
    if len(found) > 1:
        found.sort(key=lambda part: (_is_order(part), -_nearness(policy, part, question, told)))
    return to_sentence(found[0]) if found else ""


def nearest(policy: str, values: Sequence[Any], clock: datetime, question: str, told: str) -> tuple[Any, ...]:
    """The values whose policy sentence fits this question best; all of them where none fits."""
    scores = []
    for value in values:
        part = holding(policy, value, clock, question, told)
        scores.append(_nearness(policy, part, question, told) if part else 0.0)
    enough = FITS * max(scores, default=0.0)
    return tuple(value for value, score in zip(values, scores, strict=True) if score >= enough)


def about(policy: str, question: str) -> str:
    """The sentence of the policy nearest to a question, or ""."""
    scored = [
        (_nearness(policy, part, question, ""), -at, part)
        for at, part in enumerate(sentences(policy))
        if not _is_order(part)
    ]
    score, _, best = max(scored, default=(0.0, 0, ""))
    return to_sentence(best) if score > 0 else ""


def _is_order(part: str) -> bool:
    """True for a sentence that tells the assistant what to do."""
    return bool(_DIRECTIVE.search(part) or _FOR_US.match(part))
