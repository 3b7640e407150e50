"""Conditions over variables, read into parts the network can work with: what holds, and what bounds which variable.

`a < b < c` and `a and b` fall apart into conditions of their own. A comparison in which a variable stands once is
solved for it: `days(b, a) >= 2` bounds `b` from below by `a` and two days.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from simulator.frozen import NamedTuple
from simulator.variables.arithmetic import FUNCTIONS, OPERATORS
from simulator.variables.expr import Expression
from simulator.variables.variable import Cut, Distribution, Values

Getter = Callable[[Values], Any]
INLINED = 20
_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=="}
_ADD, _SUBTRACT, _MULTIPLY, _DIVIDE = (OPERATORS[kind] for kind in (ast.Add, ast.Sub, ast.Mult, ast.Div))
_UNDONE: Mapping[type, Callable[..., Any]] = {ast.Sub: _ADD, ast.Mult: _DIVIDE, ast.Div: _MULTIPLY}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


class Condition:
    """One thing that must hold, a part of what the author wrote in `source`."""

    __slots__ = ("_holds", "names", "source", "text", "tree")

    def __init__(self, tree: ast.expr, source: Expression) -> None:
        self.tree = tree
        self.source = source
        self.text = ast.unparse(tree)
        self.names = _names(tree)
        self._holds = getter(tree, source)

    def holds(self, values: Values) -> bool:
        """Whether these values meet it; raises InputError where that cannot be computed."""
        try:
            return bool(self._holds(values))
        except (TypeError, ValueError, ArithmeticError):  # the expression says what is wrong, and where
            return bool(Expression(ast.unparse(self.tree), self.source.place).evaluate(values))


def fact(name: str, value: Any) -> Condition:
    """The condition that a variable has one value, whatever that is."""
    found = Condition(ast.Name(name, ast.Load()), Expression(name))
    found.tree = ast.Compare(found.tree, [ast.Eq()], [ast.Constant(value)])
    found.text = f"{name}={value}"
    found._holds = lambda values: values[name] == value
    return found


def asked(name: str) -> Condition:
    """A condition that always holds: the variable is to be settled along with the others."""
    found = Condition(ast.Constant(value=True), Expression(name))
    found.names = frozenset((name,))
    return found


def conditions(source: Expression) -> list[Condition]:
    """The parts of an expression that must all hold."""
    return [Condition(tree, source) for tree in _parts(source.tree)]


def _names(tree: ast.AST) -> frozenset[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called)


def inlined(condition: Condition, formulas: Mapping[str, Expression]) -> Condition:
    """The condition with formulas in the place of names: what a sum must keep bounds what is summed."""
    tree = condition.tree
    for _ in range(INLINED):
        if not _names(tree) & {*formulas}:
            break
        tree = _Formulas(formulas).visit(deepcopy(tree))
    else:
        return condition
    if tree is condition.tree:
        return condition
    found = Condition(tree, condition.source)
    found.text = condition.text
    return found


class _Formulas(ast.NodeTransformer):
    def __init__(self, formulas: Mapping[str, Expression]) -> None:
        self._formulas = formulas

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.args = [self.visit(argument) for argument in node.args]
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self._formulas[node.id].tree if node.id in self._formulas else node


def _parts(tree: ast.expr) -> Iterator[ast.expr]:
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        for one in tree.values:
            yield from _parts(one)
    elif isinstance(tree, ast.Compare) and len(tree.ops) > 1:
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            yield ast.Compare(left, [op], [right])
            left = right
    else:
        yield tree


def getter(tree: ast.expr, source: Expression) -> Getter:
    """What computes a part of an expression: closures for what is simple, the expression's own reading for the rest."""
    if isinstance(tree, ast.Name):
        return itemgetter(tree.id)
    if isinstance(tree, ast.Constant):
        fixed = tree.value
        return lambda values: fixed
    parts = [getter(one, source) for one in _operands(tree)]
    if isinstance(tree, ast.BoolOp):
        return _every(parts) if isinstance(tree.op, ast.And) else _any(parts)
    operator_ = _operation(tree)
    if operator_ is None:
        return Expression(ast.unparse(tree), source.place).evaluate
    if len(parts) == 2:
        one, two = parts
        return lambda values: operator_(one(values), two(values))
    return lambda values: operator_(*[part(values) for part in parts])


def _operands(tree: ast.expr) -> list[ast.expr]:
    if isinstance(tree, ast.BoolOp):
        return tree.values
    if isinstance(tree, ast.BinOp):
        return [tree.left, tree.right]
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        return [tree.left, tree.comparators[0]]
    if isinstance(tree, ast.UnaryOp):
        return [tree.operand]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return tree.args
    return tree.elts if isinstance(tree, ast.List | ast.Tuple) else []


def _operation(tree: ast.expr) -> Callable[..., Any] | None:
    """What an operator or function does, as every expression has it."""
    if isinstance(tree, ast.BinOp | ast.UnaryOp):
        return OPERATORS[type(tree.op)]
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        return OPERATORS[type(tree.ops[0])]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return FUNCTIONS.get(tree.func.id)
    return (lambda *items: list(items)) if isinstance(tree, ast.List | ast.Tuple) else None


def _every(parts: Sequence[Getter]) -> Getter:
    return lambda values: all(part(values) for part in parts)


def _any(parts: Sequence[Getter]) -> Getter:
    return lambda values: any(part(values) for part in parts)


# --- bounds -------------------------------------------------------------------------------------------------------


class Bound(NamedTuple):
    """A limit of one variable: `op` and the limit as the values of `names` give it; `condition` is what it stands for.

    factor   what the variable was multiplied by, where that is known only with the values: its sign turns `op`
    """

    name: str
    op: str
    limit: Getter
    names: frozenset[str]
    condition: Condition
    factor: Getter | None = None

    def narrowed(self, low: float, high: float, spread: Distribution, values: Values) -> tuple[float, float]:
        """The share of a spread, from low to high, that keeps this bound too."""
        op = self.op
        if self.factor:
            factor = self.factor(values)
            if not factor:  # times nothing, any value does or none
                return (low, high) if self.condition.holds({**values, self.name: spread.quantile(0.5)}) else (1.0, 0.0)
            op = op if factor > 0 else _FLIPPED[op]
        op, limit = _fitting(op, self.limit(values), spread)
        if op in (">", ">=", "=="):
            low = max(low, spread.upto(limit) if op == ">" else spread.below(limit))
        if op in ("<", "<=", "=="):
            high = min(high, spread.below(limit) if op == "<" else spread.upto(limit))
        return low, high


def _fitting(op: str, limit: Any, spread: Distribution) -> tuple[str, Any]:
    """The limit in the type of the values: a date counts as its day beside a date and time."""
    if not isinstance(limit, date):
        return op, limit
    moments = isinstance(spread.quantile(0.5), datetime)
    if isinstance(limit, datetime):
        return (op, limit) if moments else (op, limit.date())
    if not moments:
        return op, limit
    midnight = datetime(limit.year, limit.month, limit.day, tzinfo=spread.quantile(0.5).tzinfo)
    if op in ("<=", ">"):
        return {"<=": "<", ">": ">="}[op], midnight + timedelta(days=1)
    return op, midnight


def bound_of(condition: Condition, name: str) -> Bound | None:
    """The condition as a bound of one variable; None where it cannot be solved for it."""
    tree = condition.tree
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or _count(tree, name) != 1:
        return None
    op = _SIGNS.get(type(tree.ops[0]))
    if op is None:
        return None
    left, right = tree.left, tree.comparators[0]
    if _count(right, name):
        left, right, op = right, left, _FLIPPED[op]
    solved = _solve(left, op, getter(right, condition.source), name, condition.source)
    if solved is None:
        return None
    op, limit, factor = solved
    return Bound(op=op, name=name, limit=limit, names=condition.names - {name}, condition=condition, factor=factor)


def _count(tree: ast.AST, name: str) -> int:
    return sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


Solved = tuple[str, Getter, Getter | None]


def _solve(tree: ast.expr, op: str, limit: Getter, name: str, source: Expression) -> Solved | None:
    """`tree op limit`, solved for the name that stands once in the tree."""
    factor: Getter | None = None
    while not isinstance(tree, ast.Name):
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            op, limit, tree = _FLIPPED[op], _calculated(_SUBTRACT, lambda values: 0, limit), tree.operand
        elif isinstance(tree, ast.BinOp):
            first = _count(tree.left, name) == 1
            inner, beside = (tree.left, tree.right) if first else (tree.right, tree.left)
            other = getter(beside, source)
            step = _undone(tree.op, op, limit, other, first)
            if step is None:
                return None
            if isinstance(tree.op, ast.Mult | ast.Div):
                factor = _calculated(_MULTIPLY, factor, other) if factor else other
            (op, limit), tree = step, inner
        elif factor is None and isinstance(tree, ast.Call) and getattr(tree.func, "id", "") == "days":
            return _solve_days(tree, op, limit, name, source) if len(tree.args) == 2 else None
        else:
            return None
    return op, limit, factor


def _calculated(how: Callable[[Any, Any], Any], one: Getter, two: Getter) -> Getter:
    return lambda values: how(one(values), two(values))


def _undone(kind: ast.operator, op: str, limit: Getter, other: Getter, first: bool) -> tuple[str, Getter] | None:
    """One operation taken to the other side; `first` where the variable stands on its left."""
    if isinstance(kind, ast.Add):
        return op, _calculated(_SUBTRACT, limit, other)
    if isinstance(kind, ast.Sub) and not first:
        return _FLIPPED[op], _calculated(_SUBTRACT, other, limit)
    if isinstance(kind, ast.Div) and not first:
        return None
    undo = _UNDONE.get(type(kind))
    return (op, _calculated(undo, limit, other)) if undo else None


def _solve_days(tree: ast.Call, op: str, limit: Getter, name: str, source: Expression) -> Solved | None:
    """`days(LATER, EARLIER) op limit`: the difference is whole, so that the limit becomes a day."""
    later = isinstance(tree.args[0], ast.Name) and tree.args[0].id == name
    if not later and not (isinstance(tree.args[1], ast.Name) and tree.args[1].id == name):
        return None
    other = getter(tree.args[1] if later else tree.args[0], source)
    whole = math.ceil if op in ("<", ">=") else math.floor

    def day(values: Values) -> Any:
        count, start = limit(values), other(values)
        span = timedelta(days=min(max(whole(count), -100_000), 100_000))
        start = start.date() if isinstance(start, datetime) else start
        return start + span if later else start - span

    return (op if later else _FLIPPED[op]), day, None


# --- cuts ---------------------------------------------------------------------------------------------------------


def cuts_of(condition: Condition, name: str, known: Values) -> frozenset[Cut] | None:
    """Where a variable's values change what a condition says, if only what is known limits them; None if more does."""
    found: set[Cut] = set()
    seen = 0
    for node in ast.walk(condition.tree):
        if isinstance(node, ast.Compare) and _count(node, name):
            limits = [_limit(part, name, condition.source, known) for part in _parts(node)]
            if None in limits:
                return None
            seen += _count(node, name)
            found |= {(limit, above) for limit in limits for above in (False, True)}
    return frozenset(found) if seen == _count(condition.tree, name) else None


def _limit(tree: ast.expr, name: str, source: Expression, known: Values) -> Any:
    if isinstance(tree, ast.Compare) and isinstance(tree.ops[0], ast.NotEq):
        tree = ast.Compare(tree.left, [ast.Eq()], tree.comparators)
    bound = bound_of(Condition(tree, source), name)
    if bound is None or bound.names - {*known} or (bound.factor and not bound.factor(known)):
        return None
    return bound.limit(known)
