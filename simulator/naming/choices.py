"""Which slots a question means that yes, no or one of several values answers."""

from __future__ import annotations

from simulator.naming.heads import SIDES
from simulator.naming.known import Known
from simulator.naming.lexicon import BARE, concept
from simulator.naming.profile import concepts
from simulator.naming.scoring import ENOUGH, PLENTY, best, score, weights
from simulator.values.late import Late
from simulator.values.normal import fold

THEIRS = Late(r"\b(?:their|his|her|recipient'?s?|going into)\b")
MINE = Late(r"\b(?:from|your)\b")
RECIPIENT = concept("recipient")


def flags_of(text: str, known: Known, enough: float = ENOUGH) -> list[str]:
    """The yes-or-no slots whose matter this question is."""
    pool = known.tagged("flag")
    if not pool:
        return []
    every = list(known.profiles)
    marks = dict(zip(every, score(every, weights("", text), known), strict=True))
    top = max(marks[slot] for slot in pool)
    if top < enough or top < max(marks.values()) * 0.4 and top < PLENTY:
        return []
    return [slot for slot in pool if marks[slot] >= min(top, PLENTY)]


def meant_flags(text: str, known: Known) -> list[str]:
    """Those of which every word that says something is there: an offer, or one item of a list, must be plain."""
    said = frozenset(concepts(text))
    return [slot for slot in flags_of(text, known) if known.profiles[slot].core <= said]


def said_plainly(text: str, known: Known) -> list[str]:
    """The slots of which every word that says something is there."""
    said = frozenset(concepts(text))
    return [slot for slot, one in known.profiles.items() if "text" in one.tags and one.core <= said]


def options_of(low: str, known: Known) -> list[str]:
    """The slots of whose values the text names two or more, as in "economy or business?"."""
    if " or " not in low and "/" not in low and "," not in low:
        return []
    folded = fold(low).replace("-", " ") if "-" in low else fold(low)
    said_words = frozenset(concepts(low, BARE))
    found: list[tuple[int, str]] = []
    for name, profile in known.profiles.items():
        if len(profile.options) > 1:
            said = sum([_says(option, folded) or _means(option, said_words) for option in profile.options])
            if said > 1:
                found.append((said, name))
    if not found:
        return []
    most = max(said for said, _ in found)
    level = [name for said, name in found if said == most]
    if len(level) > 1 and THEIRS.search(low):
        named = {name: known.profiles[name].named for name in level}
        level = [name for name in level if named[name] & SIDES[1] or RECIPIENT in named[name]] or level
    elif len(level) > 1 and MINE.search(low):
        level = [name for name in level if RECIPIENT not in known.profiles[name].named] or level
    return best(level, weights("", low), known)[:1] if len(level) > 1 else level


def lone_option(text: str, known: Known) -> list[str]:
    """The slot of whose values a very short question is one: "Economy?"."""
    said = fold(text).strip(" ?.!")
    return [name for name, profile in known.profiles.items() if said in profile.options][:1]


def _means(option: str, words: frozenset[str]) -> bool:
    """Whether the words say an option in another form: "renting" for "rent", "the balance in your app"."""
    meant = concepts(option, BARE) if len(option) > 2 else ()
    return bool(meant) and words.issuperset(meant)


def _says(option: str, folded: str) -> bool:
    option = option.replace("-", " ") if "-" in option else option
    at = folded.find(option)
    while at >= 0:
        end = at + len(option)
        if not (at and folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum():
            return True
        at = folded.find(option, at + 1)
    return False
