"""Which slots a question or a noun phrase is about, by what it asks and by the words it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.naming.known import Known
from simulator.naming.lexicon import BARE, CATEGORY, PLACE, concept
from simulator.naming.profile import WEAK_CONCEPTS, concepts
from simulator.naming.vocabulary import FUNCTION, tokens
from simulator.values.late import Late
from simulator.values.normal import fold

FOCUS = 1.5
ENOUGH = 1.3
SOME = 0.7
PLENTY = 2.2
CLOSE = 0.97
EXACT = 2.0
DATE_HEADS = frozenset(("date", "birthdate", "weekday"))
TIME_HEADS = frozenset(("time", "showtime", "o'clock", "showing"))
TOWNS = frozenset("city town location place area region".split())
PLACE_HEADS = frozenset(word for word in PLACE if word not in ("ride", "from", "leaving", "going", "where", "pickup"))
TYPE_HEADS = CATEGORY - {"amount", "price"}
OPENERS = FUNCTION | {"me", "us", "a", "an", "bit", "more", "about", "know", "out", "on", "is"}
FROM = Late(r"\b(?:from|leav|depart|start|out of|origin|collect|pick|fetch)")
TO = Late(
    r"\bto\b[ ?.,]*(?:$|where|which|what)|\b(?:go|going|head|heading|headed|off to|into|fly(?:ing)? to"
    r"|travel(?:ling|ing)? to)\b"
)
UNTIL = Late(r"\b(?:until|till|up to|return|back|drop|leav|check(?:ing)?[- ]?out|\bend\b|over|finish)")
BOTH = Late(
    r"\bfrom (?:where|when|what|which)\b.*\b(?:to|until|till)\b|\bdates\b|\bfrom\b[^?]*\band (?:to|until|till)\b"
)
JOINT = Late(r" (?:and|or) ")
SPOT = Late(r"\b(?:pick|collect|drop|fetch|exactly)")
UNDER = Late(r"\b(?:under|whose|your name|full name|in whose|be under)\b")

Weights = Mapping[str, float]


def weights(focus: str, rest: str = "") -> dict[str, float]:
    """Concept -> its weight in a question: what it asks for counts more than what is said beside it."""
    found = dict.fromkeys(concepts(rest), 1.0) if rest else {}
    for word in concepts(focus, BARE) if focus else ():
        found[word] = FOCUS
    return found


def score(pool: Sequence[str], words: Weights, known: Known) -> list[float]:
    """How well a question with these words is about each slot: a word that fits many of them says little."""
    terms = [known.profiles[slot].terms for slot in pool]
    marks = [0.0] * len(pool)
    if not pool:
        return marks
    for word, weight in words.items():
        held = [one.get(word, 0.0) for one in terms]
        most = max(held)
        if most:
            fits = sum([(mark / most) ** 2 for mark in held if mark])
            for place, mark in enumerate(held):
                marks[place] += weight * mark / fits
    asked = {word for word, weight in words.items() if weight == FOCUS}
    for place, slot in enumerate(pool):
        core = known.profiles[slot].core
        if asked and core <= asked:
            marks[place] += EXACT
        elif core <= words.keys():
            marks[place] += EXACT / 2
    return marks


def best(slots: Iterable[str], words: Weights, known: Known, enough: float = 0.0) -> list[str]:
    """The slot these words point to most, and those that come level with it."""
    pool = list(slots)
    if not pool:
        return []
    marks = score(pool, words, known)
    top = max(marks)
    if top < enough:
        return []
    return [slot for slot, mark in zip(pool, marks, strict=True) if mark >= top * CLOSE]


def of_phrase(text: str, known: Known, enough: float = ENOUGH) -> list[str]:
    """The slot a noun phrase names in other words than its own ("party size", "kind of food")."""
    found = tokens(text).words
    start = next((at for at, word in enumerate(found) if word not in OPENERS and word[0].isalnum()), len(found))
    found = found[start:]
    end = next((at for at, word in enumerate(found) if word in FUNCTION or not word[0].isalnum()), len(found))
    if found[end : end + 1] == ["of"] and set(found[:end]) <= TYPE_HEADS:
        end = next((at for at in range(end + 1, len(found)) if found[at] in FUNCTION), len(found))
    main, rest = " ".join(found[:end]), " ".join(found[end:])
    words = weights(main, rest)
    head = set(found[:end])
    if not words:
        return []
    if head == {"name"}:
        return _named(text, words, known)
    pool = [slot for slot in _fitting(head, known) if "flag" not in known.profiles[slot].tags]
    if head & DATE_HEADS or head & TIME_HEADS or head & TOWNS:
        return _alone(head, pool, known) or _covering(best(pool, words, known, enough)[:1], words, known)
    return _covering(best(pool, words, known, enough)[:1], words, known) or _alone(head, pool, known)


def _covering(found: list[str], words: Weights, known: Known) -> list[str]:
    """Those of which a word in the focus says something, where it says anything at all."""
    asked = {word for word, weight in words.items() if weight == FOCUS} - WEAK_CONCEPTS
    return [slot for slot in found if not asked or not asked.isdisjoint(known.profiles[slot].terms)]


def _named(text: str, words: Weights, known: Known) -> list[str]:
    """Whose or which name, where only "name" is said."""
    titled = known.tagged("title", "person")
    people = [slot for slot in titled if "person" in known.profiles[slot].tags]
    pool = people if people and UNDER.search(text) else titled
    found = best(pool, words, known)
    return found[:1]


def _fitting(head: set[str], known: Known) -> list[str]:
    """The slots of the kind that a head noun names; all where it names none."""
    if head & DATE_HEADS:
        return known.tagged("date", "datetime")
    if head & TIME_HEADS and not head & TYPE_HEADS:
        return known.tagged("time", "datetime") or known.tagged("duration")
    if head and head <= SIDE_WORDS:
        return list(known.profiles)
    if "ref" in head:
        return [
            slot
            for slot, one in known.profiles.items()
            if "ref" in one.named or "id" in one.tags or "phone" in one.tags
        ]
    timeless = [slot for slot, one in known.profiles.items() if one.tags.isdisjoint(("date", "time", "datetime"))]
    if head & TYPE_HEADS:
        kinds = [slot for slot in timeless if not known.profiles[slot].tags.isdisjoint(("option", "category"))]
        return kinds or timeless
    return timeless


def _alone(head: set[str], pool: Sequence[str], known: Known) -> list[str]:
    """Where the head names only a kind of thing: the one slot of that kind."""
    kinds = ("date", "time", "datetime") if head & DATE_HEADS or head & TIME_HEADS else ("place",)
    if kinds == ("place",) and not head & PLACE_HEADS:
        return []
    fit = [slot for slot in pool if not known.profiles[slot].tags.isdisjoint(kinds)]
    return fit if len(fit) == 1 else []


def of_question(word: str, focus: str, rest: str, known: Known) -> list[str]:
    """The slots a question with this question word asks for; `focus` is the noun it asks about, `rest` what follows."""
    pieces = JOINT.split(focus) if word in ("what", "how many") else [focus]
    if len(pieces) > 1:
        last = pieces[-1]
        found = [slot for piece in pieces[:-1] for slot in _one(word, f"{piece} {_head_of(last)}", rest, known)]
        return list(dict.fromkeys(found + _one(word, last, rest, known)))
    return _one(word, focus, rest, known)


def _head_of(phrase: str) -> str:
    words = tokens(phrase).words
    dated = [word for word in words if word in DATE_HEADS or word in TIME_HEADS]
    return dated[0] if dated else ""


def _one(word: str, focus: str, rest: str, known: Known) -> list[str]:
    words = weights(focus, rest)
    text = f"{focus} {rest}"
    if word in KIND_OF_WORD:
        return _by_kind(word, words, text, known)
    if word in ("how", "why"):
        words[concept(word)] = words["reason"] = 1.0
        pool = [slot for slot, one in known.profiles.items() if one.tags & {"option", "text", "category"}]
        return best(pool, words, known, SOME)[:1]
    ordered = [one for one in tokens(focus).words if one not in FUNCTION]
    head = set(tokens(focus.split(" of ", maxsplit=1)[0] if " of " in focus else focus).words)
    if ordered[:1] == ["name"] and head & {"place"}:
        return _named(text, words, known)
    if "name" in head and head <= FUNCTION | {"name"} or not head - FUNCTION and "name" in words:
        return _named(text, words, known)
    pool = [slot for slot in _fitting(head, known) if "flag" not in known.profiles[slot].tags]
    if head & DATE_HEADS or head & TIME_HEADS:
        return _by_side(pool, words, text, known)
    if head & PLACE_HEADS:
        places = [slot for slot in pool if "place" in known.profiles[slot].tags]
        if places and head & TOWNS:
            return _by_side(places, words, text, known)
        return best(pool, words, known, PLENTY)[:1] or _by_side(places, words, text, known)
    if not head - FUNCTION - {"one"}:
        pool = [slot for slot in pool if not {"text", "option", "category"}.isdisjoint(known.profiles[slot].tags)]
        return best(pool, words, known, SOME)[:1]
    if head & TYPE_HEADS:
        return best(pool, words, known, ENOUGH)[:1] or _only(pool, known) or best(pool, words, known, SOME)[:1]
    return _covering(best(pool, words, known, SOME)[:1], words, known)


def _only(pool: Sequence[str], known: Known) -> list[str]:
    """The one slot of the pool that is a kind of something."""
    kinds = [slot for slot in pool if "category" in known.profiles[slot].tags] or list(pool)
    return kinds if len(kinds) == 1 else []


KIND_OF_WORD = {
    "when": ("date", "datetime", "time"),
    "where": ("place", "venue"),
    "who": ("person",),
    "how many": ("people", "count", "number", "option"),
    "how much": ("money", "number", "option"),
    "how long": ("duration", "number", "option", "date"),
    "how old": ("number", "date"),
    "how often": ("option", "text"),
    "how heavy": ("number",),
    "how big": ("number", "option", "text"),
    "how large": ("number", "option", "text"),
    "what time": ("time", "datetime"),
}
SIDES = (
    frozenset("origin from departure pickup start leaving checkin begin source arrival".split()),
    frozenset("destination to return dropoff end going checkout until arrival where".split()),
)
SIDE_WORDS = SIDES[0] | SIDES[1] | {"first", "last"}
SIDES = (frozenset(map(concept, SIDES[0])), frozenset(map(concept, SIDES[1])))


def _by_kind(word: str, words: dict[str, float], text: str, known: Known) -> list[str]:
    kinds = KIND_OF_WORD[word]
    if word in ("when", "what time"):
        days = known.tagged("date", "datetime") if word == "when" else []
        hours = known.tagged("time", "datetime")
        found = _by_side(days or hours, words, text, known)
        asks_time = " time" in text or " hour" in text
        return found + [
            slot for slot in _by_side(hours, words, text, known) if days and asks_time and slot not in found
        ]
    if word == "where":
        for kind in kinds:
            pool = known.tagged(kind)
            if pool:
                return _by_side(pool, words, text, known)
        pool = [slot for slot, one in known.profiles.items() if one.tags & {"option", "text"}]
        words[concept("where")] = 1.0
        return best(pool, words, known, SOME)[:1]
    found = _covering(best(known.tagged(*kinds), words, known, ENOUGH), words, known)
    if found and (word != "how many" or FOCUS in words.values()):
        return _first_kind(found, kinds, known)
    for kind in kinds[:2]:
        pool = known.tagged(kind)
        if pool:
            return best(pool, words, known)[:1]
    return []


def _first_kind(found: Sequence[str], kinds: Sequence[str], known: Known) -> list[str]:
    for kind in kinds:
        for slot in found:
            if kind in known.profiles[slot].tags:
                return [slot]
    return []


def _by_side(pool: Sequence[str], words: dict[str, float], text: str, known: Known) -> list[str]:
    """Of slots of one kind, the one the other words point to; else the one such questions are mostly about."""
    if not pool:
        return []
    low = text.strip()
    if BOTH.search(low) and len(pool) > 1:
        both = _two_sides(pool, known)
        if both:
            return both
    found = best(pool, words, known)
    if len(found) > 1:
        found = [slot for slot in found if "birthdate" not in known.profiles[slot].terms] or found
    return _default(found, low, known) if len(found) > 1 else found


def _two_sides(pool: Sequence[str], known: Known) -> list[str]:
    pairs = [[slot for slot in pool if known.profiles[slot].named & side] for side in SIDES]
    return [side[0] for side in pairs] if all(pairs) and pairs[0][0] != pairs[1][0] else []


def _default(found: Sequence[str], low: str, known: Known) -> list[str]:
    places = not {"place", "venue"}.isdisjoint(known.profiles[found[0]].tags)
    leaving = FROM.search(low) and not TO.search(low) if places else not UNTIL.search(low)
    side = SIDES[0] if leaving else SIDES[1]
    chosen = [slot for slot in found if known.profiles[slot].named & side] or list(found)
    if places and len(chosen) > 1:
        towns = [slot for slot in chosen if "city" in known.profiles[slot].named]
        spots = [slot for slot in chosen if slot not in towns]
        chosen = (spots if SPOT.search(low) else towns) or chosen
    return chosen[:1]


def flags_of(text: str, known: Known, enough: float = ENOUGH) -> list[str]:
    """The yes-or-no slots whose matter this question is."""
    pool = known.tagged("flag")
    if not pool:
        return []
    every = list(known.profiles)
    marks = dict(zip(every, score(every, weights("", text), known), strict=True))
    top = max(marks[slot] for slot in pool)
    if top < enough or top < max(marks.values()) * 0.4 and top < PLENTY:
        return []
    return [slot for slot in pool if marks[slot] >= min(top, PLENTY)]


def meant_flags(text: str, known: Known) -> list[str]:
    """Those of which every word that says something is there: an offer, or one item of a list, must be plain."""
    said = frozenset(concepts(text))
    return [slot for slot in flags_of(text, known) if known.profiles[slot].core <= said]


def options_of(low: str, known: Known) -> list[str]:
    """The slots of whose values the text names two or more, as in "economy or business?"."""
    if " or " not in low and "/" not in low and "," not in low:
        return []
    folded = fold(low)
    found: list[tuple[int, str]] = []
    for name, profile in known.profiles.items():
        if len(profile.options) > 1:
            said = sum([_says(option, folded) for option in profile.options])
            if said > 1:
                found.append((said, name))
    if not found:
        return []
    most = max(said for said, _ in found)
    level = [name for said, name in found if said == most]
    if len(level) > 1 and THEIRS.search(low):
        named = {name: known.profiles[name].named for name in level}
        level = [name for name in level if named[name] & SIDES[1] or RECIPIENT in named[name]] or level
    return best(level, weights("", low), known)[:1] if len(level) > 1 else level


THEIRS = Late(r"\b(?:their|his|her|recipient'?s?|going into)\b")
RECIPIENT = concept("recipient")


def _says(option: str, folded: str) -> bool:
    at = folded.find(option)
    while at >= 0:
        end = at + len(option)
        if not (at and folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum():
            return True
        at = folded.find(option, at + 1)
    return False
