"""From clean wording to what is typed: casing, marks, slips, texting words and bursts, by one person's style.

A slot's value is never touched unless the scenario harms that slot, and its span is exact in the final text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.draws import Draws
from simulator.messages import Slip, Span
from simulator.noise.slips import COMMON, misspell
from simulator.noise.style import Style

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
BORDER = re.compile(r"(?<=[.!?]) +|, +(?=(?:and|but|so|can|could|also|is|I)\b)")
SENTENCE = re.compile(r"([.!?]) +")
COMMA = re.compile(r", ")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[a-z])")
BIG_I = re.compile(r"\bI\b")
MAX_LINES = 3
SHORT_LINE = 24
HARM_CHANCE = 0.4
TEXTING = {
    "you": ("u",), "your": ("ur",), "are": ("r",), "please": ("pls", "plz"), "thanks": ("thx", "tnx"),
    "thank": ("thx",), "tomorrow": ("tmrw", "tmr"), "because": ("cos", "bc"), "though": ("tho",), "message": ("msg",),
    "about": ("abt",), "okay": ("ok",), "with": ("w",), "appointment": ("appt",), "and": ("n", "&"),
    "before": ("b4",), "really": ("rly",), "know": ("kno",), "something": ("smth",), "people": ("ppl",),
    "minutes": ("mins",), "information": ("info",), "probably": ("prob",),
}  # fmt: skip
RARE_TEXTING = frozenset({"and", "you", "with", "thank", "know", "are", "before", "about", "number"})
KEPT = frozenset({"yes", "not"})
JOINTS = ((0.3, ", "), (0.62, " and "), (0.85, " "), (0.9, " - "), (1.0, "... "))
"""What stands between clauses that no full stop parts, by the rank of a person's habit."""
DOTTED, TRAILS_OFF = 0.9, 0.3
GOING_ON = frozenset("and but so then or also".split())
REPAIRS = ("*{}", "{}*", "i meant {}", "sorry, {}")


class Piece(NamedTuple):
    """A stretch of clean wording; with `slot`, the text is how that slot's `value` is written."""

    text: str
    slot: str = ""
    value: Any = None


class Messy(NamedTuple):
    """The messages of one turn as typed; the four tuples run side by side, one entry a message.

    A message that only repairs a slip has empty clean text.
    """

    texts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    slips: tuple[tuple[Slip, ...], ...]
    clean: tuple[str, ...]


class _Word(NamedTuple):
    """A word of clean wording, and which of a person's habits can show in it."""

    text: str
    name: str
    short: tuple[str, ...]
    rare: bool
    slips: bool
    common: bool


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


@dataclass(slots=True)
class _Hand:
    """Whose hand types, with the draws of this turn and how often each word came up in it."""

    style: Style
    draws: Draws
    harm: AbstractSet[str]
    seen: dict[str, int] = field(default_factory=dict)

    def does(self, chance: float, name: str) -> bool:
        return chance > 0 and self.draws.chance(chance, name)


def mess(pieces: Sequence[Piece], style: Style, draws: Draws, harm: AbstractSet[str] = frozenset()) -> Messy:
    """One turn as this person types it: one message, or several where they send in bursts."""
    hand = _Hand(style, draws, harm)
    texts, spans, slips, clean = [], [], [], []
    for line in _lines(pieces, hand):
        typed = _type(line, _habits(line, hand), hand)
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


def _lines(pieces: Sequence[Piece], hand: _Hand) -> list[Sequence[Piece]]:
    """The pieces as messages, cut at clause borders where this person sends one."""
    if hand.style.burst <= 0:
        return [pieces]
    lines: list[list[Piece]] = [[]]
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.slot or not (", " in text or _sentences(text)):
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


def _sentences(text: str) -> bool:
    """Whether a sentence ends inside the text."""
    return ". " in text or "? " in text or "! " in text


def _cuts(text: str, after: str, hand: _Hand, room: int) -> Iterator[str]:
    start = 0
    for border in BORDER.finditer(text):
        name = _word_at(text, border.end()) or after
        if room > 0 and name and hand.does(hand.style.burst, f"burst/{name}"):
            yield text[start : border.start()]
            start, room = border.end(), room - 1
    yield text[start:]


def _word_at(text: str, place: int) -> str:
    found = WORD.match(text, place)
    return found.group().lower() if found else ""


def _habits(line: Sequence[Piece], hand: _Hand) -> list[str]:
    """The texts with casing, apostrophes, commas and end marks as this person has them; no slips yet."""
    style = hand.style
    small = hand.does(style.lower_start, "small")
    found = []
    for index, piece in enumerate(line):
        text = piece.text
        if not piece.slot:
            text = _marks(text, hand, small, line[index - 1].text if index else "")
            if small and index == 0:
                text = _small_start(text)
            if "I" in text and hand.does(style.small_i, "small i"):
                text = BIG_I.sub("i", text)
            if "'" in text and hand.does(style.no_apostrophe, "no apostrophe"):
                text = APOSTROPHE.sub("", text)
        found.append(text)
    if not line[-1].slot and found[-1]:
        found[-1] = _ending(found, hand)
    return found


def _small_start(text: str) -> str:
    """A small first letter, unless the word is I or written in capitals."""
    if text[:1].isupper() and (text[1:2].islower() or text[:2] == "A "):
        return text[0].lower() + text[1:]
    return text


def _marks(text: str, hand: _Hand, small: bool, before: str) -> str:
    """Commas left out, full stops inside a message made commas, each border by the word after it."""
    if ", " in text and hand.style.no_comma > 0:
        text = COMMA.sub(lambda found: _comma(found, text, hand), text)
    if _sentences(text) and (small or hand.style.no_stop > 0):
        return _joined(text, hand, small, before)
    return text


def _comma(found: re.Match[str], text: str, hand: _Hand) -> str:
    following = _word_at(text, found.end())
    # a comma beside a value stays: "not quite 5 March" and "two one moment" say something else
    if not following or found.start() == 0:
        return found.group()
    return " " if hand.does(hand.style.no_comma, f"no comma/{following}") else found.group()


def _joined(text: str, hand: _Hand, small: bool, before: str) -> str:
    parts = SENTENCE.split(text)
    found = parts[0]
    for mark, following in zip(parts[1::2], parts[2::2], strict=True):
        name = _word_at(following, 0) or "value"
        joins = mark == "." and hand.does(0.97 * hand.style.no_stop**0.3, f"join/{name}")
        rest = _small_start(following) if joins or small else following
        found += (
            _joint(name, hand.style.joint, beside=not found and before[-1:].isalpha()) if joins else mark + " "
        ) + rest
    return found


def _joint(name: str, rank: float, *, beside: bool) -> str:
    """What this person sets for a full stop left out; behind a value that ends in a word it is a mark."""
    joint = next(text for top, text in JOINTS if rank <= top)
    if beside:
        return joint if joint == " - " else ", "
    return " " if joint == " and " and name in GOING_ON else joint


def _ending(texts: Sequence[str], hand: _Hand) -> str:
    """The last text with the end mark this person sets."""
    last = texts[-1]
    if last[-1] == "?":
        return last[:-1] + _question_end(hand)
    return last[:-1] + _stop_end(hand, sum(map(len, texts))) if last[-1] == "." else last


def _question_end(hand: _Hand) -> str:
    return "" if hand.does(hand.style.no_question, "no question mark") else "?"


def _stop_end(hand: _Hand, length: int) -> str:
    bare = hand.style.no_stop
    if length <= SHORT_LINE:
        bare **= 0.5
    if hand.does(hand.style.exclaim, "exclaim"):
        return "!"
    if not hand.does(bare, "no stop"):
        return "."
    return "..." if hand.style.joint > DOTTED and hand.does(TRAILS_OFF, "trails off") else ""


def _type(line: Sequence[Piece], texts: Sequence[str], hand: _Hand) -> _Typing:
    typed = _Typing()
    errs = hand.style.slips > 0 or hand.style.texting > 0
    for piece, text in zip(line, texts, strict=True):
        if piece.slot:
            _type_value(piece, typed, hand)
        elif errs:
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


def _type_value(piece: Piece, typed: _Typing, hand: _Hand) -> None:
    start = len(typed.text)
    typed.text += piece.text
    harmed = piece.slot in hand.harm and _harm(piece, typed, hand, start)
    typed.spans.append(Span(slot=piece.slot, start=start, end=len(typed.text), harmed=harmed))


def _harm(piece: Piece, typed: _Typing, hand: _Hand, start: int) -> bool:
    """One slip in a value the scenario gives up to the noise; digits stay, so that it can be recovered."""
    words = [found for found in WORD.finditer(piece.text) if len(found.group()) > 2]
    chance = max(HARM_CHANCE, 10 * hand.style.slips) if hand.style != Style(courtesy=hand.style.courtesy) else 0.0
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


def _type_words(text: str, typed: _Typing, hand: _Hand) -> None:
    slips = hand.style.slips > 0
    place = 0
    for word, start, end, last in _words(text):
        change = _texted(word, hand, last) if word.short else None
        if change is None and slips and word.slips:
            change = _slipped(word, hand, last)
        if change:
            typed.text += text[place:start]
            typed.slip(*change, word.text)
            place = end
    typed.text += text[place:]


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[tuple[_Word, int, int, bool], ...]:
    """The words of a piece of wording, where each stands, and whether it is the last; wording comes again."""
    end = len(text.rstrip())
    return tuple([(_word(hit[0]), hit.start(), hit.end(), hit.end() >= end) for hit in WORD.finditer(text)])


@lru_cache(maxsize=4096)
def _word(text: str) -> _Word:
    name = text.lower()
    return _Word(
        text=text,
        name=name,
        short=TEXTING.get(name, ()),
        rare=name in RARE_TEXTING,
        slips=len(text) > 3 and "'" not in text and name not in KEPT,
        common=name in COMMON,
    )


def _texted(word: _Word, hand: _Hand, last: bool) -> tuple[str, str] | None:
    # the same word is written one way by one person all through a turn
    if not hand.does(hand.style.texting * (0.15 if word.rare else 1.0), f"texting/{word.name}"):
        return None
    new = hand.draws.choice(word.short, "texted", word.name)
    # "r 2" or "ar e 2" would run into the value that follows: the last word stays whole
    return None if last and len(new) == 1 else (new, "texting")


def _slipped(word: _Word, hand: _Hand, last: bool) -> tuple[str, str] | None:
    rate = hand.style.slips
    count = hand.seen[word.name] = hand.seen.get(word.name, 0) + 1
    if not hand.draws.chance(min(rate * 3, 0.5) if word.common else rate, f"slip/{word.name}/{count}"):
        return None
    new, kind = misspell(word.text, hand.draws.at("slip", word.name, count))
    return None if not kind or (last and kind == "spacing") else (new, kind)


def _repair(typed: _Typing, hand: _Hand) -> str:
    """A second message that puts the first slip of this one right, or nothing."""
    if hand.style.repair <= 0:
        return ""
    places = [(span.start, span.end) for span in typed.spans]
    for slip in typed.slips:
        if slip.kind in ("texting", "spacing") or any(start <= slip.start < end for start, end in places):
            continue
        if hand.does(hand.style.repair, f"repair/{slip.was.lower()}"):
            return hand.draws.choice(REPAIRS, "repaired", slip.was.lower()).format(slip.was.lower())
    return ""
