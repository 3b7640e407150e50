"""Faults in arguments: wrong, invented, of the wrong type, out of thin air, stale, or other than what was confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.assistants.reference_book import Move
from simulator.assistants.reference_known import matcher_of
from simulator.assistants.speech.results import read_answer, same
from simulator.assistants.speech.values import DAYS, long_date
from simulator.labels.label import CallLabel
from simulator.values.written import forms

Schema = Mapping[str, Any]
Change = Callable[[Wrapper, CallLabel, Mapping[str, Any]], Mapping[str, Any]]
OTHER_DIGITS = str.maketrans("0123456789", "9876543210")


# --- A01: another valid value ---------------------------------------------------------------------------------------
def wrong_value(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """One argument of a write is replaced by another valid value, and the question before does not name it."""
    return unsaid_change(wrapper, move, reply, _another)


def stale(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A value from before the user's correction is used, and the question before does not name it."""
    found = unsaid_change(wrapper, move, reply, _stale)
    if move.kind == "confirm" and found is reply:
        for name, value in move.args.items():
            wrapper.read_back.setdefault(name, []).append(value)
    return found


def unsaid_change(wrapper: Wrapper, move: Move, reply: Reply, change: Change) -> Reply:
    """Some arguments of a write are changed, and the question before does not name them."""
    if move.label is None or not wrapper.book.writes(move.label) or wrapper.fired:
        return Reply(text=wrapper.with_rest(reply.text)) if wrapper.fired and move.kind == "report" else reply
    found = _decided(wrapper, move, move.label, change) if move.kind in ("confirm", "call") else None
    if not found:
        return reply
    if move.kind == "confirm":
        silent = _alike(wrapper, move, found)
        rest = {key: other for key, other in move.args.items() if key not in silent}
        details = wrapper.reference.speech.details(wrapper.tools[move.label.name], rest)
        return Reply(text=f"Just to check: {details}. Shall I go ahead?" if details else "Shall I go ahead with it?")
    return wrapper.send(move, reply, {**move.args, **found})


def _alike(wrapper: Wrapper, move: Move, found: Mapping[str, Any]) -> set[str]:
    """What is changed, and with a day every other day: one alone could be taken for the other."""
    properties = wrapper.tools[move.label.name].properties if move.label else {}
    dated = {name for name in move.args if str(properties.get(name, {}).get("format", "")).startswith("date")}
    return set(found) | (dated if dated & set(found) else set())


def _decided(wrapper: Wrapper, move: Move, label: CallLabel, change: Change) -> Mapping[str, Any]:
    """What is changed; where the user is asked before, it is what the question was silent about."""
    if move.kind == "call" and wrapper.is_ruled(label):
        asked, found = wrapper.memory.get(("asked", label.id), (None, {}))
        return found if asked == dict(move.args) else {}
    found = change(wrapper, label, move.args)
    wrapper.memory["asked", label.id] = dict(move.args), found
    return found


def _another(wrapper: Wrapper, label: CallLabel, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """The argument that can be changed with the least harm to the rest of the conversation, and its new value."""
    tool = wrapper.tools[label.name]
    if not free(wrapper, label, args):
        return {}
    best: tuple[int, str, Any] | None = None
    for name, value in args.items():
        if matcher_of(label.args.get(name)) not in ("", "$text"):
            continue
        rank, other = _changed(value, tool.properties.get(name, {}))
        if other is not None and (best is None or rank < best[0]):
            best = (rank, name, other)
    if best is None or (best[0] == 4 and "time" in args):
        return {}
    return {best[1]: best[2]}


def free(wrapper: Wrapper, label: CallLabel, args: Mapping[str, Any]) -> bool:
    """True where no argument hangs on a look-up made for the others, such as a flight of a certain day."""
    return all(name in wrapper.book.slots or is_id(name) or _settled(wrapper, label, name) for name in args)


def _settled(wrapper: Wrapper, label: CallLabel, name: str) -> bool:
    schema = wrapper.tools[label.name].properties.get(name, {})
    return "enum" in schema or schema.get("type") in ("boolean", "integer", "number")


def is_id(name: str) -> bool:
    return name.lower().endswith(("id", "reference", "number", "code"))


def _changed(value: Any, schema: Schema) -> tuple[int, Any]:
    """Another valid value and how risky it is, 0 for the least; None where there is no safe one."""
    if isinstance(value, bool):
        return 0, not value
    if isinstance(value, int):
        other = value + 1 if value + 1 <= schema.get("maximum", value + 1) else value - 1
        return 1, other if other >= schema.get("minimum", other) else None
    if schema.get("enum"):
        members = list(schema["enum"])
        return 2, members[(members.index(value) + 1) % len(members)] if value in members and len(members) > 1 else None
    if schema.get("format") == "date":
        return 4, (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if isinstance(value, str) and schema.get("type") == "string" and not {"pattern", "format"} & set(schema):
        digits = re.search(r"\d+", value)
        return 3, f"{value[: digits.start()]}{int(digits.group()) + 1}{value[digits.end() :]}" if digits else None
    return 9, None


def _stale(wrapper: Wrapper, label: CallLabel, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first argument that was said or read back otherwise before; values of other goals are no corrections."""
    book = wrapper.book
    others = [one.args for one in wrapper.plan.labels.calls if book.goal(one) != book.goal(label)]
    for name, value in args.items():
        before = [*wrapper.read_back.get(name, ()), *wrapper.told.get(name, ())]
        stale = [old for old in before if not same(old, value) and all(old != one.get(name) for one in others)]
        if stale:
            return {name: stale[-1]}
    return {}


def corrected_back(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the user went back to the first value, and that is used."""
    if wrapper.is_write(move):
        histories = [wrapper.told.get(name, []) for name in move.args]
        wrapper.fired |= any(len(values) > 2 and values[-1] in values[:-2] for values in histories)
    return reply


def written_otherwise(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a number as 5.0, or free text in capitals where the label compares text as people do."""
    if move.label is None or not wrapper.is_write(move):
        return reply
    args = dict(move.args)
    for name, value in move.args.items():
        if isinstance(value, int) and not isinstance(value, bool):
            args[name] = float(value)
        elif matcher_of(move.label.args.get(name)) == "$text" and isinstance(value, str):
            args[name] = value.upper()
    return reply if repr(args) == repr(move.args) else wrapper.send(move, reply, args)


# --- A03: an optional argument nobody spoke of ----------------------------------------------------------------------
def invented_optional(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """An optional argument without a default that the user never mentioned is filled."""
    if move.label is None or not wrapper.is_write(move) or wrapper.fired:
        return reply
    tool = wrapper.tools[move.tool]
    for name, schema in sorted(tool.properties.items(), key=lambda one: _invented(one[1])[0]):
        value = _invented(schema)[1]
        if (
            value is None
            or name in tool.required
            or name in move.label.args
            or name in wrapper.book.slots
            or "default" in schema
        ):
            continue
        return wrapper.send(move, reply, {**move.args, name: value})
    return reply


def _invented(schema: Schema) -> tuple[int, Any]:
    kind = schema.get("type")
    if {"pattern", "format"} & set(schema):
        return 9, None
    if schema.get("enum"):
        return 1, schema["enum"][0]
    if kind == "boolean":
        return 0, True
    if kind in ("integer", "number"):
        return 2, schema.get("minimum", 1) + 1
    if kind == "string":
        return 3, "The customer is in a hurry."[: schema.get("maxLength", 80)]
    return 9, None


def documented_default(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: an optional argument is sent with exactly its documented default."""
    if not wrapper.is_write(move) and not (move.kind == "call" and move.label):
        return reply
    tool = wrapper.tools[move.tool]
    extra = {
        name: schema["default"]
        for name, schema in tool.properties.items()
        if "default" in schema and name not in tool.required and name not in move.args
    }
    return wrapper.send(move, reply, {**move.args, **extra}) if extra else reply


# --- A06: the wrong JSON type ---------------------------------------------------------------------------------------
def coerced(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A number or boolean is sent as text; after the refusal the call is made rightly."""
    if move.kind != "call" or wrapper.fired:
        return reply
    name = next((name for name, value in move.args.items() if isinstance(value, int | float)), "")
    if not name:
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    value = move.args[name]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return wrapper.again(reply, {**move.args, name: text}, "_text")


def float_for_number(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: 1.0 where the schema takes a number."""
    numbers = {
        name: float(value)
        for name, value in move.args.items()
        if move.kind == "call" and isinstance(value, int) and not isinstance(value, bool)
    }
    return wrapper.send(move, reply, {**move.args, **numbers}) if numbers else reply


# --- A18: an id out of thin air -------------------------------------------------------------------------------------
def thin_air(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write is first tried with an invented id in the place of one that a look-up gave."""
    if not wrapper.is_write(move) or wrapper.fired:
        return reply
    for name, value in move.args.items():
        if not isinstance(value, str) or name in wrapper.book.slots or not is_id(name):
            continue
        invented = value.translate(OTHER_DIGITS)
        if invented != value and not wrapper.reference.known.has(invented):
            wrapper.fired = True
            wrapper.hold(reply)
            return wrapper.again(reply, {**move.args, name: invented}, "_guess")
    return reply


def id_from_user(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the id was given by the user, and is used without a look-up."""
    if move.kind == "call":
        wrapper.fired |= any(
            is_id(name) and same(wrapper.told.get(name, [None])[-1], value) for name, value in move.args.items()
        )
    return reply


# --- D02: another call than the one confirmed -----------------------------------------------------------------------
def confirm_mismatch(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The user agrees to one value, and another is sent."""
    if wrapper.fired:
        return Reply(text=wrapper.with_rest(reply.text)) if move.kind == "report" else reply
    if move.label is None or not wrapper.is_write(move) or not wrapper.is_ruled(move.label):
        return reply
    found = _another(wrapper, move.label, move.args)
    if not found or not wrapper.can_be_done or any(isinstance(value, bool) for value in found.values()):
        return reply
    return wrapper.send(move, reply, {**move.args, **found})


def confirms_otherwise(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the question before a write is worded otherwise, its days in another written form."""
    if move.kind != "confirm" or move.label is None or set(move.args) != set(move.label.args):
        return reply
    text = wrapper.reference.speech.details(wrapper.tools[move.label.name], move.args)
    for value in move.args.values():
        if isinstance(value, str) and (day := long_date(value)) != value:
            text = re.sub(rf"(?:{'|'.join(DAYS)})? ?{day}", f" {_other_form(value, wrapper)}", text)
    wrapper.fired = True
    return Reply(text=f"If I may sum up what you want: {text}. Shall I go ahead?")


def _other_form(value: str, wrapper: Wrapper) -> str:
    """The day with the month in front, or as it is where that would be read otherwise."""
    return next(
        (form for form in forms(value, wrapper.plan.clock)[1:] if form[:1].isupper() and value[:4] in form), value
    )


def failed(wrapper: Wrapper) -> bool:
    """True where the last message is a tool's word that something went wrong."""
    message = wrapper.memory["result"]
    return message is not None and read_answer(message.content).kind in ("error", "passing")


MUTANTS = {
    "A01_wrong_value": Mutant(edit=wrong_value, twin=written_otherwise, expect=("wrong_argument",)),
    "A03_hallucinated_optional": Mutant(edit=invented_optional, twin=documented_default, expect=("invented_argument",)),
    "A06_type_coerced": Mutant(edit=coerced, twin=float_for_number, expect=("schema_violation",)),
    "A18_id_from_thin_air": Mutant(edit=thin_air, twin=id_from_user, expect=("ungrounded_argument",)),
    "C01_stale_after_correction": Mutant(edit=stale, twin=corrected_back, expect=("wrong_argument",)),
    "D02_confirm_mismatch": Mutant(edit=confirm_mismatch, twin=confirms_otherwise, expect=("policy", "wrong_argument")),
}
