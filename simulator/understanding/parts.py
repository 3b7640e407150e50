"""A text cut into sentences and list items, free of markdown, ready to be read."""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.values.normal import lower_in_place

MAX_READ = 20_000
MARKS = re.compile(r"\*{1,3}|__|`+|~~|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?", re.MULTILINE)
BULLET_STAR = re.compile(r"^([ \t]*)\*[ \t]+", re.MULTILINE)
LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,400}\)")
TAG = re.compile(r"</?[a-z][^<>\n]{0,80}>")
DOTS = re.compile(r"\b(a|p)\.m\.?(?=\W|$)|\b(e\.g|i\.e|no|nr|approx|dr|mr|mrs|ms|st|etc|vs)\.(?=\s)", re.IGNORECASE)
ITEM = re.compile(r"(?:[-•·–‣◦▪+]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|[✅✔☑➡👉🔹])\s+")
SENTENCE = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|(?<=[a-z?!])[.!?](?=[A-Z][a-z])|\s+[|]\s+")
LEAD = re.compile(
    r"(?:(?:ok(?:ay)?|and|so|great|sure(?: thing)?|thanks?(?: you)?(?: (?:so|very) much)?|perfect|all ?right|hi(?: there)?|hello|hey|sorry|now|first(?:ly)?|next"
    r"|also|then|well|of course|certainly|absolutely|got it|no problem|understood|lastly|finally|good|yes|no worries|awesome|excellent|wonderful|apologies|but|or)"
    r"\b[\s,!.:;\-]*)+"
)
ASKING = re.compile(
    r"(?:what|which|who|whose|whom)(?:'s|s)?\b(?! (?:i|we|you) (?:can|have|will|could))|(?:what|when|where|how|why)(?:'s)? (?:is|are|do|does|did|would|should|will|can|could|shall|many|much|long|was|about)\b"
    r"|(?:can|could|may|would|will|do|does|did|is|are|was|were|have|has|should|shall|am|might) (?:you|i|we|the|your|this|that|it|there|these|those|all|everything|u)\b|want me to\b"
)


class Part(NamedTuple):
    """One sentence or list item: `raw` as written, `low` in lower case; `lead` is where its own words start."""

    raw: str
    low: str
    question: bool
    item: bool
    line: int

    @property
    def header(self) -> bool:
        return self.low.endswith(":")


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
    if "." in text:
        text = DOTS.sub(lambda hit: f"{hit[1]}m" if hit[1] else hit[2], text)
    parts: list[Part] = []
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not line:
            continue
        bullet = ITEM.match(line)
        if bullet:
            line = line[bullet.end() :]
        for sentence in SENTENCE.split(line):
            if sentence and (sentence := sentence.strip()):
                parts.append(_part(sentence, bullet is not None, number))
    return tuple(parts)


def _part(raw: str, item: bool, line: int) -> Part:
    low = lower_in_place(raw)
    lead = LEAD.match(low)
    start = lead.end() if lead else 0
    question = "?" in low[-3:] or bool(ASKING.match(low, start)) or (low.endswith(")") and "?" in low)
    return Part(raw, low, question, item, line)
