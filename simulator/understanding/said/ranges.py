"""Days and times that take a part of themselves from others beside them: "20 to 27 June", "from eight until ten pm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from simulator.frozen import replace
from simulator.values.cues import cues
from simulator.values.dates import read_dates
from simulator.values.found import Found
from simulator.values.late import Late
from simulator.values.normal import for_last_text
from simulator.values.words import UNITS, WEEKDAY_NUMBERS, cardinal

_TO = r" ?(?:to|until|till|through|thru|and|-|–|—)(?: the)? ?"
_HOURS = "|".join(word for word, number in UNITS.items() if 0 < number <= 12)
FIRST_HOUR = Late(
    rf"(?i)(?<![\w.,:/-])(?P<hour>\d{{1,2}}|{_HOURS})(?:[:.](?P<minute>\d\d))?(?: o'clock)?{_TO}(?:about )?\Z"
)
LAST_HOUR = Late(rf"(?i){_TO}(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\b)?")
FIRST_DAY = Late(rf"(?i)(?<![\w.,:/-])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{_TO}|, )\Z")
LAST_DAY = Late(rf"(?i){_TO}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|[.,]\d| ?(?:[ap]\.?m|o'clock|[a-z]{{3,}})\b)")
MONTH_FIRST = Late(r"(?i)(?:[a-z]+day,? |[a-z]{3},? )?[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?\Z")
ONLY_DAY = Late(r"(?i)(?:[a-z]+day,? )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)\Z")
BOTH_HOURS = Late(
    r"(?i)(?<![\w.,:/-])(?P<first>\d{1,2})(?:[:.](?P<past>\d\d))? ?[-–—] ?(?P<last>\d{1,2})(?:[:.](?P<more>\d\d))?"
    r" ?(?P<half>[ap])\.?m\b"
)
HALVES = frozenset(("am", "pm", "m"))
NEXT_WEEK = Late(r"(?i)(?:,? (?:of )?next week\b|\b(?:,? a)? week\b)")
WEEKDAY = Late(r"(?i)[a-z]+day\Z(?<!today)")
"""A weekday alone is said of the coming one, and of that in a week."""
WEEK_BEFORE = Late(r"(?i)\bnext week,?(?: on)? \Z")
NEAR = 16
MONTHS = 12
AHEAD = 6


def dates_in(text: str, clock: datetime) -> tuple[Found, ...]:
    """The dates and times of a text, with those that others beside them complete."""
    return _last(text, clock)


def _dates_in(text: str, clock: datetime) -> tuple[Found, ...]:
    found = read_dates(text, clock)
    more = [_completed(one, text, found) for one in found]
    others = (*_first_days(text, found), *_last_days(text, found), *_hours(text, found), *_joined_hours(text))
    added = [one for one in others if not any(other.start <= one.start < other.end for other in found)]
    return tuple(sorted([*more, *added], key=lambda one: (one.start, -one.end)) if added else more)


_last = for_last_text(_dates_in)


def _completed(one: Found, text: str, found: Sequence[Found]) -> Found:
    """A day whose month or week stands elsewhere, with that as another reading."""
    if one.kind != "date":
        return one
    bare = ONLY_DAY.match(text, one.start, one.end)
    if bare:
        others = [other for other in found if other.kind == "date" and other.start != one.start]
        months = [month for other in others for day in other.readings[:1] for month in _months_from(str(day))]
        also = [day for month in months for day in _day_of(month, int(bare["day"]))]
        also += _of_weekday(one, int(bare["day"]), text)
        days = _so_called(tuple(dict.fromkeys((*map(str, one.readings), *also))), _weekday(one, text))
        return replace(one, value=days[0], also=days[1:])
    front = max(0, one.start - NEAR)
    next_week = NEXT_WEEK.match(text, one.end) or WEEK_BEFORE.search(text, front, one.start)
    alone = not any(other.kind == "date" and not other.relative for other in found)
    if one.relative and (next_week or alone and WEEKDAY.match(text, one.start, one.end)):
        later = date.fromisoformat(str(one.value)) + timedelta(days=7)
        return replace(one, also=(*one.also, later.isoformat()))
    return one


def _weekday(one: Found, text: str) -> int | None:
    """The weekday a day is called by."""
    return WEEKDAY_NUMBERS.get(text[one.start : one.end].partition(" ")[0].strip(",").lower())


def _so_called(days: tuple[str, ...], weekday: int | None) -> tuple[str, ...]:
    """Those of these days that are this weekday, where any is."""
    return tuple([day for day in days if date.fromisoformat(day).weekday() == weekday]) or days


def _of_weekday(one: Found, number: int, text: str) -> list[str]:
    """The next day of this number that is the weekday it is called by: "Saturday the 14th"."""
    weekday = _weekday(one, text)
    if weekday is None:
        return []
    month = (int(str(one.value)[:4]), int(str(one.value)[5:7]))
    for _ in range(AHEAD):
        days = _day_of(month, number)
        if days and date.fromisoformat(days[0]).weekday() == weekday:
            return days
        month = _months_from(f"{month[0]}-{month[1]:02}")[1]
    return []


def _months_from(day: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The year and month of a day, and those that follow."""
    year, month = int(day[:4]), int(day[5:7])
    return (year, month), (year + month // MONTHS, month % MONTHS + 1)


def _day_of(month: tuple[int, int], number: int) -> list[str]:
    try:
        return [date(*month, number).isoformat()]
    except ValueError:
        return []


def _first_days(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The days that have their month behind them: "20 to 27 June"."""
    for one in found:
        hit = FIRST_DAY.search(text, max(0, one.start - NEAR), one.start) if one.kind == "date" else None
        if hit and not ONLY_DAY.match(text, one.start, one.end) and text[one.start : one.start + 1].isdigit():
            last = str(one.value)
            number = int(hit["day"])
            month = (int(last[:4]), int(last[5:7]))
            if 0 < number < int(last[8:10]):
                for day in _day_of(month, number):
                    yield Found(day, hit.start("day"), hit.end("day"), "date")


def _last_days(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The days that have their month before them: "June 20 to 27"."""
    for one in found:
        if (
            one.kind == "date"
            and MONTH_FIRST.match(text, one.start, one.end)
            and (hit := LAST_DAY.match(text, one.end))
        ):
            first, number = str(one.value), int(hit["day"])
            if number > int(first[8:10]):
                for day in _day_of((int(first[:4]), int(first[5:7])), number):
                    yield Found(day, hit.start("day"), hit.end("day"), "date")


def _hours(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The hours that only the other end of their range tells."""
    for one in found:
        if one.kind != "time":
            continue
        first = FIRST_HOUR.search(text, max(0, one.start - NEAR), one.start)
        if first and (hour := _hour(first["hour"])) is not None:
            end = first.end("minute" if first["minute"] else "hour")
            yield _time(hour, first["minute"] or "00", first.start("hour"), end)
        last = LAST_HOUR.match(text, one.end)
        if last and (hour := _hour(last["hour"])) is not None:
            yield _time(hour, last["minute"], last.start("hour"), last.end())


def _joined_hours(text: str) -> Iterator[Found]:
    """Both hours of "5-6 pm"."""
    for hit in () if HALVES.isdisjoint(cues(text).words) else BOTH_HOURS.finditer(text):
        first, last = int(hit["first"]), int(hit["last"])
        if 0 < first <= 12 and 0 < last <= 12:
            late = 12 if hit["half"].lower() == "p" else 0
            yield _time(first, hit["past"] or "00", hit.start(), hit.end("past" if hit["past"] else "first"))
            value = f"{last % 12 + late:02}:{hit['more'] or '00'}"
            yield Found(value, hit.start("last"), hit.end(), "time")


def _hour(written: str) -> int | None:
    hour = cardinal(written.lower())
    return hour if hour is not None and hour < 24 else None


def _time(hour: int, minute: str, start: int, end: int) -> Found:
    hours = (hour, hour + 12) if 0 < hour < 12 else (hour,)
    first, *rest = (f"{one:02}:{minute}" for one in hours)
    return Found(first, start, end, "time", tuple(rest))
