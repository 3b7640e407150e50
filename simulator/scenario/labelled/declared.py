"""Labels of a scenario beyond calls and texts: rules, changes of the world, other plans that are as good."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.labels.label import CallLabel, Changes, Rule
from simulator.scenario.schema import CallFile, LabelsFile, RuleFile

Nested = Callable[[Mapping[str, Any]], Any]
Read = Callable[..., Nested]
Reader = Callable[[Mapping[str, Any]], Rule]


def rules(labels: LabelsFile, read: Read) -> tuple[Reader, ...]:
    """Each rule as what gives it for the values of a case."""
    return tuple(_rule(index, rule, read) for index, rule in enumerate(labels.rules))


def _rule(index: int, rule: RuleFile, read: Read) -> Reader:
    kind = rule.kind
    tool, place = getattr(rule, kind), ("labels", "rules", index)
    if kind == "confirm_before":
        always = Rule(kind=kind, tool=tool)
        return lambda values: always
    reveal, least = read(rule.reveal, *place, "reveal"), read(rule.at_least, *place, "at_least")
    word = "until" if kind == "deadline" else "at_most"
    most = read(getattr(rule, word), *place, word)

    def of(values: Mapping[str, Any]) -> Rule:
        return Rule(
            kind=kind,
            tool=tool,
            argument=rule.argument,
            tools=tuple(rule.before),
            values=tuple(reveal(values)),
            least=least(values),
            most=most(values),
        )

    return of


def changes(labels: LabelsFile) -> Changes:
    """What must, may and must not change."""
    state = labels.state
    return Changes(must=tuple(state.must), may=tuple(state.may), must_not=tuple(state.must_not))


def plans(labels: LabelsFile, read: Read) -> tuple[tuple[tuple[CallFile, str, Nested], ...], ...]:
    """The other plans, each with its calls."""
    return tuple(
        tuple(
            (call, call.id or f"call{at + 1}", read(call.args, "labels", "instead", index, at, "args"))
            for at, call in enumerate(plan)
        )
        for index, plan in enumerate(labels.instead)
    )


def call_label(call: CallFile, name: str, args: Any, when: str) -> CallLabel:
    """One call with the arguments of a case."""
    return CallLabel(
        id=name,
        name=call.name,
        args=args,
        after=tuple(call.after),
        optional=call.optional,
        at_most=call.at_most,
        when=when,
        goal=call.goal or "",
        turn=call.turn,
    )


def rule_in_record(rule: Rule) -> dict[str, Any]:
    """A rule as its scenario writes it."""
    found: dict[str, Any] = {rule.kind: rule.tool}
    names: Sequence[tuple[str, Any]] = (
        ("argument", rule.argument),
        ("before", list(rule.tools)),
        ("reveal", list(rule.values)),
        ("at_least", rule.least),
        ("until" if rule.kind == "deadline" else "at_most", rule.most),
    )
    return found | {name: value for name, value in names if value not in ("", [], None)}
