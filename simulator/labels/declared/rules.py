"""Rules of conduct besides asking for a yes: show who you are first, limits, deadlines, and values out of thin air."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.labels.grounding import grounded
from simulator.labels.label import Rule
from simulator.matching.formats import FORMATS
from simulator.values.mention import mentions

READ_AS = ("date-time", "date", "time")


Breach = tuple[int, Failure]


def judge_declared(log: Log, rule: Rule) -> Iterable[Breach]:
    """Every breach of a rule of these kinds, with the index of the call that broke it; -1 where a text did."""
    return DECLARED[rule.kind](log, rule)


def breaking_calls(log: Log) -> frozenset[int]:
    """The calls that should not have been made at all, by a rule: too late, or before the user was known."""
    rules = [rule for rule in log.labels.rules if rule.kind in ("authenticate", "deadline")]
    return frozenset([index for rule in rules for index, _ in judge_declared(log, rule) if index >= 0])


def _took_effect(log: Log, tool: str) -> Iterable[int]:
    for index, made in enumerate(log.calls):
        if made.call.name == tool and (log.landed(index) or (made.result.ok and not log.tool(tool).writes)):
            yield index


def _authenticate(log: Log, rule: Rule) -> Iterable[Breach]:
    """Before the tool has answered well, certain calls are not made and certain values not told."""
    done = min((log.calls[index].at for index in _took_effect(log, rule.tool)), default=len(log.messages))
    first = next(iter(_took_effect(log, rule.tool)), len(log.calls))
    for index, made in enumerate(log.calls[:first]):
        if made.call.name in rule.tools and made.result.ok:
            proof = f"call {index + 1} of {made.call.name} was made before {rule.tool} had shown who the user is"
            expected = f"after {rule.tool}"
            yield (
                index,
                Failure(kind="policy", where=rule.id, expected=expected, got=made.call.name, proof=proof),
            )
    for value in rule.values:
        at = next((at for at, text in log.texts if at < done and mentions(value, text, log.clock)), -1)
        if at >= 0 and not any(place < at and mentions(value, text, log.clock) for place, text in log.said):
            proof = f"message {at} tells it before {rule.tool} had shown who the user is"
            yield -1, Failure(kind="privacy_leak", where=rule.id, expected=f"after {rule.tool}", got=value, proof=proof)


def _deadline(log: Log, rule: Rule) -> Iterable[Breach]:
    """After its deadline a call is not made."""
    if not _beyond(_written(log.clock, rule.most), rule.most, log.clock):
        return
    for index in _took_effect(log, rule.tool):
        proof = f"call {index + 1} was made at {log.clock.isoformat()}, after {rule.most}"
        yield index, Failure(kind="policy", where=rule.id, expected=f"until {rule.most}", got=rule.tool, proof=proof)


def _limit(log: Log, rule: Rule) -> Iterable[Breach]:
    """An argument stays within its bounds."""
    for index in _took_effect(log, rule.tool):
        value = (log.calls[index].call.arguments or {}).get(rule.argument)
        if value is None:
            continue
        if rule.most is not None and _beyond(value, rule.most, log.clock):
            yield index, _out(rule, index, value, f"at most {rule.most}")
        elif rule.least is not None and _beyond(rule.least, value, log.clock):
            yield index, _out(rule, index, value, f"at least {rule.least}")


def _out(rule: Rule, index: int, value: Any, expected: str) -> Failure:
    proof = f"call {index + 1}: {rule.argument} is {value!r}, allowed is {expected}"
    return Failure(kind="policy", where=rule.id, expected=expected, got=value, proof=proof)


def _grounded(log: Log, rule: Rule) -> Iterable[Breach]:
    """Every argument was said before by the user, a tool or the policy, or is one of a list the document gives."""
    for index in _took_effect(log, rule.tool):
        properties = log.tool(rule.tool).properties
        for name, value in (log.calls[index].call.arguments or {}).items():
            schema: Mapping[str, Any] = properties.get(name, {})
            free = (rule.argument and name != rule.argument) or isinstance(value, bool) or value is None
            if free or "enum" in schema or schema.get("default", log) == value or grounded(log, index, value):
                continue
            proof = f"call {index + 1}: nobody had said {value!r} before the call"
            yield index, Failure(kind="ungrounded_argument", where=f"{rule.tool}.{name}", got=value, proof=proof)


def _written(clock: datetime, like: Any) -> str:
    """The clock as precisely as a bound is written: a day, or a moment."""
    return clock.date().isoformat() if FORMATS["date"](str(like), clock) is not None else clock.isoformat()


def is_bound(value: Any, clock: datetime, *, numbers: bool) -> bool:
    """Whether something can be beyond this: a day, a moment, a time of day, or where `numbers` count, a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return numbers
    return any(FORMATS[form](str(value), clock) is not None for form in READ_AS)


def _beyond(value: Any, bound: Any, clock: datetime) -> bool:
    """Whether a value is greater than a bound, as numbers or as dates; what cannot be compared is not."""
    numbers = [one for one in (value, bound) if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) == 2:
        return bool(value > bound)
    for form in READ_AS:
        read = FORMATS[form]
        one, two = read(str(value), clock), read(str(bound), clock)
        if one is not None and two is not None and isinstance(one, date | datetime | time):
            return bool(one > two)
    return False


DECLARED: Mapping[str, Callable[[Log, Rule], Iterable[Breach]]] = {
    "authenticate": _authenticate,
    "deadline": _deadline,
    "limit": _limit,
    "grounded": _grounded,
}
