"""A line judged by the switches of a published dialect: calls paired, then what is extra, the states, the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from simulator.frozen import dataclass
from simulator.labels.dialects.effect import Judgement, effect_faults, result_needs
from simulator.labels.dialects.ends import by_turn, results_failures, state_failures, states_failures
from simulator.labels.dialects.faults import Fault
from simulator.labels.dialects.line import ASSISTANT, Expected, Line, Made
from simulator.labels.dialects.settings import Dialect
from simulator.labels.dialects.typed import typed_faults
from simulator.labels.dialects.values import equal_faults, expected_faults, pair_faults, sent_faults
from simulator.labels.failures import Failure
from simulator.matching.assign import UNUSED, Choice, OrderSearch, cheapest
from simulator.tools.spec import ToolSpec
from simulator.values.mention import mentions

CLOCK = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
MAX_STEPS = 20_000
Comparing = Callable[[Line, Expected, Made], Iterable[Fault]]
COMPARE: Mapping[str, Comparing] = {
    "typed": lambda line, expected, made: typed_faults(expected, made, _tool(line, expected)),
    "sent": lambda _, expected, made: sent_faults(expected, made),
    "pairs": lambda _, expected, made: pair_faults(expected, made),
    "expected": lambda _, expected, made: expected_faults(expected, made),
    "labels": lambda _, expected, made: equal_faults(expected, made),
}


@dataclass(slots=True, kw_only=True)
class Paired:
    """Which call met which label: `met` by label place, and the best of the rest, with its faults."""

    met: dict[int, int] = field(default_factory=dict)
    near: dict[int, tuple[int, tuple[Fault, ...]]] = field(default_factory=dict)
    disorder: tuple[tuple[int, int], ...] = ()
    exact: bool = True


def judge_line(line: Line, dialect: Dialect) -> Judgement:
    """The verdict of a published grader, and what it needs where the line lacks something."""
    needs = _needs(line, dialect)
    if needs:
        return Judgement(needs=needs)
    if dialect.turns and ("states" in line.expected or "results" in line.expected):
        return Judgement(failures=_by_turn(line))
    made = [one for one in line.made if dialect.anybody or one.requestor == ASSISTANT]
    made = made[:1] if dialect.one else made
    expected = [one for one in line.calls if dialect.anybody or one.requestor == ASSISTANT]
    compare = effect_faults if dialect.arguments == "effect" else COMPARE[dialect.arguments]
    table = [[_faults(line, dialect, compare, one, other) for other in made] for one in expected]
    paired = _pair(expected, table, dialect, line)
    failures = list(_call_failures(expected, made, paired, dialect))
    unmatched = [at for at in range(len(made)) if at not in paired.met.values()]
    judged = Judgement(failures=failures, matched=_matched(line, expected, made, paired))
    _extra(line, dialect, [made[at] for at in unmatched], judged)
    _rest(line, dialect, made, judged)
    if dialect.arguments == "effect":
        _doubts(line, [one for at, one in enumerate(expected) if at not in paired.met], made, judged)
    return judged


def _doubts(line: Line, unmet: Sequence[Expected], made: Sequence[Made], judged: Judgement) -> None:
    """Leaves the verdict open only where nothing is wrong for certain."""
    open_to = {label.name: needs for label in unmet if (needs := result_needs(line, label, made))}
    certain = [one for one in judged.failures if one.where.partition(".")[0] not in open_to]
    if not certain:
        judged.needs += [need for needs in open_to.values() for need in needs]
    elif judged.needs:
        judged.needs = []


def _needs(line: Line, dialect: Dialect) -> list[str]:
    parts = []
    if dialect.state:
        parts += ["state", "states"]
    if dialect.results == "contained":
        parts.append("results")
    needs = line.needs(*parts)
    if dialect.arguments == "typed" and not (dialect.turns and {"states", "results"} & line.expected.keys()):
        wanted = dict.fromkeys(call.name for call in line.calls if line.tool(call.name) is None)
        needs += ["tools"] if wanted and not line.tools else [f"tools.{name}" for name in wanted]
    return needs


def _faults(line: Line, dialect: Dialect, compare: Comparing, expected: Expected, made: Made) -> tuple[Fault, ...]:
    """Why a call does not meet a label; of calls by other names only that."""
    if dialect.named and not _same_name(expected.name, made.call.name, dotted=dialect.dotted):
        return (Fault(kind="wrong_call", expected=expected.name, got=made.call.name, proof="another tool"),)
    if made.call.arguments is None:
        return (Fault(kind="malformed_call", got=made.call.raw[:200], proof=made.call.problem),)
    if expected.turn and expected.turn != made.turn and not dialect.again and not dialect.one:
        proof = f"made in turn {made.turn}, expected in turn {expected.turn}"
        return (Fault(kind="wrong_order", expected=expected.turn, got=made.turn, proof=proof),)
    return tuple(compare(line, expected, made))


def _same_name(expected: str, made: str, *, dotted: bool) -> bool:
    return expected == made or (dotted and expected.replace(".", "_") == made.replace(".", "_"))


def _tool(line: Line, expected: Expected) -> ToolSpec:
    """The tool of an expected call, which the line has by now."""
    tool = line.tool(expected.name)
    assert tool is not None
    return tool


# --- pairing ---------------------------------------------------------------------------------------------------------


def _pair(
    expected: Sequence[Expected], table: Sequence[Sequence[tuple[Fault, ...]]], dialect: Dialect, line: Line
) -> Paired:
    if dialect.again:
        met = {row: columns.index(()) for row, columns in enumerate(table) if () in columns}
        return _with_nearest(Paired(met=met), table, again=True)
    paired = Paired(met=_most(table))
    if dialect.ordered and len(paired.met) == len(expected):
        _in_order(expected, table, paired, listed=line.ordered)
    return _with_nearest(paired, table, again=False)


def _most(table: Sequence[Sequence[tuple[Fault, ...]]]) -> dict[int, int]:
    """As many labels met as can be, by the earliest calls."""
    width = len(table[0]) if table else 0
    if not width:
        return {}
    lost = (width + len(table) + 1) ** 2
    cost = [
        [column if not faults else lost for column, faults in enumerate(row)] + [lost] * len(table) for row in table
    ]
    found = cheapest(cost).column_of
    return {row: column for row, column in enumerate(found) if column < width and not table[row][column]}


def _in_order(
    expected: Sequence[Expected], table: Sequence[Sequence[tuple[Fault, ...]]], paired: Paired, *, listed: bool
) -> None:
    """Puts in place of the pairing one that keeps the order as well as can be."""
    place = {one.id: at for at, one in enumerate(expected)}
    after = [[place[name] for name in one.after if name in place] for one in expected]
    if listed:
        after = [[*others, *([at - 1] if at else [])] for at, others in enumerate(after)]

    def broken(met: Mapping[int, int]) -> list[tuple[int, int]]:
        return [(other, row) for row, others in enumerate(after) for other in others if met[other] >= met[row]]

    if not broken(paired.met):
        return
    order = _first_to_last(after)
    depth = {row: at for at, row in enumerate(order)}
    ahead: list[list[int]] = [[] for _ in after]
    for row, others in enumerate(after):
        for other in others:
            if depth[other] > depth[row]:
                ahead[other].append(row)
    choices = [
        Choice(
            columns=tuple(column for column, faults in enumerate(row) if not faults),
            costs=tuple(column for column, faults in enumerate(row) if not faults),
            after=tuple(other for other in after[at] if depth[other] < depth[at]),
            ahead=tuple(ahead[at]),
        )
        for at, row in enumerate(table)
    ]
    known = [paired.met[row] for row in range(len(expected))]
    ordered = OrderSearch(choices, order, frozenset(), MAX_STEPS).run(known, len(broken(paired.met)))
    paired.met = {row: column for row, column in enumerate(ordered.column_of) if column != UNUSED}
    paired.disorder, paired.exact = tuple(broken(paired.met)), ordered.exact


def _first_to_last(after: Sequence[Sequence[int]]) -> list[int]:
    """Labels with those they wait for first; a circle is cut where it is met."""
    found: dict[int, None] = {}
    for start in range(len(after)):
        stack = [(start, iter(after[start]))]
        above = {start}
        while stack:
            row, others = stack[-1]
            following = next((one for one in others if one not in found and one not in above), None)
            if following is None:
                found.setdefault(row)
                stack.pop()
            else:
                above.add(following)
                stack.append((following, iter(after[following])))
    return list(found)


def _with_nearest(paired: Paired, table: Sequence[Sequence[tuple[Fault, ...]]], *, again: bool) -> Paired:
    """For each label that was not met, the call that comes nearest and is not taken."""
    taken = set() if again else set(paired.met.values())
    for row, columns in enumerate(table):
        if row in paired.met:
            continue
        tries = [(_far(faults), at) for at, faults in enumerate(columns) if at not in taken]
        if tries:
            at = min(tries)[1]
            paired.near[row] = (at, columns[at] or (Fault(kind="missing_call", proof="the call meets another label"),))
            taken |= set() if again else {at}
    return paired


def _far(faults: Sequence[Fault]) -> int:
    return 1000 if any(fault.kind == "wrong_call" for fault in faults) else len(faults)


# --- failures --------------------------------------------------------------------------------------------------------


def _call_failures(
    expected: Sequence[Expected], made: Sequence[Made], paired: Paired, dialect: Dialect
) -> Iterable[Failure]:
    for row, label in enumerate(expected):
        if row in paired.met:
            continue
        at, faults = paired.near.get(row, (UNUSED, ()))
        if at == UNUSED or (dialect.extra != "forbid" and faults[0].kind == "wrong_call"):
            proof = "no call of this tool meets the label"
            yield Failure(kind="missing_call", where=label.name, expected=label.example(), proof=proof)
        else:
            yield from (_failure(label, at, fault) for fault in faults)
    for first, second in paired.disorder:
        proof = f"{expected[second].name} does not come after {expected[first].name}"
        yield Failure(
            kind="wrong_order",
            blame="assistant" if paired.exact else "judge",
            where=expected[second].name,
            expected=f"after {expected[first].name}",
            proof=proof if paired.exact else f"{proof}; the search for a pairing stopped at its bound",
        )


def _failure(label: Expected, at: int, fault: Fault) -> Failure:
    where = f"{label.name}.{fault.name}" if fault.name else label.name
    proof = f"call {at + 1}: {fault.proof}"
    return Failure(kind=fault.kind, where=where, expected=fault.expected, got=fault.got, proof=proof)


def _matched(line: Line, expected: Sequence[Expected], made: Sequence[Made], paired: Paired) -> dict[str, int]:
    place = {id(one): at for at, one in enumerate(line.made)}
    return {expected[row].id: place[id(made[at])] for row, at in paired.met.items()}


def _extra(line: Line, dialect: Dialect, unmatched: Sequence[Made], judged: Judgement) -> None:
    if dialect.extra == "forbid":
        spare = len(unmatched) - (len(line.calls) - len(judged.matched))
        for one in unmatched[: max(0, spare)]:
            judged.failures.append(_unrequested(one, "as many calls as expected are allowed, and no more"))
    elif dialect.extra == "bad":
        for one in unmatched:
            reads = line.reads_only(one.call.name)
            if reads or (one.result is not None and not one.result.ok) or one.call.arguments is None:
                continue
            if reads is None:
                judged.needs.append(f"read_only of {one.call.name}")
            elif one.result is None:
                judged.needs.append(f"the result of {one.call.name}")
            else:
                judged.failures.append(_unrequested(one, "it changed the world, and no label asks for it"))


def _unrequested(made: Made, proof: str) -> Failure:
    return Failure(kind="unrequested_call", where=made.call.name, got=made.call.arguments, proof=proof)


def _rest(line: Line, dialect: Dialect, made: Sequence[Made], judged: Judgement) -> None:
    """Forbidden calls, states, and what has to be said."""
    if dialect.never:
        for label in line.never:
            hits = [m for m in made if m.call.name == label.name and not any(True for _ in expected_faults(label, m))]
            for one in hits[:1]:
                proof = "a forbidden call was made"
                got = one.call.arguments
                judged.failures.append(Failure(kind="forbidden_call", where=label.name, got=got, proof=proof))
    if dialect.state:
        inside = dialect.state == "contains"
        judged.failures += [*state_failures(line, inside=inside), *states_failures(line, inside=inside)]
    if dialect.say:
        says = _substring if dialect.say == "substring" else _token
        for value in line.say:
            if not any(says(value, text) for text in line.texts):
                proof = f"none of {len(line.texts)} assistant texts says it"
                judged.failures.append(Failure(kind="not_said", where="say", expected=value, proof=proof))


def _substring(value: Any, text: str) -> bool:
    wanted, low = str(value).lower(), text.lower()
    return wanted in low or wanted in low.replace(",", "")


def _token(value: Any, text: str) -> bool:
    return mentions(value, text, CLOCK)


# --- turn by turn ----------------------------------------------------------------------------------------------------


def _by_turn(line: Line) -> list[Failure]:
    """bfcl over several turns: after every turn the state is right, and the wanted results were given by then."""
    turns = max((len(by_turn(line, part)[0]) for part in ("states", "results")), default=0)
    wanted = [_asks(line, at) for at in range(turns)]
    failures = []
    for at, asks in enumerate(wanted):
        if asks and not _acts(line, at):
            proof = f"no call was made in turn {at + 1}"
            failures.append(Failure(kind="missing_call", where=f"turn {at + 1}", proof=proof))
    skip = [asks is False for asks in wanted]
    return [*failures, *states_failures(line, skip=skip), *results_failures(line)]


def _asks(line: Line, at: int) -> bool | None:
    """Whether calls are expected in a turn; None where nothing says."""
    results = by_turn(line, "results")[0]
    if any(call.turn == at + 1 for call in line.calls) or (at < len(results) and results[at]):
        return True
    told = any(call.turn for call in line.calls) or bool(results)
    return False if told else None


def _acts(line: Line, at: int) -> bool:
    results = by_turn(line, "results")[1]
    if at < len(results) and results[at]:
        return True
    return any(one.turn == at + 1 and one.requestor == ASSISTANT for one in line.made)
