"""JSON values in people's words; every form is found again by `values.mention`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from simulator.values.late import Late

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LOWER_DAYS = frozenset(day.lower() for day in DAYS)
_DATE = Late(r"(\d{4})-(\d\d)-(\d\d)")
_MOMENT = Late(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_SYMBOL = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")


def said(value: Any, *, weekday: bool = False) -> str:
    """The value as it is said: dates with month names, symbols without underscores, lists with "and"."""
    if isinstance(value, str):
        return _said_text(value, weekday=weekday)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else repr(value)
    if isinstance(value, list | tuple):
        return listed([said(item) for item in value])
    if isinstance(value, dict):
        return listed([f"{key.replace('_', ' ')} {said(item)}" for key, item in value.items()])
    return "none" if value is None else str(value)


@lru_cache(maxsize=4096)
def _said_text(text: str, *, weekday: bool) -> str:
    if len(text) == 10 and text[4] == "-":
        return long_date(text, weekday=weekday)
    if len(text) >= 16 and (moment := _MOMENT.fullmatch(text)):
        return f"{long_date(moment.group(1), weekday=weekday)} at {moment.group(2)}"
    if text in _LOWER_DAYS:
        return text.capitalize()
    return text.replace("_", " ") if _SYMBOL.fullmatch(text) else text


def long_date(text: str, *, weekday: bool = False) -> str:
    """An ISO date as "5 March 2030", or the text itself where it is no date."""
    found = _DATE.fullmatch(text)
    if not found:
        return text
    try:
        day = date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return text
    plain = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{DAYS[day.weekday()]} {plain}" if weekday else plain


def listed(parts: list[str], *, last: str = "and") -> str:
    """The parts as a list in a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
