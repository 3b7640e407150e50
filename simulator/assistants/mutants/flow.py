"""Faults in the flow of calls: unreadable, of a sibling tool, too early, in the wrong order, doubled, or for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.arguments import OTHER_DIGITS, failed, is_id
from simulator.assistants.mutants.calls import tempting
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.assistants.reference_book import Move
from simulator.assistants.reference_known import MISSING
from simulator.assistants.speech.results import read_answer
from simulator.labels.label import CallLabel
from simulator.matching.matchers import right_values
from simulator.messages import ToolCall, parse_strict
from simulator.tools.validator import Validator

MANY = 5
RESTS = ("I can't get this to work, so I'm handing you over to a colleague who can help.",)


# --- A20 -------------------------------------------------------------------------------------------------------------
def key_twice(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The JSON of a call repeats a key with another value; after the refusal the call is made rightly."""
    if wrapper.fired or move.kind != "call" or not move.args:
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    name, value = next(iter(move.args.items()))
    raw = f"{json.dumps(dict(move.args))[:-1]}, {json.dumps(name)}: {json.dumps(f'{value} again')}}}"
    _, problem = parse_strict(raw)
    call = reply.calls[0]
    return Reply(calls=(ToolCall(id=f"{call.id}_raw", name=call.name, arguments=None, raw=raw, problem=problem),))


def keys_in_another_order(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the same keys, the last one first."""
    if move.kind != "call" or len(move.args) < 2:
        return reply
    return wrapper.send(move, reply, dict(reversed(list(move.args.items()))))


# --- B01 -------------------------------------------------------------------------------------------------------------
def sibling_tool(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Another tool is called in the place of the last write, and that is reported as if it had been the right one."""
    if wrapper.proof or wrapper.fired or move.label is None or not wrapper.is_write(move):
        return reply
    found = tempting(wrapper) if wrapper.is_last(move.label) and not wrapper.may_change(move.label) else None
    if found is None:
        return reply
    tool, args = found
    progress = wrapper.book.progress(move.label)
    progress.state, progress.reported = "done", True
    wrapper.reference.closing.closed.add(move.goal)
    call = ToolCall(id=f"{reply.calls[0].id}_other", name=tool.name, arguments=args)
    wrapper.proof = call.id
    wrapper.hold(Reply(text=wrapper.with_rest("Thank you, that is settled. Is there anything else?")))
    return Reply(calls=(call,))


# --- B03 -------------------------------------------------------------------------------------------------------------
def too_early(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write is tried with a guessed id before the user has told it."""
    if wrapper.fired or wrapper.proof or move.kind != "ask":
        return reply
    for label in wrapper.active().calls:
        sent = _early(wrapper, label) if wrapper.book.writes(label) and not wrapper.may_change(label) else None
        if sent:
            wrapper.proof, wrapper.proven_by = "guess_1", ("error",)
            wrapper.hold(reply)
            return Reply(calls=(ToolCall(id="guess_1", name=label.name, arguments=sent),))
    return reply


def _early(wrapper: Wrapper, label: CallLabel) -> dict[str, Any] | None:
    """The arguments with a guessed id; None where nothing that is unknown can be guessed."""
    args = wrapper.reference.resolve(label)
    tool = wrapper.tools[label.name]
    missing = [name for name, value in args.items() if value is MISSING]
    if any(name in wrapper.told for name in missing) or not all(name in wrapper.book.slots for name in missing):
        return None
    guessed = {name: _guess(label.args[name], tool.properties.get(name, {})) for name in missing if is_id(name)}
    if not guessed or len(guessed) < len(missing) or None in guessed.values():
        return None
    sent = {**args, **guessed}
    return None if Validator(tool.parameters).problems(sent) else sent


def _guess(right: Any, schema: Mapping[str, Any]) -> Any:
    right = next(iter(right_values(right)), None)
    if isinstance(right, str) and not {"format", "enum"} & set(schema) and any(map(str.isdigit, right)):
        return right.translate(OTHER_DIGITS)
    return None


def looks_early(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: only a look-up is made before all is known."""
    if move.kind == "call" and move.label is not None and not wrapper.book.writes(move.label):
        wrapper.fired |= not set(wrapper.book.slots) <= set(wrapper.told)
    return reply


# --- B08 -------------------------------------------------------------------------------------------------------------
def lands_twice(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write that timed out, and is found to have landed, is made once more."""
    sent = wrapper.memory.get("timed out")
    if wrapper.memory["result"] is not None and wrapper.memory.get("last") and failed(wrapper):
        sent = wrapper.memory["timed out"] = wrapper.memory["last"]
    last = reply.calls[0] if reply.calls and (wrapper.is_write(move) or move.kind == "retry") else None
    wrapper.memory["last"] = (last, move.label) if last else None
    if not sent or wrapper.fired or wrapper.proof:
        return reply
    call, label = sent
    if label is None or wrapper.book.progress(label).checked != "landed":
        return reply
    wrapper.hold(reply)
    again = ToolCall(id=f"{call.id}_again", name=call.name, arguments=call.arguments)
    wrapper.proof = again.id
    return Reply(calls=(again,))


def looks_first(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: after a time-out the state is looked at first."""
    wrapper.fired |= move.kind == "recheck"
    return reply


# --- B09 -------------------------------------------------------------------------------------------------------------
def turned_order(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """What should come after a look-up is done before it."""
    late: CallLabel | None = wrapper.memory.get("late")
    if late is not None:
        return _afterwards(wrapper, move, reply, late)
    label = move.label
    if wrapper.fired or move.kind != "call" or label is None or label.optional or wrapper.book.writes(label):
        return reply
    behind = [one for one in wrapper.active().calls if label.id in one.after and wrapper.book.writes(one)]
    if not behind or any(not _known(wrapper, one, label) for one in behind):
        return reply
    wrapper.memory["late"], wrapper.memory["look"] = label, reply.calls[0]
    wrapper.book.progress(label).state = "done"
    return wrapper.reference.act(wrapper.view)


def _known(wrapper: Wrapper, label: CallLabel, look: CallLabel) -> bool:
    """True where the user gives every value of a write himself."""
    return all(name in wrapper.book.slots for name in label.args) and not wrapper.may_change(label) and bool(look)


def _afterwards(wrapper: Wrapper, move: Move, reply: Reply, late: CallLabel) -> Reply:
    if wrapper.fired or move.kind not in ("report", "answer", "trouble"):
        return reply
    behind = [one for one in wrapper.active().calls if late.id in one.after and wrapper.book.writes(one)]
    if not any(wrapper.book.progress(one).state == "done" for one in behind):
        return reply
    wrapper.fired = True
    wrapper.hold(Reply(text=wrapper.with_rest(reply.text)))
    return Reply(calls=(wrapper.memory["look"],))


def swaps_unordered(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a look-up that nothing has to wait for comes after the write."""
    if wrapper.fired or move.kind != "report" or not move.final:
        return reply
    done = [one for one in wrapper.active().calls if wrapper.book.progress(one).args and not wrapper.book.writes(one)]
    if not done:
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    args = dict(wrapper.book.progress(done[0]).args)
    return Reply(calls=(ToolCall(id="late_1", name=done[0].name, arguments=args),))


# --- B16 -------------------------------------------------------------------------------------------------------------
def gives_up_after_two(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a failing call is made once more, and then it is said that it does not work."""
    result = wrapper.memory["result"]
    wrapper.fired |= move.kind in ("retry", "trouble") and bool(result) and read_answer(result.content).kind != "ok"
    return reply


def endless(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write that failed twice is repeated as it was, again and again, before that is said."""
    if wrapper.fired or move.kind != "trouble" or move.label is None or not wrapper.book.writes(move.label):
        return reply
    if wrapper.memory["result"] is None or not failed(wrapper):
        return reply
    wrapper.fired = True
    wrapper.end_with(RESTS)
    args = dict(wrapper.book.progress(move.label).args)
    calls = [Reply(calls=(ToolCall(id=f"again_{at}", name=move.label.name, arguments=args),)) for at in range(MANY)]
    wrapper.hold(*calls[1:], Reply(text=wrapper.with_rest(RESTS[0])))
    return calls[0]


MUTANTS = {
    "A20_duplicate_json_key": Mutant(edit=key_twice, twin=keys_in_another_order, expect=("malformed_call",)),
    "B01_wrong_tool": Mutant(edit=sibling_tool, twin=looks_early, expect=("wrong_call",)),
    "B03_premature": Mutant(edit=too_early, twin=looks_early, expect=("premature_call",)),
    "B08_retry_lands_twice": Mutant(edit=lands_twice, twin=looks_first, expect=("duplicate_call",)),
    "B09_wrong_order": Mutant(edit=turned_order, twin=swaps_unordered, expect=("wrong_order",)),
    "B16_endless_calls": Mutant(edit=endless, twin=gives_up_after_two, expect=("tool_loop",)),
}
