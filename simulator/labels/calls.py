"""From a pairing to failures: refused calls, wrong arguments, calls nobody asked for, wrong order, endless retries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import field

from simulator.frozen import dataclass
from simulator.labels.arguments import ArgumentFault, argument_faults, forbids, violations
from simulator.labels.declared.rules import breaking_calls
from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.labels.grounding import fault_kind, grounded
from simulator.labels.label import CallLabel
from simulator.labels.pair import Pair, Pairing
from simulator.matching.mismatch import plain

LOOP = 4
REFUSED = {"malformed": "malformed_call", "unknown_tool": "unknown_tool", "schema": "schema_violation"}


@dataclass(slots=True, kw_only=True)
class Findings:
    """What the calls showed; `stand_ins` are calls that took the place of a label, `looped` tools called for ever."""

    failures: list[Failure] = field(default_factory=list)
    unmet: list[CallLabel] = field(default_factory=list)
    forbidden: set[int] = field(default_factory=set)
    looped: set[str] = field(default_factory=set)


def judge_calls(log: Log, pairing: Pairing) -> Findings:
    """Every failure the calls themselves show; `unmet` keeps the labels that still need a reason."""
    if _as_wanted(log, pairing):
        return Findings()
    found = Findings(unmet=list(pairing.unmet))
    if log.labels.never:
        _forbidden(log, found)
    _refused(log, pairing, found)
    for pair in pairing.pairs:
        if pair.faults and pair.index not in found.forbidden:
            found.failures.extend(_wrong(log, pair.index, pair.label, _uncounted(log, pair)))
    _loops(log, found)
    _loose(log, pairing, found)
    found.failures.extend(_disorder(pairing))
    return found


def _as_wanted(log: Log, pairing: Pairing) -> bool:
    """Whether each label has its call, in order and faultless, and every call was for a label and answered well."""
    if pairing.unmet or pairing.loose or pairing.disorder or log.labels.never:
        return False
    for one in pairing.pairs:
        made = log.calls[one.index]
        if one.faults or not made.result.ok or made.result.refused or (log.tools and made.call.name not in log.tools):
            return False
    return True


def _forbidden(log: Log, found: Findings) -> None:
    for index, made in enumerate(log.calls):
        if not made.result.refused:
            tool = log.tool(made.call.name)
            label = next((one for one in log.labels.never if forbids(one, made.call, tool, log.context(index))), None)
            if label:
                found.forbidden.add(index)
                proof = f"call {index + 1} matches a forbidden call" + (f" ({dict(label.args)})" if label.args else "")
                got = made.call.arguments
                found.failures.append(Failure(kind="forbidden_call", where=made.call.name, got=got, proof=proof))


# --- calls that never reached the world ----------------------------------------------------------------------------


def _refused(log: Log, pairing: Pairing, found: Findings) -> None:
    """One failure for each thing refused; a call refused in the place of a label is reason enough for the label."""
    paired = {pair.index for pair in pairing.pairs}
    seen: set[tuple[str, str]] = set()
    for index, made in enumerate(log.calls):
        refused = made.result.refused
        if not refused and log.tools and made.call.name not in log.tools:
            refused = "unknown_tool"
        if not refused:
            continue
        for failure in _refusal(log, index, refused):
            if (failure.where, failure.proof) not in seen:
                seen.add((failure.where, failure.proof))
                found.failures.append(failure)
        if index not in paired:
            _excuse(found, made.call.name if refused == "malformed" else "", refused)


def _refusal(log: Log, index: int, refused: str) -> Iterable[Failure]:
    made = log.calls[index]
    name, call = made.call.name, made.call
    kind = REFUSED.get(refused, "schema_violation")
    if kind == "malformed_call":
        yield Failure(
            kind=kind, where=name, got=call.raw[:200], proof=call.problem or "the arguments are no JSON object"
        )
    elif kind == "unknown_tool":
        yield Failure(kind=kind, where=name, got=call.arguments, proof=f"no tool {name!r} is offered here")
    else:
        broken = violations(call, log.tool(name)) or {"": "the tool refused the arguments"}
        for argument, why in sorted(broken.items()):
            where = f"{name}.{argument}" if argument else name
            yield Failure(kind=kind, where=where, got=(call.arguments or {}).get(argument), proof=why)


def _excuse(found: Findings, name: str, refused: str) -> None:
    if refused == "schema":
        return
    label = next((label for label in found.unmet if not name or label.name == name), None)
    if label:
        found.unmet.remove(label)


# --- arguments -----------------------------------------------------------------------------------------------------


def _uncounted(log: Log, pair: Pair) -> list[ArgumentFault]:
    """The faults that no schema violation has reported already."""
    made = log.calls[pair.index]
    if made.result.refused != "schema":
        return list(pair.faults)
    broken = violations(made.call, log.tool(made.call.name))
    return [fault for fault in pair.faults if fault.name not in broken]


def _wrong(log: Log, index: int, label: CallLabel, faults: Iterable[ArgumentFault]) -> list[Failure]:
    """One failure for each argument, except that guesses made too early are one failure of the call."""
    found, early = [], []
    for fault in faults:
        kind = fault_kind(log, index, label, fault)
        mismatch = fault.mismatch
        proof = f"call {index + 1}: {mismatch.proof}"
        if kind == "premature_call":
            early.append(f"{fault.name} = {mismatch.got!r} was said by nobody and the user had yet to tell it")
            continue
        if kind == "ungrounded_argument":
            proof += "; nobody had said this value before the call"
        found.append(
            Failure(
                kind=kind,
                where=f"{label.name}.{fault.name}" if fault.name else label.name,
                expected=_expected(label, fault),
                got=plain(mismatch.got),
                proof=proof,
            )
        )
    if early:
        got = log.calls[index].call.arguments
        proof = f"call {index + 1}: {'; '.join(early)}"
        found.append(Failure(kind="premature_call", where=label.name, expected=dict(label.args), got=got, proof=proof))
    return found


def _expected(label: CallLabel, fault: ArgumentFault) -> object:
    if fault.mismatch.path or not fault.name:
        return plain(fault.mismatch.expected)
    return plain(label.args.get(fault.name))


# --- calls without a label -----------------------------------------------------------------------------------------


def _loose(log: Log, pairing: Pairing, found: Findings) -> None:
    extra = []
    broken = breaking_calls(log) if log.labels.rules else frozenset[int]()
    for index in pairing.loose:
        if index in found.forbidden or log.calls[index].result.refused:
            continue
        if log.landed(index):
            twin = _twin(log, pairing, index)
            if twin is not None:
                found.failures.append(_duplicate(log, index, twin))
            elif index not in broken and not _wrong_try(log, pairing, index, found):
                extra.append(index)
        elif log.tool(log.calls[index].call.name).writes:
            _failed_try(log, pairing, index, found)
    extra = _take_place(log, extra, found, landed=True)
    failed = [index for index in pairing.loose if _failed_stranger(log, index, found)]
    _take_place(log, failed, found, landed=False)
    found.failures.extend(_unrequested(log, index) for index in extra)


def _twin(log: Log, pairing: Pairing, index: int) -> int | None:
    """The paired call that this one repeats."""
    call = log.calls[index].call
    for pair in pairing.pairs:
        other = log.calls[pair.index].call
        if other.name == call.name and log.landed(pair.index):
            same = other.arguments == call.arguments
            if same or (
                not pair.faults and not argument_faults(pair.label, call, log.tool(call.name), log.context(index))
            ):
                return pair.index
    return None


def _duplicate(log: Log, index: int, twin: int) -> Failure:
    made = log.calls[index]
    first, second = sorted((index, twin))
    proof = f"call {second + 1} repeats call {first + 1}, and both took effect"
    if log.calls[first].result.fault:
        proof += f" (call {first + 1} timed out but had landed)"
    return Failure(kind="duplicate_call", where=made.call.name, expected="once", got=made.call.arguments, proof=proof)


def _unrequested(log: Log, index: int) -> Failure:
    made = log.calls[index]
    asked = bool(log.labels.outcome) and log.labels.outcome[0].name == "asked"
    kind = "premature_call" if asked else "unrequested_call"
    why = "it had to ask first" if asked else "no label asks for it"
    got = made.call.arguments
    return Failure(kind=kind, where=made.call.name, got=got, proof=f"call {index + 1} changed the world, but {why}")


def _wrong_try(log: Log, pairing: Pairing, index: int, found: Findings) -> bool:
    """An effective call with wrong arguments before the right one: it is judged by the label it meant."""
    name = log.calls[index].call.name
    later = [pair for pair in pairing.pairs if pair.label.name == name and pair.index > index]
    return bool(later) and _judge_by(log, index, later, found)


def _judge_by(log: Log, index: int, pairs: Iterable[Pair], found: Findings) -> bool:
    call = log.calls[index].call
    context, tool = log.context(index), log.tool(call.name)
    tries = [(argument_faults(pair.label, call, tool, context), pair) for pair in pairs]
    faults, pair = min(tries, key=lambda one: (len(one[0]), one[1].index))
    found.failures.extend(_wrong(log, index, pair.label, faults))
    return bool(faults)


def _failed_try(log: Log, pairing: Pairing, index: int, found: Findings) -> None:
    """A write that failed is free, unless it was sent with a value that nobody had said."""
    made = log.calls[index]
    pairs = [pair for pair in pairing.pairs if pair.label.name == made.call.name and pair.index > index]
    sent = made.call.arguments or {}
    if pairs and not made.result.fault:
        context, tool = log.context(index), log.tool(made.call.name)
        pair = min(pairs, key=lambda pair: len(argument_faults(pair.label, made.call, tool, context)))
        faults = argument_faults(pair.label, made.call, tool, context)
        guesses = [f for f in faults if f.kind == "wrong_argument" and not grounded(log, index, sent.get(f.name))]
        found.failures.extend(_wrong(log, index, pair.label, guesses))


def _failed_stranger(log: Log, index: int, found: Findings) -> bool:
    """A failed write by a tool that no label names."""
    made = log.calls[index]
    named = any(label.name == made.call.name for label in log.labels.calls)
    failed = log.tool(made.call.name).writes and not log.landed(index)
    return failed and not named and not made.result.refused and index not in found.forbidden


def _take_place(log: Log, extra: list[int], found: Findings, *, landed: bool) -> list[int]:
    """Gives calls by other tools to the labels they stand in for; returns the calls that are left."""
    left = list(extra)
    for label in [label for label in found.unmet if log.tool(label.name).writes]:
        others = [index for index in left if log.calls[index].call.name != label.name]
        if not others:
            continue
        index = max(others, key=lambda index: (_shared(log, index, label), -index))
        left.remove(index)
        found.unmet.remove(label)
        name = log.calls[index].call.name
        proof = f"call {index + 1} of {name} took the place of {label.name}" + ("" if landed else ", and failed")
        found.failures.append(Failure(kind="wrong_call", where=label.name, expected=label.name, got=name, proof=proof))
    return left


def _shared(log: Log, index: int, label: CallLabel) -> int:
    values = list((log.calls[index].call.arguments or {}).values())
    return sum(value in values for value in label.args.values())


# --- order and loops -----------------------------------------------------------------------------------------------


def _disorder(pairing: Pairing) -> Iterable[Failure]:
    seen = set()
    for first, second in pairing.disorder:
        if second.index in seen:
            continue
        seen.add(second.index)
        proof = f"{second.label.name} was call {second.index + 1}, {first.label.name} only call {first.index + 1}"
        if not pairing.exact:
            proof += "; the search for a pairing that keeps the order stopped at its bound"
        yield Failure(
            kind="wrong_order",
            blame="assistant" if pairing.exact else "judge",
            where=second.label.name,
            expected=f"after {first.label.name}",
            got=f"before {first.label.name}",
            proof=proof,
        )


def _loops(log: Log, found: Findings) -> None:
    if len(log.calls) < LOOP:
        return
    failing: dict[str, list[int]] = {}
    for index, made in enumerate(log.calls):
        if not made.result.ok:
            call = made.call
            key = json.dumps([call.name, call.arguments, call.raw], sort_keys=True, default=repr)
            failing.setdefault(key, []).append(index)
    for places in failing.values():
        if len(places) >= LOOP:
            call = log.calls[places[0]].call
            found.looped.add(call.name)
            proof = f"the same call failed {len(places)} times"
            found.failures.append(Failure(kind="tool_loop", where=call.name, got=call.arguments, proof=proof))
