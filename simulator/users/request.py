"""How a goal is asked for: the author's opener said in many ways, with the slots in it as pieces of their own."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from simulator.draws import Draws
from simulator.noise.hand import word_at
from simulator.users.grammar import Wordings
from simulator.users.lexicon.rewording import ADVERBS, BESIDE_NOT, OTHER_WORDS
from simulator.users.telling import ASKS, NEEDS, WANTS
from simulator.values.late import Late

ENDING = re.compile(r"([.?!])(?=\s|$)")
QUESTION = re.compile(
    r"(?:can|could|may|is|are|how|would|will|any (?:chance|way|idea)|do|am|does|what|where|when|which|who|why)\b",
    re.IGNORECASE,
)
WONDERS = Late(rf"{QUESTION.pattern}|(?:I'm |I was |so, )?(?:not sure|wondering|about time)", re.IGNORECASE)
START = re.compile(
    r"(?:(?:hi|hello|hey)(?: there)?|good (?:morning|day|evening|afternoon))[ ,.!]+|"
    r"(?:also|and(?: then)?|then|oh(?: and)?|plus)[,:]? +|(?:next|(?:one more|another) thing)[,:] +",
    re.IGNORECASE,
)
FOLLOWS_ON = Late(r"(?:next|now|the same|my other)\b", re.IGNORECASE)
A_VOWEL = re.compile(r"\ba (?=(?:a|e(?!u)|i|o(?!ne))[a-z])")
"""What a value put into an author's text makes of its article."""
STARTER_WORDS = """
    My The Can Could How What Is Please There We When Where Looking Need Do Does Are It That This Which Why Who
    Some Something Someone Somebody You Your Our Want Trying Would Will Has Have Had Still Just Any
    One Two Three An For In On To At If Since Before After From With
"""
STARTERS = frozenset(STARTER_WORDS.split())
GROUP = re.compile(r"\([^()]*\)\??")
LETTERS = re.compile(r"[A-Za-z' ]+")
Phrasing = tuple[re.Pattern[str], Wordings]
LEADS: tuple[Phrasing, ...] = (
    (
        re.compile(
            r"(?:I(?: would| really|'d)? (?:need|want|like|wish|have) to|I(?:'m| am) (?:trying|looking|hoping) to|"
            r"(?:can|could|may) I (?!get\b|have\b)|how (?:do|can) I|is it possible to)\s*(?=\w)",
            re.IGNORECASE,
        ),
        WANTS,
    ),
    (
        re.compile(
            r"(?:I need|I want|I(?:'d| would) like|(?:can|could|may) I (?:get|have)|I(?:'m| am) looking for|"
            r"looking for) (?=(?:an?|my|some|the|one|two|three|\d+)\b)",
            re.IGNORECASE,
        ),
        NEEDS,
    ),
    (re.compile(r"(?:can|could|would) you (?:please )?(?=\w)", re.IGNORECASE), ASKS),
)


PLEASE = Late(r"(?:,? please(?= )|, please|(?<=\S) please)(?=[ .?!,]|$)|^[Pp]lease(?: can you)? (?=[a-z])")
ARTICLE = re.compile(
    r"\b(?:the|an?|my) (?!(?:lot|bit|few|little|one|other|same|while|mess|friend|mate|time|way|old|new|second|"
    r"exception|instructions|prompt|rules?)\b)"
    r"(?=[a-z]|$)"
)
"""What people leave out who write as in a telegram; not before words that mean something else without it."""
BARE_I = re.compile(r"\bI (?=(?:(?P<wishes>need|want|have to)|can't|won't)\b)")
GOES_ON = (",", ", so", " and I'd like you to", ", I'd like you to", ", so I want you to")
WISHES = ("I need you to ", "I'd like you to ", "I want you to ", "would like you to ", "I need someone to ")
REWORDS = 0.6
INSERTS = 0.25


@lru_cache(maxsize=1024)
def core(text: str) -> str:
    """An opener without its greeting and without "also" or "and then": who greets is up to the person."""
    rest = text
    while found := START.match(rest):
        rest = rest[found.end() :]
    return A_VOWEL.sub("an ", rest or text)


def follows_on(text: str) -> bool:
    """Whether a request says by its first word that it is the next one."""
    return FOLLOWS_ON.match(text) is not None


def rephrase(text: str, registers: tuple[str, ...], draws: Draws) -> str:
    """An opener with another beginning where it has a common one; the plainest is as the author wrote it."""
    found = _beginning(text, registers)
    if found is None:
        return text
    choices, rest = found
    lead = draws.choice(choices, "lead")
    if rest.startswith("look") and lead.startswith("look"):
        return text
    return text if lead == choices[0] else _with_mark(f"{lead} {rest}", "?" if QUESTION.match(lead) else ".")


def reword(text: str, draws: Draws, *, pleads: bool, terse: float) -> str:
    """A stretch of the author's wording in other words of the same meaning; its please stays with who says please.

    `terse` is how readily this person leaves out an article.
    """
    for pattern, others in _fitting(text):
        if draws.chance(REWORDS, "reword", pattern.pattern):
            other = draws.choice(others, "reworded", pattern.pattern)
            text = pattern.sub(partial(_as_it_began, other), text, count=1)
    if not pleads and "lease" in text and PLEASE.search(text) and draws.chance(0.9, "no please"):
        text = PLEASE.sub(partial(_without_please, draws), text)
    bare = BARE_I.search(text) if "I " in text else None
    if bare and draws.chance(INSERTS, "adverb"):
        adverbs = ADVERBS if bare["wishes"] else BESIDE_NOT
        text = BARE_I.sub(f"I {draws.choice(adverbs, 'which adverb')} ", text, count=1)
    return ARTICLE.sub(partial(_left_out, terse, draws), text)


def _left_out(terse: float, draws: Draws, found: re.Match[str]) -> str:
    return "" if draws.chance(terse, "no article", word_at(found.string, found.end())) else found.group()


def _without_please(draws: Draws, found: re.Match[str]) -> str:
    """What stands for a please that is left out: before an order that goes on behind a comma, what joins the two."""
    if found.group().startswith(","):
        return draws.choice(GOES_ON, "goes on") if found.string[found.end() : found.end() + 1] == " " else ""
    return "" if found.start() else draws.choice(WISHES, "wish")


def _as_it_began(other: str, found: re.Match[str]) -> str:
    """The other wording with a capital where the author's stood at the start of a sentence with one."""
    before = found.string[: found.start()].rstrip()
    starts = found.group()[:1].isupper() and (not before or before[-1] in ".?!")
    said = other.replace("\\1", found[1] or "") if "\\1" in other else other
    return said[:1].upper() + said[1:] if starts else said


@lru_cache(maxsize=2048)
def _fitting(text: str) -> tuple[tuple[Late, tuple[str, ...]], ...]:
    return tuple(
        (pattern, others) for always, pattern, others in _said_otherwise() if always in text and pattern.search(text)
    )


@cache
def _said_otherwise() -> tuple[tuple[str, Late, tuple[str, ...]], ...]:
    return tuple((_stretch(pattern), Late(pattern), others) for pattern, others in OTHER_WORDS)


def _stretch(pattern: str) -> str:
    """The longest stretch of letters that stands in every match, whatever else may stand there."""
    plain = re.sub(r"\\b|\[.*?\]", "\n", pattern)
    while "(" in plain:
        plain = GROUP.sub("\n", plain)
    found: list[str] = LETTERS.findall(re.sub(r".\?", "\n", plain))
    return max(found, key=len)


@lru_cache(maxsize=1024)
def _beginning(text: str, registers: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """The ways to begin this request, the author's first, and the rest of it; None where it has no common one."""
    for pattern, wordings in LEADS:
        found = pattern.match(text)
        if found:
            rest = text[found.end() :].lstrip()
            choices = leads(wordings, registers)
            if ", " in rest:
                # "can I come by, book me in" asks what is meant to be told
                choices = tuple([lead for lead in choices if not WONDERS.match(lead)])
            return (found.group().strip(), *choices), rest
    return None


def leads(wordings: Wordings, registers: tuple[str, ...]) -> tuple[str, ...]:
    """What these ways of speaking begin with: everybody's words, and the own ones as often again."""
    own = wordings.own(registers)
    return (*wordings["all"], *own, *own)


def _with_mark(text: str, mark: str) -> str:
    """The text with its first sentence ending in this mark."""
    end = ENDING.search(text)
    return f"{text}{mark}" if end is None else text[: end.start()] + mark + text[end.end() :]


def small(text: str) -> str:
    """The text to go on in the middle of a sentence; a name keeps its capital."""
    first = text.split(" ", 1)[0].rstrip(",.")
    return text[0].lower() + text[1:] if first in STARTERS else text
