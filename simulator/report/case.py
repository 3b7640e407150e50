"""A case for people: who speaks, what is true of them, what they want and what is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from simulator.report.screen import show
from simulator.report.visible import short, visible

Shown = Mapping[str, Any]
VALUE = 240


def print_case(case: Shown, file: IO[str] | None = None) -> None:
    """Prints a case as `case_in_full` gives it, coloured only on a terminal."""
    show(drawn(case), file)


def drawn(case: Shown) -> Group:
    """The case as something rich can print."""
    facts = (case["scenario"], f"seed {case['seed']}", case["persona"]["name"])
    head = [Text(visible(" · ".join(facts), lines=False), style="bold")]
    if case["backstory"]:
        head.append(Text(visible(case["backstory"]), style="dim"))
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for name, line in _rows(case):
        table.add_row(name, line)
    return Group(*head, Text(), table, Text())


def _rows(case: Shown) -> Iterator[tuple[str, Any]]:
    for name in ("given", "do"):
        if case.get(name):
            yield name, Text(", ".join(evidence_words(case[name])))
    if case["values"]:
        yield "values", _values(case["values"])
    traits = ", ".join(f"{name} {_value(value)}" for name, value in case["persona"]["traits"].items())
    yield "persona", Text(traits or visible(case["persona"]["about"]))
    for goal in case["goals"]:
        yield from _named("goal", _goal(goal))
    yield from _named("events", (_event(event) for event in case["events"]))
    yield from _named("faults", (_words(fault) for fault in case["faults"]))
    yield from _labels(case["labels"])
    yield "case", Text(case["case_id"], style="dim")


def _named(name: str, lines: Iterable[str]) -> Iterator[tuple[str, Text]]:
    """The lines under one name."""
    for at, line in enumerate(lines):
        yield "" if at else name, Text(visible(line, lines=False))


def _values(values: Mapping[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=30, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for name, value in values.items():
        table.add_row(Text(name), Text(_value(value)))
    return table


def _goal(goal: Shown) -> Iterator[str]:
    yield f"{goal['id']}: {' / '.join(goal['says'])}"
    for name, value in goal["slots"].items():
        known = goal.get("knows", {}).get(name)
        told = "" if known is None else f"  (known: {_words(known) if isinstance(known, Mapping) else known})"
        yield f"  {name} = {_value(value)}{told}"


def _event(event: Shown) -> str:
    change = f": {_words(event['set'])}" if event.get("set") else ""
    return f"{event['id']}: {event['act']} {event['when']} ({event['goal']}){change}"


def _labels(labels: Shown) -> Iterator[tuple[str, Text]]:
    yield from _named("calls", (_call(call) for call in labels["calls"]))
    yield from _named("never", (_call(call) for call in labels.get("never", ())))
    for name in ("say", "never_say"):
        yield from _named(name.replace("_", " "), (_said(said) for said in labels.get(name, ())))
    yield from _named("rules", (_words(rule) for rule in labels.get("rules", ())))
    yield from _named("outcome", (_said(said) for said in labels["outcome"]))


def _call(call: Shown) -> str:
    arguments = ", ".join(f"{name}={_value(value, quoted=True)}" for name, value in call.get("args", {}).items())
    notes = ["optional"] if call.get("optional") else []
    notes += [f"at most {call['at_most']}"] if call.get("at_most") else []
    notes += [f"after {', '.join(call['after'])}"] if call.get("after") else []
    notes += [f"when {call['when']}"] if call.get("when") else []
    return f"{call['name']}({arguments})" + (f"  [{'; '.join(notes)}]" if notes else "")


def _said(said: Any) -> str:
    if not isinstance(said, Mapping):
        return _value(said)
    when = f"  [when {said['when']}]" if said.get("when") else ""
    return f"{_value(said.get('text', said.get('is')))}{when}"


def _words(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in found.items())


def evidence_words(evidence: Mapping[str, Any]) -> list[str]:
    """What was given, as the command line takes it: tier=gold, age>=60."""
    found = []
    for name, value in evidence.items():
        bounds = value.items() if isinstance(value, Mapping) else (("=", value),)
        found += [f"{name}{sign}{_value(bound)}" for sign, bound in bounds]
    return found


def _value(value: Any, *, quoted: bool = False) -> str:
    return f'"{short(value, VALUE)}"' if quoted and isinstance(value, str) else short(value, VALUE)
