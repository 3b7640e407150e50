"""Names in a text that stand where the name the listener wants should stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import NAMING, PERSONS, concepts, side_of
from simulator.naming.scoring import score
from simulator.scenario.case import Slot
from simulator.understanding.names.bare import ACTS_ALONE, THE, TOWN, Name, bare_owner, opens_sentence, tags_of
from simulator.understanding.names.nouns import strange_noun
from simulator.understanding.names.sides import NEXT_TO, exchanged, leads_to, side_of_place
from simulator.understanding.names.strangers import GREETED, TITLE, is_of_the_house, is_spoken_to, stranger_owner
from simulator.understanding.said.heard import Heard, Span
from simulator.understanding.said.listing import EVERYDAY, of_a_field, stray_value
from simulator.understanding.said.near import COMMON, WORD, Word, nearly, short_for, words_of_name
from simulator.values.cues import cues
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.normal import fold

_CAPITAL = r"(?:(?:Dr|Mr|Mrs|Ms|St|Prof)\.(?= )|[A-Z0-9][\w'’&\-]*(?:\.\w[\w'’&\-]*)*)"
RUN = Late(rf"[\"“]?(?<![\w'’]){_CAPITAL}(?:(?: (?:of|the|and|de|da|la|del|&))? {_CAPITAL})*")
CODE = Late(r"[A-Z]*\d[\w.\-]*\Z")
BEFORE = {
    "at": ("venue", "place", "title"),
    "in": ("place",),
    "near": ("place", "venue"),
    "to": ("place", "person", "venue", "title", "firm"),
    "from": ("place", "sender", "firm"),
    "with": ("person", "firm"),
    "on": ("firm",),
    "by": ("person", "firm"),
    "for": ("title", "person"),
    "of": ("title", "person"),
    "under": ("person",),
    "name": ("person", "title"),
    "see": ("title", "person"),
    "watch": ("title",),
    "play": ("title",),
    "playing": ("title",),
    "called": ("title", "venue"),
    "named": ("title", "person"),
    "book": ("venue", "title"),
    "reserve": ("venue", "title"),
    "call": ("person",),
    "calls": ("person",),
    "meet": ("person",),
    "meets": ("person",),
    "invite": ("person",),
    "pay": ("person", "firm"),
    "send": ("person", "firm"),
    "message": ("person",),
    "add": ("title",),
    "join": ("title",),
    "share": ("place",),
    "reach": ("place",),
    "reaches": ("place",),
    "reaching": ("place",),
    "into": ("place",),
    "towards": ("place",),
    "leave": ("place",),
    "leaves": ("place",),
    "leaving": ("place",),
    "–": ("place",),
    "-": ("place",),
    "→": ("place",),
    "booking": ("venue", "title"),
    "reserving": ("venue", "title"),
    "visit": ("title", "venue", "place"),
}
ADDRESS = Late(
    r"\d+[a-z]? [A-Z][a-z]+ (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Close|Court|Grove|Place|Square|Row|Walk|Mews"
    r"|Terrace|Boulevard|Blvd|Crescent|Hill|Gardens?|Park|Alley|Quay|Circle|Parkway|Yard)\b"
)
NAMED = Late(r"[^\W\d_a-z][\w'’.-]*(?: [^\W_a-z][\w'’.-]*)+\Z")
"""A value of which every word is written as names are."""
NUMBERS_IT = Late(r"(?:Terminal|Room|Gate|Court|Exit|Platform|Pier|Studio|Hall|Building|Suite|Bay|Track|Level|Unit) \Z")
LABELS_LINE = Late(r"[\w ]{0,24}:(?!\d)")
HEADING = Late(
    r"(?i)\b(?:confirm|recap|summar|check|verify|have|sure|back|details|book|reserv|order|done|schedul|all set"
    r"|great|perfect|got it|regist|noted|so far|hire|rent|ride|trip|stay|lesson|delivery|tour|session|purchase|enrol)"
)
BESIDE = Late(
    r"\b(?:(?:close|next|near|opposite|owned|managed|run|operated|walk|thanks|according) (?:to|by|from)"
    r"|(?:ordered|delivered|provided|supplied|sold|bought|invoice|bill|e-?mail|message|call"
    r"|letter|note|link|offer|quote|confirmation|code) from|team|crew)\s*(?:the )?\Z"
)
NUMBERED = Late(r" (?:[A-Z]|\d+)\Z")
BIGGER = Late(r"\b(?:New|North|South|East|West|Saint|St\.?|San|Santa|Fort|Port|Upper|Lower|Los|Las|Mount|El|La) \Z")
CLEAR = 0.8
DOCTORS = frozenset(map(concept, "doctor dentist vet physician specialist therapist surgeon".split()))
MAX_WINDOWS = 300
PIECES = Late(r"[,;•·|]|[.:!?] ")


def told_names(slots: Sequence[Slot], heard: Heard, told: Mapping[str, str]) -> dict[str, str]:
    """Slot name -> "wrong" for the names in whose place the text has another."""
    found: dict[str, str] = {}
    for slot in slots:
        place = heard.places.get(slot.name)
        if place and heard.text[place[0] : place[0] + 1].isupper() and _is_longer(place, heard):
            found[slot.name] = "wrong"
    found |= exchanged(slots, heard)
    missing = [slot for slot in slots if slot.name not in told and not heard.known.profiles[slot.name].options]
    if not missing:
        return found
    taken = [span for name, span in heard.places.items() if not _opens_name(name, span, heard)]
    words: list[Word] = []
    for slot in list(missing):
        value = fold(str(slot.value))
        if not any(word[:3] in heard.low for word in words_of_name(value)):
            continue
        words = words or [(hit.start(), hit.end(), fold(hit[0])) for hit in WORD.finditer(heard.text)][:MAX_WINDOWS]
        span = nearly(value, words, taken, heard.text, named=NAMED.match(str(slot.value)) is not None)
        if span:
            found[slot.name] = "wrong"
            taken.append(span)
            missing.remove(slot)
    names = _names(heard, taken)
    found |= _in_its_place(names, slots, missing, heard)
    found |= of_a_field(missing, heard)
    missing = [slot for slot in missing if slot.name not in found]
    stray = stray_value(missing, heard)
    if stray:
        return found | {stray: "wrong"}
    owner = stranger_owner(names, missing, slots, heard) or strange_noun(missing, slots, heard)
    return found | {owner.name: "wrong"} if owner else found


def _opens_name(slot: str, place: Span, heard: Heard) -> bool:
    """Whether a number is that of a house or of a place: "4 Thistle Grove", "Terminal 3"."""
    if heard.known.kinds[slot] != "number":
        return False
    return ADDRESS.match(heard.text, place[0]) is not None or NUMBERS_IT.search(heard.text, 0, place[0]) is not None


def _in_its_place(names: list[Name], slots: Sequence[Slot], missing: list[Slot], heard: Heard) -> dict[str, str]:
    """The slots in whose place another name stands; those spoken of are missing no more, and names explained go."""
    found = {}
    people = [str(slot.value) for slot in slots if "person" in heard.known.profiles[slot.name].tags]
    for name in list(names):
        if (
            GREETED.search(name.before)
            and not is_spoken_to(name, heard)
            or any(short_for(name.text, value) for value in people)
        ):
            names.remove(name)
            continue
        able = [slot for slot in missing if not NUMBERED.search(name.text) or NUMBERED.search(str(slot.value))]
        able = [slot for slot in able if not name.text[0].isdigit() or cues(str(slot.value)).digits]
        able = [slot for slot in able if _is_titled_so(name, slot, heard)]
        if is_of_the_house(name, heard):
            names.remove(name)
            continue
        if not name.label and name.text[0].isupper() and not opens_sentence(name.before):
            able = [slot for slot in able if not str(slot.value)[:1].islower()]
        owner = _owner(name, able, heard) if able and not _is_word(name, heard) else None
        if owner is not None:
            if not _is_short(name.text, owner, heard):
                found[owner.name] = "wrong"
            missing.remove(owner)
            names.remove(name)
    return found


def _is_titled_so(name: Name, slot: Slot, heard: Heard) -> bool:
    """Whether a doctor is named only where a doctor may be."""
    if not TITLE.match(name.text) or TITLE.match(str(slot.value)):
        return True
    return not heard.known.profiles[slot.name].own.isdisjoint(DOCTORS)


def _is_word(name: Name, heard: Heard) -> bool:
    """Whether it is no name, but opens a sentence that is about a slot: "Delivery is on 24 May"."""
    if " " in name.text or name.label or not opens_sentence(name.before):
        return False
    words = concepts(name.text.lower())
    if heard.text[name.end : name.end + 1] in ("", "\n") and any(word in EVERYDAY for word in words):
        return True
    return any(word in one.own for word in words for one in heard.known.profiles.values())


def _is_short(said: str, slot: Slot, heard: Heard) -> bool:
    """Whether a part of a name is the name: "Dr. Singh" for "Dr. Amara Singh", "Lake" for "Lake Hotel"."""
    value = str(slot.value)
    if not short_for(said, value):
        return False
    if not heard.known.profiles[slot.name].tags.isdisjoint(("person", "title", "place", "venue")):
        return True
    left = set(words_of_name(fold(value))) - set(words_of_name(fold(said)))
    return left <= ENDINGS | COMMON


def _is_longer(place: Span, heard: Heard) -> bool:
    """Whether the name goes on beyond the value: "New Orleans" for Orleans, "Slow Rivers Live" for Slow Rivers."""
    if BIGGER.search(heard.text, 0, place[0]):
        return True
    hit = GOES_ON.match(heard.text, place[1])
    if hit is None or hit[1].lower() in COMMON or hit[1].lower() in ENDINGS:
        return False
    if any(start <= hit.start(1) < end for start, end in heard.places.values()):
        return False
    words = concepts(hit[1].lower())
    return not any(word in one.terms for one in heard.known.profiles.values() for word in words)


GOES_ON = Late(r" ([A-Z][a-z]{2,})\b(?!:)")
ENDINGS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "restaurant hotel cinema theater theatre airport station street avenue road square park hall center centre city "
    "mall bar cafe bistro grill salon clinic hospital store shop inn resort airlines airways festival concert tour "
    "game show movie film album county museum gallery college school university beach bridge church stadium arena club "
    "branch office terminal platform house".split()
)


def _names(heard: Heard, taken: Sequence[Span]) -> list[Name]:
    """The runs of capitalised words that are no value known of, no date and no label."""
    text = heard.text
    dates = [(one.start, one.end) for one in read_dates(text, heard.clock)]
    busy = [*taken, *dates]
    found = []
    for hit in islice(RUN.finditer(text), MAX_WINDOWS):
        start, end = hit.span()
        start = next((b + 1 for a, b in busy if a <= start < b < end and text[b] == " "), start)
        start = next((b + 3 for a, b in busy if a <= start < b < end and text[b : b + 3] in OWNED), start)
        start, end = _trimmed(text, start, end)
        if counted := COUNTING.search(text, start, end):
            end = counted.start() if MEASURED.match(text, end) else end
        said = text[start:end]
        if len(said) < 2 or CODE.match(said) or not said[0].isupper() and not (said[0].isdigit() and " " in said):
            continue
        cut = min((a for a, b in busy if start < a < end), default=end)
        if cut < end:
            start, end = _trimmed(text, start, start + len(text[start:cut].rstrip(" ,")))
            said = text[start:end]
        line = text.rfind("\n", 0, start) + 1
        end -= 2 if text.endswith(("'s", "’s"), start, end) else 0
        said = text[start:end]
        at = start - len(ARTICLE) if text.endswith(ARTICLE, line, start) else start
        before = text[line:at]
        known_end = max((b for _, b in busy if line < b <= at), default=line)
        if any(a < end and start < b for a, b in busy) or text[end : end + 1] == ":" and not before.strip(" -*•"):
            continue
        if not before.strip(" -*•0123456789.)") and LABELS_LINE.match(text, end):
            continue
        label = LABEL_PARTS.split(before[: before.rfind(":")])[-1] if LABELLED.search(before) else ""
        if label.count(" ") > LONG_LABEL or HEADING.search(label):
            label = ""
        if (
            not label
            and opens_sentence(before)
            and " " not in said
            and at == start
            and text[start - 1 : start] not in ('"', "“")
            and not leads_to(text, end, heard)
            and not ACTS_ALONE.match(text, end)
            and not (text.startswith(THE, end) and any(a == end + len(THE) for a, _ in taken))
            and not (before.rstrip(" *").endswith(":") and any(a == end + 1 for a, _ in taken))
            and text[end : end + 2] != ", "
        ):
            continue
        before = text[max(known_end, at - 32) : at] if known_end > line else before[-32:]
        found.append(Name(start, end, said, before.lower(), label.strip(" -*•0123456789.)").lower()))
    return found


OWNED = ("'s ", "’s ")
LONG_LABEL = 2
LABELLED = Late(r":.{0,2}\Z")
LABEL_PARTS = Late(r"[·•|,;:.!?✅]|\s{2,}")
ARTICLE = "The "
COUNTING = Late(r" \d+\Z")
MEASURED = Late(r" (?!(?:on|at|for|in|and|is|has|with|from|by|under|to|or|of|now|please)\b)[a-z]{3,}")
"""What follows a number that belongs to the next words, and not to the name before it: "30 minutes"."""


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the common words at either end that are capitalised for another reason."""
    while start < end:
        word = text[start:end].split(" ", maxsplit=1)[0]
        if word.strip(".,'\"“").lower() not in COMMON and word[:1] not in '"“':
            break
        start += 1 if word[:1] in '"“' else len(word) + 1
    while start < end:
        word = text[start:end].rsplit(" ", maxsplit=1)[-1]
        if word.strip(".,'\"").lower() not in COMMON or word[:1].isupper() and not text.startswith(":", end):
            break
        end -= len(word) + 1
    return start, max(start, end)


def _owner(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot in whose place the name stands, by the words before it."""
    known = heard.known
    names = [slot.name for slot in missing]
    if BESIDE.search(name.before) or _belongs(name, heard):
        return None
    if leads_to(heard.text, name.end, heard) and (
        leaving := [one for one in missing if side_of_place(one.name, known) == 0]
    ):
        return leaving[0]
    if name.label and name.label not in BEFORE and name.label not in COMMON:
        marks = score(names, dict.fromkeys(concepts(name.label), 1.5), known)
        side = side_of(concepts(name.label, NAMING), timed=False)
        if side:
            wanted = 0 if side < 0 else 1
            marks = [
                mark + (CLEAR if side_of_place(one, known) == wanted else 0)
                for mark, one in zip(marks, names, strict=True)
            ]
        if max(marks) >= CLEAR:
            return missing[marks.index(max(marks))]
        about = frozenset(concepts(name.label))
        if about != {"name"} and about.isdisjoint(PERSONS):
            return None
        people = [slot for slot in missing if "person" in known.profiles[slot.name].tags]
        return people[0] if len(people) == 1 else None
    piece = PIECES.split(name.before)[-1]
    said = [word for word in piece.split() if word in BEFORE or word not in COMMON and word[0].isalnum()]
    if name.label in BEFORE:
        said = [name.label]
    owner = _by_words(name, said or [""], piece, missing, heard)
    return owner or bare_owner(name, said, missing, heard)


def _belongs(name: Name, heard: Heard) -> bool:
    """Whether it is the firm or town of somebody named right before: "Ben Hall from Nordic Homes"."""
    if name.before.strip() not in ("from", "of") or NEXT_TO.match(heard.text, name.end):
        return False
    end = name.start - len(name.before)
    return any(span[1] == end and "person" in heard.known.profiles[slot].tags for slot, span in heard.places.items())


def _by_words(name: Name, said: Sequence[str], piece: str, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    known = heard.known
    words = dict.fromkeys(concepts(" ".join(piece.split()[-4:])), 1.0)
    after = heard.text[name.end : name.end + 20].lower().split(",")[0]
    words |= dict.fromkeys(concepts(" ".join(after.split()[:2])), 1.0)
    words |= dict.fromkeys(concepts(name.text.lower()), 0.7)
    marks = score([slot.name for slot in missing], words, known) if words else [0.0] * len(missing)
    last = said[-1].strip("\"“'")
    if name.before.endswith(" the ") and last in ("from", "in", "near") and not any(marks):
        return None
    kinds = BEFORE.get(last, ())
    fits = []
    for slot, mark in zip(missing, marks, strict=True):
        profile = known.profiles[slot.name]
        if last == "at" and profile.named & TOWN:
            continue
        if last == "in" and profile.named & TOWN:
            mark += 0.8
        tags = profile.tags - {"title"} if "person" in profile.tags else tags_of(slot, heard)
        rank = min((kinds.index(tag) for tag in tags if tag in kinds), default=-1)
        if not rank + 1 and last in ("from", "by") and last in profile.named and profile.tags <= {"text"}:
            rank = 0
        if rank >= 0:
            fits.append((mark + 1.5 - rank * 0.7 + _sided(slot.name, last, known), slot))
        elif mark >= CLEAR:
            fits.append((mark + (0.5 if "title" in profile.tags else 0.0), slot))
    return max(fits, key=lambda pair: pair[0])[1] if fits else None


def _sided(name: str, before: str, known: Known) -> float:
    side = side_of_place(name, known)
    if side is None or before not in ("from", "to"):
        return 0.0
    return 0.5 if (before == "from") == (side == 0) else -0.5
