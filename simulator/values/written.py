"""Ways a person writes a JSON value, plainest first; each is found again by `mentions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from simulator.values.dates import DATE_FORMS, write_date
from simulator.values.late import Late
from simulator.values.mention import kind_of, mentions
from simulator.values.normal import fold
from simulator.values.numbers import NUMBER_FORMS, write_number
from simulator.values.phones import phone_forms
from simulator.values.words import say_number

MAX_ITEMS = 50
PAIR = 2
BETWEEN = (" & ", " / ", " + ", " plus ", " and also ")
JOINTS = Late(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
DASHES = Late(r"[-_/]")
SNAKE = Late(r"[^\W\d]+(?:_[^\W_]+)+")


def forms(value: Any, clock: datetime) -> tuple[str, ...]:
    """The written forms of a value; none for booleans, null, and what holds no words."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return _list_forms(value, clock)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ()
    return _forms(value, isinstance(value, float), clock)


@lru_cache(maxsize=4096)
def _forms(value: str | int | float, whole: bool, clock: datetime) -> tuple[str, ...]:
    writer = WRITERS.get(kind_of(value))
    ways = writer(str(value) if isinstance(value, str) else value, clock) if writer else ()
    return tuple(way for way in dict.fromkeys(ways) if mentions(value, way, clock))


def _list_forms(values: list[Any] | tuple[Any, ...], clock: datetime) -> tuple[str, ...]:
    ways = [forms(value, clock) for value in values[:MAX_ITEMS]]
    if not ways or len(values) > MAX_ITEMS or not all(ways):
        return ()
    plain = [way[0] for way in ways]
    other = [way[min(1, len(way) - 1)] for way in ways]
    pairs = [way.join(plain) for way in BETWEEN] if len(plain) == PAIR else []
    written = dict.fromkeys((_and(plain), ", ".join(plain), _and(other), *pairs))
    return tuple(way for way in written if mentions(values, way, clock))


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def _dates(value: str, clock: datetime) -> tuple[str, ...]:
    day = date.fromisoformat(value)
    return tuple(write_date(day, form, clock) for form in DATE_FORMS)


def _times(value: str, clock: datetime) -> tuple[str, ...]:
    hour, minute = int(value[:2]), int(value[3:5])
    if not (hour < 24 and minute < 60) or value[6:] not in ("", "00"):
        return (value,)
    half, twelve = ("am" if hour < 12 else "pm"), hour % 12 or 12
    short = f"{twelve}{half}" if not minute else f"{twelve}:{minute:02}{half}"
    ways = [value[:5], f"{twelve}:{minute:02} {half}", short, f"{twelve}:{minute:02} {half[0]}.m."]
    if (hour, minute) in ((12, 0), (0, 0)):
        ways.append("noon" if hour else "midnight")
    return (*ways, *_spoken_time(hour, minute))


def _spoken_time(hour: int, minute: int) -> tuple[str, ...]:
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    turns = {0: "{} o'clock", 15: "quarter past {}", 30: "half past {}", 45: "quarter to {}"}
    if minute not in turns or hour in (0, 11, 12, 17, 23):
        return ()
    named = say_number((hour + (minute == 45) - 1) % 12 + 1)
    return (f"{turns[minute].format(named)} in the {part}",)


def _datetimes(value: str, clock: datetime) -> tuple[str, ...]:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo and clock.tzinfo:
        moment = moment.astimezone(clock.tzinfo)
    if moment.second or moment.microsecond or bool(moment.tzinfo) != bool(clock.tzinfo) and moment.tzinfo:
        return (value,)
    days, times = _dates(moment.date().isoformat(), clock), _times(f"{moment:%H:%M}", clock)
    pairs = [(days[0], times[0]), (days[1], times[1]), (days[3], times[2]), (days[-1], times[1]), (days[2], times[0])]
    pairs += [
        (days[5], times[-1]),
        (days[7], times[2]),
        (days[11], times[1]),
        (days[15], times[-1]),
        (days[6], times[0]),
    ]
    free = [(days[14], times[2]), (days[10], times[0]), (days[12], times[-1])]
    ways = (*(f"{day} at {time}" for day, time in pairs), *(f"{day}, {time}" for day, time in free))
    return (*ways, value, f"{days[2]} {times[0]}")


def _numbers(value: str | int | float, clock: datetime) -> tuple[str, ...]:
    if isinstance(value, str):
        number = float(value) if "." in value else int(value)
        return (value, *(write_number(number, form) for form in NUMBER_FORMS))
    return tuple(write_number(value, form) for form in NUMBER_FORMS)


def _emails(value: str, clock: datetime) -> tuple[str, ...]:
    name, _, host = value.rpartition("@")
    return (value, value.lower(), f"{name} at {host.replace('.', ' dot ')}")


def _ids(value: str, clock: datetime) -> tuple[str, ...]:
    spaced = JOINTS.sub(" ", value)
    if len(value) > 16:
        return (value, value.lower(), DASHES.sub(" ", value))
    dashed = spaced.replace(" ", "-")
    open_ = DASHES.sub(" ", value)
    spelled = " ".join(char for char in value if char.isalnum()) if 4 < len(value) < 13 else value
    return (value, value.lower(), spaced, dashed, open_, open_.lower(), spaced.lower(), spelled)


def _texts(value: str, clock: datetime) -> tuple[str, ...]:
    plain = value.strip()
    if SNAKE.fullmatch(plain):
        return (plain.replace("_", " "), plain.replace("_", " ").lower(), plain)
    single = " ".join(plain.split())
    return (single, single.lower(), fold(single), single.replace(",", ""))


WRITERS: dict[str, Callable[[Any, datetime], tuple[str, ...]]] = {
    "date": _dates,
    "time": _times,
    "datetime": _datetimes,
    "number": _numbers,
    "email": _emails,
    "phone": lambda value, clock: phone_forms(value),
    "id": _ids,
    "text": _texts,
}
