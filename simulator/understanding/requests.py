"""Which slots a text asks for: question words, polite and plain requests, prompts and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import starmap

from simulator.naming.choices import flags_of, lone_option, meant_flags, options_of, said_plainly
from simulator.naming.known import Known
from simulator.naming.persons import company
from simulator.naming.resolve import of_phrase, of_question
from simulator.naming.scoring import PLENTY
from simulator.naming.sides import both_sides
from simulator.understanding.asking import (
    ANY,
    ASK_STEMS,
    ASKED_ON,
    ASSOCIATED,
    AUX,
    CARRIED,
    CHUNK,
    CLOSED,
    EITHER,
    EXAMPLE,
    EXTRAS,
    GENERIC,
    INFORM,
    INFORM_WORDS,
    ITEM_HEAD,
    LEADING,
    NEARBY,
    NEGATED,
    NO_REQUEST,
    NOT_REQUIRED,
    OFFER,
    OPENS_WH,
    OR_WH,
    PURPOSE,
    PURPOSE_WORDS,
    REQUIRED,
    SKIPPED,
    SPLIT,
    SPLIT_MARKS,
    STATES,
    TELLING,
    THANKS,
    TRIGGERS,
    WH,
    WH_STEMS,
    WISH,
    WOULD,
    tagged,
    value_next,
)
from simulator.understanding.opens import opened
from simulator.understanding.parts import KEEP, LEAD, Part, find_cue
from simulator.understanding.plainly import plainly
from simulator.understanding.questions import FOREIGN, Asked, HasValue, Hearing, Scope, asked_by_wh, listed, named
from simulator.values.cues import words_of
from simulator.values.late import Late

THIN = 48
ASKING_ENDS = ("?", ":")
THEIR = Late(r"\b(?:your|the|an?) ")
LACKING = Late(r"n't\b|\b(?:need|require|missing|lack|without)")
PLAIN_ITEM = Late(r"[^.?!:]{3,40}\Z")
SHORT = 36
INCASE = Late(r"(?:since|because|as|while|although|in case|for insurance reasons|given)\b")
KINDS = Late(
    r"(?P<head>[a-z][a-z \-]{2,20}):\s*(?P<kinds>(?:(?:preferred |exact |and |the )*"
    r"(?:date|time|location|place|city|address|name|number|type|station)s?(?:, (?:and )?| and | & |\W*\Z))+)\Z"
)
KIND_NOUN = Late(r"date|time|location|place|city|address|name|number|type|station")
ROUGHLY = Late(r"(?:roughly|approximately|about|around|at about|at roughly) (?=what|which|how|when)")
TOLD_ITEM = Late(r"[^:?]{2,40}:\s*(?!(?:what|which|when|where|how|who|e\.?g|for example|your|the|please)\b)[^?]*\Z")
VALUED_ITEM = Late(r"[^:?]{2,60}:\s*(?:\d[\w.,:-]*|[a-z]+\d\w*)\Z")
ANYTHING = Late(r"\bany(?:thing|one|body)?\b")
PART_OR_PART = Late(
    r"\b(?:mornings?|afternoons?|noon|evenings?)\b[^?.]{0,12}\bor\b[^?.]{0,12}\b(?:afternoons?|evenings?|nights?)\b"
)
Ask = Callable[[Hearing], Asked]


def asked_slots(parts: Sequence[Part], known: Known, has_value: HasValue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots the parts ask for, in order, and the words of what they ask for besides."""
    asked: Asked = {}
    listing = telling = False
    for place, part in enumerate(parts):
        low = part.low
        if listing and (part.item or KINDS.match(low) or PLAIN_ITEM.match(low)):
            if not (telling and TOLD_ITEM.match(low)):
                asked |= _asked(_asked_item, part, known, has_value, _before(parts, place))
            continue
        if part.item and (not part.question and TOLD_ITEM.match(low) or VALUED_ITEM.match(low)):
            continue
        if part.stems.isdisjoint(ASK_STEMS) and not low.endswith(ASKING_ENDS):
            listing = False
            if "or" in part.stems and len(low) < THIN and len(parts) == 1:
                asked |= dict.fromkeys(options_of(low, known))
            continue
        found = _asked(_asked_part, part, known, has_value, _before(parts, place))
        listing, telling, again = opened(part)
        if again and not found and place and LACKING.search(parts[place - 1].low):
            found = _lacked(Hearing(parts[place - 1], known, has_value))
        titles = part.header and place + 1 < len(parts) and parts[place + 1].item
        if found and not (part.header and low.count(":") == 1 and (listing or titles)):
            asked |= found
    if not asked:
        return (), ()
    own = tuple([slot for slot in asked if not slot.startswith(FOREIGN)])
    return own, tuple([slot[1:] for slot in asked if slot.startswith(FOREIGN)])


def _lacked(hearing: Hearing) -> Asked:
    """What a part says is missing, asked for by the part behind it: "I still need your name. Can you give me that?"."""
    low = hearing.part.low
    hit = THEIR.search(low)
    return listed(Scope(low[hit.start() :], hit.start()), hearing) if hit else {}


def _before(parts: Sequence[Part], place: int) -> str:
    """What stands before a question that says so little that the words before it must tell what it is about."""
    low = parts[place].low
    thin = place and len(low) < THIN and "?" in low and not WH_STEMS.isdisjoint(parts[place].stems)
    return parts[place - 1].low if thin else ""


def _asked(ask: Ask, part: Part, known: Known, has_value: HasValue, before: str) -> Asked:
    """As `ask`, from memory where no value stands at any of the places it looks for one."""
    if len(part.raw) <= KEEP:
        sought, asked = _without_values(ask, part, known, before)
        if not sought or not any(starmap(has_value, sought)):
            return asked
    return ask(Hearing(part, known, has_value, before))


@lru_cache(maxsize=2048)
def _without_values(ask: Ask, part: Part, known: Known, before: str) -> tuple[tuple[tuple[str, str], ...], Asked]:
    """Where `ask` looks for values (slot, text), and what it finds asked as long as there are none."""
    sought: dict[tuple[str, str], None] = {}

    def never(slot: str, rest: str) -> bool:
        if rest:
            sought[slot, rest] = None
        return False

    asked = ask(Hearing(part, known, never, before))
    return tuple(sought), asked


def _asked_item(hearing: Hearing) -> Asked:
    """A list item below a request: its head names a slot, unless a value stands beside it."""
    part, known = hearing.part, hearing.known
    wh = WH.match(part.low, part.start)
    if part.question or wh:
        found = _asked_part(hearing)
        if found:
            return found
    if wh and not part.question:
        return asked_by_wh(wh, Scope(part.low, 0), hearing)
    head = ITEM_HEAD.match(part.low)
    if head is None:
        return {}
    if several := KINDS.match(part.low):
        nouns = KIND_NOUN.findall(several["kinds"])
        return {slot: None for noun in nouns for slot in of_phrase(f"{several['head']} {noun}", known)}
    options = options_of(part.low, known)
    if options:
        return dict.fromkeys(options)
    rest = part.raw[head.end() :].lstrip(" :–—-")
    if value_next(part.low, head.end()) and not EXAMPLE.search(part.low, head.end()):
        return {}
    found = listed(Scope(head[0].split(" (")[0], 0), hearing)
    return {slot: None for slot in found if not hearing.has_value(slot, rest)}


def _asked_part(hearing: Hearing) -> Asked:
    part = hearing.part
    low = part.low
    if find_cue((GENERIC,), part.stems, low) or tagged(low) and find_cue(TRIGGERS, part.stems, low) is None:
        return {}
    low = plainly(low, part.stems)
    asked: Asked = {}
    going = False
    pieces = _pieces(low)
    for place, piece in enumerate(pieces):
        before = pieces[place - 1].text if place else ""
        going = going or bool(asked) or bool(before) and find_cue(TRIGGERS, part.stems, before) is not None
        if piece.start and len(piece.text) < THIN:
            hearing = hearing._replace(before=low[: piece.start])
        asked |= _asked_piece(piece, going, hearing)
    return asked


def _pieces(low: str) -> list[Scope]:
    pieces: list[Scope] = []
    at = 0
    for hit in SPLIT.finditer(low) if any(map(low.__contains__, SPLIT_MARKS)) else ():
        pieces.append(Scope(low[at : hit.start()], at))
        at = hit.end()
        if adverb := ROUGHLY.match(low, at):
            at = adverb.end()
    pieces.append(Scope(low[at:], at))
    return pieces


def _blank(pattern: Late, text: str) -> str:
    return pattern.sub(lambda hit: " " * (len(hit[0]) - 1) + ".", text)


def _uninformed(text: str) -> str:
    """The text without what it only tells."""
    return text if INFORM_WORDS.isdisjoint(words_of(text)) else _blank(INFORM, text)


def _aimless(text: str) -> str:
    """The text without what it is asked for."""
    return text if PURPOSE_WORDS.isdisjoint(words_of(text)) else _blank(PURPOSE, text)


def _asked_piece(piece: Scope, going: bool, hearing: Hearing) -> Asked:
    """What a piece asks for; `going` says that a request began in the part before it."""
    part = hearing.part
    text = _blank(THANKS, piece.text) if "than" in piece.text or "appreciate" in piece.text else piece.text
    text = _blank(ASSOCIATED, text) if " with " in text or " to " in text or " under " in text else text
    if NO_REQUEST.fits(part.stems) and NO_REQUEST.pattern.search(text):
        return {}
    if INCASE.match(text) and hearing.part.low.find(text) + len(text) < len(hearing.part.low) - 2:
        return {}
    lead = LEAD.match(text)
    opens = lead.end() if lead else 0
    leading = LEADING.match(text, opens)
    if leading and find_cue(TRIGGERS, part.stems, leading[0]) is None:
        text = " " * leading.end() + text[leading.end() :]
        opens = leading.end()
    scope = Scope(text, piece.start)
    trigger = find_cue(TRIGGERS, part.stems, text)
    if trigger and NEGATED.search(text[max(0, trigger.start() - 24) : trigger.start()]) and "without" not in trigger[0]:
        trigger = None
    asking = part.question or text.endswith("?")
    closed = asking and CLOSED.match(text, opens) is not None
    if closed and EXTRAS.search(text) and (found := _asked_closed(scope, hearing)):
        return found
    if closed and (found := _asked_strongly(scope, trigger, hearing)):
        return found
    wh = None if WH_STEMS.isdisjoint(part.stems) else _question_word(text, opens, asking, going, closed and not trigger)
    if wh and (trigger is None or wh.start() <= trigger.start()):
        return asked_by_wh(wh, scope, hearing)
    if trigger:
        return _asked_by_trigger(trigger, scope, hearing)
    if going and not asking and CARRIED.match(text.strip()):
        return listed(scope, hearing)
    return _asked_plainly(scope, asking, hearing)


def _question_word(text: str, opens: int, asking: bool, going: bool, closed: bool) -> re.Match[str] | None:
    if closed:
        either = OR_WH.search(text)
        return WH.search(text, either.end()) if either else None
    if asking or going and (ASKED_ON.match(text.strip()) or WH.match(text.strip())) or OPENS_WH.match(text, opens):
        return WH.search(text)
    return None


def _asked_strongly(piece: Scope, trigger: re.Match[str] | None, hearing: Hearing) -> Asked:
    """A yes-or-no question that holds the very word of a flag."""
    if trigger and not trigger[0].endswith(
        (
            "need",
            " require",
            " we need",
            " have",
            " see",
            " get",
            "got",
            " take",
            "sharing",
            "any particular",
            "any specific",
        )
    ):
        return {}
    if OFFER.search(piece.text):
        return dict.fromkeys(meant_flags(piece.text, hearing.known))
    if EXTRAS.search(piece.text) or options_of(piece.text, hearing.known):
        return {}
    return dict.fromkeys(flags_of(piece.text, hearing.known, PLENTY))


def _asked_plainly(piece: Scope, asking: bool, hearing: Hearing) -> Asked:
    """Requests without a verb of asking: "name, please", "your id is required", "the date?", and yes-or-no ones."""
    part = hearing.part
    text = piece.text
    required = find_cue((REQUIRED,), part.stems, text)
    if required and not NOT_REQUIRED.search(text):
        ahead = text[: required.start()]
        if required[0].startswith(("is", "are", "'s")) and len(ahead.split()) > 1:
            text = ahead
        return listed(Scope(_uninformed(text), piece.start), hearing)
    if asking:
        found = _asked_closed(piece, hearing)
        if found:
            return found
    wish = WISH.search(text) if asking else None
    if wish:
        return named(Scope(text[wish.end() :], piece.start + wish.end()), hearing)
    if not asking and not part.header:
        return {}
    lead = LEAD.match(text)
    opens = lead.end() if lead else 0
    if (
        asking
        and not STATES.match(text.strip())
        and not AUX.match(text.strip(), 0)
        and not AUX.match(text, opens)
        and len(text) < 80
        or part.header
        and len(text) < 60
        and not TELLING.search(text)
    ):
        found = listed(Scope(_uninformed(text), piece.start), hearing, foreign=asking and len(text) < SHORT)
        return found or _asked_shortly(text, asking, hearing)
    return {}


def _asked_shortly(text: str, asking: bool, hearing: Hearing) -> Asked:
    """What a question of a few words asks for: a value of a slot, or a matter of yes and no."""
    if not asking or len(text) > SHORT:
        return {}
    return dict.fromkeys(lone_option(text, hearing.known) or flags_of(text, hearing.known, PLENTY))


def _asked_closed(piece: Scope, hearing: Hearing) -> Asked:
    """Questions to be answered by yes, no or one of the options named."""
    text, known = piece.text, hearing.known
    options = options_of(text, known) or company(text, known)
    if options:
        return dict.fromkeys(options)
    if " or " in text and (mine := _asked_by_value(text, hearing)):
        return mine
    if PART_OR_PART.search(text) and (hour := of_question("what time", "", text, known)):
        return dict.fromkeys(hour)
    low = text.strip()
    lead = LEAD.match(low)
    low = low[lead.end() :] if lead else low
    if not CLOSED.match(low):
        return {}
    extras = EXTRAS.search(low)
    if extras:
        pieces = EITHER.split(low[extras.end() :])
        if extra := {slot: None for one in pieces for slot in flags_of(one, known, 1.0) or of_phrase(one, known)}:
            return extra
    offered = OFFER.search(low)
    if NEARBY.search(low):
        return dict.fromkeys(of_question("what", " date", low, known))
    open_ = ANY.match(low)
    if open_ and not offered:
        at = piece.start + text.find(low) + open_.end()
        if named := listed(Scope(low[open_.end() :], at), hearing, foreign=False):
            return named
    found = meant_flags(low, known) if offered else flags_of(low, known, 1.0)
    return dict.fromkeys(found or (said_plainly(low, known) if ANYTHING.search(low) else ()))


def _asked_by_value(text: str, hearing: Hearing) -> Asked:
    """The slots whose own value is one of the alternatives a question names."""
    pieces = [piece for piece in EITHER.split(text.rstrip(" ?.!")) if piece and piece.strip()][:6]
    named = [WOULD.sub("", piece.strip()) for piece in pieces]
    known = hearing.known
    texts = [slot for slot in known.order if known.kinds[slot] == "text"]
    return {slot: None for slot in texts for piece in named if hearing.has_value(slot, piece)}


def _asked_by_trigger(trigger: re.Match[str], piece: Scope, hearing: Hearing) -> Asked:
    text = piece.text
    rest = text[trigger.end() :]
    at = trigger.end()
    if both := both_sides(rest, hearing.known):
        return dict.fromkeys(both)
    skipped = SKIPPED.match(rest)
    offset = at + (skipped.end() if skipped else 0)
    if WH.match(text, offset) and (hit := WH.search(text, offset)):
        cut = CHUNK.search(text, hit.end())
        if cut is None:
            return asked_by_wh(hit, piece._replace(text=_aimless(text)), hearing)
    return listed(Scope(_aimless(rest), piece.start + at), hearing)
