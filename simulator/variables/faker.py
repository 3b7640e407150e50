"""Faker as a source of believable values: seeded from the value's own draw, loaded only when a scenario names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from simulator.errors import InputError, Place, closest

READS_TODAY = (
    "date_",
    "past_",
    "future_",
    "time_series",
    "unix_time",
    "iso8601",
    "passport_dates",
    "credit_card_expire",
)
UNSAFE = frozenset(
    ("seed", "seed_instance", "seed_locale", "add_provider", "parse", "provider", "get_providers", "format")
)


@lru_cache(maxsize=32)
def _faker(locale: str, place: Place) -> Any:
    from faker import Faker

    try:
        return Faker(locale)
    except (AttributeError, ValueError, ModuleNotFoundError):
        raise InputError(
            f"Faker has no locale {locale!r}", place=place, hint="a locale such as en_GB or de_DE"
        ) from None


@lru_cache(maxsize=256)
def provider(name: str, locale: str, place: Place) -> Callable[[float], Any]:
    """What gives one value of a Faker provider from a draw in [0, 1)."""
    if name.startswith(READS_TODAY) or name in ("date", "time", "am_pm", "century", "month", "year"):
        raise InputError(f"faker provider {name!r} reads today's date", place=place, hint="use `date:` instead")
    faker = _faker(locale, place)
    known = [word for word in dir(faker.factories[0]) if not word.startswith("_") and word not in UNSAFE]
    if name not in known:
        raise InputError(f"Faker has no provider {name!r}", place=place, hint=closest(name, known))
    make = getattr(faker, name)

    def give(draw: float) -> Any:
        faker.seed_instance(int(draw * 2**53))
        try:
            found = make()
        except Exception as broken:  # noqa: BLE001 - a provider is foreign code
            raise InputError(f"faker provider {name!r} fails: {broken}", place=place) from None
        return found if isinstance(found, str | int | float | bool | date) else str(found)

    return give


def version() -> str:
    """Faker's version, for the record."""
    from importlib.metadata import version as of

    return of("faker")
