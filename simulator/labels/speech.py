"""What the assistant said, failed to say, should not have said, and how it kept to its own part of the talk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from simulator.labels.evidence import Log
from simulator.labels.failures import Failure
from simulator.labels.label import Said
from simulator.labels.spoken.language import judge_language
from simulator.labels.spoken.leaks import judge_leaks
from simulator.labels.spoken.values import judge_values
from simulator.messages import Reading
from simulator.values.late import Late
from simulator.values.mention import mentions

USER_LINE = Late(r"^[ \t]*(?:\*\*)?(?:user|human)(?:\*\*)?:(?:\*\*)?[ \t]*\S", re.IGNORECASE | re.MULTILINE)
MARKER = Late(r"###\s?STOP\s?###|<\|[a-z_]{2,20}\|>|</s>|<STOP>|\[STOP\]|^[ \t]*TERMINATE[ \t.]*$", re.MULTILINE)

GROUPED = Late(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
"""A number written with its thousands apart: it is said in any form of that number."""


def judge_speech(log: Log, since: int = 0, owed: Sequence[Said] | None = None) -> list[Failure]:
    """Every failure that shows in the assistant's texts.

    Before message `since` there is none, except that what is `owed` was not said by then.
    """
    failures = [*_manners(log, since), *judge_language(log, since), *judge_leaks(log, since)]
    wrong = judge_values(log, since)
    missing = unsaid(log, since, log.labels.say if owed is None else owed)
    told_wrong = [one for one in missing if any(map(str.isdigit, str(one.text)))][: len(wrong)]
    for said in [one for one in missing if one not in told_wrong]:
        proof = f"none of {len(log.texts)} assistant texts says {said.text!r}, in any written form"
        failures.append(Failure(kind="not_said", where="say", expected=said.text, proof=proof))
    failures += wrong
    failures += [_said(log, said) for said in log.labels.never_say if _says(log, said.text, since)]
    failures.extend(_needless(log, since))
    return failures


def unsaid(log: Log, since: int, owed: Sequence[Said]) -> list[Said]:
    """What of the owed was not said from message `since` on."""
    return [said for said in owed if not _says(log, said.text, since)]


def _says(log: Log, value: Any, since: int) -> bool:
    """Whether one of the texts says the value; those that hold it as it is written here are looked at first."""
    if isinstance(value, str) and GROUPED.fullmatch(value):
        value = float(value.replace(",", "")) if "." in value else int(value.replace(",", ""))
    plain = str(value)
    texts = [text for at, text in reversed(log.texts) if text and at >= since]
    texts.sort(key=lambda text: plain not in text)
    return any(mentions(value, text, log.clock) for text in texts)


def _said(log: Log, said: Said) -> Failure:
    at = next((place for place, text in log.texts if mentions(said.text, text, log.clock)), 0)
    return Failure(kind=said.kind, where=f"message {at}", got=said.text, proof=f"message {at} says {said.text!r}")


def _manners(log: Log, since: int) -> Iterable[Failure]:
    messages = log.messages
    for at, text in log.texts[bisect_left(log.texts, (since,)) :]:
        if not text.strip():
            if not messages[at].calls:
                yield Failure(kind="empty_turn", where=f"message {at}", got=text, proof="neither text nor call")
            continue
        found = _role(text)
        if found:
            proof = f"the assistant writes {found!r}, which is not its part"
            yield Failure(kind="role_break", where=f"message {at}", got=found, proof=proof)


def _role(text: str) -> str:
    """Where the assistant speaks as the user or as the machinery; the patterns run only where they can match."""
    found = None
    if ":" in text and ("user" in (low := text.casefold()) or "human" in low):
        found = USER_LINE.search(text)
    if not found and ("STOP" in text or "TERMINATE" in text or "|>" in text or "</s>" in text):
        found = MARKER.search(text)
    return found[0].strip() if found else ""


# --- asking again for what is known -----------------------------------------------------------------------------------


def _needless(log: Log, since: int) -> Iterable[Failure]:
    """Questions for nothing but known slots; one that also asks for something new is let pass."""
    seen: set[tuple[str, str]] = set()
    for at, reading, goal in log.readings:
        if at < since or not reading.asks or reading.confirms or reading.claim or not log.told:
            continue
        known = {slot: _plainly_told(log, at, goal, slot, reading) for slot in reading.asks}
        if -1 in known.values():
            continue
        for slot, told in known.items():
            if (goal, slot) not in seen:
                seen.add((goal, slot))
                proof = f"message {at} asks for {slot}, which the user had told in message {told}"
                yield Failure(kind="needless_question", where=slot, got=f"message {at}", proof=proof)


def _plainly_told(log: Log, at: int, goal: str, slot: str, reading: Reading) -> int:
    """The message that had told the slot beyond doubt; -1 where there is a reason to ask."""
    places = [
        (place, value) for place, of_goal, name, value in log.told if name == slot and of_goal == goal and place < at
    ]
    if not places or slot in reading.values:
        return -1
    place, value = places[-1]
    if any(value != other for _, other in places) or any(
        span.slot == slot and span.harmed for span in log.notes[place].spans
    ):
        return -1
    text = log.messages[place].content
    if not mentions(value, text, log.clock) or mentions(value, dict(log.texts)[at], log.clock):
        return -1
    troubled = any(not made.result.ok or not made.result.content for made in log.calls if place < made.at < at)
    happened = any(note.happened for note in log.notes[place:at])
    return -1 if troubled or happened else place
