"""Wordings of a log by slot and dialogue act: values become {value}, and only what several people said is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from simulator.audit.chatwords import BARE_CONTRACTIONS
from simulator.audit.learning.log import Labelled
from simulator.audit.learning.scrub import is_clean
from simulator.audit.style import EMOJI, FACE, THANKS
from simulator.frozen import dataclass

FEWEST = 2
LONGEST = 20
MOST = 60
SHORT = 8
BARE_UNSURE = 4
YES = re.compile(r"(?:yes|yeah|yep|yup|sure|correct|right|ok|okay|exactly|go ahead|please do|do it)\b", re.IGNORECASE)
UNSURE = re.compile(
    r"\b(?:don'?t know|dont know|not sure|no idea|no clue|can'?t remember|don'?t remember|dunno)\b", re.IGNORECASE
)
NEGATIVE = re.compile(r"\b(?:not|no|but|wait|actually|instead|except|don'?t|isn'?t|wrong)\b", re.IGNORECASE)
HOLE = "{value}"
WHOLE = {
    **dict.fromkeys(("thx", "thnx", "tnx", "ty"), "thanks"),
    **dict.fromkeys(("pls", "plz"), "please"),
    "u": "you",
    "ur": "your",
    "tysm": "thanks so much",
    "tmrw": "tomorrow",
    "cuz": "because",
    "coz": "because",
}
"""Shortened by a person's habit, not by the wording: the noise shortens again."""
SHORT_FORMS = re.compile(rf"(?<![\w'])(?:{'|'.join(WHOLE)})(?![\w'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording, where it belongs (a slot or a dialogue act), and how many people said it."""

    name: str
    text: str
    people: int


def wordings(turns: Sequence[Labelled]) -> tuple[list[Wording], list[Wording]]:
    """What may be kept, and what only one person said, the most frequent first within each name."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for turn in turns:
        for name, text in _of_turn(turn):
            said[name, text].add(turn.conv)
    found = [
        Wording(name=name, text=text, people=len(people))
        for (name, text), people in said.items()
        if is_clean(text) and len(text.split()) <= LONGEST
    ]
    found.sort(key=lambda one: (one.name, -one.people, len(one.text), one.text))
    return [one for one in found if one.people >= FEWEST], [one for one in found if one.people < FEWEST]


def _of_turn(turn: Labelled) -> Iterable[tuple[str, str]]:
    if turn.hidden or "?" in turn.text or "\n" in turn.text:
        return
    if len(turn.spans) == 1:
        slot, start, end = turn.spans[0]
        text = tidy(f"{turn.text[:start]}{HOLE}{turn.text[end:]}")
        if text.count(HOLE) == 1 and text != HOLE and turn.text[start:end].lower() not in text.lower():
            yield slot, text
    elif not turn.spans and len(turn.text.split()) <= SHORT and (act := act_of(turn.text)):
        yield act, tidy(turn.text)


def act_of(text: str) -> str:
    """The act of a short turn that has only one: affirm, unsure or thank; "" otherwise."""
    if UNSURE.search(text):
        return "unsure" if len(text.split()) <= BARE_UNSURE else ""
    if YES.match(text.strip()) and not NEGATIVE.search(text) and not THANKS.search(text):
        return "affirm"
    agrees = YES.match(text.strip()) and not re.match("ok", text.strip(), re.IGNORECASE)
    return "thank" if THANKS.search(text) and not NEGATIVE.search(text) and not agrees else ""


def tidy(text: str) -> str:
    """The wording as a careful writer has it, for the noise to mess up again: case, apostrophes, no end mark."""
    text = " ".join(text.replace("’", "'").split()).rstrip(".!… ")
    text = " ".join(FACE.sub(" ", EMOJI.sub(" ", text)).split())
    text = SHORT_FORMS.sub(lambda hit: WHOLE[hit[0].lower()], text)
    text = re.sub(r"(?<![\w'{])i(?![\w}])", "I", text)
    text = re.sub(r"[A-Za-z]+", _apostrophe, text)
    first = re.match(r"[A-Z][a-z]", text)
    return text[0].lower() + text[1:] if first else text


def _apostrophe(hit: re.Match[str]) -> str:
    tail = BARE_CONTRACTIONS.get(hit[0].lower())
    if not tail:
        return hit[0]
    whole = f"{hit[0][: -len(tail)]}{'n' if tail == 'nt' else ''}'{tail.removeprefix('n')}"
    return "I" + whole[1:] if whole[0] == "i" else whole


def by_name(found: Sequence[Wording]) -> Mapping[str, list[str]]:
    """The texts of each name, at most so many."""
    book: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if len(book[one.name]) < MOST:
            book[one.name].append(one.text)
    return dict(book)
