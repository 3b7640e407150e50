"""What a data set must not hold: keys of services, and data that looks like a living person's.

Values of the case are made up and count as such, mail addresses and numbers reserved for examples too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from simulator.frozen import dataclass

KEYS = re.compile(
    r"(?:sk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}|AKIA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abpr]-[A-Za-z0-9-]{10,}"
    r"|AIza[A-Za-z0-9_-]{30,}|hf_[A-Za-z0-9]{30,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|Bearer [A-Za-z0-9._-]{20,})"
)
MAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[A-Za-z]{2,})")
RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local)", re.IGNORECASE)
CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
PRIVATE = re.compile(
    r"(?:10|127|0)\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|255\."
)
PHONE = re.compile(r"(?<![\w.+-])\+\d{1,3}[ -]?(?:\(?\d{1,5}\)?[ -]?){2,5}\d{2,}(?![\w-])")
SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One finding: its kind, the record and message it stands in, and its beginning."""

    kind: str
    record: str
    message: int
    seen: str


def _luhn(text: str) -> bool:
    digits = [int(letter) for letter in text if letter.isdigit()][::-1]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _iban(text: str) -> bool:
    bare = text.replace(" ", "")
    return len(bare) >= 15 and int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def _public(text: str) -> bool:
    return all(int(part) < 256 for part in text.split(".")) and not PRIVATE.match(text)


KINDS: Mapping[str, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    "key": (KEYS, lambda text: True),
    "mail address": (MAIL, lambda text: not RESERVED.fullmatch(text.partition("@")[2])),
    "card number": (CARD, _luhn),
    "bank account": (IBAN, _iban),
    "network address": (ADDRESS, _public),
    "phone number": (PHONE, lambda text: "555" not in text),
}


def leaks(records: Sequence[Mapping[str, Any]]) -> list[Leak]:
    """Everything found in the messages of the records, each text of a record once."""
    return [leak for record in records for leak in _of_record(record)]


def _of_record(record: Mapping[str, Any]) -> Iterator[Leak]:
    made_up = _flat(json.dumps(record["case"].get("values", {}), ensure_ascii=False))
    told: set[str] = set()
    for number, message in enumerate(record["messages"]):
        calls = json.dumps(message.get("tool_calls") or "", ensure_ascii=False)
        for kind, text in found_in(f"{message.get('content') or ''}\n{calls}"):
            if text not in told and (kind == "key" or _flat(text) not in made_up):
                told.add(text)
                yield Leak(kind=kind, record=record["id"], message=number, seen=text[:SHOWN] + "…")


def found_in(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of everything private in a text."""
    for kind, (pattern, holds) in KINDS.items():
        for hit in pattern.finditer(text):
            if holds(hit[0]):
                yield kind, hit[0]


def _flat(text: str) -> str:
    return re.sub(r"[ ().-]", "", text).lower()
