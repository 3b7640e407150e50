"""How well the words of a phrase or question fit each slot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.naming.known import Known
from simulator.naming.lexicon import BARE
from simulator.naming.profile import WEAK_CONCEPTS, concepts

FOCUS = 1.5
ENOUGH = 1.3
SOME = 0.7
PLENTY = 2.2
CLOSE = 0.97
EXACT = 2.0
Weights = Mapping[str, float]


def weights(focus: str, rest: str = "") -> dict[str, float]:
    """Concept -> its weight in a question: what it asks for counts more than what is said beside it."""
    found = dict.fromkeys(concepts(rest), 1.0) if rest else {}
    for word in concepts(focus, BARE) if focus else ():
        found[word] = FOCUS
    return found


def score(pool: Sequence[str], words: Weights, known: Known) -> list[float]:
    """How well a question with these words is about each slot: a word that fits many of them says little."""
    terms = [known.profiles[slot].terms for slot in pool]
    marks = [0.0] * len(pool)
    if not pool:
        return marks
    for word, weight in words.items():
        held = [one.get(word, 0.0) for one in terms]
        most = max(held)
        if most:
            fits = sum([(mark / most) ** 2 for mark in held if mark])
            for place, mark in enumerate(held):
                marks[place] += weight * mark / fits
    asked = {word for word, weight in words.items() if weight == FOCUS}
    for place, slot in enumerate(pool):
        core = known.profiles[slot].core
        if asked and core <= asked:
            marks[place] += EXACT
        elif core <= words.keys():
            marks[place] += EXACT / 2
    return marks


def best(slots: Iterable[str], words: Weights, known: Known, enough: float = 0.0) -> list[str]:
    """The slot these words point to most, and those that come level with it."""
    pool = list(slots)
    if not pool:
        return []
    marks = score(pool, words, known)
    top = max(marks)
    if top < enough:
        return []
    return [slot for slot, mark in zip(pool, marks, strict=True) if mark >= top * CLOSE]


def covering(found: list[str], words: Weights, known: Known) -> list[str]:
    """Those of which a word in the focus says something, where it says anything at all."""
    asked = {word for word, weight in words.items() if weight == FOCUS} - WEAK_CONCEPTS
    return [slot for slot in found if not asked or not asked.isdisjoint(known.profiles[slot].terms)]


def spoken_of(pool: Sequence[str], words: Weights, known: Known) -> list[str]:
    said = words.keys() - WEAK_CONCEPTS
    return best([slot for slot in pool if not said.isdisjoint(known.profiles[slot].terms)], words, known, SOME)[:1]
