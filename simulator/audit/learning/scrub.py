"""Whether a wording may be kept: only ordinary words, no name, number, address or code, and said by several people.

What is doubtful is dropped: a phrasebook loses little by one wording, and a person much by one name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

from simulator.audit.chatwords import BARE_CONTRACTIONS, CHAT, CONTRACTED, COURTESY, FUNCTION, YES_NO
from simulator.audit.spelling import counts, known

LOCALES = ("en_US", "en_GB", "en_IN", "de_DE", "es_ES", "fr_FR", "it_IT", "pl_PL", "pt_BR", "nl_NL", "tr_TR", "sv_SE")
PLAIN_FROM = 5_000
ODD = re.compile(r"[\d@#/\\_<>{}\[\]|~^*=]|https?|www\.")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
HOLE = re.compile(r"\{[A-Za-z_][\w-]*\}")
CUES = re.compile(
    r"\b(?:name(?:'s)? (?:is )?|called |(?:i am|i'm|im|this is|it's|its|for|to|from|mrs?|ms|miss|dr) )$", re.IGNORECASE
)
ALSO_NAMES = frozenset(
    """
    will may april june august rose grace hope joy faith mark bill art drew chase grant price white brown green black
    gray young long short day days week best page case rich cook baker bush west north king english french moon stone
    wood field hill love man low park bank ford street banks rice berry root post house hall home ball bell bird bishop
    bond book bridges carter church clay clerk coach cross dean early ever fair fields fish flowers fox free friend
    frost gold good hand hard head heart high holder holly hunt hunter just keen key kind lake land lane law lee little
    lord major marsh may mean mills more must new nice nor or order pace pay perfect person pick pool power ray read
    reed right rush sales save say see self sharp so sun sweet than the thing to town true turner van wall ward waters
    way weeks wells wise work worth yes you ma so an in on do de la le di el al ban bot cost date des due else few go
    han has her here his how is it its jan june kay lot made main mar max me men min mine miss mo my na name need no
    not now of off oh old one our out per pro sam same sat sea set she shop some son sure tan tell ten then time too
    top try two up us use von was we were what when who why win with yo your yu pat ten chance client dear deal
    """.split()
)
"""Names that are words first: they may stand in a wording, unless something says that they are names there."""


HARMLESS = FUNCTION | YES_NO | COURTESY | CHAT | {*BARE_CONTRACTIONS, "i"}


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """First and last names of a dozen languages, in small letters."""
    found: set[str] = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for key in ("first_names", "first_names_male", "first_names_female", "last_names"):
            for name in getattr(provider, key, ()):
                found |= {part.lower() for part in re.split(r"[ '-]", str(name)) if len(part) > 1}
    return frozenset(found) - ALSO_NAMES - FUNCTION - YES_NO - COURTESY - CHAT


def is_clean(wording: str) -> bool:
    """Whether a wording with {slot} holes says nothing of anybody."""
    bare = HOLE.sub(" ", wording)
    if ODD.search(bare):
        return False
    return all(_is_plain(hit, bare) for hit in WORD.finditer(bare))


def _is_plain(hit: re.Match[str], text: str) -> bool:
    word = hit[0].lower().replace("’", "'")
    if (
        word in FUNCTION
        or word in YES_NO
        or word in COURTESY
        or word in CHAT
        or word in BARE_CONTRACTIONS
        or word == "i"
    ):
        return True
    if any(word.endswith(tail) for tail in CONTRACTED):
        word = word.rpartition("'")[0] if not word.endswith("n't") else word[:-3]
    shown_as_name = hit[0][0].isupper() and bool(text[: hit.start()].strip())
    named = CUES.search(text[: hit.start()]) is not None and word in ALSO_NAMES
    if word in names() or (shown_as_name and not _is_day(word)) or named:
        return False
    return known(word) and (counts().get(word, 0) >= PLAIN_FROM or len(word) > 4)


def _is_day(word: str) -> bool:
    return word.endswith("day") or word in ("i", "ok")
