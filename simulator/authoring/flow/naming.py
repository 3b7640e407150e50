"""What a name says of the thing it names: customerId, customer_ref and "ID of the customer" all name a customer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from simulator.tools.wording import plain_text, singular, split_words

Noun = tuple[str, ...]

_GROUPS = {
    "id": "id ids identifier uuid guid sid pk oid uid urn gid",
    "number": "number no num nr nbr",
    "code": "code",
    "reference": "reference ref",
    "token": "token",
    "key": "key",
    "slug": "slug handle",
}
KEYS = {word: key for key, words in _GROUPS.items() for word in words.split()}
ALONE = {
    word: key
    for key, words in {
        "slug": "slug handle",
        "username": "username login",
        "sku": "sku",
        "isbn": "isbn",
        "iban": "iban",
        "vin": "vin",
        "ticker": "ticker symbol",
        "iata": "iata",
        "icao": "icao",
        "imei": "imei",
        "pnr": "pnr",
        "latitude": "latitude lat",
        "longitude": "longitude lon lng long",
    }.items()
    for word in words.split()
}
"""Names that say by themselves what they name."""
NOISE = frozenset(
    "request trace correlation session idempotency page next previous prev cursor continuation sync etag api access"
    " auth bearer client refresh device app error status version country currency language locale zip postal postcode"
    " phone mobile fax house street area dial http response confirm verification security tax vat promo".split()
)
"""Nouns whose id, code or number is no thing that one call shows and another is made with."""
_ROLES = frozenset(
    "source target from to parent child owner new old primary default my current original related linked first second"
    " selected given root external internal main other origin destination billing shipping delivery".split()
)
PERSONS = frozenset("owner assignee author creator manager reporter reviewer sender recipient member approver".split())
_PEOPLE = ("user", "employee", "person", "member", "contact", "agent")
_ALIKE = """
customer client buyer shopper
user member person
employee staff worker
booking reservation
product article
invoice bill
order purchase
ticket issue case
appointment visit
picture image photo
doctor physician provider practitioner
shop store
film movie
car vehicle
document file
org organization organisation
company organization business
repo repository
msg message
acct account
txn transaction
shipment parcel
tenant renter
flat apartment
flight offer
cart basket
category cat
dept department
pupil student
course class
warehouse depot
vendor supplier
playlist list
lesson session
job task
""".strip().split("\n")
_FILLER = frozenset("the a an of for and".split())
_BREAKS = frozenset("to of in from that which is for with on by as you who whose this when where and or as has".split())
_OF = re.compile(
    r"\b(?:id|ids|identifiers?|uuid|guid|reference|number|key|code)\b(?: \w+)?? (?:of|for) (?:(?:the|an?|your|this"
    r"|each) )?(\w+(?: \w+)?)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(\w+)(?:'s)?[ -](ids?|identifiers?|uuid|reference|number|code)\b", re.IGNORECASE)


def alike(one: Noun, other: Noun) -> bool:
    """Whether two nouns are words for the same thing."""
    return bool(one and other) and one[:-1] == other[:-1] and bool(SYNONYMS.get(one[-1], frozenset()) & {other[-1]})


def _synonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _ALIKE:
        words = group.split()
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(others) - {word} for word, others in found.items()}


SYNONYMS = _synonyms()


def words_of(name: str) -> list[str]:
    """The words of a name; "orderIDs" is order and ids."""
    return list(split_words(re.sub(r"IDs\b", "Ids", name)))


def noun_of(words: Sequence[str]) -> Noun:
    """Words as a noun: the last one singular, those that only say which role it plays left out."""
    kept = [word for word in words if word not in _FILLER and not word.isdigit()]
    while len(kept) > 1 and kept[0] in _ROLES:
        kept = kept[1:]
    return (*kept[:-1], singular(kept[-1])) if kept else ()


def identity(name: str, known: Collection[str] = ()) -> tuple[Noun, str] | None:
    """The noun and the kind of key a name consists of; None where it is the name of no key."""
    words = words_of(name)
    if not words:
        return None
    if words[-1] not in KEYS and len(words) == 1 and words[0].endswith(("id", "ids")):
        stem = words[0].removesuffix("s").removesuffix("id")
        words = [stem, "id"] if stem in known else words
    last = singular(words[-1]) if words[-1] not in KEYS else words[-1]
    if last in KEYS:
        return noun_of(words[:-1]), KEYS[last]
    if len(words) > 1 and words[-2] in ("id", "ids") and words[-1] in ("list", "array", "set"):
        return noun_of(words[:-2]), "id"
    alone = ALONE.get(last)
    return (noun_of(words[:-1]), alone) if alone else None


def described(text: object, known: Collection[str]) -> Iterator[Noun]:
    """The things whose id a description speaks of, where they are known."""
    plain = plain_text(text)[:400].lower()
    for found in _OF.finditer(plain):
        words = found[1].split()
        for size in (2, 1) if len(words) > 1 and words[1] in _BREAKS else (len(words),):
            noun = noun_of(words[:size])
            if noun and noun[-1] in known:
                yield noun
                break
    for found in _OWN.finditer(plain):
        noun = noun_of([found[1]])
        if noun and noun[-1] in known:
            yield noun


def people(noun: Noun) -> bool:
    """Whether the noun names people of any role."""
    return bool(noun) and noun[-1] in _PEOPLE
