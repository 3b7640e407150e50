"""Values with no word beside them: listed ("chemistry, Ella Brooks"), quoted, or of the field of the one wanted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from simulator.frozen import NamedTuple
from simulator.naming.fields import fields_of
from simulator.naming.lexicon import CONCEPT, concept
from simulator.naming.profile import RELATIONS, concepts, spread
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import REACH, Heard, Span
from simulator.understanding.said.near import COMMON, WORD, same_thing, words_of_name
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.normal import fold

PIECE = Late(r"[^,;\n]+")
OPENED = Late(r"\A[^:]{0,40}:\s*")
ENDED = Late(r"[.?!](?:\s.*)?\Z")
PLAIN = Late(r"[a-z][a-z\-]+(?: [a-z][a-z\-]+){0,2}\Z")
NUMBER = Late(r"[$€£]?[\d.,]+\Z|(?:one|two|three|four|five|six|seven|eight|nine|ten)\Z")
REMARKS = frozenset(map(concept, "request note comment instruction remark wish requirement preference info".split()))
"""What is said in these slots need not come up in a read-back."""
NAMED = Late(r"[A-Z][^ ]* (?:[^ ]+ )*[A-Z]{2,4}\Z")
"""A firm is no kind of thing, whatever its last word: "Pinewood TV"."""
MAX_PIECES = 60
QUOTED = Late(r"[\"“]([^\"”\n]{2,60})[\"”]")
SENTENCE_END = Late(r"[.?!](?=\s)|\n")
BEFORE_NAME = Late(r"[a-z,] [A-Z][\w'’]+ \Z")
AFTER_NAME = Late(r" [A-Z][a-z]")
ANSWERS = frozenset("yes no ok okay confirm confirmed y n proceed stop cancel change go ahead book".split())
EVERYDAY = frozenset((*CONCEPT.values(), *RELATIONS))
PLAINLY_KNOWN = frozenset(
    "lovely great small large free single quick total full final same extra other last first next nearest nearby short "
    "long usual regular standard special whole half main best right correct following available open late early "
    "morning afternoon evening minute minutes hour hours night nights week weeks month months view garden river centre "
    "center corner host driver owner staff team table order booking summary system moment customer standing deposit "
    "pieces piece units unit items item copies discount voucher receipt ticket queue line counter entrance "
    "lobby".split()
)


class Listed(NamedTuple):
    """One piece of a list: text[start:end]."""

    start: int
    end: int
    text: str


def stray_value(missing: Sequence[Slot], heard: Heard) -> str | None:
    """The slot in whose place a list of right values has a word that none of the slots is about."""
    profiles = heard.known.profiles
    able = [slot for slot in missing if str(slot.value)[:1].islower() and not profiles[slot.name].options]
    sayable = [one for one in missing if " " in str(one.value) and profiles[one.name].tags <= {"text", "title"}]
    if (able or sayable) and _strange_quote(heard):
        return (able or sayable)[0].name
    if not able:
        return None
    if "," not in heard.text:
        return None
    spans = [*heard.places.values(), *((one.start, one.end) for one in read_dates(heard.text, heard.clock))]
    pieces = _pieces(heard.text)
    values = [_is_value(piece, spans) for piece in pieces]
    for place, piece in enumerate(pieces):
        beside = values[max(0, place - 1) : place] + values[place + 1 : place + 2]
        if not values[place] and beside and all(beside) and sum(values) > 1 and _is_strange(piece.text, heard):
            return able[0].name
    return None


def of_a_field(missing: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Slot name -> "wrong" for those of which the text says another word of the same field: black for green."""
    named = {slot: heard.known.profiles[slot.name].named for slot in missing if isinstance(slot.value, str)}
    texts = [slot for slot in named if REMARKS.isdisjoint(named[slot]) and not NAMED.match(str(slot.value))]
    wanted = {slot: fields for slot in texts if (fields := _fields(fold(str(slot.value))))}
    if not wanted:
        return {}
    found: dict[str, str] = {}
    said = field_words(heard)
    for slot, fields in wanted.items():
        own = words_of_name(fold(slot.value))
        for word, _ in said:
            if (
                fields & _fields(word)
                and not any(same_thing(one, word) for one in own)
                and not _is_anothers(word, slot, heard)
            ):
                found[slot.name] = "wrong"
    return found


def _fields(written: str) -> frozenset[str]:
    """The fields of a value: of the whole of it, else of its last word."""
    return fields_of(written.replace(" ", "-")) or fields_of(written.rpartition(" ")[2])


def field_words(heard: Heard) -> list[tuple[str, int]]:
    """The words of a text that have a field, with their places; words of right values, days and long names are none."""
    text = heard.text
    busy = [*heard.places.values(), *((one.start, one.end) for one in read_dates(text, heard.clock))]
    found: list[tuple[str, int]] = []
    before = ""
    for hit in WORD.finditer(text):
        low = fold(hit[0])
        for word in dict.fromkeys((f"{before}-{low}", low, low.partition("-")[0])):
            if fields_of(word) and not _is_busy(hit, busy) and not _in_name(hit, text):
                found.append((word, hit.start()))
        before = low
        if len(found) > MAX_PIECES:
            break
    return found


def _is_busy(hit: re.Match[str], busy: Sequence[Span]) -> bool:
    return any(start < hit.end() and hit.start() < end for start, end in busy)


def _in_name(hit: re.Match[str], text: str) -> bool:
    """Whether a word is one of several with capitals: the "Green" of "Green Street"."""
    if not hit[0][:1].isupper():
        return False
    start = hit.start()
    return bool(BEFORE_NAME.search(text, max(0, start - REACH), start) or AFTER_NAME.match(text, hit.end()))


def _is_anothers(word: str, slot: Slot, heard: Heard) -> bool:
    """Whether a word is one of the choices of another slot, what a yes or no is about, or what a slot is called."""
    said = concepts(word)
    profiles = heard.known.profiles
    others = [one for name, one in profiles.items() if name != slot.name]
    choices = [one.core for one in others if "flag" in one.tags] + [one.terms for one in others if "option" in one.tags]
    return any(part in terms for terms in choices for part in said) or any(
        word in spread(one.name).split() for one in others
    )


def _strange_quote(heard: Heard) -> bool:
    """Whether something is quoted that is no value: "I'll say 'pay the rent'"."""
    for hit in QUOTED.finditer(heard.text):
        held = any(start < hit.end() and hit.start() < end for start, end in heard.places.values())
        if not held and hit[1].lower().strip(" .!") not in ANSWERS:
            return True
    return False


def sentence_ends(heard: Heard) -> list[int]:
    return [hit.end() for hit in SENTENCE_END.finditer(heard.text)]


def said_beside(at: int, ends: Sequence[int], heard: Heard) -> int:
    """How many values the sentence around a place says."""
    following = bisect_right(ends, at)
    start = ends[following - 1] if following else 0
    end = ends[following] - 1 if following < len(ends) else len(heard.text)
    return sum([start <= span[0] < end for span in heard.places.values()])


def _pieces(text: str) -> list[Listed]:
    found = []
    for hit in PIECE.finditer(text):
        start, end = hit.span()
        opened, ended = OPENED.match(hit[0]), ENDED.search(hit[0])
        start += opened.end() if opened else 0
        end = hit.start() + ended.start() if ended else end
        said = text[start:end]
        start += len(said) - len(said.lstrip(" -*"))
        found.append(Listed(start, end, text[start:end].strip(" *")))
    return found[:MAX_PIECES]


def _is_value(piece: Listed, spans: Sequence[Span]) -> bool:
    if NUMBER.match(piece.text):
        return True
    return any(start <= piece.start + 2 and piece.end - 2 <= end for start, end in spans)


def _is_strange(text: str, heard: Heard) -> bool:
    if not PLAIN.match(text) or not COMMON.isdisjoint(text.split()):
        return False
    words = concepts(text)
    if not PLAINLY_KNOWN.isdisjoint(text.split()) or any(word in EVERYDAY for word in words):
        return False
    return bool(words) and not any(word in one.terms for one in heard.known.profiles.values() for word in words)
