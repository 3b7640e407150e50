"""Arithmetic and conditions over variables, through simpleeval: no attributes, no calls but a few named ones.

`place.city` is a column of a row or a field of a record; `happened(EVENT)` may stand in conditions that are decided
after a conversation.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from simpleeval import EvalWithCompoundTypes

from simulator.errors import InputError, Place, closest
from simulator.variables.arithmetic import FUNCTIONS, OPERATORS

MAX_TEXT = 1000
MAX_RESULT = 10_000
MAX_WHOLE = 10**300

_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp, ast.Add, ast.Sub,
    ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
    ast.In, ast.NotIn, ast.IfExp, ast.Call, ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Is, ast.IsNot,
)  # fmt: skip


class Expression:
    """One expression, read once; `names` are the variables it needs, `events` the events it asks after."""

    __slots__ = ("events", "names", "place", "text", "tree")

    def __init__(self, text: str, place: Place | None = None) -> None:
        self.text = text
        self.place = place
        self.tree, self.names, self.events = _parse(text, place)

    def evaluate(self, values: Mapping[str, Any], happened: Collection[str] = ()) -> Any:
        """The value; raises InputError where the expression cannot be computed."""
        evaluator = _evaluator()
        evaluator.names = values
        if self.events:
            evaluator.functions = {**FUNCTIONS, "happened": lambda event: event in happened}
        else:
            evaluator.functions = FUNCTIONS
        try:
            found = evaluator.eval(self.text, previously_parsed=self.tree)
        except Exception as broken:  # noqa: BLE001 - simpleeval lets any exception of the author's arithmetic through
            raise InputError(f"cannot compute {self.text!r}: {broken}", place=self.place) from None
        if isinstance(found, str | list | tuple) and len(found) > MAX_RESULT:
            raise InputError(f"{self.text!r} gives more than {MAX_RESULT:,} characters", place=self.place)
        for value in found if isinstance(found, list | tuple) else (found,):
            if problem := _unusable(value):
                raise InputError(f"{self.text!r} gives {problem}", place=self.place)
        return found


def _unusable(value: Any) -> str:
    """Why a result can be no value of a case; "" where it can."""
    if isinstance(value, complex):
        return "no number"
    if isinstance(value, list | tuple):
        return "a list inside a list"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number that is not finite"
    return "a number of more than 300 digits" if isinstance(value, int) and abs(value) > MAX_WHOLE else ""


@lru_cache(maxsize=1)
def _evaluator() -> Any:
    return EvalWithCompoundTypes(operators=dict(OPERATORS))


@lru_cache(maxsize=4096)
def _parse(text: str, place: Place | None) -> tuple[Any, frozenset[str], frozenset[str]]:
    if len(text) > MAX_TEXT:
        raise InputError(f"the expression is longer than {MAX_TEXT} characters", place=place)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
        why = f"{broken.msg} at character {broken.offset}" if isinstance(broken, SyntaxError) else str(broken)
        raise InputError(f"not an expression: {text!r} ({why})", place=place) from None
    tree = _Fields().visit(tree)
    names: set[str] = set()
    events: set[str] = set()
    called: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            kind = type(node).__name__
            hint = "names, numbers, texts, comparisons, and NAME.COLUMN for a column of a row"
            raise InputError(f"{kind} is not allowed in {text!r}", place=place, hint=hint)
        if isinstance(node, ast.Call):
            called |= _check_call(node, text, place, events)
        elif isinstance(node, ast.Name) and id(node) not in called:
            names.add(node.id)
    return tree.body, frozenset(names), frozenset(events)


class _Fields(ast.NodeTransformer):
    """Reads `place.city` as one name: the column of a row, the field of a record."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not isinstance(node.value, ast.Name) or node.attr.startswith("_"):
            return node
        return ast.copy_location(ast.Name(f"{node.value.id}.{node.attr}", ast.Load()), node)


def _check_call(node: ast.Call, text: str, place: Place | None, events: set[str]) -> set[int]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == "happened":
        event = node.args[0] if len(node.args) == 1 else None
        word = event.id if isinstance(event, ast.Name) else getattr(event, "value", None)
        if not isinstance(word, str):
            raise InputError(f"happened() takes one event in {text!r}", place=place, hint="happened(EVENT)")
        events.add(word)
        node.args = [ast.copy_location(ast.Constant(word), node)]
        return {id(node.func), id(event)}
    if name not in FUNCTIONS or node.keywords:
        known = [*FUNCTIONS, "happened"]
        raise InputError(
            f"the function {name or '?'} is not allowed in {text!r}", place=place, hint=closest(name, known)
        )
    return {id(node.func)}
