"""Dates and times as people write them, read against the scenario's clock and written again.

A reading is ISO text. Day comes before month in 5/3/2030, the other order is kept as another reading; a day without a
year is the next such day, the nearest past one is kept too. A date with a time beside it is also read as a datetime.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from simulator.values.found import Found
from simulator.values.late import Late
from simulator.values.normal import KEEP, for_last_text
from simulator.values.scan import Raw, scan
from simulator.values.words import MONTHS, ORDINALS, WEEKDAYS, say_number

BETWEEN = Late(r"(?:,?\s+|,?\s*(?:\(|@|-|–)\s*|[Tt_]|,?\s+(?:at|around|about|from|by)\s+(?:about\s+)?)\Z")
ZONE = Late(r"[+-]\d{4}\Z")
TIME_FIRST = Late(r"(?:,?\s+(?:on\s+|for\s+)?(?:the\s+)?)\Z")
Readings = tuple[date, ...]
Data = tuple[int | str, ...]


def read_dates(text: str, clock: datetime) -> tuple[Found, ...]:
    """Dates, times and datetimes in a text, by start; a datetime stands before the date and time it is made of."""
    return _read_kept(text, clock) if len(text) <= KEEP else _read_last(text, clock)


def _read(text: str, clock: datetime) -> tuple[Found, ...]:
    raws = scan(text)
    if not raws:
        return ()
    singles = [found for raw in raws if (found := _resolved(raw, clock))]
    both = [pair for left, right in pairwise(singles) if (pair := _pair(text, left, right))]
    return tuple(sorted(singles + both, key=lambda found: (found.start, -found.end)))


_read_kept = lru_cache(maxsize=1024)(_read)
_read_last = for_last_text(_read)


def _resolved(raw: Raw, clock: datetime) -> Found | None:
    if raw.kind == "time":
        return _time(raw)
    if raw.kind == "month":
        year, month = raw.data
        return Found(value=f"{int(year):04}-{int(month):02}", start=raw.start, end=raw.end, kind="month")
    days = _days_of(raw.rule, raw.data, clock.date())
    if not days:
        return None
    relative = raw.rule in ("days", "months", "weekday")
    return Found(value=days[0], start=raw.start, end=raw.end, kind="date", also=days[1:], relative=relative)


@lru_cache(maxsize=4096)
def _days_of(rule: str, data: Data, today: date) -> tuple[str, ...]:
    try:
        return tuple([day.isoformat() for day in RULES[rule](data, today)])
    except (ValueError, OverflowError):
        return ()


def _time(raw: Raw) -> Found:
    hour, minute, sure, zone = raw.data
    hours = [int(hour)]
    if not sure and hours[0] <= 12:
        hours.append((hours[0] + 12) % 24)
        if hours[0] < 7 or hours[0] == 12:
            hours = [12] if hours[0] == 12 else hours[::-1]
    first, *rest = (f"{hour:02}:{int(minute):02}{_zone(str(zone))}" for hour in hours)
    return Found(value=first, start=raw.start, end=raw.end, kind="time", also=tuple(rest))


def _zone(tail: str) -> str:
    """Seconds and zone as ISO writes them."""
    if not tail:
        return ""
    if tail.endswith("z"):
        return tail[:-1] + "+00:00"
    return f"{tail[:-2]}:{tail[-2:]}" if ZONE.search(tail) else tail


def _pair(text: str, left: Found, right: Found) -> Found | None:
    gap = text[left.end : right.start]
    if left.kind == "date" and right.kind == "time" and BETWEEN.match(gap):
        day, moment = left, right
    elif left.kind == "time" and right.kind == "date" and TIME_FIRST.match(gap):
        day, moment = right, left
    else:
        return None
    first, *rest = (f"{one}T{other}" for one in day.readings for other in moment.readings)
    return Found(value=first, start=left.start, end=right.end, kind="datetime", also=tuple(rest))


def _ymd(data: Data, today: date) -> Readings:
    year, month, day = map(int, data)
    return (date(year, month, day),)


def _dmy(data: Data, today: date) -> Readings:
    first, second, year = int(data[0]), int(data[1]), int(data[2])
    if year < 100:
        year += 2000 if 2000 + year <= today.year + 20 else 1900
    orders = [(second, first)] if data[3] == "." else [(second, first), (first, second)]
    return _valid(*((year, month, day) for month, day in orders))


def _valid(*candidates: tuple[int, int, int]) -> Readings:
    found: dict[date, None] = {}
    for year, month, day in candidates:
        try:
            found[date(year, month, day)] = None
        except ValueError:
            continue
    return tuple(found)


def _md(data: Data, today: date) -> Readings:
    return _without_year(int(data[0]), int(data[1]), today)


def _dm(data: Data, today: date) -> Readings:
    first, second = int(data[0]), int(data[1])
    both = _without_year(second, first, today) + _without_year(first, second, today)
    return tuple(dict.fromkeys(both))


def _without_year(month: int, day: int, today: date) -> Readings:
    near = _valid(*((today.year + step, month, day) for step in range(-4, 9)))
    return _nearest(near, today)


def _day(data: Data, today: date) -> Readings:
    day = int(data[0])
    months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in range(-2, 4)]
    return _nearest(_valid(*((year, month + 1, day) for year, month in months)), today)


def _nearest(days: Readings, today: date) -> Readings:
    """The next of these days, and the last one before today if that is nearer."""
    ahead = [day for day in days if day >= today][:1]
    behind = [day for day in days if day < today][-1:]
    if ahead and behind and ahead[0] - today <= today - behind[0]:
        behind = []
    return tuple(ahead + behind)


def _days(data: Data, today: date) -> Readings:
    return (today + timedelta(days=int(data[0])),)


def _months(data: Data, today: date) -> Readings:
    year, month = divmod(today.year * 12 + today.month - 1 + int(data[0]), 12)
    return _valid((year, month + 1, today.day)) or _valid((year, month + 1, 28))


def _weekday(data: Data, today: date) -> Readings:
    number, word = int(data[0]), data[1]
    ahead = (number - today.weekday()) % 7
    coming = today + timedelta(days=ahead or 7)
    if word == "last":
        return (coming - timedelta(days=14 if ahead == 0 else 7),)
    if word == "next":
        same_week = number > today.weekday()
        return (coming + timedelta(days=7), coming) if same_week else (coming,)
    return (coming,) if ahead else (coming, today)


RULES: dict[str, Callable[[Data, date], Readings]] = {
    "ymd": _ymd,
    "dmy": _dmy,
    "md": _md,
    "dm": _dm,
    "day": _day,
    "days": _days,
    "months": _months,
    "weekday": _weekday,
}


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


DAY_WORDS = {number: word for word, number in reversed(ORDINALS.items())}


def _relative(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in (0, 1, 2):
        return ("today", "tomorrow", "the day after tomorrow")[ahead]
    if 2 < ahead < 7:
        return f"on {WEEKDAYS[day.weekday()]}"
    if ahead in (14, 21, 28):
        return f"in {say_number(ahead // 7)} weeks"
    return f"next {WEEKDAYS[day.weekday()]}" if 0 < ahead < 14 else ""


def _plain(day: date, today: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


_WRITERS: dict[str, Callable[[date, date], str]] = {
    "day_month_year": _plain,
    "month_day_year": lambda day, today: f"{MONTHS[day.month - 1]} {day.day}, {day.year:04}",
    "iso": lambda day, today: day.isoformat(),
    "day_month": lambda day, today: f"{day.day} {MONTHS[day.month - 1]}",
    "month_day": lambda day, today: f"{MONTHS[day.month - 1]} {ordinal(day.day)}",
    "of_month": lambda day, today: f"the {ordinal(day.day)} of {MONTHS[day.month - 1]}",
    "short": lambda day, today: f"{day.day} {MONTHS[day.month - 1][:3]}",
    "weekday": lambda day, today: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
    "dots": lambda day, today: f"{day.day:02}.{day.month:02}.{day.year:04}",
    "slashes": lambda day, today: f"{day.day}/{day.month}/{day.year:04}",
    "the_day": lambda day, today: f"the {ordinal(day.day)}",
    "ordinal_month": lambda day, today: f"{ordinal(day.day)} {MONTHS[day.month - 1]}",
    "month_number": lambda day, today: f"{MONTHS[day.month - 1]} {day.day}",
    "short_month": lambda day, today: f"{MONTHS[day.month - 1][:3]} {day.day}",
    "ordinal_of": lambda day, today: f"{ordinal(day.day)} of {MONTHS[day.month - 1]}",
    "weekday_the": lambda day, today: f"{WEEKDAYS[day.weekday()]} the {ordinal(day.day)} of {MONTHS[day.month - 1]}",
    "in_words": lambda day, today: f"the {DAY_WORDS[day.day]} of {MONTHS[day.month - 1]}",
    "words_of": lambda day, today: f"{DAY_WORDS[day.day]} of {MONTHS[day.month - 1]}",
    "month_words": lambda day, today: f"{MONTHS[day.month - 1]} the {DAY_WORDS[day.day]}",
    "weekday_words": lambda day, today: f"{WEEKDAYS[day.weekday()]} the {DAY_WORDS[day.day]}",
    "no_comma": lambda day, today: f"{MONTHS[day.month - 1]} {day.day} {day.year:04}",
    "short_year": lambda day, today: f"{day.day} {MONTHS[day.month - 1][:3]} {day.year:04}",
    "ordinal_year": lambda day, today: f"{ordinal(day.day)} {MONTHS[day.month - 1]} {day.year:04}",
    "short_dots": lambda day, today: f"{day.day}.{day.month}.{day.year % 100:02}",
    "relative": _relative,
}
DATE_FORMS = tuple(_WRITERS)


@lru_cache(maxsize=4096)
def write_date(day: date, form: str, clock: datetime) -> str:
    """The day in one of DATE_FORMS; "5 March 2030" where that form would not be read as this very day."""
    written = _WRITERS[form](day, clock.date())
    for found in read_dates(written, clock) if written else ():
        if found.kind == "date" and found.readings == (day.isoformat(),):
            return written
    return _plain(day, clock.date())


def same_moment(value: str, reading: str, clock: datetime) -> bool:
    """Whether two ISO datetimes (or times) are the same; one without a zone is in the clock's."""
    if value == reading:
        return True
    try:
        if "T" not in value.replace(" ", "T"):
            return time.fromisoformat(value).replace(tzinfo=None) == time.fromisoformat(reading).replace(tzinfo=None)
        one, other = datetime.fromisoformat(value), datetime.fromisoformat(reading)
    except ValueError:
        return False
    if (one.tzinfo is None) == (other.tzinfo is None):
        return one == other
    zone = clock.tzinfo
    if zone is None:
        return one.replace(tzinfo=None) == other.replace(tzinfo=None)
    return (one if one.tzinfo else one.replace(tzinfo=zone)) == (other if other.tzinfo else other.replace(tzinfo=zone))
