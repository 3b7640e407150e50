"""Argument values out of what people wrote, by the schema alone: formats, patterns, choices, numbers, plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import re2

from simulator.assistants.speech.consent import consent
from simulator.assistants.speech.documents import name_words, noun_of, split_name
from simulator.assistants.speech.stems import stem, stems
from simulator.values.dates import read_dates
from simulator.values.mention import find_value
from simulator.values.numbers import read_numbers

Schema = Mapping[str, Any]
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"\+?\d[\d ()/.-]{5,}\d")
TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*")
ID_LIKE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9_-]{2,}\Z", re.IGNORECASE)
TIME = re.compile(r"\d\d:\d\d\Z")
LONG_AGO = 2
MOST_PIECES, MOST_CHARACTERS = 9, 24
SMALL_WORDS = frozenset("in is to at no my it its and or the for id ref code with of on so as be an by ends".split())
NO_IDEA = re.compile(
    r"\b(?:don'?t|do not|can'?t|cannot|not) (?:really |actually |quite )?(?:know|have|remember|recall|find|sure)|"
    r"\bno idea\b|\bnot sure\b|\blost\b|\bdunno\b|\bno clue\b|\bforgot",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:no|not|never|isn'?t|wasn'?t|don'?t|false)\b", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:(?:it'?s(?: still)?|it is|its|that'?s|that is|that would be|(?:that|it)'?d be|this is|i'?m|i am|"
    r"sure|ok(?:ay)?|yes|yeah|well|so|um+|uh+|hi|hello|hey|oh|right|the|my|a|an|please|make it|"
    r"let'?s say|i think|i believe|for|to|is|again|here we go|sorry|no (?:problem|worries)|thanks|of course|"
    r"there you go|here you go|fyi|afaik|iirc|"
    r"(?:just|already|like|as|i)(?: i)?(?: just| already)? (?:told|gave|said|mentioned|wrote|stated)"
    r"(?: (?:you|u|that|this|it|above|before))*|"
    r"(?:it|that|this) (?:should|would|must|ought to) be|i have|i'?ve got|it says|i see|i wrote down|i was given|"
    r"there|here it is|found it|let me (?:see|check)|gladly|easy|as|"
    r"sorry if that got lost|i(?: would|'?d) (?:prefer|like)|i (?:want|prefer|need|chose|put|noted|gave)|use|"
    r"i (?:have down|went with|can say)|(?:call|take) it|"
    r"i(?:'?d| would) (?:say|put|go (?:with|for)|rather have)|(?:i |)(?:don'?t|didn'?t) have (?:anything|much) else"
    r"(?: (?:here|than this))?|one (?:change|moment)|(?:i )?(?:guess|suppose|reckon)|wrong|"
    r"ought to be|should be)\b[\s,:.!-]*)+",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"(?:[\s,.;!?]*(?:please|pls|thanks|thank you|thx|i (?:think|guess|believe|suppose|hope)|"
    r"that'?s it|instead|again|is the right one|is (?:right|correct)|ok|"
    r"as far as i (?:know|see)|(?:same )?as before|see above|is that ok|"
    r"does that work|if i'?m not mistaken|(?:like|as) i (?:said|wrote)|[=:;]-?[)(dp]))*[\s.!?,;]*$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:[.!?;]|,| -)\s+(?:i|i'?m|i'?d|i'?ll|is|are|am|can|could|do|does|did|will|would|what|why|how|where|who|when|"
    r"my|our|your|shall|should|aren'?t|isn'?t|doesn'?t|copied|typed|pasted|nobody|would|"
    r"let|hope\w*|tell|that'?s|it'?s|this|took|had to|at least|really|honestly|to be|tbh|please|sorry)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What people say beside a plain answer, once it has been given."""
SEEKING = re.compile(
    r"^[^.!?]*\b(?:sec|moment|minute|look|looking|check|checking|scrolling|dig|somewhere|did i|things like|no secret|"
    r"remembers?|forgetting|glasses|opening|reading|copying|finally|must know|easy)\b[^.!?]*(?:$|[.!?]+\s+(?=\w))",
    re.IGNORECASE,
)
"""What people say first who look for the answer."""
INSIDE = re.compile(r"^(?:and|of|or) (?:\w+ ){1,4}?(?:is|are|was|should be|would be|i have) ", re.IGNORECASE)
"""What of a name like "street and house number" stands between its first word and the value."""
MEANS = re.compile(r"(\w+) means ([^,.;]+)", re.IGNORECASE)


def kind_of(name: str, schema: Schema) -> str:
    """How an argument is to be read: a name of READERS, or object."""
    form, type_ = schema.get("format"), schema.get("type")
    type_ = next((one for one in type_ if one != "null"), "string") if isinstance(type_, list) else type_
    if schema.get("enum"):
        return "enum"
    if type_ in ("boolean", "integer", "number", "array", "object"):
        return {"integer": "number", "array": "list"}.get(type_, type_)
    if form in ("date", "time", "email"):
        return str(form)
    if form == "date-time":
        return "datetime"
    if form in ("phone", "tel") or "phone" in split_name(name):
        return "phone"
    if schema.get("pattern"):
        return "time" if any(TIME.match(str(one)) for one in _examples(schema)) else "pattern"
    return _by_name(name)


def _by_name(name: str) -> str:
    words = split_name(name)
    if "email" in words or "mail" in words:
        return "email"
    return "id" if words[-1:] and words[-1] in ("id", "reference", "code", "ref", "uuid", "key", "sid") else "text"


def _examples(schema: Schema) -> Sequence[Any]:
    return (*(schema.get("examples") or ()), *((schema["example"],) if "example" in schema else ()))


def extract(text: str, schemas: Mapping[str, Schema], asked: Sequence[str], clock: datetime) -> dict[str, Any]:
    """What a text says about these arguments; `asked` are those a short answer may belong to."""
    found: dict[str, Any] = {}
    taken: list[tuple[int, int]] = []
    for names in _in_order(schemas, asked):
        for name in names:
            schema = schemas[name]
            reader = READERS.get(kind_of(name, schema))
            hit = reader(name, schema, _without(text, taken), name in asked, clock) if reader else None
            if hit is not None:
                found[name] = hit[0]
                if hit[1]:
                    taken.append(hit[1])
    return found


ORDER = ("email", "pattern", "enum", "list", "datetime", "date", "time", "phone", "id", "number", "boolean", "text")


def _in_order(schemas: Mapping[str, Schema], asked: Sequence[str]) -> Iterator[list[str]]:
    """Sure formats first; of several arguments of one kind those that were asked for come first."""
    kinds = {name: kind_of(name, schema) for name, schema in schemas.items()}
    for kind in ORDER:
        yield sorted((name for name in schemas if kinds[name] == kind), key=lambda name: name not in asked)


def _without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


Hit = tuple[Any, tuple[int, int] | None] | None
Reader = Callable[[str, Schema, str, bool, datetime], Hit]


def _email(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del name, schema, asked, clock
    spoken = re.sub(r"\s+at\s+(?=[\w.-]+(?:\s*\.\s*|\s+dot\s+)\w)", "@", re.sub(r"\s+dot\s+", ".", text))
    hit = EMAIL.search(text) or EMAIL.search(spoken)
    return (hit.group().rstrip(".").lower(), hit.span() if hit.string is text else None) if hit else None


def _phone(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del name, schema, asked, clock
    hit = PHONE.search(text)
    return (re.sub(r"[ ()/.-]", "", hit.group()), hit.span()) if hit else None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    try:
        return re2.compile(pattern)
    except re2.error:
        return None


def _pattern(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    """Tokens, or neighbouring short tokens joined, that the pattern accepts as they are or in the other case."""
    del name, clock
    pattern = _compiled(str(schema["pattern"]))
    if pattern is None:
        return None
    digits = any(char in str(schema["pattern"]) for char in ("0-9", "\\d"))
    tokens = list(TOKEN.finditer(text))
    for width in range(1, MOST_PIECES if asked and not NO_IDEA.search(text) else 2):
        for at in range(len(tokens) - width, -1, -1):
            piece = tokens[at : at + width]
            if width > 1 and not _spelled(piece):
                continue
            joined = "".join(token.group() for token in piece)
            if not digits and not asked and not joined.isupper():
                continue
            for form in (joined, joined.upper(), joined.lower()):
                if pattern.fullmatch(form):
                    return form, (piece[0].start(), piece[-1].end())
    return None


def _spelled(piece: Sequence[re.Match[str]]) -> bool:
    """True for neighbouring short pieces that may be one id said in parts, and no words of a sentence."""
    words = [token.group() for token in piece]
    return piece[-1].end() - piece[0].start() <= MOST_CHARACTERS and all(
        len(word) <= 4 and word.lower() not in SMALL_WORDS for word in words
    )


def _id(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del clock
    hits = [hit for hit in TOKEN.finditer(text) if ID_LIKE.match(hit.group())]
    near = re.compile(rf"\b{re.escape(name_words(name).split()[0])}\b", re.IGNORECASE)
    if not hits or not (asked or near.search(text)):
        return None
    word = hits[-1].group()
    upper = any(str(one).isupper() for one in _examples(schema))
    return (word.upper() if upper else word), hits[-1].span()


def _date(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    """The last day that fits: one long ago for a birth, else the nearest reading from today on."""
    del schema, asked
    today, birth = clock.date().isoformat(), "birth" in name
    for one in reversed([one for one in read_dates(text, clock) if one.kind in ("date", "datetime")]):
        values = [str(value)[:10] for value in one.readings]
        past = [value for value in values if _years(today, value) >= LONG_AGO]
        if birth == bool(past):
            ahead = [value for value in values if value >= today]
            return (past or ahead or values)[0], (one.start, one.end)
    return None


def _years(today: str, day: str) -> int:
    return int(today[:4]) - int(day[:4])


def _time(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del name, schema, asked
    found = [one for one in read_dates(text, clock) if one.kind in ("time", "datetime")]
    if not found:
        return None
    value = str(found[-1].value)
    return (value[11:16] if found[-1].kind == "datetime" else value[:5]), (found[-1].start, found[-1].end)


def _datetime(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del name, schema, asked
    found = [one for one in read_dates(text, clock) if one.kind == "datetime"]
    return (found[-1].value, (found[-1].start, found[-1].end)) if found else None


def _number(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    whole = schema.get("type") == "integer"
    dates = [(one.start, one.end) for one in read_dates(text, clock)]
    for one in reversed(read_numbers(text)):
        if any(start <= one.start < end for start, end in dates) and not asked:
            continue
        if whole and not isinstance(one.value, int):
            continue
        if not schema.get("minimum", one.value) <= one.value <= schema.get("maximum", one.value):
            continue
        if asked or stems(name_words(name)) & stems(text[max(0, one.start - 20) : one.end + 25]):
            return one.value, (one.start, one.end)
    return None


def _enum(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del asked
    hits = []
    for value in schema["enum"]:
        span = find_value(value, text, clock) if isinstance(value, str | int | float) else None
        if span:
            hits.append((span[0], value, span))
    if hits:
        return max(hits, key=lambda hit: hit[0])[1:]
    said = stems(text)
    for value, words in _meanings(name, schema).items():
        if words & said:
            return value, None
    return None


def _meanings(name: str, schema: Schema) -> dict[Any, frozenset[str]]:
    """Other words for the members of a choice: their own stems, and what the description says they mean."""
    described = {
        hit.group(1).lower(): stems(hit.group(2)) for hit in MEANS.finditer(str(schema.get("description", "")))
    }
    common = stems(f"{name_words(name)} another item order")
    return {
        value: (stems(str(value).replace("_", " ")) | described.get(str(value).lower(), frozenset())) - common
        for value in schema["enum"]
        if value is not None
    }


def _list(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    items = schema.get("items") or {}
    if not items.get("enum"):
        return None
    del name, asked
    said = {stem(word) for word in re.findall(r"[a-z]+", text.lower())}
    found = [
        value
        for value in items["enum"]
        if find_value(value, text, clock) or stems(str(value).replace("_", " ")) <= said
    ]
    return (found, None) if found else None


def _boolean(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    del clock
    if asked and (answer := consent(text)):
        return answer == "yes", None
    words = stems(name_words(name))
    for part in re.split(r"[.!?;,\n]", text) if len(words) > 1 else ():
        if words <= stems(part):
            return not NOT.search(part), None
    del schema
    return None


def _text(name: str, schema: Schema, text: str, asked: bool, clock: datetime) -> Hit:
    """A plain answer to a plain question, without what people put around it; unasked, only where it is named."""
    del clock
    noun = noun_of(name, schema)
    named = _named(noun.words, noun.name).search(text)
    if not named and (not asked or NO_IDEA.search(text)):
        return None
    lines = [INSIDE.sub("", next(part for part in named.groups() if part))] if named else _no_questions(text)
    for line in lines:
        answer = TRAIL.sub("", BESIDE.sub("", LEAD.sub("", SEEKING.sub("", " ".join(line.split()))))).strip(" \"'“”")
        if answer and schema.get("minLength", 1) <= len(answer) <= schema.get("maxLength", 200):
            return answer, None
    return None


def _no_questions(text: str) -> list[str]:
    """The lines of a text without those that ask something back, or only tell that the answer is looked for."""
    lines = [line for line in text.split("\n") if not (line.rstrip().endswith("?") and len(line.split()) > 2)]
    return [line for line in lines if not SEEKING.fullmatch(line.strip())] or lines


@lru_cache(maxsize=512)
def _named(words: str, name: str) -> re.Pattern[str]:
    parts = [part for part in words.split(" and ") if " " in part]
    ways = (words, name, words.rsplit(maxsplit=1)[-1], *words.split(" or "), *parts)
    either = "|".join(re.escape(one) for one in dict.fromkeys(ways))
    value = r"([^.!?;,\n]+?)(?=[.!?;,\n]|$)"
    return re.compile(
        rf"\b(?:{either})\"?(?: part| bit)?(?:,? ?(?:is|was|would be|should be|that's|it'?s|it is|it says|I have|I see|"
        rf"there is)\b|[?:=])\s*{value}|"
        rf"(?:^|[.!?;,\n])\s*(?:the |my )?(?:{either}) {value}|"
        rf"(?:^|[.!?;,\n])\s*([^.!?;,\n]+?),? (?:as|for|is|that's)(?: the| my)? (?:{either})\b",
        re.IGNORECASE,
    )


READERS: Mapping[str, Reader] = {
    "email": _email,
    "phone": _phone,
    "pattern": _pattern,
    "id": _id,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "number": _number,
    "enum": _enum,
    "list": _list,
    "boolean": _boolean,
    "text": _text,
}
