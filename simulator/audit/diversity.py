"""How varied turns are: distinct word pairs, self-BLEU, near-duplicates, wordings used again, turns copied from others.

Words are compared in small letters, without punctuation; everything drawn is drawn from the turns themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

from simulator.audit.turns import Spoken
from simulator.draws import Draws

WORD = re.compile(r"[^\W_]+(?:['’:.,-][^\W_]+)*")
WORDS_OF_DISTINCT = 4000
TURNS_OF_BLEU = 400
SAMPLES = 5
REUSED_IN = 3
REUSE_TURNS = 600
ALIKE = 0.8
ALIKE_WORDS = 3
COPY_WORDS = 4
ROW = 8
SMOOTH = 0.1

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a turn as they are compared."""
    return tuple(WORD.findall(text.lower().replace("’", "'")))


def grams(words: Sequence[str], size: int) -> list[Words]:
    """All runs of so many words."""
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def distinct_pairs(turns: Sequence[Spoken]) -> float | None:
    """The share of word pairs that are different ones, over 4,000 words; None where there are fewer."""
    all_words = [words_of(turn.text) for turn in turns]
    if sum(map(len, all_words)) < WORDS_OF_DISTINCT:
        return None
    return _mean(_distinct(_first(order, WORDS_OF_DISTINCT)) for order in _orders(all_words))


def _distinct(turns: Sequence[Words]) -> float:
    found = [pair for words in turns for pair in grams(words, 2)]
    return len(set(found)) / len(found)


def _first(turns: Sequence[Words], count: int) -> list[Words]:
    taken, left = [], count
    for words in turns:
        if left <= 0:
            break
        taken.append(words[:left])
        left -= len(words)
    return taken


def _orders(items: Sequence[Words]) -> Iterable[list[Words]]:
    for sample in range(SAMPLES):
        yield Draws("audit/diversity").order(items, sample)


def self_bleu(turns: Sequence[Spoken]) -> float | None:
    """How much 400 turns repeat each other in runs of up to four words, each beside 199 others; None where fewer."""
    spoken = [words for turn in turns if (words := words_of(turn.text))]
    if len(spoken) < TURNS_OF_BLEU:
        return None
    half = TURNS_OF_BLEU // 2
    return _mean(
        _self_bleu(order[start : start + half]) for order in _orders(spoken) for start in range(0, TURNS_OF_BLEU, half)
    )


def _self_bleu(turns: Sequence[Words]) -> float:
    counted = [[Counter(grams(words, size)) for size in range(1, 5)] for words in turns]
    most: dict[Words, list[tuple[int, int]]] = defaultdict(list)
    for index, of_turn in enumerate(counted):
        for found in of_turn:
            for gram, count in found.items():
                most[gram] = sorted([*most[gram], (count, index)], reverse=True)[:2]
    return _mean(_bleu(index, counted[index], most) for index in range(len(turns)))


def _bleu(index: int, counted: Sequence[Counter[Words]], most: Mapping[Words, Sequence[tuple[int, int]]]) -> float:
    """Precision of one turn's runs against the others', clipped, the four lengths in geometric mean."""
    total = 0.0
    for found in counted:
        hits = sum(
            min(count, next((best for best, owner in most[gram] if owner != index), 0)) for gram, count in found.items()
        )
        total += log((hits or SMOOTH) / max(found.total(), 1))
    return exp(total / len(counted))


def near_duplicates(turns: Sequence[Spoken]) -> float | None:
    """The percentage of 400 turns that have nearly the same words as another; None where there are fewer."""
    spoken = [words for turn in turns if len(words := words_of(turn.text)) >= ALIKE_WORDS]
    if len(spoken) < TURNS_OF_BLEU:
        return None
    return _mean(_near(order[:TURNS_OF_BLEU]) for order in _orders(spoken))


def _near(turns: Sequence[Words]) -> float:
    sets = [frozenset(words) for words in turns]
    alike = 0
    for index, mine in enumerate(sets):
        others = (other for place, other in enumerate(sets) if place != index)
        alike += any(len(mine & other) >= ALIKE * len(mine | other) for other in others)
    return 100.0 * alike / len(turns)


def reuse(turns: Sequence[Spoken]) -> float | None:
    """The percentage of runs of four words that stand in three conversations or more; None where there is no run."""
    where: dict[Words, set[str]] = defaultdict(set)
    runs = [(run, turn.conv) for turn in turns for run in grams(words_of(turn.text), 4)]
    for run, conv in runs:
        where[run].add(conv)
    again = sum(len(where[run]) >= REUSED_IN for run, _ in runs)
    return 100.0 * again / len(runs) if runs else None


def repeats(turns: Sequence[Spoken]) -> float:
    """The percentage of turns that stand, in the same words, in another conversation."""
    where: dict[Words, set[str]] = defaultdict(set)
    for turn in turns:
        where[words_of(turn.text)].add(turn.conv)
    return 100.0 * sum(len(where[words_of(turn.text)]) > 1 for turn in turns) / len(turns)


def copies(turns: Sequence[Spoken], real: Sequence[Spoken]) -> tuple[float, float]:
    """The percentage of our turns of four words or more that a real person said, and of those with eight in a row."""
    theirs = [words_of(turn.text) for turn in real]
    whole = set(theirs)
    rows = {row for words in theirs for row in grams(words, ROW)}
    mine = [words for turn in turns if len(words := words_of(turn.text)) >= COPY_WORDS]
    if not mine:
        return 0.0, 0.0
    copied = sum(words in whole for words in mine)
    in_a_row = sum(any(row in rows for row in grams(words, ROW)) for words in mine)
    return 100.0 * copied / len(mine), 100.0 * in_a_row / len(mine)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
