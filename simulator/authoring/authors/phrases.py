"""A phrasebook for a scenario by a model: more wordings of its slots and of what users say, each one checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.messages import Message
from simulator.models.model import Model, Request
from simulator.models.structured import complete_json
from simulator.prompts.prompt import fenced, prompt
from simulator.scenario.compile import Scenario

COUNT = 8
LONGEST = 200
HOLE = re.compile(r"[{}]")
VALUE = "{value}"
ACTS: Mapping[str, str] = {
    "affirm": "yes, that is right, go ahead",
    "deny": "no, that is not what I want",
    "dont_know": "I do not know that, I do not have it",
    "ask_again": "what do you mean, I did not get that",
    "push_back": "that does not help, look again",
    "give_up": "forget it, I give up",
    "bye": "that was all, bye",
    "thank": "thanks",
}


async def phrases_for(model: Model, scenario: Scenario, count: int = COUNT) -> dict[str, list[str]]:
    """Wordings by slot and act; what does not hold after three tries is left out, not repaired."""
    slots = {name: ", ".join(slot.words) or name for goal in scenario.file.goals for name, slot in goal.slots.items()}
    wanted = {**{name: f"the user tells the assistant their {said}" for name, said in slots.items()}, **ACTS}
    names = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 4 * count}
    schema = {
        "type": "object",
        "properties": dict.fromkeys(wanted, names),
        "required": list(wanted),
        "additionalProperties": False,
    }
    shown = fenced({"names": "\n".join(f"{name}: {meaning}" for name, meaning in wanted.items())})
    system = prompt("phrases").filled(count=str(count), material=shown)
    request = Request(system=system, messages=(Message(role="user", content="Write the wordings."),))
    found = await complete_json(model, request, schema, objection=lambda value: _objection(value, slots))
    return {name: _kept(texts, told=name in slots) for name, texts in found.items()}


def _objection(found: Mapping[str, Any], slots: Mapping[str, str]) -> str:
    """Where no wording of a name holds."""
    wrong = [name for name, texts in found.items() if not _kept(texts, told=name in slots)]
    rule = f"a slot's holds {VALUE} once, an act's no braces"
    return f"no wording of {', '.join(wrong[:5])} can be used: {rule}" if wrong else ""


def _kept(texts: list[str], *, told: bool) -> list[str]:
    """The wordings that hold, each once."""
    return list(dict.fromkeys(text.strip() for text in texts if _holds(text.strip(), told=told)))


def _holds(text: str, *, told: bool) -> bool:
    bare = text.replace(VALUE, "", 1) if told else text
    return 0 < len(text) <= LONGEST and text.isprintable() and (VALUE in text) == told and not HOLE.search(bare)
