"""Whether a text may stand for a value: a reader of its own, forgiving about form and strict about content."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
OTHERS = {
    "a": 1,
    "an": 1,
    "once": 1,
    "twice": 2,
    "couple": 2,
    "pair": 2,
    "both": 2,
    "dozen": 12,
    "half": 30,
    "quarter": 15,
    "noon": 12,
    "midday": 12,
    "midnight": 0,
    "thirtieth": 30,
    "no": 0,
    "none": 0,
    "single": 1,
    "double": 2,
    "oh": 0,
    "o": 0,
    "hundred": 100,
    "thousand": 1000,
}

RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|tmrw|tmr|tomo|2moro|yesterday|next|this|coming|last|weekend|weeks?|days?|fortnight|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
SPOKEN_MARKS = re.compile(r" (?:at|dot|underscore|dash|hyphen|plus) ")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"\d{1,2}:\d\d")


def may_mean(text: str, value: Any) -> bool:
    """Whether the text can stand for the value."""
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, list):
        return all(may_mean(text, item) for item in value)
    if isinstance(value, int | float):
        return _number(text, value)
    if DATE.match(str(value)):
        return _date(text, str(value))
    if TIME.fullmatch(str(value)):
        return _time(text, str(value))
    return _letters(str(value)) in _letters(SPOKEN_MARKS.sub("", text)) or _close(text, str(value))


def numbers_in(text: str) -> set[float]:
    """Every number in a text, in digits or words."""
    found = {float(hit.replace(",", "")) for hit in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
    found |= {float(hit) for hit in re.findall(r"\d+", text)}
    total = now = 0.0
    for word in re.findall(r"[a-z]+", text.lower()):
        number = _word(word)
        if number is None:
            total, now = (total, now) if word == "and" else (0.0, 0.0)
            continue
        total, now = _counted(total, now, number)
        found |= {number, now, total + now}
    return found


def _counted(total: float, now: float, number: float) -> tuple[float, float]:
    """A number in words so far, thousands apart, with its next word: one thousand, two hundred and forty."""
    if number == 1000:
        return max(now, 1.0) * number, 0.0
    if number == 100:
        return total, max(now, 1.0) * number
    fits = now >= 100 and now % 100 == 0 or now % 100 in TENS.values() and number < 10
    return (total, now + number) if fits or (total and not now) else (0.0, number)


def _word(word: str) -> float | None:
    for words in (NUMBERS, ORDINALS):
        if word in words:
            return float(words.index(word))
    found = TENS.get(word, OTHERS.get(word))
    return None if found is None else float(found)


def _number(text: str, value: float) -> bool:
    return value in numbers_in(text) or re.sub(r"\D", "", text) == re.sub(r"\D", "", str(value))


def _date(text: str, value: str) -> bool:
    day = datetime.fromisoformat(value).date() if len(value) > 10 else date.fromisoformat(value[:10])
    named = WEEKDAY.search(text)
    if named and named[1].lower() != day.strftime("%a").lower():
        return False
    return float(day.day) in numbers_in(text) or bool(RELATIVE.search(text))


def _time(text: str, value: str) -> bool:
    hour, minute = map(int, value.split(":"))
    found = numbers_in(text)
    hours = {float(one) for one in (hour, (hour + 1) % 24)} | {float((hour + step) % 12 or 12) for step in (0, 1)}
    minutes = {float(minute), float(60 - minute)} | (
        {15.0, 45.0, 30.0} if "quarter" in text or "half" in text else set()
    )
    return bool(hours & found) and (minute == 0 or bool(minutes & found))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _close(text: str, value: str) -> bool:
    """Whether nearly all letters are there: an accent, a plural, a word order of another kind."""
    mine, theirs = _letters(text), _letters(value)
    pairs = {theirs[at : at + 2] for at in range(len(theirs) - 1)}
    shared = sum(pair in mine for pair in pairs)
    return bool(pairs) and not any(letter.isdigit() for letter in theirs) and shared >= 0.6 * len(pairs)
