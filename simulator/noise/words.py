"""Words as a person types them: shortened, misspelt, put wrong by a phone's correction or by a phone that listens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from simulator.frozen import NamedTuple
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
MOST_READILY = READILY * 4
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
    """A word of clean wording, and which of a person's habits can show in it; `slip` names its draws, "" for none."""

    text: str
    name: str
    short: tuple[str, ...]
    rare: bool
    slip: str
    readily: int
    put_wrong: str
    misheard: str


Placed = tuple[Word, int, int, bool]
"""A word, where it stands, and whether it is the last."""


class Wording(NamedTuple):
    """The words of a piece of wording that can be texted, misspelt, or put or heard wrong."""

    short: tuple[Placed, ...]
    slips: tuple[Placed, ...]
    taken: tuple[Placed, ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> Wording:
    """The words of a piece of wording by what can become of them; wording comes again."""
    end = len(text.rstrip())
    low = text.lower()
    typed = TYPED if any(map(low.__contains__, TOGETHER)) else WORD
    words = [(word, *hit.span(), hit.end() >= end) for hit in typed.finditer(text) if (word := _word(hit[0]))]
    return Wording(
        short=tuple([one for one in words if one[0].short]),
        slips=tuple([one for one in words if one[0].slip]),
        taken=tuple([one for one in words if one[0].put_wrong or one[0].misheard]),
    )


@lru_cache(maxsize=4096)
def _word(text: str) -> Word | None:
    """The word; None where nothing can become of it."""
    name = text.lower()
    word = Word(
        text=text,
        name=name,
        short=TEXTING.get(name, ()),
        rare=name in RARE_TEXTING,
        slip=f"slip/{name}/" if len(text) > 3 and "'" not in text and name not in KEPT else "",
        readily=MOST_READILY if name in TOGETHER else READILY if name in COMMON else 1,
        put_wrong=PUT_WRONG.get(name, ""),
        misheard=SAME_SOUND.get(name, ""),
    )
    return word if word.short or word.slip or word.put_wrong or word.misheard else None


Change = tuple[str, str]
"""What is typed instead of a word, and the kind of slip."""


def changes(text: str, hand: Hand) -> list[tuple[int, int, str, str]]:
    """The words of the text that this person types otherwise: start, end, what is typed, and the kind of slip."""
    style, words = hand.style, words_of(text)
    found: dict[tuple[int, int], Change] = {}
    if style.texting > 0:
        for word, start, end, last in words.short:
            if texted := _texted(word, hand, last):
                found[start, end] = texted
    if style.slips > 0 and words.slips:
        found |= _slipped([one for one in words.slips if one[1:3] not in found] if found else words.slips, hand)
    if style.autocorrect > 0 or style.misheard > 0:
        for word, start, end, _ in words.taken:
            if (start, end) not in found and (other := _taken_for(word, hand)):
                found[start, end] = other
    return [(*place, *found[place]) for place in sorted(found)] if found else []


def _taken_for(word: Word, hand: Hand) -> Change | None:
    """The word that a phone puts for this one, or hears."""
    style = hand.style
    if word.put_wrong and hand.does(style.autocorrect, f"autocorrect/{word.name}"):
        return _as_written(word.put_wrong, word.text), "autocorrect"
    if word.misheard and hand.does(style.misheard, f"misheard/{word.name}"):
        return _as_written(word.misheard, word.text), "homophone"
    return None


def errs(hand: Hand) -> bool:
    """Whether this person can type any word otherwise."""
    style = hand.style
    return style.slips > 0 or style.texting > 0 or style.autocorrect > 0 or style.misheard > 0


def _as_written(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _texted(word: Word, hand: Hand, last: bool) -> Change | None:
    # the same word is written one way by one person all through a turn
    if not hand.does(hand.style.texting * (0.15 if word.rare else 1.0), f"texting/{word.name}"):
        return None
    new = hand.draws.choice(word.short, "texted", word.name)
    # "r 2" or "ar e 2" would run into the value that follows: the last word stays whole
    return None if last and len(new) == 1 else (new, "texting")


def _slipped(words: Sequence[Placed], hand: Hand) -> dict[tuple[int, int], Change]:
    """The words that are misspelt, by where they stand."""
    seen, rate, draws = hand.seen, hand.style.slips, hand.draws
    found = {}
    safe = 1.0 - min(rate * MOST_READILY, 0.5)
    for word, start, end, last in words:
        count = seen[word.name] = seen.get(word.name, 0) + 1
        name = f"{word.slip}{count}"
        mark = draws.value(name)
        if mark >= safe and mark + min(rate * word.readily, 0.5) >= 1.0:
            new, kind = misspell(word.text, draws.at(name))
            if kind and not (last and kind == "spacing"):
                found[start, end] = new, kind
    return found
