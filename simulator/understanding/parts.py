"""A text cut into sentences and list items, free of markdown, ready to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from simulator.values.normal import lower_in_place

MAX_READ = 20_000
MARKS = re.compile(r"\*{1,3}|__|`+|~~|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?", re.MULTILINE)
BULLET_STAR = re.compile(r"^([ \t]*)\*[ \t]+", re.MULTILINE)
LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,400}\)")
TAG = re.compile(r"</?[a-z][^<>\n]{0,80}>")
DOTS = re.compile(r"\b(a|p)\.m\.?(?=\W|$)|\b(e\.g|i\.e|no|nr|approx|dr|mr|mrs|ms|st|etc|vs)\.(?=\s)", re.IGNORECASE)
ITEM = re.compile(r"(?:[-•·–‣◦▪+]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|[✅✔☑➡👉🔹])\s+")
SENTENCE = re.compile(r"[.!?…]{1,4}(?:[\"')\]]*\s+|(?=[A-Z][a-z]))")
DOTTED = (".m", "e.g", "i.e", "No.", "no.", "nr.", "Dr.", "Mr.", "Mrs.", "Ms.", "St.", "approx.", "vs.", "etc.")
STEM = re.compile(r"[a-z]+")
LEAD = re.compile(
    r"(?:(?:ok(?:ay)?|and|so|great|sure(?: thing)?|thanks?(?: you)?(?: (?:so|very) much)?|perfect|all ?right"
    r"|hi(?: there)?|hello|hey|sorry|now|first(?:ly)?|next"
    r"|also|then|well|of course|certainly|absolutely|got it|no problem|understood|lastly|finally|good|yes"
    r"|no worries|awesome|excellent|wonderful|apologies|but|or)"
    r"\b[\s,!.:;\-]*)+"
)
ASKING = re.compile(
    r"(?:what|which|who|whose|whom)(?:'s|s)?\b(?! (?:i|we|you) (?:can|have|will|could))|(?:what|when|where|how"
    r"|why)(?:'s)? (?:is|are|do|does|did|would|should|will|can|could|shall|many|much|long|was|about)\b"
    r"|(?:can|could|may|would|will|do|does|did|is|are|was|were|have|has|should|shall|am|might) (?:you|i|we|the"
    r"|your|this|that|it|there|these|those|all|everything|u)\b|want me to\b"
)


class Part(NamedTuple):
    """One sentence or list item: `raw` as written, `low` in lower case, its own words from `start` on.

    `stems` are the first four letters of every word: a cheap answer to "can this pattern match at all?".
    """

    raw: str
    low: str
    start: int
    question: bool
    item: bool
    line: int
    stems: frozenset[str]

    @property
    def header(self) -> bool:
        return self.low.endswith(":")


class Cue(NamedTuple):
    """A pattern that can only match where one of its stems is."""

    stems: frozenset[str]
    pattern: re.Pattern[str]


def cue(stems: str, pattern: str) -> Cue:
    """A cue from stems parted by spaces ("" for any text) and a pattern."""
    return Cue(frozenset(stems.split()), re.compile(pattern))


def find_cue(cues: Sequence[Cue], stems: frozenset[str], text: str, start: int = 0) -> re.Match[str] | None:
    """The first place in the text where a cue matches."""
    best: re.Match[str] | None = None
    for wanted, pattern in cues:
        if wanted and wanted.isdisjoint(stems):
            continue
        hit = pattern.search(text, start)
        if hit and (best is None or hit.start() < best.start()):
            best = hit
    return best


def clean(text: str) -> str:
    """The text without markdown, as far as it is read."""
    text = text[:MAX_READ]
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "*" in text or "`" in text or "#" in text or "_" in text or "~" in text or ">" in text:
        text = MARKS.sub("", BULLET_STAR.sub(r"\1- ", text))
        text = TAG.sub(" ", text) if "<" in text else text
    return text.replace("’", "'").replace("\u00a0", " ").replace("‘", "'") if not text.isascii() else text


def cut(text: str) -> tuple[Part, ...]:
    """The parts of a cleaned text, in order."""
    if any(map(text.__contains__, DOTTED)):
        text = DOTS.sub(lambda hit: f"{hit[1]}m" if hit[1] else hit[2], text)
    parts: list[Part] = []
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not line:
            continue
        bullet = ITEM.match(line)
        if bullet:
            line = line[bullet.end() :]
        at = 0
        for hit in SENTENCE.finditer(line):
            glued = hit[0][-1] in ".!?…"
            if not glued or hit.start() and line[hit.start() - 1].islower():
                parts.append(_part(line[at : hit.end()].strip(), bullet is not None, number))
                at = hit.end()
        if at < len(line):
            parts.append(_part(line[at:], bullet is not None, number))
    return tuple(parts)


def _part(raw: str, item: bool, line: int) -> Part:
    low = lower_in_place(raw)
    lead = LEAD.match(low)
    start = lead.end() if lead else 0
    question = "?" in low[-3:] or bool(ASKING.match(low, start)) or (low.endswith(")") and "?" in low)
    stems = frozenset([word[:4] for word in STEM.findall(low)])
    return Part(raw, low, start, question, item, line, stems)
