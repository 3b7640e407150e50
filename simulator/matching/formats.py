"""Texts that mean more than their characters: dates, times, instants, durations, e-mail addresses, ids.

Each format reads a text into a value to compare by, or None where the text is not of that format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from simulator.values.late import Late

_DATE = Late(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_TIME = Late(r"(\d):(\d\d.*)", re.DOTALL)
_DURATION = Late(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)


def read_date(text: str, clock: datetime) -> date | None:
    """A date written year first, with or without leading zeros."""
    del clock
    found = _DATE.fullmatch(text.strip())
    if not found or not text.isascii():
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def read_instant(text: str, clock: datetime) -> datetime | None:
    """A date with a time; without an offset it is in the clock's zone."""
    if len(text) <= len("2030-01-01"):
        return None
    try:
        return _in_zone(datetime.fromisoformat(text.strip()), clock)
    except (ValueError, OverflowError):
        return None


def read_time(text: str, clock: datetime) -> datetime | None:
    """A time of the clock's day; without an offset it is in the clock's zone."""
    text = text.strip()
    try:
        found = time.fromisoformat(f"0{text}" if _TIME.fullmatch(text) else text)
        return _in_zone(datetime.combine(clock.date(), found), clock)
    except (ValueError, OverflowError):
        return None


def _in_zone(found: datetime, clock: datetime) -> datetime:
    aware = found if found.tzinfo else found.replace(tzinfo=clock.tzinfo or UTC)
    return aware.astimezone(UTC)


def read_duration(text: str, clock: datetime) -> tuple[int, float] | None:
    """An ISO 8601 duration as months and seconds."""
    del clock
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()):
        return None
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups()[:6])
    seconds = float(found[7] or 0) + 60 * (minutes + 60 * (hours + 24 * (days + 7 * weeks)))
    return 12 * years + months, seconds


def read_email(text: str, clock: datetime) -> str | None:
    """An e-mail address; case does not count behind the @."""
    del clock
    name, at, domain = text.strip().rpartition("@")
    return f"{name}@{domain.lower()}" if at and name and domain else None


def read_lower(text: str, clock: datetime) -> str | None:
    """A name where case does not count."""
    del clock
    return text.lower()


FORMATS: dict[str, Callable[[str, datetime], Any]] = {
    "date": read_date,
    "date-time": read_instant,
    "time": read_time,
    "duration": read_duration,
    "email": read_email,
    "uuid": read_lower,
    "hostname": read_lower,
}
NAMES = {"date": "dates", "date-time": "instants", "time": "times of day", "duration": "durations"}


def difference(expected: Any, got: Any) -> str:
    """How far two read values lie apart, in words."""
    if isinstance(expected, datetime) and isinstance(got, datetime):
        minutes = (got - expected).total_seconds() / 60
        return f"{minutes:+g} minutes"
    if isinstance(expected, date) and isinstance(got, date):
        return f"{(got - expected).days:+d} days"
    return f"{expected} and {got}"
