"""What one request or question of a text asks for: lists of nouns and clauses, and questions with a question word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from simulator.frozen import NamedTuple
from simulator.naming.choices import flags_of, meant_flags, options_of
from simulator.naming.heads import dated_otherwise, tells_time
from simulator.naming.known import Known
from simulator.naming.lexicon import BARE
from simulator.naming.named import Named, named_slots
from simulator.naming.persons import of_person
from simulator.naming.profile import WEAK_CONCEPTS, concepts
from simulator.naming.resolve import of_phrase, of_question
from simulator.naming.scoring import score, weights
from simulator.naming.sides import both_dates, both_sides, first_of, sided, two_sides
from simulator.naming.vocabulary import FUNCTION, normal_words, tokens
from simulator.understanding.asking import (
    A_NOUN,
    ABSTRACT,
    AUX,
    BEING,
    CHUNK,
    CLAUSE,
    COUNTED,
    DATES,
    EXAMPLE,
    NO_THING,
    NOTHING_NAMED,
    NOTHING_STARTS,
    OWN_NAME,
    RECORDS,
    SUBJECT,
    TELLABLE,
    THEIRS,
    WH,
    WHETHER,
    WRONG,
    value_next,
)
from simulator.understanding.parts import Part
from simulator.values.late import Late

Asked = dict[str, None]
HasValue = Callable[[str, str], bool]
THIN = frozenset(("what", "which", "how many", "how much", "when", "where", "who", "to whom", "what's"))
HAVING = Late(r"^(?:whether|if) you(?:'d| would)? (?:have|like|need|want|prefer) ")
MODIFIED = Late(r" (?:for|of) ")
ROUGHLY = Late(r"(?:(?:and|roughly|about|around|approximately|at|on|in|for|to|from|by|exactly|also) )+")
BELONGS = Late(
    r"(?:the |a )?(?:full |first |last )?(?:phone|email|passport|names?|weight|country|nationality|address)"
    r"(?: number| address)? of (?!the (?:reservation|booking)\b)"
)
PLACE_WORD = Late(r" (?:place|one|spot)\b")
BOOKED = Late(r"\b(?:book|reserve|call)\b")
PERSONAL = Late(r" (?:person|people|contact person)\b")
OF_SOMETHING = frozenset("number name date code address day time kind type".split())
OF_WHAT = Late(r" of (?:the |your )?[a-z]+\b")
FOREIGN = "?"
"""Marks the words of a request for what no slot is about."""


class Scope(NamedTuple):
    """A piece of a part in which naming a slot asks for it."""

    text: str
    start: int


class Hearing(NamedTuple):
    """A part that is read, the slots listened for, and whether a text starts with a slot's value.

    `before` is what stands before a question too short to say what it is about.
    """

    part: Part
    known: Known
    has_value: HasValue
    before: str = ""


def listed(piece: Scope, hearing: Hearing, *, foreign: bool = True) -> Asked:
    """What a list of nouns and clauses asks for: named slots first, then what the other items are about."""
    known = hearing.known
    asked: Asked = {}
    names = named_slots(tokens(piece.text), known)
    told = [name for name in names if _told_beside(name, Scope(piece.text, piece.start), hearing)]
    for start, end in _chunks(piece.text):
        chunk = piece.text[start:end]
        mine = [name for name in names if start <= name.start < end]
        if "name" in chunk and OWN_NAME.match(chunk) and ((person := of_person(known)) or "full name" in chunk):
            asked |= dict.fromkeys(person) or ({FOREIGN + "full name": None} if foreign else {})
            continue
        mine = [name for name in mine if name.sure or "flag" not in known.profiles[name.slot].tags]
        if mine:
            if _of_another(mine, chunk, start, known):
                asked |= _foreign(chunk) if foreign else {}
            elif free := [name for name in mine if name not in told]:
                asked |= dict.fromkeys(_main_noun(free, chunk, start, known) or _clearest(free, chunk, hearing))
            continue
        asked |= _chunk(Scope(chunk, piece.start + start), hearing, foreign=foreign)
    asked |= dict.fromkeys(options_of(piece.text, known))
    return asked


def _clearest(names: Sequence[Named], chunk: str, hearing: Hearing) -> list[str]:
    """Where one noun may name several slots, those the words around it speak for."""
    if DATES.search(chunk) and (both := both_dates(hearing.known)):
        return both
    if len({name.end for name in names}) > 1 and " of " not in chunk or DATES.search(chunk):
        return [name.slot for name in names]
    found = of_phrase(chunk, hearing.known)
    own = [name.slot for name in names]
    if found and (ends := sided(set(normal_words(chunk)), [*own, *found], hearing.known)):
        return ends
    chosen = [slot for slot in own if slot in found]
    if len({name.end for name in names}) > 1:
        return chosen or own
    if not chosen and len(own) > 1 and (first := first_of(own, hearing.known)):
        return first
    return chosen or (found if found and _says_more(found[0], own[0], chunk, hearing.known) else own)


def _of_another(names: Sequence[Named], chunk: str, start: int, known: Known) -> bool:
    """Whether another thing is asked for of what an id names: "the color of the log", "name of the log"."""
    front = chunk.partition(" of ")[0]
    if front == chunk or min(name.start for name in names) - start < len(front):
        return False
    ids = [known.profiles[name.slot] for name in names]
    said = frozenset(concepts(front))
    if not said or any("id" not in one.tags for one in ids):
        return False
    return (
        "name" in said
        or bool(said - WEAK_CONCEPTS)
        and all((said - WEAK_CONCEPTS).isdisjoint(one.terms) for one in ids)
    )


def _main_noun(names: Sequence[Named], chunk: str, start: int, known: Known) -> list[str]:
    """The slot of the noun that the named ones only narrow: "message for the payee", "city of departure"."""
    start += chunk.rfind(": ") + 1
    chunk = chunk[chunk.rfind(": ") + 1 :]
    ended = chunk.rstrip(" .?!,;")
    if len(names) > 1 and len({name.end for name in names}) == 1 and ended.endswith((" from", " to")):
        ends = two_sides([name.slot for name in names], known)
        return ends[:1] if ended.endswith(" from") else ends[1:]
    joint = MODIFIED.search(chunk)
    if joint is None or min(name.start for name in names) - start < joint.start():
        return []
    front = chunk[: joint.start()]
    found = of_phrase(front if joint[0] == " for " else chunk, known)
    own = {name.slot for name in names}
    meant = [
        slot
        for slot in found
        if slot not in own and not known.profiles[slot].terms.keys().isdisjoint(concepts(front, BARE))
    ]
    return [] if own & set(found) else meant


def _says_more(found: str, named: str, chunk: str, known: Known) -> bool:
    """Whether the words of a phrase fit another slot clearly better than the one it names."""
    head = CLAUSE.split(chunk)[0]
    if head != chunk and not any(word in known.profiles[found].terms for word in concepts(head, BARE)):
        return False
    mark, other = score((found, named), weights(chunk), known)
    return mark > other * 1.2


def _chunks(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for hit in CHUNK.finditer(text):
        found.append((at, hit.start()))
        at = hit.end()
    found.append((at, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip(" .,:;?!")]


def _chunk(piece: Scope, hearing: Hearing, *, foreign: bool) -> Asked:
    """One item of a request that uses no slot's own name."""
    known = hearing.known
    text = piece.text
    low = text.strip(" .,:;?!")
    if low.startswith(NOTHING_STARTS) and NOTHING_NAMED.match(low):
        return {}
    adverb = ROUGHLY.match(low)
    hit = WH.match(low, adverb.end() if adverb else 0)
    if hit:
        return asked_by_wh(hit, Scope(low, piece.start + text.find(low)), hearing)
    options = options_of(low, known)
    if options:
        return dict.fromkeys(options)
    if DATES.search(low) and (both := both_dates(known)):
        return dict.fromkeys(both)
    if WHETHER.match(low):
        wanted = dict.fromkeys(flags_of(low, known, 1.0)) or named(piece, hearing)
        return wanted or dict.fromkeys(of_phrase(HAVING.sub("", low), known))
    found = of_phrase(low, known) or meant_flags(low, known)
    if found:
        return {slot: None for slot in found if not hearing.has_value(slot, low)}
    return _foreign(low) if foreign else {}


def _foreign(low: str) -> Asked:
    """The words of a request that no slot is about: a certain thing, or a number, name, code, day and the like."""
    low = low.strip().removeprefix("me ").removeprefix("us ")
    hit = A_NOUN.match(low)
    if hit is None or len(hit["noun"]) < 3:
        return {}
    words = hit["noun"].replace("'", " ").split()
    told = words[-1] in TELLABLE
    if not NO_THING.isdisjoint([word for word in words if word not in TELLABLE and not (told and word in RECORDS)]):
        return {}
    if not told and not (THEIRS.match(low) and ABSTRACT.isdisjoint(words)):
        return {}
    of = OF_WHAT.match(low, hit.end("noun")) if hit["noun"].removeprefix("new ") in OF_SOMETHING else None
    return {FOREIGN + hit["noun"] + (of[0] if of else ""): None}


def asked_by_wh(hit: re.Match[str], piece: Scope, hearing: Hearing) -> Asked:
    known = hearing.known
    text = piece.text
    if both := both_sides(text, known):
        return dict.fromkeys(both)
    rest = text[hit.end() :]
    at = piece.start + hit.end()
    word = hit[1]
    if rest.startswith("'s "):
        rest = " is" + rest[2:]
    if word in ("what time", "what's time"):
        rest, at, word = " time" + rest, at - 5, "what"
    being = BEING.match(rest)
    if being:
        rest, at = rest[being.end() :], at + being.end()
    focus = _focus(word, rest, being is not None)
    subject = len(focus) < len(rest)
    tail = rest[len(focus) :]
    if hearing.before and word in THIN and not concepts(focus + tail):
        if word.startswith(("which", "what")) and (options := options_of(hearing.before, known)):
            return dict.fromkeys(options)
        rest, tail = f"{rest} {hearing.before}", f"{tail} {hearing.before}"
        focus = hearing.before if word.startswith("how ") else focus
    if word == "which" or word.startswith(("what", "whose")):
        if WRONG.match(rest):
            tail, focus = "problem wrong trouble", ""
        tail += " " + text[max(0, hit.start() - 8) : hit.start()]
        return _which(word, Scope(focus, at), tail, hearing)
    plain = _plain(word)
    for_whom = rest.rstrip(" ?.").endswith(" for")
    if plain == "who" and being and not for_whom and (mine := named(Scope(rest, at), hearing)):
        return mine
    return _asked_by_word(plain, Scope(focus if subject or plain.startswith("how ") else "", at), rest, hit, hearing)


def _focus(word: str, rest: str, being: bool) -> str:
    """The noun a question asks about, which stands between its question word and its subject."""
    if word.startswith("how ") and AUX.match(rest.lstrip()):
        return ""
    subject = (CLAUSE if being else SUBJECT).search(rest)
    return rest[: subject.start()] if subject else rest


def _asked_by_word(plain: str, focus: Scope, rest: str, hit: re.Match[str], hearing: Hearing) -> Asked:
    known = hearing.known
    if plain in ("when", "where"):
        rest = hit.string[max(0, hit.start() - 6) :]
    asked = of_question(plain, focus.text, rest, known)
    if (
        not asked
        and plain == "how many"
        and len(numbers := [one for one in known.order if known.kinds[one] == "number"]) == 1
    ):
        asked = numbers
    return dict.fromkeys(asked)


def _plain(word: str) -> str:
    for form in ("when", "where", "who"):
        if word.startswith(form) or word.endswith(" " + form):
            return form
    return "who" if word == "to whom" else word


def _which(word: str, focus: Scope, tail: str, hearing: Hearing) -> Asked:
    known = hearing.known
    if found := _which_otherwise(focus, tail, hearing):
        return found
    options = options_of(focus.text + tail, known)
    names = [
        name
        for name in named_slots(tokens(focus.text), known)
        if "flag" not in known.profiles[name.slot].tags and not _told_beside(name, focus, hearing)
    ]
    joined = " and " in focus.text or " or " in focus.text or "," in focus.text
    several = len({name.end for name in names}) > 1 and joined
    if names and (several or DATES.search(focus.text)):
        return {name.slot: None for name in names} | dict.fromkeys(options)
    form = "what"
    if word.startswith("whose") and "name" not in focus.text:
        return dict.fromkeys(of_question("who", "", " for", known))
    if word.startswith("whose"):
        form, tail = "whose", tail + " whose"
    if " of " in focus.text:
        front = focus.text.partition(" of ")[0]
        names = [name for name in names if name.start < len(front)] or ([] if tells_time(front) else names)
    asked = of_question(form, focus.text, tail, known)
    if asked and names and not any(name.sure for name in names):
        return dict.fromkeys(asked)
    if asked and (form == "whose" or names and not set(concepts(focus.text, BARE)) - WEAK_CONCEPTS):
        return dict.fromkeys(asked)
    if names:
        chosen = asked if joined else [name.slot for name in names if name.slot in asked]
        return dict.fromkeys(chosen or _nearer(names, asked, focus.text + tail, known))
    return dict.fromkeys(options) or _which_unnamed(asked, focus, tail, hearing)


def _which_unnamed(asked: Sequence[str], focus: Scope, tail: str, hearing: Hearing) -> Asked:
    if not asked and set(normal_words(focus.text)) <= FUNCTION | {"one"}:
        return named(Scope(tail, focus.start + len(focus.text)), hearing)
    return dict.fromkeys(asked) if asked else _foreign(focus.text)


def _which_otherwise(focus: Scope, tail: str, hearing: Hearing) -> Asked:
    """What is asked for by "which person", "what phone number of", "which day of the month", "what dates"."""
    known = hearing.known
    if PLACE_WORD.match(focus.text) and BOOKED.search(tail) and (venues := known.tagged("venue", "title")):
        things = [slot for slot in venues if "person" not in known.profiles[slot].tags]
        return dict.fromkeys(things[:1])
    if PERSONAL.match(focus.text):
        return dict.fromkeys(of_question("who", "", focus.text + tail, known))
    if "name of" in focus.text and (own := of_phrase(focus.text, known)):
        return dict.fromkeys(own)
    if BELONGS.match(focus.text.strip()):
        return dict.fromkeys(of_phrase(focus.text, known)) or _foreign(focus.text)
    if ("date" in focus.text or "day" in focus.text) and (other := dated_otherwise(focus.text + tail, known)):
        return dict.fromkeys(other)
    if DATES.search(focus.text) and (both := both_dates(known)):
        return dict.fromkeys(both)
    return {}


def _nearer(names: Sequence[Named], found: Sequence[str], question: str, known: Known) -> list[str]:
    """The slot the whole question points to, where it does so more clearly than to the one named first."""
    if found and (len(names) > 1 or _says_more(found[0], names[0].slot, question, known)):
        return list(found)
    return [names[0].slot]


def named(scope: Scope, hearing: Hearing) -> Asked:
    asked: Asked = {}
    for name in named_slots(tokens(scope.text), hearing.known):
        if not _told_beside(name, scope, hearing):
            asked[name.slot] = None
    return asked


def _told_beside(name: Named, scope: Scope, hearing: Hearing) -> bool:
    part = hearing.part
    end = scope.start + name.end
    if COUNTED.search(part.low, max(0, scope.start + name.start - 12), scope.start + name.start):
        return True
    if value_next(part.low, end) and not EXAMPLE.match(part.low, end):
        return True
    rest = part.raw[end:].lstrip(" :=\"'")
    if rest[:3].lower() in ("is ", "to ", "as "):
        rest = rest[3:]
    return hearing.has_value(name.slot, rest)
