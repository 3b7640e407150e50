"""Where a JSON value is said in a text: at token borders, in any written form, and nowhere else."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from simulator.values.cues import cues
from simulator.values.dates import read_dates, same_moment
from simulator.values.late import Late
from simulator.values.normal import fold_with_places
from simulator.values.numbers import read_numbers, write_number
from simulator.values.phones import is_phone
from simulator.values.scan import NEAR_WORDS, SPOKEN_HINTS, UNIT_WORDS, WEEKDAY_WORDS
from simulator.values.spelling import Finder, Span, find_email, find_id, find_phone, find_text, squeeze
from simulator.values.words import ORDINALS, say_number

DATE = Late(r"\d{4}-\d\d-\d\d\Z")
TIME = Late(r"\d\d:\d\d(?::\d\d)?\Z")
DATETIME = Late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?\Z")
EMAIL = Late(r"[^\s@]+@[^\s@]+\.[^\s@.]+\Z")
NUMERIC = Late(r"-?(?:0|[1-9]\d{0,8})\.\d{1,6}\Z|-?[1-9]\d{0,2}\Z|0\Z|-\d{1,9}\Z")
ID = Late(r"(?=[^\d]*\d)#?[^\W_]+(?:[-_/.:#][^\W_]+)*\Z")
HUGE = 1e300
NUMBERS = (int, float)
WHOLE = Late(r"[1-9]\d{0,14}\Z")


def mentions(value: Any, text: str, clock: datetime) -> bool:
    """Whether the text says the value."""
    return find_value(value, text, clock) is not None


def find_value(value: Any, text: str, clock: datetime) -> Span | None:
    """Where the text says the value; of a list all items, of an object all its values. Booleans and null never."""
    if isinstance(value, str):
        return _finder(value)(text, clock)
    if value is None or value is True or value is False:
        return None
    if isinstance(value, NUMBERS):
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
    if isinstance(value, str):
        return _kind(value)
    return "number" if isinstance(value, NUMBERS) and not isinstance(value, bool) else ""


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


DAY_WORDS = NEAR_WORDS | UNIT_WORDS | WEEKDAY_WORDS


def _dates(value: str) -> Finder:
    number = int(value[8:])
    digits = str(number)
    words = DAY_WORDS | {word.split("-")[-1].split()[-1] for word, day in ORDINALS.items() if day == number}

    def find(text: str, clock: datetime) -> Span | None:
        seen = cues(text)
        if words.isdisjoint(seen.words) and digits not in seen.low:
            return None
        for found in read_dates(text, clock):
            if found.kind == "date" and (value == found.value or value in found.also):
                return found.start, found.end
        return None

    return find


def _times(value: str) -> Finder:
    hour = int(value[:2])
    long, short, minute = str(hour), str(hour % 12 or 12), value[:5]

    def find(text: str, clock: datetime) -> Span | None:
        seen = cues(text)
        spoken = "to" in seen.words or not SPOKEN_HINTS.isdisjoint(seen.words)
        if long not in seen.low and short not in seen.low and not spoken:
            return None
        for found in read_dates(text, clock):
            if found.kind == "time" and any(
                reading.startswith(minute) and same_moment(value, reading, clock) for reading in found.readings
            ):
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
    plain, words, thousands = _number_cues(abs(value))
    seen = cues(text)
    if words.isdisjoint(seen.words) and not (seen.digits and _has_digits(plain, thousands, text)):
        return None
    for found in read_numbers(text):
        for reading in found.readings:
            if reading == value or math.isclose(reading, value, rel_tol=1e-9):
                return found.start, found.end
    return None


def _has_digits(plain: str, thousands: str, text: str) -> bool:
    folded = fold_with_places(text)[0]
    if not thousands:
        return _stands_alone(plain, folded)
    return plain[0] in folded and plain in squeeze(folded) or thousands in folded


def _stands_alone(digits: str, text: str) -> bool:
    """Whether these digits stand in the text with no other digit at either side."""
    at = text.find(digits)
    while at >= 0:
        end = at + len(digits)
        if not (at and text[at - 1].isdigit()) and not text[end : end + 1].isdigit():
            return True
        at = text.find(digits, at + 1)
    return False


SCALE_WORDS = frozenset("dozen couple hundred thousand million billion".split())


@lru_cache(maxsize=4096)
def _number_cues(value: int | float) -> tuple[str, frozenset[str], str]:
    """The digits of a number without marks, words of which one is there if it is said in words, and as "5k" or ""."""
    plain = squeeze(write_number(value, "digits"))
    if value != int(value):
        return plain, SCALE_WORDS, "k"
    spoken = [say_number(int(value)).split()[0].split("-")[0]] if value < 10**12 else []
    return plain, SCALE_WORDS.union(spoken), f"{value / 1000:g}k" if value >= 1000 else ""


def _numerics(value: str) -> Finder:
    number = float(value) if "." in value else int(value)
    return lambda text, clock: _find_number(number, text)


def _ids(value: str) -> Finder:
    find = find_id(value)
    if not WHOLE.match(value):
        return find
    number = int(value)
    return lambda text, clock: find(text, clock) or _find_number(number, text)


MAKERS: dict[str, Callable[[str], Finder]] = {
    "date": _dates,
    "time": _times,
    "datetime": _datetimes,
    "number": _numerics,
    "email": find_email,
    "phone": find_phone,
    "id": _ids,
    "text": find_text,
    "": _nowhere,
}
