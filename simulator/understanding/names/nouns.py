"""Things in small letters that no slot is about, among the values of a sentence: a "broken clutch" for a flat tyre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from simulator.frozen import NamedTuple
from simulator.naming.profile import ABOUT, concepts
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard
from simulator.understanding.said.listing import EVERYDAY, PLAINLY_KNOWN, REMARKS, said_beside, sentence_ends
from simulator.understanding.said.near import COMMON, WORD, words_of_name
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.normal import fold
from simulator.values.numbers import read_numbers

LEADS = frozenset("a an your the some of for with in on my his her their got get".split())
"""After these words a thing is named."""
ASIDES = frozenset(
    "value worth label check recap summary overview look review verification rundown sum breakdown heads-up "
    "question favour favor office practice workshop counter desk branch shop store salon clinic technician driver "
    "courier agent specialist instructor receptionist assistant manager link email e-mail message text reminder "
    "card account phone number app website page cancellation policy note request details session fee charge price "
    "cost amount tax tip refund receipt discount coupon offer plan bill invoice payment booking reservation order "
    "appointment confirmation reference code ticket form list entry copy way start end beginning middle rest "
    "front back side top bottom entrance door lobby queue line parking street road station airport city town "
    "country home house place area address map time day date week weekend month year hour minute second moment "
    "today tonight slot period deadline notice advance case event matter issue problem reason purpose chance "
    "change choice option preference selection detail information person people customer client guest member user "
    "visitor team staff crew company business service help support advice contact call hand thing item product "
    "piece kind type sort size set pair bit lot couple few min mins sec working total balance deposit credit "
    "debit cash money currency dollar dollars euro euros pound pounds cent cents patience understanding trust "
    "interest mind hold file record system screen profile name title word yes no thanks please go ahead touch "
    "stock full part addition general fact return".split()
)
"""What may be spoken of in any read-back."""
VERBS = Late(r"[a-z]+(?:ed|ly|n't)\Z")
DETERMINED = Late(r"\b(?:[Aa]n?|[Yy]our|his|her|their|my) [A-Z][\w'’&.-]*(?: [A-Z\d][\w'’&.-]*)? \Z")
PIECE_STARTS = Late(r"[,(:;·•|]\s*\Z")
PIECE_ENDS = Late(r"\s*[,);·•|]")
STEPS = frozenset(
    "inside outside there here too instead brought sent made taken given put set held kept left shown paid built "
    "written driven done gone seen got sold told found met to will would can could shall should may might must i "
    "we you it they not n't please and who".split()
)
"""After these words something is done."""
MAX_WORDS = 400
ENDS = frozenset(",;:.!?)")
LONGEST = 3
SHORTEST = 3
GOES_ON = Late(r" (?:by|to|up|down|off|back|out|you|your|the|a|an|within|until|from)\b")
"""After a word in -s, what makes it rather something done than several things: "the label comes by email"."""
DOES = frozenset("will to can would".split())
NEAR = 14
BESIDE_PLACES = frozenset("behind under near beside next opposite into off above below inside outside around".split())
"""After these words it is somewhere."""


OWNING = frozenset(("your", "a", "an", "the"))
"""After these words a thing may be told by what stands before its noun: "your mountain posters"."""


class Run(NamedTuple):
    """Words that say something, one behind the other: text[start:end], and the word or value they follow."""

    start: int
    end: int
    words: tuple[str, ...]
    lead: str


def strange_noun(missing: Sequence[Slot], slots: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot in whose place a thing is named that none of the slots is about."""
    profiles = heard.known.profiles
    able = [slot for slot in missing if _is_thing(slot.value) and profiles[slot.name].named.isdisjoint(REMARKS)]
    if not able or len(heard.places) < 2:
        return None
    ends = sentence_ends(heard)
    said = frozenset(_words([slot for slot in slots if slot not in missing]))
    wanted = frozenset(_words(able))
    for run in _runs(heard):
        stems = frozenset([_stem(word) for word in run.words])
        strange = said.isdisjoint(stems) and (wanted.isdisjoint(stems) or _is_another(run, wanted))
        enough = 1 if run.lead in (VALUE, "your") else 2
        if strange and said_beside(run.start, ends, heard) >= enough and _is_strange(run, heard):
            return able[0]
    return None


def _words(slots: Sequence[Slot]) -> Iterator[str]:
    for slot in slots:
        for value in slot.value if isinstance(slot.value, list | tuple) else (slot.value,):
            yield from map(_stem, words_of_name(fold(str(value))))


def _stem(word: str) -> str:
    return word.lower().rstrip("s")


def _is_another(run: Run, wanted: frozenset[str]) -> bool:
    """Whether it is a thing of the same kind that is called otherwise: "Thai massage"."""
    stems = [_stem(word) for word in run.words]
    return len(stems) > 1 and stems[-1] in wanted and wanted.isdisjoint(stems[:-1])


def _is_thing(value: object) -> bool:
    """Whether a value is said in small letters, but for the first of several words."""
    if isinstance(value, list | tuple):
        return bool(value) and _is_thing(value[0])
    return isinstance(value, str) and (value[:1].islower() or " " in value and value[1:].islower())


def _runs(heard: Heard) -> Iterator[Run]:
    """The runs of words that are no value, no number, no day and no small words."""
    held: list[Token] = []
    lead = ""
    for token in _tokens(heard):
        if held and not (token.what == WORDS and token.joined):
            yield Run(held[0].start, held[-1].end, tuple([one.word for one in held]), lead)
            held = []
        if token.what == WORDS:
            lead = lead if held or token.joined else ""
            held.append(token)
        else:
            lead = token.word if token.what == SMALL else token.what
    if held:
        yield Run(held[0].start, held[-1].end, tuple([one.word for one in held]), lead)


class Token(NamedTuple):
    """A word of a text, what it is, and whether only a blank stands before it."""

    start: int
    end: int
    word: str
    what: str
    joined: bool


VALUE, NUMBER, SMALL, WORDS = "value", "number", "small", "word"


def _tokens(heard: Heard) -> Iterator[Token]:
    text = heard.text
    busy = [*heard.places.values(), *((one.start, one.end) for one in read_dates(text, heard.clock))]
    numbers = [(one.start, one.end) for one in read_numbers(text)]
    for hit in islice(WORD.finditer(text), MAX_WORDS):
        start, low = hit.start(), fold(hit[0])
        joined = text[start - 1 : start] == " " and text[max(0, start - 2) : start - 1] not in ENDS
        small = low in COMMON or low in STEPS
        what = SMALL if small else WORDS
        what = VALUE if any(a <= start < b for a, b in busy) else what
        what = NUMBER if any(a <= start < b for a, b in numbers) else what
        yield Token(start, hit.end(), low if small or hit[0][:1].islower() else hit[0], what, joined)


def _is_piece(run: Run, text: str) -> bool:
    """Whether it stands between commas or in brackets."""
    return PIECE_STARTS.search(text, 0, run.start) is not None and PIECE_ENDS.match(text, run.end) is not None


def _without_verbs(run: Run, text: str) -> Run:
    """The run without what is done: "will play birdsong", "a technician comes", "the dinner equally"."""
    if len(run.words) > 1 and run.lead in DOES:
        run = run._replace(words=run.words[1:], lead="some")
    if len(run.words) > 1 and VERBS.match(run.words[-1]):
        run = run._replace(words=run.words[:-1])
    if len(run.words) > 1 and run.words[-1].endswith("s") and (run.lead in ("a", "an") or GOES_ON.match(text, run.end)):
        run = run._replace(words=run.words[:-1])
    return run


def _counts_them(run: Run, heard: Heard) -> bool:
    """Whether the number before a thing is a wanted one: the three of "three fig trees"."""
    return any(span[1] + 1 == run.start for span in heard.places.values())


def _named(word: str, heard: Heard) -> bool:
    """Whether a word is one that slots are called by or are about."""
    return any(part in one.own for part in concepts(word.lower()) for one in heard.known.profiles.values())


def _is_strange(run: Run, heard: Heard) -> bool:
    """Whether a run names a thing that no slot and nothing else explains."""
    if heard.text.startswith(":", run.end):
        return False
    run = _without_verbs(run, heard.text)
    before = heard.low[max(0, run.start - NEAR) : run.start].split()
    if _is_usual(run.words[-1]) or not BESIDE_PLACES.isdisjoint(before):
        return False
    if _named(run.words[-1], heard) and len(run.words) > 1 and run.lead in (*OWNING, NUMBER):
        run = run._replace(words=run.words[:-1])
    head = run.words[-1]
    if len(run.words) > LONGEST or not head[:1].islower() or VERBS.match(head) or len(head) < SHORTEST:
        return False
    return _is_led(run, heard) and not _is_usual(head) and not _is_about(run, heard)


def _is_usual(head: str) -> bool:
    return head in ASIDES or head in PLAINLY_KNOWN or head.rstrip("s") in ASIDES


def _is_led(run: Run, heard: Heard) -> bool:
    """Whether what stands before a run lets it name a thing."""
    if run.lead == NUMBER:
        return _counts_them(run, heard)
    if run.lead == VALUE:
        return not run.words[-1].endswith("s") and DETERMINED.search(heard.text, 0, run.start) is not None
    return run.lead in LEADS or run.lead == "" and _is_piece(run, heard.text)


def _is_about(run: Run, heard: Heard) -> bool:
    """Whether slots are about a run, or any service is."""
    words = [part for word in run.words for part in concepts(word.lower())]
    profiles = heard.known.profiles.values()
    if all(word in EVERYDAY for word in words) or any(one.terms.get(words[-1], 0.0) >= ABOUT for one in profiles):
        return True
    return any(word in one.core for one in profiles if "flag" in one.tags for word in words)
