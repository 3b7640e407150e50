"""The words people use for a slot: one normal form for nouns, and which slots a run of words names."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.frozen import NamedTuple
from simulator.values.late import Late
from simulator.values.normal import fold

_GROUPS = {
    "ref": "id ids sid uuid guid number numbers num nr code reference ref identifier locator pnr #",
    "date": "date day dates days",
    "time": "time times hour slot",
    "hours": "hours hrs",
    "email": "email mail e-mail emails",
    "phone": "phone telephone mobile cell cellphone tel",
    "booking": "booking reservation bookings reservations",
    "order": "order purchase orders",
    "people": "people persons person guests guest passengers travellers travelers traveler traveller pax diners "
    "adults adult flyers heads",
    "quantity": "quantity qty count",
    "amount": "amount sum total price",
    "zip": "zip postal postcode zipcode",
    "reason": "reason cause",
    "colour": "colour color",
    "item": "item product article items products",
    "doctor": "doctor physician practitioner dr clinician",
    "appointment": "appointment visit",
    "delivery": "delivery shipping deliver delivered shipment ship",
    "pickup": "pickup pick-up collection collect",
    "departure": "departure depart departing leave leaving outbound origin starting",
    "return": "return returning inbound",
    "arrival": "arrival arrive arriving",
    "destination": "destination",
    "birthdate": "birthdate dob birthday",
    "checkin": "checkin check-in",
    "checkout": "checkout check-out",
    "dropoff": "dropoff drop-off",
    "recipient": "recipient payee beneficiary",
    "size": "size sizing",
    "temperature": "temperature temp degrees",
    "duration": "duration length period",
    "card": "card",
    "brightness": "brightness",
    "quote": "quote",
    "lastname": "surname lastname",
    "flight": "flight flights fly flying",
    "account": "account",
    "issue": "issue problem concern symptom symptoms complaint",
    "type": "type kind sort category",
}
CANON = {word: name for name, words in _GROUPS.items() for word in words.split()}
MERGED = {
    ("phone", "ref"): "phone", ("contact", "ref"): "phone", ("contact", "phone"): "phone", ("callback", "ref"): "phone",
    ("email", "address"): "email", ("zip", "ref"): "zip",
    ("ref", "ref"): "ref", ("birth", "date"): "birthdate", ("date", "birth"): "birthdate", ("people", "size"): "people",
    ("party", "size"): "people", ("group", "size"): "people", ("check", "in"): "checkin", ("check", "out"): "checkout",
    ("pick", "up"): "pickup", ("record", "ref"): "ref", ("last", "name"): "lastname", ("family", "name"): "lastname",
    ("time", "date"): "date", ("drop", "off"): "dropoff", ("picking", "up"): "pickup",
    ("dropping", "off"): "dropoff",
    ("checking", "in"): "checkin", ("checking", "out"): "checkout",
    ("people", "house"): "hotel", ("house", "ref"): "street",
    ("picked", "up"): "pickup", ("dropped", "off"): "dropoff", ("head", "quantity"): "people",
}  # fmt: skip
IDS = frozenset("id ids sid uuid guid code".split())
"""A contact's id is no number to call."""
SECONDS = frozenset(second for _, second in MERGED) | {"birth"}
NEUTRAL = frozenset(
    "new preferred desired current exact full your my our the a an specific requested legal official middle "
    "existing correct updated complete valid confirmation unique personal contact registered associated first "
    "preferable approximate intended chosen required additional relevant digit character own original this that "
    "these those following any some other alternative suitable convenient travel target actual same below such best "
    "available detailed short brief called tracking customer free particular certain different mailing please also "
    "still just and yes".split()
)
OWNERS = frozenset(("customer", "tracking", "contact"))
"""Who or what has a number of its own: "customer number" is no order's."""
FILLERS = frozenset("of the a an your my for to on in is at this that their his her with".split())
FUNCTION = frozenset(
    "and & or , ; : ( ) ? ! . is are was were be would should will can could do does did you i we it they he she to "
    "for of on in at with by from so that which who if as when where please handy available again first today now "
    "then than but about under used associated like want prefer need have has had may shall your my the a an this "
    "these those here below too also up work works suits off best linked shown printed e.g eg i.e such including "
    "ready nearby starts begins along plus together well exactly appear appears appearing listed registered both "
    "entered".split()
)
DROPPED_HEADS = frozenset("city airport place location town country type level choice preference station".split())
STRICT_HEADS = frozenset("ref name lastname address type amount status item size email phone reason".split())
PLACES = frozenset("city destination address location place airport country town station arrival".split())
NONE: frozenset[str] = frozenset()
MAX_WORDS = 8192
TOKEN = Late(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[,;:()?!.#&]")
SPLIT = Late(r"[_\W]+|(?<=[a-z])(?=[A-Z])")


class Words(NamedTuple):
    """The words of a text in normal form, and where each starts and ends in it."""

    words: list[str]
    starts: list[int]
    ends: list[int]


class Phrase(NamedTuple):
    """One way to name a slot: its head noun and the words that narrow it."""

    slot: str
    head: str
    narrow: frozenset[str]


class _Normal(dict[str, str]):
    """Word -> the word in singular, and in the one form its group shares; worked out on first use."""

    def __missing__(self, written: str) -> str:
        word = written.partition("'")[0] or written
        found = CANON.get(word)
        if found is None and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            found = CANON.get(word[:-1], word[:-1])
        if len(self) > MAX_WORDS:
            self.clear()
        self[written] = found or word
        return found or word


NORMAL = _Normal()


def normal_words(text: str) -> list[str]:
    """The words and marks of a lower-case text, in normal form, compounds merged."""
    found = [NORMAL[word] for word in TOKEN.findall(text)]
    return found if SECONDS.isdisjoint(found) else tokens(text).words


def tokens(text: str) -> Words:
    """The words and marks of a lower-case text, in normal form, compounds merged."""
    hits = list(TOKEN.finditer(text))
    found = [NORMAL[hit[0]] for hit in hits]
    if SECONDS.isdisjoint(found):
        return Words(found, [hit.start() for hit in hits], [hit.end() for hit in hits])
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for hit, word in zip(hits, found, strict=True):
        if word in SECONDS and words:
            pair = MERGED.get((words[-1], word))
            if pair == "phone" and hit[0] in IDS:
                pair = None
            if pair is None and word == "birth" and words[-2:] == ["date", "of"]:
                words.pop(), starts.pop(), ends.pop()
                pair = "birthdate"
            if pair:
                words[-1], ends[-1] = pair, hit.end()
                continue
        words.append(word)
        starts.append(hit.start())
        ends.append(hit.end())
    return Words(words, starts, ends)


class Vocabulary:
    """How a fixed list of slots is named; built once per list."""

    def __init__(self, named: Sequence[tuple[str, tuple[str, ...], str, bool]]) -> None:
        self.order = {name: place for place, (name, _, _, _) in enumerate(named)}
        self.kinds = {name: kind for name, _, kind, _ in named}
        self.whole = {name for name, _, _, whole in named if whole}
        self.by_head: dict[str, list[Phrase]] = {}
        self.words: dict[str, set[str]] = {}
        for name, words, _, _ in named:
            for phrase in dict.fromkeys(found for text in (name, *words) for found in _phrases(name, text)):
                self.by_head.setdefault(phrase.head, []).append(phrase)
                self.words.setdefault(name, set()).update(phrase.narrow, (phrase.head,))


def _phrases(slot: str, text: str) -> list[Phrase]:
    spread = fold(" ".join(part for part in SPLIT.split(text) if part))
    words = normal_words(spread)
    at = next((place for place, word in enumerate(words[1:-1], 1) if word in ("of", "for", "on", "in")), 0)
    if at:
        front, back = words[:at], words[at + 1 :]
        counts = words[at] == "of" and front[-1] in ("ref", "quantity", "people") and len(front) == 1
        words = back if counts else back + front
    words = [word for word in words if word not in FILLERS] or words
    if not words:
        return []
    head, narrow = words[-1], frozenset(words[:-1])
    found = [Phrase(slot, head, narrow)]
    if head in DROPPED_HEADS and len(words) > 1:
        found.append(Phrase(slot, words[-2], frozenset(words[:-2])))
    return found
