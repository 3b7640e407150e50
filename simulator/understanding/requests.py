"""Which slots a text asks for: question words, polite and plain requests, prompts and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

from simulator.understanding.asking import (
    ASK_STEMS,
    ASKED_ON,
    AUX,
    BORN,
    EXAMPLE,
    GENERIC,
    HOW,
    INFORM,
    ITEM_HEAD,
    LEADING,
    LEAVING,
    LIST_CUE,
    NEGATED,
    NOT_REQUIRED,
    OFFERS,
    OPENS_WH,
    PURPOSE,
    REACH_YOU,
    REQUIRED,
    SPLIT,
    SPLIT_MARKS,
    STATES,
    SUBJECT,
    TELLING,
    THANKS,
    TO,
    TOWARD,
    TRIGGERS,
    VALUE_NEXT,
    WH,
    WH_STEMS,
    WISH,
    WRONG,
)
from simulator.understanding.naming import Named, named_slots
from simulator.understanding.parts import KEEP, LEAD, Part, find_cue
from simulator.understanding.vocabulary import PLACES, Vocabulary, tokens
from simulator.values.late import Late

Asked = dict[str, None]


class Scope(NamedTuple):
    """A piece of a part in which naming a slot asks for it."""

    text: str
    start: int


HasValue = Callable[[str, str], bool]
Ask = Callable[[Part, Vocabulary, HasValue], Asked]


def asked_slots(parts: Sequence[Part], known: Vocabulary, has_value: HasValue) -> tuple[str, ...]:
    """The slots the parts ask for, in order; `has_value(slot, text)` says whether a text starts with its value."""
    asked: Asked = {}
    listing = False
    for part in parts:
        if part.item and listing:
            asked |= _asked(_asked_item, part, known, has_value)
            continue
        if part.stems.isdisjoint(ASK_STEMS) and not part.low.endswith(("?", ":")):
            listing = False
            continue
        found = _asked(_asked_part, part, known, has_value)
        listing = part.header and bool(LIST_CUE.search(part.low)) and not _offers(part)
        if not (listing and part.low.count(":") == 1 and _after_colon(part) == ""):
            asked |= found
        elif found:
            asked |= {slot: None for slot in found if len(found) < 3}
    return tuple(asked)


def _asked(ask: Ask, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    """As `ask`, from memory where no value stands at any of the places it looks for one."""
    if len(part.raw) > KEEP:
        return ask(part, known, has_value)
    sought, asked = _without_values(ask, part, known)
    return ask(part, known, has_value) if any(starmap(has_value, sought)) else asked


@lru_cache(maxsize=2048)
def _without_values(ask: Ask, part: Part, known: Vocabulary) -> tuple[tuple[tuple[str, str], ...], Asked]:
    """Where `ask` looks for values (slot, text), and what it finds asked as long as there are none."""
    sought: dict[tuple[str, str], None] = {}

    def never(slot: str, rest: str) -> bool:
        if rest:
            sought[slot, rest] = None
        return False

    asked = ask(part, known, never)
    return tuple(sought), asked


def _offers(part: Part) -> bool:
    return bool(OFFERS.search(part.low)) and not find_cue(TRIGGERS, part.stems, part.low)


def _after_colon(part: Part) -> str:
    return part.low.rpartition(":")[2].strip()


def _asked_item(part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    """A list item below a request: its head names a slot, unless a value stands beside it."""
    if part.question:
        found = _asked_part(part, known, has_value)
        if found:
            return found
    head = ITEM_HEAD.match(part.low)
    if head is None:
        return {}
    rest = part.raw[head.end() :].lstrip(" :–—-")
    return {
        name.slot: None
        for name in named_slots(tokens(head[0]), known)
        if not has_value(name.slot, rest)
        and not (VALUE_NEXT.match(part.low, head.end()) and not EXAMPLE.search(part.low, head.end()))
    }


def _asked_part(part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    low = part.low
    if find_cue((GENERIC,), part.stems, low):
        return {}
    if "number" in low:
        low = REACH_YOU.sub("phone ", low)
    asked: Asked = {}
    for number, piece in enumerate(_pieces(low)):
        asked |= _asked_piece(piece, number, part, known, has_value)
    return asked


def _pieces(low: str) -> list[Scope]:
    pieces: list[Scope] = []
    at = 0
    for hit in SPLIT.finditer(low) if any(map(low.__contains__, SPLIT_MARKS)) else ():
        pieces.append(Scope(low[at : hit.start()], at))
        at = hit.end()
    pieces.append(Scope(low[at:], at))
    return pieces


def _blank(pattern: Late, text: str) -> str:
    return pattern.sub(lambda hit: " " * (len(hit[0]) - 1) + ".", text)


def _asked_piece(piece: Scope, number: int, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    text = _blank(THANKS, piece.text) if "than" in piece.text or "appreciate" in piece.text else piece.text
    leading = LEADING.match(text, lead.end() if (lead := LEAD.match(text)) else 0)
    if leading and find_cue(TRIGGERS, part.stems, leading[0]) is None:
        text = " " * leading.end() + text[leading.end() :]
    trigger = find_cue(TRIGGERS, part.stems, text)
    asking = part.question or piece.text.endswith("?")
    wh = None
    if not WH_STEMS.isdisjoint(part.stems) and (
        asking or number and ASKED_ON.match(text.strip()) or _opens_with_wh(text)
    ):
        wh = WH.search(text)
    if trigger and NEGATED.search(text[max(0, trigger.start() - 24) : trigger.start()]) and "without" not in trigger[0]:
        trigger = None
    if wh and (trigger is None or wh.start() <= trigger.start()):
        return _asked_by_wh(wh, text, piece, part, known, has_value)
    if trigger:
        return _asked_by_trigger(trigger, text, piece, part, known, has_value)
    return _asked_plainly(text, piece, part, known, has_value)


def _asked_plainly(text: str, piece: Scope, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    """Requests without a verb of asking: "name, please", "your id is required", "the date?"."""
    asking = part.question or piece.text.endswith("?")
    required = find_cue((REQUIRED,), part.stems, text)
    if required and not NOT_REQUIRED.search(text):
        return _named(Scope(_blank(INFORM, text), piece.start), part, known, has_value)
    wish = WISH.search(text) if asking else None
    if wish:
        return _named(Scope(text[wish.end() :], piece.start + wish.end()), part, known, has_value)
    if not asking and not part.header:
        return {}
    lead = LEAD.match(text)
    if (
        asking
        and not STATES.match(text.strip())
        and not AUX.match(text.strip(), 0)
        and not AUX.match(text, lead.end() if lead else 0)
        and len(text) < 80
        or part.header
        and len(text) < 60
        and not TELLING.search(text)
    ):
        return _named(Scope(_blank(INFORM, text), piece.start), part, known, has_value)
    return {}


def _opens_with_wh(text: str) -> bool:
    lead = LEAD.match(text)
    return bool(OPENS_WH.match(text, lead.end() if lead else 0))


def _asked_by_trigger(
    trigger: re.Match[str], text: str, piece: Scope, part: Part, known: Vocabulary, has_value: HasValue
) -> Asked:
    rest = text[trigger.end() :]
    wh = WH.match(rest.lstrip(" ,"))
    at = trigger.end()
    if wh:
        offset = at + len(rest) - len(rest.lstrip(" ,"))
        hit = WH.search(text, offset)
        if hit:
            return _asked_by_wh(hit, text, piece, part, known, has_value)
    return _named(Scope(_blank(PURPOSE, rest), piece.start + at), part, known, has_value)


def _asked_by_wh(
    hit: re.Match[str], text: str, piece: Scope, part: Part, known: Vocabulary, has_value: HasValue
) -> Asked:
    rest = text[hit.end() :]
    at = piece.start + hit.end()
    word = hit[1]
    if word == "what time":
        rest, at = " time" + rest, at - 5
    subject = SUBJECT.search(rest)
    focus = rest[: subject.start()] if subject and subject.start() > 0 else rest
    if word == "which" or word.startswith(("what", "whose")):
        if WRONG.match(rest):
            return dict.fromkeys(known.slots_with(HOW["why"]))
        found = _named(Scope(focus if focus.strip() else rest, at), part, known, has_value)
        if not found and focus is not rest:
            found = _which(focus, known)
            if not found and not PLACES.isdisjoint(focus.split()):
                found = dict.fromkeys(_by_word("where", rest, known, focus))
        return found or (_named(Scope(rest, at), part, known, has_value) if focus.strip() in ("", "one") else {})
    special = _by_word(word, rest, known, focus)
    return dict.fromkeys(special)


def _which(focus: str, known: Vocabulary) -> Asked:
    """ "Which booking" asks for what identifies the booking."""
    words = set(tokens(focus).words)
    return {phrase.slot: None for phrase in known.by_head.get("ref", []) if phrase.narrow and phrase.narrow <= words}


def _by_word(word: str, rest: str, known: Vocabulary, focus: str) -> list[str]:
    words = set(tokens(rest).words)
    if word.startswith("when"):
        found = known.slots_with(frozenset(("date",)), ("date", "datetime")) or known.slots_with(
            frozenset(("time",)), ("time",)
        )
        born = [slot for slot in found if "birthdate" in known.words[slot]]
        found = born if BORN.search(rest) else [slot for slot in found if slot not in born]
    elif word.startswith("where"):
        found = [slot for slot in known.slots_with(PLACES) if known.kinds[slot] == "text"]
        found = _way(found, rest, known)
    elif word.startswith("who") or word == "to whom":
        seeing = (
            known.slots_with(frozenset(("doctor", "stylist", "advisor", "specialist")))
            if words & {"see", "appointment"}
            else []
        )
        found = seeing or known.slots_with(frozenset(("name", "recipient", "lastname", "contact")))
    elif word == "how many":
        nouns = set(tokens(focus).words)
        found = [
            slot
            for slot in known.order
            if nouns & known.words[slot]
            and slot in known.whole | set(known.slots_with(frozenset(("people", "quantity"))))
        ]
        found = (
            found
            or known.slots_with(frozenset(("quantity",)))
            or _only([slot for slot in known.order if slot in known.whole])
        )
    elif word == "how much":
        found = known.slots_with(frozenset(("amount", "fee", "budget", "limit", "quantity"))) or _only(
            [slot for slot in known.order if known.kinds[slot] == "number"]
        )
    else:
        found = known.slots_with(HOW.get(word, frozenset()))
        if word == "how":
            found = [
                slot for slot in known.order if "method" in known.words[slot] and len(known.words[slot] & words) > 0
            ]
    narrowed = [slot for slot in found if known.words[slot] & (words - {"date", "time", "name"})]
    return narrowed or found


def _only(found: list[str]) -> list[str]:
    return found if len(found) == 1 else []


def _way(found: list[str], rest: str, known: Vocabulary) -> list[str]:
    leaving = bool(LEAVING.search(rest))
    toward = bool(TOWARD.search(rest))
    start = [slot for slot in found if known.words[slot] & {"departure", "from", "source"}]
    end = [slot for slot in found if known.words[slot] & {"destination", "arrival", "to"}]
    if leaving and start:
        return start + (end if TO.search(rest) and toward and " and " in rest else [])
    return end if toward and end else [slot for slot in found if slot not in start] or found


def _named(scope: Scope, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    asked: Asked = {}
    for name in named_slots(tokens(scope.text), known):
        if not _told_beside(name, scope, part, has_value):
            asked[name.slot] = None
    return asked


def _told_beside(name: Named, scope: Scope, part: Part, has_value: HasValue) -> bool:
    end = scope.start + name.end
    if VALUE_NEXT.match(part.low, end) and not EXAMPLE.match(part.low, end):
        return True
    rest = part.raw[end:].lstrip(" :=\"'")
    if rest[:3].lower() in ("is ", "to ", "as "):
        rest = rest[3:]
    return has_value(name.slot, rest)
