"""Where a text writes a date or a time, whatever the clock says: the first half of reading dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from simulator.frozen import dataclass, replace
from simulator.values.cues import cues
from simulator.values.late import Late
from simulator.values.normal import KEEP, for_last_text
from simulator.values.words import (
    MONTH_NUMBERS,
    ORDINALS,
    SHORT_WEEKDAYS,
    TENS,
    UNITS,
    WEEKDAY_NUMBERS,
    cardinal,
)


@dataclass(frozen=True, slots=True)
class Raw:
    """text[start:end] follows `rule`, with `data` for it; `kind` is date, time or month."""

    start: int
    end: int
    kind: str
    rule: str
    data: tuple[int | str, ...]


def _any_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_ORDINAL = _any_of(ORDINALS)
_SMALL = _any_of([*UNITS, *TENS])
_DAYS = _any_of(WEEKDAY_NUMBERS)
_SHORT = _any_of(SHORT_WEEKDAYS)
_PARTS = r"morning|afternoon|evening|night"

DATE_DIGITS = 4
NUMERIC = Late(r"\d(?:\d{0,3}([-./])\d{1,2}\1\d{1,4}(?!\w|[-/.:]\d)|\d{3}-\d\d-\d\d(?=[t_]\d))")
DAY_SLASH = Late(r"(?:on|for|by|from|to|until|till) (\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)")
MONTH_WORDS = frozenset(MONTH_NUMBERS)
BEFORE_MONTH = Late(rf"(?:the )?(?<![\w.,:/-])(\d{{1,2}}|{_ORDINAL})(?:st|nd|rd|th)?(?: of)?[ -]{{1,2}}\Z")
AFTER_MONTH = Late(rf"\.?[ ]{{1,2}}(?:the )?(\d{{1,2}}(?!\d)|(?:{_ORDINAL})\b)(?:st|nd|rd|th)?(?![\w:]|[.,/-]\d)")
_TH = r"(?:st|nd|rd|th)?"
BETWEEN_BEFORE = Late(rf"(?<![\w.,:/-])(\d{{1,2}}){_TH} ?-{{1,2}} ?(\d{{1,2}}){_TH}(?: of)? \Z")
BETWEEN_AFTER = Late(rf"\.? {{1,2}}(\d{{1,2}}){_TH} ?-{{1,2}} ?(?:the )?(\d{{1,2}}){_TH}(?![\w:]|[.,/-]\d)")
YEAR = Late(r"\.?(?:,? |-|, ?)(?:of )?'?(\d{4}|(?<=')\d\d)(?!\w|[-/.:,]\d)")
WEEKDAY_WORDS = frozenset(WEEKDAY_NUMBERS) | frozenset(SHORT_WEEKDAYS)
WEEKDAY = Late(rf"(?:{_DAYS}|{_SHORT})\b")
BEFORE_WEEKDAY = Late(r"\b(next|this|coming|last|on|by|every)(?: coming)? \Z")
DAY_WORDS = frozenset([*(re.split("[ -]", word)[-1] for word in ORDINALS), "st", "nd", "rd", "th"])
THE_DAY = Late(rf"the (?:(\d{{1,2}})(?:st|nd|rd|th)|({_ORDINAL}))\b")
_AFTER_A_DAY = (
    "at after before of and or in for is was would to if please then this next work works instead with as i from "
    "until till by under going leaving departing returning arriving coming you we he she it they your my our "
    "shall should can will has have are be does do but so because since when through via"
)
NOT_A_DAY = Late(rf"[ -](?!(?:{_AFTER_A_DAY.replace(' ', '|')})\b)[a-z]")
RELATIVE = Late(
    rf"(?P<count>(?:in|within) (?P<n>\d{{1,3}}|an?|{_SMALL}) (?P<unit>days?|weeks?|months?)(?: time)?)\b"
    rf"|(?P<later>(?P<n2>\d{{1,3}}|an?|{_SMALL}) (?P<unit2>days?|weeks?|months?) (?:from|after) (?P<base>today"
    rf"|now|tomorrow))\b"
    rf"|(?P<ago>(?P<n3>\d{{1,3}}|an?|{_SMALL}) (?P<unit3>days?|weeks?|months?) ago)\b"
    r"|(?P<after>(?:the )?day after tomorrow)\b|(?P<before>(?:the )?day before yesterday)\b"
    r"|(?P<word>today|tonight|tomorrow|yesterday|tmrw|tmr)\b"
)
RELATIVE_WORDS = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "tmrw": 1, "tmr": 1}
NEAR_WORDS = frozenset(RELATIVE_WORDS)
NEAR = Late(rf"(?:{_any_of(RELATIVE_WORDS)})\b")
UNIT_WORDS = frozenset("day days week weeks month months".split())
UNIT = Late(r" (?:day|week|month)s?\b")
COUNT_WORDS = frozenset("in within ago from after before".split())
CLOCK = Late(
    r"\d(?:\d?:\d\d(?::\d\d(?:\.\d+)?)?(?!\d|:\d)"
    r"(?:(?P<zone>z|(?:(?<=[t_]\d\d:\d\d)|(?<=:\d\d:\d\d)|(?<=\.\d)|(?<=\.\d{3})|(?<=\.\d{6}))"
    r"[+-]\d\d:?\d\d)(?!\w))?"
    rf"|\d?h\d\d(?!\w)|\d?(?:[:.]\d\d)?(?= ?[ap]\.?m\b)|\d?(?= ?o'clock| in the (?:{_PARTS})\b))"
)
CLOCK_WORDS = frozenset("h m am pm clock morning afternoon evening night".split())
COLON = Late(r"\d:\d")
CLOCK_MARK = Late(r"[:h.]")
HALF = Late(r" ?(?:([ap])\.?m\b\.?)")
PART = Late(r"(?: o'clock)?,? (?:in the (morning|afternoon|evening)|at (night))\b| o'clock\b")
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
SPOKEN = Late(
    rf"(?:(?P<turn>half|quarter|twenty|ten|five|twenty-five) )(?:minutes )?(?P<way>past|to"
    rf"|after) (?P<hour>{_HOURS}|1[0-2]|[1-9]|noon|midnight)\b"
    rf"|(?P<full>{_HOURS}) o'clock\b|(?P<bare>{_HOURS})(?= ?[ap]\.?m\b| in the (?:{_PARTS})\b)"
    r"|(?P<named>noon|midday|midnight)\b"
)
SPOKEN_STARTS = frozenset(
    ["half", "quarter", "twenty", "ten", "five", "noon", "midday", "midnight"]
    + [hour + half for hour in _HOURS.split("|") for half in ("", "a", "p", "am", "pm")]
)
SPOKEN_HINTS = frozenset("half quarter past clock noon midday midnight am pm morning afternoon evening".split())
CUE_WORDS = frozenset(("the", "at")).union(
    MONTH_WORDS, WEEKDAY_WORDS, DAY_WORDS, NEAR_WORDS, UNIT_WORDS, COUNT_WORDS, CLOCK_WORDS, SPOKEN_STARTS, SPOKEN_HINTS
)
TO_HOUR = Late(rf"\b(?:at|by|until|till|around) (?:about )?(?:twenty(?:-five)?|ten|five) to (?:{_HOURS})\b")
BARE_HOUR = Late(r"at (\d{1,2})(?=[.,;!?)]?(?:$|\s*$|\s+(?:on|tomorrow|today|please|thanks)\b)|[.;!?](?:\s|$))")
GAPS = (" ", ",", ", ", ". ", " (", "., ", " the ", ", the ")
NOONS = {"noon": 720, "midnight": 1440}
MINUTES = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5, "twenty-five": 25}


def scan(text: str) -> tuple[Raw, ...]:
    """Every written date and time, in order, none inside another."""
    return _scan_kept(text) if len(text) <= KEEP else _scan_last(text)


def _scan(text: str) -> tuple[Raw, ...]:
    low, said, digits = cues(text)
    words = said & CUE_WORDS
    found: list[Raw] = []
    if digits:
        found += _in_digits(low, words, digits)
    if not words.isdisjoint(MONTH_WORDS):
        found += _months(low, words)
    if not (words.isdisjoint(NEAR_WORDS) and words.isdisjoint(UNIT_WORDS)):
        found += _relative(low, words)
    if "the" in words and not words.isdisjoint(DAY_WORDS):
        found += _the_days(low)
    spoken = not words.isdisjoint(SPOKEN_HINTS) or "to" in said and TO_HOUR.search(low)
    if spoken and not words.isdisjoint(SPOKEN_STARTS):
        found += _spoken(low)
    if not words.isdisjoint(WEEKDAY_WORDS):
        found = _with_weekdays(low, found)
    return _apart(found) if len(found) > 1 else tuple(found)


def _in_digits(low: str, words: frozenset[str], digits: int) -> list[Raw]:
    found: list[Raw] = []
    if digits >= DATE_DIGITS and ("-" in low or "/" in low or low.count(".") > 1):
        found += _numeric(low)
    if "/" in low:
        found += _slashes(low)
    if not words.isdisjoint(CLOCK_WORDS) or ":" in low and COLON.search(low):
        found += _clocks(low)
    if "at" in words:
        found += _bare_hours(low)
    return found


_scan_kept = lru_cache(maxsize=512)(_scan)
_scan_last = for_last_text(_scan)


def _apart(found: list[Raw]) -> tuple[Raw, ...]:
    kept: list[Raw] = []
    for raw in sorted(found, key=lambda raw: (raw.start, -raw.end)):
        if not kept or raw.start >= kept[-1].end:
            kept.append(raw)
    return tuple(kept)


def _joined(low: str, start: int) -> bool:
    """Whether what starts here is the tail of a longer token."""
    last = low[start - 1] if start else " "
    if last.isalnum() or last in "_@":
        return True
    return start > 1 and last in "-./:,+" and low[start - 2].isalnum() and (last != "," or low[start - 2].isdigit())


def _numeric(low: str) -> list[Raw]:
    found = []
    for hit in NUMERIC.finditer(low):
        if _joined(low, hit.start()):
            continue
        mark = hit[1] or "-"
        first, second, third = hit[0].split(mark)
        if len(first) == 4 and len(third) <= 2:
            found.append(Raw(hit.start(), hit.end(), "date", "ymd", (int(first), int(second), int(third))))
        elif len(first) <= 2 and len(third) in (2, 4):
            found.append(Raw(hit.start(), hit.end(), "date", "dmy", (int(first), int(second), int(third), mark)))
    return found


def _slashes(low: str) -> list[Raw]:
    found = []
    for hit in DAY_SLASH.finditer(low):
        if not _joined(low, hit.start()):
            found.append(Raw(hit.start(1), hit.end(), "date", "dm", (int(hit[1]), int(hit[2]))))
    return found


def _months(low: str, words: frozenset[str]) -> list[Raw]:
    found = []
    for name in sorted(MONTH_WORDS & words):
        end = 0
        while (start := low.find(name, end)) >= 0:
            end = start + len(name)
            if _joined(low, start) and low[start - 1] != "-" or end < len(low) and low[end].isalpha():
                continue
            month = MONTH_NUMBERS[name]
            raw = _month_date(low, start, end, month)
            if "-" in low[max(0, start - 12) : end + 10] and (raw is None or raw.kind == "month"):
                found += _days_between(low, start, end, month)
            if raw:
                found.append(raw)
    return found


def _days_between(low: str, start: int, end: int, month: int) -> list[Raw]:
    """Both days of "23-26 May" and "May 23-26"."""
    window = max(0, start - 16)
    hit = BETWEEN_BEFORE.search(low[window:start])
    shift, stop = (window, end) if hit else (0, 0)
    if hit is None:
        hit = BETWEEN_AFTER.match(low, end)
        stop = hit.end() if hit else 0
    if hit is None:
        return []
    year = YEAR.match(low, stop)
    first, last = int(hit[1]), int(hit[2])
    begins = month if first < last else (month + 10) % 12 + 1
    rule, head = ("ymd", (_full_year(year[1]),)) if year else ("md", ())
    earlier = Raw(shift + hit.start(1), shift + hit.end(1), "date", rule, (*head, begins, first))
    return [earlier, Raw(shift + hit.start(2), year.end() if year else stop, "date", rule, (*head, month, last))]


def _month_date(low: str, start: int, end: int, month: int) -> Raw | None:
    window = max(0, start - 24)
    before = BEFORE_MONTH.search(low[window:start]) if _may_be_day(low[window:start]) else None
    after = None if before else AFTER_MONTH.match(low, end)
    hit = before or after
    stop = after.end() if after else end
    year = YEAR.match(low, stop)
    if hit is None:
        return Raw(start, year.end(), "month", "month", (int(year[1]), month)) if year else None
    day = int(hit[1]) if hit[1].isdigit() else ORDINALS[hit[1]]
    begin = window + before.start() if before else start
    if year:
        return Raw(begin, year.end(), "date", "ymd", (_full_year(year[1]), month, day))
    return Raw(begin, stop, "date", "md", (month, day))


def _may_be_day(before: str) -> bool:
    """Whether it ends as "5 ", "5th ", "fifth of " or "5-" do."""
    word = before.rstrip(" -")
    return word != before and (word[-1:].isdigit() or word.endswith(("st", "nd", "rd", "th", " of")))


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _the_days(low: str) -> list[Raw]:
    return [
        Raw(hit.start(), hit.end(), "date", "day", (int(hit[1] or ORDINALS[hit[2]]),))
        for hit in THE_DAY.finditer(low)
        if not (_joined(low, hit.start()) or NOT_A_DAY.match(low, hit.end()))
        and not low.startswith((" one", " of "), hit.end())
    ]


def _relative(low: str, words: frozenset[str]) -> list[Raw]:
    if not _may_count(low, words):
        return [
            Raw(hit.start(), hit.end(), "date", "days", (RELATIVE_WORDS[hit[0]],))
            for hit in (NEAR.finditer(low) if not words.isdisjoint(NEAR_WORDS) else ())
            if not _joined(low, hit.start())
        ]
    found = []
    for hit in RELATIVE.finditer(low):
        if _joined(low, hit.start()):
            continue
        start, end = hit.span()
        if hit["word"]:
            found.append(Raw(start, end, "date", "days", (RELATIVE_WORDS[hit["word"]],)))
        elif hit["after"] or hit["before"]:
            found.append(Raw(start, end, "date", "days", (2 if hit["after"] else -2,)))
        else:
            found.append(_counted(hit))
    return found


def _may_count(low: str, words: frozenset[str]) -> bool:
    """Whether days, weeks or months may be counted from today: "in 3 days", "day after tomorrow"."""
    if words.isdisjoint(UNIT_WORDS) or words.isdisjoint(COUNT_WORDS):
        return False
    if "after" in words and "tomorrow" in words or "before" in words and "yesterday" in words:
        return True
    return any(
        low.startswith((" ago", " from ", " after "), hit.end()) or low[: hit.start()].rpartition(" ")[0].endswith("in")
        for hit in UNIT.finditer(low)
    )


def _counted(hit: re.Match[str]) -> Raw:
    many = cardinal(hit["n"] or hit["n2"] or hit["n3"]) or 0
    unit = hit["unit"] or hit["unit2"] or hit["unit3"]
    sign = -1 if hit["ago"] else 1
    if unit.startswith("month"):
        return Raw(hit.start(), hit.end(), "date", "months", (sign * many,))
    days = sign * many * (7 if unit.startswith("week") else 1) + (1 if hit["base"] == "tomorrow" else 0)
    return Raw(hit.start(), hit.end(), "date", "days", (days,))


def _with_weekdays(low: str, found: list[Raw]) -> list[Raw]:
    """Weekdays become part of the date they stand before, or dates of their own."""
    starts = {raw.start: place for place, raw in enumerate(found) if raw.kind == "date"}
    alone: list[Raw] = []
    for hit in WEEKDAY.finditer(low):
        if _joined(low, hit.start()):
            continue
        gap = _glue(low, hit.end(), starts)
        if gap:
            place = starts[hit.end() + gap]
            found[place] = replace(found[place], start=hit.start())
            continue
        before = BEFORE_WEEKDAY.search(low[max(0, hit.start() - 14) : hit.start()])
        word = before[1] if before else ""
        if hit[0] in WEEKDAY_NUMBERS or word in ("next", "this", "coming", "last", "on", "by"):
            keeps = word in ("next", "this", "coming", "last")
            start = max(0, hit.start() - 14) + before.start() if before and keeps else hit.start()
            number = WEEKDAY_NUMBERS.get(hit[0], SHORT_WEEKDAYS.get(hit[0], 0))
            if word != "every":
                alone.append(Raw(start, hit.end(), "date", "weekday", (number, word if keeps else "")))
    return found + alone


def _glue(low: str, end: int, starts: Mapping[int, int]) -> int:
    """How long the gap is to a date that goes on here; 0 for none."""
    return next((len(gap) for gap in GAPS if low.startswith(gap, end) and end + len(gap) in starts), 0)


def _clocks(low: str) -> list[Raw]:
    found = []
    for hit in CLOCK.finditer(low):
        start, end = hit.span()
        iso = start > 1 and low[start - 1] in "t_" and low[start - 2].isdigit()
        if _joined(low, start) and not iso:
            continue
        parts = CLOCK_MARK.split(low[start : hit.start("zone") if hit["zone"] else end])
        raw = _time(low, start, end, (int(parts[0]), int(parts[1]) if len(parts) > 1 else 0), parts[0].startswith("0"))
        second = parts[2] if len(parts) > 2 and ":" in hit[0] else ""
        if raw and (hit["zone"] or second):
            raw = replace(raw, data=(*raw.data[:3], f":{second}" * (second not in ("", "00")) + (hit["zone"] or "")))
        if raw and not (raw.end < len(low) and low[raw.end].isalnum()):
            found.append(raw)
    return found


def _bare_hours(low: str) -> list[Raw]:
    found = []
    for hit in BARE_HOUR.finditer(low):
        raw = _time(low, hit.start(1), hit.end(), (int(hit[1]), 0))
        if raw and not _joined(low, hit.start()):
            found.append(raw)
    return found


def _time(low: str, start: int, end: int, clock: tuple[int, int], exact: bool = False) -> Raw | None:
    hour, minute = clock
    if hour > 24 or minute > 59:
        return None
    goes_on = low.startswith((" ", ",", "a", "p"), end)
    half, part = (HALF.match(low, end), PART.match(low, end)) if goes_on else (None, None)
    sure = int(exact or hour == 0 or hour > 9)
    if half and 1 <= hour <= 12:
        hour, sure, end = hour % 12 + (12 if half[1] == "p" else 0), 1, half.end()
        end -= low[end - 1] == "." and (end == len(low) or low[half.start() : end].count(".") == 1)
    elif part:
        named = part[1] or part[2]
        if named and hour <= 12:
            late = named in ("afternoon", "evening") or (named == "night" and 5 < hour < 12)
            hour, sure = hour % 12 + (12 if late else 0), 1
        end = part.end()
    return Raw(start, end, "time", "time", (hour % 24, minute, sure, ""))


def _spoken(low: str) -> list[Raw]:
    found = []
    for hit in SPOKEN.finditer(low):
        if _joined(low, hit.start()):
            continue
        if hit["named"]:
            hour = 0 if hit["named"] == "midnight" else 12
            found.append(Raw(hit.start(), hit.end(), "time", "time", (hour, 0, 1, "")))
            continue
        if hit["hour"] in NOONS:
            turned = NOONS[hit["hour"]] + MINUTES[hit["turn"]] * (-1 if hit["way"] == "to" else 1)
            found.append(Raw(hit.start(), hit.end(), "time", "time", (turned // 60 % 24, turned % 60, 1, "")))
            continue
        hour = cardinal(hit["hour"] or hit["full"] or hit["bare"]) or 0
        minute = MINUTES[hit["turn"]] if hit["turn"] else 0
        if hit["way"] == "to":
            hour, minute = (hour - 1) or 12, 60 - minute
        end = hit.end() - (len(" o'clock") if hit["full"] else 0)
        if raw := _time(low, hit.start(), end, (hour, minute)):
            sure = raw.data[2] if raw.end > end and not low[end : raw.end].endswith("clock") else 0
            found.append(replace(raw, data=(raw.data[0], raw.data[1], sure, "")))
    return found
