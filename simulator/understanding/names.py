"""Names in a text that stand where the name the listener wants should stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts
from simulator.naming.scoring import score
from simulator.scenario.case import Slot
from simulator.understanding.asking import ENGLISH
from simulator.understanding.heard import Heard, Span
from simulator.values.cues import cues
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.normal import fold

_CAPITAL = r"(?:(?:Dr|Mr|Mrs|Ms|St|Prof)\.(?= )|[A-Z0-9][\w'’&\-]*(?:\.\w[\w'’&\-]*)*)"
RUN = Late(rf"[\"“]?(?<![\w'’]){_CAPITAL}(?:(?: (?:of|the|and|de|da|la|del|&))? {_CAPITAL})*")
CODE = Late(r"[A-Z]*\d[\w.\-]*\Z")
WORD = Late(r"[^\W_]+(?:['’.\-][^\W_]+)*")
COMMON = ENGLISH | frozenset(
    "as also well still next finally note enjoy sounds looking let's we've i've you'll you're that's it's there's "
    "what's don't your's hope congratulations unfortunately regarding according based since once however therefore "
    "though although because while during until unless each every both either neither please shall should your you "
    "the a an so just i i'll i'm i'd ok okay yes no to from on at in is are do does "
    "did can could would let "
    "confirm confirming booking reserving setting playing sending sharing share send transfer transferring add "
    "adding it that this "
    "here here's before right correct price total fee date time alarm pickup pick-up drop-off dropoff train flight car "
    "insurance monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december am pm wi-fi wifi usd eur chf gbp suv imax sms gb mg km sim esim "
    "iban pin "
    "reply type great perfect sure thanks thank got noted understood summary details and or for with then now all "
    "everything does have we we'll there they if when what which who where how my our a.m p.m e-mail email id".split()
)
BEFORE = {
    "at": ("venue", "place", "title"),
    "in": ("place",),
    "near": ("place", "venue"),
    "to": ("place", "person", "venue", "title"),
    "from": ("place", "sender"),
    "with": ("person",),
    "by": ("person",),
    "for": ("title", "person"),
    "of": ("title", "person"),
    "under": ("person",),
    "see": ("title", "person"),
    "watch": ("title",),
    "play": ("title",),
    "playing": ("title",),
    "called": ("title", "venue"),
    "named": ("title", "person"),
    "book": ("venue", "title"),
    "reserve": ("venue", "title"),
    "pay": ("person",),
    "send": ("person",),
    "message": ("person",),
    "add": ("title",),
    "join": ("title",),
    "share": ("place",),
    "leave": ("place",),
    "leaving": ("place",),
    "–": ("place",),
    "-": ("place",),
    "→": ("place",),
    "booking": ("venue", "title"),
    "reserving": ("venue", "title"),
    "visit": ("title", "venue", "place"),
}
NAMED = frozenset(("title", "person", "place", "venue", "sender"))
TOWN = frozenset(map(concept, ("city", "town", "area", "region")))
BESIDE = Late(
    r"\b(?:close|next|near|opposite|owned|managed|run|operated|walk|thanks|according) (?:to|by|from)\s*(?:the )?\Z"
)
NUMBERED = Late(r" (?:[A-Z]|\d+)\Z")
ENDS = Late(r"[,.;?!)\n]|\Z| (?:on|at|for|in|and|is|has|with|from|by|under|goes|will|then|\d+)\b")
BIGGER = Late(r"\b(?:New|North|South|East|West|Saint|St\.?|San|Santa|Fort|Port|Upper|Lower|Los|Las|Mount|El|La) \Z")
NEAR = 0.6
ALIKE = 0.72
CLEAR = 0.8
MAX_WINDOWS = 300


Word = tuple[int, int, str]
"""A word of a text: text[start:end], and the word without case and accents."""


class Name(NamedTuple):
    """A run of capitalised words, with what stands before and after it in its sentence."""

    start: int
    end: int
    text: str
    before: str
    label: str


def told_names(slots: Sequence[Slot], heard: Heard, told: Mapping[str, str]) -> dict[str, str]:
    """Slot name -> "wrong" for the names in whose place the text has another."""
    found: dict[str, str] = {}
    for slot in slots:
        place = heard.places.get(slot.name)
        if place and heard.text[place[0] : place[0] + 1].isupper() and BIGGER.search(heard.text, 0, place[0]):
            found[slot.name] = "wrong"
    found |= _exchanged(slots, heard)
    missing = [slot for slot in slots if slot.name not in told and not heard.known.profiles[slot.name].options]
    if not missing:
        return found
    taken = list(heard.places.values())
    low = cues(heard.text).low
    words: list[Word] = []
    for slot in list(missing):
        value = fold(str(slot.value))
        if not any(word[:3] in low for word in _words(value)):
            continue
        words = words or [(hit.start(), hit.end(), fold(hit[0])) for hit in WORD.finditer(heard.text)][:MAX_WINDOWS]
        span = _nearly(value, words, taken, heard.text)
        if span:
            found[slot.name] = "wrong"
            taken.append(span)
            missing.remove(slot)
    for name in _names(heard, taken):
        able = [slot for slot in missing if not NUMBERED.search(name.text) or NUMBERED.search(str(slot.value))]
        able = [slot for slot in able if not name.text[0].isdigit() or cues(str(slot.value)).digits]
        owner = _owner(name, able, heard) if able else None
        if owner is not None:
            if not _short_for(name.text, str(owner.value)):
                found[owner.name] = "wrong"
            missing.remove(owner)
    return found


def _exchanged(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Two places, each where the other should be: "from X to Y" the wrong way round."""
    found = {}
    sided = [
        (slot, side)
        for slot in slots
        if slot.name in heard.places and (side := _side(slot.name, heard.known)) is not None
    ]
    if len(sided) < 2:
        return {}
    for slot, side in sided:
        start = heard.places[slot.name][0]
        before = heard.text[max(0, start - 16) : start].lower()
        after = heard.text[heard.places[slot.name][1] :][:16].lower()
        says = 0 if SOURCE.search(before) or NEXT_TO.match(after) else 1 if TARGET.search(before) else None
        if says is not None and says != side:
            found[slot.name] = "wrong"
    return found if len(found) > 1 else {}


NEXT_TO = Late(r"[ \t]*(?:to(?! be\b)|-|–|→|->)\s")
SOURCE = Late(r"\b(?:from|leav\w+|depart\w+|pick-?up(?: at| in)?|departure):?\**\s*\Z|\bfrom:\s*\Z")
TARGET = Late(r"(?:\b(?:to|destination|drop-?off(?: at| in)?|arriving in)|→|->| –| -):?\**\s*\Z")
FIRST = frozenset(map(concept, "origin from departure pickup start leaving source".split()))
LAST = frozenset(map(concept, "destination to dropoff going arrival return".split()))


def _side(name: str, known: Known) -> int | None:
    named = known.profiles[name].named
    if "place" not in known.profiles[name].tags:
        return None
    return 0 if named & FIRST else 1 if named & LAST else None


def _nearly(value: str, words: Sequence[Word], taken: Sequence[Span], text: str) -> Span | None:
    """Where the text has nearly this value, and so another."""
    wanted = _words(value)
    size = len(wanted)
    if not size or len(value) < 4:
        return None
    own, letters = frozenset(wanted), frozenset([word[0] for word in wanted])
    for at in range(len(words) - size + 1):
        if size == 1 and words[at][2][0] not in letters:
            continue
        window = words[at : at + size]
        said = [word for _, _, word in window]
        if size > 1 and own.isdisjoint(said) and said[0][0] != wanted[0][0]:
            continue
        same = sum(map(str.__eq__, wanted, said))
        start, end = window[0][0], window[-1][1]
        if same == size or any(a < end and start < b for a, b in taken):
            continue
        capital = all(text[first : first + 1].isupper() for first, _, _ in window)
        if capital and size > 1 and same * 2 >= size or _alike(wanted, said, same, text[start : start + 1]):
            return start, end
    return None


@lru_cache(maxsize=4096)
def _words(value: str) -> tuple[str, ...]:
    return tuple([hit[0] for hit in WORD.finditer(value)])


def _alike(wanted: Sequence[str], said: Sequence[str], same: int, first: str) -> bool:
    pairs = [(one, other) for one, other in zip(wanted, said, strict=True) if one != other]
    if any(one.rstrip("s") == other.rstrip("s") for one, other in pairs):
        return False
    if len(wanted) == 1:
        one, other = pairs[0]
        return len(one) > 3 and one[0] == other[0] and (first.isupper() or len(one) > 5) and _ratio(one, other) >= ALIKE
    if same * 2 < len(wanted):
        return all(_ratio(one, other) >= ALIKE and one[0] == other[0] for one, other in pairs) and first.isupper()
    if first.isupper() or first.isdigit():
        return all(other not in COMMON and len(other) > 1 for _, other in pairs)
    return all(_ratio(one, other) >= NEAR for one, other in pairs)


def _ratio(one: str, other: str) -> float:
    """How much of two words is the same at their beginnings and ends."""
    short = min(len(one), len(other))
    front = next((at for at in range(short) if one[at] != other[at]), short)
    back = next((at for at in range(short - front) if one[-1 - at] != other[-1 - at]), short - front)
    return 2 * (front + back) / (len(one) + len(other))


def _names(heard: Heard, taken: Sequence[Span]) -> list[Name]:
    """The runs of capitalised words that are no value known of, no date and no label."""
    text = heard.text
    dates = [(one.start, one.end) for one in read_dates(text, heard.clock)]
    busy = [*taken, *dates]
    found = []
    for hit in RUN.finditer(text):
        start, end = hit.span()
        start, end = _trimmed(text, start, end)
        said = text[start:end]
        if len(said) < 2 or CODE.match(said) or not said[0].isupper() and not (said[0].isdigit() and " " in said):
            continue
        cut = min((a for a, b in busy if start < a < end), default=end)
        if cut < end:
            end = start + len(text[start:cut].rstrip(" ,"))
            said = text[start:end]
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start]
        if any(a < end and start < b for a, b in busy) or text[end : end + 1] == ":" and not before.strip(" -*•"):
            continue
        label = before.split(":")[0] if ":" in before and len(before) - before.rfind(":") < 4 else ""
        if (
            not label
            and _opens_sentence(before)
            and " " not in said
            and not _leads_to(text, end, heard)
            and text[end : end + 2] != ", "
        ):
            continue
        found.append(Name(start, end, said, before[-32:].lower(), label.strip(" -*•0123456789.)").lower()))
    return found


def _leads_to(text: str, end: int, heard: Heard) -> bool:
    """Whether "to" and a place that was looked for follow."""
    hit = NEXT_TO.match(text, end)
    if hit is None:
        return False
    return any(abs(span[0] - hit.end()) < 2 and _side(slot, heard.known) == 1 for slot, span in heard.places.items())


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the common words at either end that are capitalised for another reason."""
    while start < end:
        word = text[start:end].split(" ", maxsplit=1)[0]
        if word.strip(".,'\"“").lower() not in COMMON and word[:1] not in '"“':
            break
        start += 1 if word[:1] in '"“' else len(word) + 1
    while start < end:
        word = text[start:end].rsplit(" ", maxsplit=1)[-1]
        if word.strip(".,'\"").lower() not in COMMON:
            break
        end -= len(word) + 1
    return start, max(start, end)


def _opens_sentence(before: str) -> bool:
    plain = before.rstrip(' -*•"“')
    return not plain or plain[-1] in ".!?:>" or plain[-1:].isdigit() and plain.strip().isdigit()


def _owner(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot in whose place the name stands, by the words before it."""
    known = heard.known
    names = [slot.name for slot in missing]
    if BESIDE.search(name.before):
        return None
    if _leads_to(heard.text, name.end, heard) and (leaving := [one for one in missing if _side(one.name, known) == 0]):
        return leaving[0]
    if name.label and name.label not in BEFORE and name.label not in COMMON:
        marks = score(names, dict.fromkeys(concepts(name.label), 1.5), known)
        return missing[marks.index(max(marks))] if max(marks) >= CLEAR else None
    piece = name.before.split(",")[-1].split(". ")[-1].split(";")[-1]
    said = [word for word in piece.split() if word in BEFORE or word not in COMMON]
    if name.label in BEFORE:
        said = [name.label]
    owner = _by_words(name, said, missing, heard) if said else None
    return _alone(name, missing, heard) if owner is None and len(said) < 2 and not BEFORE.keys() & set(said) else owner


def _alone(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a name that stands in a list of values with nothing before it."""
    if not ENDS.match(heard.text, name.end):
        return None
    profiles = heard.known.profiles
    things, towns, named = [], [], []
    for slot in missing:
        tags = profiles[slot.name].tags
        named += [slot] if tags & NAMED else []
        things += [slot] if tags & {"title", "venue"} and "person" not in tags else []
        towns += [slot] if "place" in tags and profiles[slot.name].named & TOWN else []
    return next((found[0] for found in (things, towns, named) if found and (found is things or len(found) == 1)), None)


def _by_words(name: Name, said: Sequence[str], missing: Sequence[Slot], heard: Heard) -> Slot | None:
    known = heard.known
    words = dict.fromkeys(concepts(" ".join(said[-4:])), 1.0)
    after = heard.text[name.end : name.end + 20].lower().split(",")[0]
    words |= dict.fromkeys(concepts(" ".join(after.split()[:2])), 1.0)
    words |= dict.fromkeys(concepts(name.text.lower()), 0.7)
    marks = score([slot.name for slot in missing], words, known) if words else [0.0] * len(missing)
    last = said[-1].strip("\"“'")
    if name.before.endswith(" the ") and last in ("from", "in", "near"):
        return None
    kinds = BEFORE.get(last, ())
    fits = []
    for slot, mark in zip(missing, marks, strict=True):
        profile = known.profiles[slot.name]
        if last == "at" and profile.named & TOWN:
            continue
        tags = profile.tags - {"title"} if "person" in profile.tags else profile.tags
        rank = min((kinds.index(tag) for tag in tags if tag in kinds), default=-1)
        if rank >= 0:
            fits.append((mark + 1.5 - rank * 0.7 + _sided(slot.name, last, known), slot))
        elif not kinds and mark >= CLEAR:
            fits.append((mark + (0.5 if "title" in profile.tags else 0.0), slot))
    return max(fits, key=lambda pair: pair[0])[1] if fits else None


def _sided(name: str, before: str, known: Known) -> float:
    side = _side(name, known)
    if side is None or before not in ("from", "to"):
        return 0.0
    return 0.5 if (before == "from") == (side == 0) else -0.5


def _short_for(said: str, value: str) -> bool:
    """Whether it is a part of the name: "Dr. Singh" for "Dr. Amara Singh"."""
    own = {hit[0] for hit in WORD.finditer(fold(value))}
    return {hit[0] for hit in WORD.finditer(fold(said))} <= own
