"""`record`: a person whose name, first, last, gender, e-mail address, user name and telephone number agree."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.kinds.declared import Declared, Given, Way, fixed, is_name, text
from simulator.kinds.names import NAMES
from simulator.variables.variable import Values

FIELDS = ("name", "first", "last", "gender", "locale", "email", "username", "phone")
GENDERS = ("female", "male")
DOMAINS = ("example.com", "example.org", "example.net")
KIND = "person"
_EXAMPLE = "record: {kind: person, locale: en_GB}"
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "ı": "i", "å": "a"})


def record_kind(declared: Declared) -> Way:
    body = declared.body if isinstance(declared.body, Mapping) else {"kind": declared.body}
    body = declared.fields(body, ("kind", "locale", "gender"), _EXAMPLE, "record")
    if body.get("kind") != KIND:
        hint = closest(str(body.get("kind", "")), [KIND])
        raise declared.refuse(f"there is no record {body.get('kind')!r}", "record", hint=hint)
    locale = _one_of(declared, body.get("locale", "en_US"), list(NAMES), "locale")
    gender = _one_of(declared, body["gender"], list(GENDERS), "gender") if "gender" in body else None

    def draw(values: Values, draws: Draws, path: str) -> Mapping[str, Any]:
        below = draws.at(path)
        who = str(gender.read(values)) if gender else below.choice(GENDERS, "gender")
        return _person(str(locale.read(values)), who, below)

    parents = sorted(locale.names.union(gender.names if gender else ()))
    return Way(parents=tuple(parents), draw=draw, columns=FIELDS)


def _one_of(declared: Declared, found: Any, known: list[str], key: str) -> Given:
    """One of some words, or the variable that gives one."""
    place = declared.place("record", key)
    if found in known:
        return fixed(found)
    if not isinstance(found, str) or not ("{" in found or (is_name(found) and "_" not in found[2:4])):
        raise declared.refuse(f"there is no {key} {found!r}", "record", key, hint=_near(str(found), known))
    given = text(declared, found if "{" in found else f"{{{found}}}", "record", key)

    def read(values: Values) -> Any:
        word = given.read(values)
        if word not in known:
            message = f"variable {declared.name!r}: there is no {key} {word!r}"
            raise InputError(message, place=place, hint=_near(str(word), known))
        return word

    return Given(names=given.names, read=read)


def _near(word: str, known: list[str]) -> str:
    """The nearest word; of locales one of the same language."""
    alike = [other for other in known if other[:2] == word[:2]]
    return f"did you mean {alike[0]!r}?" if alike else closest(word, known)


def _person(locale: str, gender: str, draws: Draws) -> Mapping[str, Any]:
    names = NAMES[locale]
    first = draws.choice(names.women if gender == "female" else names.men, "first")
    last = draws.choice(names.last, "last")
    account = f"{_plain(first)}.{_plain(last)}"
    return {
        "name": f"{first} {last}",
        "first": first,
        "last": last,
        "gender": gender,
        "locale": locale,
        "email": f"{account}@{draws.choice(DOMAINS, 'domain')}",
        "username": f"{account.replace('.', '')}{int(draws.value('username') * 100):02d}",
        "phone": _phone(names.phones, draws),
    }


def _phone(forms: tuple[str, ...], draws: Draws) -> str:
    """A number of a form, its free digits taken from one draw."""
    form = draws.choice(forms, "phone", "form")
    free = form.count("#")
    digits = iter(f"{int(draws.value('phone') * 10**free):0{free}d}")
    return "".join(next(digits) if char == "#" else char for char in form)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    """A name as an e-mail address has it: small letters without accents."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(char for char in folded if char.isascii() and char.isalnum())
