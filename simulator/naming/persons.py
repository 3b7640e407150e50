"""Which slot a question about a person or a name means, and how many people there are."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.scoring import Weights, best, spoken_of
from simulator.values.late import Late

OTHERS = frozenset(
    map(
        concept,
        "doctor dentist stylist recipient payee receiver contact tutor instructor teacher therapist manager pet artist "
        "singer actor director author agent driver sender attendee trainer merchant optician "
        "physician walker skipper".split(),
    )
)
SOMEBODY = frozenset(map(concept, ("somebody", "someone", "person", "anyone")))
UNDER = Late(r"\b(?:under|whose|your name|full name|in whose|be under)\b")
FOR_WHOM = Late(r"\bfor\W*\Z")
ALONE = Late(
    r"\b(?:just|only) (?:for )?(?:you|the one|one)\b(?! [a-z])|\bit's you\b|\byou only\b|\balone\b"
    r"|\bby yourself\b|\b(?:anyone|anybody) (?:else )?join"
)


def of_person(known: Known) -> list[str]:
    """The slot that holds the name of the person who is served, where "your name" is asked for."""
    people = [slot for slot in known.tagged("person") if not OTHERS & known.profiles[slot].named]
    named = [slot for slot in people if "title" in known.profiles[slot].tags] or people
    return named if len(named) == 1 else []


def of_name(text: str, words: Weights, known: Known) -> list[str]:
    """Whose or which name, where only "name" is said."""
    titled = known.tagged("title" if SOMEBODY.isdisjoint(words) else "person", "person")
    people = [slot for slot in titled if "person" in known.profiles[slot].tags]
    pool = people if people and UNDER.search(text) else titled
    found = best(pool, words, known)
    return found[:1]


def somebody(people: Sequence[str], words: dict[str, float], text: str, known: Known) -> list[str]:
    """Who is meant: the one the words speak of, be it a company; else whom it is for, not who provides it."""
    others = [slot for slot in known.tagged("firm" if people else "text") if slot not in people]
    if not FOR_WHOM.search(text) and (found := spoken_of(people, words, known) or spoken_of(others, words, known)):
        return found
    served = [slot for slot in people if not OTHERS & known.profiles[slot].named]
    pool = served if served and FOR_WHOM.search(text) else people
    return best(pool, words, known)[:1]


def company(text: str, known: Known) -> list[str]:
    """The slot of how many people, where a question asks whether it is only one."""
    people = known.tagged("people") if ALONE.search(text) else []
    return people[:1]
