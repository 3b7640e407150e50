"""Names that are nearly another: one word of several exchanged, or a word misspelt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.understanding.asking import ENGLISH
from simulator.understanding.said.heard import Span
from simulator.values.late import Late
from simulator.values.normal import fold

WORD = Late(r"[^\W_]+(?:['’.\-][^\W_]+)*")
COMMON = ENGLISH | frozenset(
    "as also well still next finally note enjoy sounds looking let's we've i've you'll you're that's it's there's "
    "what's don't your's hope congratulations unfortunately regarding according based since once however therefore "
    "though although because while during until unless each every both either neither please shall should your you "
    "the a an so just i i'll i'm i'd ok okay yes no to from on at in is are do does "
    "did can could would let alright leaving departing arriving flying travelling traveling picking dropping paying "
    "calling messaging renting buying watching seeing visiting ordering moving heading starting returning parking "
    "checking coming going getting sounds okay "
    "confirm confirming booking reserving setting playing sending sharing share send transfer transferring add "
    "adding it that this "
    "here here's before right correct price total fee date time alarm pickup pick-up drop-off dropoff train flight car "
    "insurance monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december am pm wi-fi wifi usd eur chf gbp suv imax sms gb mg km sim esim "
    "iban pin bring come take keep wait use leave arrive remember contact park ask tell show wear "
    "reply type great perfect sure thanks thank got noted understood summary details and or for with then now all "
    "everything does have we we'll there they if when what which who where how my our a.m p.m e-mail email id".split()
)
BROKEN = Late(r"[!?;:\n]")
"""No name goes on beyond these marks."""
NEAR = 0.6
ALIKE = 0.72
SPELT = 0.85
Word = tuple[int, int, str]
"""A word of a text: text[start:end], and the word without case and accents."""


def nearly(value: str, words: Sequence[Word], taken: Sequence[Span], text: str, *, named: bool = False) -> Span | None:
    """Where the text has nearly this value, and so another; where it is `named` as people are, in capitals too."""
    wanted = words_of_name(value)
    size = len(wanted)
    if not size or len(value) < 4:
        return None
    own, letters = frozenset(wanted), frozenset([word[0] for word in wanted])
    for at in range(len(words) - size + 1):
        if size == 1 and words[at][2][0] not in letters:
            continue
        window = words[at : at + size]
        said = [word for _, _, word in window]
        if size > 1 and own.isdisjoint(said) and said[0][0] != wanted[0][0]:
            continue
        same = sum(map(str.__eq__, wanted, said))
        start, end = window[0][0], window[-1][1]
        if same == size or any(a < end and start < b for a, b in taken):
            continue
        if size > 1 and BROKEN.search(text, start, end):
            continue
        capital = all(text[first : first + 1].isupper() for first, _, _ in window)
        if named and not _is_written_so(wanted, window, text):
            continue
        alike = capital and size > 1 and same * 2 >= size or _alike(wanted, said, same, text[start : start + 1])
        if alike:
            return start, end
        if size > 1 and same * 2 >= size and _other_word(wanted, said):
            return start, end
    return None


@lru_cache(maxsize=4096)
def words_of_name(value: str) -> tuple[str, ...]:
    return tuple([hit[0] for hit in WORD.finditer(value)])


def _is_written_so(wanted: Sequence[str], window: Sequence[Word], text: str) -> bool:
    """Whether the words that are others are written as names too, where any is: no "Liam teaches" for Liam Frost."""
    if not any(text[start].isupper() for start, _, _ in window):
        return True
    pairs = [(own, start, word) for own, (start, _, word) in zip(wanted, window, strict=True) if own != word]
    return all(not text[start].islower() or _ratio(own, word) >= NEAR for own, start, word in pairs)


def _alike(wanted: Sequence[str], said: Sequence[str], same: int, first: str) -> bool:
    pairs = [(one, other) for one, other in zip(wanted, said, strict=True) if one != other]
    if any(one.rstrip("s") == other.rstrip("s") for one, other in pairs):
        return False
    if len(wanted) == 1:
        one, other = pairs[0]
        return len(one) > 3 and one[0] == other[0] and (first.isupper() or len(one) > 5) and _ratio(one, other) >= ALIKE
    if same * 2 < len(wanted):
        return all(_ratio(one, other) >= ALIKE and one[0] == other[0] for one, other in pairs) and first.isupper()
    if first.isupper() or first.isdigit():
        return all(other not in COMMON and (len(other) > 1 or other.isdigit()) for _, other in pairs)
    return all(_ratio(one, other) >= NEAR for one, other in pairs)


def _other_word(wanted: Sequence[str], said: Sequence[str]) -> bool:
    """Whether words that say something are the same and one is another: "call the painter" for "call the plumber"."""
    pairs = [(one, other) for one, other in zip(wanted, said, strict=True) if one != other]
    same = [one for one, other in zip(wanted, said, strict=True) if one == other and one not in COMMON]
    return bool(same) and len(max(same, key=len)) > 2 and all(_is_other(one, other) for one, other in pairs)


def _is_other(one: str, other: str) -> bool:
    if one.rstrip("s") == other.rstrip("s") or one.isdigit() != other.isdigit():
        return False
    return one not in COMMON and other not in COMMON and len(other) > 2


def _ratio(one: str, other: str) -> float:
    """How much of two words is the same at their beginnings and ends."""
    short = min(len(one), len(other))
    front = next((at for at in range(short) if one[at] != other[at]), short)
    back = next((at for at in range(short - front) if one[-1 - at] != other[-1 - at]), short - front)
    return 2 * (front + back) / (len(one) + len(other))


def same_thing(one: str, other: str) -> bool:
    """Whether two words are one, but for a plural or a way of spelling: "colour" and "color"."""
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return True
    return min(len(one), len(other)) > 4 and one[0] == other[0] and _ratio(one, other) >= SPELT


def short_for(said: str, value: str) -> bool:
    """Whether it is a part of the name: "Dr. Singh" for "Dr. Amara Singh"."""
    own = {hit[0] for hit in WORD.finditer(fold(value))}
    return {hit[0] for hit in WORD.finditer(fold(said))} <= own
