"""Slots whose values are listed: which of those values a text names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.naming.heads import SIDES
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts
from simulator.naming.scoring import score
from simulator.scenario.case import Slot
from simulator.understanding.said.codes import labelled
from simulator.understanding.said.heard import Heard, Said, Span, old, with_words
from simulator.values.late import Late
from simulator.values.mention import NUMBERS
from simulator.values.normal import fold

COMMON_OPTIONS = frozenset("other none any all both no yes".split())
RECIPIENT = concept("recipient")
SOURCE = Late(r"\b(?:from|out of)(?: (?:your|my|the))?:?\s*\Z")
TARGET = Late(r"(?:'s|\btheir|\bhis|\bher|\brecipient)\s*\Z")


COMPOUND = Late(r" (?:office|address|code)\b")
"""With these words a choice is part of another thing: "post office"."""
_OFTEN = (
    "daily day/weekly week/biweekly two weeks/fortnightly fortnight/monthly month/quarterly quarter/yearly year"
    "/annually year/annual year/hourly hour/every day day/every week week/every month month/every year year"
)
OFTEN = {
    option: Late(rf"\b(?:an?|per|every|each|once an?) {unit}\b|/ ?{unit}\b|\bevery (?:single )?{unit}\b")
    for option, unit in (
        pair.rsplit(" ", 1) if "two weeks" not in pair else pair.split(" ", 1) for pair in _OFTEN.split("/")
    )
}
OFTEN |= dict.fromkeys(
    ("once", "one-time", "one time"), Late(r"\b(?:once|one[ -]?time|one[ -]off|just this time|single)\b(?! an?\b)")
)
"""How often something is done, in other words."""


def told_options(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Slots whose values are listed: the values of theirs that the text names."""
    listed = [slot for slot in slots if len(slot.options) > 1 and not isinstance(slot.value, NUMBERS)]
    if not listed:
        return {}
    said = _said_options(listed, heard)
    told = _told_in(said, heard) if said else {}
    return told | _labelled_options(listed, heard) if heard.labels else told


def _said_options(listed: Sequence[Slot], heard: Heard) -> dict[Span, list[tuple[Slot, str]]]:
    """Where the text says an option, and of which slots, places inside a value of another slot left out."""
    folded, profiles = fold(heard.text), heard.known.profiles
    said: dict[Span, list[tuple[Slot, str]]] = {}
    for slot in listed:
        for option in profiles[slot.name].options:
            for span in _spans_of(option, folded):
                said.setdefault(span, []).append((slot, option))
    if not said:
        return said
    spans = [span for name, span in heard.places.items() if not profiles[name].options]
    return {one: of for one, of in said.items() if not any(start <= one[0] and one[1] <= end for start, end in spans)}


def _spans_of(option: str, folded: str) -> list[Span]:
    """Where an option is said: as it is, as one of many, or how often in other words."""
    if option in COMMON_OPTIONS:
        return []
    found = list(_places_of(option, folded)) if option in folded else []
    if not found and option.endswith("s") and option[:-1] in folded:
        found = list(_places_of(option[:-1], folded))
    often = OFTEN.get(option)
    return found or [hit.span() for hit in often.finditer(folded)] if often else found


def _told_in(said: Mapping[Span, list[tuple[Slot, str]]], heard: Heard) -> dict[str, str]:
    """What the options that a text says tell of their slots."""
    outer = [*said]
    if len(said) > 1:
        outer = [span for span in said if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in said)]
    told: dict[str, str] = {}
    held = with_words([(*span, ()) for span in sorted(outer)], heard.low)
    wrong: dict[str, None] = {}
    for one in held:
        pairs = said[one.start, one.end]
        chosen = _option_of(pairs, one, heard, told)
        right = fold(str(chosen[0].value)).replace("_", " ") == chosen[1]
        if right:
            told[chosen[0].name] = "right"
        elif not old(one, heard) and not _is_fact(one, heard):
            wrong[chosen[0].name] = None
    return {name: "wrong" for name in wrong if told.get(name) != "right"} | told


def _is_fact(one: Said, heard: Heard) -> bool:
    """Whether a yes-or-no slot is what the words are about: "you wear glasses"."""
    said = frozenset(concepts(f"{one.before[-16:]}{fold(heard.text)[one.start : one.end]}"))
    flags = [heard.known.profiles[name].core for name in heard.known.tagged("flag")]
    return any(len(core) > 1 and core <= said for core in flags)


def _labelled_options(listed: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """What the lines say whose label names a slot: "Delivery method: pickup"."""
    told: dict[str, str] = {}
    for hit in heard.labels:
        names = labelled(hit["label"].lower(), heard.known)
        for slot in listed:
            if names == [slot.name]:
                rest = fold(hit["rest"]).replace("_", " ")
                said = [one for one in heard.known.profiles[slot.name].options if any(_places_of(one, rest))]
                if said:
                    told[slot.name] = "right" if fold(str(slot.value)).replace("_", " ") in said else "wrong"
    return told


def _option_of(pairs: Sequence[tuple[Slot, str]], one: Said, heard: Heard, told: Mapping[str, str]) -> tuple[Slot, str]:
    if len(pairs) == 1:
        return pairs[0]
    names = [slot.name for slot, _ in pairs]
    words = dict.fromkeys(concepts(one.before[-24:]), 1.0) | dict.fromkeys(concepts(one.after.split(",")[0][:16]), 1.0)
    marks = score(names, words, heard.known) if words else [0.0] * len(names)
    if not any(marks):
        marks = [0.4 if fold(str(slot.value)).replace("_", " ") == option else 0.0 for slot, option in pairs]
    source, target = SOURCE.search(one.before), TARGET.search(one.before)
    for place, (slot, _) in enumerate(pairs):
        named = heard.known.profiles[slot.name].named
        theirs = bool(named & SIDES[1]) or RECIPIENT in named
        marks[place] += 1.5 if source and not theirs or target and theirs else 0.0
        marks[place] -= 0.5 if slot.name in told else 0.0
    return pairs[marks.index(max(marks))]


def _places_of(option: str, folded: str) -> Iterable[Span]:
    at = folded.find(option)
    while at >= 0:
        end = at + len(option)
        if COMPOUND.match(folded, end):
            at = folded.find(option, end)
            continue
        if not (at and (folded[at - 1].isalnum() or folded[at - 1] == "-")) and not folded[end : end + 1].isalnum():
            yield at, end
        at = folded.find(option, end)
