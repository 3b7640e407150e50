"""Believable texts and numbers for a field, by its format and the words of its name; plainest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from simulator.draws import Draws
from simulator.tools.wording import split_words

_DAYS = frozenset("date day start end from until since updated created modified expires".split())
_FIRST_DAY = date(2030, 1, 1)
_NAMES = ("Ana Keller", "Tom Okafor", "Mia Larsen", "Ben Rossi", "Eva Novak", "Sam Duarte")
_WORDS = ("cedar", "maple", "harbor", "silver", "meadow", "summit", "river", "amber", "falcon", "willow")
_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "email": ("ana.keller@example.com", "tom.okafor@example.com", "mia.larsen@example.com"),
    "mail": ("ana.keller@example.com", "tom.okafor@example.com"),
    "phone": ("+41 44 555 01 23", "+44 20 7946 0018", "+1 202 555 0143"),
    "mobile": ("+41 79 555 01 23", "+44 7700 900123"),
    "firstname": ("Ana", "Tom", "Mia", "Ben"),
    "lastname": ("Keller", "Okafor", "Larsen", "Rossi"),
    "fullname": _NAMES,
    "username": ("akeller", "tokafor", "mlarsen"),
    "customer": _NAMES,
    "author": _NAMES,
    "city": ("Zurich", "Oslo", "Lisbon", "Vienna", "Leeds"),
    "country": ("Switzerland", "Norway", "Portugal", "Austria"),
    "state": ("active", "pending", "closed"),
    "status": ("active", "pending", "closed"),
    "currency": ("EUR", "CHF", "GBP", "USD"),
    "language": ("en", "de", "fr"),
    "locale": ("en-GB", "de-CH"),
    "street": ("12 Mill Lane", "8 Harbour Road"),
    "address": ("12 Mill Lane", "8 Harbour Road"),
    "zip": ("8001", "0150", "1100"),
    "postal": ("8001", "0150", "1100"),
    "company": ("Northwind Ltd", "Alder & Co"),
    "color": ("blue", "green", "red"),
    "colour": ("blue", "green", "red"),
    "title": ("Weekly update", "First draft", "Spring plan"),
    "description": ("As agreed on the phone", "Second attempt", "For the spring plan"),
    "comment": ("As agreed on the phone", "Please call first"),
    "message": ("Please call me back", "See you on Friday"),
    "note": ("As agreed on the phone", "Please call first"),
    "text": ("Please call me back", "See you on Friday"),
    "subject": ("Weekly update", "A short question"),
    "reason": ("no longer needed", "changed my mind", "ordered twice"),
    "url": ("https://example.com/one", "https://example.com/two"),
    "uri": ("https://example.com/one", "https://example.com/two"),
    "link": ("https://example.com/one", "https://example.com/two"),
}
_RANGES: Mapping[str, tuple[int, int]] = {
    "age": (18, 80),
    "year": (2025, 2032),
    "month": (1, 12),
    "day": (1, 28),
    "hour": (8, 18),
    "minute": (0, 59),
    "quantity": (1, 9),
    "count": (1, 20),
    "page": (1, 5),
    "limit": (5, 50),
    "size": (5, 50),
    "price": (5, 200),
    "amount": (5, 500),
    "latitude": (-60, 60),
    "longitude": (-120, 120),
    "offset": (0, 50),
}


def _day(draws: Draws) -> date:
    return _FIRST_DAY + timedelta(days=draws.integer(0, 700, "day"))


def _clock(draws: Draws) -> str:
    return f"{draws.integer(8, 18, 'hour'):02}:{15 * draws.integer(0, 3, 'quarter'):02}:00"


def _hex(draws: Draws, count: int) -> str:
    return "".join(f"{int(draws.value('hex', index) * 65536):04x}" for index in range(count))


def _uuid(draws: Draws) -> str:
    digits = _hex(draws, 8)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


_FORMATS: Mapping[str, Callable[[Draws], str]] = {
    "date": lambda draws: _day(draws).isoformat(),
    "date-time": lambda draws: f"{_day(draws).isoformat()}T{_clock(draws)}Z",
    "time": lambda draws: f"{_clock(draws)}Z",
    "duration": lambda draws: f"P{draws.integer(1, 28, 'days')}D",
    "email": lambda draws: draws.choice(_BY_NAME["email"], "email"),
    "uuid": _uuid,
    "guid": _uuid,
    "uri": lambda draws: draws.choice(_BY_NAME["url"], "url"),
    "url": lambda draws: draws.choice(_BY_NAME["url"], "url"),
    "uri-reference": lambda draws: draws.choice(_BY_NAME["url"], "url"),
    "hostname": lambda draws: f"{draws.choice(_WORDS, 'host')}.example.com",
    "ipv4": lambda draws: f"192.0.2.{draws.integer(1, 250, 'ip')}",
    "ipv6": lambda draws: f"2001:db8::{draws.integer(1, 250, 'ip'):x}",
    "byte": lambda draws: draws.choice(("c2ltcGxl", "bWFwbGU=", "cml2ZXI="), "byte"),
    "phone": lambda draws: draws.choice(_BY_NAME["phone"], "phone"),
}


def text(name: str, kind: str, draws: Draws) -> str:
    """A text for a field of this name and format."""
    if kind in _FORMATS:
        return _FORMATS[kind](draws)
    words = split_words(name)
    for tail in ("".join(words[-2:]), *reversed(words[-2:])):
        if tail in _BY_NAME:
            return draws.choice(_BY_NAME[tail], "text")
    if words and words[-1] == "name":
        return draws.choice(_NAMES if len(words) == 1 else tuple(word.title() for word in _WORDS), "text")
    if words and words[-1] in _DAYS:
        return _day(draws).isoformat()
    if words and words[-1] in ("id", "ids", "sid", "key", "code", "number", "reference", "token"):
        return f"{'ABCDEFGHJK'[draws.integer(0, 9, 'letter')]}{draws.integer(1000, 9999, 'number')}"
    return draws.choice(_WORDS, "text")


def span(name: str) -> tuple[int, int]:
    """Where a number of this name is expected to lie."""
    words = split_words(name)
    for word in reversed(words):
        if word in _RANGES:
            return _RANGES[word]
    return (1000, 9999) if words and words[-1] in ("id", "number", "code") else (1, 100)


def any_value(name: str, draws: Draws) -> Any:
    """A value for a field whose schema says nothing."""
    return text(name, "", draws)
