"""Faults in what a value says: swapped, misheard, misread, in the wrong unit or zone, cut short, or forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.arguments import Change, failed, free, is_id, unsaid_change
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Edit, Wrapper
from simulator.assistants.reference_book import Move
from simulator.assistants.reference_known import matcher_of
from simulator.assistants.speech.results import rows, same
from simulator.labels.label import CallLabel
from simulator.matching.matchers import right_values
from simulator.tools.validator import Validator
from simulator.values.mention import mentions

Args = Mapping[str, Any]
NONE: Args = {}
UNITS = (
    (re.compile(r"\bkg\b|kilo(?:gram)?s?\b"), 2.2046),
    (re.compile(r"\bkm\b|kilomet"), 0.6214),
    (re.compile(r"\beuros?\b|\bdollars?\b|\bamount\b"), 100),
    (re.compile(r"\bweeks\b"), 7),
    (re.compile(r"\bhours\b"), 60),
)
DAYS_SAID = re.compile(r"\b(?:next|on|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
TEENS = {number: number % 10 * 10 for number in range(13, 20)}
AGO = 6
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
ALIKE = 0.7


def _slots(wrapper: Wrapper, label: CallLabel, args: Args) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    """The arguments the user gives that may be changed alone, each with its schema."""
    if free(wrapper, label, args):
        properties = wrapper.tools[label.name].properties
        for name, value in args.items():
            if name in wrapper.book.slots and matcher_of(label.args.get(name)) in ("", "$text", "$set"):
                yield name, value, properties.get(name, {})


def _valid(wrapper: Wrapper, label: CallLabel, args: Args) -> bool:
    return not Validator(wrapper.tools[label.name].parameters).problems(dict(args))


def _each(other: Callable[[Wrapper, str, Any, Mapping[str, Any]], Any]) -> Edit:
    """A mutant that changes the first argument for which there is another, valid value."""

    def change(wrapper: Wrapper, label: CallLabel, args: Args) -> Args:
        for name, value, schema in _slots(wrapper, label, args):
            found = other(wrapper, name, value, schema)
            if found is not None and found != value and _valid(wrapper, label, {**args, name: found}):
                return {name: found}
        return NONE

    return _changing(change)


def _changing(change: Change) -> Edit:
    return partial(unsaid_change, change=change)


def _seen(sign: Callable[[Wrapper, str, Any, Mapping[str, Any]], bool]) -> Edit:
    """A twin that only notes that a write was made with such an argument, and made it rightly."""

    def edit(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
        if move.label is not None and wrapper.is_write(move):
            found = _slots(wrapper, move.label, move.args)
            wrapper.fired |= any(sign(wrapper, name, value, schema) for name, value, schema in found)
        return reply

    return edit


# --- A02: two of one type swapped ------------------------------------------------------------------------------------
def _swapped(wrapper: Wrapper, label: CallLabel, args: Args) -> Args:
    texts = [
        (name, value)
        for name, value, schema in _slots(wrapper, label, args)
        if isinstance(value, str) and not {"enum", "format", "pattern"} & set(schema) and not is_id(name)
    ]
    for at, (name, value) in enumerate(texts):
        for other, second in texts[at + 1 :]:
            if value != second and _valid(wrapper, label, {**args, name: second, other: value}):
                return {name: second, other: value}
    return NONE


def any_accepted(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: of several accepted values another one is sent, a set in another order, free text in another case."""
    if move.label is None or not wrapper.is_write(move):
        return reply
    args = dict(move.args)
    for name, expected in move.label.args.items():
        kind = matcher_of(expected)
        if kind == "$any_of" and name in args:
            args[name] = next((one for one in reversed(expected["$any_of"]) if not matcher_of(one)), args[name])
        elif kind == "$set" and isinstance(args.get(name), list):
            args[name] = args[name][::-1]
        elif kind == "$text" and isinstance(args.get(name), str):
            args[name] = args[name].lower()
    return reply if args == dict(move.args) else wrapper.send(move, reply, args)


# --- A05, A07, A08, A10, A11, A12, A13, A14, A16 ---------------------------------------------------------------------
def _neighbour(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    members = list(schema.get("enum", ()))
    return members[(members.index(value) + 1) % len(members)] if value in members else None


def _turned_round(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    ordered = not any(matcher_of(label.args.get(name)) == "$set" for label in wrapper.plan.labels.calls)
    return value[::-1] if isinstance(value, list) and ordered else None


def _cut_short(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    return value[:-1] if isinstance(value, list) and len(value) > 1 else None


def _other_unit(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    words = f"{name.replace('_', ' ')} {schema.get('description', '')}".lower()
    factor = next((factor for unit, factor in UNITS if unit.search(words)), None)
    if factor is None:
        return None
    return round(value * factor) if schema.get("type") == "integer" else round(value * factor, 1)


def _one_more(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else None


def _week_before(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    day = _day(value, schema) or _moment(value, schema)
    if day is None or not DAYS_SAID.search(wrapper.heard):
        return None
    earlier = day - timedelta(days=7)
    early = earlier.date() if isinstance(earlier, datetime) else earlier
    return (earlier if early > wrapper.plan.clock.date() else day + timedelta(days=7)).isoformat()


def _day(value: Any, schema: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(value) if schema.get("format") == "date" and isinstance(value, str) else None


def _month_first(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    day = _day(value, schema)
    return day.replace(month=day.day, day=day.month).isoformat() if day and day.day <= 12 else None


def _zone_dropped(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    moment = _moment(value, schema)
    return moment.replace(tzinfo=UTC).isoformat() if moment and moment.utcoffset() else None


def _moment(value: Any, schema: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(value) if schema.get("format") == "date-time" and isinstance(value, str) else None


def other_zone(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the same instant, written in UTC."""
    if move.label is None or not wrapper.is_write(move):
        return reply
    properties = wrapper.tools[move.tool].properties
    moments = {name: _moment(value, properties.get(name, {})) for name, value in move.args.items()}
    found = {name: moment.astimezone(UTC).isoformat() for name, moment in moments.items() if moment}
    return wrapper.send(move, reply, {**move.args, **found}) if found else reply


# --- A17: the user's typo ---------------------------------------------------------------------------------------------
def _as_typed(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    """How the user mistyped a name or a place that they never wrote rightly; None where there is none."""
    if not isinstance(value, str) or {"enum", "pattern", "format"} & set(schema):
        return None
    if value.lower() in wrapper.heard.lower():
        return None
    words, right = WORD.findall(wrapper.heard), value.split()
    for at in range(len(words) - len(right) + 1):
        typed = words[at : at + len(right)]
        slips = [(one, two) for one, two in zip(typed, right, strict=True) if one.lower() != two.lower()]
        if len(slips) == 1 and _slipped(*slips[0]):
            return " ".join(typed)
    return None


def _slipped(typed: str, right: str) -> bool:
    return len(right) > 2 and SequenceMatcher(None, typed.lower(), right.lower()).ratio() >= ALIKE


def _unusual(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> bool:
    """A name or a place that is in no list of common words, kept as it was told."""
    plain = isinstance(value, str) and not {"enum", "pattern", "format"} & set(schema)
    return plain and value[:1].isupper() and value.lower() in wrapper.heard.lower()


def _misheard(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return TEENS.get(value, value // 1000 if value >= 1000 else None)


# --- C03, C09: forgotten, or taken although it was ruled out ---------------------------------------------------------
def _forgotten(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    if wrapper.at - wrapper.told_at.get(name, wrapper.at) <= AGO or len(wrapper.told.get(name, ())) != 1:
        return None
    if schema.get("format") == "date":
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if "enum" in schema:
        return _neighbour(wrapper, name, value, schema)
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else None


def _ruled_out(wrapper: Wrapper, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    for other in schema.get("enum", ()):
        said = re.escape(str(other).replace("_", " "))
        if other != value and re.search(rf"\b(?:not|no)\b(?: \w+)?? {said}\b", wrapper.heard, re.IGNORECASE):
            return other
    return None


# --- A19: another row of a result ------------------------------------------------------------------------------------
def _other_row(wrapper: Wrapper, label: CallLabel, args: Args) -> Args:
    for name, value in args.items():
        if name in wrapper.told or not isinstance(value, str) or matcher_of(label.args.get(name)):
            continue
        for _, data in reversed(wrapper.book.results):
            found = list(rows(data))
            key = next((key for row in found for key, own in row.items() if same(own, value)), "")
            others = [row[key] for row in found if key in row and not same(row[key], value)]
            for other in others:
                if not _forbidden(wrapper, label, {**args, name: other}) and _valid(
                    wrapper, label, {**args, name: other}
                ):
                    return {name: other}
    return NONE


def _forbidden(wrapper: Wrapper, label: CallLabel, args: Args) -> bool:
    never = [one for one in wrapper.plan.labels.never if one.name == label.name]
    return any(all(_one_of(args.get(name), value) for name, value in one.args.items()) for one in never)


def _one_of(value: Any, expected: Any) -> bool:
    return any(same(value, right) for right in right_values(expected))


def from_the_right_row(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: several rows were found, and the right one is used."""
    if move.label is not None and wrapper.is_write(move) and not failed(wrapper):
        wrapper.fired |= bool(_other_row(wrapper, move.label, move.args))
    return reply


MUTANTS = {
    "A17_typo_taken_literally": Mutant(edit=_each(_as_typed), twin=_seen(_unusual), expect=("wrong_argument",)),
    "A02_swapped_args": Mutant(
        edit=_changing(_swapped), twin=any_accepted, expect=("wrong_argument", "wrong_argument")
    ),
    "A05_enum_neighbour": Mutant(edit=_each(_neighbour), twin=any_accepted, expect=("wrong_argument",)),
    "A07_array_order": Mutant(edit=_each(_turned_round), twin=any_accepted, expect=("wrong_argument",)),
    "A08_array_partial": Mutant(edit=_each(_cut_short), twin=any_accepted, expect=("wrong_argument",)),
    "A10_unit_error": Mutant(
        edit=_each(_other_unit), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, name, value, schema: _other_unit(wrapper, name, value, schema) is not None),
    ),
    "A11_off_by_one": Mutant(
        edit=_each(_one_more), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, name, value, _: isinstance(value, int) and str(value) not in wrapper.heard),
    ),
    "A12_date_relative": Mutant(
        edit=_each(_week_before), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, _, value, schema: _week_before(wrapper, "", value, schema) is not None),
    ),
    "A13_date_order": Mutant(
        edit=_each(_month_first), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, _, value, schema: bool((day := _day(value, schema)) and day.day > 12)),
    ),
    "A14_timezone": Mutant(edit=_each(_zone_dropped), twin=other_zone, expect=("wrong_argument",)),
    "A16_number_words": Mutant(
        edit=_each(_misheard), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, name, value, _: isinstance(value, int) and str(value) not in wrapper.heard),
    ),
    "A19_wrong_result_row": Mutant(
        edit=_changing(_other_row), twin=from_the_right_row, expect=("wrong_argument",)
    ),
    "C03_forgets_after_n": Mutant(
        edit=_each(_forgotten), expect=("wrong_argument",),
        twin=_seen(lambda wrapper, name, value, _: wrapper.at - wrapper.told_at.get(name, wrapper.at) > AGO),
    ),
    "C09_negation": Mutant(
        edit=_each(_ruled_out), expect=("wrong_argument",),
        twin=_seen(
            lambda wrapper, name, value, schema: _ruled_out(wrapper, name, value, schema) is not None
            and mentions(value, wrapper.heard, wrapper.plan.clock)
        ),
    ),
}  # fmt: skip
