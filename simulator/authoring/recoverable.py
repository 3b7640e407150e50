"""Facts a user does not know, half knows or has wrong: proven to be found out before a call needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.errors import InputError, Place, short
from simulator.scenario.compile import Scenario
from simulator.scenario.schema import CallFile
from simulator.tools.validator import Validator
from simulator.values.mention import mentions
from simulator.variables.template import Template

NOT_DONE = ("asked", "refused", "handed_over")
KNOWN = {"no": "does not know", "half": "only half knows", "wrong": "is wrong about"}


def unrecoverable(scenario: Scenario, record: Mapping[str, Any]) -> Iterator[InputError]:
    """What the reference could not find out in this conversation although a call needs it, each fact once."""
    if _outcome(record) in NOT_DONE:
        return
    labels = {label["id"]: label for label in record["case"]["labels"]["calls"]}
    for fact, (how, _) in scenario.parts.knows.items():
        for call, name, _args in scenario.parts.calls if how in KNOWN else ():
            label = labels.get(name)
            needed = [argument for argument, value in call.args.items() if fact in _names(value)]
            if label is None or call.optional or not needed:
                continue
            if not all(_found_out(scenario, record, name, label["args"][argument]) for argument in needed):
                yield _problem(scenario, record, fact, how, (call, needed[0]))
                break


def unreachable(scenario: Scenario, record: Mapping[str, Any]) -> Iterator[InputError]:
    """Values of labels that no call can be made with: the document forbids them, or nobody ever says them."""
    labels = {label["id"]: label for label in record["case"]["labels"]["calls"]}
    matched = record["verdict"]["matched"]
    said = [slot["value"] if isinstance(slot, dict) else slot for slot in _told(record)]
    texts = [message["content"] for message in record["messages"] if message["role"] != "assistant"]
    for index, (call, name, _) in enumerate(scenario.parts.calls[: len(scenario.file.labels.calls)]):
        label = labels.get(name)
        if label is None or name in matched or call.optional:
            continue
        tool = scenario.toolset.tools[call.name]
        for argument, value in label["args"].items():
            if isinstance(value, Mapping):
                continue
            place = scenario.document.place("labels", "calls", index, "args", argument)
            where = f"case {record['seed']}: {call.name} is to be called with {argument} {short(repr(value))}"
            problem = next(iter(Validator(tool.properties[argument], root=tool.parameters).problems(value)), None)
            if problem is not None:
                yield InputError(f"{where}, which the document does not allow: {problem}", place=place)
            elif value not in said and not any(mentions(value, text, scenario.clock) for text in texts if text):
                hint = "give the value of a slot, or let a look-up show it"
                yield InputError(f"{where}, which neither the user nor a result says", place=place, hint=hint)


def _told(record: Mapping[str, Any]) -> Iterator[Any]:
    for goal in record["case"]["goals"]:
        slots = goal.get("slots", {})
        yield from slots.values() if isinstance(slots, Mapping) else ()


def _outcome(record: Mapping[str, Any]) -> str:
    first = record["case"]["labels"]["outcome"][0]
    return str(first["is"] if isinstance(first, dict) else first)


def _names(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return Template(value).names
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return frozenset().union(*(_names(one) for one in inner))


def _found_out(scenario: Scenario, record: Mapping[str, Any], label: str, value: Any) -> bool:
    """Whether the value was said before the call that needed it: by a result, the policy, or the user after all."""
    matched = record["verdict"]["matched"].get(label)
    texts, calls = [], 0
    for message in record["messages"]:
        made = message.get("tool_calls") or ()
        if matched is not None and calls <= matched < calls + len(made):
            break
        calls += len(made)
        if message["role"] != "assistant":
            texts.append(message["content"])
    wanted = next(iter(value.values())) if isinstance(value, dict) and value else value
    options = wanted if isinstance(wanted, list) else [wanted]
    return any(mentions(one, text, scenario.clock) for one in options for text in texts)


def _problem(
    scenario: Scenario, record: Mapping[str, Any], fact: str, how: str, need: tuple[CallFile, str]
) -> InputError:
    call, argument = need
    slot = next((f"slot {name}" for name, value in _slots(scenario) if fact in _names(value)), f"argument {argument}")
    why = "nothing says it before" if call.name in str(record["messages"]) else "nothing ever says it, so that"
    message = (
        f"case {record['seed']}: the user {KNOWN[how]} {fact} ({slot}), and {why} {call.name} "
        f"{'is made with it' if 'before' in why else 'cannot be made'}"
    )
    ways = dict(_sources(scenario, call.name, argument))
    labelled = [tool for tool in ways if any(other.name == tool for other, _, _ in scenario.parts.calls)]
    first = "no tool shows it: let the user know it"
    if labelled:
        first = f"{labelled[0]} shows it only where a row of the world has it beside what the call is made with"
    elif ways:
        first = (
            f"label a look-up that shows it before ({', '.join(f'{tool} takes {what}' for tool, what in ways.items())})"
        )
    hint = f"{first}, or let the outcome be {', '.join(NOT_DONE[:-1])} or {NOT_DONE[-1]}"
    return InputError(message, place=_place(scenario, fact), hint=hint)


def _slots(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    for goal in scenario.file.goals:
        for name, slot in goal.slots.items():
            yield name, slot.value


def _sources(scenario: Scenario, tool: str, argument: str) -> Iterator[tuple[str, str]]:
    """The look-ups whose answer shows what this argument is compared with, and what they take."""
    toolset = scenario.toolset
    spots = set(toolset.wiring(tool).arguments.get(argument, ()))
    for other in toolset.tools.values():
        shown = {spot for several in toolset.wiring(other.name).fields.values() for spot in several}
        takes = [name for name in other.required if name != argument]
        if not other.writes and takes and spots & shown and argument not in other.required:
            yield other.name, " and ".join(takes)


def _place(scenario: Scenario, fact: str) -> Place:
    data = scenario.document.data
    if isinstance(data.get("knows"), dict) and fact in data["knows"]:
        return scenario.document.place("knows", fact)
    for index, goal in enumerate(scenario.file.goals):
        for number, step in enumerate(goal.chain):
            if fact in step.gives:
                return scenario.document.place("goals", index, "chain", number, "gives", fact)
    return scenario.document.place("labels")
