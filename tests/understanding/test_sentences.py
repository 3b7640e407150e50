"""Requests, confirmations and claims are read right on a wide table of assistants' texts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.understanding.read import read

CLOCK = datetime(2030, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def slots(**named: object) -> tuple[Slot, ...]:
    found = []
    for name, given in named.items():
        value, *words = given if isinstance(given, tuple) else (given,)
        found.append(Slot(name=name, value=value, words=tuple(words)))
    return tuple(found)


DOMAINS = {
    "flights": slots(
        booking_id=("ABC123", "booking reference"),
        new_date=("2030-03-05", "new date", "travel date"),
        passenger_name="Maria Rossi",
        destination="Lisbon",
        seat=("window", "seat preference"),
    ),
    "retail": slots(
        order_id=("ORD-7741", "order number"),
        item="blue kettle",
        reason=("too small", "reason for the return"),
        refund_method="store credit",
        email="maria@x.com",
    ),
    "clinic": slots(
        patient_name="Jan Novak",
        date_of_birth="1985-05-07",
        appointment_date=("2030-03-05", "day"),
        appointment_time="14:30",
        doctor="Dr. Keller",
    ),
    "banking": slots(
        account_number="4471882",
        amount=250,
        recipient="Anna Weber",
        card_last4=("7781", "last four digits of the card", "last 4 digits"),
    ),
    "device": slots(device="living room lamp", brightness=40, room="kitchen", temperature=21.5, time="07:00"),
    "food": slots(
        dish="margherita pizza",
        quantity=2,
        size="large",
        delivery_address="12 Mill Lane",
        phone=("+41441234567", "phone number"),
    ),
}


class Row(NamedTuple):
    text: str
    asks: frozenset[str]
    confirms: bool
    claim: str
    got: Reading


def rows(name: str = "sentences.txt") -> list[Row]:
    found = []
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            domain, asks, confirms, claim, text = line.split("|", 4)
            text = text.replace("\\n", "\n")
            wanted = frozenset(filter(None, asks.split(",")))
            found.append(Row(text, wanted, confirms == "y", claim, read(text, DOMAINS[domain], CLOCK)))
    return found


def f1(table: list[Row]) -> float:
    hits = sum(len(row.asks & set(row.got.asks)) for row in table)
    wanted, got = sum(len(row.asks) for row in table), sum(len(row.got.asks) for row in table)
    return 2 * hits / (wanted + got)


def test_requested_slots_are_read() -> None:
    table = rows()
    assert len(table) >= 150
    wrong = [(row.text, sorted(row.asks), row.got.asks) for row in table if row.asks != set(row.got.asks)]
    assert f1(table) >= 0.9, wrong


def test_claims_are_read() -> None:
    table = rows()
    wrong = [(row.text, row.claim, row.got.claim) for row in table if row.claim != row.got.claim]
    assert len(wrong) <= len(table) * 0.05, wrong


def test_confirmations_are_read() -> None:
    table = rows()
    wrong = [(row.text, row.confirms) for row in table if row.confirms != row.got.confirms]
    assert len(wrong) <= len(table) * 0.05, wrong


def test_only_nonsense_is_not_understood() -> None:
    for row in rows():
        assert row.got.understood == (row.text != "asdkj qwpoe zzzt"), row.text
