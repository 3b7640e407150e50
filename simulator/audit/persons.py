"""Style belongs to a person: how much of a habit lies between people, who makes no slip, and which slips are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log

from simulator.audit.style import ends_bare, misspelt, starts_small
from simulator.audit.turns import Spoken

FEWEST_TURNS = 5
FEWEST_PEOPLE = 20
HABITS: Mapping[str, Callable[[str], float]] = {
    "habit_starts_lowercase": lambda text: float(starts_small(text)),
    "habit_no_terminal_punct": lambda text: float(ends_bare(text)),
    "habit_length_log": lambda text: log(len(text.split()) or 1),
}
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = tuple(
    tuple(pair.split(">"))
    for pair in "ie>ei ei>ie e>a a>e e>i i>e a>i i>a o>u u>o a>o o>e c>s s>c c>k k>c z>s s>z f>ph ph>f i>y y>i t>s "
    "or>er er>or ight>ite y>ie".split()
)


def people(turns: Sequence[Spoken]) -> dict[str, list[str]]:
    """What each person typed; one conversation is one person."""
    found: dict[str, list[str]] = {}
    for turn in turns:
        found.setdefault(turn.conv, []).append(turn.text)
    return found


def shares_between(turns: Sequence[Spoken]) -> dict[str, float]:
    """Of each habit the share of variance that lies between people; none where too few say something twice."""
    spoken = [texts for texts in people(turns).values() if len(texts) > 1]
    if len(spoken) < FEWEST_PEOPLE:
        return {}
    return {name: _intraclass([[habit(text) for text in texts] for texts in spoken]) for name, habit in HABITS.items()}


def _intraclass(groups: Sequence[Sequence[float]]) -> float:
    """The intraclass correlation of groups of unequal size (one-way analysis of variance)."""
    total = sum(map(len, groups))
    mean = sum(map(sum, groups)) / total
    means = [sum(group) / len(group) for group in groups]
    between = sum(len(group) * (own - mean) ** 2 for group, own in zip(groups, means, strict=True))
    within = sum((value - own) ** 2 for group, own in zip(groups, means, strict=True) for value in group)
    between /= len(groups) - 1
    within /= total - len(groups)
    size = (total - sum(len(group) ** 2 for group in groups) / total) / (len(groups) - 1)
    bottom = between + (size - 1) * within
    return max((between - within) / bottom, 0.0) if bottom else 0.0


def without_slip(turns: Sequence[Spoken]) -> tuple[float, int] | None:
    """The percentage of people with five turns or more who misspell nothing detectable, and how many those are."""
    counted = [texts for texts in people(turns).values() if len(texts) >= FEWEST_TURNS]
    if len(counted) < FEWEST_PEOPLE:
        return None
    clean = sum(not any(misspelt(text) for text in texts) for texts in counted)
    return 100.0 * clean / len(counted), len(counted)


def slip_kinds(turns: Sequence[Spoken]) -> Counter[str]:
    """How many detected misspellings are of each kind; one that recurs in a conversation counts once."""
    pairs = {(turn.conv, *pair) for turn in turns for pair in misspelt(turn.text)}
    return Counter(kind_of(wrong, meant) for _, wrong, meant in pairs)


def kind_of(wrong: str, meant: str) -> str:
    """The kind of slip that makes `wrong` of `meant`."""
    if " " in meant or " " in wrong:
        return "spacing"
    if len(wrong) == len(meant):
        return _same_length(wrong, meant)
    if len(wrong) + 1 == len(meant):
        return _left_out(wrong, meant)
    if len(wrong) == len(meant) + 1:
        return {"omission": "insertion", "undoubled_letter": "repeated_letter"}.get(
            _left_out(meant, wrong), "multi_edit"
        )
    return "phonetic" if _sounds(wrong, meant) else "multi_edit"


def _left_out(shorter: str, longer: str) -> str:
    for at, letter in enumerate(longer):
        if longer[:at] + longer[at + 1 :] == shorter:
            doubled = letter in (longer[at - 1 : at], longer[at + 1 : at + 2])
            return "undoubled_letter" if doubled else "omission"
    return "phonetic" if _sounds(shorter, longer) else "multi_edit"


def _same_length(wrong: str, meant: str) -> str:
    places = [at for at, (one, other) in enumerate(zip(wrong, meant, strict=True)) if one != other]
    if len(places) == 2 and places[1] == places[0] + 1 and wrong[places[0]] == meant[places[1]]:
        first = places[0]
        return "transposition" if wrong[first + 1] == meant[first] else "multi_edit"
    if _sounds(wrong, meant):
        return "phonetic"
    if len(places) == 1:
        return "adjacent_key" if _beside(wrong[places[0]], meant[places[0]]) else "other_substitution"
    return "multi_edit"


def _sounds(wrong: str, meant: str) -> bool:
    return any(
        meant[:at] + new + meant[at + len(old) :] == wrong
        for old, new in SOUNDS
        for at in range(1, len(meant))
        if meant.startswith(old, at)
    )


def _beside(one: str, other: str) -> bool:
    spots = {letter: (row, at + row * 0.4) for row, keys in enumerate(ROWS) for at, letter in enumerate(keys)}
    if one not in spots or other not in spots:
        return False
    (row, at), (other_row, other_at) = spots[one], spots[other]
    return abs(row - other_row) <= 1 and abs(at - other_at) <= 1
