"""Which slots a run of words names, by nouns and the words that narrow them."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.frozen import NamedTuple
from simulator.naming.vocabulary import (
    DROPPED_HEADS,
    FUNCTION,
    NEUTRAL,
    OWNERS,
    STRICT_HEADS,
    Phrase,
    Vocabulary,
    Words,
)

REACH = 4
DETERMINERS = frozenset("the your a an this my that".split())


class Named(NamedTuple):
    """A slot named by text[start:end]; `sure` where every narrowing word was there too."""

    slot: str
    start: int
    end: int
    sure: bool


def named_slots(text: Words, known: Vocabulary) -> list[Named]:
    """The slots these words name, in order of their naming."""
    found: list[Named] = []
    for place, word in enumerate(text.words):
        phrases = known.by_head.get(word) or (known.by_head.get("name") if word == "lastname" else None)
        if phrases and _is_head(text.words, place, known):
            found += _best(text, place, phrases, known)
    return found


def _is_head(words: Sequence[str], place: int, known: Vocabulary) -> bool:
    """Whether the noun phrase ends here: "date" is no head in "date format"."""
    after = words[place + 1] if place + 1 < len(words) else "."
    if after in FUNCTION or after in ("ref", "detail", "info", "information") and words[place] != "ref":
        return True
    return after in DROPPED_HEADS | {"name"} and after not in known.by_head


def _best(text: Words, place: int, phrases: Sequence[Phrase], known: Vocabulary) -> list[Named]:
    start, before, after = _around(text.words, place)
    around = before | after
    neutral = NEUTRAL if text.words[place] != "ref" else NEUTRAL - OWNERS
    foreign = before - neutral
    scored: list[tuple[int, int, Phrase, int]] = []
    for phrase in phrases:
        missing = len(phrase.narrow - around - neutral)
        strange = len(foreign - phrase.narrow)
        other = phrase.head == "ref" and not phrase.narrow and foreign - known.words[phrase.slot]
        if not (missing and strange and phrase.head in STRICT_HEADS or other):
            scored.append((missing - len(phrase.narrow & around), strange, phrase, missing))
    if not scored:
        return []
    best = min(rank[:2] for rank in scored)
    chosen = {phrase.slot: missing for rank, strange, phrase, missing in scored if (rank, strange) == best}
    return [Named(slot, text.starts[start], text.ends[place], not missing) for slot, missing in chosen.items()]


def _around(words: Sequence[str], place: int) -> tuple[int, set[str], set[str]]:
    """Where the noun's phrase starts, the words before it in the phrase, and those after "of", "for" or "on"."""
    start = place
    while start > 0 and place - start < REACH and words[start - 1] not in FUNCTION:
        start -= 1
    before = set(words[start:place])
    after: set[str] = set()
    joint = words[place + 1] if place + 1 < len(words) else ""
    if joint in ("of", "for", "on"):
        for word in words[place + 2 : place + 2 + REACH]:
            if word in FUNCTION and word not in DETERMINERS:
                break
            after.add(word)
    return start, before | (after if joint == "of" else set()), after
