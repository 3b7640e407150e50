"""Which slots a question or a noun phrase is about, by what it asks and by the words it holds."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.frozen import NamedTuple
from simulator.naming.heads import (
    BELONGINGS,
    DATE_HEADS,
    PLACE_HEADS,
    TIME_HEADS,
    TOWNS,
    TYPE_HEADS,
    alone,
    fitting,
    is_counted,
    kind_of,
    may_be,
    only,
)
from simulator.naming.known import Known
from simulator.naming.lexicon import BARE, concept
from simulator.naming.named import DETERMINERS
from simulator.naming.persons import of_name, somebody
from simulator.naming.profile import BIRTHS, PEOPLE, Profile, concepts
from simulator.naming.scoring import ENOUGH, FOCUS, PLENTY, SOME, Weights, best, covering, weights
from simulator.naming.sides import TIMED, by_side, sided
from simulator.naming.vocabulary import FUNCTION, NEUTRAL, OWNERS, normal_words
from simulator.values.late import Late

OPENERS = FUNCTION | {"me", "us", "a", "an", "bit", "more", "about", "know", "out", "on", "is"}
JOINT = Late(r" (?:and|or) ")
NUMBERED = NEUTRAL - OWNERS | {"ref"}
COUNTING = frozenset("ref quantity size people duration amount".split())
NAME_OF = Late(r"\W*(?:the |a )?name of (?:the |your |this |that |his |her )?([a-z ]+)")
ONE = r"(?:the|your|my|this|that|an?) [a-z]+(?<!s)\b"
"""What has one number that it is known by: "the number of the ride" counts nothing."""
NUMBER_OF = Late(rf"\b(?:number|amount|quantity|count) of (?!{ONE})([a-z]+(?: [a-z]+){{0,2}})")
KIND_OF_WORD = {
    "when": ("date", "datetime", "time"),
    "where": ("place", "venue"),
    "who": ("person",),
    "how many": ("people", "count", "number", "option"),
    "how soon": ("date", "datetime", "time"),
    "how late": ("time", "datetime"),
    "how early": ("time", "datetime"),
    "how much": ("money", "number", "option"),
    "how long": ("duration", "number", "option", "date"),
    "how old": ("number", "birth"),
    "how often": ("option", "text"),
    "how heavy": ("number",),
    "how big": ("number", "option", "text"),
    "how large": ("number", "option", "text"),
    "what time": ("time", "datetime"),
}


def of_phrase(text: str, known: Known, enough: float = ENOUGH) -> list[str]:
    """The slot a noun phrase names in other words than its own ("party size", "kind of food")."""
    found = normal_words(text)
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
    if not BIRTHS.isdisjoint(words):
        return known.tagged("birth")[:1]
    if own := _named(text, known):
        return own
    if head == {"name"}:
        return of_name(text, words, known)
    if "ref" in head and (counted := _counted(text, words, known)):
        return counted
    if not head.isdisjoint(BELONGINGS) and not any(_has(found[end - 1], known.profiles[slot]) for slot in known.order):
        return []
    pool = [slot for slot in fitting(head, known) if "flag" not in known.profiles[slot].tags]
    if head & (DATE_HEADS | TIME_HEADS | PLACE_HEADS):
        found = alone(head, pool, known) or covering(best(pool, words, known, enough)[:1], words, known)
        places = [] if head & (DATE_HEADS | TIME_HEADS) else known.tagged("place")
        return found or sided(head, places or pool, known)
    nouns, thing = found[:end], _thing(found[end:])
    pool = [slot for slot in pool if _may_name(slot, nouns, thing, known)]
    named = covering(best(pool, words, known, enough)[:1], words, known)
    if not named and head & TYPE_HEADS:
        named = kind_of(main, known)
    return named or alone(head, pool, known)


def _may_name(slot: str, nouns: Sequence[str], thing: Sequence[str], known: Known) -> bool:
    """Whether a noun phrase may stand for an id or a count: "party size" and "the guests" for how many, not "the seat";
    "ID of the contact" for the contact's alone, and "category of the log" for no log's.
    """
    profile = known.profiles[slot]
    if "id" in profile.tags:
        owners = [concept(word) for word in (*nouns, *thing) if word not in NUMBERED]
        numbered = "ref" in nouns or nouns[-1] in NEUTRAL or concept(nouns[-1]) in profile.named
        return not owners or numbered and not profile.named.isdisjoint(owners)
    if "count" not in profile.tags:
        return True
    return not COUNTING.isdisjoint(nouns) or not profile.named.isdisjoint(map(concept, nouns))


def _thing(words: Sequence[str]) -> list[str]:
    """The words of the thing that a noun is said of: "contact" of "of the contact to return"."""
    if words[:1] != ["of"]:
        return []
    start = next((at for at in range(1, len(words)) if words[at] not in DETERMINERS), len(words))
    end = next((at for at in range(start, len(words)) if words[at] in FUNCTION), len(words))
    return list(words[start:end])


def _has(noun: str, profile: Profile) -> bool:
    return concept(noun) in profile.terms or noun in profile.tags


def _counted(text: str, words: Weights, known: Known) -> list[str]:
    """What "the number of guests" counts."""
    hit = NUMBER_OF.search(text)
    if hit is None:
        return []
    pool = [slot for slot in known.tagged("people", "count", "number") if is_counted(slot, known)]
    return best(pool, weights(hit[1], " ".join(words)), known, SOME)[:1]


def of_question(word: str, focus: str, rest: str, known: Known) -> list[str]:
    """The slots a question with this question word asks for; `focus` is the noun it asks about, `rest` what follows."""
    pieces = JOINT.split(focus) if word in ("what", "how many") else [focus]
    if len(pieces) > 1:
        last = pieces[-1]
        found = [slot for piece in pieces[:-1] for slot in _one(word, f"{piece} {_head_of(last)}", rest, known)]
        return list(dict.fromkeys(found + _one(word, last, rest, known)))
    return _one(word, focus, rest, known)


def _named(text: str, known: Known) -> list[str]:
    """The thing of "the name of the thing" where it is a slot."""
    hit = NAME_OF.match(text)
    thing = frozenset(concepts(hit[1])) if hit else frozenset()
    own = [slot for slot in known.order if thing and known.profiles[slot].core <= thing]
    return [slot for slot in own if "id" not in known.profiles[slot].tags][:1]


def _head_of(phrase: str) -> str:
    words = normal_words(phrase)
    dated = [word for word in words if word in DATE_HEADS or word in TIME_HEADS]
    return dated[0] if dated else ""


def _one(word: str, focus: str, rest: str, known: Known) -> list[str]:
    words = weights(focus, rest)
    if not BIRTHS.isdisjoint(words):
        return known.tagged("birth")[:1]
    text = f"{focus} {rest}"
    if word in KIND_OF_WORD:
        return _by_kind(word, Question(focus, text, words), known)
    if word == "why" or word.startswith("how"):
        return _by_manner(word, words, rest, known)
    ordered = [one for one in normal_words(focus) if one not in FUNCTION]
    if BELONGINGS.intersection(ordered[-1:]) and not any(_has(ordered[-1], one) for one in known.profiles.values()):
        return []
    head = set(normal_words(focus.split(" of ", maxsplit=1)[0] if " of " in focus else focus))
    if ordered[:1] == ["name"] and head & {"place"}:
        return of_name(text, words, known)
    if "name" in head and head <= FUNCTION | {"name"} or not head - FUNCTION and "name" in words:
        return of_name(text, words, known)
    return _by_head(head, Question(focus, text, words), known)


def _speaks_of(slot: str, thing: str, known: Known) -> bool:
    """Whether words that say something about a thing say it of this slot."""
    said = [concept(word) for word in normal_words(thing) if word not in FUNCTION and word not in NEUTRAL]
    return not said or not known.profiles[slot].terms.keys().isdisjoint(said)


class Question(NamedTuple):
    """What a question asks about, the whole of it, and what its words weigh."""

    focus: str
    text: str
    words: dict[str, float]


def _by_head(head: set[str], question: Question, known: Known) -> list[str]:
    """The slots of the kind its noun names, the one first that the other words speak for."""
    focus, text, words = question
    pool = [slot for slot in fitting(head, known) if "flag" not in known.profiles[slot].tags]
    front, _, of = focus.partition(" of ")
    if (nouns := [word for word in normal_words(front) if word not in FUNCTION]) and nouns != ["one"]:
        thing = _thing(["of", *normal_words(of)])
        pool = [slot for slot in pool if "id" not in known.profiles[slot].tags or _may_name(slot, nouns, thing, known)]
    if head & DATE_HEADS or head & TIME_HEADS:
        return by_side(pool, words, text, known)
    places = [slot for slot in pool if "place" in known.profiles[slot].tags]
    if head & PLACE_HEADS and places:
        places = [slot for slot in places if may_be(slot, head, known)]
        if head & TOWNS:
            return by_side(places, words, text, known)
        found = best(places, words, known, PLENTY)
        return found if len(found) == 1 else by_side(places, words, text, known)
    if not head - FUNCTION - {"one"}:
        pool = [slot for slot in pool if not {"text", "option", "category"}.isdisjoint(known.profiles[slot].tags)]
        things = [slot for slot in pool if known.profiles[slot].tags.isdisjoint(("place", "person"))]
        return best(things, words, known, ENOUGH)[:1] or best(pool, words, known, SOME)[:1]
    if head & TYPE_HEADS:
        said = frozenset(concepts(of, BARE))
        named = [slot for slot in pool if said & known.profiles[slot].named]
        found = named if len(named) == 1 else best(pool, words, known, ENOUGH)[:1]
        lone = [slot for slot in only(pool, known) if _speaks_of(slot, of, known)]
        return found or kind_of(focus, known) or lone or best(pool, words, known, SOME)[:1]
    if "ref" in head and NUMBER_OF.search(text):
        return _counted(text, words, known)
    if "ref" in head and len(pool) == 1 and not head - FUNCTION - {"ref"}:
        return pool if _speaks_of(pool[0], of, known) else []
    found = best(pool, words, known, SOME)[:1]
    kinds = bool(found) and not known.profiles[found[0]].tags.isdisjoint(("option", "category"))
    return covering(found, words if kinds else weights(front), known)


def _by_manner(word: str, words: dict[str, float], rest: str, known: Known) -> list[str]:
    """What "how", "why" and "how tall" ask for."""
    if word.startswith("how "):
        pool = [slot for slot, one in known.profiles.items() if one.tags.isdisjoint(("flag", *TIMED))]
        return covering(best(pool, weights(word[4:], rest), known, SOME)[:1], weights(word[4:]), known)
    words[concept(word)] = words["reason"] = FOCUS
    pool = [slot for slot, one in known.profiles.items() if one.tags & {"option", "text", "category"}]
    return best(pool, words, known, SOME)[:1]


def _by_kind(word: str, question: Question, known: Known) -> list[str]:
    focus, text, words = question
    kinds = KIND_OF_WORD[word]
    if "time" in kinds:
        return _by_time(word, words, text, known)
    if word == "where":
        return _by_place(words, text, known)
    pool = known.tagged(*kinds)
    if word == "who":
        return somebody(pool, words, text, known)
    if word == "how many":
        pool = [slot for slot in pool if is_counted(slot, known)]
    elif (word == "how long" or " time" in focus) and (lasting := known.tagged("duration")):
        return best(lasting, words, known)[:1]
    found = covering(best(pool, words, known, ENOUGH), words, known)
    if found and (word != "how many" or FOCUS in words.values()):
        return _first_kind(found, kinds, known)
    for kind in kinds[:2]:
        pool = [slot for slot in known.tagged(kind) if word != "how much" or "count" not in known.profiles[slot].tags]
        if pool:
            found = best(pool, words, known)[:1]
            return found if word != "how many" or _counts(found[0], focus, known) else []
    return []


def _counts(slot: str, counted: str, known: Known) -> bool:
    """Whether a number may be that of these things: people are counted in many words."""
    said = frozenset(map(concept, normal_words(counted)))
    return "people" in known.profiles[slot].tags and not said.isdisjoint(PEOPLE) or _speaks_of(slot, counted, known)


def _by_time(word: str, words: dict[str, float], text: str, known: Known) -> list[str]:
    days = known.tagged("date", "datetime") if word in ("when", "how soon") else []
    hours = known.tagged("time", "datetime")
    found = by_side(days or hours, words, text, known)
    asks_time = " time" in text or " hour" in text
    return found + [slot for slot in by_side(hours, words, text, known) if days and asks_time and slot not in found]


def _by_place(words: dict[str, float], text: str, known: Known) -> list[str]:
    pool = known.tagged("place") or known.tagged("venue")
    if pool:
        return by_side(pool, words, text, known)
    pool = [slot for slot, one in known.profiles.items() if one.tags & {"option", "text"}]
    words[concept("where")] = 1.0
    return best(pool, words, known, SOME)[:1]


def _first_kind(found: Sequence[str], kinds: Sequence[str], known: Known) -> list[str]:
    for kind in kinds:
        for slot in found:
            if kind in known.profiles[slot].tags:
                return [slot]
    return []
