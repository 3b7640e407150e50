"""How a person sets capitals, apostrophes, commas and end marks; no word is changed and no value touched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.noise.hand import Hand, Piece, word_at
from simulator.values.late import Late

SENTENCE = re.compile(r"([.!?]) +")
COMMA = re.compile(r", ")
APOSTROPHE = Late(r"(?<=[A-Za-z])'(?=[a-z])")
BIG_I = re.compile(r"\bI\b")
SHORT_LINE = 24
JOINTS = ((0.2, ", "), (0.42, " and "), (0.84, " "), (0.87, " - "), (0.91, ".. "), (0.96, "."), (1.0, "... "))
"""What stands between clauses that no full stop parts, by the rank of a person's habit."""
TRAILS_OFF = 0.05
GOING_ON = frozenset("and but so then or also".split())
STRESSED = re.compile(
    r"(?<=[a-zI] )(?:really|need|still|now|never|again|only|very|so|any|all|please|always|everything|nothing|anything|"
    r"ever|exactly|soon|today|just|want)(?= [a-z])"
)
"""Words that people who shout write in capitals; beside a value they would look like a part of it."""


def marked(line: Sequence[Piece], hand: Hand) -> list[str]:
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
            if style.shout > 0:
                text = STRESSED.sub(lambda word: _stressed(word.group(), hand), text)
        found.append(text)
    if not line[-1].slot and found[-1]:
        found[-1] = _ending(found, hand, behind_value=len(line) > 1 and len(line[-1].text) == 1)
    return found


def _small_start(text: str) -> str:
    """A small first letter, unless the word is I or written in capitals."""
    if text[:1].isupper() and (text[1:2].islower() or text[:2] == "A "):
        return text[0].lower() + text[1:]
    return text


def _stressed(word: str, hand: Hand) -> str:
    return word.upper() if hand.does(hand.style.shout, f"shout/{word}") else word


def _marks(text: str, hand: Hand, small: bool, before: str) -> str:
    """Commas left out, full stops inside a message made something else, each border by the word after it."""
    if ", " in text and hand.style.no_comma > 0:
        text = COMMA.sub(lambda found: _comma(found, text, hand, before), text)
    if sentences(text) and (small or hand.style.no_stop > 0 or hand.style.exclaim > 0):
        return _joined(text, hand, small, before)
    return text


def sentences(text: str) -> bool:
    """Whether a sentence ends inside the text."""
    return ". " in text or "? " in text or "! " in text


def _comma(found: re.Match[str], text: str, hand: Hand, before: str) -> str:
    following = word_at(text, found.end())
    # a comma beside a value in words stays: "not quite 5 March" and "two one moment" say something else
    if not following or (found.start() == 0 and not closed(before)):
        return found.group()
    return " " if hand.does(hand.style.no_comma, f"no comma/{following}") else found.group()


def closed(value: str) -> bool:
    """Whether a value that is written so shows where it ends: a code, a number, an address."""
    return value[-1:].isdigit() or "@" in value


def _joined(text: str, hand: Hand, small: bool, before: str) -> str:
    parts = SENTENCE.split(text)
    found = parts[0]
    for mark, following in zip(parts[1::2], parts[2::2], strict=True):
        name = word_at(following, 0) or "value"
        joins = mark == "." and hand.does(0.9 * hand.style.no_stop**0.5, f"join/{name}")
        rest = _small_start(following) if joins or small else following
        if joins:
            behind = not found and bool(before)
            beside = behind and not closed(before)
            found += _joint(name, hand.style.joint, beside=beside, behind=behind) + rest
        else:
            found += _inner(mark, hand, name) + rest
    return found


def _inner(mark: str, hand: Hand, name: str) -> str:
    """A mark that ends a sentence inside a message."""
    if mark == "." and hand.does(hand.style.exclaim * 0.5, f"exclaim/{name}"):
        mark = "!"
    return mark + " "


def _joint(name: str, rank: float, *, beside: bool, behind: bool) -> str:
    """What this person sets for a full stop left out; behind a value that ends in a word it is a mark."""
    joint = next(text for top, text in JOINTS if rank <= top)
    if beside:
        return joint if joint == " - " else ", "
    if joint == "." and (behind or name == "value"):
        return " "  # "a80555.is" and "ok.a80555" would be read as one
    return " " if joint == " and " and name in GOING_ON else joint


def _ending(texts: Sequence[str], hand: Hand, *, behind_value: bool) -> str:
    """The last text with the end mark this person sets."""
    last = texts[-1]
    if last[-1] == "?":
        return last[:-1] + _loud(_question_end(hand), hand)
    if last[-1] == ".":
        return last[:-1] + _loud(_stop_end(hand, sum(map(len, texts)), behind_value=behind_value), hand)
    return last


def _question_end(hand: Hand) -> str:
    return "" if hand.does(hand.style.no_question, "no question mark") else "?"


def _stop_end(hand: Hand, length: int, *, behind_value: bool) -> str:
    bare = hand.style.no_stop
    if behind_value:
        # few people set a full stop behind a number, a code or an address
        bare **= 0.3
    elif length <= SHORT_LINE:
        bare **= 0.5
    if hand.does(hand.style.exclaim, "exclaim"):
        return "!"
    if not hand.does(bare, "no stop"):
        return "."
    return "..." if hand.does(TRAILS_OFF * (4.0 if hand.style.joint > JOINTS[-2][0] else 1.0), "trails off") else ""


def _loud(mark: str, hand: Hand) -> str:
    """A question or exclamation mark as this person sets it: doubled, or apart from the word."""
    if mark not in ("?", "!"):
        return mark
    if hand.does(hand.style.double, "double mark"):
        mark *= 2
    return f" {mark}" if hand.does(hand.style.gap, "gap") else mark
