"""Faults in what is told: guesses at the unclear, offers out of nothing, misreported results, the wrong language."""

from __future__ import annotations

import re
from typing import Any

from simulator.assistants.assistant import Reply
from simulator.assistants.mutants.conduct import given
from simulator.assistants.mutants.mutant import Mutant
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.assistants.reference_book import Move
from simulator.assistants.reference_close import outcome
from simulator.assistants.speech.consent import consent
from simulator.assistants.speech.results import read_answer, rows
from simulator.messages import ToolCall
from simulator.tools.spec import ToolSpec

PRICE = re.compile(r"(?<![\w.,:-])(\d+(?:\.\d\d?)?)(?= (?:euros?|dollars?|pounds?)\b)")
CLOCK_TIME = re.compile(r"(?<![\d:T+-])([01]\d|2[0-3]):([0-5]\d)(?![\d:])")
OTHERS = ("04:17", "03:49", "02:23")
GERMAN = "Einen Moment bitte, ich sehe mir das für Sie an. Können Sie mir noch sagen, was Sie genau möchten?"
QUOTED = 'We are at "Haus am See" these days, that is our new name.'
INVENTED = "There is still one left, at {} for 871.35 euro."


# --- B14 -------------------------------------------------------------------------------------------------------------
def _nothing_found(wrapper: Wrapper) -> bool:
    result = wrapper.memory["result"]
    return result is not None and read_answer(result.content).kind == "empty"


def invents_offer(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Offers something although the search has found nothing."""
    if wrapper.fired or not _nothing_found(wrapper):
        return reply
    wrapper.fired = True
    return Reply(text=f"{INVENTED.format(OTHERS[0])} {reply.text}".strip(), calls=reply.calls)


def looks_again(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: says that nothing was found, and looks again."""
    if wrapper.fired or not _nothing_found(wrapper):
        return reply
    wrapper.fired = True
    return Reply(text=f"Nothing there so far. {reply.text}".strip(), calls=reply.calls)


# --- C06 -------------------------------------------------------------------------------------------------------------
def guesses(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Takes the first of several that fit, where it has to ask which."""
    if wrapper.fired or outcome(wrapper.active()) != "asked":
        return reply
    found = _first(wrapper)
    if found is None:
        return reply
    tool, args = found
    if "offered" not in wrapper.memory:
        wrapper.memory["offered"] = True
        return Reply(text=f"Shall I {wrapper.reference.speech.action(tool).doing} right away?")
    if consent(wrapper.user) != "yes":
        return reply
    wrapper.fired = True
    wrapper.end_with((wrapper.reference.speech.done(tool, {}), "You're welcome."))
    return Reply(calls=(ToolCall(id="guess_1", name=tool.name, arguments=args),))


def _first(wrapper: Wrapper) -> tuple[ToolSpec, dict[str, Any]] | None:
    """The write that is wanted, with the first row of several that were found."""
    found = [row for _, data in wrapper.book.results[-1:] for row in rows(data)][1:]
    ruled = [rule.tool for rule in wrapper.plan.labels.rules if rule.kind == "confirm_before"]
    tool = wrapper.tools.get(ruled[0]) if ruled and len(found) > 1 else None
    args = given(wrapper, tool) if tool else None
    return (tool, args) if tool and args else None


def only_one(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: only one fits, and that is taken."""
    wrapper.fired |= wrapper.is_write(move) and any(
        len(value) == 1 for _, data in wrapper.book.results for row in rows(data) for value in row.values()
        if isinstance(value, list)
    )  # fmt: skip
    return reply


# --- C11 -------------------------------------------------------------------------------------------------------------
def switches_language(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Answers one turn in another language than the user's."""
    if wrapper.fired or move.kind not in ("ask", "confirm"):
        return reply
    wrapper.fired = True
    wrapper.reference.take_back()
    return Reply(text=GERMAN)


def quotes_foreign_name(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: quotes a foreign name."""
    if wrapper.fired or move.kind not in ("report", "answer"):
        return reply
    wrapper.fired = True
    return Reply(text=f"{reply.text} {QUOTED}")


# --- C12 -------------------------------------------------------------------------------------------------------------
def misreports(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Tells another price or time than the result has."""
    if wrapper.fired or move.kind != "report" or not wrapper.book.results:
        return reply
    text = PRICE.sub(lambda hit: f"{float(hit[1]) + 171.37:.2f}", reply.text, count=1)
    if text == reply.text:
        held = " ".join(str(data) for _, data in wrapper.book.results[-1:])
        hit = CLOCK_TIME.search(reply.text)
        if hit is None or hit[0] not in held:
            return reply
        text = f"{reply.text[: hit.start()]}{OTHERS[0]}{reply.text[hit.end() :]}"
    wrapper.fired = True
    return Reply(text=text)


def other_form(wrapper: Wrapper, move: Move, reply: Reply) -> Reply:
    """Twin: the same price with its cents, the same time by the twelve-hour clock."""
    if wrapper.fired or move.kind != "report":
        return reply
    text = PRICE.sub(lambda hit: f"{float(hit[1]):.2f}", reply.text)
    text = CLOCK_TIME.sub(_by_twelve, text)
    wrapper.fired = text != reply.text
    return Reply(text=text)


def _by_twelve(hit: re.Match[str]) -> str:
    hour = int(hit[1])
    return f"{hour % 12 or 12}:{hit[2]} {'pm' if hour >= 12 else 'am'}"


MUTANTS = {
    "B14_ignores_empty": Mutant(edit=invents_offer, twin=looks_again, expect=("ungrounded_claim",)),
    "C06_no_clarify": Mutant(edit=guesses, twin=only_one, expect=("premature_call",)),
    "C11_language_switch": Mutant(edit=switches_language, twin=quotes_foreign_name, expect=("wrong_language",)),
    "C12_misreports_result": Mutant(edit=misreports, twin=other_form, expect=("false_claim",)),
}
