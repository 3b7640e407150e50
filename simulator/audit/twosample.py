"""Can a classifier tell two sets of user turns apart by their style? 0.5 means no, 1.0 means always.

Logistic regression on character 1-4-grams of masked turns, folds grouped by conversation, lengths matched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from simulator.audit.mask import mask
from simulator.draws import Draws
from simulator.errors import InputError
from simulator.frozen import dataclass

TURNS = 600
FOLDS = 5
REPEATS = 5
RESAMPLES = 200
WINDOW = 5
LENGTHS = (*range(13), 14, 16, 18, 21, 24, 28, 33, 40, 50, 65, 85, 120, 200, 400)

Turn = tuple[str, str]
"""Conversation and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auc:
    """The area under the curve with its 95 % interval, and how many samples of each side were read."""

    value: float
    low: float
    high: float
    samples: int


def auc(
    ours: Sequence[Turn], real: Sequence[Turn], *, function_words: bool = False, seed: str = "0", turns: int = TURNS
) -> Auc:
    """How well single turns are told apart; fewer than `turns` of equal lengths on a side are refused."""
    masked = [_masked(side, partial(mask, function_words=function_words)) for side in (ours, real)]
    return _compare(masked[0], masked[1], turns, seed)


def auc_of_windows(ours: Sequence[Turn], real: Sequence[Turn], *, seed: str = "0", turns: int = TURNS) -> Auc:
    """How well five consecutive turns of one conversation, read together, are told apart."""
    masked = [_masked(windows(side), mask) for side in (ours, real)]
    return _compare(masked[0], masked[1], turns // WINDOW, seed)


def windows(turns: Sequence[Turn]) -> list[Turn]:
    """Non-overlapping runs of five turns of one conversation, one turn a line."""
    by_conversation: dict[str, list[str]] = {}
    for conversation, text in turns:
        by_conversation.setdefault(conversation, []).append(text.replace("\n", " "))
    return [
        (conversation, "\n".join(texts[at : at + WINDOW]))
        for conversation, texts in by_conversation.items()
        for at in range(0, len(texts) - WINDOW + 1, WINDOW)
    ]


def _masked(turns: Sequence[Turn], masking: Callable[[str], str]) -> list[tuple[str, str, int]]:
    return [(conversation, masking(text), _length(text)) for conversation, text in turns if text.strip()]


def _length(text: str) -> int:
    words = len(text.split())
    return next((index for index, top in enumerate(LENGTHS) if words <= top), len(LENGTHS))


Sample = tuple[str, str, int]
"""Conversation, masked text, and the step of LENGTHS its length stands on."""
Numbers = NDArray[np.float64]
Marks = NDArray[np.int64]


def _compare(ours: Sequence[Sample], real: Sequence[Sample], wanted: int, seed: str) -> Auc:
    values, spreads = [], []
    for repeat in range(REPEATS):
        draws = Draws(f"audit/{seed}").at("repeat", repeat)
        sides = _matched(ours, real, wanted, draws)
        groups = [f"{side}/{item[0]}" for side, items in enumerate(sides) for item in items]
        truth = np.repeat([1, 0], [len(sides[0]), len(sides[1])])
        ranks = _out_of_fold([item[1] for items in sides for item in items], truth, _folds(groups, draws))
        values.append(_area(ranks, truth))
        spreads.append(_spread(ranks, truth, groups, draws))
    value = float(np.mean(values))
    half = 1.96 * float(np.mean(spreads))
    return Auc(value=value, low=max(value - half, 0.0), high=min(value + half, 1.0), samples=wanted)


def _matched(ours: Sequence[Sample], real: Sequence[Sample], wanted: int, draws: Draws) -> list[list[Sample]]:
    """As many samples of each length from both sides, `wanted` in all."""
    shuffled = [draws.at(name).order(items, "order") for name, items in (("ours", ours), ("real", real))]
    queues: list[dict[int, list[Sample]]] = [{}, {}]
    for queue, items in zip(queues, shuffled, strict=True):
        for item in items:
            queue.setdefault(item[2], []).append(item)
    pairs = [
        pair
        for length in sorted(queues[0].keys() & queues[1].keys())
        for pair in zip(queues[0][length], queues[1][length], strict=False)
    ]
    if len(pairs) < wanted:
        raise InputError(
            f"{len(ours):,} samples on one side and {len(real):,} on the other give {len(pairs):,} of equal lengths",
            hint=f"{wanted:,} a side are needed: with fewer the figure looks better than it is",
        )
    chosen = draws.order(pairs, "pairs")[:wanted]
    return [[pair[0] for pair in chosen], [pair[1] for pair in chosen]]


def _folds(groups: Sequence[str], draws: Draws) -> Marks:
    """A fold for each sample; a conversation stays together, folds are filled evenly, each side by itself."""
    found: dict[str, int] = {}
    for side in ("0/", "1/"):
        sizes = dict.fromkeys(range(FOLDS), 0)
        counts: dict[str, int] = {}
        for group in groups:
            if group.startswith(side):
                counts[group] = counts.get(group, 0) + 1
        if len(counts) < FOLDS:
            raise InputError(f"turns of {len(counts)} conversations only", hint=f"{FOLDS} or more are needed")
        for group in draws.at("folds", side).order(list(counts), "order"):
            fold = min(sizes, key=sizes.__getitem__)
            found[group] = fold
            sizes[fold] += counts[group]
    return np.array([found[group] for group in groups])


def _out_of_fold(texts: Sequence[str], truth: Marks, folds: Marks) -> Numbers:
    """The rank within its fold, 0 to 1, that each sample gets from a classifier that never saw its fold."""
    ranks = np.zeros(len(texts))
    for fold in range(FOLDS):
        inside = folds == fold
        vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), lowercase=False, min_df=2, sublinear_tf=True)
        known = vectorizer.fit_transform([text for text, held in zip(texts, inside, strict=True) if not held])
        asked = vectorizer.transform([text for text, held in zip(texts, inside, strict=True) if held])
        classifier = LogisticRegression(C=10.0, solver="liblinear", random_state=0, max_iter=1000)
        classifier.fit(known, truth[~inside])
        ranks[inside] = _ranked(classifier.decision_function(asked))
    return ranks


def _ranked(scores: Numbers) -> Numbers:
    """Mid-ranks from 0 to 1, ties alike."""
    ordered = np.sort(scores)
    below = np.searchsorted(ordered, scores, "left") + np.searchsorted(ordered, scores, "right")
    return below / (2.0 * len(scores))


def _area(ranks: Numbers, truth: Marks) -> float:
    mine, other = ranks[truth == 1], np.sort(ranks[truth == 0])
    wins = np.searchsorted(other, mine, "left") + np.searchsorted(other, mine, "right")
    return float(wins.mean() / (2.0 * len(other)))


def _spread(ranks: Numbers, truth: Marks, groups: Sequence[str], draws: Draws) -> float:
    """The standard error of the area, from resampled conversations."""
    members: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    sides = [[np.array(items) for name, items in members.items() if name.startswith(side)] for side in ("0/", "1/")]
    numbers = np.random.default_rng(int(draws.value("resamples") * 2**53))
    areas = []
    for _ in range(RESAMPLES):
        taken = np.concatenate([side[pick] for side in sides for pick in numbers.integers(0, len(side), len(side))])
        areas.append(_area(ranks[taken], truth[taken]))
    return float(np.std(areas))
