"""The alternatives a text offers, as written, and whether it says goodbye."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from simulator.naming.named import named_slots
from simulator.naming.vocabulary import Vocabulary, tokens
from simulator.understanding.parts import Part, cue
from simulator.values.cues import words_of
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.numbers import read_numbers

MAX_OFFERS = 40
WHICH_ONE = Late(r"\b(?:which (?:one|of|would|do|day|date|time)|what would you (?:like|prefer))\b[^?]*\?")
JOINED = " and "
CHOICE_WORD = Late(r"\b(?:options?|choose|which|pick|available|prefer)\b")
CHOICE = Late(r"\b(?:option|choose|which|pick|select|prefer|available)")
INTRODUCES = Late(
    r"\b(?:options?|available|choose|select|pick|which|alternatives?|choices?|one of|here (?:is|are|'s)"
    r"|i (?:found|have|can)|we (?:have|found|offer|can)|flights?|times|slots|results|prefer|like one|either"
    r"|possible|following|match(?:es)?|openings|would you like|do you want|shall i|should i|want me)\b"
)
PROPOSES = Late(
    r"\b(?:would you (?:like|prefer)|do you want|want me to|shall (?:i|we)|should (?:i|we)|(?:i|we|you) (?:can|could)"
    r"|choose|prefer|options?|either)\b[^.!]*[:?]\Z"
)
SUMMARY = Late(
    r"\b(?:confirm|summary|details|summari|correct|provide|need|verify|share|send|tell|you(?:'ve"
    r"| have)? (?:asked|requested|told|said)|so far|review|i have the following information|currently|booking:"
    r"|policy|rules|steps|has been|have been|"
    r"booked|updated|changed|cancel+ed|placed|information)\b"
)
LABELLED = Late(r"[^:]{2,30}:\s*\S")
EITHER = Late(
    r"\b(?:would you (?:like|prefer|rather)|do you (?:want|prefer|need)|you can|you could|i can|we can|i could"
    r"|we could|shall i|should i|is it|did you mean|are you looking|we have|there (?:is|are)|choose"
    r"|prefer)\b(?: (?:either|it|a|an|the|to|me to|for|between))*"
    r"(?: (?:give|offer|sit|pay|choose|have (?:the [a-z]+|it)|shops|branches|do)(?: you)?"
    r"(?: (?:in|by|with|from|at|between|the|a|an))*)?\s+"
    r"(?P<first>[^?.;:]{1,80}?)(?:,? or (?:to |a |an |the |would you (?:like|prefer|rather) (?:to )?|should i "
    r"|shall i )?)(?P<last>[^?.;:,]{1,80})"
)
LISTED_STEMS = frozenset("opti choi choo avai pick".split())
LISTED = Late(
    r"\b(?:options?|choices?|choose(?: from| between| one)?|available(?: \w+)?|pick(?: from"
    r"| one)?)(?: \w+){0,3}(?: are| is|:)\s*(?P<rest>[^?.!]{3,200})"
)
COUNTED = Late(
    r"\b(?:found|have|are|is|see)\b (?:\w+ )?(?:two|three|four|five|\d|these|some|several|a few|more than one)"
    r"(?: [^.:?!]{2,40})?:\s*(?P<rest>(?:[^?.!]|\.(?=\w)){3,400})"
)
ALL = Late(r",\s*(?:or |and )?|\s+(?:or|and)\s+")
SEVERAL = Late(r";\s*(?:or |and )?")
"""Between alternatives that hold commas themselves."""
NO_OFFER = Late(r"(?:not|no|something else|anything else|otherwise|other|if|would|should)\b")
ALTERNATIVES = (" or ", "option", "choose", "available", "found ", "have ", "more than one")
JOINT = Late(r",\s*(?:or |and |to )?|\s+or\s+(?:to )?|\s+and\s+(?=the\b|\d)|;\s*|\s*/\s*")
BYE_WORDS = frozenset(
    "good farewell take see safe talk until enjoy great nice lovely wonderful pleasant fantastic excellent beautiful "
    "fine amazing best".split()
)
BYE = cue(
    "good bye fare take see safe have enjo talk unti best",
    r"\b(?:good ?bye|bye(?:[- ]bye)?|farewell|all the best|take care(?! of)"
    r"|see you(?: soon| then| there| later)?\b|safe travels"
    r"|(?:have|enjoy) (?:a|an|the rest of|your) (?:\w+ )?(?:(?:great|nice|good|lovely|wonderful|pleasant|safe"
    r"|fantastic|excellent|beautiful|fine|amazing) )"
    r"(?:day|evening|night|weekend|trip|flight|afternoon|morning|one|time|journey|stay|meal|week)"
    r"|talk to you (?:soon|later)|good night|until next time|enjoy your (?:flight|trip|meal|stay|day|evening"
    r"|journey|pizza|food))\b",
    "all fare care you trav day even nigh week trip flig afte morn one time jour stay meal late soon next food pizz",
)


def listed_offers(parts: Sequence[Part], known: Vocabulary, asks: bool) -> tuple[str, ...]:
    """The alternatives offered as a list; `asks` says whether the text asks for slots, then its items are those."""
    items = [part for part in parts if part.item]
    if not items or (asks and not any(CHOICE_WORD.search(part.low) for part in parts)):
        return ()
    return _listed(parts, known)


def proposed(parts: Sequence[Part]) -> frozenset[int]:
    """The places of list items under a proposal: "Would you like me to: 1. Try again 2. Hand you over"."""
    found: set[int] = set()
    proposes = False
    for place, part in enumerate(parts):
        if not part.item:
            proposes = PROPOSES.search(part.low) is not None
        elif proposes:
            found.add(place)
    return frozenset(found)


def _listed(parts: Sequence[Part], known: Vocabulary) -> tuple[str, ...]:
    items = [place for place, part in enumerate(parts) if part.item and not part.question]
    lines = list(dict.fromkeys(parts[place].line for place in items))
    if len(lines) < 2:
        return ()
    before = " ".join(part.low for part in parts[: items[0]][-2:])
    after = " ".join(part.low for part in parts if part.line > lines[-1])
    if any(_is_about_slot(parts[place].low, known) for place in items):
        return ()
    if not INTRODUCES.search(f"{before} {after}") or SUMMARY.search(before) and not CHOICE.search(f"{before} {after}"):
        return ()
    return tuple(
        " ".join(parts[place].raw for place in items if parts[place].line == line).rstrip(".;,") for line in lines
    )[:MAX_OFFERS]


def _is_about_slot(low: str, known: Vocabulary) -> bool:
    """Whether it is a line "Date: 5 March"."""
    return bool(LABELLED.match(low) and named_slots(tokens(low.partition(":")[0]), known))


def said_offers(part: Part) -> list[str]:
    """The alternatives offered in one sentence."""
    if not any(map(part.low.__contains__, ALTERNATIVES)):
        return []
    hit = EITHER.search(part.low) if " or " in part.low else None
    if hit:
        start, end = hit.span("first")
        pieces = [piece for piece in JOINT.split(part.raw[start:end]) if piece and piece.strip()]
        last = part.raw[slice(*hit.span("last"))].strip()
        if last and not NO_OFFER.match(last.lower()):
            return [piece.strip() for piece in pieces] + [last]
        return []
    listed = None if part.stems.isdisjoint(LISTED_STEMS) else LISTED.search(part.low)
    listed = listed or (COUNTED.search(part.low) if ":" in part.low else None)
    if listed:
        rest = part.raw[slice(*listed.span("rest"))]
        pieces = (SEVERAL if ";" in rest else ALL).split(rest)
        return [piece.strip() for piece in pieces if piece and piece.strip()] if len(pieces) > 1 else []
    return []


def offered_days(parts: Sequence[Part], clock: datetime) -> tuple[str, ...]:
    """The days or times to choose from, as written, where a sentence names several and the next asks which one."""
    for part, following in pairwise(parts):
        if part.question or JOINED not in part.low or not WHICH_ONE.search(following.low):
            continue
        found = [one for one in read_dates(part.raw, clock) if one.kind in ("date", "time", "datetime")]
        if len(found) > 1:
            return tuple(dict.fromkeys(part.raw[one.start : one.end] for one in found))
    return ()


def of_words(offers: Sequence[str]) -> bool:
    """Whether these are alternatives without a number among them."""
    return bool(offers) and not any(read_numbers(offer) for offer in offers)


def says_bye(part: Part) -> bool:
    """Whether a part says goodbye."""
    if part.question or BYE.stems.isdisjoint(part.stems):
        return False
    may = "bye" in part.low or BYE.fits(part.stems) and not BYE_WORDS.isdisjoint(words_of(part.low))
    return may and BYE.pattern.search(part.low) is not None
