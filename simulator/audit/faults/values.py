"""Faults in what a user says: wrong and invented values, answers to another question, contradictions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from simulator.audit.faults.fault import Fault, Record, said, wanted
from simulator.audit.faults.written import may_mean, numbers_in

CODE = re.compile(
    r"(?<![\w@.])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{5,}(?![\w@])|(?<![\w.,:/-])\d{3,}(?![\w.,:/-])"
)
MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
ASKING = re.compile(
    r"\?|\b(?:please|could you|can you|may i have|i need|i(?:'| wi)ll need|tell me|give me|let me know)\b",
    re.IGNORECASE,
)
CHOOSING = re.compile(
    r"\b(?:or|which of|one of|correct|right|confirm|go ahead|shall i|should i|anything else)\b", re.IGNORECASE
)
PARTS = re.compile(r"(?<=[.?!])\s+|\n+")
FIGURE = re.compile(r"(?<![\w.,:/-])\d[\d.,:/-]*(?=\W|$|am\b|pm\b|th\b|st\b|nd\b|rd\b)")
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
NAMED_DAY = re.compile(rf"\b(?:{'|'.join((*DAYS, *(month for month in MONTHS if month not in ('may', 'march'))))})\b")
LONG = 3
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def wrong_values(record: Record) -> Iterator[Fault]:
    """Values said that the case does not have, or that were written as something else."""
    may_be = wanted(record)
    for number, text, note in said(record, "user"):
        for slot, value in note.get("told", {}).items():
            if slot not in may_be:
                yield Fault(kind="invented value", record=record["id"], message=number, detail=f"{slot}: {value!r}")
            elif value not in may_be[slot]:
                yield Fault(kind="wrong value", record=record["id"], message=number, detail=f"{slot}: {value!r}")
        harmed = {(slip[1], slip[2]) for slip in note.get("slips", ())}
        for slot, start, end, *rest in note.get("spans", ()):
            value = note.get("told", {}).get(slot)
            if rest or any(left < end and right > start for left, right in harmed):
                continue
            if not may_mean(text[start:end], value):
                detail = f"{slot} {value!r} written {text[start:end]!r}"
                yield Fault(kind="wrong value", record=record["id"], message=number, detail=detail)


def unwritten_values(record: Record) -> Iterator[Fault]:
    """Values said to be told that stand nowhere in the message."""
    may_be = wanted(record)
    for number, text, note in said(record, "user"):
        where = {slot for slot, start, end, *_ in note.get("spans", ()) if 0 <= start < end <= len(text)}
        for slot in note.get("told", {}):
            if slot in may_be and slot not in where:
                yield Fault(kind="missing value", record=record["id"], message=number, detail=slot)


def invented_facts(record: Record) -> Iterator[Fault]:
    """Codes, addresses, figures and named days that neither the case holds nor anybody said before."""
    known = json.dumps(record["case"], ensure_ascii=False).lower()
    numbers = numbers_in(known)
    for number, message in enumerate(record["messages"]):
        text = (message.get("content") or "").lower()
        if message["role"] == "user":
            spans = [(start, end) for _, start, end, *_ in record["notes"][number].get("spans", ())]
            for hit in (*CODE.finditer(text), *MAIL.finditer(text), *FIGURE.finditer(text), *NAMED_DAY.finditer(text)):
                inside = any(start <= hit.start() < end for start, end in spans)
                if not inside and not _known(hit[0], known, numbers):
                    yield Fault(kind="invented value", record=record["id"], message=number, detail=hit[0])
                    break
        known += " " + text
        numbers |= numbers_in(text)


def _known(text: str, known: str, numbers: set[float]) -> bool:
    if text in DAYS:
        return text in known or any(_day(day) == DAYS.index(text) for day in ISO.findall(known))
    if text in MONTHS:
        return text in known or any(day[5:7] == f"{MONTHS.index(text) + 1:02}" for day in ISO.findall(known))
    if not text.replace(".", "").replace(",", "").isdigit():
        return text in known or (text[0].isdigit() and numbers_in(text) <= numbers)
    digits = re.sub(r"\D", "", text)
    if numbers_in(text) <= numbers or (len(digits) >= LONG and digits in re.sub(r"\D", "", known)):
        return True
    # "ends in 93" is all that somebody may know of a number
    return len(digits) > 1 and re.search(rf"{digits}\b", known) is not None


def _day(text: str) -> int:
    """The day of the week of a date as written, Monday 0; -1 where there is no such date."""
    try:
        return date.fromisoformat(text).weekday()
    except ValueError:
        return -1


def off_slot(record: Record) -> Iterator[Fault]:
    """A value for one slot where another was asked for, which the user knows, having said it elsewhere."""
    may_be = wanted(record)
    known = _known_by_heart(record)
    asked = ""
    answered: set[str] = set()
    for number, message in enumerate(record["messages"]):
        note = record["notes"][number]
        if message["role"] == "assistant" and message.get("content"):
            asked, answered = asked_slot(message["content"], may_be), set()
        elif message["role"] == "user":
            answered |= set(note.get("told", {}))
            last = number + 1 >= len(record["messages"]) or record["messages"][number + 1]["role"] != "user"
            plain = note.get("act") == "answer"
            if (
                asked in known
                and plain
                and last
                and answered
                and asked not in answered
                and not _shared(asked, answered, may_be)
            ):
                detail = f"{asked} was asked, {', '.join(sorted(answered))} said"
                yield Fault(kind="other slot", record=record["id"], message=number, detail=detail)


def _known_by_heart(record: Record) -> set[str]:
    """Slots the user said at some time, without having heard the value from anybody before."""
    found: set[str] = set()
    heard = ""
    for message, note in zip(record["messages"], record["notes"], strict=True):
        if message["role"] == "user":
            told = note.get("told", {}).items()
            found |= {slot for slot, value in told if isinstance(value, bool) or str(value).lower() not in heard}
        else:
            heard += " " + (message.get("content") or "").lower()
    return found


def _shared(asked: str, answered: set[str], may_be: Mapping[str, Sequence[Any]]) -> bool:
    return any(value in may_be.get(slot, ()) for slot in answered for value in may_be[asked])


def asked_slot(text: str, slots: Mapping[str, Any]) -> str:
    """The one slot a text asks for by its name; "" where it asks for none, for several, or for a choice."""
    parts = [part for part in PARTS.split(text) if ASKING.search(part)]
    if not parts or any(CHOOSING.search(part) for part in parts):
        return ""
    flat = " ".join(re.findall(r"[a-z]+", " ".join(parts).lower())).replace("first and last ", "")
    flat = re.sub(r"(\w+) of (?:the |your )?(\w+)", r"\2 \1", flat)
    found = [slot for slot in slots if f" {_name(slot)} " in f" {flat} "]
    found = [slot for slot in found if not any(_name(slot) in _name(other) for other in found if other != slot)]
    return found[0] if len(found) == 1 and flat.count(" and ") == 0 else ""


def _name(slot: str) -> str:
    return " ".join(word for word in re.findall(r"[a-z]+", slot.lower()) if word != "id")


def wrong_yeses(record: Record) -> Iterator[Fault]:
    """A yes to a code or an address that is another than the one the user had told, though of the same shape."""
    told: dict[str, str] = {}
    heard = ""
    for number, message in enumerate(record["messages"]):
        note = record["notes"][number]
        if message["role"] == "assistant":
            heard = message.get("content") or heard
        elif message["role"] == "user":
            for slot, value in told.items() if note.get("act") == "affirm" and "?" in heard else ():
                if other := _another(value, heard):
                    detail = f"{slot} {value} is said to be {other}"
                    yield Fault(kind="wrong yes", record=record["id"], message=number, detail=detail)
            told |= {slot: str(value) for slot, value in note.get("told", {}).items() if CODE.fullmatch(str(value))}


def _another(value: str, text: str) -> str:
    """A code in the text of the same shape, where the value itself is not there; "" where there is none."""
    codes = CODE.findall(text)
    if any(code.lower() == value.lower() for code in codes):
        return ""
    return next((code for code in codes if _shape(code) == _shape(value)), "")


def _shape(code: str) -> str:
    """A code with its digits and, where they are many, its letters made alike: P38488 is a patient, A35643 is none."""
    shape = re.sub(r"\d", "9", code.upper())
    return re.sub(r"[A-Z]", "A", shape) if sum(map(str.isalpha, shape)) >= LONG else shape


def contradictions(record: Record) -> Iterator[Fault]:
    """A slot said with another value than before, without a planned change between."""
    last: dict[tuple[str, str], Any] = {}
    changed: set[str] = set()
    sets = {event["id"]: set(event.get("set", ())) for event in record["case"].get("events", ())}
    for number, _, note in said(record, "user"):
        for event in _happened(record, number):
            changed |= sets.get(event, set())
        for slot, value in note.get("told", {}).items():
            key = (note.get("goal", ""), slot)
            if key in last and last[key] != value and slot not in changed:
                detail = f"{slot}: {last[key]!r}, then {value!r}"
                yield Fault(kind="contradiction", record=record["id"], message=number, detail=detail)
            elif key in last and last[key] != value:
                changed.discard(slot)
            last[key] = value


def _happened(record: Record, number: int) -> Iterator[str]:
    """Planned changes told in a message or in those that directly follow it."""
    for message, note in zip(record["messages"][number:], record["notes"][number:], strict=True):
        if message["role"] != "user":
            return
        yield from note.get("happened", ())
