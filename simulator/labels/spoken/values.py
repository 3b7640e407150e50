"""Prices, times of day and ids in the assistant's texts that nobody had said: misreported results and inventions.

A sum, a difference or a product of known numbers counts as known, and so does a time another way. It is judged only
where every result is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Any, NamedTuple

from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.values.dates import read_dates
from simulator.values.numbers import read_numbers

MONEY = re.compile(r"[$€£¥₹]|(?<![a-z])(?:usd|eur|gbp|chf|jpy|cad|aud|inr|dollar|euro|pound|franc)", re.IGNORECASE)
TIME = re.compile(r"(?<![\d:.+T-])(\d{1,2}):(\d\d)(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
ANY_TIME = re.compile(r"(\d{1,2})[:.](\d\d)")
ID = re.compile(
    r"(?:number|reference|code|id|no\.|order|booking|ticket|confirmation|#)[^.?!\n]{0,24}?[ #:*\"'`]"
    r"(?P<id>(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d-]{5,24})(?![\w-])"
)
DIGITS = re.compile(r"\d+(?:\.\d+)?")
MOST = 60
CLOSE = 0.006


class Told(NamedTuple):
    """A value in an assistant's text: what kind of thing it is, and as written."""

    kind: str
    value: Any
    written: str


def judge_values(log: Log, since: int) -> list[Failure]:
    """A false_claim where a result just before tells another value of that kind, else an ungrounded_claim."""
    if log.evidence.trajectory.first is None and not _all_answered(log):
        return []
    return [
        failure
        for at, text in log.texts
        if at >= since and text
        for told in _told(text, log)
        if (failure := _judged(log, at, told))
    ]


def _all_answered(log: Log) -> bool:
    return bool(log.calls) and all(content is not None for content in log.results)


def _told(text: str, log: Log) -> Iterator[Told]:
    if MONEY.search(text):
        for one in read_numbers(text):
            if one.kind == "money":
                yield Told("money", one.value, text[one.start : one.end].strip())
    if ":" in text:
        for hit in TIME.finditer(text):
            if (minutes := _minutes(hit)) is not None:
                yield Told("time", minutes, hit[0])
    for hit in ID.finditer(text) if any(map(str.isdigit, text)) else ():
        yield Told("id", hit["id"], hit["id"])


def _minutes(hit: re.Match[str]) -> int | None:
    """Minutes since midnight; None where it is no time of day."""
    hour, minute, half = int(hit[1]), int(hit[2]), (hit[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _judged(log: Log, at: int, told: Told) -> Failure | None:
    if KNOWN[told.kind](told.value, list(_known(log, at)), log):
        return None
    real = _answered_otherwise(log, at, told.kind)
    if real:
        proof = f"message {at} says {told.written!r}; the result before says {real}"
        return Failure(kind="false_claim", where=f"message {at}", expected=real, got=told.written, proof=proof)
    proof = f"message {at} says {told.written!r}, which no user, tool or policy had said"
    return Failure(kind="ungrounded_claim", where=f"message {at}", got=told.written, proof=proof)


def _known(log: Log, before: int) -> Iterator[str]:
    """Every text a value may come from."""
    yield from log.system
    yield from (said for at, said in log.said if at < before)
    for made in log.calls:
        if made.at <= before:
            yield json.dumps(made.call.arguments, ensure_ascii=False, default=str)
        if made.at < before:
            yield made.result.text()
    yield from (str(said.text) for said in log.labels.say)
    for tool in log.tools.values():
        yield tool.description
        yield json.dumps(tool.parameters, ensure_ascii=False, default=str)


def _money(value: float, texts: Iterable[str], log: Log) -> bool:
    known = _numbers(texts)
    if _near(value, known):
        return True
    few = known[:MOST]
    pairs = [made for one, two in product(few, few) for made in (one + two, one - two, one * two, one * two / 100)]
    return _near(value, pairs) or _near(value, [pair + one for pair in set(pairs) for one in few[:12]])


def _numbers(texts: Iterable[str]) -> list[float]:
    found: dict[float, None] = {}
    for text in texts:
        found.update(dict.fromkeys(float(one) for one in DIGITS.findall(text.replace(",", "")) if len(one) < 16))
        if len(text) < 2_000:
            read = [one.value for one in read_numbers(text)]
            found.update(dict.fromkeys(float(one) for one in read if abs(one) < 1e15))
    return list(found)


def _near(value: float, known: Iterable[float]) -> bool:
    return any(abs(value - one) < CLOSE or abs(value - round(one)) < CLOSE for one in known)


def _time(value: int, texts: Iterable[str], log: Log) -> bool:
    texts = list(texts)
    known = {int(hour) * 60 + int(minute) for text in texts for hour, minute in ANY_TIME.findall(text)}
    for text in texts:
        known |= {moment for hit in MOMENT.findall(text) for moment in _elsewhere(hit, log)}
        known |= {
            _of_iso(reading)
            for found in (read_dates(text, log.clock) if len(text) < 2_000 else ())
            if found.kind in ("time", "datetime")
            for reading in found.readings
        }
    known.add(log.clock.hour * 60 + log.clock.minute)
    if value in known or (value + 720) % 1440 in known:
        return True
    numbers = [int(number) for number in _numbers(texts) if 0 < number <= 1440 and number == int(number)]
    spans = {span for number in numbers for span in (number, 60 * number, -number, -60 * number)}
    return (value % 60 == 0 and (value // 60 in numbers or value // 60 % 12 in numbers)) or any(
        (value - span) % 1440 in known for span in spans
    )


def _of_iso(reading: str) -> int:
    hit = ANY_TIME.search(reading[reading.find("T") + 1 :])
    return int(hit[1]) * 60 + int(hit[2]) if hit else -1


def _elsewhere(written: str, log: Log) -> Iterator[int]:
    """A moment as clocks show it in its own zone, in ours and in UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return
    shown = [moment, moment.astimezone(UTC), moment.astimezone(log.clock.tzinfo)] if moment.tzinfo else [moment]
    yield from (one.hour * 60 + one.minute for one in shown)


def _id(value: str, texts: Iterable[str], log: Log) -> bool:
    bare = value.replace("-", "").casefold()
    return any(bare in re.sub(r"[\W_]", "", text).casefold() for text in texts)


KNOWN: Mapping[str, Callable[[Any, Iterable[str], Log], bool]] = {"money": _money, "time": _time, "id": _id}


def _answered_otherwise(log: Log, at: int, kind: str) -> str:
    """The value of that kind in the last result before the text; "" where it is empty, failed, or holds none."""
    last = next((made for made in reversed(log.calls) if made.at < at), None)
    if last is None or not last.result.ok or not last.result.content:
        return ""
    text = last.result.text()
    if kind == "time":
        found = next((hit[0] for hit in ANY_TIME.finditer(text)), "")
    elif kind == "id":
        found = next((hit[0] for hit in re.finditer(r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{4,}", text)), "")
    else:
        found = next((str(number) for number in _scalars(last.result.content)), "")
    return found


def _scalars(content: Any) -> Iterator[float]:
    """Every number in a result."""
    if isinstance(content, bool):
        return
    if isinstance(content, int | float):
        yield content
    elif isinstance(content, dict | list):
        for inner in content.values() if isinstance(content, dict) else content:
            yield from _scalars(inner)
