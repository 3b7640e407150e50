"""What personas need of a case, proven: a case that breaks a need is looked for with the network's own inference.

Over finite variables, and where numbers and dates are compared, the search is exact; what no inference reaches is
looked for among candidates.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.personas.persona import Need, Persona
from simulator.scenario.compile import Scenario
from simulator.scenario.people import PERSONA
from simulator.variables.expr import Expression
from simulator.variables.template import to_text

SEARCHED = 20
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def broken_needs(scenario: Scenario) -> Iterator[InputError]:
    """Each need that some case breaks, with one such case."""
    for persona in scenario.parts.personas.values():
        for need in persona.needs:
            if (problem := _problem(scenario, persona, need)) is not None:
                yield problem


def _problem(scenario: Scenario, persona: Persona, need: Need) -> InputError | None:
    expression = Expression(need.text, need.place)
    if not expression.names <= {*scenario.parts.network.names, *scenario.parts.network.known}:
        return None
    if need.place:
        expression.evaluate(scenario.case("needs.0").values)
    found = None
    for opposite in opposites(need.text):
        found = found or _case(scenario, persona.name, Expression(opposite, need.place), expression)
    if found is None:
        return None
    shown = ", ".join(f"{name}={found[name]}" for name in sorted(expression.names) if name in found)
    place = need.place or scenario.document.place(PERSONA)
    message = f"persona {persona.name} needs {need.text}, and a case breaks it: {shown}"
    hint = (
        f"let persona depend on {' and '.join(sorted(expression.names))}, or add require: {_guard(persona.name, need)}"
    )
    return InputError(message, place=place, hint=hint)


def _guard(name: str, need: Need) -> str:
    return f"\"persona != '{name}' or ({need.text})\""


def _case(scenario: Scenario, persona: str, opposite: Expression, need: Expression) -> dict[str, str] | None:
    """The values of a case in which this persona speaks and the need does not hold."""
    network = scenario.parts.network
    try:
        broken = network.under(given={PERSONA: persona}, conditions=(opposite,))
    except InputError:
        return None
    for number in range(SEARCHED):
        values = broken.sample(Draws(f"{scenario.name}\0needs\0{number}"))
        if values[PERSONA] == persona and not need.evaluate(values):
            return {name: to_text(value) for name, value in values.items() if name in need.names}
    return None


def opposites(text: str) -> list[str]:
    """Conditions of which one holds exactly where the text does not; comparisons turned round, so that they bound."""
    return [ast.unparse(tree) for tree in _opposites(ast.parse(text.strip(), mode="eval").body)]


def _opposites(tree: ast.expr) -> list[ast.expr]:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return [tree.operand]
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        return [one for part in tree.values for one in _opposites(part)]
    if isinstance(tree, ast.BoolOp):
        parts = [_opposites(part) for part in tree.values]
        if all(len(part) == 1 for part in parts):
            return [ast.BoolOp(ast.And(), [part[0] for part in parts])]
    if isinstance(tree, ast.Compare):
        sides = [tree.left, *tree.comparators]
        return [
            ast.Compare(left, [_OPPOSITE[type(op)]()], [right])
            for left, op, right in zip(sides, tree.ops, sides[1:], strict=False)
        ]
    return [ast.UnaryOp(ast.Not(), tree)]
