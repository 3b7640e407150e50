"""How people type, in figures with intervals: case, end marks, apostrophes, misspellings, courtesy, length.

Each figure is a ratio of two counts of a turn, summed over all turns; intervals resample conversations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.audit.chatwords import BARE_CONTRACTIONS, EMOTICON
from simulator.audit.spelling import correction, known, misspellings
from simulator.audit.turns import Spoken
from simulator.frozen import dataclass

RESAMPLES = 200
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LOWER_WORD = re.compile(r"(?<![\w'’@#/.:-])[a-z]{2,}(?![\w'’@#/:-]|\.\w)")
LETTER = re.compile(r"[^\W\d_]")
LONE_I = re.compile(r"(?<![\w'’./-])[iI](?=[ ,]|['’](?:m|ve|ll|d)\b)")
WITH_APOSTROPHE = re.compile(
    r"\b(?:[a-z]+n['’]t|i['’]m|(?:i|you|we|they)['’](?:ve|ll|d|re)|(?:that|what|where|there|here|how|who)['’]s)\b",
    re.IGNORECASE,
)
BARE = re.compile(rf"\b(?:{'|'.join(BARE_CONTRACTIONS)})\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
FACE = re.compile(EMOTICON)
TEXTING = re.compile(
    r"(?<![\w'’])(?:ok|yeah|yep|yup|nope|nah|u|ur|thx|thnx|tnx|ty|tysm|pls|plz|btw|lol|lmao|omg|idk|tbh|imo|imho|"
    r"gonna|wanna|gotta|kinda|dunno|cuz|coz|cos|tho|thru|tmrw|2moro|b4|gr8|msg|kk|np|nvm|brb|wat|wut|wot|2nite|l8r)"
    r"(?![\w'’])",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:(?:and|so|but|ok|okay|hi|hello|hey|also|well|oh)[, ]+)*"
    r"(?:(?:what|where|when|why|who|which|how)(?:['’]?s|['’]?re)?|"
    r"(?:can|could|will|would|do|does|did|is|are|was|were|has|have|should|shall|may|am)(?:n['’]?t)? "
    r"(?:i|you|u|we|he|she|it|they|this|that|there|the|my|your|any|anyone|someone))\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<![.!?])[.!?](?=\s+[^\W\d_])|\n+(?=\S)")
PLEASE = re.compile(r"\b(?:please|pls|plz)\b", re.IGNORECASE)
THANKS = re.compile(r"\b(?:thank(?:s|you)?|thx|thnx|tnx|ty|tysm|cheers)\b", re.IGNORECASE)
SORRY = re.compile(r"\b(?:sorry|apolog\w+|my bad)\b", re.IGNORECASE)
GREETING = re.compile(
    r"\W*(?:hi|hello|hey|hiya|heya|yo|good (?:morning|afternoon|evening|day)|greetings)\b", re.IGNORECASE
)
FILLER = re.compile(r"\b(?:um+|uh+|er+m?|hm+|well,|ah+)\b|\.\.+|…", re.IGNORECASE)
SHOUTED = re.compile(r"\b[A-Z]{4,}\b(?!-?\d)")

Counts = tuple[float, float]
Feature = Callable[[Spoken], Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured figure with its 95 % interval and how much it was measured on."""

    name: str
    value: float
    low: float
    high: float
    count: int


def _found(pattern: re.Pattern[str]) -> Feature:
    return lambda turn: (100.0 * bool(pattern.search(turn.text)), 1)


def _tokens(turn: Spoken) -> int:
    return len(turn.text.split())


def _lettered(holds: Callable[[str], bool]) -> Feature:
    return lambda turn: (100.0 * holds(turn.text), 1) if LETTER.search(turn.text) else (0, 0)


def starts_small(text: str) -> bool:
    """Whether the first letter of a turn is small."""
    first = LETTER.search(text)
    return bool(first) and first[0].islower() if first else False


def ends_bare(text: str) -> bool:
    """Whether a turn ends without a mark."""
    return text.rstrip()[-1:] not in (".", "!", "?", "…")


def misspelt(text: str) -> list[tuple[str, str]]:
    """The misspelt words of a turn with what is meant; only words in small letters are looked at."""
    words = (hit[0] for hit in LOWER_WORD.finditer(text))
    return [
        (word, meant)
        for word in words
        if word not in BARE_CONTRACTIONS
        and not TEXTING.fullmatch(word)
        and (meant := correction(word))
        and "'" not in meant
    ]


def _lone_i(turn: Spoken) -> Counts:
    found = LONE_I.findall(turn.text)
    return 100.0 * found.count("i"), len(found)


def _apostrophes(turn: Spoken) -> Counts:
    bare = len(BARE.findall(turn.text))
    return 100.0 * bare, bare + len(WITH_APOSTROPHE.findall(turn.text))


def _unmarked(turn: Spoken) -> Counts:
    asks = bool(ASKS.match(turn.text.strip()))
    return 100.0 * (asks and "?" not in turn.text), asks


FEATURES: Mapping[str, Feature] = {
    "ws_tokens_per_turn": lambda turn: (_tokens(turn), 1),
    "tokens_first_turn": lambda turn: (_tokens(turn), 1) if turn.turn == 0 else (0, 0),
    "tokens_later_turns": lambda turn: (_tokens(turn), 1) if turn.turn else (0, 0),
    "one_to_three_token_turns_%": lambda turn: (100.0 * (_tokens(turn) <= 3), 1),
    "sentences_per_turn": lambda turn: (1 + len(SENTENCE.findall(turn.text)), 1),
    "all_lowercase_%": _lettered(str.islower),
    "starts_lowercase_%": _lettered(starts_small),
    "no_terminal_punct_%": _lettered(ends_bare),
    "lowercase_i_%": _lone_i,
    "no_apostrophe_%_of_contractions": _apostrophes,
    "misspellings_per_1000w": lambda turn: (1000.0 * len(misspelt(turn.text)), _tokens(turn)),
    "misspellings_dict_per_1000w": lambda turn: (
        1000.0 * sum(word in misspellings() for word, _ in misspelt(turn.text)), _tokens(turn)
    ),
    "turns_with_misspelling_%": lambda turn: (100.0 * bool(misspelt(turn.text)), 1),
    "texting_per_1000w": lambda turn: (1000.0 * len(TEXTING.findall(turn.text)), _tokens(turn)),
    "texting_turns_%": _found(TEXTING),
    "filler_or_ellipsis_turns_%": _found(FILLER),
    "burst_turns_%": lambda turn: (100.0 * turn.burst, 1),
    "question_mark_turns_%": lambda turn: (100.0 * ("?" in turn.text), 1),
    "questions_without_mark_%": _unmarked,
    "please_turns_%": _found(PLEASE),
    "thanks_turns_%": _found(THANKS),
    "apology_turns_%": _found(SORRY),
    "greeting_first_turn_%": lambda turn: (100.0 * bool(GREETING.match(turn.text)), 1) if turn.turn == 0 else (0, 0),
    "emoji_or_emoticon_turns_%": lambda turn: (100.0 * bool(EMOJI.search(turn.text) or FACE.search(turn.text)), 1),
    "exclamation_turns_%": lambda turn: (100.0 * ("!" in turn.text), 1),
    "multi_!!_or_??_turns_%": _found(re.compile(r"[!?]{2,}")),
    "caps_word_turns_%": lambda turn: (100.0 * any(known(word.lower()) for word in SHOUTED.findall(turn.text)), 1),
    "comma_per_1000w": lambda turn: (1000.0 * turn.text.count(","), _tokens(turn)),
}  # fmt: skip


def measure(turns: Sequence[Spoken], *, resamples: int = RESAMPLES) -> list[Figure]:
    """All figures of style; one that has nothing to count is left out."""
    rows: dict[str, list[list[Counts]]] = {}
    for turn in turns:
        rows.setdefault(turn.conv, []).append([feature(turn) for feature in FEATURES.values()])
    counted = np.array([np.sum(of_conversation, axis=0) for of_conversation in rows.values()], dtype=float)
    found = []
    for name, sums in zip(FEATURES, np.swapaxes(counted, 0, 1), strict=True):
        top, bottom = sums.sum(axis=0)
        if bottom:
            low, high = _interval(sums, resamples)
            found.append(Figure(name=name, value=float(top / bottom), low=low, high=high, count=int(bottom)))
    return found


def _interval(sums: NDArray[np.float64], resamples: int) -> Counts:
    """Between which the ratio lies in 95 % of resampled sets of conversations, the same sets for every figure."""
    numbers = np.random.default_rng(0)
    drawn = [sums[numbers.integers(0, len(sums), len(sums))].sum(axis=0) for _ in range(resamples)]
    ratios = [top / bottom for top, bottom in drawn if bottom]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(low), float(high)
