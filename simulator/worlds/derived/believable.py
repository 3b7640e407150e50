"""Texts for fields by name and format, from Faker: loaded when a derived world first shows such a field."""

from __future__ import annotations

from simulator.draws import Draws
from simulator.errors import Place
from simulator.tools import samples
from simulator.tools.wording import split_words
from simulator.variables.faker import provider

_LOCALE = "en_US"
_NOWHERE = Place("")
_BY_FORMAT = {"email": "ascii_safe_email", "ipv4": "ipv4_private"}
_BY_NAME = {
    "email": "ascii_safe_email",
    "mail": "ascii_safe_email",
    "firstname": "first_name",
    "givenname": "first_name",
    "lastname": "last_name",
    "surname": "last_name",
    "familyname": "last_name",
    "username": "user_name",
    "login": "user_name",
    "company": "company",
    "employer": "company",
    "organization": "company",
    "organisation": "company",
    "city": "city",
    "town": "city",
    "street": "street_address",
    "address": "street_address",
    "zip": "postcode",
    "zipcode": "postcode",
    "postal": "postcode",
    "postcode": "postcode",
    "postalcode": "postcode",
    "country": "country",
    "job": "job",
    "occupation": "job",
    "jobtitle": "job",
    "iban": "iban",
    "isbn": "isbn13",
    "plate": "license_plate",
    "licenseplate": "license_plate",
    "colour": "color_name",
    "color": "color_name",
}
_PEOPLE = frozenset(
    "full customer author owner user person patient guest member employee contact client driver student teacher"
    " passenger manager agent assignee recipient sender holder buyer seller reader artist".split()
)


def believable(name: str, kind: str, draws: Draws) -> str:
    """A text for a field of this name and format; what Faker has nothing better for is a plain sample."""
    wanted = _BY_FORMAT.get(kind) or ("" if kind else _provider(name))
    if wanted == "person":
        return f"{_faked('first_name', draws)} {_faked('last_name', draws)}"
    return _faked(wanted, draws) if wanted else samples.text(name, kind, draws)


def _faked(wanted: str, draws: Draws) -> str:
    return str(provider(wanted, _LOCALE, _NOWHERE)(draws.value("faker", wanted))).replace("\n", ", ")


def _provider(name: str) -> str:
    words = split_words(name)
    if not words or words[-1] in ("id", "ids", "code", "url", "type", "status"):
        return ""
    if words[-1] == "name" and (len(words) > 1 and words[-2] in _PEOPLE):
        return "person"
    if words[-1] in _PEOPLE and words[-1] not in ("full", "contact", "user", "owner"):
        return "person"
    return next((_BY_NAME[tail] for tail in ("".join(words[-2:]), words[-1]) if tail in _BY_NAME), "")
