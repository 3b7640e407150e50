"""Which slots a text asks for: question words, polite and plain requests, prompts and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from simulator.understanding.naming import Named, named_slots
from simulator.understanding.parts import LEAD, Part, cue, find_cue
from simulator.understanding.vocabulary import PLACES, Token, Vocabulary, tokens

_GIVE = (
    "provide|give|send|share|tell|specify|state|supply|type|input|indicate|submit|list|verify|confirm|spell|repeat|mention"
    "|enter|fill in|advise|identify|describe|explain|let (?:me|us) know|remind|quote"
)
_TAKE = f"{_GIVE}|have|get|know|ask|take|grab|choose|select|pick|say|help me with|clarify|add|see|double[- ]check|(?:start|begin) with|note|check|collect|obtain|trouble you for"
CUES = re.compile(
    r"what|which|when|where|who|how|need|please|pls|provide|give|send|share|tell|specify|enter|know|have|require|missing|\?|:$|confirm|verify"
    r"|choose|select|pick|type|without|once|waiting|may|can|could|want|like|prefer|state|supply|submit|indicate|input|look(?:ing)? for|why|your"
)
_GIVING = "prov give send shar tell spec stat supp type inpu indi subm list veri conf spel repe ment ente fill advi iden desc expl let remi quot"
_HAVING = "have got know rece get give prov shar told sent"
TRIGGERS = (
    cue(
        f"{_GIVING} choo sele pick say givi tell shar send",
        rf"(?:^ *|, |; |\band |\bplease (?:also |just |first |kindly )?|\bpls |\bkindly |\byou(?:'ll)? (?:need|have) to |\bjust |\bthen |\byou must |\bwould you mind )"
        rf"(?:please )?(?:{_GIVE}|choose|select|pick|say|providing|giving|telling|sharing|sending|confirming)\b",
    ),
    cue(
        "can coul woul will may migh",
        rf"(?:can|could|would|will|may|might) (?:you|i|we|u) (?:(?:please|kindly|also|just|quickly|possibly|perhaps|maybe|first|be able to|be so kind as to) )*(?:{_TAKE})\b",
    ),
    cue("if", rf"\bif (?:you|i) (?:can |could |would |may )?(?:just |please )?(?:{_GIVE}|have)\b(?=.*\b(?:i|we|then|that)\b|.{{0,60}}$)"),
    cue(
        "once afte as when",
        rf"\b(?:once|after|as soon as|when) (?:you(?:'ve| have)?|i|we) (?:can |could )?(?:{_GIVE}|provided|given|shared|sent|told|have|know|receive|get)\b",
    ),
    cue(
        "need requ",
        r"\b(?:i|we)(?:'ll| will|'d| would|'m going to| am going to)?(?: (?:also|still|just|only|first|then|do|additionally))* (?:need|require|be needing)\b(?! to (?!know|have|get|collect|verify|confirm|ask|see))"
        r"(?: to (?:know|have|get|collect|verify|confirm|ask for|see))?|\bstill (?:need|require)s?\b|^(?:required|needed|need)\b|\b(?:all i need|what i need|i need from you|needed) (?:is|are)\b",
    ),
    cue("like love", r"\b(?:i|we)(?:'ll| will|'d| would)(?: (?:also|just|still))* (?:like|love) to (?:know|have|get|ask|confirm|verify)\b"),
    cue("let", r"let (?:me|us) (?:just |first |please )?(?:know|have|get|confirm|verify|ask)\b"),
    cue("miss wait look lack", r"\b(?:i'm|i am|we're|we are)(?: still| just| only)? (?:missing|waiting for|looking for|lacking)\b|\bstill missing\b|^missing\b|\bthat's missing (?:is|are)\b"),
    cue("with", r"without (?:a |an |the |your |knowing )"),
    cue("thin", r"one more thing (?:is|are)\b"),
    cue("have know reme reca", r"have you got\b|do you (?:happen to )?(?:have|know|remember|recall)\b"),
    cue("abou", r"\b(?:what|how) about\b"),
    cue("is", r"\bis there (?:a|an|any)\b"),
    cue("any", r"\bany (?:particular|specific|preferred|preference)\b"),
    cue("ask aski may", r"\b(?:asking|ask) (?:you )?for\b|\bmay i ask\b"),
    cue("mind", r"\bmind (?:giving|telling|sharing|sending|confirming)\b"),
)
REQUIRED = re.compile(r"\b(?:is|are|'s)(?: still| also)? (?:required|needed|missing|necessary|mandatory|outstanding)\b|\bneeded\b[.!]?$|\b(?:please|pls|plz)[.!?]*$")
WISH = re.compile(r"\b(?:would|do|did|are) you (?:like|prefer|want|need|looking for|rather have)\b(?: it| them)?(?! (?:me|us) to| to (?!have\b))")
WH = re.compile(r"\b(what(?:'s|s)? time|what(?:'s|s)?|which|whose|who(?:'s|m)?|when(?:'s)?|where(?:'s)?|how many|how much|how long|how old|how big|how hot|how bright|how|why|to whom)\b")
SUBJECT = re.compile(r" (?:would|do|did|should|shall|will|can|could|does|is|are|was|were|has|have) (?:you|we|i|the|it|this|your|that|they|he|she|there)\b| (?:you'd|you would|you want|works?|suits?|is best|are you|fits?)\b")
SPLIT = re.compile(r"[,;] (?:and |also |plus |or )?(?=(?:what|which|when|where|who|how|why|can|could|may|please|do you|is|your)\b)| and (?=(?:(?:in|for|at|on|to|from) )?(?:what|which)\b|(?:when|where|who|how|why|could you|can you|can i|may i|please|also)\b)| - |, but | \bbut ")
PURPOSE = re.compile(
    r"(?:,? so (?:that )?(?:i|we|it)\b| (?:in order )?to (?!know|have|get|confirm|verify|be\b|ask|see|and\b|or\b|which|what|when)[a-z]+\b|,? (?:and )?(?:then )?(?:i|we)(?:'ll| will| can| would)\b|,? before (?:i|we)\b|,? because\b|,? since\b|,? as (?:i|we)\b"
    r"| (?:for|on) which\b)[^,;:]*"
)
LEADING = re.compile(r"(?:in order )?(?:to|before|since|because|as|while|for) (?!which|what|whom|when|how)[^,?]{3,90}, (?=[a-z])")
THANKS = re.compile(r"\b(?:thank you|thanks|thx|appreciate you|cheers)(?: so much| very much| a lot)? for\b[^,.!?;:]*?(?=[,.!?;:]|$| - | but | and (?:what|which|could|can|please|may|i'll|i ))")
INFORM = re.compile(
    r"\b(?:i|we)(?:'ve| have| do)?(?: (?:now|already|also))? (?:got|found|noted|received|located|see|see that|updated|recorded|pulled up|have)\b(?! to)(?: that)? (?:your|the|you|an?|that)\b[^,;?!.]*"
    r"|\byou can find\b[^,;?!]*|\b(?:it|this|which|that)(?:'s| is| can be| should be) (?:on|in|at|found|listed|printed|shown)\b[^,;?!]*|\bif you (?:don't|do not|can't|cannot)\b[^,;?!]*"
    r"|\busing (?:your|the|either)? ?[^,;?!]*$(?<!\?)"
)
NEGATED = re.compile(r"(?:\b(?:not|never|no need to|needn't|no longer|without|unless|nothing)|n't)(?: (?:need to|have to|to|also|even|need|require|ask for|please))* ?\Z")
GENERIC = re.compile(
    r"\b(?:anything|something|what) else\b|\bhow (?:can|may|could) i (?:help|assist|be of)\b|\bwhat (?:can|may) i (?:help|do|assist)\b|\bany(?:thing)? (?:other|further|more) (?:questions?|requests?|i can)\b|\bhow (?:are you|else)\b"
    r"|\bfurther assistance\b|\bwhat would you like (?:me )?to do(?: today| next)?\?|\bhow would you like (?:me )?to (?:proceed|continue)|\bdoes that (?:help|answer)\b|\bwhat brings you\b"
)
VALUE_NEXT = re.compile(r"(?:['\")]|\s|\b(?:is|as|of|to|for|on|at|number|from|now|be|set to|still|currently)\b|[:=#\-])*[$€£]?(?=[a-z]{0,4}-?\d|today\b|tomorrow\b|next (?:mon|tue|wed|thu|fri|sat|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)")
EXAMPLE = re.compile(r"\(?\b(?:e\.?g\.?|for example|i\.?e\.?|such as|like|format|in the form)\b|\b(?:yyyy|dd|mm|hh)\b")
AUX = re.compile(r"(?:is|are|was|were|do|does|did|shall|should|will|would|can|could|may|have|has|am|want me)\b")
ITEM_HEAD = re.compile(r"[^:(–—\-]+(?:-[a-z][^:(–—\-]*)*")
TELLING = re.compile(r"\b(?:there|here|is|are|have|has|had|found|was|were|can|you|we|i)\b")
ASKED_ON = re.compile(r"(?:what|when|where|how)(?:'s)? (?:is|are|do|does|did|would|should|will|many|much|long|was)\b|(?:what|which) [a-z]+ (?:would|do|is|are|should|did|will)\b|what's\b")
REACH_YOU = re.compile(r"number(?= (?:to|where|we can|i can|for us to|the driver can) (?:we can |i can )?(?:reach|call|contact|text))")
LIST_CUE = re.compile(r"\b(?:follow|below|detail|information|these|need|provide|require|confirm|share|few things|know|questions)")
Asked = dict[str, None]


class Scope(NamedTuple):
    """A piece of a part in which naming a slot asks for it."""

    text: str
    start: int


HasValue = Callable[[str, str], bool]


def asked_slots(parts: Sequence[Part], known: Vocabulary, has_value: HasValue) -> tuple[str, ...]:
    """The slots the parts ask for, in order; `has_value(slot, text)` says whether a text starts with its value."""
    asked: Asked = {}
    listing = False
    for part in parts:
        if part.item and listing:
            asked |= _asked_item(part, known, has_value)
            continue
        if not CUES.search(part.low):
            asked |= _bare(part, known, has_value)
            listing = False
            continue
        found = _asked_part(part, known, has_value)
        listing = part.header and bool(LIST_CUE.search(part.low)) and not _offers(part)
        if not (listing and part.low.count(":") == 1 and _after_colon(part) == ""):
            asked |= found
        elif found:
            asked |= {slot: None for slot in found if len(found) < 3}
    return tuple(asked)


def _offers(part: Part) -> bool:
    return bool(re.search(r"\b(?:option|available|choose|select|pick|which|found|alternativ|times|result|policy|summary|here (?:is|are)|currently|have the following|you have)", part.low)) and not find_cue(TRIGGERS, part.stems, part.low)


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
        if not has_value(name.slot, rest) and not (VALUE_NEXT.match(part.low, head.end()) and not EXAMPLE.search(part.low, head.end()))
    }


def _bare(part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    """A prompt or a question without a verb: "Booking id:", "Date of birth?"."""
    if not part.low.endswith(("?", ":")) or len(part.low) > 80:
        return {}
    return _named(Scope(part.low, 0), part, known, has_value)


def _asked_part(part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    low = part.low
    if GENERIC.search(low):
        return {}
    low = REACH_YOU.sub("phone ", low)
    asked: Asked = {}
    start = 0
    for piece in _pieces(low):
        asked |= _asked_piece(piece, start, part, known, has_value)
        start += 1
    return asked


def _pieces(low: str) -> list[Scope]:
    pieces: list[Scope] = []
    at = 0
    for hit in SPLIT.finditer(low):
        pieces.append(Scope(low[at : hit.start()], at))
        at = hit.end()
    pieces.append(Scope(low[at:], at))
    return pieces


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda hit: " " * (len(hit[0]) - 1) + ".", text)


def _asked_piece(piece: Scope, number: int, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    text = _blank(THANKS, piece.text) if "than" in piece.text or "appreciate" in piece.text else piece.text
    leading = LEADING.match(text, lead.end() if (lead := LEAD.match(text)) else 0)
    if leading:
        text = " " * leading.end() + text[leading.end() :]
    trigger = find_cue(TRIGGERS, part.stems, text)
    if trigger is None and not WH.search(text):
        text = _blank(INFORM, text)
    asking = part.question or piece.text.endswith("?")
    wh = WH.search(text) if asking or number and ASKED_ON.match(text.strip()) or _opens_with_wh(text) else None
    if trigger and NEGATED.search(text[max(0, trigger.start() - 24) : trigger.start()]) and "without" not in trigger[0]:
        trigger = None
    if wh and (trigger is None or wh.start() <= trigger.start()):
        return _asked_by_wh(wh, text, piece, part, known, has_value)
    if trigger:
        return _asked_by_trigger(trigger, text, piece, part, known, has_value)
    required = REQUIRED.search(text)
    if required and not re.search(r"\b(?:not|no longer|n't) (?:required|needed|necessary)", text):
        return _named(Scope(text, piece.start), part, known, has_value)
    wish = WISH.search(text)
    if wish and asking:
        return _named(Scope(text[wish.end() :], piece.start + wish.end()), part, known, has_value)
    lead = LEAD.match(text)
    if asking and not AUX.match(text.strip(), 0) and not AUX.match(text, lead.end() if lead else 0) and len(text) < 80 or part.header and len(text) < 60 and not TELLING.search(text):
        return _named(Scope(text, piece.start), part, known, has_value)
    return {}


def _opens_with_wh(text: str) -> bool:
    lead = LEAD.match(text)
    return bool(re.match(r"(?:for |on |at |to |from |in )?(?:what|which)\b", text[lead.end() if lead else 0 :]))


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


def _asked_by_wh(hit: re.Match[str], text: str, piece: Scope, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
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
    return {slot: None for slot in special}


def _which(focus: str, known: Vocabulary) -> Asked:
    """ "Which booking" asks for what identifies the booking."""
    words = {token.word for token in tokens(focus)}
    return {
        phrase.slot: None for phrase in known.by_head.get("ref", []) if phrase.narrow and phrase.narrow <= words
    }


def _by_word(word: str, rest: str, known: Vocabulary, focus: str) -> list[str]:
    words = {token.word for token in tokens(rest)}
    if word.startswith("when"):
        found = known.slots_with(frozenset(("date",)), ("date", "datetime")) or known.slots_with(frozenset(("time",)), ("time",))
        born = [slot for slot in found if "birthdate" in known.words[slot]]
        found = born if re.search(r"\bborn\b|birth", rest) else [slot for slot in found if slot not in born]
    elif word.startswith("where"):
        found = [slot for slot in known.slots_with(PLACES) if known.kinds[slot] == "text"]
        found = _way(found, rest, known)
    elif word.startswith("who") or word == "to whom":
        seeing = known.slots_with(frozenset(("doctor", "stylist", "advisor", "specialist"))) if words & {"see", "appointment"} else []
        found = seeing or known.slots_with(frozenset(("name", "recipient", "lastname", "contact")))
    elif word == "how many":
        nouns = {token.word for token in tokens(focus)}
        found = [slot for slot in known.order if nouns & known.words[slot] and slot in known.whole | set(known.slots_with(frozenset(("people", "quantity"))))]
        found = found or known.slots_with(frozenset(("quantity",))) or _only([slot for slot in known.order if slot in known.whole])
    elif word == "how much":
        found = known.slots_with(frozenset(("amount", "fee", "budget", "limit", "quantity"))) or _only([slot for slot in known.order if known.kinds[slot] == "number"])
    else:
        found = known.slots_with(HOW.get(word, frozenset()))
        if word == "how":
            found = [slot for slot in known.order if "method" in known.words[slot] and len(known.words[slot] & words) > 0]
    narrowed = [slot for slot in found if known.words[slot] & (words - {"date", "time", "name"})]
    return narrowed or found


WRONG = re.compile(r" (?:is |was )?(?:wrong|the (?:issue|problem|matter|concern))\b")
HOW = {
    "how long": frozenset(("duration", "night", "minute", "hour")),
    "how old": frozenset(("age", "birthdate")),
    "how big": frozenset(("size",)),
    "how hot": frozenset(("temperature",)),
    "how bright": frozenset(("brightness", "level")),
    "why": frozenset(("reason", "issue")),
}


def _only(found: list[str]) -> list[str]:
    return found if len(found) == 1 else []


def _way(found: list[str], rest: str, known: Vocabulary) -> list[str]:
    leaving = bool(re.search(r"\bfrom\b|\bdepart|\bleav|\bstart", rest))
    toward = bool(re.search(r"\bto\b(?! (?:you|the app))|\bgo(?:ing)?\b|\bdestination\b|\bheading\b", rest))
    start = [slot for slot in found if known.words[slot] & {"departure", "from", "source"}]
    end = [slot for slot in found if known.words[slot] & {"destination", "arrival", "to"}]
    if leaving and start:
        return start + (end if re.search(r"\bto\b[ ,.?]", rest) and toward and " and " in rest else [])
    return end if toward and end else [slot for slot in found if slot not in start] or found


def _named(scope: Scope, part: Part, known: Vocabulary, has_value: HasValue) -> Asked:
    words: list[Token] = tokens(scope.text)
    asked: Asked = {}
    for name in named_slots(words, known):
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
