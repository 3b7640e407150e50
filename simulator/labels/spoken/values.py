"""Prices, times of day and ids in the assistant's texts that nobody had said: misreported results and inventions.

A sum, a difference or a product of known numbers counts as known, and so does a time another way. It is judged only
where every result is known.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product
from typing import Any

from simulator.frozen import NamedTuple
from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.tools.spec import ToolSpec
from simulator.values.cues import cues
from simulator.values.dates import read_dates
from simulator.values.late import Late
from simulator.values.numbers import read_numbers

MONEY = Late(r"[$€£¥₹]|(?<![a-z])(?:usd|eur|gbp|chf|jpy|cad|aud|inr|dollar|euro|pound|franc)", re.IGNORECASE)
SIGNS = "$€£¥₹"
APART = ' "{}[]():;!?$€£¥₹\n'
"""What may stand beside a number that is written alone."""
CURRENCIES = frozenset("usd eur gbp chf jpy cad aud inr dollar dollars euro euros pound pounds franc francs".split())
SLANG = frozenset(("rs", "bucks"))
"""These are meant beside a currency only."""
TIME = Late(r"(?<![\d:.+T-])(\d{1,2}):(\d\d)(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
MOMENT = Late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
ANY_TIME = Late(r"(\d{1,2})[:.](\d\d)")
ID = re.compile(
    r"(?:number|reference|code|id|no\.|order|booking|ticket|confirmation|#)[^.?!\n]{0,24}?[ #:*\"'`]"
    r"(?P<id>(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d-]{5,24})(?![\w-]|:\d)"  # "2030-06-07T15:45" is a moment
)
CODE = re.compile(r"[A-Z\d](?:(?<=[A-Z])[A-Z-]*\d|(?<=\d)[\d-]*[A-Z])")
"""What every id holds: a text without is not searched for ids."""
DIGITS = Late(r"(?<![\w.:-])\d+(?:\.\d+)?(?![\w:-])")
"""A number that is no piece of an id, a date or a time."""
THOUSANDS = Late(r"(?<=\d),(?=\d{3}(?!\d))")
SPAN = Late(r"(?<![\w.:])(\d{1,3}) ?(h|m)(?:ours?|rs?|inutes?|ins?)?\b", re.IGNORECASE)
LASTS = Late(r'"[^"]*(?:(hour)|minute|duration)[^"]*": ?(\d{1,4})\b')
MARKS = Late(r"[\W_]")
MOST = 60
CLOSE = 0.006
HEARD = ("tool", "user")
KEEP = 8_000
"""Longer texts are not remembered, so a cache never holds a book."""
Source = tuple[int, str]


class Told(NamedTuple):
    """A value in an assistant's text: what kind of thing it is, and as written."""

    kind: str
    value: Any
    written: str


def judge_values(log: Log, since: int) -> list[Failure]:
    """A false_claim where a result just before tells another value of that kind, else an ungrounded_claim."""
    if log.evidence.trajectory.first is None and not _all_answered(log):
        return []
    texts = log.texts[bisect_left(log.texts, (since,)) :] if since else log.texts
    claims = [(at, told) for at, text in texts if text for told in _told(text)]
    if not claims:
        return []
    heard = _Heard(log)
    return [failure for at, told in claims if (failure := _judged(log, at, told, heard))]


def _all_answered(log: Log) -> bool:
    return bool(log.calls) and all(content is not None for content in log.results)


def _told(text: str) -> Sequence[Told]:
    """The values of a text; without a digit or a currency there is none."""
    if cues(text).digits or not text.isascii() or _may_be_money(text):
        return _told_kept(text) if len(text) <= KEEP else tuple(_found(text))
    return ()


@lru_cache(maxsize=512)
def _told_kept(text: str) -> Sequence[Told]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Told]:
    if _may_be_money(text):
        for one in read_numbers(text):
            if one.kind == "money":
                yield Told("money", one.value, text[one.start : one.end].strip())
    if ":" in text and any(part[-1:].isdigit() for part in text.split(":")):
        for hit in TIME.finditer(text):
            if (minutes := _minutes(hit)) is not None:
                yield Told("time", minutes, hit[0])
    for hit in ID.finditer(text) if CODE.search(text) else ():
        yield Told("id", hit["id"], hit["id"])


def _may_be_money(text: str) -> bool:
    words = cues(text).words
    if not CURRENCIES.isdisjoint(words) or ("$" in text if text.isascii() else any(map(text.__contains__, SIGNS))):
        return True
    return not SLANG.isdisjoint(words) and MONEY.search(text) is not None


def _minutes(hit: re.Match[str]) -> int | None:
    """Minutes since midnight; None where it is no time of day."""
    hour, minute, half = int(hit[1]), int(hit[2]), (hit[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _judged(log: Log, at: int, told: Told, heard: _Heard) -> Failure | None:
    if heard.plainly(at, told) or KNOWN[told.kind](told.value, heard.before(at), log):
        return None
    real = _answered_otherwise(log, at, told.kind)
    if real:
        proof = f"message {at} says {told.written!r}; the result before says {real}"
        return Failure(kind="false_claim", where=f"message {at}", expected=real, got=told.written, proof=proof)
    proof = f"message {at} says {told.written!r}, which no user, tool or policy had said"
    return Failure(kind="ungrounded_claim", where=f"message {at}", got=told.written, proof=proof)


class _Heard:
    """The texts a value may come from, each with the message it has to be told after."""

    __slots__ = ("_all", "_log", "_plain")

    def __init__(self, log: Log) -> None:
        self._log = log
        self._plain = [(-1, str(said.text)) for said in log.labels.say]
        self._plain += [(at, one.content) for at, one in enumerate(log.messages) if one.role in HEARD]
        self._all: list[Source] | None = None

    def plainly(self, at: int, told: Told) -> bool:
        """Whether it stands, written just so, in what is to be said or in what a user or a tool has said by then."""
        if told.kind == "time":
            return False
        written = (told.value,) if told.kind == "id" else (str(told.value), f"{told.value:.2f}", f"{told.value}.0")
        for after, text in self._plain:
            if after >= at:
                return False
            for one in written:
                if one in text and _stands(one, text):
                    return True
        return False

    def before(self, at: int) -> list[str]:
        """Every text by then."""
        if self._all is None:
            self._all = _sources(self._log)
        return [text for after, text in self._all if after < at]


def _stands(written: str, text: str) -> bool:
    start = text.find(written)
    end = start + len(written)
    after = "" if text.startswith(", ", end) else text[end : end + 1]
    return start >= 0 and not (text[start - 1 : start] + after).strip(APART)


def _sources(log: Log) -> list[Source]:
    found = [(-1, text) for text in log.system]
    found += log.said
    for made in log.calls:
        found.append((made.at - 1, json.dumps(made.call.arguments, ensure_ascii=False, default=str)))
        found.append((made.at, made.result.text()))
    found += [(-1, str(said.text)) for said in log.labels.say]
    return found + [(-1, text) for text in _documents(log.tools)]


def _documents(tools: Mapping[str, ToolSpec]) -> Sequence[str]:
    """What the documents of these tools say; the last are kept, for most runs have but one set of tools."""
    known, texts = _LAST[0]
    if known is not tools:
        texts = [
            text
            for tool in tools.values()
            for text in (tool.description, json.dumps(tool.parameters, ensure_ascii=False, default=str))
        ]
        _LAST[0] = tools, texts
    return texts


_LAST: list[tuple[Mapping[str, ToolSpec], Sequence[str]]] = [({}, ())]


def _money(value: float, texts: Sequence[str], log: Log) -> bool:
    if any(_near(value, _numbers_in(text)) for text in texts):
        return True
    few = _numbers(texts)[:MOST]
    pairs = [made for one, two in product(few, few) for made in (one + two, one - two, one * two, one * two / 100)]
    more = [made for pair in set(pairs) for one in few[:12] for made in (one + pair, one - pair)]
    return _near(value, pairs) or _near(value, more)


def _numbers(texts: Iterable[str]) -> list[float]:
    return list(dict.fromkeys(number for text in texts for number in _numbers_in(text)))


def _numbers_in(text: str) -> tuple[float, ...]:
    return _numbers_kept(text) if len(text) <= KEEP else _read_numbers(text)


def _read_numbers(text: str) -> tuple[float, ...]:
    found = [float(one) for one in DIGITS.findall(THOUSANDS.sub("", text)) if len(one) < 16]
    read = [one.value for one in read_numbers(text)] if len(text) < 2_000 else []
    return tuple(dict.fromkeys([*found, *(float(one) for one in read if abs(one) < 1e15)]))


_numbers_kept = lru_cache(maxsize=512)(_read_numbers)


def _near(value: float, known: Iterable[float]) -> bool:
    return any(abs(value - one) < CLOSE or abs(value - round(one)) < CLOSE for one in known)


def _time(value: int, texts: Sequence[str], log: Log) -> bool:
    clock = log.clock
    known = {clock.hour * 60 + clock.minute}.union(*(_times_in(text, clock) for text in texts))
    if value in known or (value + 720) % 1440 in known:
        return True
    spans = set[int]().union(*map(_spans_in, texts))
    return any((value - span) % 1440 in known or (value + span) % 1440 in known for span in spans)


def _times_in(text: str, clock: datetime) -> frozenset[int]:
    return _times_kept(text, clock) if len(text) <= KEEP else _read_times(text, clock)


def _read_times(text: str, clock: datetime) -> frozenset[int]:
    """Every time of day in a text, in minutes, however it is written."""
    known = {int(hour) * 60 + int(minute) for hour, minute in ANY_TIME.findall(text)}
    known |= {moment for hit in MOMENT.findall(text) for moment in _elsewhere(hit, clock)}
    found = read_dates(text, clock) if len(text) < 2_000 else ()
    return frozenset(
        known | {_of_iso(one) for told in found if told.kind in ("time", "datetime") for one in told.readings}
    )


_times_kept = lru_cache(maxsize=512)(_read_times)


def _spans_in(text: str) -> frozenset[int]:
    return _spans_kept(text) if len(text) <= KEEP else _read_spans(text)


def _read_spans(text: str) -> frozenset[int]:
    """The minutes that a text says something lasts."""
    named = {int(count) * (60 if unit in "hH" else 1) for count, unit in SPAN.findall(text)}
    return frozenset(named | {int(count) * (60 if hours else 1) for hours, count in LASTS.findall(text)})


_spans_kept = lru_cache(maxsize=512)(_read_spans)


def _of_iso(reading: str) -> int:
    hit = ANY_TIME.search(reading[reading.find("T") + 1 :])
    return int(hit[1]) * 60 + int(hit[2]) if hit else -1


def _elsewhere(written: str, clock: datetime) -> Iterator[int]:
    """A moment as clocks show it in its own zone, in ours and in UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return
    shown = [moment, moment.astimezone(UTC), moment.astimezone(clock.tzinfo)] if moment.tzinfo else [moment]
    yield from (one.hour * 60 + one.minute for one in shown)


def _id(value: str, texts: Iterable[str], log: Log) -> bool:
    bare = value.replace("-", "").casefold()
    return any(value in text or bare in _bare(text) for text in texts)


def _bare(text: str) -> str:
    """The letters and digits of a text, in one case."""
    return _bare_kept(text) if len(text) <= KEEP else _strip(text)


def _strip(text: str) -> str:
    return MARKS.sub("", text).casefold()


_bare_kept = lru_cache(maxsize=512)(_strip)


KNOWN: Mapping[str, Callable[[Any, Sequence[str], Log], bool]] = {"money": _money, "time": _time, "id": _id}


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
