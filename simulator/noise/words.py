"""Words as a person types them: shortened, misspelt, put wrong by a phone's correction or by a phone that listens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.noise.hand import WORD, Hand
from simulator.noise.slips import COMMON, TOGETHER, misspell

TEXTING: Mapping[str, tuple[str, ...]] = {
    "you": ("u",), "your": ("ur",), "are": ("r",), "please": ("pls", "plz"), "thanks": ("thx", "tnx"),
    "thank": ("thx",), "tomorrow": ("tmrw", "tmr"), "because": ("cos", "bc"), "though": ("tho",), "message": ("msg",),
    "about": ("abt",), "okay": ("ok",), "with": ("w",), "appointment": ("appt",), "and": ("n", "&"),
    "before": ("b4",), "really": ("rly",), "know": ("kno",), "something": ("smth",), "people": ("ppl",),
    "minutes": ("mins",), "information": ("info",), "probably": ("prob",),
}  # fmt: skip
RARE_TEXTING = frozenset({"and", "you", "with", "thank", "know", "are", "before", "about", "number"})
READILY = 3
"""How much more often people go wrong in words that they are known to misspell; four times so in how they part them."""
KEPT = frozenset({"yes", "not"})
PHONE_WORDS = """
    were:we're well:we'll its:it's from:form form:from then:than than:then have:gave your:you're could:cold just:must
    like:line that:than thing:think things:thinks know:now here:her there:their looking:looming need:feed still:stall
    going:gong want:wants wanted:waited would:world with:wish sure:sire got:hot back:bank really:rally call:all
    help:held done:dine so:do of:if if:of on:in in:on this:thus some:same works:words work:word check:cheek
"""
"""What a phone puts for a word that was typed nearly right."""
HEARD_WORDS = """
    there:their their:there your:you're you're:your it's:its its:it's hear:here here:hear write:right right:write
    whole:hole wait:weight would:wood need:knead see:sea by:buy know:no through:threw weather:whether passed:past
    then:than affect:effect mail:male fair:fare where:wear we'll:wheel I'd:eyed than:then they're:there sent:scent
    who's:whose bit:bid plans:planes site:sight week:weak been:bean made:maid peace:piece kind:kinda
"""
"""Words that a phone that listens takes for others of the same sound."""
SAME_SOUND: Mapping[str, str] = {
    one: other
    for one, _, other in (pair.partition(":") for pair in HEARD_WORDS.split())
    if one != "know"  # "no" would be an answer
}
PUT_WRONG: Mapping[str, str] = dict(pair.split(":") for pair in PHONE_WORDS.split())
TYPED = re.compile(rf"\b(?:{'|'.join(TOGETHER)})\b|{WORD.pattern}", re.IGNORECASE)


class Word(NamedTuple):
    """A word of clean wording, and which of a person's habits can show in it."""

    text: str
    name: str
    short: tuple[str, ...]
    rare: bool
    slips: bool
    readily: int
    put_wrong: str
    misheard: str


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[tuple[Word, int, int, bool], ...]:
    """The words of a piece of wording, where each stands, and whether it is the last; wording comes again."""
    end = len(text.rstrip())
    low = text.lower()
    typed = TYPED if any(map(low.__contains__, TOGETHER)) else WORD
    return tuple([(_word(hit[0]), hit.start(), hit.end(), hit.end() >= end) for hit in typed.finditer(text)])


@lru_cache(maxsize=4096)
def _word(text: str) -> Word:
    name = text.lower()
    return Word(
        text=text,
        name=name,
        short=TEXTING.get(name, ()),
        rare=name in RARE_TEXTING,
        slips=len(text) > 3 and "'" not in text and name not in KEPT,
        readily=READILY * 4 if name in TOGETHER else READILY if name in COMMON else 1,
        put_wrong=PUT_WRONG.get(name, ""),
        misheard=SAME_SOUND.get(name, ""),
    )


def changes(text: str, hand: Hand) -> Iterator[tuple[int, int, str, str]]:
    """The words of the text that this person types otherwise: start, end, what is typed, and the kind of slip."""
    style = hand.style
    slips, texting, autocorrect, misheard = style.slips > 0, style.texting > 0, style.autocorrect, style.misheard
    for word, start, end, last in words_of(text):
        change = _texted(word, hand, last) if texting and word.short else None
        if slips and change is None and word.slips:
            change = _slipped(word, hand, last)
        if autocorrect > 0 and change is None and word.put_wrong and hand.does(autocorrect, f"autocorrect/{word.name}"):
            change = _as_written(word.put_wrong, word.text), "autocorrect"
        if misheard > 0 and change is None and word.misheard and hand.does(misheard, f"misheard/{word.name}"):
            change = _as_written(word.misheard, word.text), "homophone"
        if change:
            yield start, end, *change


def errs(hand: Hand) -> bool:
    """Whether this person can type any word otherwise."""
    style = hand.style
    return style.slips > 0 or style.texting > 0 or style.autocorrect > 0 or style.misheard > 0


def _as_written(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _texted(word: Word, hand: Hand, last: bool) -> tuple[str, str] | None:
    # the same word is written one way by one person all through a turn
    if not hand.does(hand.style.texting * (0.15 if word.rare else 1.0), f"texting/{word.name}"):
        return None
    new = hand.draws.choice(word.short, "texted", word.name)
    # "r 2" or "ar e 2" would run into the value that follows: the last word stays whole
    return None if last and len(new) == 1 else (new, "texting")


def _slipped(word: Word, hand: Hand, last: bool) -> tuple[str, str] | None:
    rate = hand.style.slips
    count = hand.seen[word.name] = hand.seen.get(word.name, 0) + 1
    if not hand.draws.chance(min(rate * word.readily, 0.5), f"slip/{word.name}/{count}"):
        return None
    new, kind = misspell(word.text, hand.draws.at("slip", word.name, count))
    return None if not kind or (last and kind == "spacing") else (new, kind)
