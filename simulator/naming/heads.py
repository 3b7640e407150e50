"""Which slots a head noun may stand for: a date, a place, a number, a kind of something."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.naming.known import Known
from simulator.naming.lexicon import CATEGORY, PLACE, concept
from simulator.naming.profile import concepts
from simulator.naming.scoring import ENOUGH, best, covering, weights
from simulator.naming.sides import TIMED
from simulator.naming.vocabulary import normal_words

DATE = concept("date")
CITIES = frozenset(map(concept, ("city", "town", "village", "area")))
DATE_HEADS = frozenset(
    ("date", "birthdate", "weekday", "evening", "weekend", "week", "month", "night", "afternoon", "morning")
)
TIME_HEADS = frozenset(("time", "showtime", "o'clock", "showing"))
TOWNS = frozenset("city town location place area region".split())
STATIONS = frozenset("destination origin arrival station stop_station stop airport terminal address".split())
PLACE_HEADS = frozenset(word for word in PLACE if word not in ("ride", "from", "leaving", "going", "where", "pickup"))
TYPE_HEADS = CATEGORY - {"amount", "price"}
SIDES = (
    frozenset("origin from departure pickup start leaving checkin begin source arrival".split()),
    frozenset("destination to return dropoff end going checkout until arrival where".split()),
)
SIDES = (frozenset(map(concept, SIDES[0])), frozenset(map(concept, SIDES[1])))
SIDE_WORDS = SIDES[0] | SIDES[1] | {"first", "last"}
BELONGINGS = frozenset(
    "phone email passport licence license weight height nationality country gender occupation".split()
)


def fitting(head: set[str], known: Known) -> list[str]:
    """The slots of the kind that a head noun names; all where it names none."""
    if head & DATE_HEADS:
        return known.tagged("date", "datetime")
    if head & TIME_HEADS and not head & TYPE_HEADS:
        return known.tagged("time", "datetime")
    if head and head <= SIDE_WORDS:
        return list(known.profiles)
    if "ref" in head:
        return [
            slot
            for slot, one in known.profiles.items()
            if ("ref" in one.named and one.tags.isdisjoint(("count", "people")))
            or not one.tags.isdisjoint(("id", "phone"))
        ]
    timeless = [slot for slot, one in known.profiles.items() if one.tags.isdisjoint(("date", "time", "datetime"))]
    if head & TYPE_HEADS:
        kinds = [slot for slot in timeless if not known.profiles[slot].tags.isdisjoint(("option", "category"))]
        return kinds or timeless
    return timeless


def tells_time(noun: str) -> bool:
    """Whether a noun is a day or an hour: "date" of "date of the appointment"."""
    return not (DATE_HEADS | TIME_HEADS).isdisjoint(normal_words(noun))


def alone(head: set[str], pool: Sequence[str], known: Known) -> list[str]:
    """Where the head names only a kind of thing: the one slot of that kind."""
    kinds = ("date", "time", "datetime") if head & DATE_HEADS or head & TIME_HEADS else ("place",)
    if kinds == ("place",) and not head & PLACE_HEADS:
        return []
    fit = [slot for slot in pool if not known.profiles[slot].tags.isdisjoint(kinds) and may_be(slot, head, known)]
    if len(fit) > 1 and kinds == ("place",):
        towns = [slot for slot in fit if known.profiles[slot].named & CITIES]
        fit = towns or fit
    return fit if len(fit) == 1 else []


def may_be(slot: str, head: set[str], known: Known) -> bool:
    """Whether a place may go by this noun: where a way ends is a town, an office or a stop; no number is a town."""
    profile = known.profiles[slot]
    if "place" not in profile.tags or not profile.terms.keys().isdisjoint(map(concept, head)):
        return True
    if not profile.tags.isdisjoint(("id", "option")):
        return False
    return profile.named.isdisjoint(CITIES) or not head.isdisjoint(TOWNS | STATIONS)


def kind_of(focus: str, known: Known) -> list[str]:
    """The slot of the thing whose kind is asked for: "what kind of event"."""
    words = weights(focus.partition(" of ")[2])
    pool = [slot for slot, one in known.profiles.items() if one.tags.isdisjoint(("flag", "number", *TIMED))]
    return covering(best(pool, words, known, ENOUGH)[:1], words, known) if words else []


def only(pool: Sequence[str], known: Known) -> list[str]:
    """The one slot of the pool that is a kind of something."""
    kinds = [slot for slot in pool if "category" in known.profiles[slot].tags]
    kinds = kinds or [slot for slot in pool if "option" in known.profiles[slot].tags]
    return kinds if len(kinds) == 1 else []


def dated_otherwise(text: str, known: Known) -> list[str]:
    """A slot with a day in its name that holds no date: "payment_day", a day of the month."""
    pool = [slot for slot, one in known.profiles.items() if DATE in one.named and one.tags.isdisjoint(TIMED)]
    return [slot for slot in pool if known.profiles[slot].core <= frozenset(concepts(text))] if pool else []


def is_counted(slot: str, known: Known) -> bool:
    profile = known.profiles[slot]
    return not profile.options or any(option[0].isdigit() for option in profile.options)
