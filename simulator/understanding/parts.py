"""A text cut into sentences and list items, free of markdown, ready to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.frozen import NamedTuple, dataclass
from simulator.values.cues import words_of
from simulator.values.late import Late
from simulator.values.normal import lower_in_place

MAX_READ = 20_000
KEEP = 400
"""Longer parts are not remembered; shorter ones come again, in other texts and conversations."""
MARKS = Late(r"\*{1,3}|__|`+|~~|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?", re.MULTILINE)
BULLET_STAR = Late(r"^([ \t]*)\*[ \t]+", re.MULTILINE)
LINK = Late(r"\[([^\]\n]{1,200})\]\([^)\n]{1,400}\)")
TAG = Late(r"</?[a-z][^<>\n]{0,80}>")
DASHED = Late(r"^([ \t•*-]*[A-Z][\w /'-]{1,28}?) +[—–-] +(?=\S)", re.MULTILINE)
DASHED_LINES = 3
"""So many lines "Winery — Castell Roig" are a list of labels with what they are for."""
RULE = Late(r"[\s|:\-]+\Z")
SAMPLE = Late(r"(?i)\b(?:examples?|format|e\.?g\.?|notes?|sample)\b")
DOTS = Late(r"\b(a|p)\.m\.?(?=\W|$)|\b(e\.g|i\.e|(?<!: )no|nr|approx|dr|mr|mrs|ms|st|etc|vs)\.(?=\s)", re.IGNORECASE)
ITEM = Late(r"(?:[-•·–‣◦▪+]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|(?![“”‘’«»¿¡–—…€£¥₹])[^\x00-\x7f\w\s]\ufe0f?)\s+")
SENTENCE = Late(r"[.!?…]{1,4}(?:[\"')\]]*\s+|(?=[A-Z][a-z]))")
DOTTED = Late(
    r"\.(?:m|(?<=e\.)g|(?<=i\.)e|(?<=[Nn]o\.)|(?<=[nDM]r\.)|(?<=Mrs\.)|(?<=Ms\.)|(?<=St\.)|(?<=approx\.)|(?<=vs\.)"
    r"|(?<=etc\.))"
)
LEAD = Late(
    r"(?:(?:ok(?:ay)?|and|so|great|sure(?: thing)?|thanks?(?: you)?(?: (?:so|very) much)?|perfect|all ?right"
    r"|hi(?: there)?|hello|hey|sorry|now|first(?:ly)?|next"
    r"|also|then|well|of course|certainly|absolutely|got it|no problem|understood|lastly|finally|good|yes"
    r"|no worries|awesome|excellent|wonderful|apologies|but|or)"
    r"\b[\s,!.:;\-]*)+"
)
_STARTS = "wha whi who whe how why can cou may wou wil do doe did is are was wer hav has sho sha am mig wan"
ASKING_STARTS = frozenset(start.ljust(3) for start in _STARTS.split())
"""The first three letters of what may be a question."""
ASKING = Late(
    r"(?:what|which|who|whose|whom)(?:'s|s)?\b(?! (?:i|we|you) (?:can|have|will|could))|(?:what|when|where|how"
    r"|why)(?:'s)? (?:is|are|do|does|did|would|should|will|can|could|shall|many|much|long|was|about)\b"
    r"|(?:can|could|may|would|will|do|does|did|is|are|was|were|have|has|should|shall|am|might) (?:you|i|we|the"
    r"|your|this|that|it|there|these|those|all|everything|u)\b|want me to\b"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or list item: `raw` as written, `low` in lower case, its own words from `start` on.

    A `header` ends in a colon. `stems` are the first four letters of every word: a cheap answer to "can this pattern
    match at all?".
    """

    raw: str
    low: str
    start: int
    question: bool
    item: bool
    line: int
    stems: frozenset[str]
    header: bool


class Cue(NamedTuple):
    """A pattern that can only match where one of its stems is, and one of `also` if there are any."""

    stems: frozenset[str]
    pattern: Late
    also: frozenset[str]

    def fits(self, stems: frozenset[str]) -> bool:
        """Whether the pattern can match a text with these stems at all."""
        return not (self.stems.isdisjoint(stems) or self.also and self.also.isdisjoint(stems))


def cue(stems: str, pattern: str, also: str = "") -> Cue:
    """A cue from stems parted by spaces and a pattern."""
    return Cue(frozenset(stems.split()), Late(pattern), frozenset(also.split()))


def find_cue(cues: Sequence[Cue], stems: frozenset[str], text: str, start: int = 0) -> re.Match[str] | None:
    """The first place in the text where a cue matches."""
    best: re.Match[str] | None = None
    for wanted, pattern, also in cues:
        if wanted.isdisjoint(stems) or also and also.isdisjoint(stems):
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
    if "|" in text:
        text = _rows(text)
    if "\n" in text and len(DASHED.findall(text)) >= DASHED_LINES:
        text = DASHED.sub(r"\1: ", text)
    return text.replace("’", "'").replace("\u00a0", " ").replace("‘", "'") if not text.isascii() else text


def _rows(text: str) -> str:
    """Rows of a table as items: "| Date | 5 March |" is "- Date: 5 March"; a column of examples is left out."""
    lines = []
    example = False
    for line in text.split("\n"):
        if not line.lstrip().startswith("|") or line.count("|") < 2:
            lines.append(line)
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if RULE.match(line) or not any(cells):
            continue
        example = example or bool(SAMPLE.search(line))
        lines.append(
            "- " + (cells[0] if example or len(cells) < 2 or not cells[1] else f"{cells[0]}: {', '.join(cells[1:])}")
        )
    return "\n".join(lines)


def cut(text: str) -> list[tuple[str, bool, int]]:
    """The parts of a cleaned text, in order: as written, whether it is a list item, and in which line."""
    if DOTTED.search(text):
        text = DOTS.sub(lambda hit: f"{hit[1]}m" if hit[1] else hit[2], text)
    parts: list[tuple[str, bool, int]] = []
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not line:
            continue
        bullet = None if line[0].isalpha() and line[1:2] not in ".)" else ITEM.match(line)
        item = bullet is not None
        if bullet:
            line = line[bullet.end() :]
        at = 0
        for hit in SENTENCE.finditer(line):
            start, end = hit.span()
            if line[end - 1] not in ".!?…" or start and line[start - 1].islower():
                parts.append((line[at:end].strip(), item, number))
                at = end
        if at < len(line):
            parts.append((line[at:], item, number))
    return parts


def part_of(raw: str, item: bool, line: int) -> Part:
    """One part, looked at as far as can be without knowing what is asked for."""
    low = lower_in_place(raw)
    lead = LEAD.match(low)
    start = lead.end() if lead else 0
    question = "?" in low[-3:] or _asks(low, start) or (low.endswith(")") and "?" in low)
    stems = frozenset([word[:4] for word in words_of(low)])
    return Part(raw, low, start, question, item, line, stems, low.endswith(":"))


def _asks(low: str, start: int) -> bool:
    """Whether it begins as questions do."""
    return low[start : start + 3] in ASKING_STARTS and ASKING.match(low, start) is not None
