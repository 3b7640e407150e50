"""From clean wording to what is typed: casing, marks, slips, texting words and bursts, by one person's style.

A slot's value is never touched unless the scenario harms that slot, and its span is exact in the final text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.messages import Slip, Span
from simulator.noise.hand import WORD, Hand, Piece, word_at
from simulator.noise.marks import marked, sentences
from simulator.noise.slips import misspell
from simulator.noise.style import SPOKEN_HABITS, Style
from simulator.noise.words import changes, errs

BORDER = re.compile(
    r"[ ,](?:(?<=[.!?] ) *|(?<=,) +"
    r"(?=(?:and|but|so|can|could|also|is|I|what|how|do|does|will|would|let|please|that's|hope)\b))"
)
MAX_LINES = 3
HARM_CHANCE = 0.4
FEW_LETTERS, SENT_SHORT = 10, 0.75
"""A yes or an ok is sent on its own less often than a sentence."""
CLEAN: Mapping[str, float] = dict.fromkeys(SPOKEN_HABITS, 0.0)
REPAIRS = ("*{}", "{}*", "i meant {}", "sorry, {}")


@dataclass(frozen=True, slots=True)
class Messy:
    """The messages of one turn as typed; the four tuples run side by side, one entry a message.

    A message that only repairs a slip has empty clean text.
    """

    texts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    slips: tuple[tuple[Slip, ...], ...]
    clean: tuple[str, ...]


@dataclass(slots=True)
class _Typing:
    """One message while it is typed."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)

    def slip(self, new: str, kind: str, was: str) -> None:
        start = len(self.text)
        self.text += new
        self.slips.append(Slip(kind=kind, start=start, end=len(self.text), was=was))


def mess(pieces: Sequence[Piece], style: Style, draws: Draws, harm: AbstractSet[str] = frozenset()) -> Messy:
    """One turn as this person types it: one message, or several where they send in bursts."""
    hand = Hand(style, draws, harm)
    texts, spans, slips, clean = [], [], [], []
    for line in _lines(pieces, hand):
        typed = _type(line, marked(line, hand), hand)
        texts.append(typed.text)
        spans.append(tuple(typed.spans))
        slips.append(tuple(typed.slips))
        clean.append("".join([piece.text for piece in line]))
        repair = _repair(typed, hand) if typed.slips else ""
        if repair:
            texts.append(repair)
            spans.append(())
            slips.append((Slip(kind="repair", start=0, end=len(repair), was=""),))
            clean.append("")
    return Messy(texts=tuple(texts), spans=tuple(spans), slips=tuple(slips), clean=tuple(clean))


def _lines(pieces: Sequence[Piece], hand: Hand) -> list[Sequence[Piece]]:
    """The pieces as messages, cut at clause borders where this person sends one."""
    if hand.style.burst <= 0:
        return [pieces]
    lines: list[list[Piece]] = [[]]
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.slot or not (", " in text or sentences(text)):
            lines[-1].append(piece)
            continue
        after = pieces[index + 1].slot if index + 1 < len(pieces) else ""
        head, *rest = _cuts(text, after, hand, room=MAX_LINES - len(lines))
        lines[-1].append(Piece(text=head) if rest else piece)
        lines.extend([Piece(text=part)] for part in rest)
    if len(lines) == 1:
        return [pieces]
    trimmed = [[piece for piece in line if piece.text] for line in lines]
    return [line for line in trimmed if line]


def _cuts(text: str, after: str, hand: Hand, room: int) -> Iterator[str]:
    start = 0
    for border in BORDER.finditer(text):
        name = word_at(text, border.end()) or after
        chance = hand.style.burst if border.start() - start > FEW_LETTERS else hand.style.burst * SENT_SHORT
        if room > 0 and name and hand.does(chance, f"burst/{name}"):
            yield text[start : border.start()]
            start, room = border.end(), room - 1
    yield text[start:]


def _type(line: Sequence[Piece], texts: Sequence[str], hand: Hand) -> _Typing:
    typed = _Typing()
    may_err = errs(hand)
    for piece, text in zip(line, texts, strict=True):
        if piece.slot:
            _type_value(piece, typed, hand)
        elif may_err:
            _type_words(_past_value(text, typed), typed, hand)
        else:
            typed.text += text
    return typed


def _past_value(text: str, typed: _Typing) -> str:
    """Types the first word behind a value as it is, since "the 5th fro" reads unlike "the 5th for"; gives the rest."""
    first = WORD.search(text) if typed.spans and typed.spans[-1].end == len(typed.text) else None
    if first is None:
        return text
    typed.text += text[: first.end()]
    return text[first.end() :]


def _type_value(piece: Piece, typed: _Typing, hand: Hand) -> None:
    start = len(typed.text)
    typed.text += piece.text
    harmed = piece.slot in hand.harm and _harm(piece, typed, hand, start)
    typed.spans.append(Span(slot=piece.slot, start=start, end=len(typed.text), harmed=harmed))


def _harm(piece: Piece, typed: _Typing, hand: Hand, start: int) -> bool:
    """One slip in a value the scenario gives up to the noise; digits stay, so that it can be recovered."""
    words = [found for found in WORD.finditer(piece.text) if len(found.group()) > 2]
    chance = max(HARM_CHANCE, 10 * hand.style.slips) if replace(hand.style, **CLEAN) != Style() else 0.0
    if not words or not hand.does(min(chance, 0.95), f"harm/{piece.slot}"):
        return False
    found = hand.draws.choice(words, "harmed word", piece.slot)
    new, kind = misspell(found.group(), hand.draws.at("harm", piece.slot))
    if not kind:
        return False
    typed.text = typed.text[: start + found.start()]
    typed.slip(new, kind, found.group())
    typed.text += piece.text[found.end() :]
    return True


def _type_words(text: str, typed: _Typing, hand: Hand) -> None:
    place = 0
    for start, end, new, kind in changes(text, hand):
        typed.text += text[place:start]
        typed.slip(new, kind, text[start:end])
        place = end
    typed.text += text[place:]


def _repair(typed: _Typing, hand: Hand) -> str:
    """A second message that puts the first slip of this one right, or nothing."""
    if hand.style.repair <= 0:
        return ""
    places = [(span.start, span.end) for span in typed.spans]
    for slip in typed.slips:
        if slip.kind in ("texting", "spacing", "homophone") or any(start <= slip.start < end for start, end in places):
            continue
        if hand.does(hand.style.repair, f"repair/{slip.was.lower()}"):
            return hand.draws.choice(REPAIRS, "repaired", slip.was.lower()).format(slip.was.lower())
    return ""
