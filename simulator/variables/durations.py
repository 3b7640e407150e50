"""Lengths of time as people write, say and count them: 1h30m, PT1H30M, 1 hour 30 minutes, 90."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from simulator.values.late import Late

_SPAN = re.compile(r"([+-]?)((?:\d+\s*[dwhm]\s*)+)")
_ISO_SPAN = Late(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = {"d": timedelta(days=1), "w": timedelta(weeks=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


def span(text: str) -> timedelta:
    """A length of time such as 60d, 2w, 3h, 1h30m or PT1H30M; raises ValueError."""
    found = _SPAN.fullmatch(text.strip())
    iso = None if found else _ISO_SPAN.fullmatch(text.strip())
    if not found and not (iso and any(iso.groups()[1:])):
        raise ValueError(f"{text!r} is no length of time, such as 14d, 2w, 3h, 15m or 1h30m")
    if found:
        parts = [(int(number), unit) for number, unit in re.findall(r"(\d+)\s*([dwhm])", found[2])]
    else:
        parts = [(int(number or 0), unit) for number, unit in zip(iso.groups()[1:], "wdhm", strict=True)] if iso else []
    try:
        length = sum((number * _UNITS[unit] for number, unit in parts), timedelta(0))
    except OverflowError:
        raise ValueError(f"{text!r} is longer than any calendar") from None
    return -length if (found or iso or [""])[1] == "-" else length


def iso_span(length: timedelta) -> str:
    """A length of time as ISO 8601 writes it: PT1H30M, P14D."""
    minutes = abs(length) // timedelta(minutes=1)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-P" if length < timedelta(0) else "P") + (text or "T0M")


def spoken_span(length: timedelta) -> str:
    """A length of time as people say it: 1 hour 30 minutes."""
    minutes = abs(length) // timedelta(minutes=1)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "0 minutes"


def count_of(unit: timedelta) -> Callable[[Any, str], Any]:
    """The filter that counts how many of a unit a duration has."""

    def count(value: Any, _: str) -> Any:
        if not isinstance(value, timedelta):
            raise ValueError("it is no duration")
        found = value / unit
        return int(found) if found.is_integer() else round(found, 2)

    return count
