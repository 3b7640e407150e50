"""Faults in calls: unknown, missing, claimed, doubled, extra, written as text, or their errors ignored."""

from __future__ import annotations

import json
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.arguments import failed
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import VAGUE, Wrapper
from simulator.assistants.reference_book import Move
from simulator.messages import ToolCall
from simulator.tools.spec import ToolSpec

NOT_OFFERED = ("send_voucher", "notify_supervisor")
HARSH = ("cancel", "delete", "remove", "refund", "terminate")


# --- B02 ------------------------------------------------------------------------------------------------------------
def unoffered(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A tool that is not offered is called once, before the first right call."""
    if move.kind != "call" or wrapper.fired:
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    name = next(name for name in NOT_OFFERED if name not in wrapper.tools)
    return Reply(calls=(ToolCall(id=f"{reply.calls[0].id}_extra", name=name, arguments={}),))


def names_unoffered(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a tool that is not offered is only spoken of."""
    if move.kind != "report" or wrapper.fired:
        return reply
    wrapper.fired = True
    name = next(name for name in NOT_OFFERED if name not in wrapper.tools)
    return Reply(text=f"{reply.text} (By the way, there is a tool named {name} elsewhere, which was not needed here.)")


# --- B04, B05, B17: the last call is not made -----------------------------------------------------------------------
def never_calls(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The last write is never made, and nothing is said about it."""
    return _instead(wrapper, move, reply, VAGUE[0], VAGUE[1:])


def claims_only(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The last write is claimed, not made."""
    if move.label is None or not _is_last_write(wrapper, move):
        return reply
    speech = wrapper.reference.speech
    done = speech.done(wrapper.tools[move.tool], {})
    return _instead(wrapper, move, reply, done, (done,))


def call_as_text(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The last write is written out as JSON in the text."""
    return _instead(wrapper, move, reply, _as_json(move), VAGUE)


def _instead(wrapper: Wrapper, move: Move, reply: Reply, text: str, after: tuple[str, ...]) -> Reply:
    if wrapper.fired or not _is_last_write(wrapper, move):
        return reply
    wrapper.fired = True
    wrapper.end_with(after)
    return Reply(text=wrapper.with_rest(text))


def _is_last_write(wrapper: Wrapper, move: Move) -> bool:
    return move.label is not None and wrapper.is_write(move) and wrapper.is_last(move.label)


def _as_json(move: Move) -> str:
    return json.dumps({"name": move.tool, "arguments": dict(move.args)}, ensure_ascii=False)


def withdrawn(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: no call is made, because the user withdrew the goal."""
    wrapper.fired |= move.kind == "dropped"
    return reply


def announces(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: says that it will do it now, and does."""
    if not wrapper.is_write(move):
        return reply
    wrapper.fired = True
    doing = wrapper.reference.speech.action(wrapper.tools[move.tool]).doing
    return Reply(text=f"Thank you. I will now {doing}.", calls=reply.calls)


def shows_json(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: shows the call as JSON, and makes it."""
    if not wrapper.is_write(move):
        return reply
    wrapper.fired = True
    return Reply(text=f"This is what I send: {_as_json(move)}", calls=reply.calls)


# --- B07 ------------------------------------------------------------------------------------------------------------
def repeats_write(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A successful write is made once more."""
    sent = wrapper.memory.get("sent")
    if sent and not wrapper.fired and wrapper.memory["result"] and not failed(wrapper):
        wrapper.hold(reply)
        return _proves(wrapper, ToolCall(id=f"{sent.id}_again", name=sent.name, arguments=sent.arguments))
    wrapper.memory["sent"] = reply.calls[0] if wrapper.is_write(move) or _is_retry(wrapper, move) else None
    return reply


def _proves(wrapper: Wrapper, call: ToolCall) -> Reply:
    """A call that makes the edit count only where it works."""
    wrapper.proof = call.id
    return Reply(calls=(call,))


def _is_retry(wrapper: Wrapper, move: Move) -> bool:
    return move.kind == "retry" and move.label is not None and wrapper.book.writes(move.label)


def repeats_read(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a look-up is made twice."""
    if move.kind != "call" or move.label is None or wrapper.book.writes(move.label) or wrapper.fired:
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    return wrapper.again(reply, move.args, "_first")


# --- B10 ------------------------------------------------------------------------------------------------------------
def extra_write(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write nobody asked for is added after the last right one."""
    if wrapper.fired or move.kind != "report" or not move.final:
        return reply
    found = tempting(wrapper)
    if found is None:
        return reply
    wrapper.hold(reply)
    tool, args = found
    return _proves(wrapper, ToolCall(id="extra_1", name=tool.name, arguments=args))


def tempting(wrapper: Wrapper) -> tuple[ToolSpec, dict[str, Any]] | None:
    """A write of the same world that no label, rule or prohibition names and whose ids are known."""
    labels = wrapper.plan.labels
    named = {one.name for one in (*labels.calls, *labels.never)} | {rule.tool for rule in labels.rules}
    known: dict[str, Any] = {}
    for label in labels.calls:
        known.update({name: value for name, value in wrapper.book.progress(label).args.items() if _is_key(name)})
    tools = sorted(wrapper.tools.values(), key=lambda tool: (tool.name.startswith(HARSH), len(tool.required)))
    for tool in tools:
        if not tool.writes or tool.name in named or tool.name.startswith(HARSH):
            continue
        args = {name: _plain(name, tool, known) for name in tool.required}
        if None not in args.values() and any(_is_key(name) for name in args):
            return tool, args
    return None


def _is_key(name: str) -> bool:
    return name.endswith("id")


def _plain(name: str, tool: ToolSpec, known: dict[str, Any]) -> Any:
    schema = tool.properties.get(name, {})
    if name in known:
        return known[name]
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("type") == "integer":
        return schema.get("minimum", 1)
    return True if schema.get("type") == "boolean" else None


def extra_read(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: a look-up nobody asked for is added."""
    if wrapper.fired or move.kind != "report" or move.label is not None:
        return reply
    done = [wrapper.book.progress(label).args for label in wrapper.active().calls]
    for tool in wrapper.tools.values():
        for args in done:
            if not tool.writes and tool.required and set(tool.required) <= set(args):
                wrapper.fired = True
                wrapper.hold(reply)
                sent = {name: args[name] for name in tool.required}
                return Reply(calls=(ToolCall(id="extra_1", name=tool.name, arguments=sent),))
    return reply


# --- B11 ------------------------------------------------------------------------------------------------------------
def stops_early(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """The second goal is heard and left alone."""
    book = wrapper.book
    if wrapper.fired or book.opened < 2 or book.opened < len(book.goals):
        return reply
    left = [one.label for one in book.pending(wrapper.active()) if one.writes and not one.label.optional]
    if move.label is not None and move.kind == "call" and book.writes(move.label):
        left.append(move.label)
    settled = wrapper.is_write(move) or not any(map(wrapper.may_change, left))
    if not left or not settled or move.kind in ("report", "refuse"):
        return reply
    wrapper.fired = True
    wrapper.end_with(VAGUE[1:])
    return Reply(text=wrapper.with_rest(VAGUE[0]))


def second_dropped(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the user dropped the second goal."""
    wrapper.fired |= move.kind == "dropped" and len(wrapper.book.goals) > 1
    return reply


# --- B13 ------------------------------------------------------------------------------------------------------------
def ignores_error(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """A write that surely failed is reported as done."""
    if wrapper.fired or move.label is None or not _is_retry(wrapper, move) or not wrapper.can_be_done:
        return reply
    wrapper.fired = True
    progress = wrapper.book.progress(move.label)
    progress.state, progress.reported = "done", True
    wrapper.reference.closing.closed.add(move.goal)
    speech = wrapper.reference.speech
    return Reply(text=wrapper.with_rest(speech.done(wrapper.tools[move.tool], {})))


def offers_retry(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: reports the error and leaves the choice to the user."""
    if wrapper.fired or not _is_retry(wrapper, move):
        return reply
    wrapper.fired = True
    wrapper.hold(reply)
    return Reply(text="That did not work: the system gave an error. Shall I try again?")


MUTANTS = {
    "B02_unoffered_tool": Mutant(edit=unoffered, twin=names_unoffered, expect=("unknown_tool",)),
    "B04_missing_call": Mutant(edit=never_calls, twin=withdrawn, expect=("missing_call",)),
    "B05_claims_without_call": Mutant(edit=claims_only, twin=announces, expect=("false_claim",)),
    "B07_duplicate_write": Mutant(edit=repeats_write, twin=repeats_read, expect=("duplicate_call",)),
    "B10_extra_side_effect": Mutant(edit=extra_write, twin=extra_read, expect=("unrequested_call",)),
    "B11_partial_multi_goal": Mutant(edit=stops_early, twin=second_dropped, expect=("missing_call",)),
    "B13_ignores_error": Mutant(edit=ignores_error, twin=offers_retry, expect=("ignored_error",)),
    "B17_call_in_text": Mutant(edit=call_as_text, twin=shows_json, expect=("missing_call",)),
}
