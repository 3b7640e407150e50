"""Where a JSON value is said in a text: at token borders, in any written form, and nowhere else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from simulator.values.dates import read_dates, same_moment
from simulator.values.normal import KEEP, fold, fold_with_places
from simulator.values.numbers import digit_chains, read_numbers, write_number
from simulator.values.phones import is_phone, phone_pattern
from simulator.values.words import ORDINALS, say_number

Span = tuple[int, int]
Finder = Callable[[str, datetime], Span | None]

DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
TIME = re.compile(r"\d\d:\d\d(?::\d\d)?\Z")
DATETIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?\Z")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+\Z")
NUMERIC = re.compile(r"-?(?:0|[1-9]\d{0,8})\.\d{1,6}\Z|-?[1-9]\d{0,2}\Z|0\Z|-\d{1,9}\Z")
ID = re.compile(r"(?=[^\d]*\d)#?[^\W_]+(?:[-_/.:#][^\W_]+)*\Z")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|\x00|[\s_]+")
GAPS = " -_."
HUGE = 1e300
LOOSE = frozenset(".,'\"-_&()!?:;/")
SQUEEZE = re.compile(r"[\W_]+")


def mentions(value: Any, text: str, clock: datetime) -> bool:
    """Whether the text says the value."""
    return find_value(value, text, clock) is not None


def find_value(value: Any, text: str, clock: datetime) -> Span | None:
    """Where the text says the value; of a list all items, of an object all its values. Booleans and null never."""
    if isinstance(value, str):
        return _finder(value)(text, clock)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _find_number(value, text) if -HUGE < value < HUGE else None
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return _find_all(value, text, clock)
    return None


def _find_all(values: list[Any] | tuple[Any, ...], text: str, clock: datetime) -> Span | None:
    spans = []
    for value in values:
        span = find_value(value, text, clock)
        if span is None:
            return None
        spans.append(span)
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def kind_of(value: Any) -> str:
    """What a value is when people write it: date, time, datetime, number, email, phone, id, text, or "" for none."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return "number"
    return _kind(value) if isinstance(value, str) else ""


@lru_cache(maxsize=8192)
def _kind(value: str) -> str:
    if DATE.match(value):
        return "date" if _is_date(value) else "id"
    for kind, pattern in (("time", TIME), ("datetime", DATETIME), ("email", EMAIL), ("number", NUMERIC)):
        if pattern.match(value):
            return kind
    if is_phone(value):
        return "phone"
    return "id" if ID.match(value) else "text" if value.strip() else ""


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8192)
def _finder(value: str) -> Finder:
    return MAKERS[_kind(value)](value)


def _nowhere(value: str) -> Finder:
    return lambda text, clock: None


def _hinted(hints: tuple[str, ...], text: str) -> bool:
    """A cheap look before a costly one: whether anything in the text can be the value."""
    low = text.lower()
    return any(hint in low for hint in hints)


DAY_HINTS = ("day", "tonight", "tom", "tm", "week", "month", "ago", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME_HINTS = ("noon", "mid", "half", "quarter", "past", " to ")


def _dates(value: str) -> Finder:
    number = int(value[8:])
    hints = (str(number), *(word for word, day in ORDINALS.items() if day == number), *DAY_HINTS)

    def find(text: str, clock: datetime) -> Span | None:
        if not _hinted(hints, text):
            return None
        for found in read_dates(text, clock):
            if found.kind == "date" and value in found.readings:
                return found.start, found.end
        return None

    return find


def _times(value: str) -> Finder:
    hour = int(value[:2])
    hints = (str(hour), str(hour % 12 or 12), say_number(hour % 12 or 12), *TIME_HINTS)

    def find(text: str, clock: datetime) -> Span | None:
        if not _hinted(hints, text):
            return None
        for found in read_dates(text, clock):
            if found.kind == "time" and any(same_moment(value, reading, clock) for reading in found.readings):
                return found.start, found.end
        return None

    return find


def _datetimes(value: str) -> Finder:
    find_day, find_time = _dates(value[:10]), _times(value[11:16])

    def find(text: str, clock: datetime) -> Span | None:
        together = [found for found in read_dates(text, clock) if found.kind == "datetime"]
        for found in together:
            if any(same_moment(value, reading, clock) for reading in found.readings):
                return found.start, found.end
        day, moment = find_day(text, clock), find_time(text, clock)
        if day is None or moment is None or any(found.start in (day[0], moment[0]) for found in together):
            return None
        return min(day[0], moment[0]), max(day[1], moment[1])

    return find


def _find_number(value: int | float, text: str) -> Span | None:
    folded, _ = fold_with_places(text)
    plain, hints = _number_hints(abs(value))
    if plain not in _squeezed(folded) and not any(hint in folded for hint in hints):
        return None
    for found in read_numbers(text):
        for reading in found.readings:
            if reading == value or math.isclose(reading, value, rel_tol=1e-9):
                return found.start, found.end
    return None


@lru_cache(maxsize=4096)
def _number_hints(value: int | float) -> tuple[str, tuple[str, ...]]:
    """The digits of a number without marks, and pieces of words that may say it."""
    plain = SQUEEZE.sub("", write_number(value, "digits"))
    if value != int(value):
        return plain, ("thousand", "million", "billion", "k")
    spoken = [say_number(int(value)).split()[0].split("-")[0]] if value < 10**12 else []
    scales = ("dozen", "couple", "hundred", "thousand", "million", "billion")
    large = (f"{value / 1000:g}k",) if value >= 1000 else ()
    return plain, (*spoken, *scales, *large)


def _numerics(value: str) -> Finder:
    number = float(value) if "." in value else int(value)
    return lambda text, clock: _find_number(number, text)


def _emails(value: str) -> Finder:
    name, _, host = fold(value).rpartition("@")
    dots = r"\s*(?:\.|\bdot\b)\s*"
    spread = (r"\s*(?:@|[(\[]at[)\]]|\bat\b)\s*").join(
        dots.join(map(re.escape, part.split("."))) for part in (name, host)
    )
    pattern = re.compile(rf"(?<![\w.+\-@]){spread}(?![\w@]|[.\-]\w)")
    return _searching(pattern, lambda folded: True, _anywhere, name[:1])


def _phones(value: str) -> Finder:
    return _searching(phone_pattern(value), lambda folded: True, _phone_borders, value.strip()[-1:])


def _ids(value: str) -> Finder:
    folded = fold(value)
    squeezed = SQUEEZE.sub("", folded)
    if not squeezed:
        return _texts(value)
    free = len(squeezed) > 4
    pattern = re.compile(_id_pattern(folded, free))
    borders = _digit_borders if squeezed.isdigit() else _short_id_borders if len(squeezed) < 4 else _id_borders
    find = _searching(pattern, lambda text: squeezed in _squeezed(text), borders, "")
    if not re.match(r"[1-9]\d{0,14}\Z", value):
        return find
    number = int(value)
    return lambda text, clock: find(text, clock) or _find_number(number, text)


def _id_pattern(folded: str, free: bool) -> str:
    parts: list[str] = []
    gap = False
    last = ""
    for char in folded:
        if not char.isalnum():
            gap = True
            continue
        if last:
            digits = last.isdigit() and char.isdigit()
            kinds = last.isdigit() != char.isdigit()
            parts.append(
                r"[ \-_./:#]{1,2}"
                if gap and digits
                else r"[ \-_./:#]{0,2}"
                if gap
                else r"[ \-_.]{0,2}"
                if free or kinds
                else ""
            )
        parts.append(re.escape(char))
        gap, last = False, char
    return "".join(parts)


def _squeezed(folded: str) -> str:
    return _squeezed_kept(folded) if len(folded) <= KEEP else SQUEEZE.sub("", folded)


@lru_cache(maxsize=512)
def _squeezed_kept(folded: str) -> str:
    return SQUEEZE.sub("", folded)


def _texts(value: str) -> Finder:
    spaced = fold(CAMEL.sub("\x00", value.strip()))
    words = [word for word in TOKEN.findall(spaced) if word[0].isalnum()]
    if not words:
        pattern = re.compile(re.escape(" ".join(spaced.split())))
        return _searching(pattern, lambda folded: True, _anywhere, "")
    pattern = re.compile(_text_pattern(TOKEN.findall(spaced)))
    longest = max(words, key=len)
    borders = _letter_borders if len(spaced) == 1 else _text_borders
    return _searching(pattern, lambda folded: longest in folded, borders, "")


def _text_pattern(tokens: list[str]) -> str:
    parts: list[str] = []
    gap = ""
    started = False
    for token in tokens:
        if token[0].isalnum():
            number = started and parts[-1][-1].isdigit() and token[0].isdigit() and not gap.isspace()
            parts.append(re.escape(gap) if number else _gap_pattern(gap) if started else gap)
            parts.append(re.escape(token))
            gap, started = "", True
        else:
            gap += token
    hard = "".join(re.escape(char) for char in gap if char not in LOOSE and not char.isspace() and char != "\x00")
    head = parts[0]
    parts[0] = "".join(re.escape(char) for char in head if char not in LOOSE and not char.isspace() and char != "\x00")
    return "".join(parts) + hard


def _gap_pattern(gap: str) -> str:
    if gap == "\x00":
        return r"[\s_\-]?"
    if gap == "'":
        return "'?"
    if gap.strip() == "&":
        return r"\s*(?:&|\band\b)\s*"
    hard = [re.escape(char) for char in gap if char not in LOOSE and not char.isspace() and char != "\x00"]
    return r"\s*" + r"\s*".join(hard) + r"\s*" if hard else r"[\W_]{1,4}"


Borders = Callable[[str, str, int, int], bool]


def _searching(pattern: re.Pattern[str], likely: Callable[[str], bool], borders: Borders, first: str) -> Finder:
    def find(text: str, clock: datetime) -> Span | None:
        folded, places = fold_with_places(text)
        if first not in folded or not likely(folded):
            return None
        at = 0
        while at < len(folded) and (hit := pattern.search(folded, at)):
            start, end = hit.span()
            if end > start and borders(folded, text if places is None else folded, start, end):
                return (start, end) if places is None else (places[start], places[end - 1] + 1)
            at = start + 1
        return None

    return find


def _anywhere(folded: str, text: str, start: int, end: int) -> bool:
    return True


def _free(folded: str, start: int, end: int, marks: str) -> bool:
    """No word goes on at either end, nor one joined by these marks."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "_@"):
        return False
    if start > 1 and folded[start - 1] in marks and folded[start - 2].isalnum():
        return False
    after = folded[end : end + 2]
    if after and (after[0].isalnum() or after[0] in "_@"):
        return False
    return not (len(after) == 2 and after[0] in ".,:-/" and after[1].isdigit())


def _id_borders(folded: str, text: str, start: int, end: int) -> bool:
    if not _free(folded, start, end, "-_/.,+"):
        return False
    after = folded[end : end + 2]
    if len(after) == 2 and after[0] in "-_/" and after[1].isalnum() or _spelled_on(folded, start, end):
        return False
    return not (
        folded[start].isdigit() and start and folded[start - 1] in "-+." and (start == 1 or folded[start - 2] in " (")
    )


def _spelled_on(folded: str, start: int, end: int) -> bool:
    """ "A B 1 2" goes on where another lone letter or digit stands beside it."""
    if end - start < 3:
        return False
    gap, after = folded[end - 2], folded[end : end + 3]
    if gap in GAPS and after[:1] == gap and after[1:2].isalnum() and not after[2:].isalnum():
        return True
    gap, before = folded[start + 1], folded[max(0, start - 3) : start]
    return gap in GAPS and before[-1:] == gap and before[-2:-1].isdigit() and not before[:-2].isalnum()


def _short_id_borders(folded: str, text: str, start: int, end: int) -> bool:
    """ "12 a" is seat 12A only where the letter is no article."""
    lone = re.search(r"(?<!\w)[ai](?!\w)", text[start:end])
    return lone is None and _id_borders(folded, text, start, end)


def _digit_borders(folded: str, text: str, start: int, end: int) -> bool:
    """No piece of a phone or card number."""
    if not _id_borders(folded, text, start, end):
        return False
    window = max(0, start - 40)
    chains = digit_chains(folded[window : end + 40])
    return not any(
        first + window <= start and end <= last + window and last - first > end - start for first, last in chains
    )


def _phone_borders(folded: str, text: str, start: int, end: int) -> bool:
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "+_"):
        return False
    if re.match(r"[ .\-/]?\d|\w", folded[end : end + 2]):
        return False
    return not re.search(r"\d[ .\-/()]{0,2}\Z", folded[max(0, start - 3) : start])


def _text_borders(folded: str, text: str, start: int, end: int) -> bool:
    return _free(folded, start, end, "-_/.,+'" if folded[start].isdigit() else "-'")


def _letter_borders(folded: str, text: str, start: int, end: int) -> bool:
    """A lone "a" or "i" counts only as a capital that starts no sentence."""
    if not _free(folded, start, end, "-'./") or folded[end : end + 1] == "'":
        return False
    if text[start] not in "aiAI":
        return True
    return text[start] in "AI" and not (start == 0 and re.match(r" [a-z]", folded[end : end + 2]))


MAKERS: dict[str, Callable[[str], Finder]] = {
    "date": _dates,
    "time": _times,
    "datetime": _datetimes,
    "number": _numerics,
    "email": _emails,
    "phone": _phones,
    "id": _ids,
    "text": _texts,
    "": _nowhere,
}
