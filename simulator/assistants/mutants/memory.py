"""Faults of memory and patience: asks for what is known, asks for ever, mixes two things up, leaves too soon."""

from __future__ import annotations

from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.calls import second_dropped, withdrawn
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.assistants.reference_book import Move
from simulator.assistants.reference_known import matcher_of
from simulator.assistants.speech.results import same
from simulator.labels.label import CallLabel
from simulator.values.mention import mentions

CLARIFIES = (
    "Could you explain in more detail what you would like me to do?",
    "I am not sure I understand. Could you say it in other words?",
    "Could you clarify that once more, please?",
)
GOODBYE = ("Goodbye, and have a nice day.", "Goodbye.")


# --- C04 -------------------------------------------------------------------------------------------------------------
def asks_again(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Asks for a value the user has plainly told, where it should ask for a yes."""
    if wrapper.fired or move.label is None or move.kind != "confirm" or not wrapper.book.writes(move.label):
        return reply
    if wrapper.book.opened > 1:
        return reply  # a value told for another goal may mean another one here
    clock = wrapper.plan.clock
    for name, value in move.args.items():
        plainly = len(wrapper.told.get(name, ())) == 1 and same(wrapper.told[name][0], value)
        if plainly and not isinstance(value, bool | list) and mentions(value, wrapper.heard, clock):
            wrapper.fired = True
            wrapper.reference.take_back()
            text = wrapper.reference.speech.ask(wrapper.tools[move.label.name], [name], again=False)
            return Reply(text=text)
    return reply


def asks_about_conflict(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: asks because the user has told two values for the same."""
    if move.kind == "confirm":
        wrapper.fired |= any(len(wrapper.told.get(name, ())) > 1 for name in move.args)
    return reply


# --- C05 -------------------------------------------------------------------------------------------------------------
def clarifies_for_ever(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Asks what is meant, for ever, instead of going on."""
    if wrapper.fired or move.label is None or move.kind != "confirm" or not wrapper.is_last(move.label):
        return reply
    if wrapper.may_change(move.label):
        return reply
    wrapper.fired = True
    wrapper.end_with((*CLARIFIES[1:], *CLARIFIES * 10))
    return Reply(text=wrapper.with_rest(CLARIFIES[0]))


def clarifies_once(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: asks which of several is meant, or reads a doubtful value back."""
    wrapper.fired |= move.kind == "ask" and not wrapper.told
    return reply


# --- C10 -------------------------------------------------------------------------------------------------------------
def mixes(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Two calls of one tool get each other's values."""
    if move.label is None or not wrapper.book.writes(move.label):
        return reply
    found = _mixed(wrapper, move.label)
    if not found or move.kind not in ("confirm", "call"):
        return reply
    changed = {name: value for name, value in found.items() if name in move.args}
    if move.kind == "confirm":
        rest = {name: value for name, value in move.args.items() if name not in changed}
        details = wrapper.reference.speech.details(wrapper.tools[move.label.name], rest)
        return Reply(text=f"Just to check: {details}. Shall I go ahead?" if details else "Shall I go ahead with it?")
    return wrapper.send(move, reply, {**move.args, **changed})


def _mixed(wrapper: Wrapper, label: CallLabel) -> dict[str, Any]:
    """The one argument in which two calls of this tool differ that is said last, with the other call's value."""
    others = [one for one in wrapper.plan.labels.calls if one.name == label.name and one.id != label.id]
    if len(others) != 1 or others[0].when or label.when:
        return {}
    differing = [
        name
        for name, value in label.args.items()
        if name in others[0].args and not same(value, others[0].args[name]) and name in wrapper.book.slots
    ]
    if len(differing) < 2 or matcher_of(label.args[differing[-1]]) not in ("", "$text"):
        return {}
    value = others[0].args[differing[-1]]
    return {differing[-1]: value[matcher_of(value)] if matcher_of(value) else value}


def alike(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: two calls of one tool hold a value that is the same in both."""
    if move.label is not None and wrapper.is_write(move):
        others = [one for one in wrapper.plan.labels.calls if one.name == move.tool and one.id != move.label.id]
        wrapper.fired |= any(same(move.args.get(name), value) for one in others for name, value in one.args.items())
    return reply


# --- C15 -------------------------------------------------------------------------------------------------------------
def leaves_early(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Says goodbye when the next goal has just been opened."""
    book = wrapper.book
    if wrapper.fired or book.opened < 2 or book.opened < len(book.goals):
        return reply
    left = [one.label for one in book.pending(wrapper.active()) if one.writes and not one.label.optional]
    if not left or any(map(wrapper.may_change, left)) or move.kind in ("report", "refuse", "call"):
        return reply
    wrapper.fired = True
    wrapper.end_with(GOODBYE)
    return Reply(text=wrapper.with_rest(GOODBYE[0]))


def leaves_after_withdrawal(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the user had withdrawn what was open."""
    return second_dropped(wrapper, move, withdrawn(wrapper, move, reply))


MUTANTS = {
    "C04_reasks_known": Mutant(edit=asks_again, twin=asks_about_conflict, expect=("needless_question",)),
    "C05_endless_clarify": Mutant(edit=clarifies_for_ever, twin=clarifies_once, expect=("no_progress",)),
    "C10_mixes_entities": Mutant(edit=mixes, twin=alike, expect=("wrong_argument", "wrong_argument")),
    "C15_ends_early": Mutant(edit=leaves_early, twin=leaves_after_withdrawal, expect=("missing_call",)),
}
