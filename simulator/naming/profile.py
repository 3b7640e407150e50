"""What is known of a slot beside its name: what kind of thing it is, and which words a question about it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from simulator.frozen import dataclass
from simulator.naming.lexicon import (
    ASKED_WITH,
    CATEGORY,
    CONCEPT,
    MONEY,
    PERSON,
    PLACE,
    STOP,
    VENUE,
    WEAK,
    concept,
)
from simulator.naming.vocabulary import SPLIT, normal_words
from simulator.scenario.case import Slot
from simulator.values.late import Late
from simulator.values.mention import kind_of
from simulator.values.normal import fold

KEEP = 120
FORMATS = {"date-time": "datetime", "boolean": "flag"}
TIMES = frozenset(("date", "time", "datetime"))
NAME, WORDS, RELATED, ABOUT, OPTION, FAR = 3.0, 3.0, 1.2, 1.0, 1.0, 0.4
FAINT = 0.1
RELATIONS: dict[str, tuple[str, ...]] = {}
for _word, _related in ASKED_WITH.items():
    RELATIONS[concept(_word)] = RELATIONS.get(concept(_word), ()) + tuple(map(concept, _related.split()))
RELATED_TIMES = RELATIONS | {
    concept(word): tuple(map(concept, others.split()))
    for word, others in (
        ("to", "until end last till"),
        ("from", "start begin first arrival"),
        ("going", "leave departure"),
    )
}
"""As RELATIONS, for days and times: from when and to when, not from where and to where."""
WEAK_CONCEPTS = frozenset(map(concept, WEAK))
PERSONS = frozenset(map(concept, PERSON))
PLACES = frozenset(map(concept, PLACE))
SUMS = frozenset(map(concept, MONEY))
CATEGORIES = frozenset(map(concept, CATEGORY))
PEOPLE = frozenset(
    map(concept, "people seat passenger adult rider guest traveler person party diner visitor player attendee".split())
)
PARTS_OF_DAY = frozenset("morning midday noon afternoon evening night any anytime".split())
NAMING = frozenset(("the", "a", "an", "of", "is", "has", "in", "on", "whether"))
ASKING = NAMING | frozenset("how many much what which when where who why".split())
"""What a slot is asked with says nothing about it: "how many weeks"."""
SAID = STOP | frozenset(
    "letter letters digit digits character characters capital capitals small upper lower case".split()
)
"""How a value is written says nothing about the thing."""
TOWNS = frozenset(map(concept, ("city", "town", "area", "address", "station")))
BIRTHS = frozenset(map(concept, ("birthdate", "born", "birth")))
ENDS = frozenset(("to", "from"))
SENDER = concept("sender")
PERSON_COUNT = concept("people")
COUNTED = frozenset(("people", "quantity", "seat", "passenger", "adult", "rider", "guest", "ticket"))
VENUES = frozenset(map(concept, VENUE))
YES = frozenset(("true", "false"))
PART_OF_TOWN = Late(r"\b(?:part|side|end|quarter) of (?:the )?(?:town|city)\b")
ASKED_BY = Late(r"\b(how|why) (?:the|it|he|she|they|to|an?|this|you|we|is)\b")
IN_WHICH = Late(r"\b(?:where|(?:in|at|on|to|from) which)\b")
LENGTHS = frozenset(map(concept, "duration length long nights hours days weeks months minutes years term".split()))
LONG = frozenset(map(concept, "duration length long".split()))
FIRMS = frozenset(
    map(concept, "airline carrier company provider insurer operator agency bank brand merchant organization".split())
)
ROOM, ACCOUNT = concept("room"), concept("account")
_FIRST = "origin from departure pickup start begin source checkin first outbound out collect sender old board arrival"
_LAST = (
    "alight landing land destination to return dropoff end checkout until back inbound home last delivery recipient "
    "new final finish"
)
FIRST, LAST = frozenset(map(concept, _FIRST.split())), frozenset(map(concept, _LAST.split()))
OUT, IN = frozenset(map(concept, ("going", "go"))), frozenset(map(concept, ("arrival", "arrive")))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a scenario says of a slot, hashable."""

    name: str
    words: tuple[str, ...]
    about: str
    type: str
    options: tuple[str, ...]
    kind: str
    whole: bool
    flag: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A slot as questions see it: `tags` its kinds of thing, `terms` concept -> how much it points to the slot.

    `named` are the words of its name, `core` those of them that say something. `side` is below zero where it is the
    first of two things of its kind (from where, from when), above zero where it is the last. `own` are all words of its
    name and description.
    """

    name: str
    tags: frozenset[str]
    terms: Mapping[str, float]
    options: tuple[str, ...]
    named: frozenset[str]
    core: frozenset[str]
    side: int
    own: frozenset[str]


def facts_of(slot: Slot) -> Facts:
    """What is fixed about a slot, whatever its value in this case."""
    value: Any = slot.value
    return Facts(
        slot.name,
        slot.words,
        slot.about,
        slot.type,
        slot.options,
        kind_of(value),
        type(value) is int,
        isinstance(value, bool) or slot.type == "boolean" or isinstance(value, str) and value.lower() in YES,
    )


def concepts(text: str, stop: frozenset[str] = STOP) -> tuple[str, ...]:
    """What the words of a text are about, in order, without those that say nothing."""
    return _concepts_kept(text, stop) if len(text) <= KEEP else _concepts(text, stop)


def _concepts(text: str, stop: frozenset[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in normal_words(text):
        if word in stop or not word[0].isalnum():
            continue
        if "-" in word and word not in CONCEPT:
            found += [concept(piece) for piece in word.split("-") if piece not in stop]
        else:
            found.append(concept(word))
    return tuple(found)


_concepts_kept = lru_cache(maxsize=4096)(_concepts)


def spread(name: str) -> str:
    """A name of code as words: "number_of_seats", "pickupDate"."""
    return fold(" ".join(part for part in SPLIT.split(name) if part))


def profile_of(facts: Facts) -> Profile:
    """The profile of one slot."""
    terms: dict[str, float] = {}
    named = _words(PART_OF_TOWN.sub("area", spread(facts.name)))
    told = [word for text in facts.words for word in _ended(concepts(fold(text), ASKING))]
    about = PART_OF_TOWN.sub("area", fold(facts.about))
    related = RELATED_TIMES if {facts.kind, facts.type} & {"date", "time", "date-time"} else RELATIONS
    for words, weight in ((named, NAME), (told, WORDS), (concepts(about, SAID), ABOUT)):
        _add(terms, words, weight)
        _add(terms, [other for word in words for other in related.get(word, ())], RELATED if weight > ABOUT else FAR)
    _add(terms, [concept(hit[1]) for hit in ASKED_BY.finditer(about)], NAME)
    options = tuple(fold(str(option)).replace("_", " ") for option in facts.options)
    _add(terms, [word for option in options for word in concepts(option)], OPTION)
    heard = frozenset((*named, *told))
    core = frozenset(named) - WEAK_CONCEPTS or frozenset(named)
    tags = _tags(facts, [*named, *told], _words(about))
    timed = not tags.isdisjoint(TIMES)
    side = side_of(named, timed) or side_of(told, timed) or side_of(concepts(about, NAMING), timed)
    return Profile(facts.name, tags, terms, options, heard, core, side, heard.union(concepts(about)))


def _ended(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the "to" and "from" that say no end of something: those of "where to sit"."""
    return tuple([word for word in words[:-1] if word not in ENDS] + list(words[-1:]))


def is_birth(slot: Slot) -> bool:
    """Whether a slot is the day somebody was born on."""
    return "birth" in profile_of(facts_of(slot)).tags


def side_of(words: Iterable[str], timed: bool) -> int:
    """Below zero where words speak of the first of two days or places, above zero for the last."""
    first, last = (FIRST | OUT, LAST) if timed else (FIRST - IN, LAST | OUT | IN)
    return sum([(word in last) - (word in first) for word in words])


def _words(text: str) -> tuple[str, ...]:
    return concepts(text, NAMING)


def _add(terms: dict[str, float], words: Iterable[str], weight: float) -> None:
    for word in words:
        held = weight * FAINT if word in WEAK_CONCEPTS else weight
        terms[word] = max(terms.get(word, 0.0), held)


def _tags(facts: Facts, named: Sequence[str], about: Sequence[str]) -> frozenset[str]:
    if facts.flag:
        return frozenset(("flag",))
    tags = {FORMATS.get(facts.type, facts.type), facts.kind} & {*TIMES, "email", "phone", "id"}
    names = set(named)
    if facts.options:
        tags.add("option")
        tags |= {"time"} if PARTS_OF_DAY.issuperset(facts.options) else set()
    if not tags & TIMES and not facts.options and facts.kind in ("text", "") and facts.type != "array":
        tags |= {kind for kind in ("date", "time") if kind in names or kind in set(about[:2])}
    if tags & TIMES:
        born = not BIRTHS.isdisjoint((*named, *about[:4]))
        return frozenset(("birth",)) if born else frozenset(tags)
    tags |= _number_tags(facts, names, about)
    both = names | set(about[:4])
    if not (tags & {"count", "money"}):
        tags |= _thing_tags(facts, names, about, tags)
    if (names & LENGTHS or both & LONG) and not tags & {"person", "title"}:
        tags.add("duration")
    if names & PEOPLE and "count" in tags:
        tags.add("people")
    if not tags & {"count", "money", "email", "phone", "id", "option"}:
        tags.add("text")
    return frozenset(tags)


def _thing_tags(facts: Facts, names: set[str], about: Sequence[str], held: set[str]) -> set[str]:
    """What kind of thing a slot is that is neither a number of something nor a sum."""
    both = names | set(about[:4])
    tags = {tag for tag, words in (("person", PERSONS), ("category", CATEGORIES)) if both & words}
    if "person" in tags and (names & TOWNS or not names & PERSONS and not _is_somebody(about)):
        tags.discard("person")
    if "id" in held:
        tags.discard("person")
    if ACCOUNT in names and "name" not in names:
        tags.discard("person")
    tags |= {"sender"} if SENDER in names else set()
    placed = names & PLACES or PLACES & set(about[:3]) or IN_WHICH.search(facts.about)
    if placed and not (ROOM in names and (tags | held) & {"category", "option"}):
        tags.add("place")
    tags |= {"firm"} if FIRMS & {*names, *about[:3]} else set()
    tags |= {"venue"} if names & VENUES and "place" not in tags else set()
    tags |= {"title"} if "name" in names or about[:1] == ("name",) else set()
    return tags


def _is_somebody(about: Sequence[str]) -> bool:
    """Whether a description is about a person: "Name of the patient", "Who sent it", "Owner of the car"."""
    return about[:1] == ("who",) or bool(set(about[:1]) & PERSONS) or "name" in about[:4] and bool(set(about) & PERSONS)


def _number_tags(facts: Facts, names: set[str], about: Sequence[str]) -> set[str]:
    tags = set()
    counted = "number" in facts.about.lower() or facts.name.lower().startswith(("number", "num", "count", "no_of"))
    number = facts.whole or facts.kind == "number" or facts.type in ("integer", "number")
    people = PERSON_COUNT in names.union(about) and not names & SUMS
    if number and (counted or names & COUNTED or "many" in about or people):
        tags.add("count")
    if number and (names | set(about)) & SUMS and "count" not in tags:
        tags.add("money")
    if number:
        tags.add("number")
    return tags
