"""Where a conversation is cut: too many calls, too long a text; and call ids that are unique."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.assistants.assistant import Reply
from simulator.frozen import replace
from simulator.messages import End, MadeCall, ToolCall
from simulator.scenario.case import Limits


def cut_reply(reply: Reply, limits: Limits, made: int) -> tuple[Reply, End | None]:
    """The reply within the limits, and the end it brings where it went beyond one."""
    if len(reply.text) > limits.text:
        end = End(reason="text_limit", blame="assistant", detail=f"{len(reply.text):,} characters in one text")
        return replace(reply, text=reply.text[: limits.text], calls=()), end
    room = limits.calls - made
    if len(reply.inner) + len(reply.calls) > room:
        inner = reply.inner[: max(room, 0)]
        calls = reply.calls[: max(room - len(inner), 0)]
        end = End(reason="call_limit", blame="assistant", detail=f"more than {limits.calls} calls")
        return replace(reply, inner=inner, calls=calls), end
    return reply, None


def named_calls(calls: Sequence[ToolCall], made: Sequence[MadeCall]) -> tuple[ToolCall, ...]:
    """The calls with ids nobody else has: a missing or repeated id is replaced by the call's number."""
    if not calls:
        return ()
    seen = {done.call.id for done in made}
    found = []
    for number, call in enumerate(calls, start=len(made) + 1):
        if not call.id or call.id in seen:
            call = replace(call, id=f"call_{number}")
        seen.add(call.id)
        found.append(call)
    return tuple(found)
