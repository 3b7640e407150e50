"""Faker as a source of believable values: seeded from the value's own draw, loaded only when a scenario names it.

A provider that reads today's date anywhere on its way is refused: its code is followed, in its locale.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from simulator.errors import InputError, Place, closest, short
from simulator.values.late import Late

UNSAFE = frozenset(
    "add_provider del_arguments enum factories format get_arguments get_formatter get_providers get_words_list locales "
    "items optional parse provider providers random seed seed_instance seed_locale set_arguments set_formatter unique "
    "weights cache_pattern generator_attrs json_bytes binary image tar zip".split()
)
NONE: Mapping[str, Any] = {}
TODAY = frozenset(("now", "today", "utcnow"))
MAX_RESULT = 10_000
_LOCALE = Late(r"[a-z]{2,3}_[A-Z][A-Za-z]{1,3}")
_TOKEN = Late(r"\{\{\s*(\w+)")
_ATTRIBUTES = frozenset(("LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR", "LOAD_SUPER_METHOD"))
Give = Callable[[float], Any]
_made: dict[tuple[str, str, str, Place], Give] = {}


def is_locale(text: str) -> bool:
    """Whether a text is written as a locale, such as en_GB, or is a short one that Faker has."""
    return bool(_LOCALE.fullmatch(text)) or (len(text) < 4 and text in _locales())


@lru_cache(maxsize=1)
def _locales() -> frozenset[str]:
    from faker.config import AVAILABLE_LOCALES

    return frozenset(AVAILABLE_LOCALES)


@lru_cache(maxsize=128)
def _faker(locale: str) -> Any:
    from faker import Faker

    return Faker(locale)


def provider(name: str, locale: str, place: Place, args: Mapping[str, Any] = NONE) -> Give:
    """What gives one value of a Faker provider from a draw in [0, 1)."""
    return _made.get((name, locale, repr(args), place)) or _checked(name, locale, args, place)


def _checked(name: str, locale: str, args: Mapping[str, Any], place: Place) -> Give:
    if locale not in _locales():
        alike = sorted(name for name in _locales() if name[:2] == locale[:2])
        home = f"{locale[:2]}_{locale[:2].upper()}"
        hint = closest(home if home in alike else locale, alike or sorted(_locales()))
        raise InputError(f"Faker has no locale {short(locale)!r}", place=place, hint=hint)
    faker = _faker(locale)
    known = [word for word in dir(faker.factories[0]) if not word.startswith("_") and word not in UNSAFE]
    if name not in known:
        why = " to take values from" if name in UNSAFE else ""
        raise InputError(f"Faker has no provider {short(name)!r}{why}", place=place, hint=closest(name, known))
    if way := reads_today(faker.factories[0], name, args):
        through = "" if way == name else f" (through {way})"
        raise InputError(
            f"faker provider {name!r} reads today's date{through}", place=place, hint="use `date:` instead"
        )
    give = _giver(faker, name, dict(args), place)
    give(0.0)
    _made[(name, locale, repr(args), place)] = give
    return give


def _giver(faker: Any, name: str, args: dict[str, Any], place: Place) -> Give:
    make = getattr(faker, name)

    def give(draw: float) -> Any:
        faker.seed_instance(int(draw * 2**53))
        try:
            found = make(**args)
        except Exception as broken:  # noqa: BLE001 - a provider is foreign code
            raise InputError(f"faker provider {name!r} fails: {broken}", place=place) from None
        return _plain(found, name, place)

    return give


def _plain(found: Any, name: str, place: Place) -> Any:
    """A value as a case may hold it; bytes and huge texts are refused."""
    if isinstance(found, str) and len(found) <= MAX_RESULT:
        return str(found)
    if found is None or type(found) in (int, float, bool, date, datetime, time):
        return found
    if isinstance(found, Decimal):
        return float(found)
    if isinstance(found, bytes | bytearray):
        raise InputError(f"faker provider {name!r} gives bytes, not a text", place=place)
    if isinstance(found, list | tuple | set | frozenset) and len(found) <= MAX_RESULT:
        items = sorted(found, key=repr) if isinstance(found, set | frozenset) else found
        return [_plain(item, name, place) for item in items]
    if isinstance(found, Mapping) and len(found) <= MAX_RESULT:
        return {str(key): _plain(item, name, place) for key, item in found.items()}
    text = str(found)
    if len(text) > MAX_RESULT:
        raise InputError(f"faker provider {name!r} gives more than {MAX_RESULT:,} characters", place=place)
    return text


# --- who reads today's date ----------------------------------------------------------------------------------------


def reads_today(factory: Any, name: str, args: Mapping[str, Any]) -> str:
    """The provider through which one reads the time of day or today's date; "" where none does."""
    waiting = [(word, getattr(factory, word, None)) for word in (name, *_tokens(args))]
    seen: set[CodeType] = set()
    while waiting:
        label, found = waiting.pop()
        function = _function(found)
        if function is None or function.__code__ in seen:
            continue
        seen.add(function.__code__)
        owner = getattr(found, "__self__", factory)
        used = set(_uses(function.__code__))
        if used & TODAY:
            return label
        by_name = "global getattr" in used
        if by_name:
            waiting += _named(factory, [*args.values(), *_strings(function.__code__)])
        for word in used:
            waiting += _leads_to(owner, factory, function, word)
            if by_name:
                waiting += _named(factory, [getattr(owner, word, None)])
    return ""


def _function(found: Any) -> FunctionType | None:
    inner = getattr(found, "__func__", found)
    inner = getattr(inner, "__wrapped__", inner)
    return inner if isinstance(inner, FunctionType) else None


def _uses(code: CodeType) -> Iterator[str]:
    """The names a function takes from itself, its generator or its module, and those that ask what time it is."""
    before = ""
    for step in dis.get_instructions(code):
        word = step.argval if isinstance(step.argval, str) else ""
        if step.opname in _ATTRIBUTES and (word in TODAY or before in ("self", "cls", "generator", "super")):
            yield word
        elif step.opname == "LOAD_GLOBAL":
            yield f"global {word}"
        elif step.opname == "LOAD_CONST":
            yield from _TOKEN.findall(word)
        loaded = step.argval[-1] if isinstance(step.argval, tuple) and step.argval else word  # two names in one step
        before = loaded or step.opname
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _uses(inner)


def _leads_to(owner: Any, factory: Any, function: FunctionType, word: str) -> Iterator[tuple[str, Any]]:
    """What a name means: a provider, a part of one, or formats that other providers fill."""
    if word.startswith("global "):
        found = function.__globals__.get(word.removeprefix("global "))
        if isinstance(found, FunctionType):
            yield found.__name__, found
        return
    found = getattr(factory, word, None) or getattr(owner, word, None)
    if _function(found):
        yield word, found
    elif not callable(found):
        yield from ((token, getattr(factory, token, None)) for token in _tokens(found))


def _named(factory: Any, found: list[Any]) -> Iterator[tuple[str, Any]]:
    """The providers that are called by a name found in these values: a browser out of a list of browsers."""
    for word in _tokens(found, whole=True):
        if _function(called := getattr(factory, word, None)):
            yield word, called


def _strings(code: CodeType) -> list[str]:
    return [found for found in code.co_consts if isinstance(found, str)]


def _tokens(found: Any, depth: int = 0, *, whole: bool = False) -> Iterator[str]:
    if isinstance(found, str):
        yield from [found] if whole else _TOKEN.findall(found)
    elif depth < 4 and isinstance(found, Mapping):
        for key, item in found.items():
            yield from _tokens(key, depth + 1, whole=whole)
            yield from _tokens(item, depth + 1, whole=whole)
    elif depth < 4 and isinstance(found, list | tuple | set | frozenset):
        for item in found:
            yield from _tokens(item, depth + 1, whole=whole)


def version() -> str:
    """Faker's version, for the record."""
    from importlib.metadata import version as of

    return of("faker")
