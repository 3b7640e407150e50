"""The English of one person: the spelling of where they learnt it, and what their mother tongue does to it.

Clean wording goes in and comes out; the values of slots stay as they are, and so does every yes, no and not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from simulator.draws import Draws
from simulator.frozen import NamedTuple
from simulator.noise.hand import Piece

SPELLING = """
    color:colour favorite:favourite neighbor:neighbour canceled:cancelled canceling:cancelling traveled:travelled
    traveling:travelling traveler:traveller realize:realise realized:realised apologize:apologise organize:organise
    organized:organised recognize:recognise center:centre theater:theatre gray:grey catalog:catalogue inquiry:enquiry
    jewelry:jewellery pajamas:pyjamas mom:mum labeled:labelled
"""
ABROAD = "vacation:holiday gotten:got apartment:flat cellphone:mobile anymore:any_more"
"""What is said outside America only; the other way round these words mean too much."""
LETTERS = re.compile(r"[a-z]+")
BOTH = dict(pair.split(":") for pair in SPELLING.split())
WORDS: Mapping[str, Mapping[str, str]] = {
    "us": {british: american for american, british in BOTH.items()},
    "uk": {**BOTH, **{one: other.replace("_", " ") for one, other in (pair.split(":") for pair in ABROAD.split())}},
}
NO_ARTICLE = (r"\b(?:[Tt]he|[Aa]n?) (?!(?:lot|bit|few|little|one|other|same|while|mess)\b)(?=[a-z])", "")
SHORT_I = (r"\bI'm\b(?! (?:not|afraid|sorry))", "I")
HABITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "de": (
        (r"\bcan you tell me\b", "can you say me"), (r"\bat the moment\b", "in the moment"),
        (r"\binformation\b", "informations"), (r"\bby phone\b", "per phone"), (r"\bon the website\b", "in the website"),
        (r"\bI've been\b", "I am"), (r"\buntil\b", "till"), (r"\bI (?:need|have) to\b", "I must"),
    ),
    "es": (
        (r"\b[Ii]s it possible\b", "is possible"), (r"\bexplain\b", "explain me"),
        (r"\bon the website\b", "in the web"), (r"\bI need to\b", "I need"), (r"\bany (news|update)s?\b", r"some \1"),
    ),
    "fr": (
        (r"\binformation\b", "informations"), (r"\bI'm looking for\b", "I search"),
        (r"\bthank you for\b", "thank you of"), (r"\bI(?: would|'d) like\b", "I would want"),
        (r"\bI've changed\b", "I have change"), (r"\bdoes\b", "do"),
    ),
    "hi": (
        (r"\bI need\b(?! to)", "I am needing"), (r"\bI want\b", "I am wanting"), (r"\ba question\b", "a doubt"),
        (r"\bplease (?=[a-z])", "kindly "), (r"\bI have\b(?! to)", "I am having"), (r"\btoday\b", "today itself"),
    ),
    "zh": (NO_ARTICLE, SHORT_I, (r"\bhas\b", "have"), (r"\bthese\b", "this"), (r"\bdoesn't\b", "don't")),
    "pl": (NO_ARTICLE, (r"\bI'd like to\b", "I would like"), (r"\bdiscuss\b", "discuss about"), (r"\buntil\b", "till")),
    "pt": (
        (r"\b[Ii]s it possible\b", "is possible"), (r"\binformation\b", "informations"), (r"\bI need to\b", "I need"),
        (r"\bexplain\b", "explain me"), (r"\bI've been\b", "I am"), (r"\bsome (help|advice)\b", r"a \1"),
    ),
    "ar": (
        (r"\b[Aa]n? (?!(?:lot|bit|few|little|while)\b)(?=[a-z])", ""), SHORT_I, (r"\bI need\b(?! to)", "I need for"),
        (r"\bdoesn't\b", "don't"),
    ),
    "ru": (NO_ARTICLE, SHORT_I, (r"\bhow (?:do|can) I\b", "how to"), (r"\buntil\b", "till")),
}  # fmt: skip
"""What speakers of a language carry over into their English, by what they mean and what they write."""
STRENGTH: Mapping[str, float] = {"high": 0.15, "normal": 0.35, "low": 0.6}
"""How often they do so where they can, by literacy."""


class Tongue(NamedTuple):
    """How one person's English differs from the plain wording."""

    american: bool
    language: str
    strength: float


@lru_cache(maxsize=1024)
def tongue(language: str, dialect: str, literacy: str, *, clean: bool = False) -> Tongue:
    """The English of somebody of these traits; where it is to be clean, without what the mother tongue does to it."""
    own = "" if clean or language not in HABITS else language
    return Tongue(american=dialect == "us", language=own, strength=STRENGTH[literacy])


def spoken(pieces: Sequence[Piece], own: Tongue, draws: Draws, *path: object) -> Sequence[Piece]:
    """The pieces as this person words them; draws below the path, and at 0.0 they keep the grammar."""
    here = draws.at(*path) if own.language and path else draws
    return [piece if piece.slot else _said(piece, own, here) for piece in pieces]


def _said(piece: Piece, own: Tongue, draws: Draws) -> Piece:
    before = piece.text
    text = _spelt(before, own.american)
    for pattern, new in _carried(text, own.language) if own.language else ():
        if draws.chance(own.strength, pattern.pattern):
            text = pattern.sub(new, text)
    return piece if text == before else Piece(text=_like(text, before))


@lru_cache(maxsize=4096)
def _spelt(text: str, american: bool) -> str:
    """The text as it is spelt there; kept, because everybody says the same things."""
    words = WORDS["us" if american else "uk"]
    if words.keys().isdisjoint(LETTERS.findall(text.lower())):
        return text
    return _spelling(american).sub(lambda found: _like(words[found.group().lower()], found.group()), text)


@lru_cache(maxsize=2)
def _spelling(american: bool) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(WORDS['us' if american else 'uk']))})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _carried(text: str, language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a speaker of this language may carry over into the text."""
    return tuple((pattern, new) for pattern, new in _habits(language) if pattern.search(text))


@lru_cache(maxsize=32)
def _habits(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), new) for pattern, new in HABITS[language])


def _like(text: str, before: str) -> str:
    """A capital first letter where there was one."""
    return text[:1].upper() + text[1:] if before[:1].isupper() else text
